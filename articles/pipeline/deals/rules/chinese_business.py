"""Rules for Chinese business pages: ventures told by who holds how much, goods put on the market, projects begun."""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds, status_of
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.moods import mood

# 甲公司出资9.18亿元,持股51%: who holds how much
SHARE_HELD = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z0-9()·、]{2,40}?)(?:各自|分别|各|共|将|拟|合计)?"
    r"(?:(?:认缴)?出资(?:额|约)?[\d一二三四五六七八九十百千万亿.点港美元人民币约]{2,14},?)?"
    r"(?:合计|共同|各自|分别|各|将|则|也|共){0,2}(?:持股|占股|持有|占|出资)(?:余下|其余|剩余)?的?(?:比例|权益|股份)?(?:合计|分别|各|为|约|达){0,2}"
    r"(?:\d{1,3}(?:\.\d{1,2})?%|[一二三四五六七八九]成半?)"
)
_MOST_HOLDERS = 8
# 注册资本18亿元, 共同出资: a firm is set up; without it the shares only tell who owns it
_CAPITAL = re.compile(r"注册资[本金]|出资|(?:各|分别)[占持](?:有|股)?|合组")
# 合资, 合营: told in the sentence or not long before it
_JOINT = re.compile(
    r"合资|合营|合组|比例出资|各出一半|各占一半|共同(?:出资|设立|成立|组建)|联合(?:出资|设立|成立|组建)"
)
_JOINT_REACH = 240
# 甲银行有份参股的某证券
OF_SHARES = r"[^,。;]{2,24}?(?:参股|入股)的[^,。;]{2,24}?"
# 批准设立, 放行: a regulator lets a venture be set up
_ALLOWED = re.compile(
    r"(?:批准|核准|同意|放行|获批|获准)(?:[^,。;]{0,6}?|,?(?:可?[在于][^,。;]{1,10}?)?)(?P<verb>设立|成立|组建|筹建|新设)|放行"
    # 批准甲保险在某地筹建合资公司, 批准甲银行参股的某证券成立
    r"|(?:批准|核准|同意)[^,。;]{2,22}?(?:设立|成立|组建|筹建|开设)[^,。;的]{0,12}?合[资营]"
    rf"|(?:批准|核准|同意){OF_SHARES}(?:成立|设立|开业)"
)


_VENTURE = ("合资", "合营", "参股的", "入股的")


def ventures_by_shares(folded: str, sentence: CuedSentence) -> list[Event]:
    """A joint venture that is told by its capital and by who holds how much, or that a regulator allows."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.han or not holds(folded, ("%", *_VENTURE), start, end):
        return []
    allowed = _ALLOWED.search(folded, start, end) if holds(folded, _VENTURE, start, end) else None
    capital = _CAPITAL.search(folded, start, end)
    is_held = (capital or allowed) and _is_shared(folded, start, end)
    if allowed:
        verb = Cue("form", "zh", allowed.start(), allowed.end())
        if mood(folded, sentence, verb) not in ("negative", "wish"):
            rule = "shares" if is_held else "allowed"
            return [Event("joint_venture", "announced", rule, sentence.index, verb, verb, ("joint_venture",))]
    if not capital or not is_held or not _JOINT.search(folded, max(0, start - _JOINT_REACH), end):
        return []
    verb = Cue("form", "zh", *capital.span())
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [
        Event("joint_venture", status_of(how, "announced"), "shares", sentence.index, verb, verb, ("joint_venture",))
    ]


def _is_shared(folded: str, start: int, end: int) -> bool:
    """Whether two or more are told to hold a share (甲持股51%,乙持股49%; 甲与乙各占五成)."""
    held = holders(folded, start, end)
    return len(held) > 1 or (len(held) == 1 and _EACH.search(folded, held[0][1], held[0][1] + 8) is not None)


_EACH = re.compile(r"各(?:自)?(?:出资|持股|占股|持有|占)|分别(?:出资|持股|占股|持有|占)")
# 乙和丙持有其余股份
_THE_REST = re.compile(
    r"(?P<name>[\u3400-\u9fffA-Za-z0-9()·、]{2,60}?)(?:分别|共同|合计|则)?持有?(?:其余|余下|剩余)(?:的)?股[份权]"
)


_GOES_ON_REACH = 120


def holders(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where those stand of whom a sentence, and what a semicolon joins to it, says that they hold a share."""
    if folded[end - 1 : end] == ";":
        stop = folded.find("。", end, end + _GOES_ON_REACH)
        end = stop if stop > 0 else end
    found = [match.span("name") for match in list(SHARE_HELD.finditer(folded, start, end))[:_MOST_HOLDERS]]
    return found + [match.span("name") for match in list(_THE_REST.finditer(folded, start, end))[:_MOST_HOLDERS]]


