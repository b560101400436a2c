"""From what happened to a finished mail: subject, plain text in 72 columns, HTML. Pure: no database, no clock.

The personal links are marks (``Letter.manage_mark``, ``unsubscribe_mark``) that
are replaced when the mail is handed over, so that a stored mail opens nothing.
"""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import css_inline
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext
from wcwidth import width, wrap

from dashboards import formats
from dashboards.digests.composing.letter import GROUPS, Item, Letter, Mail, Rising, Section
from dashboards.digests.composing.words import (
    count_words,
    cut_columns,
    event_words,
    footer_links,
    frequency_title,
    full_stop,
    group_title,
    kind_of,
    method_words,
    more_words,
    period_words,
    preheader_words,
    reason_words,
    rising_title,
    rising_words,
    short_words,
    single_line,
    time_words,
)

__all__ = ["GROUPS", "MAX_HTML_BYTES", "MAX_ITEMS", "Item", "Letter", "Mail", "Rising", "Section", "compose",
           "group_title"]  # fmt: skip

COLUMNS = 72
SUBJECT_COLUMNS = 60
CLOSING = "。，、；：！？」』）》”’…"
"""Marks that no line of Chinese begins with."""

OPENING = "「『（《〈“‘"
"""Marks that no line of Chinese ends with."""

MAX_ITEMS = 25
"""Items shown in full; the rest is counted and linked (THREATS M12)."""

LEAST_OF_KIND = 2
"""Items of every kind, and of every selection, that are shown before a third of any, as far as the limit reaches."""

MAX_EARLIER = 8
"""Items from earlier that are shown: a mail is about its own period."""

MAX_HTML_BYTES = 80_000
"""Gmail cuts a mail at 102 KB; links grow when they are wrapped on the way."""

CHARSET = '<meta charset="utf-8">'
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, apply_width_attributes=True)


def compose(letter: Letter) -> Mail:
    """The mail of a letter, in its language, within the limits of items and bytes."""
    limit = MAX_ITEMS
    with translation.override(letter.language):
        while True:
            shown = shorten(letter, limit)
            html = write_html(letter, shown)
            if len(html.encode()) <= MAX_HTML_BYTES or limit == 1:
                return Mail(write_subject(letter, shown), write_text(letter, shown), html)
            limit = max(1, limit - 5)


def shorten(letter: Letter, limit: int) -> Letter:
    """The letter with at most ``limit`` items in all; each section knows what it leaves out.

    What many items of one kind would push out, such as the policy at the end, is there with its first ones.
    """
    ranked, seen, earlier = [], Counter[tuple[int, str]](), 0
    for number, section in enumerate(letter.sections):
        for place, item in enumerate(section.items):
            kind = (number, kind_of(item))
            earlier += item.group == "earlier"
            if item.group != "earlier" or earlier <= MAX_EARLIER:
                ranked.append((seen[kind] >= LEAST_OF_KIND, number, place))
            seen[kind] += 1
    kept = {(number, place) for _, number, place in sorted(ranked)[:limit]}
    sections = []
    for number, section in enumerate(letter.sections):
        shown = tuple(item for place, item in enumerate(section.items) if (number, place) in kept)
        left = [item for place, item in enumerate(section.items) if (number, place) not in kept]
        sections.append(replace(section, items=shown, left_out=(*section.left_out, *count_words(left))))
    return replace(letter, sections=tuple(sections))


def write_subject(whole: Letter, letter: Letter) -> str:
    """The subject: counts first, then the period and the sum as far as they fit (``3 new, 1 completed: Shenzhen``).

    ``whole`` is what is counted, ``letter`` what is shown: of a kind that is not shown nothing is promised. Of what is
    from earlier it tells where there is nothing else.
    """
    held = {kind_of(item) for section in letter.sections for item in section.items}
    items = [item for section in whole.sections for item in section.items if kind_of(item) in held]
    if letter.frequency == "follow" and len({item.url for item in items}) == 1:
        return cut_columns(single_line(f"{event_words(items[0])}{formats.colon()}{items[0].title}"), SUBJECT_COLUMNS)
    # What does not fit is said in the first line of the mail; what changed most stands first.
    news = [item for item in items if item.group != "earlier"]
    counts = count_words(news or items)
    head = frequency_title(letter.frequency) + formats.colon()
    subject = head + formats.listed(counts)
    while width(subject) > SUBJECT_COLUMNS and len(counts) > 1:
        counts.pop()
        subject = f"{head}{formats.listed(counts)} …"
    for extra in _extras(letter, news):
        longer = single_line(subject + extra)
        if width(longer) <= SUBJECT_COLUMNS:
            subject = longer
    return single_line(subject)


def _extras(letter: Letter, news: list[Item]) -> list[str]:
    """What a subject adds where there is room: a city that all news have, the sum of the new deals, the period."""
    shared = set(news[0].cities[:3]).intersection(*(item.cities for item in news)) if news else set()
    extras = [f"{formats.colon()}{next(city for city in news[0].cities if city in shared)}"] if shared else []
    sums = [item.amount_hkd for item in news if item.group == "new" and item.is_counted and item.amount_hkd]
    if sums:
        disclosed = gettext("%(amount)s disclosed") % {"amount": formats.money(sum(sums, Decimal(0)))}
        extras.append(formats.mark(",") + disclosed)
    # A plain hyphen keeps an English subject free of encoded words.
    return [*extras, f" ({period_words(letter.first_day, letter.last_day)})".replace("–", "-")]


