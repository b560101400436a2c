"""Cities and outside partners: who takes part in what is reported, and where it happens.

The rules are those of the labelling guide: a city counts where it is named as
a party or a place of the activity; a partner counts where it acts, and not
where it is mentioned in passing, as a comparison or as a source.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from articles.pipeline.matching import Mention
from articles.pipeline.matching.records import Reference
from articles.pipeline.matching.surfaces import LATIN
from articles.pipeline.tagging.adjectives import is_adjective_pt, places_body
from articles.pipeline.tagging.firm_names import only_in_name
from articles.pipeline.tagging.mainland_chinese import names_provincial_body, names_something_else
from articles.pipeline.tagging.mainland_english import is_aside
from articles.pipeline.tagging.passing_portuguese import in_passing, names_another
from articles.pipeline.tagging.people_of_places import names_people
from articles.pipeline.tagging.records import TagScore
from articles.pipeline.tagging.weighing import Gathered, ranked, score
from articles.pipeline.text import Span, Text

BODY_MENTIONS = 3
"""A partner that neither title nor lead names must stand this often in the body."""
SCENERY_REACH, SCENERY_REACH_ZH = 100, 14
"""What makes a name scenery stands no further before it (characters; English and Chinese)."""
ALL_OF_BLOC = 7
"""So many members that a Portuguese text lists are the bloc itself, which it names as well."""
CENTRAL_SCORE = 1.0
"""What the centre's evidence must reach where no other partner acts."""
CENTRAL_SCORE_BESIDE = 2.0
"""What it must reach beside another partner: then "the mainland" alone is scenery."""

