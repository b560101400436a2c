"""The words that dates are told with, in English, Chinese and Portuguese."""

import re
from collections.abc import Iterator
from operator import itemgetter

from articles.pipeline.quantities.scanning import Words

MONTH_NAMES = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
    "janeiro": 1, "fevereiro": 2, "março": 3, "abril": 4, "maio": 5, "junho": 6, "julho": 7, "agosto": 8,
    "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}  # fmt: skip

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "segunda-feira": 0, "terça-feira": 1, "quarta-feira": 2, "quinta-feira": 3, "sexta-feira": 4, "sábado": 5,
    "domingo": 6, "一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6,
}  # fmt: skip

_M = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec"
)

_PM = "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro"

_W = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

_PW = "segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|sábado|domingo"

EN = re.compile(
    rf"(?<![a-z\d-])(?:(?P<iso>20\d\d-\d\d?-\d\d?)(?!\d)"
    # "July 7, 2026", "7 July 2026", "May 20-21", "Aug 3"
    rf"|(?P<mdm>{_M})\.? (?P<mdd>\d\d?)(?:st|nd|rd|th)?(?!\d|,\d)(?:,? (?P<mdy>(?:19|20)\d\d)(?!\d))?"
    rf"|(?P<dmd>\d\d?)(?:st|nd|rd|th)?(?: of)? (?P<dmm>{_M})(?![a-z])(?:,? (?P<dmy>(?:19|20)\d\d)(?!\d))?"
    # "March 2025", "in April", "last July"
    rf"|(?P<mym>{_M}) (?P<myy>(?:19|20)\d\d)(?!\d)"
    rf"|(?:in|since|by|until|from|of|during|this|late|early|mid|end|before|after)[ -]?(?P<mm>{_M})(?![a-z\d])(?! \d)"
    r"(?P<mmrel> last year| next year| this year)?"
    rf"|(?P<mlast>last|next) (?P<mlm>{_M})(?![a-z\d])"
    # "last Thursday", "on Friday", "next Monday"
    rf"|(?:(?P<wrel>last|next|this|coming|past) )?(?P<w>{_W})(?![a-z])(?: (?P<wweek>last|next) week)?"
    # "on the 12th at the tower", "on the 4th signed", the day of a month that was told or is meant
    r"|on the (?P<nth>[0-3]?\d)(?:st|nd|rd|th)(?= (?:at|in|with|by|that|and|to|for|after|as|under|of this month|won"
    r"|held"
    r"|sold|set|began|made|struck|put|met|took|gave|[a-z]{2,12}ed)\b|[,.;]|$)"
    # "two days ago"
    r"|(?P<ago>two|three|four|five|six|\d) days ago"
    r"|(?P<word>the day before yesterday|day after tomorrow|today|yesterday|tomorrow|tonight|this morning"
    r"|this afternoon"
    r"|this evening|last night|with immediate effect|effective immediately|earlier this month|later this month"
    r"|this month"
    r"|last month|next month|this week|last week|next week|earlier this year|later this year|this year|last year"
    r"|next year|the end of the year|year-end|the year's end|the end of the month"
    r"|this spring|this summer|this autumn|this winter)(?![a-z])"
    r"|(?:in|since|by|until|from|of|before|after|during|for|early|late|mid|end|year|spring|summer|autumn"
    r"|winter)[ -](?P<y>(?:19|20)\d\d)(?![\d,a-z-]|\.\d"
    r"| (?:metres|people|projects))"
    # "in Q4", "Q1 2027"
    r"|q(?P<qn>[1-4])(?![a-z\d])(?: (?:of )?(?P<qny>20\d\d)(?!\d))?"
    r"|(?P<q>first|second|third|fourth) quarter(?: of (?P<qy>20\d\d|this year|next year|last year))?"
    r"|(?P<h>first|second) half(?: of (?P<hy>20\d\d|this year|the year|next year|last year))?)"
)

_ZH_DAY = r"\d{1,2}|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?|[一二三四五六七八九]"

