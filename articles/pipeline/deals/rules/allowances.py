"""Measures told by what people are allowed to do: with a word that allows, or by what they may do from a day on.

"drivers will be allowed to", 获准; "residents may visit Macao once a week from July 1", 7月1日起居民可每周赴澳门一次.
"""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue

_WHO_EN = (
    r"\b(?:residents|people|citizens|tourists|travellers|travelers|visitors|passengers|drivers|owners|vehicles"
    r"|cars|lorries"
    r"|trucks|yachts|students|graduates|lawyers|doctors|architects|engineers|professionals|workers|patients|companies"
    r"|firms|banks|insurers|investors|holders|groups|nurses|dentists|pharmacists|accountants|teachers|motorists|traders"
    r"|farmers|pensioners|exporters|importers|airlines|hospitals|schools|universities|researchers|seafarers"
    r"|guides|vessels"
    r"|ships|ferries|coaches|buses|taxis|applicants|entrepreneurs|shops|retailers)\b"
)
_DOES_EN = (
    r"(?:visit|enter|travel|cross|drive|stay|leave|return|work|practise|practice|invest|buy|sell|open|trade|make"
    r"|apply|use"
    r"|transfer|remit|take part|go|come|bring|take|carry|call|dock|moor|berth|see|treat|list|issue|raise|hire|employ"
    r"|study"
    r"|live|settle|park|pay|ship|send|export|import|supply|bid|join|sit|register|operate|run|own|offer|provide|set up"
    r"|establish|obtain|claim|borrow|lend|fly|sail|land)\b"
)
# "residents of Zhuhai may visit", "drivers will be able to enter"
_MAY_EN = re.compile(
    rf"{_WHO_EN}[^.;:\n]{{0,60}}?\b(?:may|can|(?:will|would) be (?:able|allowed|free|permitted|entitled) to)"
    rf" (?:now |soon |also |once again |freely )?{_DOES_EN}"
)
_MAY_PT = re.compile(
    r"\b(?:residentes|cidadãos|pessoas|turistas|visitantes|viajantes|passageiros|condutores|proprietários"
    r"|veículos|carros"
    r"|automóveis|estudantes|licenciados|advogados|médicos|arquitectos|arquitetos|engenheiros|profissionais"
    r"|trabalhadores"
    r"|doentes|empresas|bancos|seguradoras|investidores|titulares|grupos|enfermeir[oa]s|dentistas|farmacêuticos"
    r"|contabilistas|professores|docentes|investigadores|comerciantes|agricultores|idosos|hospitais|escolas"
    r"|universidades|guias|barcos|navios|autocarros|táxis|lojas|viaturas|estrangeiros|jovens|alunos)\b[^.;:\n]{0,400}?"
    r"\b(?:podem|poderão|(?:vão|irão)(?: passar a)? poder|passam a poder|passarão a poder)"
    r" (?:agora |também |livremente )?(?:visitar|entrar|viajar|atravessar|circular|conduzir|permanecer|deslocar-se"
    r"|trabalhar|exercer|investir|comprar|vender|abrir|usar|utilizar|requerer|pedir|gozar|regressar|trazer"
    r"|levar|transportar|importar|exportar|beneficiar|obter|solicitar|candidatar-se|inscrever-se|adquirir|prestar"
    r"|operar"
    r"|estudar|residir|aceder|fazer|efec?tuar|apresentar|receber|renovar|passar|optar|participar)\b"
)
_MAY_ZH = re.compile(
    r"(?:居民|市民|人士|旅客|游客|乘客|司机|车主|车辆|私家车|游艇|学生|毕业生|律师|医生|建筑师|工程师|员工|患者|病人|企业"
    r"|银行|保险公司|投资者|持有人|旅行团|团队|护士|牙医|药剂师|会计师|教师|导游|船员|学者|科研人员|专才|人才|创业者|长者"
    r"|老人|货车|巴士|的士|船只|船舶|商户|店铺|医院|学校|高校|航空公司|学童|幼儿|家长|师生|艺人|司乘)[^,。;\n不]{0,10}(?:可以|可|能够|将能)(?:[^,。;\n不]{0,14}?)"
    r"(?:赴|前往|往返|往来|来往|进入|入境|出入境|驶入|访问|到访|停留|逗留|北上|南下|执业|投资|购买|开立|开设|申请|使用|办理|[回返来](?:港|澳|内地|深|粤)|过境|过关|通关|就读|上课"
    r"|上学|就医|求诊|预约|领取|申领|兑换|报考|报读|参保|交收|装卸|转运|行驶|通行|停泊|停放|报关|清关|投保|结算|汇款|转账|缴费|支付|乘搭|乘坐|换乘|登记)"
)
# "from July 1", "starting next month", "a partir de", 7月1日起, 即日起: since when
_SINCE = re.compile(
    r"\b(?:from|starting|as of|with effect from|beginning|effective) (?:on |from )?(?:\d|today|tomorrow|next|now on"
    r"|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august"
    r"|september|october"
    r"|november|december|early|mid|late)"
    r"|\ba partir d[aeo]\b|\bdesde (?:hoje|" + DAY_PT + r"|o dia|o início)\b|[日号月天年]起|即日起|今起|明起"
)
# "plans to let Macao cars drive", "is considering allowing visitors to stay"
_LETS_EN = re.compile(
    r"\b(?P<plan>plans? to|planning to|(?P<settled>is to|are to|is set to|are set to)"
    r"|set to|proposes to|proposed to|(?P<talks>considering|consider"
    r"|considers|mulls|mulling|weighs|weighing|studying))"
    rf" (?:let(?:ting)?|allow(?:ing)?|permit(?:ting)?)\b[^.;:\n]{{0,40}}?{_WHO_EN}[^.;:\n]{{0,30}}? {_DOES_EN}"
)
# "authorities have announced that tour groups can visit": who says so lets them from now on
_TOLD_EN = re.compile(
    r"\b(?:announced|confirmed|decided|ruled|said in an? (?:notice|statement|circular)|bureau said|administration said"
    r"|authorities said|department said)\b[^.;:\n]{0,30}? that\b"
)
_NOT = re.compile(r"\b(?:not|no longer|cannot|nem|não|never)\b|[不未]")


