"""``weigh``: whether an article belongs in the tracker, from its tags, its words and its deals.

An article belongs where its main matter links two or more of the eleven
cities, or one of them with a partner outside, in economy, finance,
infrastructure, innovation, talent or policy, and moves that link forward.
So two things are asked: are there two sides, and is the link the matter?
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from articles.pipeline.deals import DealRecord, Reading
from articles.pipeline.deals.events import DOCUMENTS
from articles.pipeline.deals.phrases import Phrases, words_of
from articles.pipeline.matching import Mention, Reference
from articles.pipeline.relevance.records import Reason, Relevance
from articles.pipeline.relevance.speech import only_speaks
from articles.pipeline.tagging import Tags
from articles.pipeline.text import Text, fold

# The head of an article: title and the first part of the body, where its matter is told
_HEAD = 700
# Where most of some six hundred labelled articles are judged right
_BAR = 2.4
# What is only said decides nothing: the words must be so much stronger
_ONLY_SPEAKS = 1.75
# ... and a speech piles them up
_MOST_SPOKEN = 3.1
# At least one word of linking, unless a deal speaks for the article
_LINK = 0.5
_NAMED_BAY = ("greater bay area", "大湾区", "粤港澳", "grande baía")


def weigh(text: Text, mentions: Sequence[Mention], tags: Tags, reading: Reading, reference: Reference) -> Relevance:
    """The verdict on one article; ``reading`` are the deals that it tells of, ``reference`` knows words and homes."""
    sides = _count_sides(text, mentions, tags, reading, reference)
    reasons = _reasons(text, mentions, words_of(reference, "relevance"))
    if any(deal.type == "ipo_listing" for deal in reading.deals):
        # How a share did on its first day is what such news tells
        reasons = [reason for reason in reasons if fold(reason.text) not in _CLOSING]
    crosses = _crossing(text, mentions, reading, reference)
    against = sum(reason.weight for reason in reasons if reason.weight < 0)
    if crosses == _CROSSES and any(deal.status == "signed" and deal.type in DOCUMENTS for deal in reading.deals):
        against = max(against, _LEAST_AGAINST_PAPER)
    total = against + sum(reason.weight for reason in reasons if reason.weight > 0)
    total += _sides(sides, _names_bay(text, mentions)) + _sides_of_head(text, mentions, tags)
    total += _deals(tags, reading, sides) + crosses
    if all(map(_is_vague, reading.deals)) and only_speaks(text):
        spoken = sum(reason.weight for reason in reasons if reason.weight > 0)
        total -= _ONLY_SPEAKS + max(0.0, spoken - _MOST_SPOKEN)
    carries = _carries_between(text, mentions, tags)
    total += _CARRIES if carries else 0.0
    score = 1.0 / (1.0 + math.exp(-(total - _BAR) * 0.9))
    has_link = carries or any(reason.weight >= _LINK for reason in reasons) or bool(reading.deals)
    relevant = total >= _BAR and has_link and _has_two_sides(text, mentions, tags, reading, sides)
    chosen = sorted(reasons, key=lambda reason: -abs(reason.weight))[:3]
    return Relevance(relevant, round(score, 3), tuple(chosen), _scope(tags) if relevant else "")


def _is_vague(deal: DealRecord) -> bool:
    """Whether a deal is no more than talks in which no body takes part: what a speaker thinks of two places."""
    signing = [actor for actor in deal.actors if actor.role == "signatory"]
    return deal.status == "talks" and all(actor.kind != "organisation" for actor in signing)


# Courts, museums and hospitals sign too: what a signed paper of two homes is about speaks less against it
_LEAST_AGAINST_PAPER = -0.8


# "set to award the firm a contract": no prize
_AWARDS = ("award", "awards")
_CONTRACT = re.compile(r"\b(?:contracts?|tenders?|franchise|concession)\b")


# How a share closed, which ends many a report on a firm: it speaks against the article only where it is the matter
_CLOSING = ("收报", "股价", "升幅", "跌幅", "成交额", "纯利", "盈利")


def _reasons(text: Text, mentions: Sequence[Mention], words_known: Phrases) -> list[Reason]:
    """The phrases that speak, each once, where it stands first; the title counts double, what comes late less."""
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    lead_end = text.paragraphs[1].end if len(text.paragraphs) > 1 else _HEAD
    seen: dict[str, Reason] = {}
    for cue in words_known.find(text.folded[:20_000]):
        words = text.folded[cue.start : cue.end]
        if words in seen or (words in _AWARDS and _CONTRACT.search(text.folded, max(0, cue.start - 60), cue.end + 60)):
            continue
        weight = int(cue.value) / 10
        is_head = cue.start < (lead_end if words in _CLOSING else _HEAD)
        place = 1.6 if cue.end <= title_end else 1.0 if is_head else 0.35
        seen[words] = Reason(text.text[cue.start : cue.end], cue.start, cue.end, round(weight * place, 2))
    for mention in mentions:
        if mention.kind == "mechanism" and mention.slug and mention.slug not in seen and mention.start < 2000:
            weight = 1.2 if mention.end <= title_end else 0.7
            seen[mention.slug] = Reason(mention.name, mention.start, mention.end, weight)
    positive = sorted((r for r in seen.values() if r.weight > 0), key=lambda r: -r.weight)[:6]
    negative = sorted((r for r in seen.values() if r.weight < 0), key=lambda r: r.weight)[:5]
    return positive + negative


# What a deal that is surely one adds
_WORTH = 1.35


# Two firms or bodies of known, different homes: the deal itself crosses the boundary
_CROSSES = 0.5
# The sentences that tell a deal name one of the cities and a place outside
_NAMES_BOTH = 0.3


def _deals(tags: Tags, reading: Reading, sides: tuple[int, int]) -> float:
    """What the deals add: a paper or measure much, a listing only where its issuer is from another city."""
    best = 0.0
    for deal in reading.deals:
        worth = 0.0 if _is_shop(deal) else _WORTH * deal.confidence
        if deal.type == "framework_agreement" and any(count.unit == "countries" for count in deal.counts):
            worth += 3.0
        if deal.type == "bond_loan" and tags.outside:
            worth += 0.6
        if deal.type == "ipo_listing":
            worth = 2.2 if sides[0] >= 2 else -1.2
        best = max(best, worth) if worth > 0 else best + worth
    return best


# H股, 港交所: in Chinese these say where a firm of another of the cities is listed
# (00300): five digits and a nought in front are a share of Hong Kong's market, where the mainland's have six
_ON_HK_MARKET = re.compile(r"h股|港交所|联交所|港股|港元|\(0\d{4}(?:\.hk)?\)|\b0\d{4}\.hk")
_HONG_KONG = "hong-kong"


def _lists_across(text: Text, tags: Tags) -> bool:
    """Whether a firm of one of the other cities is listed in Hong Kong, which only the market's own words name."""
    cities = {tag.slug for tag in tags.cities} - {_HONG_KONG}
    return len(cities) == 1 and _ON_HK_MARKET.search(text.folded, 0, _HEAD) is not None


