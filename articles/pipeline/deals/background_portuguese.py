"""What a Portuguese participle with its year tells of old: "o fundo criado em 2018 por Foo e Bar já investiu"."""

import re
from datetime import date

from articles.pipeline.deals.events import CuedSentence, Event

_OF_YEAR = re.compile(
    r"(?:criad|lançad|constituíd|fundad|abert|inaugurad|construíd|adjudicad|estabelecid|adquirid|comprad|instalad|formad"
    r"|concedid|emitid)[oa]s?(?: [\wà-ÿ]{2,14}){0,3}? (?:em|desde)(?: [a-zç]{4,9} de)? ((?:19|20)\d\d)\b"
)
_JANUARY = 1


def recalls_in_portuguese(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether the verb of an event is a participle with a year before that of the publication (in January the year
    before is near)."""
    if sentence.sentence.lang != "pt" or published is None or event.status not in ("completed", "announced", "signed"):
        return False
    told = _OF_YEAR.match(folded, event.verb.start, sentence.sentence.end)
    return told is not None and int(told[1]) < published.year - (published.month <= _JANUARY)
