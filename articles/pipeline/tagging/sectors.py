"""Sectors: which fields the text itself develops, by phrases and their place.

Each phrase of the reference data speaks for one sector, strongly, plainly or
weakly. Title and lead count more than the body, the first use of a phrase more
than its repetition, and a name of the gazetteer (a bank, a bureau) counts
little, because it says who acts and not what is done.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from articles.pipeline.matching import gazetteer
from articles.pipeline.matching.records import Reference
from articles.pipeline.matching.surfaces import LATIN
from articles.pipeline.tagging.records import TagScore
from articles.pipeline.tagging.subsectors import Triggers, tag_subsectors
from articles.pipeline.tagging.uses import SURE, Use
from articles.pipeline.tagging.weighing import Gathered
from articles.pipeline.text import Span, Text, fold

MOST = 4
LEAST_SCORE, LEAST_SCORE_ZH = 4.5, 5.0
"""A sector below this is mentioned, not developed; Chinese news says the same in fewer phrases."""
LEAST_SHARE = 0.25
"""Nor is one below this part of the strongest."""

LAST_SHARE_PT = 0.5
"""Portuguese names many fields in passing: a fourth sector must reach this part of the strongest."""

FEW = 3
LEAST_LISTED = 3.0
"""Where fewer sectors are developed, the fields of a list need only this much."""
PLAIN, WEAK = 2.0, 1.0
TITLE, LEAD = 4.0, 2.0
FAR, FROM_FAR = 800, 0.6
"""What stands so many characters behind the lead is often the history of the matter, and counts this much."""
IN_TITLE, IN_LEAD = 3, 2
"""The weight of a mention in the title, in the lead."""
LISTED = 3.0
"""What each field of a list counts, however strong its phrase is elsewhere."""
MECHANISM = 1.0
"""What a mechanism adds to its sectors, for each weight of its place."""
BODY = 1.0
"""What a body adds to the field that it works in, for each weight of its place."""
IN_NAME = 0.3
"""What is left of a phrase inside a name."""

LIST_GAP = 36
"""Two fields of one list stand no further apart (characters)."""
LIST_FIELDS = 3
LIST_OWN = 2
"""Of the sectors of a list so many must be named as fields, and not by things alone."""
THINGS = frozenset(
    (
        "口岸", "大桥", "桥", "码头", "通车", "通道", "高铁", "铁路", "机场", "货物", "清关", "海关", "旅客",
        "港珠澳大桥", "通关", "列车", "车辆", "深中通道", "跨海大桥", "车站", "巴士",
    )
)  # fmt: skip
"""Chinese words of things that a text lists one by one (甲口岸、乙码头及丙大桥): such a list is none of fields."""
# what joins the fields of a list: "finance, healthcare and trade", 金融、醫療及貿易
_JOINT = re.compile(r"[,、;/]|\band\b|&|及|和|与|以至|\be\b")


# "2 billion yuan", 20億元人民幣, "450 milhões de yuans": a currency beside a sum tells nothing of the field
_CURRENCY = frozenset({"yuan", "renminbi", "人民币"})
_SUM_BEFORE = re.compile(r"(?:\d|[万亿千百]|million|billion|trillion|thousand|bn|mn|mil|milh(?:ões|ão))元? ?(?:de )?$")
_SUM_AFTER = re.compile(r" ?[\d一二三四五六七八九十百]")

FIELDS_OF_BODIES = {
    "airline": "aviation",
    "airport_operator": "aviation",
    "asset_manager": "finance",
    "auto": "manufacturing",
    "bank": "finance",
    "biotech": "biotech-health",
    "brokerage": "finance",
    "casino": "tourism-culture",
    "energy": "energy-environment",
    "exchange": "finance",
    "hospital": "biotech-health",
    "insurer": "finance",
    "legal_body": "professional-legal",
    "logistics": "transport-logistics",
    "pharma": "biotech-health",
    "port_operator": "transport-logistics",
    "property": "property-land",
    "rail": "transport-logistics",
    "robotics": "innovation-tech",
    "semiconductor": "innovation-tech",
    "shipping": "transport-logistics",
    "tech_park_operator": "innovation-tech",
    "university": "education-talent",
}
"""The field that a body of each type works in: who acts tells a little of what is done."""

FIELDS_OF_PLACES = {
    "airport": "aviation",
    "boundary_port": "transport-logistics",
    "campus": "education-talent",
    "cultural_district": "tourism-culture",
    "entertainment_zone": "tourism-culture",
    "industrial_park": "manufacturing",
    "port": "transport-logistics",
    "rail_station": "transport-logistics",
    "research_facility": "innovation-tech",
    "tech_park": "innovation-tech",
}
"""What a place of each kind is for."""


class Lexicon:
    """All phrases that speak for a sector; ``known[i]`` is phrase i with its (sector, weight) pairs.

    ``places_in_scan[j]`` is the place among them of word j of the ``scan``, or -1.
    """

    def __init__(self, reference: Reference) -> None:
        weak = {fold(word) for word in reference.weak_triggers}
        phrases: dict[str, dict[str, float]] = {}
        for sub in reference.subsectors:
            for word in sub.triggers.all():
                key = fold(word)
                phrases.setdefault(key, {}).setdefault(sub.parent, WEAK if key in weak else PLAIN)
        # A phrase that the cues weigh is weighed by them alone.
        for cue in reference.cues:
            phrases[fold(cue.text)] = {}
        for cue in reference.cues:
            if cue.weight:
                phrases[fold(cue.text)][cue.sector] = cue.weight
        self.known = tuple((phrase, tuple(sectors.items())) for phrase, sectors in phrases.items())
        self.scan = gazetteer(reference).scan
        self.things = frozenset(place for place, phrase in enumerate(phrases) if phrase in THINGS)
        self.places_in_scan = self.scan.places_of({phrase: place for place, phrase in enumerate(phrases)})
        self.triggers = Triggers(reference, self.known)
        self.parents = dict(self.triggers.parents)
        self.parents |= {sector.slug: sector.slug for sector in reference.sectors}
        self.bodies = {
            body.slug: FIELDS_OF_BODIES[body.type] for body in reference.organisations if body.type in FIELDS_OF_BODIES
        }
        self.places = {
            place.slug: FIELDS_OF_PLACES[place.kind] for place in reference.places if place.kind in FIELDS_OF_PLACES
        }
        self.mechanisms = {
            mechanism.slug: tuple(dict.fromkeys(self.parents[slug] for slug in mechanism.sectors))
            for mechanism in reference.mechanisms
        }


@lru_cache(maxsize=4)
def lexicon(reference: Reference) -> Lexicon:
    """Give the phrases of ``reference``, built once for each."""
    return Lexicon(reference)


def tag_sectors(
    text: Text, gathered: Gathered, reference: Reference
) -> tuple[tuple[TagScore, ...], tuple[TagScore, ...]]:
    """Give at most four sectors, most important first, and the sub-sectors of these that the text develops."""
    words = lexicon(reference)
    uses = _uses(text, gathered, words)
    listed = _listed(text, uses, words.things)
    # In the order of the text: of equal sectors the order decides.
    fields = dict.fromkeys(uses[number].sector for number in sorted(listed))
    for number in listed:
        uses[number] = uses[number]._replace(weight=uses[number].weight * LISTED / uses[number].strength)
    uses += _hints(gathered, words)
    totals: dict[str, float] = {}
    first: dict[str, int] = {}
    for use in uses:
        totals[use.sector] = totals.get(use.sector, 0.0) + use.weight
        first.setdefault(use.sector, use.start)
    policy = totals.pop("government-policy", 0.0)
    solid = {use.sector for use in uses if use.solid}
    candidates = {sector: total for sector, total in totals.items() if sector in solid}
    least = LEAST_SCORE_ZH if text.lang.startswith("zh") else LEAST_SCORE
    floor = max(least, LEAST_SHARE * max(candidates.values(), default=0.0))
    chosen = {sector: total for sector, total in candidates.items() if total >= floor}
    if len(chosen) < FEW:
        chosen |= {sector: candidates[sector] for sector in fields if candidates[sector] >= LEAST_LISTED}
    # Of equal ones the first in the text comes first, as the labelling rules ask for lists.
    ranking = sorted(chosen, key=lambda sector: (-chosen[sector], first[sector]))[:MOST]
    if text.lang == "pt" and len(ranking) == MOST and chosen[ranking[-1]] < LAST_SHARE_PT * chosen[ranking[0]]:
        ranking.pop()
    if len(ranking) < MOST and chosen and policy >= 2 * floor:
        ranking.append("government-policy")
        chosen["government-policy"] = policy
    sectors = tuple(
        TagScore(
            "sector",
            slug,
            "",
            round(chosen[slug], 2),
            min(1.0, round(chosen[slug] / SURE, 2)),
            "phrases",
            tuple(Span(use.start, use.end) for use in uses if use.sector == slug),
        )
        for slug in ranking
    )
    return sectors, tag_subsectors(uses, {slug: chosen[slug] for slug in ranking}, words.triggers)


def tag_parts(text: Text, gathered: Gathered, sectors: Iterable[str], reference: Reference) -> tuple[TagScore, ...]:
    """Give the sub-sectors that ``text`` develops of ``sectors`` that are known already, by the same rules."""
    words = lexicon(reference)
    uses = _uses(text, gathered, words) + _hints(gathered, words)
    return tag_subsectors(uses, dict.fromkeys(sectors, 1.0), words.triggers)


def _uses(text: Text, gathered: Gathered, words: Lexicon) -> list[Use]:
    """Find the phrases of all sectors, each weighed by its place, its repetition and whether it stands in a name."""
    folded = text.folded
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    body = [sentence for sentence in text.sentences if sentence.paragraph > 0]
    lead_end = body[min(1, len(body) - 1)].end if body else title_end
    last = len(folded)
    far = last if text.lang.startswith("zh") else lead_end + FAR
    named = _named(gathered, last)
    seen: dict[str, int] = {}
    uses: list[Use] = []
    reached = 0
    for start, negative_end, word in words.scan.find(folded):
        number = words.places_in_scan[word]
        # Of phrases that overlap the first counts, and of these the longest.
        if number < 0 or start < reached:
            continue
        end = reached = -negative_end
        if start and folded[start] in LATIN and folded[start - 1] in LATIN:
            continue
        if end < last and folded[end - 1] in LATIN and folded[end] in LATIN:
            continue
        phrase, sectors = words.known[number]
        if phrase in _CURRENCY and _is_of_sum(folded, start, end):
            continue
        count = seen[phrase] = seen.get(phrase, 0) + 1
        share = _share_of_place(start, title_end, lead_end, far) / count
        if named[start]:
            share *= IN_NAME
        for sector, weight in sectors:
            uses.append(Use(sector, start, end, weight * share, weight, weight > WEAK and not named[start], number))
    return uses


def _share_of_place(start: int, title_end: int, lead_end: int, far: int) -> float:
    """Give how much a phrase counts by where it stands: title, lead, body, or far behind."""
    if start < title_end:
        return TITLE
    if start < lead_end:
        return LEAD
    return FROM_FAR if start > far else 1.0


def _is_of_sum(folded: str, start: int, end: int) -> bool:
    """Whether a currency stands right beside a number."""
    before = _SUM_BEFORE.search(folded, max(0, start - 14), start)
    return before is not None or _SUM_AFTER.match(folded, end) is not None


def _named(gathered: Gathered, length: int) -> bytearray:
    """Mark the characters that names of bodies and people hold."""
    named = bytearray(length)
    for kind in ("organisation", "person"):
        for mentions in gathered.of(kind).values():
            for mention in mentions:
                if mention.weight >= IN_LEAD and "Fundo " in mention.name:
                    # The fund that title or lead names is what the article is about, not only who acts
                    continue
                named[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    return named


def _hints(gathered: Gathered, words: Lexicon) -> list[Use]:
    """Give what names hint at: the sectors of a scheme, the field of a body, what a place is for."""
    hints: list[Use] = []
    for slug, mentions in gathered.of("mechanism").items():
        first, best = mentions[0], max(mention.weight for mention in mentions)
        hints += [
            Use(
                sector,
                first.start,
                first.end,
                MECHANISM * best,
                MECHANISM,
                True,
                parts=words.triggers.of_mechanism[slug],
            )
            for sector in words.mechanisms.get(slug, ())
        ]
    for kind, fields in (("organisation", words.bodies), ("place", words.places)):
        for slug, mentions in gathered.of(kind).items():
            if slug in fields:
                first, best = mentions[0], max(mention.weight for mention in mentions)
                hints.append(Use(fields[slug], first.start, first.end, BODY * best, BODY, best == IN_TITLE))
    return hints


def _listed(text: Text, uses: list[Use], things: frozenset[int]) -> set[int]:
    """Give the places in ``uses`` of the phrases that stand in one list of fields: three sectors or more."""
    listed: set[int] = set()
    run: list[int] = []
    previous: Use | None = None
    for number, use in enumerate(uses):
        if not use.solid or use.sector == "government-policy":
            continue
        if previous is None or not _joined(text.folded, previous, use):
            listed |= _fields(uses, run, things)
            run = []
        run.append(number)
        previous = use
    return listed | _fields(uses, run, things)


def _joined(folded: str, previous: Use, use: Use) -> bool:
    """Say whether two phrases are neighbours in a list (or one phrase of two sectors)."""
    gap = folded[previous.end : use.start]
    return use.start == previous.start or (len(gap) <= LIST_GAP and "\n" not in gap and _JOINT.search(gap) is not None)


def _fields(uses: list[Use], run: list[int], things: frozenset[int]) -> set[int]:
    """Give those of a ``run`` that name fields, where it is a list of these; none where it is one of ``things``."""
    own = [number for number in run if uses[number].phrase not in things]
    is_list = len({uses[number].sector for number in run}) >= LIST_FIELDS
    return set(own) if is_list and len({uses[number].sector for number in own}) >= LIST_OWN else set()
