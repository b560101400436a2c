"""From what happened to a finished mail: subject, plain text in 72 columns, HTML. Pure: no database, no clock.

The personal links are marks (``Letter.manage_mark``, ``unsubscribe_mark``) that
are replaced when the mail is handed over, so that a stored mail opens nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import css_inline
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from wcwidth import width, wrap

from dashboards import formats

COLUMNS = 72
SUBJECT_COLUMNS = 60
MAX_ITEMS = 25
"""Items shown in full; the rest is counted and linked (THREATS M12)."""

MAX_HTML_BYTES = 80_000
"""Gmail cuts a mail at 102 KB; links grow when they are wrapped on the way."""

GROUPS = ("new", "moved", "corrected", "signals")
"""The order of a section: new deals, deals that moved, corrections, then talks and plans."""

_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False, apply_width_attributes=True)


@dataclass(frozen=True)
class Item:
    """One deal as a reader is told of it. Texts are plain; ``amount_hkd`` is Hong Kong dollars or None.

    ``group`` is one of ``GROUPS``; ``status`` the closed-list value, the words
    beside it are what is shown, in the language of the letter.
    """

    group: str
    event: str
    title: str
    url: str
    status: str
    words: tuple[str, ...]
    parties: tuple[str, ...]
    cities: tuple[str, ...]
    money: str
    amount_hkd: Decimal | None
    is_counted: bool
    day: str
    quote: str
    quote_lang: str
    publisher: str
    source_url: str
    source_domain: str


@dataclass(frozen=True)
class Section:
    """What one subscription brings: its filters in words and its items, most important first."""

    filters: str
    items: tuple[Item, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Letter:
    """All that one mail says. ``first_day`` and ``last_day`` are days of the reader's zone."""

    language: str
    frequency: str
    first_day: date
    last_day: date
    sections: tuple[Section, ...]
    site_url: str
    archive_url: str
    manage_url: str
    unsubscribe_url: str


@dataclass(frozen=True)
class Mail:
    """A finished mail."""

    subject: str
    text: str
    html: str


def compose(letter: Letter) -> Mail:
    """The mail of a letter, in its language, within the limits of items and bytes."""
    limit = MAX_ITEMS
    with translation.override(letter.language):
        while True:
            shown = shorten(letter, limit)
            html = write_html(letter, shown)
            if len(html.encode()) <= MAX_HTML_BYTES or limit == 1:
                return Mail(write_subject(letter), write_text(letter, shown), html)
            limit = max(1, limit - 5)


def shorten(letter: Letter, limit: int) -> Letter:
    """The letter with at most ``limit`` items in all; each section knows how many it leaves out."""
    sections = []
    for section in letter.sections:
        kept = section.items[:limit]
        limit -= len(kept)
        sections.append(replace(section, items=kept, left_out=section.left_out + len(section.items) - len(kept)))
    return replace(letter, sections=tuple(sections))


def write_subject(letter: Letter) -> str:
    """The subject: counts first, then the period and the sum as far as they fit (``3 new, 1 completed: Shenzhen``)."""
    items = [item for section in letter.sections for item in section.items]
    subject = f"{frequency_title(letter.frequency)}: {', '.join(count_words(items))}"
    shared = set(items[0].cities[:3]).intersection(*(item.cities for item in items)) if items else set()
    extras = [f": {next(city for city in items[0].cities if city in shared)}"] if shared else []
    sums = [item.amount_hkd for item in items if item.group == "new" and item.is_counted and item.amount_hkd]
    if sums:
        extras.append(", " + gettext("%(amount)s disclosed") % {"amount": formats.money(sum(sums, Decimal(0)))})
    # A plain hyphen keeps an English subject free of encoded words.
    extras.append(f" ({period_words(letter.first_day, letter.last_day)})".replace("–", "-"))
    for extra in extras:
        longer = single_line(subject + extra)
        if width(longer) <= SUBJECT_COLUMNS:
            subject = longer
    return single_line(subject)


def count_words(items: Sequence[Item]) -> list[str]:
    """How many of each kind, in words: new ones, each status reached, corrections, signals."""

    def count(group: str) -> int:
        return sum(item.group == group for item in items)

    words = []
    if number := count("new"):
        words.append(ngettext("%(n)s new deal", "%(n)s new deals", number) % {"n": number})
    moved = [item for item in items if item.group == "moved"]
    for status in dict.fromkeys(item.status for item in moved):
        number = sum(item.status == status for item in moved)
        words.append(f"{number} {status_words(status)}")
    if number := count("corrected"):
        words.append(gettext("%(n)s corrected") % {"n": number})
    if number := count("signals"):
        words.append(ngettext("%(n)s signal", "%(n)s signals", number) % {"n": number})
    return words