def allowances(folded: str, sentence: CuedSentence) -> list[Event]:
    """People or firms may do something from a day on that the sentence names, or somebody plans to let them."""
    start, end = sentence.sentence.start, sentence.sentence.end
    lets = None if sentence.han else _LETS_EN.search(folded, start, end)
    if lets and not _NOT.search(folded, lets.start(), lets.end()):
        verb = Cue("permit", "plan", lets.start(), lets.end())
        # "regulators are to let": what is settled is made public with these words
        status = "talks" if lets["talks"] else "announced" if lets["settled"] else "planned"
        return [Event("policy_measure", status, "allowed", sentence.index, verb, verb)]
    told = None if sentence.han else _TOLD_EN.search(folded, start, end)
    if _SINCE.search(folded, start, end) is None and told is None:
        return []
    match = (_MAY_ZH if sentence.han else _MAY_PT if sentence.sentence.lang == "pt" else _MAY_EN).search(
        folded, told.end() if told else start, end
    )
    if match is None or _NOT.search(folded, match.start(), match.end()):
        return []
    verb = Cue("permit", "done", match.start(), match.end())
    return [Event("policy_measure", "announced", "let" if told else "permission", sentence.index, verb, verb)]


# "poderão ter voo directo", "poderão aumentar": what may come about is no permission
_MIGHT_PT = re.compile(
    r"poderão (?:vir a |também |ainda |assim )?(?:ter|ser|vir|haver|estar|existir|aumentar|crescer|contribuir|atingir"
    r"|beneficiar|ajudar|levar|criar|surgir|representar|chegar)\b"
)


# "diners can now enjoy dishes from Shenzhen": what is on offer is no permission
_ENJOYS = re.compile(
    r"(?:(?:can|may) now|now able to) (?:also |even )?"
    r"(?:enjoy|taste|watch|see|find|learn|read|experience|expect|look|hear)\b"
)


def permissions(folded: str, sentence: CuedSentence) -> list[Event]:
    """People or firms are allowed what they were not before."""
    for verb in sentence.of("permit"):
        if _MIGHT_PT.match(folded, verb.start) or _ENJOYS.match(folded, verb.start):
            continue
        if folded.startswith("allowing", verb.start) and any(cue.end <= verb.start for cue in sentence.of("talks")):
            # "are considering a new visa, allowing repeat entry": what is studied is another rule's
            continue
        if not any(0 <= verb.start - cue.end <= 12 for cue in sentence.of("negative")):
            return [Event("policy_measure", "announced", "permission", sentence.index, verb, verb)]
    match = _MAY.search(folded, sentence.sentence.start, sentence.sentence.end)
    match = match or _MAY_APPLY.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match is None and sentence.sentence.paragraph == 0:
        match = _GAIN.search(folded, sentence.sentence.start, sentence.sentence.end)
    if match:
        verb = Cue("permit", "done", match.start(), match.end())
        return [Event("policy_measure", "announced", "permission", sentence.index, verb, verb)]
    return []


# 可在深圳办理, 可于网上申请
_MAY = re.compile(r"可(?:在|于)[^,。;]{1,10}(?:办理|申请|换领|使用|购买|开立)")


# "applications are now open for vehicles registered in Macao to enter": whoever is let may ask for it
_MAY_APPLY = re.compile(
    r"\bapplications? (?:(?:are|is) )?(?:now )?open(?:ed|s)?(?: (?:on|from) [^.;:,]{1,20})? (?:for|to) [^.;:]{0,40}?"
    r"\b(?:vehicles|cars|drivers|motorists|residents|visas?|permits?|quotas?|licen[cs]es|passes)\b"
)
# "residents gain weekly permits", "drivers can enter": in a headline the news is that they may
_GAIN = re.compile(
    r"\b(?:residents|firms|companies|drivers|cars|vehicles|visitors|tourists|travellers|patients|students|lawyers|banks"
    r"|insurers|investors)\b[^.;:]{0,30}?\b(?:can|may(?! \d)|gain|regain)\b"
    r"(?= (?:now |soon )?(?:open|use|apply|drive|enter|visit|buy|work|practise|practice|park|obtain|sell|offer|weekly"
    r"|multiple|access|visas?|permits?)\b)"
    r"|\b(?:residentes|empresas|condutores|carros|veículos|visitantes|turistas|doentes|estudantes|advogados|bancos"
    r"|seguradoras|investidores|médicos|jovens)\b[^.;:]{0,30}?\b(?:já podem|(?:vão|irão) poder|passam a poder|podem)\b"
    r"(?= (?:abrir|usar|utilizar|candidatar|conduzir|entrar|visitar|comprar|trabalhar|exercer|obter|vender|pedir"
    r"|requerer|circular|viajar|aceder|investir)\b)"
)
