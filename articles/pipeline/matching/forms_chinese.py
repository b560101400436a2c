"""Chinese organisations and people by form: what stands before 公司, 集團, 教育廳; who stands after 局長, 總裁.

All patterns read folded text (Simplified characters).
"""

import re
from collections.abc import Iterator

import ahocorasick_rs

LONGEST = 22
"""No name is longer, its ending included (characters)."""
SHORTEST = 3
"""Without a place in it, a name has this many characters before its ending."""

# 教育厅, 商务局, 人民政府, 医院: too general alone, so the name must begin with a place
_BUREAUS = (
    "管理|监管|监督|促进|事务|教育|商务|财政|发展|工商|旅游|文化|科技|卫生|税务|规划|交通|民政|公安|金融|贸发|旅游发展"
    "|交通运输|运输|体育|统计|审计|气象|水务|生态环境|应急|农业农村|住房和城乡建设|自然资源|信息化|社会保障|数据|外事|知识产权"
    "|海事|环境|农业|劳工|建设|港务|招商|文旅|工信|发改|人社|住建|警察"
)
_DEPARTMENTS = "教育|商务|科技|财政|司法|民政|公安|农业农村|文化和旅游|交通运输|工业和信息化|人力资源和社会保障"
# 泰国投资部: the ministries of other countries
_MINISTRIES = (
    "投资|商务|财政|教育|卫生|旅游|能源|经济|交通|外交|农业|贸易|工业|科技|文化|环境|劳工"
    "|工贸|工商|创新|运输|司法|通信|住房"
)
_OTHER_OFFICES = (
    "学院|人民政府|省政府|市政府|县政府|特区政府|政府|卫生健康委员会|卫生健康委|发展改革委|发改委|发展和改革委员会|公司|医院|海关|检察院|法院"
    "|口岸办公室|口岸办|口岸局|网信办|外事办公室|外事办|外办|侨办|台办|大湾区办|税务局|医疗保障局|医保局|药监局|林业局|侨务局|新闻办公室|新闻办"
    "|港澳办|办公厅|办公室|投资推广署|招商署|经贸办|经济贸易办事处|卫健委|国资委|科创委|工信委|住建委|商务委"
    "|天文台|警务处|消防处|入境处|海事处|民航处|劳工处|卫生署|环境保护署|运输署|路政署|水务署|知识产权署"
)
_OFFICES = (
    *(f"{field}局" for field in _BUREAUS.split("|")),
    *(f"{field}厅" for field in _DEPARTMENTS.split("|")),
    *(f"{field}部" for field in _MINISTRIES.split("|")),
    *_OTHER_OFFICES.split("|"),
)
# 有限公司, 集团, 大学, 研究院: endings that make a name by themselves
_STRONG = (
    "股份有限公司|有限责任公司|有限公司|集团公司|航空公司|控股集团有限公司|集团控股有限公司|集团股份有限公司|集团有限公司|控股有限公司|集团|控股集团|控股|证券交易所|交易所|大学|研究院|研究所|实验室|科学院|协会|商会|总会|联会|学会"
    "|公会|联盟|基金会|促进会|理事会|联合会|管理委员会|委员会|管委会|银行|证券|仲裁院|出版社"
)
# Of endings that begin at the same place the first one counts.
_ENDINGS = ahocorasick_rs.AhoCorasick(
    [*_OFFICES, *_STRONG.split("|")],
    matchkind=ahocorasick_rs.MatchKind.LeftmostFirst,
    store_patterns=False,
    implementation=ahocorasick_rs.Implementation.DFA,
)
# 交通部门, 商务部分, 旅游部署: the ending goes on; 外交部部长: a person, who signs for the country
_NO_MINISTRY = ("门", "分", "署", "部")
# where a name cannot go on to the left
# 天安(中国)投资有限公司: a bracket may stand within a firm's name
_PART = re.compile(r"(?:[\u3400-\u9fffA-Za-z0-9&·]|(?<=[\u3400-\u9fff])\([\u3400-\u9fff]{2,4}\))+\Z")
# words that stand between names, or before one
_BETWEEN = re.compile(
    # The longer word first: 这次, not 这; 到访, not 到; 合作区 and 资讯 belong to a name.
    r"[这此本是今该][次轮批]|[今昨][日天]|结成|结为|[到走造]访|的(?!士)|与|和(?!平)|(?<!埃)及|由|在|向|对(?!外)|将(?!军澳)|是|为|让|把|被|跟|从(?!化)|到|自(?![治贸])|于|以(?!色列)|等|了|并|或|而|同(?!济)|至|有(?!色)|称|指|获|给|经(?![济贸])|据|按|今|昨|该|这|那|某|各|每|(?<!日)本|两|多|(?<![国业专作学术画])家|(?<!空)间|个|(?<!茂)名|位|母"
    r"|日前|近日|上周|其中|包括|来自|位于|签署|签订|宣布|表示|公布|出席|联同|联合|共建|共同(?!家园)|合作(?!区|社)|推出|成立|设立|支持|访问|会见|拜访|考察|参观|收购|入股|委托|授权"
    r"|组织|举办|筹办|筹建|兴办|开办|合办|主办|承办|协办|通过|根据|透过|加入|促进|推动|帮助|邀请|代表|担任|出任|批准|同意|获批|开设|开办|创立|组建|注册|选定|指定|聘请|欢迎|协助|携手|联手|伙拍|前往|连接|落户|进驻|增设|寻求|偿还|损害|营运|经营|选择|公立|私营|承认|诈骗|核准|新建|增建|兴建|改建|涉及|低估|高估|批判|报道|接受|管理层"
    r"|负责|研究所有|计划|要求|允许|容许|指示|交由|采用|使用|毗邻|临时|限制|不要|集中|成为|作为|曾经|原本|[0-9]{4}年|暨|期待|身兼|当地企业|本地企业|并购|控告|起诉|涉嫌"
    r"|旗下|属下|辖下|附属公司|(?<!电)子公司|母公司|附属(?!第|医|中|小|学)|全资|上市|中资|(?<!香)港资|外资|国有|民营|跨国|初创|大型|知名|著名|领先|科技型|相关|有关|不少|许多|全国|全球|世界|国际级|本地|当地"
    r"|一些|部分|所有|任何|其他|其它|第[0-9一二三四五六七八九十]{1,4}[届次]"
)
_JOINED = frozenset({"本港", "本澳"})
"""Short forms of a place that begin with a word between names."""
# 子公司, 上市公司, 科技公司: an ending with no name before it
_EMPTY = re.compile(
    r"(?:[分子总母新老大小好旧贵我他她它们中外]|产业|国内|国外|海外|内地|当地|企业|科技|金融|保险|投资|专业|学术|行业|高等|民间|商业|中央|地方|特区|外国|国家|英美|日本"
    r"|医药|能源|物流|运输|建筑|房地产|互联网|人工智能)+\Z"
)

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岑翁甄麦霍关区欧冼招司简屈凌祝"
    "柯骆柴蒙卓池辛柳梅盛童涂包宁符游阮耿焦詹左解席季麻单尤裴岳应路宗曲班仇隆商佘窦甘车祖褚娄谌边米项饶房"
)
# 局长, 行政总裁: an office, right before a name
_OFFICE_HOLDER = re.compile(
    # A pattern whose branches all begin with a character of their own, not with a set, is searched much faster.
    rf"(?:{'|'.join(f'{body}长' for body in '局厅省市区州县司署处校院会行所')}"
    r"|秘书长|理事长|董事长|部长|关长|主任|书记|专员|主席|总裁|总经理|总监|总领事|大使|召集人|首席执行官|首席经济学家"
    r"|发言人|总干事|财政司|政务司|律政司|教授|博士|创办人|创始人|合伙人|议员|委员|特首|行政长官|总理|总统|首相)"
    r"([\u4e00-\u9fff]{2,3})"
)
# ，陈某某表示: a name between a mark and what its bearer says
_SAYS = re.compile(r"表示|指出|强调|认为|透露|介绍(?=说)|宣布|说(?=[,:])|称(?=,)")
_SPEAKER = re.compile(r"(?:^|[,。;:、\s])([\u4e00-\u9fff]{3})\Z", re.MULTILINE)
_SPEAKER_REACH = 4
"""A mark and a name of three characters."""
_NO_SPEAKER = frozenset("局署会司部厅院方者员们市省区县国人团社台行面层家府处组长")
# what follows a name and begins what its bearer does: 李某某表示, 陈某在, 赵某某见证
_AFTER_NAME = re.compile(
    r"表|说|指|称|在|与|和|今|昨|率|出|认为|签|会见|会晤|介绍|等|致|宣|强调|透|主持|主礼|于|到|将|是|就|对|也|亦|则|向|同|为|的|又|接受|参|访|考察|应|代表|发|及|或|并|已"
    r"|曾|谈|形容|回|引述|补充|续|呼|解释|期|欢迎|感谢|重申|更|早上|早前|近日|星期|周[一二三四五六日]|上午|下午|都|一行|见|担任|获|现|估计|相信|料|希望|不|先生|女士|博士|教授"
    r"|有|所|领|带|陪|随|前往|从|以|之|会[面后上议]|近[期日]|早|昨|其|因|由|被|让|把|给|再|即"
)