# Shops and hotels serve one city, wherever their owner comes from
_SHOP = re.compile(
    r"(?:flagship )?stores?|outlets?|shop|showroom|kiosk|hotel|(?:shopping )?mall|lojas?|(?:门|旗舰|首)?店|酒店|商场"
)


def _is_shop(deal: DealRecord) -> bool:
    """Whether what opens is a shop or a hotel."""
    return deal.type == "launch_opening" and _SHOP.fullmatch(fold(deal.evidence[0].quote)) is not None


def _crossing(text: Text, mentions: Sequence[Mention], reading: Reading, reference: Reference) -> float:
    """What it adds that one deal has sides of different homes, at least one of them in the cities."""
    own, homes, _ = _known_sides(reference)
    for deal in reading.deals:
        seats = _seats(deal, homes) | _named_seats(text, mentions, deal, homes)
        if len(seats) > 1 and seats & own and not _is_shop(deal):
            return _CROSSES
    if any(deal.cities and deal.outside and not _is_shop(deal) for deal in reading.deals):
        return _NAMES_BOTH
    return 0.0


def _named_seats(text: Text, mentions: Sequence[Mention], deal: DealRecord, homes: Mapping[str, str]) -> set[str]:
    """The places that the names of signing bodies on no list carry ("Elm Hospital of Zhuhai"), Chinese at the head.

    So does a Chinese place right before the name (德國海棠集團, by its own name 海棠集團).
    """
    unlisted = [a.name for a in deal.actors if a.role == "signatory" and not a.slug]
    places = [m for m in mentions if m.kind in ("city", "outside", "place") and m.slug in homes] if unlisted else []
    return {
        homes[m.slug]
        for m in places
        if any(
            name.startswith(m.name)
            or (m.name in name and name.isascii())
            or (not name.isascii() and text.text.startswith(name, m.end))
            for name in unlisted
        )
    }


