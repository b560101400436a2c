"""What must be true of the HTML of a mail, as far as rules can say it: for Outlook on Windows, and for html-validate.

Outlook shows mails with Word's engine, which cannot be run here. What it knows
is documented by Microsoft ("Word HTML and CSS rendering capabilities in
Outlook") and collected at caniemail.com: no flex, grid, position or float, no
max-width, no padding on links, no rounded boxes, three-digit colours only at
times, and a line height only where it has a unit.
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import html as lxml_html

ROOT = Path(__file__).parents[3]
CONFIG = Path(__file__).with_name("htmlvalidate.json")
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"

PROPERTIES = {
    "background-color", "border", "border-bottom", "border-collapse", "border-left", "color", "font-family",
    "font-size", "font-weight", "letter-spacing", "line-height", "margin", "padding", "text-decoration",
    "text-transform", "width",
}  # fmt: skip
"""Everything that a style may say; all of it is shown, or harmlessly passed over, by Word."""

FOR_OTHERS = {"sheet": {"max-width"}, "preheader": {"display", "mso-hide", "max-height", "overflow"}}
"""What else the element of a class may say: Word has the width beside it, or is told by ``mso-hide``."""

ATTRIBUTES = {
    "a": {"class", "href", "lang", "style"},
    "body": {"style"},
    "br": set(),
    "div": {"class", "style"},
    "span": {"class", "style"},
    "table": {"role", "class", "width", "cellpadding", "cellspacing", "border", "bgcolor", "style"},
    "tbody": set(),
    "td": {"class", "width", "align", "lang", "style"},
    "tr": set(),
}
"""The elements of a body, and what each may carry; so nothing is loaded (img, background) and nothing runs."""

DECLARATION = re.compile(r"([a-z-]+):\s*([^;]+)")  # padding: 10px 24px
NUMBER = re.compile(r"-?\.?\d")  # 10px, 1.5, .5em, -4px
LENGTH = re.compile(r"0|100%|\d*\.?\d+px")  # 10px, 0.5px, 0
COLOUR = re.compile(r"#[0-9a-f]{6}\b")  # #1d2730
CONDITION = re.compile(r"<!--\[if !?mso\]>")
WORD_FONT = re.compile(r"<!--\[if mso\]>(?:(?!endif).)*<style>td { font-family: ", re.DOTALL)
BUTTON = re.compile(r'<v:rect [^>]*href="([^"]+)"')


def outlook_faults(page: str) -> list[str]:
    """What Outlook cannot show or shows otherwise, each in a line; none for a good mail."""
    tree = lxml_html.document_fromstring(page)
    return [*_elements(tree), *_styles(tree), *_layout(tree, page)]


def _elements(tree: lxml_html.HtmlElement) -> Iterator[str]:
    for element in tree.body.iter():
        if isinstance(element.tag, str):
            if element.tag not in ATTRIBUTES:
                yield f"element {element.tag}"
            elif unknown := set(element.attrib) - ATTRIBUTES[element.tag]:
                yield f"{element.tag} with {', '.join(sorted(unknown))}"
    for div in tree.body.iter("div"):
        if div.get("class") != "preheader":
            yield f"a div for layout: {div.text_content()[:30]}"


def _styles(tree: lxml_html.HtmlElement) -> Iterator[str]:
    for element in tree.body.xpath("descendant-or-self::*[@style]"):
        allowed = PROPERTIES | FOR_OTHERS.get(element.get("class", ""), set())
        where = f"{element.tag}.{element.get('class', '')}"
        for name, value in DECLARATION.findall(element.get("style")):
            yield from (f"{where}: {fault}" for fault in _declaration(element, name, value, allowed))


def _declaration(element: lxml_html.HtmlElement, name: str, value: str, allowed: set[str]) -> Iterator[str]:
    if name not in allowed:
        yield f"{name} is not for Word"
    if "(" in value or "!" in value:
        yield f"{name}: {value}"
    if (name in ("color", "background-color") or "#" in value) and not COLOUR.search(value):
        yield f"{name}: {value} is no colour of six digits"
    if name in ("padding", "margin", "width") and element.tag in ("span", "p"):
        yield f"{name} on a {element.tag}, which Word passes over"
    numbers = [part for part in value.split() if NUMBER.match(part)]
    if name not in ("font-family", "font-weight") and not all(LENGTH.fullmatch(number) for number in numbers):
        yield f"{name}: {value} has a unit other than px, or none"


def _layout(tree: lxml_html.HtmlElement, page: str) -> Iterator[str]:
    for table in tree.body.iter("table"):
        if not {"cellpadding", "cellspacing", "border", "width"} <= set(table.attrib):
            yield f"table {table.get('class')} without cellpadding, cellspacing, border and width"
        if table.get("role") != "presentation":
            yield f"table {table.get('class')} is read out as one of data"
        if "background-color" in table.get("style", "") and not COLOUR.fullmatch(table.get("bgcolor", "")):
            yield f"table {table.get('class')} has its colour in its style alone"
    if not WORD_FONT.search(page):
        yield "cells that Word, where no cell inherits a font, sets in Times"
    for cell in tree.xpath("//td[normalize-space(text())]"):
        if not any("font-family" in around.get("style", "") for around in (cell, *cell.iterancestors())):
            yield f"a cell without a font: {cell.text_content()[:30]}"
    cells = tree.xpath("//table[contains(@class, 'sheet')]/tr/td | //table[contains(@class, 'sheet')]/tbody/tr/td")
    if not cells:
        yield "no sheet of cells"
    for cell in cells:
        if not (cell.get("width") or "").isdecimal():
            yield f"cell {cell.get('class')} without a width"
    if len(CONDITION.findall(page)) != page.count("<![endif]-->"):
        yield "a condition for Outlook that is not closed"
    if tree.xpath("//a[contains(@class, 'button')]/@href") != BUTTON.findall(page):
        yield "a button that Outlook, which knows no padding of links, does not draw"
    if not re.search(r'<!--\[if mso\]><table[^>]*width="600"', page):
        yield "no fixed width for Outlook, which knows no max-width"


def node() -> str:
    """The program that runs JavaScript: the machine's, or the one that set-up brought."""
    return shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")


def validator_faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What html-validate says of pages by name; they are written into ``folder``. One run for all: it takes 0.4 s."""
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    files = [str(folder / f"{name}.html") for name in pages]
    # Into a file: a pipe that is not read in time loses what is beyond 64 KB when the program ends.
    report = folder / "report.json"
    run = subprocess.run(
        [node(), VALIDATOR, "--config", CONFIG, "--formatter", f"json={report}", *files], capture_output=True, text=True
    )
    assert report.exists(), run.stderr
    return [
        f"{Path(found['filePath']).stem}:{message.get('line')} {message['ruleId']}: {message['message']}"
        for found in json.loads(report.read_text(encoding="utf-8"))
        for message in found["messages"]
    ]
