"""How the interface describes itself (OpenAPI 3.1): its addresses, its filters, and every key of its rows.

Pure: the address of the site is handed in. What stands here is held against the answers
themselves, in process and over the wire (``tests/journeys/test_api_description.py``).
"""

from collections.abc import Collection
from typing import Any

from articles.pipeline.vocabulary import RUNGS, STATUSES, TYPES
from dashboards.filters import CITIES, CLOSED, KEYS, LIST_KEYS, REGISTERED, SECTORS, SORTS
from dashboards.filters.keys import MAX_PAGE, MAX_TEXT, MAX_VALUES

API_NAMES = {
    "deals": "slug",
    "articles": "id",
    "signals": "slug",
    "cities": "slug",
    "sectors": "slug",
    "subsectors": "slug",
    "mechanisms": "slug",
    "organisations": "slug",
}
"""The lists of the interface, each with what names one of its rows."""

ONLY_PAGES = ("view", "order", "kind", "lane")
"""Filters that only say how a page is drawn."""

LISTED = {"subsector": "/api/v1/subsectors", "mechanism": "/api/v1/mechanisms"}
"""Where the slugs of a registered filter are listed; the others stand in the rows."""

MOST_DOLLARS = 10**15 - 1
EMPTY = {"type": "string", "maxLength": 0}
"""What a form sends of a field that was not filled in: nothing is asked by it."""
LAST = r"^([1-9]\d{0,3}d|([1-9]\d?|[12]\d\d|3[0-5]\d|360)m|([1-9]|[12]\d|30)y)$"  # 90d, 12m, 1y: at most thirty years
NO_CONTROLS = r"^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$"
SOME_WORD = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
TEXT: dict[str, Any] = {"type": "string"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
WHOLE_ADDRESS: dict[str, Any] = {"type": "string", "format": "uri"}
SLUGS: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1}}


def description(*, site_url: str, about_url: str) -> dict[str, Any]:
    """The whole description."""
    parameters = [_parameter(key) for key in KEYS if key not in ONLY_PAGES]
    paths: dict[str, Any] = {}
    for name, by in API_NAMES.items():
        row = "Deal" if name in ("deals", "signals") else "Article" if name == "articles" else "Tag"
        paths[f"/api/v1/{name}"] = {"get": _list_of(name, row, parameters)}
        paths[f"/api/v1/{name}/{{{by}}}"] = {"get": _one_of(name, row, by)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "GBA Tracker", "version": "1", "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}},
        "servers": [{"url": site_url}],
        "externalDocs": {"url": about_url},
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _list_of(name: str, row: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    keys = {"count": COUNT, "next": _or_null(WHOLE_ADDRESS), "results": {"type": "array", "items": _named(row)}}
    answers = {
        "200": _answer("The rows, a hundred a page.", _record(keys)),
        "400": _answer("A value that cannot be used; names its key.", _named("Refusal")),
    }
    return {"operationId": f"list_{name}", "summary": f"List of {name}", "parameters": parameters, "responses": answers}


def _one_of(name: str, row: str, by: str) -> dict[str, Any]:
    one = {"name": by, "in": "path", "required": True, "schema": {"type": "integer" if by == "id" else "string"}}
    answers = {
        "200": _answer("The row.", _named(row)),
        "404": _answer("No such row.", _named("Refusal")),
    }
    if row == "Deal":
        answers |= {
            "301": {"description": "It was merged; where it is now."},
            "410": _answer("It was withdrawn.", _named("Refusal")),
        }
    return {"operationId": f"one_of_{name}", "summary": f"One of {name}", "parameters": [one], "responses": answers}


def _parameter(key: str) -> dict[str, Any]:
    """One filter as OpenAPI describes it."""
    kind: dict[str, Any] = {"type": "string", "maxLength": MAX_TEXT, "pattern": NO_CONTROLS}
    if key in CLOSED:
        kind = {"type": "string", "enum": ["", *CLOSED[key]]}
    elif key in REGISTERED:
        # Some hundred slugs, which the register may change: the lists below have them.
        of_blocs = " A bloc or region stands for its members too." if key == "outside" else ""
        kind |= {"description": f"A slug of the register ({LISTED.get(key, 'as in the rows')}).{of_blocs}"}
    elif key == "sort":
        kind = {"type": "string", "enum": ["", *SORTS]}
    elif key in ("total", "binding"):
        kind = {"type": "string", "enum": ["", "1"]}
    elif key in ("from", "to"):
        kind = {"anyOf": [{"type": "string", "format": "date", "description": "1970 to 2999; from before to"}, EMPTY]}
    elif key == "last":
        kind = {"anyOf": [{"type": "string", "pattern": LAST}, EMPTY]}
    elif key == "page":
        kind = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MAX_PAGE}, EMPTY]}
    elif key == "min":
        number = {"type": "number", "minimum": 0, "maximum": MOST_DOLLARS, "description": "HK dollars, two places"}
        kind = {"anyOf": [number, EMPTY]}
    elif key == "q":
        kind = {"anyOf": [{"type": "string", "maxLength": MAX_TEXT, "pattern": SOME_WORD}, EMPTY]}
    if key in LIST_KEYS:
        kind = {"type": "array", "items": kind, "maxItems": MAX_VALUES}
    return {"name": key, "in": "query", "required": False, "schema": kind, "explode": True}


