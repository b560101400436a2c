"""Who makes a deal: the names around its verb, by their role in the sentence."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.agents import TITLE_AFTER, issuing_places, named_by, places_as_subject
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, EVENT_AFTER, SCENE_BEFORE, Names, Party
from articles.pipeline.deals.subjects import without_witnesses
from articles.pipeline.deals.unlisted import listed_company, unlisted_signatories
from articles.pipeline.deals.works import WON_LAND_ZH
from articles.pipeline.matching import Mention

# "the government" and its Chinese and Portuguese forms, for the text's own city
_GOVERNMENT = re.compile(
    r"\bthe (?:hong kong |hksar |sar )?(?:government|administration|authorities)\b|(?:香港|澳门)?特区政府|港府"
    r"|(?<!内地)(?<!中央)(?<!有关)当局"
    r"|(?<![市省区会州国门方央])政府(?!间|部|规章|公报|采购|债|网|引导|投资|工作报告|补贴|基金|令|奖)"
    r"|\bo governo\b(?! (?:central|popular|provincial|municipal|português|chinês|brasileiro|d[aeo]s? ))"
)

# "the central government", "Beijing", 中央 (not 中央电视台)
_CENTRAL = re.compile(
    r"\bcentral government\b|\bbeijing\b|\bcentral authorities\b|中央政府|内地当局"
    r"|中央(?!广播|电视|银行|商务|结算|公积|党校)"
    r"|\bgoverno central\b"
)

# 经国务院批准, 获证监会同意: who only allows it
_APPROVES_BEFORE = re.compile(r"(?:经|获|报|待|须)(?:得|由)?(?:[^,。;经]{1,10}[和与及、])?(?:香港|澳门|内地)?$")
_APPROVES_AFTER = re.compile(r"[^,。;]{0,8}?(?:批准|同意|授权|核准|批复|许可|查验|检验|核验|审批|发出|颁发|发牌|授予)")
_APPROVES_REACH = 16
# 某部港澳台司负责人见证签约: who looks on
_LOOKS_ON = re.compile(r"(?:(?![签,。;、与和及])[^\n]){0,20}?见证(?!下)")
# 某司司长、某办主任等出席开幕式,主持揭牌: who presides over an opening does not open
_PRESIDES = re.compile(
    r"[\u4e00-\u9fff]{0,3}(?:司长|局长|市长|省长|区长|书记|主席|主任|部长|署长|会长|秘书长|校长|专员|行政长官)[^。;]{0,60}?"
    r"(?:出席|主礼|见证|主持|剪彩)"
)
# 国务院副总理某某在北京宣布项目开工: who only declares it begun
_DECLARES = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:总理|主席|部长|省长|市长|书记|局长|司长|主任|会长|委员长)[\u4e00-\u9fff]{0,4}?"
    r"(?:在[^,。;]{2,16})?宣布[^,。;]{0,14}?(?:启动|开工|动工|开幕|开通|启用|投产|通车|揭牌|开园)"
)

# 通过金管局的系统发行: by whose means
_THROUGH = re.compile(r"通过|透过|经由")

# 金管局6日宣布,财政部将发行: who announces what another does
_TELLS_OF = re.compile(r"(?:宣布|公布|公告|表示|指出|透露)[,:]")

# 其后拜访海运港口局、青年联合会: who is only called on
_CALLED_ON = re.compile(r"(?:拜访|走访|参观|考察|会见|会晤|到访)[^,。;]{0,24}$")

# What follows a name that speaks: ", the bureau's director, said", 院长某某表示
SPEAKS = re.compile(
    r"(?:,? [\w.’'-]{1,30}){0,5}?,? (?:said|says|told|noted|added|revealed|explained|stressed)\b"
    r"|[^,。;\s]{0,16}?(?:表示|说|称|指出|认为|强调|透露|消息|介绍|致辞)"
    r"|(?: [\wà-ú]{1,30}){0,4} (?:disse|afirmou|referiu|explicou)\b"
)

# 特区政府欢迎内地宣布…, "the bureau welcomed": the act is somebody else's
_REACTS = re.compile(
    r"[^,。;]{0,6}?(?:(?:表示|指出|指|说|称)[,:]?[^,。;]{0,6}?)?(?:欢迎|感谢|感激|多谢|赞赏|乐见|支持中央|回应|喜见)"
    r"|(?:['’]s)? (?:has |have |had |also |on \w+ )?(?:welcom|thank|hail|prais|applaud|respond)\w*"
    r"|(?: \w+){0,2} (?:saudou|agradeceu|congratulou|elogiou)\b"
)

# 全国人大常委某某, 立法会议员某某: a person with a seat, not the body
_SEAT_AFTER = re.compile(r"(?:常委|委员(?!会)|代表(?!团|处)|议员|成员|顾问)")

# 特区政府及工商界高层代表团: who travels, not who signs
_DELEGATION_AFTER = re.compile(r"[^,。;与和签]{0,12}?(?:代表团|考察团|访问团|一行)|(?: [\w-]+){0,3} delegation\b")

# "according to the bureau", 据海关消息
_SOURCE_BEFORE = re.compile(
    r"(?:according to(?: the)?|据|segundo(?: [oa])?|, (?:anunciou|disse|indicou|informou|revelou)"
    r"(?: (?:hoje|ontem|(?:esta|na|nesta) [\w-]{5,14}))?(?: [oa]s?)?) ?$"
)
_SOURCE_REACH = 40
# "…, anunciou ontem a Direcção": the authority that makes its own measure public
_ANNOUNCED_BY = re.compile(r", (?:anunciou|divulgou)(?: (?:hoje|ontem|(?:esta|na|nesta) [\w-]{5,14}))? [oa]s? $")
# "…, the bureau announced on Wednesday": after the deal, who announces it only speaks
_ANNOUNCES = re.compile(r" (?:has |have )?(?:announced|confirmed|disclosed)\b")

# "Swire Pacific's business, HAECO": the owner before the one that acts
_OWNER = re.compile(r"['’]s? ")

# Between two names of a list, one that no list holds may stand: 商务部、某某总台和广东省
_LISTED = re.compile(r"[、和与及][^,。;:]{1,14}[、和与及]|, [^,.;]{1,40},? and (?:the )?")

# "Apple supplier Lens Technology": a name that only describes the next one
_DESCRIBED = re.compile(
    r"(?:[ -](?:supplier|unit|subsidiary|affiliate|rival|backer|backed|listed|owned|affiliated|linked)\b|旗下|概念股"
    r"|供应商)"
)

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
    r"|in the footsteps of)\b|继[^,。;]{1,20}(?:之后|后)"
)


def signatories(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those who sign: organisations of the sentence, else places that stand as sides; empty where nobody is named."""
    folded = names.text.folded
    in_titles = unique(names.party(m) for span in event.titles for m in _acting(names, *span, event))
    if len(in_titles) > 1:
        return in_titles
    start, end = _own_part(folded, sentence, event)
    organisations = _acting(names, start, end, event)
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
            parties.insert(0, _government(names, match))
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