# "中央政府", "国家联合验收组", "central government": the centre acts without the name of a body
_CENTRE = re.compile(
    r"中央(?:人民)?政府|中央部委|中央财政|国家(?:有关)?部[委门]|国家[\u4e00-\u9fff]{0,6}(?:总局|部委|部门|验收组|委员会)"
    r"|central(?<!\wcentral) (?:(?:people's )?(?:government|authorities)|ministr(?:y"
    r"|ies))\b(?! in (?:the )?(?:hksar|hong kong|maca))"
    r"|governo(?<!\wgoverno) central\b"
)
_CENTRE_HINTS = ("中央", "国家", "central")
"""One of these stands in all that ``_CENTRE`` finds; they are found much faster."""
# "founded in southern China's Guangdong", "speaking in Davos, Switzerland": what makes the name after it scenery
_BACKGROUND = (
    r"\b(?:founded|headquartered|incorporated|born|listed|educated|after (?:establish|open|launch|sett)ing"
    r"|speaking|interview(?:ed)?|sidelines|addressing)\b"
    r"[^.;]{0,60}\b(?:in|at|from) (?:[\w' ]{1,24}, )?(?:[\w']{1,16} ){0,3}"
)
# "ahead of Tokyo", "compared with": a comparison
_COMPARISON = (
    r"\b(?:ahead of|compared (?:with|to)|overt(?:ak|ook)\w*|surpass\w*|behind|unlike|rivals?(?: like| such as)?"
    r"|similar to) (?:[\w']{1,16} ){0,2}"
    r"|\bsemelhante (?:ao|à) (?:pib )?d[aeo] [^.;]{0,60}"
)
# "amid cooling relations between China and the US", "the former Portuguese territory administered by": the world
# outside
_ASIDE = (
    r"\b(?:amid|relations between|tensions (?:between|with)|(?:guerra|tensões|relações) (?:comercia(?:l"
    r"|is) )?(?:entre|com))\b"
    r"[^.;,]{0,50}"
    r"|\b(?:administrad[ao]|administered) (?:até \d{4} |until \d{4} )?(?:por|pel[ao]|by) "
)
# "Foshan, a city in south China's ", "in a district of the province of ": the address of what is named
_ADDRESS = (
    r"\b(?:city (?:in|of)|cities (?:in|of)|located in|district (?:in|of)|(?<!no )(?<!do )capital d[aeo]"
    r"|cidades? (?:d[aeo]|n[ao])"
    r")"
    r" (?:the |(?:[\w'’-]{1,16} ){0,3})(?:province of |província de )?"
    r"|\bcapital of (?:\w{1,16} )?china['’]s "
)
# 总部位于, 超越: the same in Chinese
_SCENERY_ZH = re.compile(
    r"(?:超越|超过|取代|仅次于|领先于?|高于|低于|不及|相比|媲美|赶超|总部位于|总部设在|成立于|创立于|毕业于|出生于|曾任|曾在)"
    r"[^,。;]{0,8}\Z"
)
# "its network includes Bangkok and Hanoi", "already flies to Tokyo": where else a carrier goes
_NETWORK = (
    r"\b(?:network|destinations)\b[^.;]{0,30}\b(?:include[sd]?|including|covers?|spans?|such as)\b[^.;]{0,80}"
    r"|\b(?:already|also|currently) (?:flies|fly|serves?|sails) (?:to )?[^.;]{0,60}"
)
_SCENERY_EN = re.compile(rf"(?:{_BACKGROUND}|{_COMPARISON}|{_ASIDE}|{_ADDRESS}|{_NETWORK})\Z")
# 感谢中央政府及广东省政府支持, 在中央支持下: who is only thanked
_THANKED_ZH = re.compile(r"(?:感谢|感激|鸣谢|多谢)[^,。;]{0,14}\Z")
_WITH_SUPPORT_ZH = re.compile(r"[^,。;]{0,14}(?:支持|指导|关心)下")
_IN_ZH = re.compile(r"在[^,。;]{0,8}\Z")
# 东京—横滨集群排名第二, "Tokyo ranked second": after such a name
_RANKED = re.compile(r"[^,。;]{0,12}(?:排名|位列|位居|居第|名列)|[^.,;]{0,24}\brank(?:s|ed)\b")
# 北京市, "Beijing Municipality", "Beijing's municipal government": the city, not the centre
_MUNICIPAL = re.compile(r"北京市|beijing(?:'s)? municipal|beijing city")
# "in Beijing", 在北京, 赴北京: where something takes place
_VENUE = re.compile(r"(?:\b(?:in|to|from|at|near|visit) |[在到赴抵于自从往离])\Z")
# 深莞惠都市圈, 广佛肇和珠中江两大城市群: a proper name, no side
_AGGLOMERATION = re.compile(
    r"(?:[和与及、][\u4e00-\u9fff]{2,4}?)?(?:[两三][大个])?(?:城市群|都市圈|经济圈|城市带|地区(?!政府))"
)
# 国家税务总局深圳市税务局, 中国人民银行广东省分行: a local office counts for its city
LOCAL_OFFICE = re.compile(
    r"(?:广东|广州|深圳|珠海|佛山|东莞|中山|江门|惠州|肇庆|横琴|前海|南沙|河套|香港|澳门)[^,。;、和与及]{0,10}"
    r"(?:税务局|分局|分行|支行|监管局|管理局|办事处|联络办|派出机构)"
)
LOCAL_REACH = 18
"""A local office has its name within so many characters after the body that it belongs to."""
# 全国政协副主席某某, 全国人大代表某某: a person with a seat
_SEAT = re.compile(r"(?:常委(?!会)|委员(?!会)|代表(?!大会|团)|副主席|副委员长)")
# A local office of the centre counts as its city
_LOCAL_OFFICE = re.compile(r"liaison office|office of the commissioner|gabinete de ligação")
_MAINLAND = re.compile(r"mainland|内地|大陆|\binterior\b|\bcontinent(?:e|al)\b")


@dataclass(frozen=True, slots=True)
class _World:
    """What the rules ask of the reference data, looked up once."""

    partners: dict[str, tuple[str, str, str]]
    """slug -> (kind, parent, counterparty)"""
    members: dict[str, frozenset[str]]
    """bloc -> the partners of that group"""
    mechanisms: dict[str, str]
    """slug -> kind"""
    waters: frozenset[str]
    """Estuaries and the like, which lie between cities and name none of them"""


@lru_cache(maxsize=4)
def _world(reference: Reference) -> _World:
    members: dict[str, set[str]] = {}
    for partner in reference.outside:
        for group in partner.groups:
            members.setdefault(group, set()).add(partner.slug)
    members["gcc"] = members.get("middle_east", set())
    members["portuguese-speaking-countries"] = members.get("lusophone", set())
    return _World(
        {partner.slug: (partner.kind, partner.parent, partner.counterparty) for partner in reference.outside},
        {group: frozenset(slugs) for group, slugs in members.items()},
        {mechanism.slug: mechanism.kind for mechanism in reference.mechanisms},
        frozenset(place.slug for place in reference.places if place.kind == "water"),
    )


