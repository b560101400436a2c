// node measure.mjs CHROMIUM RUNS URL...   Lighthouse on every address, as a phone and as a desktop, RUNS times.
// Prints one JSON object a line: address, form, the four scores (0 to 100), CLS, LCP and TBT in ms, and what was found.
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [chromePath, runs, ...addresses] = process.argv.slice(2);
const FORMS = { mobile: undefined, desktop: desktopConfig };
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox"] });
try {
  for (const address of addresses) {
    for (const [form, config] of Object.entries(FORMS)) {
      for (let run = 0, failed = 0; run < Number(runs); run += 1) {
        const flags = {
          port: chrome.port,
          logLevel: "error",
          onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
        };
        const { lhr } = await lighthouse(address, flags, config);
        if (lhr.runtimeError || lhr.audits["cumulative-layout-shift"].numericValue === undefined) {
          // Now and then Chromium paints nothing in time; such a run says nothing of the page and is made again.
          failed += 1;
          run -= 1;
          if (failed > Number(runs)) throw new Error(`${address}: ${lhr.runtimeError?.message ?? "no figures"}`);
          continue;
        }
        const categories = Object.values(lhr.categories);
        const scores = Object.fromEntries(categories.map((part) => [part.id, Math.round(part.score * 100)]));
        const number = (audit) => lhr.audits[audit].numericValue;
        const found = categories
          .flatMap((part) => part.auditRefs.filter((ref) => ref.weight > 0).map((ref) => lhr.audits[ref.id]))
          .filter((audit) => audit.score !== null && audit.score < 0.9)
          .map((audit) => `${audit.id} ${audit.displayValue ?? ""}`.trim());
        const row = {
          address,
          form,
          scores,
          cls: number("cumulative-layout-shift"),
          lcp: number("largest-contentful-paint"),
          tbt: number("total-blocking-time"),
          found,
        };
        process.stdout.write(`${JSON.stringify(row)}\n`);
      }
    }
  }
} finally {
  await chrome.kill();
}
