"""Who makes a deal: the names around its verb, by their role in the sentence."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, SCENE_BEFORE, Names, Party
from articles.pipeline.deals.rules.works import WON_LAND_ZH
from articles.pipeline.deals.sides.agents import issuing_places, named_by, places_as_subject
from articles.pipeline.deals.sides.bystanders import REACTS, SPEAKS, acting_bodies
from articles.pipeline.deals.sides.subjects import without_witnesses
from articles.pipeline.deals.sides.unlisted import listed_company, unlisted_signatories
from articles.pipeline.deals.telling_portuguese import TELLS_PT, TELLS_WHEN_PT
from articles.pipeline.matching import Mention

# "the government" and its Chinese and Portuguese forms, for the text's own city
_GOVERNMENT = re.compile(
    r"\bthe (?:hong kong |hksar |sar )?(?:government|administration|authorities)\b"
    r"|\b(?:hong kong|maca[ou])['’]s government\b|(?:香港|澳门)?特区政府|港府"
    r"|(?<!内地)(?<!中央)(?<!有关)(?<!地区)(?<!海关)(?<!当地)(?<!外国)(?<!他国)当局"
    r"|(?<![市省区会州国门方央])政府(?!间|部|规章|公报|采购|债|网|引导|投资|工作报告|补贴|基金|令|奖)"
    r"|\bo governo\b(?! (?:central|popular|provincial|municipal|português|chinês|brasileiro|d[aeo]s? ))"
)

# "the central government", "Beijing", 中央 (not 中央电视台)
_CENTRAL = re.compile(
    r"\bcentral government\b|\bbeijing\b|\bcentral authorities\b|中央政府|内地当局"
    r"|中央(?!广播|电视|银行|商务|结算|公积|党校)"
    r"|\bgoverno central\b"
)

# 金管局6日宣布,财政部将发行: who announces what another does
_TELLS_OF = re.compile(r"(?:宣布|公布|公告|表示|指出|透露)[,:]")

# "…, anunciou ontem a Direcção": the authority that makes its own measure public
_ANNOUNCED_BY = re.compile(r", " + TELLS_PT + TELLS_WHEN_PT + r" [oa]s? $")
_ANNOUNCED_REACH = 70

# Between two names of a list, one that no list holds may stand: 商务部、某某总台和广东省
_LISTED = re.compile(
    r"[、和与及][^,。;:]{1,14}[、和与及]|, [^,.;]{1,40},? and (?:the )?"
    # "the Elm Authority and the Data Institute of the Oak Bank"
    r"| and (?:the )?(?:[a-z][\w’'-]{1,20} ){1,6}?of (?:the )?"
)
_NEXT_TO = 9

# Acts of a city's own government, for which its officials speak
_OWN_ACTS = frozenset(("fund", "land", "construction_contract"))

# Firms let works and borrow as governments do, where no government is named
_OF_FIRMS_TOO = frozenset(("construction_contract", "bond_loan"))

# "won a plot": the developer's own deal
_WON_LAND = re.compile(r"\b(?:won|wins?|snap(?:s|ped) up|secures?d?|bag(?:s|ged)|arrematou|paid|pays) |" + WON_LAND_ZH)

_PUBLIC_TYPES = frozenset(("policy_measure", "fund", "land", "construction_contract", "bond_loan"))

# "cornerstone investors include", 基石投资者, 保荐人: who stands behind these words does not go public
_INVESTORS = re.compile(
    r"\b(?:cornerstone|anchor) investors?\b|\b(?:joint )?sponsors?\b|\bbookrunners?\b|\bunderwrit\w+"
    r"|基石(?:投资)?|保荐|承销|投资者包括|\binvestidores\b"
)
# "following other firms such as", "which is chasing": those that went public before, rivals
OTHERS_LISTED = re.compile(
    r"\b(?:following|joining|joins|such as|rivals?|competitors?|chasing|alongside|compared (?:with|to)|similar to"
    r"|in the footsteps of|working with|work(?:s|ed)? with|hired|mandated|tapped|appointed|engaged|lined up|picked"
    r"|advised by)\b|继[^,。;]{1,20}(?:之后|后)"
)


def signatories(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those who sign: organisations of the sentence, else places that stand as sides; empty where nobody is named."""
    folded = names.text.folded
    in_titles = unique(names.party(m) for span in event.titles for m in acting_bodies(names, *span, event))
    if len(in_titles) > 1:
        return in_titles
    start, end = _own_part(folded, sentence, event)
    organisations = acting_bodies(names, start, end, event)
    sides = [
        side
        for side in names.sides_in(start, min(end, event.end + 120))
        if (side.origin != "compound" or side.start < event.end) and not _is_purpose(folded, event, side)
    ]
    if len(organisations) >= 2 and organisations[0].start >= event.verb.start:
        subject = [s for s in sides if s.end <= event.verb.start and not _near(folded, s, organisations)]
        return unique(names.party(m) for m in [*subject[-1:], *organisations])
    if len(organisations) >= 2:
        return unique(names.party(m) for m in organisations)
    found = organisations + [s for s in sides if not _near(folded, s, organisations)]
    parties = [names.party(m) for m in sorted(found, key=lambda m: m.start)]
    if len(parties) == 1 and not parties[0].slug.endswith("government"):
        match = _outside_of(organisations, _GOVERNMENT.finditer(folded, start, end))
        if match and (organisations or match.start() < event.verb.start):
            parties.insert(0, government_party(names, match))
    if len(parties) == 1 and not parties[0].is_place:
        text = names.text.text
        parties += unlisted_signatories(names, sentence, event, parties[0])
        parties.sort(key=lambda party: text.find(party.name, start, end))
    return unique(parties)