def _seats(deal: DealRecord, homes: Mapping[str, str]) -> set[str]:
    """The homes of those who make a deal; of a deal with two ends also of the firm bought, built for or supplied."""
    has_object = deal.type in _BOUGHT
    seats = {homes[a.slug] for a in deal.actors if a.slug in homes and (a.role == "signatory" or has_object)}
    if seats and (has_object or deal.type in ("launch_opening", "bond_loan")):
        seats |= set(deal.cities)
    if seats and deal.type in _SOLD_ABROAD:
        seats |= set(deal.outside)
    return seats


def _sides_of_head(text: Text, mentions: Sequence[Mention], tags: Tags) -> float:
    """Whether the title, or else the first two sentences, name two sides."""
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    tagged = {tag.slug for tag in tags.cities + tags.outside}
    in_title: set[str] = set()
    in_head: set[str] = set()
    for mention in mentions:
        if mention.kind not in ("city", "outside") or not (mention.slug in tagged or mention.slug == "gba"):
            continue
        if mention.end <= title_end:
            in_title.add(mention.slug)
        if mention.weight >= 2:
            in_head.add(mention.slug)
    return 1.0 if len(in_title) >= 2 else 0.6 if len(in_head) >= 2 else 0.0


# What carries people, goods or money from one city to another, or is one city's school in another
_CARRIER = re.compile(
    r"\b(?:ferr(?:y|ies)|bus(?:es)?|coach(?:es)?|shuttles?|sailings?|flights?|rail(?:way)?|trains?|metro|bridge|ports?"
    r"|checkpoints?|crossings?|tunnel|helicopters?|payments?|e-?wallets?|campus|university|autocarros?|ponte|comboios?"
    r"|voos?|fronteiras?|pagamentos?|universidade)\b"
    r"|口岸|巴士|渡轮|航线|航班|列车|班列|高铁|地铁|大桥|通道|支付|电子钱包|校区|大学"
)
_CARRIES = 0.7
# Accidents, crime and races happen on bridges and ferries too
_MISHAP = re.compile(
    r"\b(?:injur|kill|died|dead\b|crash|collision|collid|accident|arrest|smuggl|suspect|regatta|races?\b|ferid[oa]s"
    r"|mort[eo]s?\b|acidente|corrida|detid[oa]s)"
    r"|受伤|死亡|身亡|车祸|意外|相撞|碰撞|火警|被捕|走私|比赛|龙舟赛"
)


