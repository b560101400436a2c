"""The words of a mail around its items, in the active language."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from wcwidth import width

from dashboards.digests.composing.letter import Item, Letter, Rising, Section
from dashboards.formats import is_chinese, listed, whole

MOVED = ("advanced", "stalled")
"""The groups that are counted by the status reached."""


def count_words(items: Sequence[Item]) -> list[str]:
    """How many of each kind, in words: new ones, each status reached, withdrawals, corrections …, last from earlier."""

    def count(group: str) -> int:
        return sum(item.group == group for item in items)

    words = []
    if number := count("new"):
        words.append(ngettext("%(n)s new deal", "%(n)s new deals", number) % {"n": whole(number)})
    moved = [item for item in items if item.group in MOVED]
    for status in dict.fromkeys(item.status for item in moved):
        words.append(moved_words(status, sum(item.status == status for item in moved)))
    if number := count("withdrawn"):
        words.append(ngettext("%(n)s withdrawn", "%(n)s withdrawn", number) % {"n": whole(number)})
    if number := count("corrected"):
        words.append(ngettext("%(n)s corrected", "%(n)s corrected", number) % {"n": whole(number)})
    if number := count("signals"):
        words.append(ngettext("%(n)s signal", "%(n)s signals", number) % {"n": whole(number)})
    if number := count("policy"):
        words.append(gettext("%(n)s on policy") % {"n": whole(number)})
    if number := count("earlier"):
        words.append(ngettext("%(n)s from earlier", "%(n)s from earlier", number) % {"n": whole(number)})
    return words


def kind_of(item: Item) -> str:
    """The kind that an item is counted as: the status that it reached, else its group."""
    return item.status if item.group in MOVED else item.group


def moved_words(status: str, number: int) -> str:
    """How many deals reached a status; some languages bend the word by the number."""
    words = {
        "talks": ngettext("%(n)s in talks", "%(n)s in talks", number),
        "planned": ngettext("%(n)s planned", "%(n)s planned", number),
        "announced": ngettext("%(n)s announced", "%(n)s announced", number),
        "signed": ngettext("%(n)s signed", "%(n)s signed", number),
        "completed": ngettext("%(n)s completed", "%(n)s completed", number),
        "stalled": ngettext("%(n)s stalled", "%(n)s stalled", number),
        "cancelled": ngettext("%(n)s cancelled", "%(n)s cancelled", number),
    }
    return words[status] % {"n": whole(number)}


def short_words(item: Item) -> str:
    """All that is said of an item from earlier beside its title: when, what, and the sum where there is one."""
    return " · ".join(part for part in (item.day, *item.words, item.money if item.is_valued else "") if part)


def full_stop() -> str:
    """What ends a sentence."""
    return "。" if is_chinese() else "."


def event_words(item: Item) -> str:
    """What happened to one deal, at the head of a subject."""
    own = {"corrected": gettext("corrected"), "withdrawn": gettext("withdrawn")}
    words = own.get(item.group) or status_words(item.status)
    return words[:1].upper() + words[1:]


def rising_words(rising: Rising) -> str:
    """A rising link in one line."""
    figures = {"names": rising.names, "n": whole(rising.deals), "before": whole(rising.before)}
    return gettext("%(names)s: %(n)s deals in 30 days, %(before)s in the 30 before") % figures


def cut_columns(text: str, columns: int) -> str:
    """Text that takes at most so many columns, an ellipsis at its end where it was longer."""
    if width(text) <= columns:
        return text
    while width(text) > columns - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def single_line(text: str) -> str:
    """Text without control characters and line breaks (THREATS M03)."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def frequency_title(frequency: str) -> str:
    """What the mail is called."""
    titles = {
        "daily": gettext("GBA daily"),
        "weekly": gettext("GBA weekly"),
        "monthly": gettext("GBA monthly"),
        "follow": gettext("Deals you follow"),
    }
    return titles[frequency]


def rising_title() -> str:
    """The heading of the links that rise."""
    return gettext("Links rising")


def group_title(group: str) -> str:
    """The heading of a group of items."""
    titles = {
        "new": gettext("New deals"),
        "advanced": gettext("Advanced"),
        "stalled": gettext("Stalled or cancelled"),
        "withdrawn": gettext("Withdrawn by us"),
        "corrected": gettext("Corrected"),
        "signals": gettext("Signals: talks, plans, announcements"),
        "policy": gettext("Policy"),
        "earlier": gettext("Found now, from earlier"),
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


def more_words(section: Section) -> str:
    """What stands for the items that are not shown: how many of each kind."""
    return gettext("Not shown here: %(kinds)s. See all") % {"kinds": listed(section.left_out)}


def reason_words(letter: Letter) -> str:
    """Why the reader gets this mail."""
    if letter.is_sample:
        return gettext("A sample: what this digest would hold if it were sent now. Nothing was sent.")
    if letter.frequency == "follow":
        return gettext("You get this mail because this address follows the deal, asked for it and confirmed.")
    return gettext(
        "You get this mail because this address asked for it and confirmed. When nothing happened, no mail is sent."
    )


def footer_links(letter: Letter) -> list[tuple[str, str]]:
    """The links at the foot with their words, the one to the web page last."""
    if letter.is_sample:
        return [(gettext("Subscribe"), letter.manage_url), (gettext("These deals on the web"), letter.archive_url)]
    return [
        (gettext("Change, pause or delete"), letter.manage_url),
        (gettext("Unsubscribe"), letter.unsubscribe_url),
        (gettext("This digest on the web"), letter.archive_url),
    ]


def method_words() -> str:
    """How far the contents can be trusted."""
    return gettext(
        "Deals are read out of the news by machine; “unreviewed” means that no person has checked the row yet. "
        "Each piece of news stands with the words of its source."
    )


def time_words(letter: Letter) -> str:
    """As of when the mail holds, and whom to ask."""
    asked = gettext("Questions: %(address)s") % {"address": letter.contact} if letter.contact else ""
    return " · ".join(
        part for part in (gettext("As of %(when)s") % {"when": letter.as_of}, asked, letter.postal) if part
    )


def preheader_words(items: Sequence[Item]) -> str:
    """What a list of mails shows beside the subject: the counts, then the first news, or what else there is."""
    news = [item for item in items if item.group != "earlier"]
    parts = [listed(count_words(items)), *(item.title for item in (news or items)[:2])]
    return cut_columns(single_line(" · ".join(parts)), 140)


def period_words(first: date, last: date) -> str:
    """A span of days, short: ``25 Nov`` or ``16–22 Nov``; 11月16日–22日; 16–22 nov."""
    form = "n月j日" if is_chinese() else "j M"
    is_one_month = (first.year, first.month) == (last.year, last.month)
    if first >= last:
        words = date_format(last, form)
    elif is_chinese():
        words = f"{date_format(first, form)}–{date_format(last, 'j日' if is_one_month else form)}"
    else:
        words = f"{date_format(first, 'j' if is_one_month else form)}–{date_format(last, form)}"
    # Portuguese writes months small.
    return words.lower() if get_language() == "pt" else words