# 关注, 方面, 高度: words that begin like a name
_NO_NAME = re.compile(
    r"关[注心系于]|方[面法案]|高[度层级]|安[排全]|任[何命]|金[融管]|应[邀对]|车[辆]|马[上会]|万[科亿]|于是|石油|温度|江[门苏西]|曾[任经]|程[序度]|单位|司[机法长]|解[决释放]"
    r"|左右|白宫|平台|项目|简称|时任|明[年日天]|章程|钱|华为|包括|应该|成[立为功]|满意|全[国港市]|易|路|池|水|双"
)


def chinese_organisations(folded: str, places: bytearray) -> Iterator[tuple[int, int]]:
    """Give the spans of organisations; ``places`` marks the characters that listed places hold."""
    for number, at, end in _ENDINGS.find_matches_as_indexes(folded):
        start = _head(folded, at, max(0, end - LONGEST))
        while 0 < start < at and places[start] and folded[start - 1 : start + 1] in _JOINED:
            start -= 1
        name = folded[start:at]
        if number < len(_OFFICES):
            # 美国新政府 is no body: the bare word must touch the place.
            touches = bool(name) and places[at - 1] == 1
            if _OFFICES[number] == "学院" and not touches:
                continue
            if _OFFICES[number].endswith("部") and (not touches or folded[end : end + 1] in _NO_MINISTRY):
                continue
            if name and places[start] and (touches or _OFFICES[number] != "政府"):
                yield start, end
        elif places.find(1, start, at) >= 0 or (len(name) >= SHORTEST and not _EMPTY.match(name)):
            yield start, end


def _head(folded: str, end: int, limit: int) -> int:
    """Go left from ``end`` to where the name begins: a mark, or a word that stands between names."""
    part = _PART.search(folded, limit, end)
    if part is None:
        return end
    start = part.start()
    for between in _BETWEEN.finditer(folded, start, end):
        start = between.end()
    return start


def chinese_people(folded: str) -> Iterator[tuple[int, int]]:
    """Give the spans of names after an office (局长 + surname + one or two characters) or before what they say."""
    for office in _OFFICE_HOLDER.finditer(folded):
        at, name = office.start(1), office.group(1)
        if name[0] in _SURNAMES and not _AFTER_NAME.match(folded, at + 1) and not _NO_NAME.match(name):
            yield at, at + (2 if len(name) < 3 or _AFTER_NAME.match(folded, at + 2) else 3)
    for says in _SAYS.finditer(folded):
        speaker = _SPEAKER.search(folded, max(0, says.start() - _SPEAKER_REACH), says.start())
        if speaker is None:
            continue
        name = speaker.group(1)
        if (
            name[0] in _SURNAMES
            and not _NO_NAME.match(name)
            and name[2] not in _NO_SPEAKER
            and name[1] not in _NO_SPEAKER
        ):
            yield speaker.span(1)