# "to link Hong Kong and Shenzhen", "para ligar Macau": what the paper is for, unless something is done "with" a side
_PURPOSE = re.compile(
    r"\b(?:to|para) (?!sign|be\b|the\b|an?\b|its\b|assinar)(?:\w{2,14}ly )?[a-zç]{3,16} (?:\w+ ){0,3}?"
    r"(?!.*\b(?:with|between|among|by|com|entre|pel[ao])\b)[^.;]{0,90}$"
)


def _is_purpose(folded: str, event: Event, side: Mention) -> bool:
    """Whether a place behind a Latin paper is only what the paper is for."""
    return side.start > event.end and _PURPOSE.search(folded, event.end, side.start) is not None


def _outside_of(bodies: list[Mention], matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    """The first match that lies in no body's name (数码政府管理局), nor right before one (特区政府投资推广署)."""
    return next(
        (
            m
            for m in matches
            if not any((b.start <= m.start() and m.end() <= b.end) or m.end() == b.start for b in bodies)
        ),
        None,
    )


def _own_part(folded: str, sentence: CuedSentence, event: Event) -> tuple[int, int]:
    """The part of the sentence that belongs to one of several verbs of signing ("signed A with B, and C with D")."""
    start, end = sentence.sentence.start, sentence.sentence.end
    start, end = without_witnesses(folded, start, end, event)
    verbs = [cue for cue in sentence.of("sign") if cue.start != event.verb.start]
    papers = sentence.of("doc", "project")
    earlier = [paper.end for verb in verbs for paper in papers if verb.end <= paper.start and paper.end <= event.start]
    later = [verb.start for verb in verbs if verb.start >= event.end and any(p.start >= verb.end for p in papers)]
    if earlier:
        start = max(earlier)
    if later and sentence.han:
        end = event.end
    return start, end


def issuers(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those who open, issue or announce: the body before the verb, else the authority, else a place as the subject."""
    folded = names.text.folded
    start, end = sentence.sentence.start, sentence.sentence.end
    public = event.type in _PUBLIC_TYPES
    if event.type == "ipo_listing":
        return _going_public(names, sentence, event)
    acting = acting_bodies(names, start, event.start, event)
    before = [m for m in acting if not public or event.type == "fund" or names.is_official(m)]
    won_land = event.rule == "land" and _WON_LAND.search(folded, start, end)
    if not before and (event.type in _OF_FIRMS_TOO or won_land):
        before = acting
    match = _last(_GOVERNMENT, folded, start, event.start)
    if match and (REACTS.match(folded, match.end(), end) or (match[0] == "当局" and not public)):
        match = None
    if before and not (match and match.start() > before[-1].end and public):
        return unique(names.party(m) for m in _last_list(folded, before))
    if match and not SCENE_BEFORE.search(folded, max(start, match.start() - 6), match.start()):
        return (government_party(names, match),)
    central = _CENTRAL.search(folded, start, event.end)
    if central and public:
        return (Party(names.text.text[central.start() : central.end()], CENTRAL_GOVERNMENT, True),)
    if public and (speaking := _announcing(names, start, end, event)):
        return unique(names.party(m) for m in speaking[-1:])
    if by := named_by(names, sentence, event.end) or issuing_places(names, sentence, event):
        return unique(names.party(m) for m in by)
    speaker = names.speaker_for_government(start, end) if event.type in _OWN_ACTS else None
    lets = event.rule == "let" and sentence.sentence.lang.startswith("en")
    if speaker or event.rule == "permission" or (event.rule == "let" and not lets):
        return (speaker,) if speaker else ()
    return unique(names.party(m) for m in places_as_subject(names, sentence, event))


def _last_list(folded: str, bodies: list[Mention]) -> list[Mention]:
    """The last of these bodies, and those before it that stand in one list with it."""
    listed = [bodies[-1]]
    for m in reversed(bodies[:-1]):
        if listed[0].start - m.end > _NEXT_TO and not _LISTED.fullmatch(folded, m.end, listed[0].start):
            break
        if _TELLS_OF.search(folded, m.end, listed[0].start):
            break
        listed.insert(0, m)
    return listed


def _announcing(names: Names, start: int, end: int, event: Event) -> list[Mention]:
    """The authorities of ``[start, end)`` that speak of what they do themselves; "the Elm Authority (EA) said" of a
    bond tells of another's."""
    folded = names.text.folded
    named = names.organisations_in(start, end)
    if event.type == "bond_loan":
        named = [m for m in named if not folded.startswith(" (", m.end)]
    return [
        m
        for m in named
        if (names.is_authority(m) and SPEAKS.match(folded, m.end) and not REACTS.match(folded, m.end, end))
        or (names.is_official(m) and _ANNOUNCED_BY.search(folded, max(start, m.start - _ANNOUNCED_REACH), m.start))
    ]


def _going_public(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The firms that list their shares: neither who invests in them nor whom they are compared with."""
    folded, start = names.text.folded, sentence.sentence.start
    end = min(sentence.sentence.end, event.end + 200)
    for pattern in (_INVESTORS, OTHERS_LISTED):
        found = pattern.search(folded, start, end)
        end = found.start() if found else end
    firms = [m for m in acting_bodies(names, start, end, event) if not names.is_authority(m)]
    unlisted = None if firms else listed_company(names, sentence)
    return (unlisted,) if unlisted else unique(names.party(m) for m in firms)


def _last(pattern: re.Pattern[str], folded: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of ``pattern`` in ``[start, end)``."""
    matches = list(pattern.finditer(folded, start, end))
    return matches[-1] if matches else None


# What stands in texts of Macao, whether they name it or not
_OF_MACAO = ("macao", "macau", "澳门", "cotai", "taipa", "mop", "pataca", "路氹", "氹仔")


def government_party(names: Names, match: re.Match[str]) -> Party:
    """ "The government" written out, in the language of the text."""
    words = names.text.text[match.start() : match.end()]
    folded, lang = names.text.folded, names.text.lang
    macao = any(sign in folded for sign in _OF_MACAO) and "hong kong" not in folded and "香港" not in folded
    # Whom the words name comes before what the text is about
    macao = folded.startswith("maca", match.start()) or (macao and not folded.startswith("hong", match.start()))
    slug = "macao-government" if macao else "hksar-government"
    if lang == "zh-Hant":
        return Party(words if words.endswith("特區政府") else "特區政府", slug)
    if lang == "zh-Hans":
        return Party(words if words.endswith("特区政府") else "特区政府", slug)
    if lang == "pt":
        # The Portuguese press is that of Macao: its government is "o Governo", unless the text is about Hong Kong
        title = folded[: names.text.paragraphs[0].end] if names.text.paragraphs else ""
        is_macao = (
            macao or "raem" in folded or ("macau" in folded and not ("hong kong" in title and "macau" not in title))
        )
        return Party(*(("Governo da RAEM", "macao-government") if is_macao else ("Governo da RAEHK", slug)))
    return Party("Macao SAR Government" if macao else "Hong Kong SAR Government", slug)


def government_said(folded: str, start: int, end: int) -> re.Match[str] | None:
    """The first words of ``[start, end)`` that mean a city's own government without naming it."""
    return _GOVERNMENT.search(folded, start, end)


# 东莞与投资推广署: a place that is joined to the body after it does not belong to it
_JOINED_TO_NEXT = re.compile(r"市?(?:政府)?[与和同跟及]")

# "the Government of the HKSAR of China": the place after the body is a part of its name
_OF_PLACE = (" of ", " of the ", " da ", " de ", " do ")

# 某某公司与肇庆签约: the place beside a body that itself signs is a side of its own
_SIGNS_TOO = re.compile(r"[市省]?(?:市政府|政府)?(?:签|达成)")


def _near(folded: str, place: Mention, organisations: list[Mention]) -> bool:
    """Whether a place only belongs to the body beside it ("Shenzhen Port", 香港 in 香港金管局)."""
    beside = any(
        0 <= place.start - o.end < 4 or 0 <= o.start - place.end < 4 or folded[o.end : place.start] in _OF_PLACE
        for o in organisations
    )
    if any(o.start >= place.end for o in organisations) and _JOINED_TO_NEXT.match(folded, place.end):
        return False
    return beside and not _SIGNS_TOO.match(folded, place.end)


def unique(found: Iterable[Party]) -> tuple[Party, ...]:
    """Each party once, in order."""
    kept: dict[str, Party] = {}
    for party in found:
        if party.name:
            kept.setdefault(party.slug or party.name, party)
    return tuple(kept.values())


def bodies_among(parties: Iterable[Party]) -> int:
    """How many of the parties are no places."""
    return sum(not party.is_place for party in parties)