def _acting(names: Names, start: int, end: int, event: Event) -> list[Mention]:
    """The organisations of a sentence that may sign: no speaker, scene, owner or meeting."""
    folded = names.text.folded
    found = []
    inside = names.organisations_in(start, end)
    for position, m in enumerate(inside):
        if (
            _DESCRIBED.match(folded, m.end)
            or _is_speaker(folded, m, event)
            or _is_scene(folded, m)
            or EVENT_AFTER.match(folded, m.end)
            or _SEAT_AFTER.match(folded, m.end)
            or _DELEGATION_AFTER.match(folded, m.end, end)
            or _REACTS.match(folded, m.end, end)
            or _DECLARES.match(folded, m.end)
            or _LOOKS_ON.match(folded, m.end)
            or (event.type == "launch_opening" and _PRESIDES.match(folded, m.end))
            or _only_allows(folded, m)
            or _THROUGH.search(folded, max(0, m.start - 2), m.start)
            or _CALLED_ON.search(folded, max(event.end, start, m.start - 30), m.start)
        ):
            continue
        following = inside[position + 1] if position + 1 < len(inside) else None
        if following and _OWNER.match(folded, m.end) and following.start - m.end < 50:
            continue
        if following and following.start == m.end:
            # 澳门特区政府药物监督管理局: the bureau acts, not its owner
            continue
        if position and folded[inside[position - 1].end : m.start] == " (" and folded.startswith(")", m.end):
            # "Elm University (BNU)": a short form, which may be a bank's elsewhere
            continue
        found.append(m)
    return found


def _only_allows(folded: str, mention: Mention) -> bool:
    """Whether a body only allows what others do (经国务院批准)."""
    before = _APPROVES_BEFORE.search(folded, max(0, mention.start - _APPROVES_REACH), mention.start)
    return before is not None and _APPROVES_AFTER.match(folded, mention.end) is not None


