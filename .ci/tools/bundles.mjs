// Builds what browsers load from npm's packages into node_modules/.static, from where Django collects it:
// two bundles of plotly.js with only the traces that our figures use, which share one chunk, its own words in our
// other languages, htmx as it comes, and Alpine with the plugins that the desk's templates use: the build that reads
// expressions by its own parser, where the common one compiles them and so needs 'unsafe-eval'.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { build } from "esbuild";

const OUT = "node_modules/.static";
const BUNDLES = { "plotly-core": ["bar", "heatmap"], "plotly-extra": ["treemap", "sankey"] };

// plotly.js knows Hong Kong's dates but not its words; days are written as our pages write them.
const CHINESE_DAYS = {
  year: "%Y年",
  month: "%Y年%-m月",
  dayMonth: "%-m月%-d日",
  dayMonthYear: "%Y年%-m月%-d日",
  shortMonths: [...Array(12).keys()].map((n) => `${n + 1}月`),
};
const LOCALES = {
  "zh-hant": ["zh-tw", CHINESE_DAYS],
  "zh-hans": ["zh-cn", CHINESE_DAYS],
  pt: ["pt-pt", { decimal: ",", thousands: "\u00a0" }],
};

// plotly.js/lib/core brings scatter with it.
const entry = (traces) =>
  [
    'import Plotly from "plotly.js/lib/core.js";',
    ...traces.map((trace) => `import ${trace} from "plotly.js/lib/${trace}.js";`),
    `Plotly.register([${traces.join(", ")}]);`,
    "export default Plotly;",
  ].join("\n");

const entries = {
  name: "entries",
  setup(builder) {
    builder.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice("entry:".length), namespace: "entry" }));
    builder.onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => ({
      contents: entry(BUNDLES[path]),
      resolveDir: process.cwd(),
    }));
    // Style sheets of map traces, which no bundle holds.
    builder.onLoad({ filter: /\.css$/ }, () => ({ contents: "" }));
  },
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });
await build({
  entryPoints: Object.keys(BUNDLES).map((name) => ({ in: `entry:${name}`, out: name })),
  plugins: [entries],
  outdir: OUT,
  bundle: true,
  splitting: true,
  chunkNames: "plotly-shared-[hash]",
  format: "esm",
  target: "es2020",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
  alias: { stream: "stream-browserify" },
  logLevel: "warning",
});
const PLUGINS = ["anchor", "persist", "resize", "sort"];
await build({
  stdin: {
    contents: [
      'import Alpine from "@alpinejs/csp";',
      ...PLUGINS.map((name) => `import ${name} from "@alpinejs/${name}";`),
      "window.Alpine = Alpine;",
      `Alpine.plugin([${PLUGINS.join(", ")}]);`,
      // After every deferred script, so that those can still name their components.
      'document.addEventListener("DOMContentLoaded", () => Alpine.start());',
    ].join("\n"),
    resolveDir: process.cwd(),
  },
  outfile: `${OUT}/alpine.js`,
  bundle: true,
  format: "iife",
  target: "es2020",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
});
await cp("node_modules/htmx.org/dist/htmx.min.js", `${OUT}/htmx.min.js`);
const load = createRequire(`${process.cwd()}/package.json`);
for (const [language, [name, days]] of Object.entries(LOCALES)) {
  const { dictionary, format } = load(`plotly.js/lib/locales/${name}.js`);
  await writeFile(`${OUT}/plotly-${language}.json`, JSON.stringify({ dictionary, format: { ...format, ...days } }));
}
