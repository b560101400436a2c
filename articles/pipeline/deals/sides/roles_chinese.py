"""Sides that a Chinese text names by their part in a deal: 領投方為甲, 參與銀行包括乙, 出讓方為丙局, 由甲、乙印發.

They stand in the sentence that tells the deal or in those after it, and add to the sides that its grammar shows.
"""

import re
from collections.abc import Sequence

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.chinese import SidesReader
from articles.pipeline.deals.sides.names_chinese import ENDING
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.deals.sides.parts_chinese import MORE_ROLES, PLACE_OF_FIRM, Role
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH
from articles.pipeline.text import fold

_WHO = r"(?P<who>[^。;,]{2,80}?)"
_END = r"(?=等|[。;,]|$)"
_IS = r"(?:名单)?(?:还|亦|也|则|并|均|分别|主要|就)?(?:包括了?|包含|有|为|是|来自|:)"
_TOGETHER = (
    r"(?:[两三四五六七八九]方|[两三四五六七八九十]部[门委])?"
    r"(?:共同|联合|合作|携手|牵头|合力|会同|单独|独家|分别|出资)*"
)


_ROLES = (
    # 新股东为甲和乙, 领投方为甲, 投资者包括
    Role(
        ("equity_investment",),
        re.compile(
            rf"(?:领投方|跟投方|参投方|新股东|新增股东|投资方|投资者|投资人|战略投资者|策略投资者|机构投资者|老股东|认购方|认购人|增资方|领投者|跟投者|参与方|入股方){_IS}{_WHO}{_END}"
        ),
    ),
    # 由甲和乙领投, 甲领投、乙跟投
    Role(
        ("equity_investment",),
        re.compile(rf"(?:由|获|[、,]){_WHO}(?:联合|共同|独家)?(?:领投|跟投|参投|独投|领头投资|战略投资)(?![方者人])"),
    ),
    # 认购印度甲公司增发的股份, 收购甲51%股权
    Role(
        ("equity_investment", "acquisition"),
        re.compile(
            r"(?:认购|入股|参股|增持|[收并]购|购入|买入|买下|注资|增资)了?(?:(?:其|后者|对方)?(?:所)?(?:持有|拥有|持)的?)?(?P<who>[^。;,\d]{2,30}?)(?:增发|发行|新发行"
            r"|新增"
            r"|配发|新股|约?\d[\d.,]{0,8}[亿万]?股|\d[\d.]*%|[全近过]|约?[一二三四五六七八九]成|\(\d{3,5}(?:\.[a-z]{2})?\)|全部|控股权|多数|少数|若干|旗下"
            r"|的(?:全部|优先|新|普通|少数|多数|\d|[一二三四五六七八九])|股权|股份|优先股)"
        ),
        0,
    ),
    # 入股甲生物, 向甲控股收购乙
    Role(
        ("equity_investment", "acquisition"),
        re.compile(r"(?:入股|参股|注资|投资|战略投资)了?(?P<who>[^。;,\d的]{3,16}?)(?=[,。;]|$)"),
        0,
    ),
    # 完成对甲的收购, 私有化旗下甲
    Role(
        ("equity_investment", "acquisition"),
        re.compile(
            r"(?:对(?P<who>[^。;,\d的]{3,20}?)(?:\d[\d.]*%股权)?的?(?:全资|战略|控股)?(?:收购|并购|入股|增资|投资|注资)(?![者方人])"
            r"|(?:私有化|并购|吞并)(?!全部|全数|[其该])(?:旗下的?)?(?P<taken>[^。;,\d的]{3,16}?)(?:[一二三四五六七八九两全]成半?|全部|多数)?(?:股[权份]|权益)?(?=[,。;]|$))"
        ),
        0,
    ),
    # 把物业公司股权转让予甲资本
    Role(
        ("equity_investment", "acquisition"),
        re.compile(
            r"(?:股权|股份|权益)[^,。;]{0,20}?(?:售[予给]|转让[予给]|卖[予给]|[予给])(?P<who>[^,。;\d]{2,24}?)(?=[,。;]|$)"
        ),
        0,
    ),
    # 向甲及乙等股东提出部分要约
    Role(
        ("equity_investment", "acquisition"),
        re.compile(r"向(?P<who>[^。;,的]{3,40}?)等?(?:控股|主要|全体)?股东(?:提出|作出|发出)"),
        0,
    ),
    Role(
        ("equity_investment", "acquisition"),
        re.compile(
            r"(?:向|从)(?P<who>[^。;,\d的]{3,20}?)(?:手中|处)?(?:[收并]购|购入|买入|购买|买下|购得|受让|出售|转让|沽出|沽售|售出)"
        ),
        0,
    ),
    # 出资方有甲和乙, 由甲与乙联合管理, 发起人为
    Role(
        ("fund",),
        re.compile(
            rf"(?:出资方|出资人|投资方|发起方|发起人|管理人|管理方|有限合伙人|普通合伙人|基石投资者|锚定投资者|参与方){_IS}{_WHO}{_END}"
        ),
    ),
    Role(
        ("fund",),
        re.compile(
            rf"由{_WHO}{_TOGETHER}(?:发起|设立|成立|筹组|筹设|筹建|出资|管理|组建|创立|合组|募集|运作)(?!的基金会)"
        ),
    ),
    # 参与银行还包括甲及乙, 由甲牵头, 甲参与的三家银行组成银团, 安排行为
    Role(
        ("bond_loan",),
        re.compile(
            rf"(?:参与(?:银)?行|参贷行|参加行|贷款行|贷款银行|参与机构|放款行|牵头行|安排行|牵头安排行|代理行|参与的?银行|银团成员|成员行|借款人|借款方|贷款人){_IS}{_WHO}{_END}"
        ),
    ),
    Role(
        ("bond_loan",),
        re.compile(rf"(?:由|获|得到){_WHO}(?:作为|担任|出任|任)?(?:共同|联合|独家|联席)?(?:牵头|筹组|领头|安排|承贷)"),
    ),
    Role(
        ("bond_loan",),
        re.compile(
            r"(?:与|和|同|跟|向|为)(?P<who>[^。;,\d]{3,24}?)(?:"
            + DAY
            + r"|正式)?(?:签[下署订]?|批出|提供|发放|授出|授予|订立)"
        ),
        0,
    ),
    # 出让方为甲局, 卖方是乙
    Role(
        ("land", "acquisition", "equity_investment"),
        re.compile(
            rf"(?:出让方|出让人|转让方|让与方|卖方|卖家|出售方|买方|买家|受让方|竞得人|竞得方){_IS}{_WHO}{_END}"
        ),
    ),
    # 与甲局签订土地出让合同
    Role(
        ("land",),
        re.compile(
            r"(?:与|和|同)(?P<who>[^。;,\d]{4,24}?)(?:"
            + DAY
            + r"|正式)?(?:签[下署订]了?|订立了?)[^,。;]{0,12}?(?:土地|地块|用地|出让|国有)"
        ),
        0,
    ),
    # 业主为甲, 招标人为乙, 中标方是丙; 由甲招标的
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            rf"(?:业主|业主单位|业主方|招标人|招标方|招标单位|发包方|发包人|采购人|采购方|采购单位|买方|卖方|供应商|供货方|供货商|中标方|中标人|中标单位|承建商|承建单位|总承包商|承包商"
            rf"|承包方){_IS}{_WHO}{_END}"
        ),
    ),
    Role(
        ("construction_contract", "procurement"),
        re.compile(r"(?:[与和同跟]业主|业主)(?P<who>[^。;,\d]{3,24}?)(?:签|[与和同跟]|订立|达成)"),
    ),
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            r"(?:中标|夺得|投得|承接|承建|中得|获判|赢得)了?(?P<who>[^。;,\d的]{3,24}?)(?:招标|发包|公开招标|采购|委托)的"
        ),
        0,
    ),
    # 由甲地产以8亿元投得, 把合约批予甲与乙组成的联营
    Role(
        ("land", "construction_contract", "procurement"),
        re.compile(
            r"由(?P<who>[^,。;\d]{3,40}?)(?:以|作价|斥资|耗资)[^,。;]{2,24}?(?:投得|夺得|竞得|拿下|中标|摘得|取得|买下|承投)"
        ),
        0,
    ),
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            r"(?:批予|判予|判给|批给|批出予|授予|授标[予给]?|外判予|交由)(?P<who>[^,。;\d]{3,60}?)(?:组成|合组|承建|承办|负责|兴建|施工|(?=[,。;]|$))"
        ),
        0,
    ),
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,20}?)(?:"
            + DAY
            + r"|正式|已)*[将把][^,。;\n]{2,40}?(?:合约|合同|工程|项目|标书|标段)"
            + r"(?:批予|判予|判给|批给|授予|批出予|外判予)"
        ),
        0,
    ),
    # 甲银行(中国)广州支行昨日开业
    Role(
        ("launch_opening",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,16}?(?:银行|集团|公司|大学|证券|保险|协会|商会|基金|事务所|医院"
            r"|学院))(?:\([^()]{1,6}\))?[^,。;\n和与、]{1,12}?"
            r"(?:分行|支行|分公司|办事处|分校|分院|分会|分所|分部|代表处)(?:"
            + DAY
            + r"|正式){0,3}(?:开业|启用|揭牌|开幕|投入|挂牌|落成|成立|投运|开张)"
        ),
        0,
    ),
    # 甲医院的设备项目由乙中标
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n的]{4,20}?)的[^,。;\n]{2,24}?(?:项目|工程|采购|合同|合约|标段)由[^,。;]{3,40}?(?:中标|投得|夺得|承建"
            r"|承接"
            r"|取得|获得)"
        ),
        0,
    ),
    # 甲署批出合约
    Role(
        ("construction_contract", "procurement"),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{2,20}?)(?:"
            + DAY
            + r"|正式|已|宣布|公布)?(?:批出|判出|批予|判给|授出|判予|把[^,。;]{2,20}(?:批予|判给|交由))"
        ),
        0,
    ),
    # 甲与乙正筹组一只基金
    Role(
        ("fund",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{4,50}?)(?:正|拟|计划|将|有意|合作|联合|共同|携手|合资|宣布)*(?:筹组|筹设|筹建|合组|发起|发起设立|设立|成立"
            r"|组建)(?:了"
            r"|一|首|总?规模|目标|名为|[「“\"]|[^,。;]{0,10}基金)"
        ),
        0,
    ),
    # 丙历经11轮报价
    Role(
        ("land",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{3,40}?)(?:经过?|历经)[\d一二三四五六七八九十百]{1,4}[轮次][^,。;]{0,8}(?:竞价|报价|竞拍|竞逐)"
        ),
        0,
    ),
    # 由甲、乙及丙联合印发, 由甲制定
    Role(
        ("policy_measure", "mutual_recognition"),
        re.compile(rf"由{_WHO}{_TOGETHER}(?:印发|发布|制定|制订|公布|出台|颁布|发文|推出|起草|拟定|核发)"),
        2,
    ),
    # 措施七月一日起实施,甲署昨日公布
    Role(
        ("policy_measure",),
        re.compile(r",(?P<who>[^,。;\n]{2,14}?)(?:" + DAY + r")?(?:公布|宣布)(?=[。;\n]|$)"),
        0,
    ),
    # 甲局、乙局同步发布配套文件
    Role(
        ("policy_measure",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{3,50}?)(?:也|亦|则)?(?:同步|同时|同日|一并|随后|亦|也)"
            r"(?:发布|公布|印发|推出|出台|刊发|发出)了?(?:配套|相应|相关|对应|有关)"
        ),
    ),
    # 由甲会同乙推出, 由甲、乙和丙联合建设的平台
    Role(
        ("launch_opening",),
        re.compile(
            rf"由{_WHO}{_TOGETHER}(?:推出|发布|共建|建设|打造|设立|成立|创办|合办|运营|营运|兴办|发起|主办|组建|开设|营办|开办|建立|承运|执飞|举办(?!的)|办学)"
        ),
        2,
    ),
    Role(
        ("launch_opening",),
        re.compile(
            r"(?:^|[,。;\n])(?P<who>[^,。;\n]{6,60}?)(?:共建|合建|共同建设|联合建设|合办|共同设立|联合设立|共同打造|联合打造|共同成立|联合成立|合作设立|合作成立)的"
        ),
        0,
    ),
    # 基石投资者包括甲和乙
    Role(
        ("ipo_listing",),
        re.compile(rf"(?:基石投资者|基础投资者|锚定投资者)(?:,(?=包括|分别))?{_IS}{_WHO}{_END}"),
        2,
    ),
    *MORE_ROLES,
)
# Signs of which a sentence holds one where it names a part in deals that are told most often
_CUES = {
    "policy_measure": ("由", "公布", "宣布", "配套", "相应", "相关", "对应", "有关"),
    "mutual_recognition": ("由",),
    "launch_opening": (
        "由", "共建", "合建", "共同", "联合", "合办", "合作", "分行", "支行", "分公司", "办事处", "分校", "分院",
        "分会", "分所", "分部", "代表处", "中心", "总部", "实验室", "店", "基地", "厂", "园", "线", "研究院", "诊所",
    ),
    "ipo_listing": ("基石", "基础投资", "锚定"),
}  # fmt: skip
_MOST = 8
# 公司, 该集团: nobody's name
_KIND = re.compile(
    r"[该本新其贵]?(?:公司|集团|企业|机构|银行|基金|平台|政府部门|部门|单位|项目公司|合资公司|新公司|合营公司|运营公司|财团|联营体|银团|管委会|大学|中心)"
    # 业务主管部门对外, 有关当局
    r"|(?:各|有关|相关|业务|政府|当地|内地|主管|监管){1,3}(?:部门|单位|当局|机构|方面)(?:对外|统一|另行|依法|会同)?"
)


