"""Bodies that a sentence names and that do nothing in it: who speaks, allows, looks on, travels, owns or describes."""

import re

from articles.pipeline.deals.events import Event
from articles.pipeline.deals.names import EVENT_AFTER, Names
from articles.pipeline.deals.sides.agents import TITLE_AFTER
from articles.pipeline.deals.sides.list_words import ARM_OF_FIRM
from articles.pipeline.deals.telling_portuguese import TELLS_PT, TELLS_WHEN_PT
from articles.pipeline.matching import Mention

# 经国务院批准, 获证监会同意: who only allows it
_APPROVES_BEFORE = re.compile(r"(?:经|获|报|待|须)(?:得|由)?(?:[^,。;经]{1,10}[和与及、])?(?:香港|澳门|内地)?$")
_APPROVES_AFTER = re.compile(r"[^,。;]{0,8}?(?:批准|同意|授权|核准|批复|许可|查验|检验|核验|审批|发出|颁发|发牌|授予)")
# "com autorização do Conselho de Estado", "mediante aprovação da", "com o apoio do": in Portuguese it stands before
_LEAVE_PT = re.compile(
    r"\b(?:com|sob|mediante|após|depois d[ae]) (?:[oa]s? )?(?:forte |prévia |pleno )?(?:autorização|aprovação|aval"
    r"|consentimento|apoio"
    r"|anuência|parecer|orientação|coordenação|supervisão|patrocínio|tutela)(?: \w+)? d[aeo]s? "
    # "com o apoio da sede do Banco, da sucursal do Banco e do Gabinete"
    r"(?:[^,.;]{2,90}(?:,| e|, e) d[aeo]s? ){0,4}(?:sede d[aeo] |sucursal de [^,.;]{2,30} d[aeo] )?[“\"]?$"
)

# "with the backing of the ministry", "advised by Elm & Oak": who helps those that sign or buy
_HELPS_EN = re.compile(
    r"\b(?:with|under|thanks to|through|on) the (?:\w+ )?(?:backing|support|approval|blessing|help|assistance"
    r"|endorsement"
    r"|permission|guidance|auspices|sponsorship|leadership|coordination|supervision|initiative|advice|consent"
    r"|encouragement"
    r"|facilitation) of (?:the )?(?:[a-z][\w’'-]{1,20}['’]s )?$"
    r"|\b(?:supported|advised|approved|endorsed|authori[sz]ed|facilitated|encouraged|overseen|supervised"
    r"|witnessed|mediated"
    r"|brokered) by (?:the )?(?:[a-z][\w’'-]{1,20}['’]s )?$"
)
_HELPED = frozenset(("launch_opening", "fund", "policy_measure", "bond_loan", "ipo_listing"))
_HELP_REACH = 60
_LEAVE_REACH = 260
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

# 其后拜访海运港口局、青年联合会: who is only called on
_CALLED_ON = re.compile(r"(?:拜访|走访|参观|考察|会见|会晤|到访)[^,。;]{0,24}$")

# What follows a name that speaks: ", the bureau's director, said", 院长某某表示
SPEAKS = re.compile(
    r"(?: \([A-Za-z&-]{2,10}\))?(?:,? [\w.’'-]{1,30}){0,5}?,? "
    r"(?:said|says|told|noted|added|revealed|explained|stressed)\b"
    r"|[^,。;\s]{0,16}?(?:表示|说|称|指出|认为|强调|透露|消息|介绍|致辞)"
    r"|(?: [\wà-ú]{1,30}){0,4} (?:disse|afirmou|referiu|explicou)\b"
)

# 特区政府欢迎内地宣布…, "the bureau welcomed": the act is somebody else's
REACTS = re.compile(
    r"[^,。;]{0,6}?(?:(?:表示|指出|指|说|称)[,:]?[^,。;]{0,6}?)?(?:欢迎|感谢|感激|多谢|赞赏|乐见|支持中央|回应|喜见)"
    r"|(?:['’]s)? (?:has |have |had |also |on \w+ )?(?:welcom|thank|hail|prais|applaud|respond)\w*"
    r"|(?: \w+){0,2} (?:saud(?:ou|a)|saúda|agradece(?:u)?|congratul(?:ou|a)|elogi(?:ou|a))\b"
)

# 全国人大常委某某, 立法会议员某某: a person with a seat, not the body
_SEAT_AFTER = re.compile(r"(?:常委|委员(?!会)|代表(?!团|处)|议员|成员|顾问)")

# 深圳地铁13号线, 珠江船务二号码头: a line or pier that is called after the body
_LINE_AFTER = re.compile(r"[东西南北]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})号(?:线|码头|航站楼|口岸)")

# 特区政府及工商界高层代表团: who travels, not who signs
_DELEGATION_AFTER = re.compile(r"[^,。;与和签]{0,12}?(?:代表团|考察团|访问团|一行)|(?: [\w-]+){0,3} delegation\b")

# "according to the bureau", 据海关消息
_SOURCE_BEFORE = re.compile(
    r"(?:according to(?: the)?|据|segundo(?: [oa])?|, " + TELLS_PT + TELLS_WHEN_PT + r"(?: [oa]s?)?) ?$"
)
_SOURCE_REACH = 70
# 记者从某局获悉, 从某局了解到: where the news is from, unless the body makes the rule itself
_LEARNT_FROM = re.compile(r"(?:从|自)$")
_LEARNT = re.compile(r"[^,。;]{0,8}?(?:获悉|了解到|得悉|获知|得知)")
_OWN_RULES = frozenset(("policy_measure", "mutual_recognition", "bond_loan"))
# "…, the bureau announced on Wednesday": after the deal, who announces it only speaks
_ANNOUNCES = re.compile(r" (?:has |have )?(?:announced|confirmed|disclosed)\b")

