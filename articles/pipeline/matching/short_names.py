"""Whether one party's name is the short form of another: "Quayside Foods" of "Quayside Foods and Sauces".

Compared are keys (``party_key``). What only says where a body is and of what
kind ("Bank of Guangzhou", "Science Park") tells nobody apart from others.
"""

import re
from collections.abc import Iterable

from articles.pipeline.matching.parties import party_key
from articles.pipeline.matching.records import Entity, Reference

_LEAST_HAN = 3
"""Two signs are half of a name in every second company."""
_LEAST_LATIN = 3
_KINDS_LATIN = (
    "academy administration affairs affiliated agency airlines airport airports asset assets association authority bank"
    " banking biotech board branch bureau business capital cargo centre center chamber charity city civil college"
    " commerce commercial commission committee company construction consortium cooperation cooperative corporation"
    " council country county court culture customs department design development digital district economic economy"
    " education electric electronics energy engineering enterprise enterprises environment environmental exchange"
    " express federation ferry finance financial first food foods foreign foundation fund futures gas general global"
    " government group guangdong harbour health healthcare heritage high higher holding holdings hospital hotel hotels"
    " industrial industries industry information infrastructure innovation institute institution insurance"
    " intelligent international investment investments joint laboratory land law legal life light limited line"
    " link logistics management manufacturing marine maritime market media medical medicine ministry mobile motor"
    " municipal museum national network new office oil park people pharma pharmaceutical pharmaceuticals police port"
    " ports power press product products professional promotion property provincial public radio railway regional"
    " regulatory research resources retail safety school science sciences second secretariat securities semiconductor"
    " service services shipping smart social society solutions south southern special sports stock street supply system"
    " systems tax technical technologies technology telecom telecommunications television third tourism trade trading"
    " training transport travel trust union united university urban venture water west western world zone young youth"
    " and for from its of on the to with northern north east eastern greater great grand central"
    " administracao agencia associacao autoridade banco camara centro cidade comissao companhia conselho da das de"
    " direccao direcao do dos e empresa fundacao fundo governo grupo instituto internacional nacional servicos"
    " sociedade universidade"
)
"""Words of kind, field, rank and direction, as many bodies bear them."""
_KINDS_HAN = re.compile(
    "股份|有限|责任|集团|控股|公司|银行|科技|技术|国际|投资|发展|实业|工业|产业|企业|商业|贸易|金融|证券|保险|基金|资本|资产"
    "|管理|建设|工程|能源|电力|电子|信息|通信|网络|智能|数字|软件|医疗|医药|生物|制药|健康|食品|物流|运输|交通|航空|机场"
    "|港口|港务|铁路|地铁|汽车|地产|置业|文化|传媒|教育|研究|大学|学院|学校|医院|附属|第[一二三四五六七八九十]|中心|协会"
    "|商会|联合|总会|委员会|管委会|政府|人民|特别行政区|特区|自治区|海关|法院|公安|警察|办公室|办事处|分行|分公司|分校|总局"
    "|创新|服务|合作|中国|国家|全国|中央|东部|西部|南方|北方|新区|园区|[省市县区局部厅署处委所院会]"
)


class ShortNames:
    """Names as the lists of places let them be told apart."""

    def __init__(self, reference: Reference) -> None:
        """Take the places of ``reference``, whose names make no name of a body's own."""
        keys = {key for key in _names((*reference.cities, *reference.places, *reference.outside)) if key}
        self._words = {*_KINDS_LATIN.split(), *(word for key in keys for word in key.split())}
        han = sorted((key for key in keys if _is_han(key)), key=len, reverse=True)
        self._han = re.compile("|".join(map(re.escape, han)) or "(?!)")

    def is_short(self, one: str, other: str) -> bool:
        """Tell whether one of two different keys stands in the other, whole and with something of its own."""
        short, long = sorted((one, other), key=len)
        if short == long or not stands_whole(short, long):
            return False
        if _is_han(short):
            own = _KINDS_HAN.sub("", self._han.sub("", short))
            return len(own) >= _LEAST_HAN
        return any(len(word) >= _LEAST_LATIN and word not in self._words for word in short.split())


def stands_whole(short: str, long: str) -> bool:
    """Tell whether one key stands in another in one piece: Latin ones as whole words, as Han signs have no gaps."""
    return short in long if _is_han(short) else f" {short} " in f" {long} "


def _names(entities: Iterable[Entity]) -> Iterable[str]:
    for entity in entities:
        names = entity.names
        for name in (names.en, names.zh_hans, names.pt, *(alias.text for alias in entity.aliases)):
            yield party_key(name)


def _is_han(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)
