"""Where names are no subjects: datelines, bylines, credits, sources, contact lines and boxes of other stories."""

import re

from articles.pipeline.text import Text

_AGENCIES = (
    "(?:Xinhua|Reuters|AP|AFP|AFX|Bloomberg|Kyodo|TASS|Lusa|ANI|PTI|Yonhap|CNS|ECNS|China Daily|SCMP"
    "|PRNewswire|ACN Newswire|Business Wire|GLOBE NEWSWIRE)"
)
# "HONG KONG, March 21 (Xinhua) -- ", "SHENZHEN (Reuters) - ", "MACAO - ", in capitals at the head of a paragraph
_DATELINE_EN = re.compile(
    r"[A-Z][A-Z.' ]{2,30}(?:, [A-Z][A-Za-z.' ]{2,20})?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    rf"(?:\s?/{_AGENCIES}/|\s?\({_AGENCIES}\)|,(?= [A-Z][a-z]{{2,8}}\.? \d{{1,2}}\b)|(?=\s?(?:--|—|–|-)\s))"
)
_LONGEST_DATELINE = 120
_BEHIND_DATELINE = " \t\u3000:：—–-,，|｜丨"
# "(Hong Kong) ", "Macau, 12 mai (Lusa) - ", "Hong Kong, March 3 (Bloomberg) -- "
_DATELINE_MIXED = re.compile(
    r"\([A-Z][A-Za-z' ]{2,20}\)(?:\s|\Z)"
    rf"|[A-Z][A-Za-zÀ-ÿ' ]{{2,30}},? [A-Za-z0-9. ]{{0,24}}\({_AGENCIES}\)"
)
# "GUANGZHOU,3 de abr (Diário do Povo Online)- ", "Xi'an/Wuhan, 6 jan (Xinhua) -- ", "Beijing – A": in Portuguese
_DATELINE_PT = re.compile(
    r"(?:[A-ZÀ-Þ][\w'’]{1,14}(?:[ /]|(?=,|\s?\(|\s?[–—-]))){1,3},? ?(?:\d{1,2} (?:de )?[a-zç]{3,9}\.?(?: de \d{4})? ?)?"
    r"(?:\([A-Z][\w ]{2,40}\))? ?(?:--|[—–-]) ?(?=[A-ZÀ-Þ“\"])"
)
# "新华社香港3月21日电", "本报香港讯", "中新社澳门10月1日电 (记者 陈某)", "（香港讯）", "【专讯】", "格隆汇3月5日丨"
_OUTLET_ZH = (
    r"(?:新华社|中新社|中新网|(?:香港)?中通社|(?:香港)?中评社|人民网|央视新闻(?:客户端)?|央视网|央广网|本报|本台|本网|大公文汇网"
    r"|(?:香港)?(?:大公报|文汇报|商报|经济日报)|明报|信报|星岛|东网|南方网|南方财经|南方日报|南方都市报|南都|澳门日报|澳门电台|澳广视"
    r"|力报|羊城晚报|广州日报|深圳特区报|深圳商报|佛山日报|珠海特区报|中国证券报|证券时报网?|证券日报|上海证券报|上证报|中证网|财联社"
    r"|澎湃新闻|界面新闻|第一财经|每日经济新闻|每经|财新网?|21世纪经济报道|智通财经(?:app)?|格隆汇|经济通(?:通讯社)?|彭博社?|路透社?)"
)
_DATELINE_ZH = re.compile(
    rf"[(【〔《]?{_OUTLET_ZH}[^,。;!?\n】〕》]{{0,24}}?(?:日(?:[电讯]|消息)|专?[电讯](?=[】)〕》\s:,(|丨]|$)|消息(?=[】)〕》\s:,])|获悉)"
    r"[】)〕》]?(?:\s?\([^)\n]{1,30}\))?"
    rf"|[(【〔]{_OUTLET_ZH}[】)〕]"
    rf"|[(【〔《]?{_OUTLET_ZH}(?:\d{{1,2}}月\d{{1,2}}日)?(?=[|丨])"
    r"|[(【〔《][^()【】〔〕《》,。;!?\n]{1,14}[讯电][】)〕》]"
    rf"|(?:{_OUTLET_ZH}|特派|特约|见习|实习)?记者\s?[\u4e00-\u9fff]{{2,4}}(?:[、 ][\u4e00-\u9fff]{{2,4}}){{0,3}}"
    r"(?:\s?[\u4e00-\u9fff]{2,6}(?:报道|报导|摄影报道))?(?=[: ])"
)
# "某某日报讯 (记者 陈某 深圳报道)", "【某报专讯】", "某联社3月16日电,", "某经AI快讯,", "某某经济报道 记者陈某 广州报道"
_BYLINE_ZH = r"(?: ?\((?:(?:本报|特派|见习)?(?:记者|通讯员)|[\u4e00-\u9fff ]{1,16}报道)[^()\n]{0,40}\))"
_DATELINE_OUTLET_ZH = re.compile(
    r"[(【〔\[]?[\u4e00-\u9fffa-z0-9·]{1,14}?"
    r"(?:(?:[报网社台]|财经(?:app)?|app|ai)(?:专|快|综合)?(?:讯|消息)"
    r"|社[\u4e00-\u9fff]{0,6}(?:\d{1,2}月)?\d{1,2}日 ?(?:电|讯|消息))"
    rf"(?:[)】〕\]]{_BYLINE_ZH}?|{_BYLINE_ZH}|(?=[ ,:|丨\n]))"
    r"(?: ?(?:本报|特派)?记者 ?[\u4e00-\u9fff、 ]{2,14}报道(?=[ ,:\n]))?"
    r"|[\u4e00-\u9fff0-9]{2,10}(?:报道?|新闻|财经|网)(?:app)? ?记者 ?[\u4e00-\u9fff、 ]{2,14}报道(?=[ ,:\n]|$)"
)
# "Reporting by A in Hong Kong; editing by B", "Photo: Macau Business", "Media contact: ...", "图：新华社"
_CREDIT = re.compile(
    r"(?:additional )?(?:reporting|writing|editing|photo(?:graph)?s?|pictures?|photo credit|image|source"
    r"|media contacts?|contact(?: us)?|press contact|tel|related articles?|read more|you may also like|about the author"
    r"|meet [a-z]{2,20},)(?: by\b|:|(?<=,))"
    r"|(?:图片|图|摄影|记者|编辑|责编|来源|相关新闻|延伸阅读):"
)
_CREDIT_SIGNS = (":", " by", "meet ")
"""One of these stands in every credit."""
# "a writer based in New York"
_BIO = re.compile(r"\b(?:writer|reporter|journalist|correspondent|columnist|freelancer)\b[^.\n]{0,40}\bbased in\b")
_BASE = "based in"
_BIO_REACH = 54
"""A note begins no further before "based in" (characters)."""
# "South China Morning Post - 2 hours ago"
_AGE = re.compile(r"[-–—|·] ?\d{1,2} (?:minute|hour|day|week|month)s? ago\b")
# 据广州海关消息, 记者从海关总署获悉: a source, not a side
_SOURCE_ZH = re.compile(
    r"据[^,。;\n]{2,24}?(?:消息|介绍|透露|报道|获悉|统计|数据显示|公布的数据)"
    r"|记者[^,。;\n]{0,8}?从[^,。;\n]{2,24}?(?:获悉|了解到|得知)"
    r"|笔者[^,。;\n]{0,8}?从[^,。;\n]{2,24}?(?:获悉|了解到|得知)"
)