def _answer(text: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _named(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _record(keys: dict[str, Any], *, optional: Collection[str] = ()) -> dict[str, Any]:
    """An object with these keys, all of them there; more may be added some day."""
    return {"type": "object", "properties": keys, "required": [key for key in keys if key not in optional]}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_word_of(words: Collection[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


SOURCE = _record(
    {
        "publisher": TEXT,
        "url": TEXT,
        "published_at": _or_null(TEXT),
        "quote": _or_null(TEXT),
    }
)
TYPED_COUNT = _record(
    {
        "unit": TEXT,
        "n": _or_null({"type": "number"}),
        "n_max": _or_null({"type": "number"}),
        "text": _or_null(TEXT),
    }
)
SCHEMAS: dict[str, Any] = {
    "Deal": _record(
        {
            "slug": TEXT,
            "url": WHOLE_ADDRESS,
            "title": TEXT,
            "type": _one_word_of(TYPES),
            "rung": _one_word_of(RUNGS),
            "status": _one_word_of(STATUSES),
            "scope": _or_null(_one_word_of(CLOSED["scope"])),
            "review": _one_word_of(word for word in CLOSED["review"] if word != "rejected"),
            "parties": {"type": "array", "items": TEXT},
            "cities": {"type": "array", "items": _one_word_of(CITIES)},
            "outside": SLUGS,
            "sectors": {"type": "array", "items": _one_word_of(SECTORS)},
            "subsectors": SLUGS,
            "mechanism": _or_null(TEXT),
            "mechanism_name": _or_null(TEXT),
            "amount": _or_null({"type": "number"}),
            "amount_max": _or_null({"type": "number"}),
            "currency": _or_null({"type": "string", "pattern": "^[A-Z]{3}$"}),
            "amount_bound": _or_null(_one_word_of(("exact", "over", "nearly", "up_to", "range"))),
            "amount_usd": _or_null({"type": "number"}),
            "amount_hkd": _or_null({"type": "number"}),
            "rate": _or_null({"type": "number", "exclusiveMinimum": 0}),
            "rate_on": _or_null(TEXT),
            "counts": {"type": "array", "items": TYPED_COUNT},
            "date": _or_null({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
            "date_precision": _one_word_of(("day", "month", "quarter", "year", "unknown")),
            "date_basis": _one_word_of(("stated", "resolved", "corroborated", "inferred", "unknown")),
            "filed_on": _or_null({"type": "string", "format": "date"}),
            "is_filed_by_report": {"type": "boolean"},
            "is_bundle": {"type": "boolean"},
            "is_starter": {"type": "boolean"},
            "reports": COUNT,
            "sources": {"type": "array", "items": SOURCE},
        }
    ),
    "Article": _record(
        {
            "id": {"type": "integer"},
            "url": WHOLE_ADDRESS,
            "source_url": TEXT,
            "title": TEXT,
            "excerpt": {"type": "string", "maxLength": 300},
            "publisher": TEXT,
            "lang": _one_word_of(CLOSED["lang"]),
            "published_at": _or_null({"type": "string", "format": "date-time"}),
            "first_seen_at": _or_null({"type": "string", "format": "date-time"}),
            "date_basis": TEXT,
            "relevance": {"type": "number"},
            "scope": _or_null(_one_word_of(CLOSED["scope"])),
            "cities": {"type": "array", "items": _one_word_of(CITIES)},
            "outside": SLUGS,
            "sectors": {"type": "array", "items": _one_word_of(SECTORS)},
            "subsectors": SLUGS,
            "mechanisms": SLUGS,
            "story": _or_null({"type": "integer"}),
            "deals": SLUGS,
        }
    ),
    "Tag": _record(
        {
            "slug": TEXT,
            "kind": TEXT,
            "url": WHOLE_ADDRESS,
            "names": _record({"en": TEXT, "zh-Hant": TEXT, "zh-Hans": TEXT, "pt": TEXT}),
            "deals": COUNT,
            "binding": COUNT,
            "amount_hkd": {"type": "number", "minimum": 0},
            "sector": _one_word_of(SECTORS),
        },
        optional=("sector",),
    ),
    "Refusal": _record({"error": TEXT}),
}
"""Each kind of row, with every key that it always has."""