# 新药在澳上市, 首款车型发售: goods that come on the market, not shares
_GOODS = (
    r"(?:药品|药物|药剂|成药|新药|中药|疫苗|产品|新品|新车|车型|手机|机型|芯片|保单|图书|新书|食品|饮品|月饼|荔枝|水果|蔬菜"
    r"|水产|药油|面膜|化妆品|机器人产品|终端|眼镜|无人机)"
)
_MARKETED = re.compile(
    _GOODS + r"(?:[」”\"》』)]?(?:" + DAY + r"|正式|首次|率先|成功|获准|同步|将|已|今起"
    r"|[^,。;]{0,10}[起在于][^,。;]{0,12}){0,3})"
    r"(?P<verb>上市|发售|公开发售|开售|面世|上架)(?!公司|企业|许可|申请|集团)"
)
# 9月15日起在澳门公开发售: the good was told in the clauses before
_ON_SALE = re.compile(r"(?P<verb>公开发售|开售|上架销售|公开销售)(?=[,。;])")
_OF_GOODS = re.compile(_GOODS)


def goods_marketed(folded: str, sentence: CuedSentence) -> list[Event]:
    """Goods that come on the market for the first time (首款…药品在澳上市)."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.han:
        return []
    match = _MARKETED.search(folded, start, end)
    if (
        match is None
        and (sold := _ON_SALE.search(folded, start, end))
        and _OF_GOODS.search(folded, start, sold.start())
    ):
        match = sold
    if match is None or not _FIRST.search(folded, start, match.start("verb")):
        return []
    verb = Cue("open", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    return [Event("launch_opening", status_of(how, "completed"), "marketed", sentence.index, verb, verb)]


# 首款, 首批: only what is new is news
_FIRST = re.compile(r"首[款个批只种部台次款]|第一[款个批只种部]|新[款药车品]|首度|全新")


def speaks_of_goods(folded: str, start: int, verb: int) -> bool:
    """Whether 上市 or 发售 right behind a kind of goods speaks of these and not of shares."""
    return _GOODS_LISTED.search(folded, max(start, verb - 60), verb) is not None


_GOODS_LISTED = re.compile(_GOODS + r"(?![^,。;]{0,20}(?:公司|集团|股份|企业))[^。;]{0,40}$")

# 某某项目动工, “云开工”: the work on a firm's own project begins
_BEGUN = re.compile(
    r"项目[^,。;、]{0,24}?[“\"「]?(?P<verb>(?:集中|同步|全面|正式|云|相继)?(?:开工|动工|开竣工|奠基|破土|启动建设|开建))"
    r"(?!率|条件|前|的准备|许可|手续|量|日期)"
)


# 数据中心项目开工: a place that is built; 某公司 only builds
_BUILDS_IT = re.compile(r"公司|集团|活动")
_OF_PROJECT = 6


def _is_built(folded: str, venue: Cue, project: int) -> bool:
    """Whether the project is that of a place of a known kind, whose works have a rule of their own."""
    return venue.end - project >= -_OF_PROJECT and not _BUILDS_IT.match(folded, venue.start)


def projects_begun(folded: str, sentence: CuedSentence) -> list[Event]:
    """Projects whose building begins, one or many together (85个项目集中开工)."""
    if not sentence.han:
        return []
    match = _BEGUN.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    clause, _ = clause_bounds(folded, sentence, match.start("verb"))
    near = [cue for cue in sentence.of("sign", "venue") if clause <= cue.start and cue.end <= match.start("verb")]
    if any(cue.kind == "sign" or _is_built(folded, cue, match.start()) for cue in near):
        return []
    verb = Cue("open", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    return [Event("launch_opening", status_of(how, "announced"), "begun", sentence.index, verb, verb)]


# 斥资二十五亿元在前海兴建供应链总部: what a firm puts its money into is yet to be built; 投资 is a pledge of its own
_TO_BUILD = re.compile(
    r"(?:斥资?|耗资)[^,。;]{2,18}?(?:元|亿|万)[^,。;]{0,16}?(?P<verb>兴建|建设|建造|打造)"
    r"[^,。;]{1,30}?(?P<thing>总部|中心|基地|厂房|工厂|生产线|大楼|产业园|物流园|园区|码头|医院|学校|校区|酒店|枢纽|实验室)"
)
_BUILT = re.compile(r"已建成|落成|启用|开业|竣工|完工|投产|开幕|揭牌|去年|此前|早前|的(?=[^,。;]{0,30}$)")
_LEAD = 2


def buildings_financed(folded: str, sentence: CuedSentence) -> list[Event]:
    """What a firm spends a sum on to have it built, in the title or the lead; a paper goes before it."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if not sentence.han or sentence.index > _LEAD or sentence.of("sign", "contract"):
        return []
    match = _TO_BUILD.search(folded, start, end)
    if match is None or _BUILT.search(folded, start, match.end()):
        return []
    verb = Cue("build", "zh", *match.span("verb"))
    if mood(folded, sentence, verb) in ("negative", "wish", "talks"):
        return []
    thing = Cue("venue", "launch_opening", *match.span("thing"))
    return [Event("launch_opening", "planned", "opening", sentence.index, verb, thing)]