def _carries_between(text: Text, mentions: Sequence[Mention], tags: Tags) -> bool:
    """Whether the title tells of what carries over and names a city, and the head two cities that take part."""
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    if _CARRIER.search(text.folded, 0, title_end) is None or _MISHAP.search(text.folded, 0, title_end + _HEAD // 2):
        return False
    tagged = {tag.slug for tag in tags.cities}
    named = [m for m in mentions if m.kind == "city" and m.slug in tagged and m.weight >= 2]
    return len({m.slug for m in named}) > 1 and any(m.end <= title_end for m in named)


def _count_sides(
    text: Text, mentions: Sequence[Mention], tags: Tags, reading: Reading, reference: Reference
) -> tuple[int, int]:
    """How many cities and how many other places take part.

    Besides the tags: the homes of those who make a deal, and the two ends of a
    scheme that the title names ("Bond Connect" links Hong Kong and the mainland).
    """
    cities, outside = {tag.slug for tag in tags.cities}, {tag.slug for tag in tags.outside}
    own, homes, ends = _known_sides(reference)
    taking_part = {seat for deal in reading.deals for seat in _seats(deal, homes)}
    keepers = _keepers(reference)
    for actor in (actor for deal in reading.deals for actor in deal.actors if actor.slug in keepers):
        taking_part |= ends.get(keepers[actor.slug], frozenset())
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    for mention in mentions:
        if mention.kind == "mechanism" and mention.end <= title_end:
            taking_part |= ends.get(mention.slug, frozenset())
    if any(deal.type == "ipo_listing" for deal in reading.deals) and _lists_across(text, tags):
        cities.add(_HONG_KONG)
    cities |= taking_part & own
    outside |= taking_part - own
    return len(cities), len(outside)


# Goods that are supplied, stakes that are taken and what is opened abroad cross the boundary, whoever the other side is
_SOLD_ABROAD = frozenset(("procurement", "acquisition", "equity_investment", "launch_opening"))
# In these the firm that is bought, joined, built for or supplied is a side as well
_BOUGHT = frozenset(
    ("acquisition", "equity_investment", "joint_venture", "construction_contract", "procurement", "land")
)
# Kinds of scheme that have a far end by their nature; where the list names only the near one it is the mainland
_LINKING = frozenset(
    ("market_link", "travel_scheme", "trade_agreement", "mutual_recognition", "customs_regime", "data_regime")
)
_MAINLAND = "china"
# A bridge, a railway, a boundary crossing
_BUILT = "infrastructure"
# What many cities promote each for itself (the low-altitude economy) links none of them
_TOPIC = "initiative"


@lru_cache(maxsize=2)
def _known_sides(reference: Reference) -> tuple[frozenset[str], dict[str, str], dict[str, frozenset[str]]]:
    """The slugs of the cities, the home of each body, and the cities and partners that each scheme links."""
    own = frozenset(city.slug for city in reference.cities)
    partners = {partner.slug for partner in reference.outside if partner.counterparty != "never"}
    seat = {place.slug: place.parent_city for place in reference.places if place.parent_city}
    homes = {slug: slug for slug in own | partners} | seat
    # Of most places the government is on no list: the sides of a deal name it after its place.
    homes |= {f"{slug}-government": home for slug, home in homes.items()}
    homes |= {body.slug: body.home for body in reference.organisations if body.home}
    ends: dict[str, frozenset[str]] = {}
    for scheme in reference.mechanisms:
        if scheme.kind == _TOPIC:
            continue
        linked = frozenset(seat.get(slug, slug) for slug in scheme.related_places) & (own | partners)
        if scheme.kind in _LINKING and len(linked) == 1 and linked & own:
            linked |= {_MAINLAND}
        ends[scheme.slug] = linked
    return own, homes, ends


@lru_cache(maxsize=2)
def _keepers(reference: Reference) -> dict[str, str]:
    """The bodies that are named after a link of the cities, which they keep for all of them, and the link of each."""
    # In Chinese a body bears the whole name of what it keeps.
    links = [(fold(scheme.names.zh_hant), scheme.slug) for scheme in reference.mechanisms if scheme.kind == _BUILT]
    named = [(body.slug, fold(body.names.zh_hant)) for body in reference.organisations]
    return {body: link for body, words in named for name, link in links if name and words.startswith(name)}


# The bay area named in the title speaks of many cities at once, though less surely than two by name
_BAY_IN_TITLE = 0.3


def _names_bay(text: Text, mentions: Sequence[Mention]) -> bool:
    """Whether the title names the bay area."""
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    return any(mention.slug == "gba" and mention.end <= title_end for mention in mentions)


def _sides(sides: tuple[int, int], names_bay: bool) -> float:
    cities, outside = sides
    if names_bay and not (cities >= 2 or (cities and outside)):
        return _BAY_IN_TITLE
    if cities >= 2:
        return 1.2
    if cities and outside:
        return 1.0
    return -1.0 if cities or outside else -2.0


def _has_two_sides(
    text: Text, mentions: Sequence[Mention], tags: Tags, reading: Reading, sides: tuple[int, int]
) -> bool:
    """Two cities, a city with a partner, the bay area itself, or a treaty signed in one of the cities."""
    cities, outside = sides
    if cities >= 2 or (cities and outside) or any(words in text.folded for words in _NAMED_BAY):
        return True
    if _names_bay(text, mentions):
        return True
    return bool(tags.cities) and any(deal.type == "framework_agreement" for deal in reading.deals)


def _scope(tags: Tags) -> str:
    if tags.outside:
        return "gba_external"
    return "intra_gba" if len(tags.cities) >= 2 else "gba_external" if tags.cities else ""