# "the Greater Bay Area, which includes Hong Kong, Macao and nine cities of Guangdong", "a Grande Baía … integra …":
# what
# the bay area is made of, as papers explain it to their readers
_DEFINES = re.compile(
    r"\b(?:compris(?:es?|ing)|includ(?:es?|ing)|consist(?:s|ing)? of|made up of|encompass(?:es|ing)|cover(?:s|ing)"
    r"|integra(?:r|rá)?|que une|inclui|compreende|abrange|(?:composta|formada|constituída) por)\b"
    r"[^.;\n]{0,80}\b(?:nine|nove|eleven|onze|9|11)\b[^.;\n]{0,40}\b(?:cities|municipalities|cidades"
    r"|municípios)\b[^.;\n]{0,300}"
)
_BAY_AREA = re.compile(r"greater bay area|grande baía|\bgba\b|bay area")
_BAY_AREA_REACH = 160
# "Besides Macao and Hong Kong, the bay area includes nine cities", "Além de Macau …": the first of them
_BESIDES = re.compile(r"\b(?:além d[aeo]|besides|apart from|in addition to)\b[^.;\n]{3,60}?,")

# "Guangdong, Hong Kong and Macao Bay Area", "Guangdong - Hong Kong - Macau Greater Bay": the bay area by its long name,
# in one of the many ways of joining it that the list of names does not have; "Hong Kong, Macau and nine cities in
# Guangdong", 港澳和珠三角九市: its parts in place of its name
_LONG_NAMES = re.compile(
    r"\bguangdong ?(?:[-–—,/]|and|e) ?hong kong ?(?:[-–—,/]|,? and|e) ?maca[uo] (?:greater )?bay\b"
    r"|\bhong kong(?:,| and| e) maca[uo],?(?: and| e|,) (?:(?:the|as|other|outras) )?(?:nine|nove|9)\b"
    r"[^.,;\n]{0,30}\b(?:cities|municipalities|cidades|municípios)\b"
    r"|(?:香港、?澳门|港澳)(?:特别行政区)?[和及与、](?:广东|珠三角|内地|广东省|大湾区)[^,。;、\n]{0,8}?(?:九|9)[个座]?(?:内地)?(?:城)?市"
)