ZH = re.compile(
    # "2025年5月20日", "今年3月", "5月20日", "去年12月", "2024年底"
    rf"(?P<year>(?:19|20)\d\d|二[零〇][零〇一二三四五六七八九]{{2}}|今|去|明|前|后|上|同)年(?:的)?"
    rf"(?:(?P<ym>{_ZH_DAY})月(?:份|(?P<yd>{_ZH_DAY}) ?[日号])?"
    rf"|第?(?P<yq>[一二三四1-4])季|(?P<yh>[上下])半年)?"
    rf"|(?<!\d)(?P<m>\d{{1,2}}|十[一二]?|[一二三四五六七八九])月(?:份|(?P<d>{_ZH_DAY}) ?[日号])?"
    r"(?!球|饼|台|子|亮|租|薪|供|费|均|票|内|入)"
    rf"|(?P<mrel>本|上|下|上个|下个|这个|当)月(?:(?P<mrd>{_ZH_DAY})[日号])?(?!球)"
    r"|(?<![每逢])(?P<wrel>上|下|本|这|今)?(?:个)?(?:星期|周|礼拜)(?P<w>[一二三四五六日天])(?![\u4e00-\u9fff]?年|带一)"
    # "今(12)日", "前(十)日": the day in brackets
    rf"|[今昨前明]\((?P<bd>{_ZH_DAY})\)[日天]"
    r"|(?P<word>即日起?|今日|今天|今早|今晨|今晚|(?<![至迄如现当])今(?=在|与|宣|公|发|出|于|签|举|起|正)|昨日|昨天|昨晚|昨早|昨午|昨夜"
    r"|昨(?=[在与和同宣公发出于签举以将向获推开启投夺拍完上就再为由已首正晨晚]"
    r"|起|正)|今午|即时生效|立即生效|明日(?!前)|明天"
    r"|前日|前天|后天|本周|上周|下周"
    r"|上星期|下星期|本星期|(?<![\d一二三两十几数])年内|年底|上半年|下半年|近日|日前|早前|日内)"
    rf"|(?<!为期)(?<!一连)(?<!历时)(?<![\d月\-至到])(?P<dd>\d{{1,2}})[日号](?![线楼馆院店厂机舰仓台站门])"
)

PT = re.compile(
    rf"(?<![\w-])(?:(?:dia )?(?P<dmd>\d\d?)(?:º)? de (?P<dmm>{_PM})(?: de (?P<dmy>20\d\d|19\d\d))?"
    # "em 10 do corrente", "no dia 3 deste mês"
    r"|(?P<cd>\d\d?)(?:º)? (?:do corrente(?: mês)?|deste mês|do presente mês)(?! de)"
    rf"|(?P<mym>{_PM}) (?:de|do) (?P<myy>20\d\d|ano passado|próximo ano|corrente ano)"
    rf"|(?:em|(?<!rio )de|desde|até|no (?:próximo |passado )?mês de) (?P<mm>{_PM})(?!\w)"
    r"(?P<mrel> próximo| passado| último)?"
    rf"|(?:(?P<wpre>passad[ao]|próxim[ao]) )?(?P<w>{_PW})(?!\w)"
    r"(?P<wrel> passada| passado| última| último| próxima| próximo)?"
    # "no primeiro trimestre de 2026", "no segundo semestre deste ano"
    r"|(?P<q>primeiro|segundo|terceiro|quarto) trimestre(?: (?:de|do) (?P<qy>20\d\d|próximo ano|ano passado))?"
    r"|(?P<word>hoje|esta (?:manhã|tarde|noite|madrugada)"
    r"|ontem|anteontem|amanhã|[dn]?este mês|(?:d[eo]|no) corrente mês"
    r"|há (?:dois|três|quatro|cinco) dias|mês que vem|ano que vem|(?:fim|final) d(?:o|este) ano"
    r"|no mês passado|mês passado|próximo mês|esta semana|semana passada"
    r"|próxima semana|este ano|ano passado|próximo ano|com efeitos imediatos)(?!\w)"
    rf"|(?:n?o (?:próximo |passado |último )?dia|(?:em|a)(?= \d\d? do corrente)) (?P<dd>\d\d?)(?!\d| de (?:{_PM}))"
    r"|(?:em|desde|até|de|para) (?P<y>(?:19|20)\d\d)"
    # "elevado para 2000 por dia", "até 2000 patacas": how many
    r"(?![\d%]| (?:por |patacas|yuan|renminbi|euros|dólares|reais|kwanzas|pessoas|visitantes|veículos|postos|metros"
    r"|quilómetros|hectares|toneladas|unidades|empresas|trabalhadores|alunos|estudantes|quartos|mesas|lugares|vagas)))"
)