def tag_cities(text: Text, gathered: Gathered, reference: Reference) -> tuple[TagScore, ...]:
    """Give the cities that are party to the reported activity or its place, most important first."""
    world = _world(reference)
    sources = gathered.sources
    named: dict[str, list[Mention]] = {}
    schemes: dict[str, list[Mention]] = {}
    for slug, mentions in gathered.of("city").items():
        for mention in mentions:
            strength = _city_evidence(mention, sources, world)
            aside = _names_agglomeration(text, mention) or names_people(text, mention) or names_another(text, mention)
            if strength and not aside:
                (named if strength == "named" else schemes).setdefault(slug, []).append(mention)
    if len(passing := [slug for slug, mentions in named.items() if in_passing(text, slug, mentions)]) < len(named):
        named = {slug: mentions for slug, mentions in named.items() if slug not in passing}
    return ranked(score(mentions) for mentions in (named or schemes).values())


def _names_agglomeration(text: Text, mention: Mention) -> bool:
    """Say whether a short form only belongs to the name of a group of cities, and not in the title."""
    return mention.origin == "compound" and mention.weight < 3 and bool(_AGGLOMERATION.match(text.folded, mention.end))


def _city_evidence(mention: Mention, sources: dict[tuple[int, int], Mention], world: _World) -> str:
    """Say what a mention of a city proves: it is "named" itself or by its district or body, or by a "scheme" of it.

    A conference of two sides names them everywhere, a bridge or railway only
    where it is the subject (in the title). Any other scheme in the title speaks
    for its cities where no city is named.
    """
    source = sources.get((mention.start, mention.end))
    if mention.origin == "implied" and source is not None and source.slug in world.waters:
        return ""
    if mention.origin != "implied" or source is None or source.kind != "mechanism":
        return "named"
    kind = world.mechanisms.get(source.slug)
    if kind == "cooperation_conference" or (kind == "infrastructure" and source.weight == 3):
        return "named"
    return "scheme" if source.weight >= 2 else ""


def tag_outside(text: Text, gathered: Gathered, reference: Reference) -> tuple[TagScore, ...]:
    """Give the sides from beyond the eleven cities that act, most important first."""
    world = _world(reference)
    sources = gathered.sources
    evidence = _by_partner(text, gathered, world)
    chosen: dict[str, list[Mention]] = {}
    for slug, mentions in evidence.items():
        if slug != "china" and _acts(text, slug, mentions, world, sources):
            chosen[slug] = mentions
    for bloc, members in world.members.items():
        if bloc not in chosen:
            continue
        acting = members & chosen.keys()
        if text.lang == "pt" and len(acting) >= ALL_OF_BLOC:
            for slug in acting:
                del chosen[slug]
            continue
        if len(acting) >= 2 or any(mention.weight == 3 for slug in acting for mention in chosen[slug]):
            del chosen[bloc]
    province = any(world.partners[slug][1] == "china" for slug in chosen)
    central = _central(text, evidence.get("china", []), province)
    if central and central.score >= (CENTRAL_SCORE_BESIDE if chosen else CENTRAL_SCORE):
        return ranked([central, *map(score, chosen.values())])
    return ranked(map(score, chosen.values()))


def _by_partner(text: Text, gathered: Gathered, world: _World) -> dict[str, list[Mention]]:
    """Group the mentions by the partner that they count for: a town counts for its province or country."""
    evidence: dict[str, list[Mention]] = {}
    city_starts = {
        mention.start
        for mentions in gathered.of("city").values()
        for mention in mentions
        if text.folded[mention.start] not in LATIN
    }
    for slug, mentions in gathered.of("outside").items():
        target = slug
        kind, parent, counterparty = world.partners.get(target, ("", "", "always"))
        while kind in ("city", "new_area") and parent and parent != "china":
            target = parent
            kind, parent, counterparty = world.partners.get(target, ("", "", "always"))
        if counterparty == "never":
            continue
        for mention in mentions:
            if slug == "guangdong" and only_in_name(text.text, mention.start):
                continue
            side = _capital_side(text, mention) if slug == "beijing" else target
            if slug == "guangdong" and mention.origin == "gazetteer" and mention.end in city_starts:
                # 广东省深圳市: the province is only the city's address
                continue
            if side == "china" or (side and not _is_scenery(text, mention)):
                governs = _governs(text, mention) or names_provincial_body(text, mention)
                weight = max(mention.weight, 2) if mention.weight and governs else mention.weight
                is_same = side == slug and weight == mention.weight
                evidence.setdefault(side, []).append(mention if is_same else _as(mention, side, weight))
    return evidence