# 7月1日起互认23项检验结果, 三地正式互认学分: a measure told by the verb itself
_RECOGNISES = re.compile(
    r"(?:起|宣布|正式|实现|开始|全面|首次|率先|相互|将)[^,。;]{0,10}?(?P<verb>互认|相互承认|相互认可|互相承认|互相认可|彼此承认)"
    r"(?=[^,。;]{0,24}?(?:结果|资格|学分|资质|证书|执照|驾照|驾驶证|牌照|标准|报告|签名|学历|资历|凭证|身份))"
)


# 与港澳实现建筑工程师资格互认: what is recognised stands before the verb
_RECOGNISED = re.compile(
    r"(?:实现|达成|推行|实行|实施|开展|落实|启动|扩大)(?:了)?[^,。;]{0,24}?(?:结果|资格|学分|资质|证书|执照|驾照|驾驶证|牌照|标准|报告|签名"
    r"|学历|资历|凭证|身份|职称|证照)(?P<verb>互认|相互认可|相互承认)(?!协议|安排|机制研究|研究|工作|试点研究|的(?:可能|探讨))"
)


# 内地与澳门驾驶证正式实现免试互认换领, 三地学历今起互认
_RECOGNISED_NOW = re.compile(
    r"(?:结果|资格|学分|资质|证书|执照|驾照|驾驶证|牌照|标准|报告|签名|学历|资历|凭证|身份|职称|证照|报告单|处方|资格证)"
    r"[^,。;]{0,6}?(?:正式|全面|今[日天]?起|昨[日天]?起|即日起|日起|实现|开始|率先|已)[^,。;]{0,8}?(?P<verb>互认|互换|互相承认|相互承认)"
    r"(?!协议|安排|机制研究|研究|试点研究)"
)


def recognitions(folded: str, sentence: CuedSentence) -> list[Event]:
    """What two places begin to recognise of each other (自7月1日起互认23项检验结果)."""
    if not sentence.han or sentence.of("sign"):
        return []
    match = _RECOGNISES.search(folded, sentence.sentence.start, sentence.sentence.end)
    match = match or _RECOGNISED.search(folded, sentence.sentence.start, sentence.sentence.end)
    match = match or _RECOGNISED_NOW.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None:
        return []
    verb = Cue("announce", "zh", *match.span("verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish"):
        return []
    status = status_of("done" if how == "planned" else how, "announced")
    return [Event("mutual_recognition", status, "measure", sentence.index, verb, verb, ("mutual_recognition",))]


# 签署四份文件,并见证两个项目的揭牌仪式: several are unveiled together
UNVEILED = re.compile(r"[余多]?个[^,。;、\d]{0,8}?项目(?:的|同时|同步|正式){0,2}(?P<verb>揭牌|揭幕|启动(?=仪式|礼))")
_NUMBER_BEFORE = re.compile(r"(?:\d{1,3}|[一两二三四五六七八九十]{1,3})$")


def projects_unveiled(folded: str, sentence: CuedSentence) -> list[Event]:
    """Projects that are counted and unveiled together, most often beside papers that are signed."""
    if not sentence.han:
        return []
    start = sentence.sentence.start
    for match in UNVEILED.finditer(folded, start, sentence.sentence.end):
        if not _NUMBER_BEFORE.search(folded, max(start, match.start() - 3), match.start()):
            continue
        verb = Cue("open", "zh", *match.span("verb"))
        how = mood(folded, sentence, verb)
        if how not in ("negative", "wish", "talks"):
            return [Event("launch_opening", status_of(how, "completed"), "unveiled", sentence.index, verb, verb)]
    return []