def _definitions(folded: str) -> list[tuple[int, int]]:
    """Give the spans that say of which cities the bay area consists."""
    if not _BAY_AREA.search(folded):
        return []
    spans = []
    for match in _DEFINES.finditer(folded):
        before = max(folded.rfind("\n", 0, match.start()), match.start() - _BAY_AREA_REACH, 0)
        if area := _BAY_AREA.search(folded, before, match.start()):
            besides = _BESIDES.search(folded, before, area.start())
            spans.append((besides.start() if besides else match.start(), match.end()))
    return spans


def dateline_end(text: Text, start: int, end: int) -> int:
    """Give where the dateline ends with which a paragraph or its first sentence begins; 0 where it has none."""
    end = min(end, start + _LONGEST_DATELINE)
    past = _past_dateline(text, start, end)
    # 本报讯 记者陈某报道: the outlet, and who reports
    return (past and _past_dateline(text, past, end)) or past


def _past_dateline(text: Text, start: int, end: int) -> int:
    dateline = (
        _DATELINE_EN.match(text.text, start, end)
        or _DATELINE_MIXED.match(text.text, start, end)
        or (text.lang != "en" and _DATELINE_ZH.match(text.folded, start, end))
        or (start and text.lang.startswith("zh") and _DATELINE_OUTLET_ZH.match(text.folded, start, end))
        or (start and text.lang == "pt" and _DATELINE_PT.match(text.text, start, end))
    )
    if not dateline:
        return 0
    told = text.text[dateline.end() : end].lstrip(_BEHIND_DATELINE)
    return end - len(told)


def quiet_spans(text: Text) -> list[tuple[int, int]]:
    """Give the ranges of ``text`` in which a name is not a subject, in order."""
    folded = text.folded
    spans: list[tuple[int, int]] = []
    for paragraph in text.paragraphs:
        if past := dateline_end(text, paragraph.start, paragraph.end):
            spans.append((paragraph.start, past))
    notes = _bios(folded)
    notes += [match.start() for match in _AGE.finditer(folded)] if " ago" in folded else []
    may_credit = any(sign in folded for sign in _CREDIT_SIGNS)
    for sentence in text.sentences if may_credit or notes else ():
        noted = notes and any(sentence.start <= at < sentence.end for at in notes)
        if noted or _CREDIT.match(folded, sentence.start, sentence.end):
            spans.append((sentence.start, sentence.end))
    if not folded.isascii():
        spans += [match.span() for match in _SOURCE_ZH.finditer(folded)]
    spans += _definitions(folded)
    spans += [match.span() for match in _LONG_NAMES.finditer(folded)]
    return _united(spans)


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the ranges in order, those that overlap as one: the last that begins before a name is to be the one."""
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _bios(folded: str) -> list[int]:
    """Give where the notes about a writer begin."""
    starts: list[int] = []
    base = folded.find(_BASE)
    while base >= 0:
        bio = _BIO.search(folded, max(0, base - _BIO_REACH), base + len(_BASE) + 1)
        if bio:
            starts.append(bio.start())
        base = folded.find(_BASE, base + 1)
    return starts