def _capital_side(text: Text, mention: Mention) -> str:
    """Say for whom "Beijing" stands: the city if named as one, nobody as a venue, in English else the centre."""
    folded, start = text.folded, mention.start
    if mention.origin in ("implied", "compound") or _MUNICIPAL.match(folded, start):
        return "beijing"
    if _VENUE.search(folded, max(0, start - 6), start):
        return ""
    return "china" if folded[start] in LATIN else "beijing"


def _is_scenery(text: Text, mention: Mention) -> bool:
    """Say whether the words around a name make it background, a venue or a comparison."""
    folded, start, end = text.folded, mention.start, mention.end
    if mention.weight < 3 and _RANKED.match(folded, end, end + 32):
        return True
    # Names in Latin script are judged by English words before them, others by Chinese ones.
    if folded[start] in LATIN:
        return _SCENERY_EN.search(folded, max(0, start - SCENERY_REACH), start) is not None
    return _SCENERY_ZH.search(folded, max(0, start - SCENERY_REACH_ZH), start) is not None or _is_thanked(
        folded, start, end
    )


def _is_thanked(folded: str, start: int, end: int) -> bool:
    """Say whether a Chinese text only thanks a side, or tells of its support."""
    before = max(0, start - SCENERY_REACH_ZH)
    if _THANKED_ZH.search(folded, before, start):
        return True
    return _WITH_SUPPORT_ZH.match(folded, end) is not None and _IN_ZH.search(folded, before, start) is not None


# "the government of Hunan province", "Hunan's vice-governor": the government itself acts, wherever it is named
_GOVERNMENT_OF = re.compile(r"\b(?:government|governor|governo|governador)s? (?:of|d[aeo]) (?:the )?\Z")
# "in the presence of the Governor of Hunan", "the Vice Governor of Hunan also attended": who looks on
_LOOKS_ON = re.compile(r"\b(?:presence of|witnessed by|attended by|guests)\b[^.;]{0,160}\Z")
_ATTENDS = re.compile(r"[^.;]{0,300}\b(?:also )?(?:attended|witnessed|were present|looked on)\b")
_GOVERNMENT_AFTER = re.compile(
    r"(?:'s|’s)? (?:province |provincial )?(?:people['’]s )?(?:government|(?:vice[- ])?governor)\b"
)

# "… and the Hunan provincial government have also recently issued": what others did before
_EARLIER = re.compile(r"[^.;]{0,60}\b(?:has|have|had) (?:also |already )?(?:recently|previously|already|earlier)\b")


def _governs(text: Text, mention: Mention) -> bool:
    """Say whether a name in Latin script stands for the government of the place."""
    before = _GOVERNMENT_OF.search(text.folded, max(0, mention.start - 24), mention.start)
    after = _GOVERNMENT_AFTER.match(text.folded, mention.end)
    sees = _LOOKS_ON.search(text.folded, max(0, mention.start - 200), mention.start)
    if text.lang == "en" and (sees or _ATTENDS.match(text.folded, mention.end)):
        return False
    return (before or after) is not None and not _EARLIER.match(text.folded, mention.end)


# "China Harbour opens": the country begins a company's name; in a headline in capitals any word has one
_NAME_GOES_ON = re.compile(r" (?!(?:Sea|Daily)\b)[A-Z][a-z]+\b")
_LOWER_WORD = re.compile(r"\b[a-z]{4,}")
# "um dos principais centros da China, no sul", "a cidade chinesa": where a city lies
_ATTRIBUTE_PT = re.compile(
    r"\b(?:centros?|cidades?|sul|norte|leste|capital|território|regiões|região|integração|desenvolvimento)\b"
    r"[^.;]{0,40} (?:d|n)a $"
)


