"""How far an English deal reaches, counted in frames of its own: what is added, linked, let in, supplied or measured.

"named 12 additional institutions", "connects the city with 44 destinations", "a site area of 150 mu", "six categories".
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.figures.provisions import ANY_NUMBER
from articles.pipeline.deals.figures.tallies import NUMBER_WORDS, counted_in
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count

_N = r"(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}|" + "|".join(NUMBER_WORDS) + r")"
# "12 more sites", "another five hospitals", "eight new cities"
_IS_MORE = re.compile(r"[\w,]+ (?:more|additional|further|extra|new|other)\b")
_ANOTHER = re.compile(r"\b(?:another|an additional|a further|an extra) $")
_MORE_TYPES = frozenset(("policy_measure", "mutual_recognition"))
_MORE_PLURAL = re.compile(
    r"(?<![\w.,$-])"
    + _N
    + r" (?:more|additional|further|extra|new) (?:(?!(?:of|in|to|from|and|or|than|by|for|at|on|years"
    r"|months|weeks|days|hours|people|times)\b)[a-z][\w’'-]{1,20} ){0,4}?[a-z-]{2,20}(?<![su])s\b"
)
# "with four laboratories and 120 researchers", "houses six studios": what a place that opens has
_PARTS = (
    r"(?:laborator(?:y|ies)|labs|classrooms|beds|counters|rooms|berths|gates|lanes|platforms|(?:academic )?hubs"
    r"|departments"
    r"|faculties|floors|branches|studios|theatres|kiosks|stalls|shops|seats|bridges|islands|tunnels|stations|blocks"
    r"|buildings|halls|wards|clinics|schools|researchers|scientists|staff|employees|workstations|desks|channels"
    r"|e-channels"
    r"|tracks|piers|chargers|parking spaces|production lines)"
)
_HAS = re.compile(
    r"\b(?:with|has|have|houses?|housing|spans?|spanning|occup(?:y|ies|ying)|takes? up|made up of|comprises?"
    r"|comprising|consists? of|contains?|features?|boasts?|offers?)"
    r"(?: (?:some|about|around|over|more than|nearly|up to|a total of))? (?=\d|[a-z])"
)
_SOME_PARTS = re.compile(_N + r" (?:[a-z-]{2,16} ){0,3}?" + _PARTS + r"\b")
_AND = re.compile(r",? and (?:some |about )?|, ")
_BANKS = re.compile(
    r"\b(?:from|with|by) (?:a (?:group|syndicate|club|consortium) of )?(?:some |about |over |more than )?"
    + _N
    + r" (?:[a-z-]{2,16} ){0,3}?(?:banks|lenders|institutions|investors)\b"
)
# "with 1,034 stocks added to", "adds eight cities to", "extended to five hospitals", "approved nine devices"
_ADDED_AFTER = re.compile(
    r",? (?:(?:have|has|had|were|was|are|will|being|newly|to) (?:been |be )?)?(?:added|included|admitted"
    r"|covered|approved"
    r"|designated|selected|named|enrolled)\b"
)
_ADDS_BEFORE = re.compile(
    r"\b(?:add(?:s|ed|ing)?|includ(?:e|es|ed|ing)|admit(?:s|ted|ting)?|nam(?:es|ed|ing)|designat(?:es|ed|ing)"
    r"|approv(?:es"
    r"|ed|ing)|select(?:s|ed|ing)?|(?:extend|expand|widen|broaden|open)(?:s|ed|ing)?(?: [^.;,]{0,50}?)? to"
    r"|cover(?:s|ing)?|list(?:s|ed|ing))"
    r"(?: (?:up|to|the|its|a|an|list|of|total|another|first|batch|initial|some|about|additional|further|more"
    r"|than)){0,5} $"
)
# "professionals in six categories", "across eight sectors"
_IN_CLASSES = re.compile(
    r"\b(?:in|of|across|covering|from|for|on) (?:these |the |some )?" + _N + r" (?:[a-z-]{2,16} ){0,2}?"
    r"(?:categories|sectors|industries|professions|occupations|disciplines|trades|fields|areas|domains|specialties"
    r"|specialities|classes|product types|types of [a-z]{3,16})\b"
)
# "connects the city with 44 mainland destinations", "will call at nine stations"
_LINKS = re.compile(
    r"\b(?:connect|link|serv|reach|join)(?:s|es|e|ed|ing)? (?:[^.;,\d]{0,60}?\b(?:with|to|and) )?(?:some "
    r"|about |over |more"
    r" than |up to |a total of |as many as |all )?$|\b(?:call|stop|halt)(?:s|ing|ping|ed)? at (?:some |all |another )?$"
    r"|\bserv(?:es?|ing) (?:some |all |another )?$"
)
_LINKED = re.compile(
    r"[^.;,]{0,50}?\b(?:destinations|cities|stations|stops|ports|airports|districts|places|towns|islands)$"
)
# "The 26-kilometre section", "the 22-kilometre line would run"
_LENGTH = re.compile(r"\b(?:the|a|an|this|its) (?P<n>\d{1,4})-?(?: )?(?:kilomet(?:re|er)|km)s?(?:-long)?\b")
# "a site area of approximately 150 mu", "741 parking spaces", "annual ceiling of 820 million cubic metres"
_AREAS = re.compile(
    r"(?<![\w.,$-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}) (?P<noun>mu|acres|parking spaces|parking bays|rooms|beds|berths"
    r"|hotel rooms|apartments|flats)\b"
)
_VOLUMES = re.compile(
    r"(?<![\w.,$-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,2})?) ?(?P<scale>million|billion|m|bn)? ?(?P<noun>cubic"
    r" met(?:res|ers)|doses|tonnes|tons|barrels|kilowatt-hours|kwh|megawatts|mw|litres|lamp posts|units|sets"
    r"|vehicles)\b"
)
_SCALES = {"million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000}
# "has attracted 16 companies", "houses 60 companies at its opening"
_TENANTS = re.compile(
    r"\b(?:attract(?:s|ed)|dr(?:aws|ew|awn)|hous(?:es|ed|ing)|home to|sign(?:s|ed) up|lur(?:es|ed)|occupied by"
    r"|with (?:its|the) first|welcom(?:es|ed)|took in|host(?:s|ed|ing)|br(?:ings|ought) in|secur(?:es|ed))"
    r" (?:some |about |over |more than |nearly |an initial |a first batch of |the first |already )?$"
)
_OF_TENANTS = re.compile(
    r"(?:companies|firms|enterprises|start-?ups|tenants|teams|institutions|projects|service platforms"
    r"|laborator(?:y|ies)"
    r"|labs)\b"
)
# "59 local, mainland and overseas enterprises, including Foo and Bar, signed"
_SIGNS = re.compile(
    r"(?:,? (?:including|among them|such as|led by|from|of|in) [^.;]{2,160}?)?,?(?: (?:have|has|had|today"
    r"|yesterday|jointly"
    r"|also|each|on \w+day)){0,3} $"
)
_BEGINS = re.compile(
    r"(?:^|[“\"(]|\b(?:as|when|after|where|while|said|that|which|and|some|about|over|nearly|than|of|today"
    r"|yesterday|day)"
    r" ?,? )$"
)
_FIRMS = re.compile(
    r"(?:companies|firms|enterprises|institutions|start-?ups|organisations|organizations|businesses|banks)$"
)
# What was before, or what somebody has anyway
_ELSEWHERE = re.compile(
    r"\b(?:last (?:year|month)|previous(?:ly)?|already|so far|to date|at present|currently|existing"
    r"|since (?:20\d\d|its)"
    r"|by the end of last|as of|now (?:has|have)|from (?:the )?(?:current|existing|previous)|up from|earlier)\b"
)
_REACH = 2
_MOST = 3
_OF_PROPERTY = frozenset(("acquisition", "land", "equity_investment", *DOCUMENTS))
_FEWEST_FIRMS = 3


def reach_english(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Iterator[Count]:
    """The counts that the English sentences of a deal, and the two behind them, give in the frames above."""
    kind, last = events[0].type, max(sentence.index for sentence in told)
    first = min(sentence.index for sentence in told)
    own = {sentence.index for sentence in told}
    found = 0
    for sentence in material.sentences[first : last + 1 + _REACH]:
        if not sentence.sentence.lang.startswith("en") or found >= _MOST:
            continue
        if not ANY_NUMBER.search(material.folded, sentence.sentence.start, sentence.sentence.end):
            continue
        is_told = sentence.index in own
        for count in _in_sentence(material, sentence, kind, events, is_told):
            found += 1
            yield count


def _in_sentence(
    material: Material, sentence: CuedSentence, kind: str, events: Sequence[Event], is_told: bool
) -> Iterator[Count]:
    start, end = sentence.sentence.start, sentence.sentence.end
    if _ELSEWHERE.search(material.folded, start, end):
        return
    if kind == "launch_opening":
        yield from _of_opening(material, start, end)
    if kind == "procurement":
        yield from _measured(material, _VOLUMES, start, end)
    if kind in _OF_PROPERTY or kind == "launch_opening":
        yield from _measured(material, _AREAS, start, end)
    if kind == "acquisition":
        yield from (c for c in material.counts if c.unit in ("sqm", "hectares") and start <= c.start < end)
    if not is_told:
        return
    if kind in _MORE_TYPES:
        yield from _of_measure(material, start, end)
    if kind == "bond_loan":
        yield from _plurals(material, _BANKS, start, end)
    if kind in DOCUMENTS:
        yield from _signing(material, sentence, events)


def _of_measure(material: Material, start: int, end: int) -> Iterator[Count]:
    folded = material.folded
    for count in counted_in(material, start, end):
        if count.unit in ("documents", "measures"):
            continue
        before = folded[max(start, count.start - 90) : count.start]
        is_more = _IS_MORE.match(folded, count.start, count.end) or _ANOTHER.search(before)
        if is_more or _ADDED_AFTER.match(folded, count.end, end) or _ADDS_BEFORE.search(before):
            yield count
    yield from _plurals(material, _MORE_PLURAL, start, end)
    if (match := _IN_CLASSES.search(folded, start, end)) and (n := _number(match)) > 1:
        yield Count("areas", n, None, material.text.text[slice(*match.span())], *match.span())


# "Two showrooms in Oakshire and Elmville opened on the same day": what opens beside it
_OPENS_TOO = re.compile(
    r"[^.;]{0,60}? (?:(?:have |has |also )?opened|opens?|(?:were|was|have been|will be) (?:also )?(?:opened|unveiled"
    r"|launched|inaugurated|put into (?:use|service))|will (?:also )?open)\b"
)


def _of_opening(material: Material, start: int, end: int) -> Iterator[Count]:
    folded, text = material.folded, material.text.text
    if (match := _LENGTH.search(folded, start, end)) and (n := int(match["n"])) > 1:
        yield Count("km", n, None, text[slice(*match.span())], *match.span())
    yield from _parts(material, start, end)
    for count in counted_in(material, start, end):
        before = folded[max(start, count.start - 90) : count.start]
        is_linked = _LINKS.search(before) and _LINKED.match(folded, count.start, count.end)
        opens_too = start == count.start and _OPENS_TOO.match(folded, count.end, end)
        if opens_too or is_linked or (_TENANTS.search(before) and _OF_TENANTS.search(folded, count.start, count.end)):
            yield count


def _measured(material: Material, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Count]:
    for match in pattern.finditer(material.folded, start, end):
        scale = _SCALES.get(match.groupdict().get("scale") or "", 1)
        n = float(match["n"].replace(",", "")) * scale
        if n > 1 and n == int(n):
            yield Count("other", int(n), None, material.text.text[slice(*match.span())], *match.span())


def _plurals(material: Material, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Count]:
    for match in pattern.finditer(material.folded, start, end):
        if (n := _number(match)) > 1:
            yield Count("other", n, None, material.text.text[slice(*match.span())], *match.span())


# "The centre, next to the station, has", "opened a centre with": whose parts they are
_OF_IT = re.compile(r"\W?(?:the|this|it)\b|[^.;]{0,160}?\b(?:open(?:s|ed)|inaugurat|launch|unveil|set up)")


def _parts(material: Material, start: int, end: int) -> Iterator[Count]:
    """What a place that opens has, in its own sentence or one that begins with it; and what a list adds to that."""
    if not _OF_IT.match(material.folded, start, end):
        return
    folded = material.folded
    for has in _HAS.finditer(folded, start, end):
        match = _SOME_PARTS.match(folded, has.end(), end)
        while match:
            if (n := _number(match)) > 1:
                yield Count("other", n, None, material.text.text[slice(*match.span())], *match.span())
            joint = _AND.match(folded, match.end(), end)
            match = _SOME_PARTS.match(folded, joint.end(), end) if joint else None


def _signing(material: Material, sentence: CuedSentence, events: Sequence[Event]) -> Iterator[Count]:
    """Firms that are the subject of the signing, with some of them named behind their number."""
    folded, start = material.folded, sentence.sentence.start
    for event in events:
        if event.sentence != sentence.index:
            continue
        for count in counted_in(material, start, event.verb.start):
            is_many = count.n >= _FEWEST_FIRMS and _FIRMS.search(folded, count.start, count.end)
            if (
                is_many
                and _BEGINS.search(folded[max(start, count.start - 16) : count.start])
                and _SIGNS.fullmatch(folded, count.end, event.verb.start)
            ):
                yield count


def _number(match: re.Match[str]) -> int:
    return NUMBER_WORDS.get(match["n"]) or int(match["n"].replace(",", ""))