# "Swire Pacific's business, HAECO": the owner before the one that acts
_OWNER = re.compile(r"['’]s? ")
_OWNED_REACH = 50

# "Apple supplier Lens Technology": a name that only describes the next one
_DESCRIBED = re.compile(
    r"(?:[ -](?:supplier|unit|subsidiary|affiliate|rival|backer|backed|listed|owned|affiliated|linked)\b|旗下|概念股"
    r"|供应商|主管的|直属的?|属下)"
)

# "took off from Elm Airport": where planes and ships come from or go to
_FROM = re.compile(r"\b(?:from|to|between|via|of|out of|into)(?: the)? $")
_STATION = re.compile(r".*\b(?:airport|port|station|terminal|pier)")

# "na sede do Ministério", "at the headquarters of the bank": where it is signed
_SEAT_OF = re.compile(
    r"\b(?:sede|instalações|auditório|sala|edifício) d[aeo]s? $|\b(?:headquarters|premises|campus|hall) of (?:the )?$"
)


def acting_bodies(names: Names, start: int, end: int, event: Event) -> list[Mention]:
    """The organisations of ``[start, end)`` that may sign or act: no speaker, scene, owner or meeting."""
    folded = names.text.folded
    inside = names.organisations_in(start, end)
    return [
        m
        for m, before, after in zip(inside, [None, *inside], [*inside[1:], None], strict=False)
        if not (after and _belongs_to_next(folded, m, after))
        and not (before and _is_short_form_of(folded, m, before))
        and not _is_no_body(folded, m)
        # "Foo's battery arm Bar has": the arm acts
        and not ARM_OF_FIRM.match(names.text.text, m.end)
        and not _does_something_else(folded, m, event, start, end)
    ]


def _is_no_body(folded: str, mention: Mention) -> bool:
    """Whether a name stands for something else than the body: a meeting of it, a member, where it has its seat."""
    return bool(
        _DESCRIBED.match(folded, mention.end)
        or _is_scene(folded, mention)
        or EVENT_AFTER.match(folded, mention.end)
        or _LINE_AFTER.match(folded, mention.end)
        or _SEAT_AFTER.match(folded, mention.end)
    )


def _does_something_else(folded: str, mention: Mention, event: Event, start: int, end: int) -> bool:
    """Whether a body speaks, travels, welcomes, declares, looks on, presides, allows, helps or is called on."""
    return bool(
        _is_speaker(folded, mention, event)
        or _DELEGATION_AFTER.match(folded, mention.end, end)
        or REACTS.match(folded, mention.end, end)
        or _DECLARES.match(folded, mention.end)
        or _LOOKS_ON.match(folded, mention.end)
        or (event.type == "launch_opening" and _PRESIDES.match(folded, mention.end))
        or _only_allows(folded, mention)
        # "Com o apoio do Governo da Província, esta irá emitir": there it is the issuer itself
        or (event.type != "bond_loan" and _LEAVE_PT.search(folded, max(0, mention.start - _LEAVE_REACH), mention.start))
        or (
            event.type not in _HELPED
            and _HELPS_EN.search(folded, max(start, mention.start - _HELP_REACH), mention.start)
        )
        or _THROUGH.search(folded, max(0, mention.start - 2), mention.start)
        or _CALLED_ON.search(folded, max(event.end, start, mention.start - 30), mention.start)
    )


def _belongs_to_next(folded: str, mention: Mention, following: Mention) -> bool:
    """Whether a body only owns the one after it: 澳门特区政府药物监督管理局, "Swire Pacific's business, HAECO"."""
    if following.start == mention.end:
        return True
    return following.start - mention.end < _OWNED_REACH and _OWNER.match(folded, mention.end) is not None


def _is_short_form_of(folded: str, mention: Mention, before: Mention) -> bool:
    """Whether a name is the short form of the one before, which may be another's elsewhere: "Elm University (BNU)"."""
    return folded[before.end : mention.start] == " (" and folded.startswith(")", mention.end)


def _only_allows(folded: str, mention: Mention) -> bool:
    """Whether a body only allows what others do (经国务院批准)."""
    if _LEAVE_PT.search(folded, max(0, mention.start - _LEAVE_REACH), mention.start):
        return True
    before = _APPROVES_BEFORE.search(folded, max(0, mention.start - _APPROVES_REACH), mention.start)
    return before is not None and _APPROVES_AFTER.match(folded, mention.end) is not None


def _is_speaker(folded: str, mention: Mention, event: Event) -> bool:
    """Whether a name only speaks: before a verb of saying, and not before the verb of the deal."""
    if _SOURCE_BEFORE.search(folded, max(0, mention.start - _SOURCE_REACH), mention.start):
        return True
    learnt = _LEARNT_FROM.search(folded, max(0, mention.start - 1), mention.start)
    if learnt and event.type not in _OWN_RULES and _LEARNT.match(folded, mention.end):
        return True
    if mention.start >= event.end and _ANNOUNCES.match(folded, mention.end):
        return True
    match = SPEAKS.match(folded, mention.end)
    if match is None:
        return False
    return mention.start >= event.end or (
        match.end() <= event.verb.start and bool(TITLE_AFTER.match(folded, mention.end))
    )


def _is_scene(folded: str, mention: Mention) -> bool:
    before = folded[max(0, mention.start - 24) : mention.start]
    if _FROM.search(before) and _STATION.fullmatch(folded, mention.start, mention.end):
        return True
    return bool(re.search(r"(?:\bat|\bin|在|于)(?: the)? ?$", before) or _SEAT_OF.search(before))