def with_roles_chinese(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with those whose part in the deal the sentence, or one after it, names."""
    if not sentence.han or event.background:
        return found
    told: list[Party] = []
    near = _sentences(material, sentence, _CUES.get(event.type))
    for role in _ROLES if near else ():
        if event.type in role.kinds:
            for one in near:
                if one.index <= sentence.index + role.after:
                    told += _named(material, role, one)
    if not told:
        return found
    if event.type == "policy_measure":
        return unique((*told, *(p for p in found if not p.is_place and not _is_among(p, told))))
    if event.type == "launch_opening":
        # Whoever else is named there only looks on, or is where it happens
        is_better = len(told) > 1 or not found or _is_branch(found[0], told[0])
        return unique(told) if is_better else found
    kept = [
        party
        for party in found
        if not (party.is_place and any(party.name in other.name for other in told))
        and not (len(told) and _only_owns(material, sentence, party))
    ]
    longer = {party.name: other for party in kept for other in told if _goes_on(party, other)}
    kept = [longer.get(party.name, party) for party in kept]
    return unique((*kept, *(party for party in told if not _is_among(party, kept))))


_FORM = re.compile(r"\(?(?:香港|中国|澳门|深圳)?\)?(?:集团|股份|控股|有限|公司|责任)*$")


def _goes_on(party: Party, other: Party) -> bool:
    """Whether a listed short name is only a part of the name of another firm (港投 in 惠州港投海棠)."""
    at = other.name.find(party.name)
    return at > 0 and not party.is_place and _FORM.match(fold(other.name), at + len(party.name)) is None


_BRANCH = re.compile(r"(?:分行|支行|分公司|办事处|分校|分院|分会|分所|分部|代表处|" + PLACE_OF_FIRM + r")$")


def _is_branch(opened: Party, owner: Party) -> bool:
    """Whether what was found is the branch that opens, and no body that opens it."""
    return opened.name.startswith(owner.name) and _BRANCH.search(fold(opened.name)) is not None


# 甲集团全资拥有的乙
_OWNS = re.compile(r"(?:全资拥有|全资持有|全资控股|旗下|属下|辖下)的?")


def _only_owns(material: Material, sentence: CuedSentence, party: Party) -> bool:
    """Whether the sentence names a party only as the owner of another."""
    at = material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
    return at >= 0 and _OWNS.match(material.folded, at + len(party.name)) is not None


def _is_among(party: Party, others: Sequence[Party]) -> bool:
    """Whether a party is one of the others under a longer or shorter name."""
    return any(party.name in other.name or other.name in party.name for other in others)


_AFTER = 2


def _sentences(material: Material, sentence: CuedSentence, cues: Sequence[str] | None) -> list[CuedSentence]:
    """The sentence and those after it that hold one of ``cues``, of a headline none."""
    if material.in_title(sentence.index):
        return []
    near = [s for s in material.sentences[sentence.index : sentence.index + 1 + _AFTER] if s.han]
    if cues is None:
        return near
    folded = material.folded
    return [s for s in near if any(folded.find(cue, s.sentence.start, s.sentence.end) >= 0 for cue in cues)]


def _named(material: Material, role: Role, sentence: CuedSentence) -> list[Party]:
    """The bodies that the words of ``role`` show in one sentence; no places."""
    names, start = material.names, sentence.sentence.start
    reader = SidesReader(names, start)
    found: list[Party] = []
    for told in role.pattern.finditer(material.folded, max(0, start - 1), sentence.sentence.end):
        begin, end = told.span("who" if told["who"] else "taken")
        comma = material.folded.rfind("由", begin, end) + 1
        begin = reader.after_openings(max(begin, comma), end)
        listed = reader.named(begin, reader.without_adverbs(begin, end))
        found += [party for party in listed if not party.is_place and not _KIND.fullmatch(fold(party.name))]
        found = [party for party in found if not role.sure or _is_sure(party)]
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _is_sure(party: Party) -> bool:
    return bool(party.slug or ENDING.search(called := fold(party.name)) or FIRM_ENDING_ZH.search(called))