def write_text(whole: Letter, letter: Letter) -> str:
    """The complete plain text: ``whole`` is what is counted, ``letter`` what is shown."""
    items = [item for section in whole.sections for item in section.items]
    period = period_words(letter.first_day, letter.last_day)
    heading = frequency_title(letter.frequency) + formats.mark(",") + period
    summary = formats.listed(count_words(items)) + full_stop()
    lines = [*fold(heading), "=" * min(COLUMNS, width(heading)), "", *fold(summary)]
    number = 0
    for section in letter.sections:
        if section.filters or len(letter.sections) > 1:
            selection = section.filters or gettext("everything")
            lines += ["", *fold(gettext("Your selection: %(filters)s") % {"filters": selection})]
        for group in GROUPS:
            members = [item for item in section.items if item.group == group]
            if members:
                lines += ["", group_title(group).upper(), "-" * min(COLUMNS, width(group_title(group)))]
            for item in members:
                number += 1
                lines += ["", *item_lines(item, number)]
        if section.rising:
            title = rising_title()
            lines += ["", title.upper(), "-" * min(COLUMNS, width(title)), ""]
            for rising in section.rising:
                lines += [*fold(rising_words(rising)), rising.url]
        if section.left_out:
            lines += ["", *fold(more_words(section)), letter.archive_url]
    lines += ["", "-" * COLUMNS, *fold(reason_words(letter)), ""]
    for words, url in footer_links(letter):
        lines += [f"{words}{formats.colon()}".rstrip(), url]
    lines += ["", *fold(method_words()), "", *fold(time_words(letter))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def item_lines(item: Item, number: int) -> list[str]:
    """One item in plain text: title, facts, quote, source, link; what is from earlier in short."""
    lead = f"{number}. "
    lines = fold(item.title, lead, " " * len(lead))
    indent = " " * len(lead)
    short = _short(item)
    where_and_when = " · ".join(part for part in (formats.listed(item.cities), item.money, item.day) if part)
    facts = [" · ".join(item.words), *item.changes, formats.apart(item.parties), where_and_when, item.curated]
    for fact in [short] if short else facts:
        if fact:
            lines += fold(fact, indent, indent)
    if item.quote and not short:
        lines += fold(formats.quoted(item.quote, item.quote_lang), indent, indent)
    source = f"{item.publisher} ({item.source_domain})" if item.source_domain else item.publisher
    if source:
        lines += fold(gettext("Source: %(source)s") % {"source": source}, indent, indent)
    # Addresses are never broken: a broken address is no link.
    return [*lines, *(indent + url for url in (item.source_url, item.url) if url)]


def _short(item: Item) -> str:
    """The one line of what is from earlier; nothing for news, which is told in full."""
    return short_words(item) if item.group == "earlier" else ""


def write_html(whole: Letter, letter: Letter) -> str:
    """The HTML of the mail, styles inlined; rules for dark screens stay in the head."""
    items = [item for section in whole.sections for item in section.items]
    sections = [
        {
            "filters": section.filters or (gettext("everything") if len(letter.sections) > 1 else ""),
            "groups": [
                (group_title(group), members)
                for group in GROUPS
                if (members := [(item, _short(item)) for item in section.items if item.group == group])
            ],
            "rising": [(rising_words(rising), rising.url) for rising in section.rising],
            "more": more_words(section) if section.left_out else "",
        }
        for section in letter.sections
    ]
    page = render_to_string(
        "digests/mail/digest.html",
        {
            "letter": letter,
            "heading": frequency_title(letter.frequency),
            "period": period_words(letter.first_day, letter.last_day),
            "summary": formats.listed(count_words(items)),
            "sections": sections,
            "rising_title": rising_title(),
            "reason": reason_words(letter),
            "links": footer_links(letter),
            "method": method_words(),
            "time": time_words(letter),
            "preheader": preheader_words(items),
        },
    )
    # The inliner puts the rules that it keeps before everything else, but how a page is written has to be said within
    # its first 1,024 bytes (HTML standard): who opens a saved mail would read marks of another alphabet.
    return _INLINER.inline(page).replace(CHARSET, "", 1).replace("<head>", f"<head>{CHARSET}", 1)


def fold(text: str, first: str = "", rest: str = "") -> list[str]:
    """Text in lines of at most 72 columns, where a Chinese character takes two.

    No line begins with a closing mark or ends with an opening one.
    """

    def lines_of(columns: int) -> list[str]:
        return wrap(single_line(text), columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)

    lines = lines_of(COLUMNS)
    if not any(before[-1:] in OPENING or line.strip()[:1] in CLOSING for before, line in pairwise(lines)):
        return lines
    # Two full-width marks may hang at the end of a line, or go over to the next.
    lines = lines_of(COLUMNS - 4)
    for number in range(1, len(lines)):
        before, line = lines[number - 1], lines[number].strip()
        closing = line[: len(line) - len(line.lstrip(CLOSING))][:2]
        if closing:
            lines[number - 1], lines[number] = before + closing, rest + line[len(closing) :].lstrip()
        elif opening := before[len(before.rstrip(OPENING)) :][-2:]:
            lines[number - 1], lines[number] = before.removesuffix(opening), rest + opening + line
    return [line for line in lines if line.strip()]
