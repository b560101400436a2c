"""What may be wrong with a page in a browser: what axe-core, the console, the network and a reader's eye say of it."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, TimeoutError

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
HTML_LANGS = {"en": "en-HK", "zh-hant": "zh-Hant-HK", "zh-hans": "zh-Hans-CN", "pt": "pt"}

SHIFTS = """window.__moved = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    const what = shift.sources.map((source) => source.node?.id || source.node?.className);
    if (!shift.hadRecentInput) window.__moved.push([shift.value, what]);
  }
}).observe({type: "layout-shift", buffered: true});"""
"""Keeps how far the page moved under its reader without a word of theirs (cumulative layout shift)."""
MOST_SHIFT = 0.02

REPORTS = "addEventListener('securitypolicyviolation', e => (window.__refused ??= []).push(e.violatedDirective));"
"""Keeps what the content security policy refused; a report goes nowhere otherwise."""

PAINTED = """new Promise((done) => new PerformanceObserver((list) => {
  if (list.getEntriesByName("first-contentful-paint").length) done();
}).observe({type: "paint", buffered: true}))"""
"""Is over once the page is painted; asked once, since what Playwright asks again and again the policy refuses."""

WIDE = """() => {
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return [];
  const reaches = (e) => e.getBoundingClientRect().right > root.clientWidth + 1;
  const out = [...document.querySelectorAll("main *")].filter(reaches);
  return [`${wide} px too wide: ${out.slice(-2).map((e) => e.outerHTML.slice(0, 80)).join(" / ")}`];
}"""

TEXTS = """(page) => {
  const own = (element) => element.closest("[lang]")?.lang === page;
  const told = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (element?.localName === "title" && document.querySelector("h1[lang]")) continue;
    if (!element || element.closest("script, style, code, kbd, option, textarea, .outside, .figure-chart")) continue;
    if (node.data.trim() && own(element)) told.push(node.data.trim().replace(/\\s+/g, " "));
  }
  for (const element of document.querySelectorAll("[title], [aria-label], [placeholder], [alt], [data-copied]")) {
    for (const name of ["title", "aria-label", "placeholder", "alt", "data-copied"]) {
      const value = element.getAttribute(name);
      // What stands after a colon may be the title of a row, which no attribute can give a language.
      if (value && own(element)) told.push(value.split(/: |：/)[0]);
    }
  }
  for (const name of ["description", "og:description"]) {
    const meta = document.querySelector(`meta[name="${name}"], meta[property="${name}"]`);
    if (meta && !document.querySelector("h1[lang]")) told.push(meta.content);
  }
  return told;
}"""
"""The texts that a page gives out as its own language: nothing in it says that they are in another. A drawn chart has
the words of its table, and names that no attribute can give a language."""

ENGLISH = frozenset([
    "the", "with", "which", "are", "was", "were", "not", "this", "that", "these", "from", "by", "has", "have", "had",
    "been", "being", "is", "its", "it", "their", "they", "them", "we", "our", "you", "your", "what", "who", "when",
    "where", "how", "more", "than", "each", "every", "only", "other", "into", "under", "between", "without", "within",
    "after", "before", "deal", "deals", "signed", "binding", "undisclosed", "article", "articles", "source",
    "sources", "cities", "sectors", "week", "days", "months", "year", "years", "day", "month", "newest", "oldest",
    "search", "filter", "filters", "show", "hide", "known", "yet", "none", "nothing", "about", "read", "found",
    "counted", "value", "table", "chart", "report", "reports", "party", "parties", "history", "mechanisms",
    "milestones", "signals",
])  # fmt: skip
"""Words of the English interface that neither Portuguese nor a company's name has."""
NAMES = (
    "GBA Tracker", "Bay Wire", "CC BY 4.0", "HKT", "Atom", "OpenAPI", "manage.py", "WCAG", "Wilson", "Poisson",
)  # fmt: skip
MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])


def untranslated(texts: Iterable[str], language: str) -> list[str]:
    """Those of a page's own texts that are English: words of the interface, or, in Chinese, a phrase or a date."""
    if language == "en":
        return []
    return [text for text in texts if _is_english(_without_names(text), chinese=language.startswith("zh"))]


def _without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, " ")
    return text


def _is_english(text: str, *, chinese: bool) -> bool:
    words = [word.strip(".,;:!?()“”\"'’…·–/").lower() for word in text.split()]
    latin = [word for word in words if word.isascii() and word.isalpha()]
    if ENGLISH.intersection(latin):
        return True
    return chinese and (MONTHS.intersection(latin) != frozenset() or len(latin) > 5)


@dataclass
class Listener:
    """Keeps what a page says and whom it asks; ``site`` is the product's own address."""

    page: Page
    site: str
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self.page.on("console", lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on(
            "request", lambda sent: self.said.append(f"asked {sent.url}") if self._is_foreign(sent.url) else None
        )

    def _is_foreign(self, url: str) -> bool:
        return urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != urlsplit(self.site).netloc


def open_page(context: BrowserContext, site: str) -> Listener:
    """A page that keeps what it says and what its policy refused."""
    page = context.new_page()
    page.add_init_script(REPORTS)
    page.add_init_script(SHIFTS)
    return Listener(page, site)


def press_for(page: Page, key: str, selector: str) -> None:
    """Press a key for what gets the focus by it, as a person does: on what is painted, and again if nothing happens.

    Chromium drops what is pressed before it has painted a page, which takes long on a busy machine.
    """
    page.evaluate(PAINTED)
    wanted = page.locator(f"{selector}:focus")
    for _ in range(3):
        page.keyboard.press(key)
        with suppress(TimeoutError):
            wanted.wait_for(timeout=8000)
            return
    raise AssertionError(f"{key} does not lead to {selector}")


def scroll_through(page: Page, url: str) -> int:
    """Open a page and scroll to its end, so that all its figures are drawn; gives the status of the answer."""
    status = page.goto(url, wait_until="load").status
    page.evaluate(
        "async () => { for (let y = 0; y < document.body.scrollHeight; y += 800) {"
        " scrollTo(0, y); await new Promise((done) => setTimeout(done, 40)); } }"
    )
    page.wait_for_load_state("networkidle")
    return status


def faults(listener: Listener, language: str) -> list[str]:
    """Everything against the page that is open: rules of axe-core, messages, strangers, refusals, width, English."""
    page = listener.page
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = list(listener.said)
    told += [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
    told += [f"refused {directive}" for directive in page.evaluate("window.__refused ?? []")]
    told += page.evaluate(WIDE)
    told += moves(page)
    lang = page.evaluate("document.documentElement.lang")
    told += [] if lang == HTML_LANGS[language] else [f"lang is {lang}"]
    told += [f"English: {text[:90]}" for text in untranslated(page.evaluate(TEXTS, lang), language)]
    return told


def moves(page: Page) -> list[str]:
    """What moved by itself, where all of it together is more than a page may move; all shifts count, not a window."""
    moved = page.evaluate("window.__moved ?? []")
    whole = sum(value for value, _ in moved)
    return [] if whole < MOST_SHIFT else [f"moves by {whole:.3f}: {max(moved, key=lambda shift: shift[0])[1]}"]