def issuers(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those who open, issue or announce: the body before the verb, else the authority, else a place as the subject."""
    folded = names.text.folded
    start, end = sentence.sentence.start, sentence.sentence.end
    public = event.type in _PUBLIC_TYPES
    if event.type == "ipo_listing":
        return _going_public(names, sentence, event)
    acting = _acting(names, start, event.start, event)
    before = [m for m in acting if not public or event.type == "fund" or names.is_official(m)]
    won_land = event.rule == "land" and _WON_LAND.search(folded, start, end)
    if not before and (event.type in _OF_FIRMS_TOO or won_land):
        before = acting
    match = _last(_GOVERNMENT, folded, start, event.start)
    if match and (_REACTS.match(folded, match.end(), end) or (match[0] == "当局" and not public)):
        match = None
    if before and not (match and match.start() > before[-1].end and public):
        chosen = [before[-1]]
        for m in reversed(before[:-1]):
            if chosen[0].start - m.end > 9 and not _LISTED.fullmatch(folded, m.end, chosen[0].start):
                break
            if _TELLS_OF.search(folded, m.end, chosen[0].start):
                break
            chosen.insert(0, m)
        return unique(names.party(m) for m in chosen)
    if match and not SCENE_BEFORE.search(folded, max(start, match.start() - 6), match.start()):
        return (_government(names, match),)
    central = _CENTRAL.search(folded, start, event.end)
    if central and public:
        return (Party(names.text.text[central.start() : central.end()], CENTRAL_GOVERNMENT, True),)
    if public:
        speaking = [
            m
            for m in names.organisations_in(start, end)
            if (names.is_authority(m) and SPEAKS.match(folded, m.end) and not _REACTS.match(folded, m.end, end))
            or (names.is_official(m) and _ANNOUNCED_BY.search(folded, max(start, m.start - _SOURCE_REACH), m.start))
        ]
        if speaking:
            return unique(names.party(m) for m in speaking[-1:])
    if by := named_by(names, sentence, event.end) or issuing_places(names, sentence, event):
        return unique(names.party(m) for m in by)
    speaker = names.speaker_for_government(start, end) if event.type in _OWN_ACTS else None
    if speaker or event.rule == "permission":
        return (speaker,) if speaker else ()
    return unique(names.party(m) for m in places_as_subject(names, sentence, event))


def _going_public(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The firms that list their shares: neither who invests in them nor whom they are compared with."""
    folded, start = names.text.folded, sentence.sentence.start
    end = min(sentence.sentence.end, event.end + 200)
    for pattern in (_INVESTORS, OTHERS_LISTED):
        found = pattern.search(folded, start, end)
        end = found.start() if found else end
    firms = [m for m in _acting(names, start, end, event) if not names.is_authority(m)]
    unlisted = None if firms else listed_company(names, sentence)
    return (unlisted,) if unlisted else unique(names.party(m) for m in firms)


def _last(pattern: re.Pattern[str], folded: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of ``pattern`` in ``[start, end)``."""
    matches = list(pattern.finditer(folded, start, end))
    return matches[-1] if matches else None


def _government(names: Names, match: re.Match[str]) -> Party:
    """ "The government" written out, in the language of the text."""
    words = names.text.text[match.start() : match.end()]
    folded, lang = names.text.folded, names.text.lang
    macao = (
        ("macao" in folded or "macau" in folded or "澳门" in folded)
        and "hong kong" not in folded
        and "香港" not in folded
    )
    slug = "macao-government" if macao else "hksar-government"
    if lang == "zh-Hant":
        return Party(words if words.endswith("特區政府") else "特區政府", slug)
    if lang == "zh-Hans":
        return Party(words if words.endswith("特区政府") else "特区政府", slug)
    if lang == "pt":
        return Party("Governo da RAEM" if macao or "raem" in folded else "Governo da RAEHK", slug)
    return Party("Macao SAR Government" if macao else "Hong Kong SAR Government", slug)


def _is_speaker(folded: str, mention: Mention, event: Event) -> bool:
    """Whether a name only speaks: before a verb of saying, and not before the verb of the deal."""
    if _SOURCE_BEFORE.search(folded, max(0, mention.start - _SOURCE_REACH), mention.start):
        return True
    if mention.start >= event.end and _ANNOUNCES.match(folded, mention.end):
        return True
    match = SPEAKS.match(folded, mention.end)
    if match is None:
        return False
    return mention.start >= event.end or (
        match.end() <= event.verb.start and bool(TITLE_AFTER.match(folded, mention.end))
    )


# "took off from Elm Airport": where planes and ships come from or go to
_FROM = re.compile(r"\b(?:from|to|between|via|of|out of|into)(?: the)? $")
_STATION = re.compile(r".*\b(?:airport|port|station|terminal|pier)")


def _is_scene(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - 24) : mention.start]
    if _FROM.search(before) and _STATION.fullmatch(folded, mention.start, mention.end):
        return True
    return bool(re.search(r"(?:\bat|\bin|在|于)(?: the)? ?$", before) or _SEAT_OF.search(before))


# "na sede do Ministério", "at the headquarters of the bank": where it is signed
_SEAT_OF = re.compile(
    r"\b(?:sede|instalações|auditório|sala|edifício) d[aeo]s? $|\b(?:headquarters|premises|campus|hall) of (?:the )?$"
)


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