# What every date in English holds: a month, a weekday, another word of time (these as whole words) ...
_CORES_WHOLE = (
    *_M.split("|"), *_W.split("|"), "today", "yesterday", "tomorrow", "tonight", "morning", "afternoon", "evening",
    "night", "immediate effect", "immediately", "month", "week", "year", "year's", "spring", "summer", "autumn",
    "winter", "q1", "q2", "q3", "q4",
)  # fmt: skip
# ... or one of these; a date begins no further before them ("the day before yesterday")
_NTH = ("1st", "2nd", "3rd", *(f"{n}th" for n in range(10)))
_CORES = Words((*_CORES_WHOLE, "days ago", "quarter", "half", "19", "20", *_NTH))
_CORE_REACH = 16
_WORD_START = re.compile(r"(?<![a-z\d-])[a-z\d]")
# The first character of every date in Chinese
_ZH_START = re.compile(r"[\d一二三四五六七八九十今去明前后上同本下这当星周礼即昨立年近日早]")


def en_starts(folded: str) -> Iterator[int]:
    """Every place where ``EN`` may match, in order: the words not far before a core."""
    reached = 0
    for number, start, end in sorted(_CORES.spans(folded), key=itemgetter(1)):
        if number < len(_CORES_WHOLE) and "a" <= folded[end : end + 1] <= "z":
            continue
        for word in _WORD_START.finditer(folded, max(reached, start - _CORE_REACH), start + 1):
            yield word.start()
        reached = start + 1


def zh_starts(folded: str) -> list[int]:
    """Every place where ``ZH`` may match, in order."""
    return [character.start() for character in _ZH_START.finditer(folded)]


# Days and months counted from the publication day; None: the words fix nothing
DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "yesterday": -1,
    "last night": -1, "tomorrow": 1, "the day before yesterday": -2, "day after tomorrow": 2,
    "with immediate effect": 0, "effective immediately": 0, "com efeitos imediatos": 0, "即日": 0, "即日起": 0,
    "今日": 0, "今天": 0, "今早": 0, "今晨": 0, "今晚": 0, "今": 0, "昨日": -1, "昨天": -1, "昨晚": -1, "昨早": -1,
    "昨午": -1, "昨夜": -1, "昨": -1, "今午": 0, "即时生效": 0, "立即生效": 0, "明日": 1, "明天": 1,
    "前日": -2, "前天": -2, "后天": 2, "hoje": 0, "esta manhã": 0, "esta tarde": 0,
    "esta noite": 0, "esta madrugada": 0, "ontem": -1, "anteontem": -2, "amanhã": 1,
    "há dois dias": -2, "há três dias": -3, "há quatro dias": -4, "há cinco dias": -5,
}  # fmt: skip

MONTHS = {
    "the end of the month": 0, "earlier this month": 0, "later this month": 0, "this month": 0, "last month": -1,
    "next month": 1,
    "este mês": 0, "deste mês": 0, "neste mês": 0, "de corrente mês": 0, "do corrente mês": 0, "no corrente mês": 0,
    "mês passado": -1, "no mês passado": -1, "próximo mês": 1, "mês que vem": 1,
    "本": 0, "这个": 0, "上": -1, "上个": -1, "下": 1, "下个": 1,
}  # fmt: skip

YEARS = {
    "the end of the year": 0, "year-end": 0, "the year's end": 0, "this spring": 0, "this summer": 0, "this autumn": 0,
    "this winter": 0, "earlier this year": 0, "later this year": 0, "this year": 0, "the year": 0, "last year": -1,
    "next year": 1,
    "este ano": 0, "corrente ano": 0, "ano passado": -1, "próximo ano": 1, "ano que vem": 1,
    "fim do ano": 0, "final do ano": 0, "fim deste ano": 0, "final deste ano": 0,
    "今": 0, "年内": 0, "年底": 0, "去": -1,
    "上": -1, "明": 1, "前": -2, "后": 2, "上半年": 0, "下半年": 0,
}  # fmt: skip