def _names_company(text: Text, mention: Mention) -> bool:
    """Say whether "China" only begins a name in capitals."""
    if text.folded[mention.start : mention.end] != "china" or not _NAME_GOES_ON.match(text.text, mention.end):
        return False
    title_end = text.paragraphs[0].end
    return mention.start >= title_end or _LOWER_WORD.search(text.text, 0, title_end) is not None


def _as(mention: Mention, slug: str, weight: int) -> Mention:
    return Mention(
        mention.kind, slug, mention.name, mention.start, mention.end, weight, mention.confidence, mention.origin
    )


def _acts(
    text: Text, slug: str, mentions: list[Mention], world: _World, sources: dict[tuple[int, int], Mention]
) -> bool:
    """Say whether a partner acts: itself or a body of it in title or lead, or named again and again."""
    named = [
        mention
        for mention in mentions
        if (mention.confidence > 0.5 and not is_adjective_pt(text, mention)) or places_body(text, mention)
    ]
    if not named:
        return False
    best = max(max(sources.get((mention.start, mention.end), mention).weight, mention.weight) for mention in named)
    if world.partners.get(slug, ("",))[0] == "region":
        return best == 3
    return best >= 2 or len(named) >= BODY_MENTIONS


def _central(text: Text, mentions: list[Mention], province: bool) -> TagScore | None:
    """Weigh the evidence that the centre or "the mainland" in general takes part.

    Its bodies and its government count in full, "the mainland" by its place;
    the bare name of the country or its adjective is mostly scenery. Where a
    ``province`` acts, it is the mainland's side, and only the centre itself
    counts, unless the title speaks of the mainland (in Portuguese by this name).
    """
    bodies_only = province and not any(mention.weight == 3 for mention in mentions)
    is_portuguese = province and text.lang == "pt" and not any(_is_mainland(text, m) for m in mentions if m.weight == 3)
    total = sum(
        _central_weight(text, mention)
        for mention in mentions
        if mention.origin == "implied" or not (bodies_only or (is_portuguese and _is_mainland(text, mention)))
    )
    spans = [Span(mention.start, mention.end) for mention in mentions]
    if any(hint in text.folded for hint in _CENTRE_HINTS):
        for match in _CENTRE.finditer(text.folded):
            if LOCAL_OFFICE.match(text.folded, match.end(), match.end() + LOCAL_REACH):
                continue
            if _is_thanked(text.folded, *match.span()):
                continue
            total += 2.0
            spans.append(Span(*match.span()))
    if not spans:
        return None
    return TagScore("outside", "china", "", round(total, 3), 0.8, "central", tuple(dict.fromkeys(spans)))


def _is_mainland(text: Text, mention: Mention) -> bool:
    """Say whether a name is one of "the mainland" rather than of the country."""
    return _MAINLAND.search(text.folded, mention.start, mention.end) is not None


def _central_weight(text: Text, mention: Mention) -> float:
    if names_something_else(text, mention) or is_aside(text, mention):
        return 0.0
    if mention.origin == "implied":
        local = LOCAL_OFFICE.match(text.folded, mention.end, mention.end + LOCAL_REACH) or _LOCAL_OFFICE.search(
            text.folded, max(0, mention.start - 40), mention.end
        )
        aside = local or _SEAT.match(text.folded, mention.end) or _is_thanked(text.folded, mention.start, mention.end)
        return 0.0 if aside or _MUNICIPAL.match(text.folded, mention.start) else 2.0
    words = text.folded[mention.start : mention.end]
    if text.folded.startswith(("香港", "澳门"), mention.end):
        # 中华人民共和国澳门特别行政区, 中国香港: part of the city's name
        return 0.0
    if _MAINLAND.search(words):
        return 1.0 if mention.weight < 3 else 1.5
    if _names_company(text, mention) or _ATTRIBUTE_PT.search(text.folded, max(0, mention.start - 60), mention.start):
        return 0.1
    if words == "beijing":
        return 1.0 if mention.weight >= 2 else 0.5
    return {3: 1.0, 2: 0.3}.get(mention.weight, 0.1) if mention.confidence > 0.5 else 0.1
