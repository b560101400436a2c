"""Bodies that are only told in passing: whose another one is, with whom it competes, whom somebody left.

``BNU, do grupo Elm, abriu``; ``Foo, following rival Bar, opened``; ``與海棠競爭的``: none of them acts.
"""

import re

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

_REACH = 120
# "Foo, do grupo ", "Foo (uma subsidiária local da ", "Foo, detida em 51 por cento pela ", "cujo maior accionista é a "
_PORTUGUESE = (
    r"(?:uma? |o )?(?:(?:empresa|sociedade|companhia|firma|instituição|entidade) )?"
    r"(?:(?:membro|parte|integrante) d[oa] grupo|d[oa] (?:mesmo )?grupo|propriedade d[oae]"
    r"|(?:que pertence|pertencente) (?:ao?|à)(?: grupo)?"
    r"|(?:totalmente |maioritariamente |integralmente )?(?:detid|controlad|participad|apoiad|fundad|assessorad"
    r"|aconselhad|representad)[oa](?: em [\d,.]{1,5} ?(?:%|por cento))? pel[oa]s?(?: grupo)?"
    r"|(?:subsidiária|filial|unidade|participada|associada|afiliada|sucursal|braço|rival|fornecedora?|concorrente"
    r"|cliente) (?:[\wà-ÿ-]{3,12} )?d[oae]s?(?: grupo)?"
    r"|que (?:concorre|compete|rivaliza) com [oa]s?|(?:tal como|à semelhança d|ao contrário d)[oa]?"
    r"|que tem como (?:principal |maior )?ac?cionista (?:maioritário )?[oa]"
    r"|cuj[oa]s? (?:principa(?:l|is) |maior(?:es)? )?(?:ac?cionistas?|dono|empresa-mãe|casa-mãe|clientes)"
    r"(?: maioritári[oa])? (?:é|são|incluem) [oa]"
    r") (?:[a-zà-ÿ-]{3,14} ){0,2}"
)
# "Foo, the retail arm of ", "Foo (a subsidiary of ", "Foo, backed by ", "Foo, whose investors include "
_ENGLISH = (
    r"(?:an?|the|its|one of the) (?:[\w’'-]{2,16} ){0,3}?(?:units?|subsidiar(?:y|ies)|affiliates?|arm|division|members?"
    r"|joint venture|associate|investee|spin-off|offshoot|suppliers?|rivals?|competitors?) (?:of|to) (?:the )?"
    r"|(?:part|member) of (?:the )?"
    r"|(?:(?:wholly|partly|jointly|majority|ultimately|which is|is)[ -]){0,2}"
    r"(?:owned|controlled|backed|founded|held|advised|represented) by (?:the |former )?"
    r"|whose (?:[a-z]{3,12} )?(?:parent|owner|shareholder|backer|investor|customer|client)s?(?: company)?"
    r" (?:is|are|include) (?:the )?"
    r"|which competes with (?:the )?|in a move mirrored by |(?:following|like|unlike|mirroring|echoing) (?:its )?"
    r"(?:rivals? |peers? |competitors? )?"
)
_NAMES_BETWEEN = r"(?:(?:[A-ZÀ-Þ][\w&'’.-]{0,20}|and|e|&) ){0,6}"
_LATIN = re.compile(rf"[\w)”»\"](?:, | \()(?:{_PORTUGUESE}|{_ENGLISH}){_NAMES_BETWEEN}$")
_LATIN_END = re.compile(r"[^,.;:()\n]{0,60}[,)]")
# "the second lender after HSBC to open", "to build on its work with ", "depois de autorizado pelo "
_BEFORE_IT = re.compile(
    r"(?:\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|latest|next) [^.,;:\n]{1,40} after (?:the )?"
    r"|\b(?:segund|terceir|quart|quint|sext)[oa] [^.,;:\n]{1,40},? (?:depois d[oae]s?|a seguir ao?s?|após [oa]s?) )"
    rf"{_NAMES_BETWEEN}$"
)
_BEFORE_IT_END = re.compile(r"[^.;:\n]{0,40}?,? (?:to|a) [a-zà-ÿ]")
_ASIDE = re.compile(
    r"\bto build on (?:its|their) [^.,;:\n]{1,30} with (?:the )?$"
    r"|\b(?:depois de|após) (?:ter sido |ser )?(?:autorizad|aprovad|licenciad)[oa]s? pel[oa]s? $"
)
# "Former HSBC executive": whom somebody left
_LEFT = re.compile(r"\b(?:[Ff]ormer|[Ee]x-?) $")
_POST = re.compile(
    r"[ ’'s]{1,3}(?:[a-z]{3,10} ){0,2}(?:executive|banker|chief|head|engineer|manager|director|official)s?\b"
)
# 海棠銀行，屬榆樹集團成員，; 海棠銀行由榆樹集團持股三成，; 客戶包括
_CHINESE = re.compile(
    r"(?:[\u4e00-\u9fff)](?:,(?:现|現|亦|同)?(?:隶属|属|为|是)于?|,?由|,(?:客户|投资者|股东|对手)包括"
    r"(?:[\u4e00-\u9fffA-Za-z]{2,12}[、及和])*)|与)$"
)
_CHINESE_END = re.compile(
    r"(?:集团|公司)?(?:旗下|成员|的?全资|的?附属|的?子公司|的?控股|持股|持有)[^,。;:\n]{0,12},"
    r"|(?:[、及和][\u4e00-\u9fffA-Za-z]{2,12}){0,3},"
    r"|[\u4e00-\u9fff]{0,4}竞争的"
)
_CHINESE_REACH = 40


def is_told_in_passing(text: Text, mention: Mention) -> bool:
    """Whether the body is only told of beside another one, between commas, in brackets or before a post once held."""
    start, end, folded = mention.start, mention.end, text.folded
    if text.text[start - 1 : start] in (" ", "(", "-"):
        if _LEFT.search(text.text, max(0, start - 7), start) and _POST.match(text.text, end):
            return True
        before = max(0, start - _REACH)
        if _ASIDE.search(text.text, before, start):
            return True
        if _BEFORE_IT_END.match(text.text, end) and _BEFORE_IT.search(text.text, before, start):
            return True
        behind = _LATIN_END.match(text.text, end)
        return behind is not None and _LATIN.search(text.text, before, start) is not None
    return _is_passing_chinese(folded, start, end)


def _is_passing_chinese(folded: str, start: int, end: int) -> bool:
    behind = _CHINESE_END.match(folded, end)
    before = _CHINESE.search(folded, max(0, start - _CHINESE_REACH), start) if behind else None
    if behind is None or before is None:
        return False
    told, goes_on = before[0], behind[0]
    if "包括" in told:
        return True
    if told == "与":
        return goes_on.endswith("竞争的")
    if told.endswith("由"):
        # 由某某旗下公司承建: it acts through its own
        return goes_on.startswith(("持股", "持有"))
    return goes_on.endswith(",") and goes_on[:1] not in ",、及和"
