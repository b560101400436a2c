"""The own name of a Chinese side, without what the firm is, whose it is and who of it acts.

深圳企業海棠雲, 承建商 Elm Works, 甲部轄下的乙局, 甲電子原股東, 甲館的館長們: 海棠雲, Elm Works, 乙局, 甲電子, 甲館.
"""

import re

from articles.pipeline.deals.names import Names
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH

# 深圳企业海棠云, 冷链物流服务商海棠冷链, 业主海棠建设: what a firm does, right before its name
_DESCRIBED = re.compile(
    r"[\u3400-\u9fffa-z0-9]{0,16}?(?:上市公司|上市企业|科技公司|初创公司|初创企业|服务商|供应商|生产商|制造商|运营商|营运商|开发商|发展商|承建商|承建方|承包商|零售商|经销商|代理商|出版商"
    r"|龙头企业|龙头|独角兽|巨头|[创药车房国央民港澳深莞穗珠佛惠京沪科]企(?!业)|车厂|药厂|业主单位|业主|业者|券商|保险公司|制药公司|金融机构|研究机构|投资机构|检测机构"
    r"|(?:驾驶|机器人|芯片|半导体|生物|医药|电池|软件|互联网|物流|电商|航运|咨询|游戏|能源|智能|金融|支付|无人机|建筑|工程|地产|汽车|快递|餐饮|零售|基金|私募|投资)(?:技术|科技|服务|解决方案)?公司(?=[\u3400-\u9fffa-z]{3})"
    r"|非牟利组织|非营利组织|非牟利机构|家电企业|动力电池企业|民营企业|国有企业|企业|社企)"
    r"(?=[\u3400-\u9fffA-Za-z\"“「『])"
)
# 香港服装集团海棠时尚: a trade of a place and 集团
_GROUP_OF = re.compile(
    r"(?:服装|电子|零售|地产|医药|制药|能源|物流|航运|餐饮|饮食|酒店|化工|科技|金融|汽车|食品|传媒|教育|建筑|玩具|家电|纺织|钟表|珠宝|医疗)集团(?=[\u3400-\u9fff]{2})"
)
# 甲方海棠集团
_PARTY = re.compile(r"[甲乙丙丁]方(?=[\u3400-\u9fffA-Za-z]{3})")
# 珠海的海棠集团, 英国公司 Elm Group
_FROM_THERE = re.compile(r"[市省]?的(?=[\u3400-\u9fffA-Za-z]{4})|(?:公司|企业|机构|科技公司|初创)(?=[A-Za-z])")
# 携10家会员企业: who comes along without a name
_ALONG = re.compile(
    r"(?:携同?|携手|率领?|带领|联同|连同|会同)(?:旗下|其|当地|本地)?(?:逾|近|约|超过)?[\d一二两三四五六七八九十百多数]{1,4}[多余]?[家间个所名位][^,。;]{0,14}$"
)
# 有限公司, 董事长, 股东: what goes on with a name and begins none
_NO_NAME = re.compile(
    r"发展[局署委]|服务[局署]|有限|股份|控股|集团|公司|的|董事|主席|总[裁经监会]|行政|副|首席|负责|代表|股东|高层|联盟|协会|商会|联合会|总会|联会|促进会|家协会|创办|创始|与|和|及|同|管理层|合伙"
)
# 广州医药集团旗下的海棠生物, 越南财政部辖下的海棠局, 香港海棠集团全资拥有的青葵精密
_OWNED_BY = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9()]{2,20}?(?:旗下|辖下|属下|下属|麾下|全资拥有|全资持有|全资控股|控股|投资|管理)的(?=[\u3400-\u9fffA-Za-z]{3})"
    r"|[\u3400-\u9fffA-Za-z0-9()]{2,20}?(?:旗下|辖下|属下|下属|麾下)(?=[\u3400-\u9fffA-Za-z]{3})"
    # 海棠出行母公司海棠控股, 海棠集团全资附属公司青葵贸易, 控股子公司青葵光电
    r"|[\u3400-\u9fffA-Za-z0-9()]{0,20}?(?:母公司|控股股东|(?:间接)?(?:全资|非全资|控股)?(?:附属|子)公司|(?:附属|成员)企业)"
    r"(?=[\u3400-\u9fffA-Za-z(]{3})(?!董事|副?总|主席|首席|负责|代表|[与和及])"
)
# 旗下一家子公司, 辖下投资公司: a firm without a name stands for its owner
_UNNAMED = re.compile(
    r"(?:一[家间])?(?:的)?(?:全资)?(?:[投融]资|风险?投资?|创投|战略投资|私募|产业|子|附属|控股|项目|基金管理|投资管理|管理|成员|合营|联营|关联|平台|特殊目的)?(?:公司|企业|机构|基金|平台|附属公司|子公司|酒店|门店|医院|学校|商场|物业|工厂|园区)$"
)
# 海棠集团旗下公司: a firm without a name stands for its owner
_FIRM_OF = re.compile(r"(?P<owner>[^,。;]{2,20}?)(?:的)?(?:旗下|辖下|属下|下属)的?(?:公司|企业|机构|单位)")
# 甲电子原股东, 甲家族, 甲馆的馆长们: people who act for what is named
_HOLDERS = re.compile(
    r"(?:的)?(?:原|现有|现|创始|控股|主要|全体|各|单一最大|大)?(?:股东|创办家族|创始家族|创办人家族|创办人|创始人|持有人|管理层|拥有人|业权人)$"
    r"|的?(?:[馆校院局所会行]长|负责人|代表|主席|主任|总裁|高管|专员)们$"
    r"|的(?:[一两]?[位名])?(?:负责人|代表|主席|[馆校院局所会行]长|主任|总裁|总经理|行政总裁|董事长|董事)$"
)