def write_text(whole: Letter, letter: Letter) -> str:
    """The complete plain text: ``whole`` is what is counted, ``letter`` what is shown."""
    items = [item for section in whole.sections for item in section.items]
    heading = f"{frequency_title(letter.frequency)}, {period_words(letter.first_day, letter.last_day)}"
    lines = [*fold(heading), "=" * min(COLUMNS, width(heading)), "", *fold(", ".join(count_words(items)) + ".")]
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
        if section.left_out:
            lines += ["", *fold(more_words(section.left_out)), letter.archive_url]
    lines += ["", "-" * COLUMNS, *fold(reason_words(letter)), ""]
    lines += [gettext("Change, pause or delete:"), letter.manage_url, gettext("Unsubscribe:"), letter.unsubscribe_url]
    lines += [gettext("This digest on the web:"), letter.archive_url, "", *fold(method_words())]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def item_lines(item: Item, number: int) -> list[str]:
    """One item in plain text: title, facts, quote, source, link."""
    lead = f"{number}. "
    lines = fold(item.title, lead, " " * len(lead))
    indent = " " * len(lead)
    where_and_when = " · ".join(part for part in (", ".join(item.cities), item.money, item.day) if part)
    for fact in (" · ".join(item.words), "; ".join(item.parties), where_and_when):
        if fact:
            lines += fold(fact, indent, indent)
    if item.quote:
        lines += fold(f"“{item.quote}”", indent, indent)
    source = f"{item.publisher} ({item.source_domain})" if item.source_domain else item.publisher
    if source:
        lines += fold(gettext("Source: %(source)s") % {"source": source}, indent, indent)
    # Addresses are never broken: a broken address is no link.
    return [*lines, *(indent + url for url in (item.source_url, item.url) if url)]


def write_html(whole: Letter, letter: Letter) -> str:
    """The HTML of the mail, styles inlined; rules for dark screens stay in the head."""
    items = [item for section in whole.sections for item in section.items]
    sections = [
        {
            "filters": section.filters or (gettext("everything") if len(letter.sections) > 1 else ""),
            "groups": [
                (group_title(group), members)
                for group in GROUPS
                if (members := [item for item in section.items if item.group == group])
            ],
            "more": more_words(section.left_out) if section.left_out else "",
        }
        for section in letter.sections
    ]
    page = render_to_string(
        "digests/mail/digest.html",
        {
            "letter": letter,
            "heading": frequency_title(letter.frequency),
            "period": period_words(letter.first_day, letter.last_day),
            "summary": ", ".join(count_words(items)),
            "sections": sections,
            "reason": reason_words(letter),
            "method": method_words(),
        },
    )
    return _INLINER.inline(page)


def fold(text: str, first: str = "", rest: str = "") -> list[str]:
    """Text in lines of at most 72 columns, where a Chinese character takes two."""
    return wrap(single_line(text), COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def single_line(text: str) -> str:
    """Text without control characters and line breaks (THREATS M03)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def frequency_title(frequency: str) -> str:
    """What the mail is called."""
    titles = {"daily": gettext("GBA daily"), "weekly": gettext("GBA weekly"), "monthly": gettext("GBA monthly")}
    return titles[frequency]


def group_title(group: str) -> str:
    """The heading of a group of items."""
    titles = {
        "new": gettext("New deals"),
        "moved": gettext("Deals that moved"),
        "corrected": gettext("Corrected"),
        "signals": gettext("Signals: talks, plans, announcements"),
    }
    return titles[group]


def status_words(status: str) -> str:
    """A status as a subject says it."""
    words = {
        "talks": gettext("in talks"),
        "planned": gettext("planned"),
        "announced": gettext("announced"),
        "signed": gettext("signed"),
        "completed": gettext("completed"),
        "stalled": gettext("stalled"),
        "cancelled": gettext("cancelled"),
    }
    return words[status]


def more_words(number: int) -> str:
    """What stands for the items that are not shown."""
    return ngettext("%(n)s more in this period: see all", "%(n)s more in this period: see all", number) % {"n": number}


def reason_words(letter: Letter) -> str:
    """Why the reader gets this mail."""
    return gettext(
        "You get this mail because this address asked for it and confirmed. When nothing happened, no mail is sent."
    )


def method_words() -> str:
    """How far the contents can be trusted."""
    return gettext(
        "Deals are read out of the news by machine; “unreviewed” means that no person has checked the row yet. "
        "Each stands with the words of its source."
    )


def period_words(first: date, last: date) -> str:
    """A span of days, short: ``25 Nov`` or ``16–22 Nov``."""
    end = date_format(last, "j M")
    if first >= last:
        return end
    start = date_format(first, "j" if (first.year, first.month) == (last.year, last.month) else "j M")
    return f"{start}–{end}"
