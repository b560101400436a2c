"""``read_deals``: from the cues of each sentence to the deals of the article."""

from collections.abc import Sequence
from datetime import date, datetime

from articles.pipeline.deals.assembly import assemble
from articles.pipeline.deals.background import is_background, is_refused
from articles.pipeline.deals.events import CuedSentence, Event, read_sentences
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.merging import compete, merge, strength
from articles.pipeline.deals.names import Names
from articles.pipeline.deals.records import Reading
from articles.pipeline.deals.rules import RULES
from articles.pipeline.deals.sides import Sides
from articles.pipeline.deals.weights import THRESHOLD, weigh_event
from articles.pipeline.matching import Mention, Reference
from articles.pipeline.quantities import Count, Money, When, publication_day
from articles.pipeline.tagging import Tags
from articles.pipeline.text import Text

# No article tells of more; a bound on hostile text
MOST_EVENTS = 60


def read_deals(
    text: Text,
    mentions: Sequence[Mention],
    tags: Tags,
    money: Sequence[Money],
    counts: Sequence[Count],
    dates: Sequence[When],
    reference: Reference,
    published: date | datetime | str | None = None,
) -> Reading:
    """The deals that ``text`` reports, or the reason why there is none.

    ``published`` (as for ``find_dates``) tells past from future; without it dates are taken as they stand.
    """
    names = Names(text, mentions, reference)
    day = publication_day(published)[0]
    material = Material(text, read_sentences(text), names, mentions, tags, money, counts, dates, day)
    events = _events(material)
    live = [event for event in events if not event.background]
    for event in live:
        weigh_event(event, material)
    groups = [group for group in merge(live, material) if strength(group) >= THRESHOLD]
    deals = tuple(assemble(material, group, reference) for group in compete(groups))
    return Reading(deals, "" if deals else _why_none(events, live))


def _events(material: Material) -> list[Event]:
    events: list[Event] = []
    sides = Sides(material)
    for sentence in material.sentences:
        for event in _told(material.folded, sentence):
            if is_refused(material.folded, sentence, event) or not sides.may_act(sentence, event):
                continue
            event.background = is_background(
                material.folded, sentence, event, material.dates_in(sentence), material.published
            )
            event.parties = sides.of(sentence, event)
            events.append(event)
        if len(events) >= MOST_EVENTS:
            break
    return events[:MOST_EVENTS]


def _told(folded: str, sentence: CuedSentence) -> list[Event]:
    """What the rules find in one sentence."""
    return [event for rule in RULES for event in rule(folded, sentence)] if sentence.cues else []


def _why_none(events: Sequence[Event], live: Sequence[Event]) -> str:
    if live:
        return "intent or detail only: nothing in the text is firm enough to file"
    return "background: an earlier deal is recalled" if events else "no deal words"