def own_span(names: Names, start: int, end: int) -> tuple[int, int]:
    """Where the own name in ``[start, end)`` of the folded text begins and ends."""
    folded = names.text.folded
    whose = _FIRM_OF.fullmatch(folded, start, end)
    if whose:
        return start, whose.end("owner")
    party = _PARTY.match(folded, start, end)
    start = party.end() if party else start
    owned = _OWNED_BY.match(folded, start, end)
    if owned and not _is_within_name(names, start, owned.end()):
        if _UNNAMED.match(folded, owned.end(), end):
            owner = re.search(r"旗下|辖下|属下|下属|麾下|全资|控股|投资|管理", folded[start : owned.end()])
            return start, start + owner.start() if owner else end
        start = owned.end()
    described = _DESCRIBED.match(folded, start, end)
    if (
        described
        and end - described.end() > 1
        and not _NO_NAME.match(folded, described.end(), end)
        and not _is_within_name(names, start, described.end())
    ):
        return described.end(), end
    for m in names.places:
        from_there = _FROM_THERE.match(folded, m.end, end) if m.start - start in (0, len("来自")) else None
        is_from = from_there and (m.start == start or folded.startswith("来自", start))
        if from_there and is_from and not _is_within_name(names, start, from_there.end()):
            return from_there.end(), end
        if m.start == start and (group := _GROUP_OF.match(folded, m.end, end)):
            is_name = _NO_NAME.match(folded, group.end(), end) or _is_within_name(names, start, group.end())
            return (start if is_name else group.end()), end
    return start, end


def without_holders(folded: str, start: int, end: int) -> int:
    """Where ``[start, end)`` ends without those who act for what it names (甲电子原股东, 甲局的负责人)."""
    along = _ALONG.search(folded, start + 2, end) if end - start > _SHORTEST else None
    end = along.start() if along else end
    holders = _HOLDERS.search(folded, start, end)
    return holders.start() if holders and holders.start() - start > 1 else end


# 副总裁, 国务秘书林某: an office with or without a name
_OFFICE = re.compile(
    r"(?:执行|常务|集团|高级|助理|署理|候任|联席|首席|创始人兼|创办人兼|联合|大中华区|亚太区|副)*"
    r"(?:董事总经理|董事长|董事局主席|总裁|总经理|首席执行官|执行官|行政总裁|主席|理事长|监事长|会长|校长|院长|馆长|总监|秘书长|总干事|局长|署长|处长|厅长|部长|所长"
    r"|主任|创办人|合伙人|执行董事|董事|国务秘书|常务秘书|行长|社长|台长)[\u4e00-\u9fff·]{0,4}$"
)
_BODY_BEFORE = re.compile(r"[局部厅署处院会馆所行社台]长")


def without_office(folded: str, start: int, end: int) -> int:
    """Where ``[start, end)`` ends without the office of who signs for it (海棠云副总裁); 教育局 stays of 教育局长."""
    office = _OFFICE.search(folded, start + 2, end) if end - start > _SHORTEST else None
    if office is None:
        return end
    at = office.start()
    if _BODY_BEFORE.match(folded, at) and folded[at - 1] != folded[at]:
        return at + 1
    return at


_SHORTEST = 4


def _is_within_name(names: Names, start: int, at: int) -> bool:
    """Whether a name that begins at ``start`` goes on behind ``at``."""
    return any(m.start == start and m.end > at and m.slug for m in names.organisations_in(start, at + 30))


_OF_FIRMS = re.compile(r"(?:公司|集团|资本|科技|控股|银行|基金|投资|证券|保险|实业|电子|能源|医药|汽车|创投)$")


def are_firms(folded: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether both stretches end as firms are called (海棠创投及青葵资本)."""
    return FIRM_ENDING_ZH.search(folded, *first) is not None and _OF_FIRMS.search(folded, *second) is not None


def is_firm_of_place(names: Names, start: int, end: int) -> bool:
    """Whether a stretch begins with what a firm is, or with a place and ends as firms are called (惠州海棠電子)."""
    own, end = own_span(names, start, without_holders(names.text.folded, start, end))
    if own > start:
        return end - own > 1
    ends = FIRM_ENDING_ZH.search(names.text.folded, own, end)
    return ends is not None and any(m.start == own and m.end < ends.start() for m in names.places)
