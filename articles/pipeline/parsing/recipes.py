"""Recipes: where the items of a page without a feed stand, as CSS selectors or as plain XPath.

A recipe is data that a person typed, so only a small language is taken: steps
from a node to its children or descendants, each with conditions on the node
itself and what it holds. No variables, no extension functions, no namespaces,
and nothing whose cost grows faster than the page (``listing`` walks the steps).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cssselect import HTMLTranslator, SelectorError
from lxml import etree

FIELDS = ("item", "link", "title", "date", "summary")
LANGUAGES = ("css", "xpath")
MAX_SELECTOR = 300
MAX_STEPS = 12

# One token of XPath: a literal, a number, a name with an axis before it, a name, or a sign.
_TOKEN = re.compile(
    r"\s*(?P<token>\"[^\"]*\"|'[^']*'|\d+(?:\.\d+)?|[a-z-]+::|[A-Za-z_][\w-]*(?:\.[\w-]+)*|//|\.\.|!=|<=|>=|[][()@/.,|=<>*+])"
)
# A name that stands for an element, an attribute or a function: "li", "data-id", "starts-with"
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_FUNCTIONS = frozenset(
    {
        "concat", "contains", "last", "normalize-space", "not", "position", "starts-with", "string", "string-length",
        "substring-after", "substring-before", "text", "translate",
    }
)  # fmt: skip
_AXES_DOWN = ("child::", "descendant::", "descendant-or-self::", "self::", "attribute::")
_AXES_AROUND = (*_AXES_DOWN, "parent::", "following-sibling::")
"""Beside its item a field may stand after it, as dates in definition lists do."""


class RecipeError(Exception):
    """A recipe cannot be taken; the message is one line for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its axis with the colons, and the XPath that takes it from one node."""

    axis: str
    xpath: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A list page read as a list: each field is a chain of steps, alternatives beside each other; () = not given."""

    item: tuple[tuple[Step, ...], ...]
    link: tuple[tuple[Step, ...], ...] = field(default=())
    title: tuple[tuple[Step, ...], ...] = field(default=())
    date: tuple[tuple[Step, ...], ...] = field(default=())
    summary: tuple[tuple[Step, ...], ...] = field(default=())


def read_recipe(said: Mapping[str, object]) -> Recipe:
    """Read a recipe from its fields: ``by`` ("css" or "xpath"), ``item``, ``link``, ``title``, ``date``, ``summary``.

    ``item`` is looked for in the whole page, the others in each item; only
    ``item`` has to be there. Raises RecipeError.
    """
    if unknown := sorted(set(said) - {"by", *FIELDS}):
        raise RecipeError(f"unknown field {unknown[0][:40]!r}")
    by = said.get("by") or "css"
    if by not in LANGUAGES:
        raise RecipeError("by is neither css nor xpath")
    if not said.get("item"):
        raise RecipeError("item is missing")
    chains = {name: _read_selector(name, said[name], str(by)) for name in FIELDS if said.get(name)}
    return Recipe(**chains)


def _read_selector(name: str, selector: object, by: str) -> tuple[tuple[Step, ...], ...]:
    if not isinstance(selector, str) or len(selector) > MAX_SELECTOR or not selector.isprintable():
        raise RecipeError(f"{name} is no selector of at most {MAX_SELECTOR} characters")
    try:
        xpath = HTMLTranslator().css_to_xpath(selector, prefix="descendant::") if by == "css" else selector
        paths = _paths(_tokens(xpath))
        axes = _AXES_DOWN if name == "item" else _AXES_AROUND
        chains = tuple(_chain(path, axes) for path in paths)
        for chain in chains:
            for step in chain:
                etree.XPath(step.xpath, regexp=False)
    except RecipeError as error:
        raise RecipeError(f"{name}: {error}") from error
    except (SelectorError, etree.XPathError) as error:
        raise RecipeError(f"{name} cannot be read: {' '.join(str(error).split())[:120]}") from error
    if name == "item" and any(
        step.axis == "attribute::" or "text()" in step.xpath for chain in chains for step in chain
    ):
        raise RecipeError("item: has to lead to elements")
    return chains


