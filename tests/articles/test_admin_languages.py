"""The desk in its languages: no text of any of its addresses falls back to English, Django's and Unfold's included."""

import re
from collections.abc import Iterator

import lxml.html
import pytest
from django.apps import apps
from django.db import models

from articles.pipeline.quantities import UNITS
from tests.articles.desk import make_person
from tests.articles.test_admin_matrix import NAMES, address_of, rows  # noqa: F401  (a fixture)
from tests.browser.sweeping import untranslated

pytestmark = [pytest.mark.django_db, pytest.mark.long]

WORD = re.compile(r"[A-Za-z]{3,}")
"""E.g. ``deal``: shorter ones are units, abbreviations and codes of languages."""
SIGNS = re.compile(r"material-symbols|desk-sign")
"""Classes of what is drawn as a picture."""
KNOWN = frozenset([
    "gba", "tracker", "rss", "atom", "html", "http", "https", "url", "xml", "csv", "tsv", "xlsx", "json", "yaml",
    "utf", "smtp", "imap", "dkim", "xpath", "css", "hkd", "usd", "cny", "mop", "eur", "hkt", "email", "prometheus",
    "metrics", "csrf", "openapi", "opml", "google", "slug", "token", "api", "hong", "kong", "asia", "utc", "mib",
    "robots", "txt", "time", "news", "contains", "class", "pdf", "ldap", "mac", "control", "command", "fetch",
    "process", "mail", "ctrl", "message", "group_permissions",
])  # fmt: skip
"""Names and abbreviations that are the same in every language."""

LEAVE = {"language", "logout", "view_on_site"}
"""Addresses that lead to a page of the readers."""


def texts_of(page: str) -> Iterator[str]:
    """The texts of a page that a person reads or hears, without those that say that they are in another language."""
    root = lxml.html.fromstring(page)
    own = root.get("lang")
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "textarea", "code", "kbd", "pre"):
            continue
        marked = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), own)
        is_sign = any(SIGNS.search(e.get("class") or "") for e in (element, *element.iterancestors()))
        if marked == own and not is_sign:
            yield element.text or ""
            yield from (element.get(name) or "" for name in ("title", "aria-label", "placeholder", "alt"))
            if element.tag == "input" and element.get("type") in ("submit", "button"):
                yield element.get("value") or ""
        parent = element.getparent()
        if parent is not None and parent.tag not in ("script", "style", "code", "kbd", "pre"):
            around = next((e.get("lang") for e in (parent, *parent.iterancestors()) if e.get("lang")), own)
            yield (element.tail or "") if around == own else ""


def words_of_rows() -> frozenset[str]:
    """Every word that stands in a text of the database: what is shown of it is not the desk's own."""
    found: set[str] = set()
    for model in apps.get_models():
        fields = [f.attname for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)]
        fields += [f.attname for f in model._meta.concrete_fields if isinstance(f, models.JSONField)]
        for values in model._default_manager.values_list(*fields) if fields else ():
            found.update(word.lower() for value in values for word in WORD.findall(str(value)))
    return frozenset(found)


def english_of(page: str, language: str, known: frozenset[str]) -> list[str]:
    """Texts of a page that are English: in Chinese any other Latin word, in Portuguese words of the interface."""
    texts = list(dict.fromkeys(" ".join(text.split()) for text in texts_of(page)))
    if language == "pt":
        return [text for text in untranslated(texts, "pt") if not set(WORD.findall(text.lower())) <= known]
    return [text for text in texts if {word.lower() for word in WORD.findall(text)} - known]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["zh-hant", "pt"])
def test_no_text_of_the_desk_falls_back_to_english(client, rows, language):  # noqa: F811
    client.force_login(make_person("boss"))
    known = words_of_rows() | KNOWN | frozenset(word for unit in UNITS for word in WORD.findall(unit))
    headers = {"accept-language": language}
    wrong: dict[str, str] = {}
    seen = 0
    for name in sorted(set(NAMES) - LEAVE):
        answer = client.get(address_of(name, rows), headers=headers, follow=True)
        if answer.status_code != 200 or "<html" not in answer.text:
            continue
        seen += 1
        for text in english_of(answer.text, language, known):
            wrong.setdefault(text[:100], name)
    assert not wrong, "\n" + "\n".join(f"{name}: {text}" for text, name in sorted(wrong.items(), key=lambda w: w[1]))
    assert seen > 80


def test_english_is_known_in_a_page_of_the_desk():
    page = (
        '<html lang="zh-hant"><body><p>交易 Harbour</p><p lang="en">Not ours</p><i title="Sort by">x</i></body></html>'
    )
    assert english_of(page, "zh-hant", frozenset({"harbour"})) == ["Sort by"]
