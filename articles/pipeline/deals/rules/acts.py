"""Rules for what is opened, launched, announced or comes into force."""

import re

from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds, status_of
from articles.pipeline.deals.phrases import Cue, holds
from articles.pipeline.deals.rules.groundworks import (
    begins_works,
)
from articles.pipeline.deals.rules.measures_chinese import is_draft, zone_allowed
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.nouns import head_of
from articles.pipeline.deals.rules.nouns_of_opening import mood_of_noun
from articles.pipeline.deals.rules.objects import object_of
from articles.pipeline.deals.rules.titles import titled_measure
from articles.pipeline.deals.rules.treaties_chinese import treaty_in_force
from articles.pipeline.deals.rules.verbs_chinese import PREPARES, SETTLES, is_nominal, is_of_unnamed
from articles.pipeline.deals.telling_portuguese import TELLS_PT, TELLS_WHEN_PT

# A measure that "will" come is made public with these words; one that is "planned" or "considered" is not
_WILL = re.compile(
    r"\b(?:will|would)\b|\b(?:has|have) (?:\w+ )?decided to\b|将(?:会|于)?|\b(?:vai|vão|irá|irão|será|serão)\b"
)
# Of the verbs that announce, those that can bring a new office or line; 提升, 优化, 恢复 only better an old one
_PRESENTS = re.compile(
    r"推出|新增(?=\d|[一二三四五六七八九十两多])|announce|unveil|introduc|roll|launch|resum(?!ption)|anunci|lançou|introduziu"
)

# "implementarão", "alargará": the same in one word
_FUTURE_PT = re.compile(r"\w{2,20}(?:rá|rão)\b")


# 职业资格互认, "mutual recognition of licences": a measure that lets each side's papers count on the other
_RECOGNISES = re.compile(
    r"互认|相互认可|相互承认|\bmutual(?:ly)? recogni|\breciprocal recogni|\brecogni[sz]e each other|reconhec\w+ m[úu]tu"
)
_RECOGNISES_REACH = 60