def _tokens(xpath: str) -> list[str]:
    tokens, at = [], 0
    text = xpath.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise RecipeError(f"{text[at : at + 20]!r} is not understood")
        tokens.append(found["token"])
        at = found.end()
    return tokens


def _paths(tokens: list[str]) -> list[list[str]]:
    """The alternatives: what stands between bars outside of brackets."""
    paths: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token in "[(") - (token in "])")
        if token == "|" and depth == 0:
            paths.append([])
        else:
            paths[-1].append(token)
    return paths


def _chain(tokens: list[str], axes: tuple[str, ...]) -> tuple[Step, ...]:
    """Cut a path into its steps."""
    steps: list[Step] = []
    axis, at = "child::", 0
    if tokens[:1] in (["/"], ["//"]) or tokens[:2] in ([".", "/"], [".", "//"]):
        at = 2 if tokens[0] == "." else 1
        axis = "descendant::" if tokens[at - 1] == "//" else "child::"
    while at < len(tokens):
        at, step = _step(tokens, at, axis, axes)
        steps.append(step)
        if at == len(tokens):
            break
        if tokens[at] not in ("/", "//"):
            raise RecipeError(f"{tokens[at]!r} stands where a step ends")
        axis = "descendant::" if tokens[at] == "//" else "child::"
        at += 1
    if not steps or len(steps) > MAX_STEPS or tokens[-1] in ("/", "//"):
        raise RecipeError(f"between 1 and {MAX_STEPS} steps are wanted")
    return tuple(steps)


def _step(tokens: list[str], at: int, axis: str, axes: tuple[str, ...]) -> tuple[int, Step]:
    """One step from ``at`` on: where it ends, and what it is."""
    token = tokens[at]
    if token in (".", ".."):
        axis, test = ("self::", "*") if token == "." else ("parent::", "*")
        at += 1
    else:
        if token == "@" or token.endswith("::"):
            named = "attribute::" if token == "@" else token
            if axis == "descendant::" and named not in ("child::", "attribute::"):
                raise RecipeError(f"{named!r} after // is not understood")
            axis, at = (axis if named == "child::" else named), at + 1
        if at >= len(tokens):
            raise RecipeError("the last step has no name")
        test, at = tokens[at], at + 1
        if test == "text" and tokens[at : at + 2] == ["(", ")"]:
            test, at = "text()", at + 2
        elif test != "*" and not _NAME.match(test):
            raise RecipeError(f"{test!r} is no name of an element")
    if axis not in axes:
        raise RecipeError(f"{axis.rstrip(':')} may not stand here")
    conditions = ""
    while tokens[at : at + 1] == ["["]:
        end = _closing(tokens, at)
        conditions += f"[{_condition(tokens[at + 1 : end])}]"
        at = end + 1
    return at, Step(axis, f"{axis}{test}{conditions}")


def _closing(tokens: list[str], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index] in "[(") - (tokens[index] in "])")
        if depth == 0:
            return index
    raise RecipeError("a bracket is not closed")


def _condition(tokens: list[str]) -> str:
    """A condition that looks at its own node, its attributes and children; raises RecipeError for anything else."""
    if not tokens:
        raise RecipeError("an empty condition")
    for index, token in enumerate(tokens):
        following = tokens[index + 1 : index + 2]
        if token in ("//", "..", "[", "]", "|") or (token.endswith("::") and token not in ("child::", "attribute::")):
            raise RecipeError(f"{token!r} may not stand in a condition")
        if following == ["("] and _NAME.match(token) and token not in (*_FUNCTIONS, "and", "or"):
            raise RecipeError(f"the function {token} is not offered")
    return " ".join(tokens)
