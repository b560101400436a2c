"""Owners that are only told in passing: ``BNU, do grupo Elm, abriu``, ``海棠銀行，屬榆樹集團成員，開設``.

What stands between the commas or in the brackets says whose the body before them is; the owner does not act.
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
    r"|(?:totalmente |maioritariamente |integralmente )?(?:detid|controlad|participad|apoiad|fundad)[oa]"
    r"(?: em [\d,.]{1,5} ?(?:%|por cento))? pel[oa](?: grupo)?"
    r"|(?:subsidiária|filial|unidade|participada|associada|afiliada|sucursal|braço) (?:[\wà-ÿ-]{3,12} )?d[oae]"
    r"(?: grupo)?"
    r"|que tem como (?:principal |maior )?ac?cionista (?:maioritário )?[oa]"
    r"|cuj[oa] (?:principal |maior )?(?:ac?cionista|dono|empresa-mãe|casa-mãe)(?: maioritári[oa])? é [oa]"
    r") (?:[a-zà-ÿ-]{3,14} ){0,2}"
)
# "Foo, the retail arm of ", "Foo (a subsidiary of ", "Foo, backed by ", "Foo, whose parent is "
_ENGLISH = (
    r"(?:an?|the|its|one of the) (?:[\w’'-]{2,16} ){0,3}?(?:units?|subsidiar(?:y|ies)|affiliates?|arm|division|members?"
    r"|joint venture|associate) of (?:the )?"
    r"|(?:part|member) of (?:the )?"
    r"|(?:(?:wholly|partly|jointly|majority|ultimately|which is|is)[ -]){0,2}(?:owned|controlled|backed|founded|held)"
    r" by (?:the )?"
    r"|whose (?:[a-z]{3,12} )?(?:parent|owner|shareholder|backer)(?: company)? is (?:the )?"
)
_NAMES_BETWEEN = r"(?:(?:[A-ZÀ-Þ][\w&'’.-]{0,20}|and|e|&) ){0,6}"
_LATIN = re.compile(rf"[\w)”»\"](?:, | \()(?:{_PORTUGUESE}|{_ENGLISH}){_NAMES_BETWEEN}$")
_LATIN_END = re.compile(r"[^,.;:()\n]{0,60}[,)]")
# 海棠銀行，屬榆樹集團成員，; 海棠銀行由榆樹集團持股三成，
_CHINESE = re.compile(r"[\u4e00-\u9fff)](?:,(?:现|現|亦|同)?(?:隶属|属|为|是)于?|,?由)$")
_CHINESE_END = re.compile(r"(?:集团|公司)?(?:旗下|成员|的?全资|的?附属|的?子公司|的?控股|持股|持有)[^,。;:\n]{0,12},")


def is_owner_in_passing(text: Text, mention: Mention) -> bool:
    """Whether the body only says, between commas or in brackets, whose the one before it is."""
    start, folded = mention.start, text.folded
    if text.text[start - 1 : start] in (" ", "("):
        behind = _LATIN_END.match(text.text, mention.end)
        return behind is not None and _LATIN.search(text.text, max(0, start - _REACH), start) is not None
    return (
        _CHINESE_END.match(folded, mention.end) is not None
        and _CHINESE.search(folded, max(0, start - 8), start) is not None
    )