# "will open on Friday", "将于周五", "a realizar na sexta-feira": a weekday after such words lies ahead
AHEAD = re.compile(
    r"\b(?:will|would|shall|to be|is to|are to|set to|due to|expected to|scheduled|plans? to|going to|vai|vão|será"
    r"|serão|irá|irão|deve|devem|deverá|deverão|poderá|poderão|pretendem?|prevê|previst[oa]s?|agendad[oa]s?"
    r"|marcad[oa]s?"
    r"|planeiam?|planejam?|a partir de"
    # "entrará", "arrancarão", but not "verão" or "padrão"
    r"|(?!verão|padrão|patrão|quarteirão)[a-zç]{3,20}r(?:á|ão))\b"
    r"|将|拟|即将|预计|预定|定于"
)

# "from Sunday", "starting on Monday": a beginning that is announced lies ahead
FROM = re.compile(r"\b(?:from|starting(?: from| on)?) $")

# "takes effect on Nov 15", "applications open on Saturday": what is set down for a day is told in the present
SET_DOWN = re.compile(
    r"(?:\b(?:opens?|reopens?|starts?|begins?|commences?|resumes?|closes?|(?:takes?|has) effect|(?:comes?|enters?"
    r"|goes?) into (?:force|effect"
    r"|operation|service)|kicks? off|goes? (?:live|on sale)|appl(?:y|ies)|runs?|due(?: \w+){0,3}?"
    r"|scheduled(?: \w+){0,3}?|slated(?: \w+){0,3}?"
    r"|(?:is|are|be) effective)(?: (?:here|there|from|on|in|as|of|at \w+(?: [ap]\.?m\.?)?)){0,3}|\b(?:with effect"
    r"|as) (?:from|of)) ?(?:on |in |the )?$"
)
SET_DOWN_REACH = 48
# "entra em vigor no dia 16", "é retomada esta quarta-feira", "abre ao público no sábado"
SET_DOWN_PT = re.compile(
    r"\b(?:(?:re)?abrem?|arrancam?|começam?|iniciam?(?:-se)?|têm? início|entram? em (?:vigor|funcionamento|serviço"
    r"|operação|circulação)|(?:é|são) (?:retomad|inaugurad|restabelecid|repost|lançad|abert"
    r"|alargad|reabert|assinad)[oa]s?"
    r"|retomam?|voltam? a|passam? a|realizam?-se|decorrem?|estreiam?(?:-se)?|estream?|terminam?|produzem? efeitos"
    r"|inauguram?|descolam?|partem?)\b[^.;:\n]{0,44}$"
)
_TOLD_PT = re.compile(
    r"\b(?:anunci|divulg|inform|revel|confirm|diss|indic|assin|aprov|public|adiant)\w{1,6} (?:\w+ )?$"
)


def is_set_down_pt(folded: str, start: int) -> bool:
    """Whether a Portuguese date at ``start`` is that for which a verb in the present sets something down."""
    told = SET_DOWN_PT.search(folded, max(0, start - 64), start)
    return told is not None and _TOLD_PT.search(folded, told.start(), start) is None


# One of its verbs, found faster
SET_DOWN_WORDS = frozenset((
    "open", "opens", "reopen", "reopens", "start", "starts", "begin", "begins", "commence", "commences", "resume",
    "resumes", "close", "closes", "take", "takes", "has", "come", "comes", "enter", "enters", "go", "goes", "kick",
    "kicks", "apply", "applies", "run", "runs", "due", "scheduled", "slated", "effective", "effect", "as",
))  # fmt: skip

WEEKS = {
    "上星期": -1, "上周": -1, "last week": -1, "semana passada": -1,
    "本周": 0, "本星期": 0, "this week": 0, "esta semana": 0,
    "下周": 1, "下星期": 1, "next week": 1, "próxima semana": 1,
}  # fmt: skip