def measure_type(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> str:
    """Mutual recognition where the measure's own clause speaks of it, else a policy measure."""
    start, end = clause_bounds(folded, sentence, verb.start)
    start = max(start, min(verb.start, thing.start) - _RECOGNISES_REACH)
    end = min(end, max(verb.end, thing.end) + _RECOGNISES_REACH)
    return "mutual_recognition" if _RECOGNISES.search(folded, start, end) else "policy_measure"


# 陆续出台一系列政策: what goes on all the time is no announcement
_GOES_ON_ZH = re.compile(r"(?:陆续|相继|不断|持续|会继续|将继续|一直)(?:地)?(?:为[^,。;]{1,8})?$")
# 实施情况, 实施细则, 开放服务贸易的磋商: the verb only describes a noun
_NO_VERB = re.compile(
    r"(?:实施|推行|实行|落地)(?:情况|进度|效果|细则|成效|以来|后|的|过程|期间|主体|单位)"
    r"|开放[^,。;]{0,8}(?:磋商|谈判|商谈|协商)"
    # 开放电影业的新措施昨日生效
    r"|(?:扩大|放宽|优化|简化|恢复|延长|提升|取消|增加|开放)[^,。;]{1,14}?的(?:新|各项|多项)?(?:措施|政策|安排|规定)[^,。;]{0,16}?"
    r"(?:生效|实施|施行)"
    # 扩容措施昨日生效: what takes effect is called by what it does
    r"|(?:扩容|扩大|放宽|优化|简化|恢复|延长|提升|取消|增加|开放)(?:措施|安排|政策|方案|计划|新规|新制)[^,。;]{0,16}?"
    r"(?:生效|实施|施行|推行|落地)"
)


# "measures to open services to", "a plan to expand the zone", "rules aimed at launching": what a measure is for
_TO_THAT_END = re.compile(
    r"\b(?:measures|rules|steps|policies|guidelines|medidas|regras) (?:(?:aimed at|designed|intended|meant"
    r"|destinadas?|com vista) )?"
    r"(?:to |a |para )?(?:further |better |\w+ly )?$"
    # "an initiative led by the central government to create"
    r"|\b(?:initiative|strategy|drive|effort|vision|push)\b[^.;:,]{0,40} to $"
)


# "abrir espaço para um voo", "opened the door to a new route", "criar condições para": no thing is opened
_IDIOM = re.compile(
    r"(?:has )?(?:open\w*|creat\w+|abr\w+|cri(?:a|am|ar|ou|aram)) (?:up )?(?:the |a |an |as |mais |novas? |novos? "
    r"|uma? ){0,2}"
    r"(?:doors?|way|window|negotiations|talks|discussions|consultations|investigation|inquiry|probe|fire"
    r"|opportunit\w+|room|conditions|espaço|caminhos?|portas?|janela|oportunidades?|condições"
    r"|perspectivas?|perspetivas?)\b(?!(?<=portas) (?:em|n[ao]|" + DAY_PT + r"|hoje|esta|ao público)\b)"
    # "creating 800 jobs", "criando 800 postos de trabalho"
    r"|(?:creat\w+|cri(?:a|am|ar|ou|aram|ando)) (?:about |some |over |up to |more than |nearly |at least "
    r"|cerca de |mais de |até |quase |pelo menos )?"
    r"(?:\d[\d,.]*|hundreds of|thousands of|dozens of) (?:[\w-]+ ){0,2}?(?:jobs|posts|positions|postos|empregos)\b"
    # "iniciam na terça-feira uma visita a incubadoras"
    r"|(?:inici|começ|arranc)\w+ (?:[\w()-]+ ){0,5}?(?:visitas?|viagem|viagens|digressão|deslocação|missão|périplo"
    r"|reunião|reuniões"
    r"|encontros?|negociações|conversações|conversas|estudos?)\b"
)


# "…, anunciou ontem a Direcção dos Serviços de Saúde": who tells it stands behind the verb
_TOLD_BY_PT = re.compile(
    TELLS_PT + TELLS_WHEN_PT + r",? [oa]s? "
    r"(?:direc?ção d|autoridade|instituto|governo|gabinete|secretári|presidente|chefe d|comissão|ministério"
    r"|administração"
    r"|departamento|agência|imprensa|jornal|associação|universidade|companhia|empresa|banco|director|diretor|porta-voz"
    r"|observatório|serviços|grupo|fundação|câmara|polícia|alfândega|conselho|embaixada|consulado|hospital|organização"
    r"|entidade)"
)
# "…, foi hoje anunciado": what was told before is so told
_IS_TOLD_PT = re.compile(
    r", (?:como |conforme )?(?:foi|fica|ficou|é)(?: (?:hoje|" + DAY_PT + r"|[a-z]{4,14}mente|também|já))*"
    r" (?:anunciado|divulgado|publicado|tornado público)$"
    # "segundo um comunicado divulgado ontem", "de acordo com dados publicados"
    r"|\b(?:comunicado|nota(?: de imprensa)?|informação|informações|aviso|anúncio|dados|estatísticas|relatório|resposta"
    r"|números|declarações|entrevista|notícia|artigo|edital)(?: (?:oficial|oficiais|conjunt[oa]"
    r"|provisórios))?(?: hoje| " + DAY_PT + r")? (?:divulgad|publicad|anunciad|emitid|introduzid)[oa]s?$"
)
# "divulgou um comunicado", "apresentou o balanço do plano", "anunciaram a abertura de um inquérito": nothing new
_OF_A_NOTE_PT = re.compile(
    r"(?:divulg|public|emiti|apresent|revel|anunci|lanç)(?:ou|aram|u|ram)"
    + TELLS_WHEN_PT
    + r" (?:(?:[oa]s?|uma?|em|seus?|suas?) ){0,2}(?:comunicado|nota|declaração|balanço|resultados|contas|cumprimentos"
    r"|dados|números|estudo|relatório|queixa|recurso|pedido|condolências|desculpas|demissão|espectáculo|livro|filme"
    r"|estatísticas|alerta|aviso|esquema|lucros|previs(?:ão|ões)"
    r"|abertura d[aeo]s? (?:uma? )?(?:inquérito|processo|investigação|candidaturas|inscrições|negociações"
    r"|conversações))\b"
    # "foi ontem anunciado que": the clause tells it
    r"|(?:anunciad|divulgad|confirmad|revelad|comunicad|tornado públic)o(?:,? [\wà-ÿ-]{2,14}){0,3},? que\b"
)


def _only_tells(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a Portuguese verb of making public only tells of a note, or of what was told before."""
    start, end = sentence.sentence.start, sentence.sentence.end
    is_told = _IS_TOLD_PT.search(folded, max(start, verb.start - 40), verb.end)
    return is_told is not None or _OF_A_NOTE_PT.match(folded, verb.start, end) is not None


# "banks which can launch the service": what somebody may open is not open
_MAY_DO = re.compile(r"\b(?:which|who|that) (?:can|may) $")


def actions(folded: str, sentence: CuedSentence) -> list[Event]:
    """Openings, launches, measures and funds: a verb of opening or announcing with its object."""
    events: list[Event] = []
    used: set[int] = set()
    for verb in sentence.of("open", "announce"):
        if verb.start in used or _NO_VERB.match(folded, verb.start) or is_nominal(folded, sentence, verb):
            continue
        if _GOES_ON_ZH.search(folded, max(sentence.sentence.start, verb.start - 14), verb.start):
            continue
        if sentence.han and (treaty_in_force(folded, sentence, verb) or _is_of_zone(folded, sentence, verb)):
            continue
        if not sentence.han and (_IDIOM.match(folded, verb.start) or _TOLD_BY_PT.match(folded, verb.start)):
            continue
        if sentence.sentence.lang == "pt" and _only_tells(folded, sentence, verb):
            continue
        if not sentence.han and _TO_THAT_END.search(folded, max(sentence.sentence.start, verb.start - 60), verb.start):
            continue
        if not sentence.han and _MAY_DO.search(folded, max(sentence.sentence.start, verb.start - 12), verb.start):
            continue
        presents = verb.kind == "open" or _PRESENTS.match(folded, verb.start)
        kinds = ("venue", "measure", "fund") if presents else ("measure", "fund")
        thing = _firm_set_up(folded, sentence, verb) or object_of(
            folded, sentence, verb, kinds, 34 if sentence.han else 90
        )
        if thing is None or thing.start <= verb.start < thing.end:
            continue
        if sentence.han and SETTLES.match(folded, verb.start) and _is_signed_for(sentence, verb):
            continue
        if verb.kind == "announce" and _tells_of_opening(folded, sentence, verb, thing):
            continue
        if _is_let_with_contract(folded, sentence, verb, thing):
            continue
        thing = titled_measure(folded, head_of(folded, sentence, verb, thing))
        thing = read_as(sentence, thing, "measure" if verb.kind == "announce" else "venue")
        if (thing.kind == "venue" and not presents) or (thing.kind == "measure" and SETTLES.match(folded, verb.start)):
            continue
        how = mood(folded, sentence, verb)
        if how in ("done", "ing"):
            how = mood_of_noun(folded, sentence, verb, thing) or how
        if how == "done" and PREPARES.match(folded, verb.start):
            how = "planned"
        if how == "negative" or (how == "planned" and is_of_unnamed(folded, sentence, verb)):
            continue
        used.add(verb.start)
        events.append(_action(folded, sentence, verb, thing, how))
    return events


def _is_let_with_contract(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> bool:
    """Whether Portuguese works begin of which the rule of contracts tells ("as obras da linha vão arrancar")."""
    is_let = any(cue.value == "noun" for cue in sentence.of("contract"))
    return is_let and sentence.sentence.lang == "pt" and begins_works(folded, sentence, verb, thing)


# "has set up a company tasked with", "will establish a wholly-owned firm": a firm that is founded
_FOUNDS = re.compile(r"(?:set(?:s|ting)? up|establish(?:es|ed|ing)?|found(?:s|ed|ing)?|incorporat(?:e|es|ed|ing))\b")
_A_FIRM = re.compile(
    r" (?:an?|its|their|the first) (?!joint)(?:[\w-]{1,20} ){0,3}?(?P<firm>company|firm|unit|corporation"
    r"|enterprise|bank|insurer"
    r"|brokerage|carrier|airline)\b(?! (?:in charge|account|limit|price|venture))"
)


def _firm_set_up(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The firm that somebody founds, in English; else None."""
    if not sentence.sentence.lang.startswith("en") or not _FOUNDS.match(folded, verb.start):
        return None
    firm = _A_FIRM.match(folded, verb.end, sentence.sentence.end)
    return Cue("venue", "launch_opening", *firm.span("firm")) if firm else None


_MOST_OPENINGS = 4
_THAT = re.compile(r"(?: [\w,]+){0,4} (?:that|que) ")
# "announced 19 banks which can launch": what stands behind belongs to the second verb
_WHICH = re.compile(r"[^.;:]{0,70}? (?:which|who) (?:can|may|will|are|have) ")


_NOT_DONE_PT = re.compile(
    r"\b(?:não|nunca|(?:a|para) (?:estudar|ponderar|negociar|analisar|avaliar|discutir)|pondera|estuda)\b"
)
_ABOUT_PT = re.compile(r" sobre [^,.;]{0,90}$")


def _tells_of_opening(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> bool:
    """Whether what is announced is a clause that has its own opening ("announced that the institute has launched")."""
    told = None if sentence.han else _THAT.match(folded, verb.end, thing.start)
    if not sentence.han and _ABOUT_PT.search(folded, verb.end, thing.start):
        # "anunciou novos dados sobre o campus": what is told of is not what is brought in
        return True
    if told and thing.kind == "venue" and folded.startswith("anunci", verb.start):
        # "anunciou que os veículos podem passar a ponte": the clause tells what is news, not its first noun
        return True
    if told and sentence.sentence.lang == "pt" and _NOT_DONE_PT.search(folded, told.end() - 1, thing.start):
        # "foi anunciado que o Governo está a estudar novas regras": nothing is brought in
        return True
    if not sentence.han and _WHICH.match(folded, verb.end, thing.start):
        return True
    openings = [cue for cue in sentence.of("open") if told and cue.start >= told.end()][:_MOST_OPENINGS]
    things = [object_of(folded, sentence, cue, ("venue",), 90) for cue in openings]
    return any(found and told and found.start >= told.end() for found in things)


def read_as(sentence: CuedSentence, thing: Cue, kind: str) -> Cue:
    """A market link that is widened is a measure; one that is opened is a thing that opens."""
    return next((cue for cue in sentence.of(kind) if cue.start == thing.start and cue.end == thing.end), thing)


def _is_signed_for(sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a firm has just signed that it will settle somewhere (签约落户, 签约正式进驻)."""
    return any(0 <= verb.start - cue.end <= _SIGNED_BEFORE for cue in sentence.of("sign"))


_SIGNED_BEFORE = 2


_ALLOWS = ("批", "同意", "准", "划设", "划定", "划出", "开辟")
# 获批复同意扩大对外开放
_ZONE_REACH = 10


def _is_of_zone(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a zone is only allowed (批复同意设立某综合保税区), of which a rule of its own tells."""
    if not holds(folded, _ALLOWS, sentence.sentence.start, sentence.sentence.end):
        return False
    allowed = zone_allowed(folded, sentence)
    return allowed is not None and allowed.start() <= verb.start < allowed.end() + _ZONE_REACH


def _action(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue, how: str) -> Event:
    if thing.kind == "venue" and begins_works(folded, sentence, verb, thing):
        return Event("launch_opening", status_of(how, "announced"), "ground", sentence.index, verb, thing)
    if thing.kind == "venue":
        is_under_way = how == "ing" and _IS_DOING.search(folded, max(0, verb.start - 24), verb.start) is not None
        done = "planned" if is_under_way else "completed"
        return Event("launch_opening", status_of(how, done), "opening", sentence.index, verb, thing)
    if thing.kind == "fund":
        return Event("fund", status_of(how, "announced"), "fund", sentence.index, verb, thing)
    is_to_be_told = _ONLY_EXPECTED.search(
        folded, max(sentence.sentence.start, verb.start - 40), verb.start
    ) or _YET_TO_TELL.search(folded, max(sentence.sentence.start, verb.start - 16), verb.end)
    will = _WILL.search(folded, max(sentence.sentence.start, verb.start - 30), verb.start)
    if sentence.han and how == "done" and is_draft(folded, sentence):
        return Event("policy_measure", "planned", "measure", sentence.index, verb, thing)
    if how == "planned" and not is_to_be_told and (will or _FUTURE_PT.match(folded, verb.start)):
        how = "done"
    kind = measure_type(folded, sentence, verb, thing)
    return Event(kind, status_of(how, "announced"), "measure", sentence.index, verb, thing)


# "is opening a branch", "está a abrir": not open yet; but "has been opening"
_IS_DOING = re.compile(r"\b(?:is|are|está|estão)(?: (?:now|also|currently|jointly|a))? $")
# 预计将进一步扩大试点, 计划将口岸时间延长: what is expected or planned is not made public yet
_ONLY_EXPECTED = re.compile(
    r"(?:预计|预期|估计|有望|可望|力争|争取|计划|打算|有意|建议|考虑|研究)[^,。;]{0,24}将[^,。;]{0,24}$"
)
# 将于稍后公布详情, 会适时公布: what is yet to be told
_YET_TO_TELL = re.compile(r"(?:将|会|有望|力争|争取|预计|料)[^,。;]{0,10}?(?:公布|发布|宣布|公告)$")
# Verbs of rules that begin
_TAKES_EFFECT = re.compile(r"实行|实施|施行|推行|生效")
# Verbs of things that begin
_STARTS = re.compile(
    r"启动|开通|上线|揭牌|挂牌|开幕|通车|启用|开业|首航|开航|开园|开馆|开学|投运|投产|投入|揭幕|发车|首发|试运行|试业|试运营"
    r"|亮相|落成|建成|成立|设立|创立|开始交易|封关运行|进入服务|正式运"
)
# The verb ends its clause, but for 仪式, 运行 and the like
_AFTER_ACT = re.compile(r"(?:仪式|运行|试运营|运营|试运行|服务|启用|活动)?(?:[,。;!? ]|$)")
_SHORTEST_SUBJECT = 4


def bare_actions(folded: str, sentence: CuedSentence) -> list[Event]:
    """Chinese clauses whose subject is what opens or takes effect: 某某快线开通, 某某本月起实行."""
    if not sentence.han:
        return []
    for verb in sentence.of("open", "announce"):
        start, end = clause_bounds(folded, sentence, verb.start)
        takes_effect = _TAKES_EFFECT.match(folded, verb.start)
        ends = takes_effect or verb.end == end or _AFTER_ACT.match(folded, verb.end, end)
        if verb.start - start < _SHORTEST_SUBJECT or not ends or _NO_VERB.match(folded, verb.start):
            continue
        if is_nominal(folded, sentence, verb) or treaty_in_force(folded, sentence, verb):
            continue
        if _trades_shares(folded, sentence, verb):
            continue
        how = mood(folded, sentence, verb)
        if how == "negative":
            continue
        if takes_effect:
            kind = measure_type(folded, sentence, verb, verb)
            return [Event(kind, status_of(how, "announced"), "effect", sentence.index, verb, verb)]
        fund = _fund_as_subject(folded, sentence, verb, start)
        if fund:
            return [Event("fund", status_of(how, "announced"), "fund", sentence.index, verb, fund)]
        if _STARTS.match(folded, verb.start):
            fund = _fund_of(folded, sentence, verb)
            if fund:
                return [Event("fund", status_of(how, "announced"), "fund", sentence.index, verb, fund)]
            return [Event("launch_opening", status_of(how, "completed"), "start", sentence.index, verb, verb)]
    return []


# 「某某基金」,早上在某地举行启动仪式: the ceremony is that of the fund before it
_CEREMONY_OF = re.compile(r"[」”》\"]?(?:[,与和、][^。;]{0,24}?)?(?:举行|举办|的)")


def _fund_of(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The fund whose ceremony of launching ``verb`` tells; else None."""
    if not folded.startswith("仪式", verb.end):
        return None
    things = [cue for cue in sentence.of("venue", "measure", "fund") if cue.end <= verb.start]
    if things and things[-1].kind == "fund" and _CEREMONY_OF.fullmatch(folded, things[-1].end, verb.start):
        return things[-1]
    return None


# 正筹组一只基金,预计年内成立: a clause of time alone goes on with what was told before
_ONLY_WHEN = re.compile(
    r"(?:预计|预期|估计|有望|料|计划|拟|将|会|可|于|在|最快|最早|争取|正式|年|月|日|底|前|内|初|中|今|明|本|下|首|上半|下半|第|季度?|\d{1,4}|[一二三四]){1,12}"
)


def _fund_as_subject(folded: str, sentence: CuedSentence, verb: Cue, start: int) -> Cue | None:
    """The fund that the clause from ``start`` says to be set up (某某基金在南沙设立); None where another is."""
    begin = sentence.sentence.start if _ONLY_WHEN.fullmatch(folded, start, verb.start) else start
    things = [cue for cue in sentence.of("fund", "venue") if begin <= cue.start and cue.end <= verb.start]
    return things[-1] if things and things[-1].kind == "fund" else None


# 在港挂牌 集资三百亿元
_IN_MARKET = re.compile(
    r"[集募]资|股价|市值|交所|[在赴来]港挂牌|招股|主板|暗盘|[开收]市?报\d|发售|每手|首日挂牌|\(0\d{4}\)"
)


def _trades_shares(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether 开始交易 or 挂牌 speaks of a firm's shares, which is a listing."""
    if not folded.startswith(("开始交易", "挂牌"), verb.start):
        return False
    in_market = _IN_MARKET.search(folded, sentence.sentence.start, sentence.sentence.end)
    return len(sentence.of("ipo")) > 1 or in_market is not None
