"""Triggers: which rules are asked about a sentence.

Most sentences hold one cue or two, and most rules need a cue of their own kind or certain words. One look for the
words of all rules, and the kinds of the cues, spare the rules that could find nothing. A rule that is not listed here
is always asked.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

import ahocorasick_rs

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.rules import (
    accords,
    accords_portuguese,
    acts,
    allowances,
    approvals,
    approvals_chinese,
    beginnings,
    buildings,
    chinese_business,
    considered,
    contracts_chinese,
    crossing_hours,
    departures,
    english,
    english_papers,
    everyday,
    extensions,
    firms_frames_portuguese,
    firms_portuguese,
    groups_set_up_chinese,
    investments_chinese,
    land_taken_chinese,
    measures_chinese,
    named_among_portuguese,
    openings_chinese,
    openings_portuguese,
    papers,
    purchases,
    purchases_portuguese,
    raisings,
    rights_granted,
    securities,
    services_begun,
    sums_set_aside,
    supplies,
    takings,
    together,
    told_chinese,
    treaties_chinese,
    ventures,
    widened,
    works,
)
from articles.pipeline.deals.rules.table import RULES
from articles.pipeline.deals.rules.wordings import EARLY

Rule = Callable[[str, CuedSentence], list[Event]]

# rule -> the kinds of cue and the (folded) words of which it needs at least one in the sentence
_NEEDS: dict[Rule, tuple[tuple[str, ...], tuple[str, ...]]] = {
    papers.documents: (("sign", "reach", "ceremony", "talks"), english_papers.CONCLUDING_TRIGGERS),
    accords.counted: (
        ("doc", "project", "sign", "reach"),
        ("领域", "范畴", "合作方向", "共识", "合作项目", "áreas", "domínios"),
    ),
    accords.agreements: ((), ("agree", "acorda")),
    papers.stopped: (("cancelled", "stalled"), ()),
    together.partnerships: (("partner", "sign"), ()),
    acts.actions: (("open", "announce"), ()),
    acts.bare_actions: (("open", "announce"), ()),
    beginnings.beginnings: (
        (),
        (
            "begin",
            "began",
            "begun",
            "under way",
            "underway",
            "start",
            "resume",
            "commence",
            "launches",
            "começ",
            "arranc",
            "início",
            "em vigor",
            "implement",
        ),
    ),
    allowances.permissions: (("permit",), ("可在", "可于", "can ", "may ", "gain ", "podem ", "poder ", "application")),
    approvals.approvals: ((), approvals.APPROVED_WORDS),
    approvals_chinese.approvals_chinese: ((), approvals_chinese.APPROVING_WORDS),
    departures.departures: (("leave",), departures.LEAVING_WORDS),
    sums_set_aside.allocations: (("allocate",), ("拨",)),
    sums_set_aside.endowments: (("fund",), ()),
    securities.listings: (("ipo",), ()),
    securities.bonds: (
        ("sign", "issue"),
        ("bond", "notes", "loan", "credit facility", "empréstimo", "obrigações", "债", "贷款", "授信", "发债"),
    ),
    purchases.corporate: (
        ("acquire", "invest"),
        (
            "stake in",
            "stake to",
            "% of",
            "per cent of",
            "percent of",
            "for control",
            "for a controlling",
            "for all ",
            "购",
        ),
    ),
    ventures.ventures: (("doc",), ("合资", "合营", "合组", "共同出资", "联合出资", "合作出资", "签约")),
    works.works: (
        ("contract",),
        (
            "contract",
            "tender",
            "awarded to",
            " let to",
            "appoint",
            "commission",
            "hired",
            "select",
            "picked",
            "chosen",
            "named",
            "engaged",
            "escolhid",
            "seleccionad",
            "contratad",
            "中标",
            "夺标",
            "承建",
            "合约",
            "合同",
            "标书",
            "承揽",
            "承接",
            "得标",
            "授标",
            "批出",
            "授予",
            "总包",
            "夺得",
            "揽下",
            "拿下",
            "斩获",
            "批给",
            "判给",
            "投得",
            "竞得",
            "工程",
            "adjudic",
            "construir",
            "erguer",
            "executar",
        ),
    ),
    works.land: (("land",), ("hectare", "公顷", "offer", "releas")),
    works.orders: (
        ("procure",),
        ("order", "encomend", "订", "增购", "加购", "采购", "购入", "购置", "添置", "购买", "买入"),
    ),
    supplies.supplies: (("supply",), supplies.SUPPLY_WORDS),
    together.undertakings: (
        (),
        ("the two ", "both ", "两地", "双方", "两市", "粤港", "深港", "港深", "as duas "),
    ),
    together.consultations: (("talks",), ()),
    considered.considered: ((), considered.CONSIDERED_WORDS),
    widened.widened: ((), widened.WIDENED_WORDS),
    widened.ended: ((), ("cancel",)),
    widened.welcomed: ((), ("welcom",)),
    buildings.buildings: (
        (),
        ("build", "construct", "constru", "edificar", "obras de", "begun on", "began on", "started on"),
    ),
    raisings.raisings: ((), ("round", "series ", "ronda", "fund", "融资")),
    allowances.allowances: (
        (),
        ("may ", "can ", "will be ", " let", " allow", " permit", "podem ", "poderão ", " poder ", "可", "能"),
    ),
    chinese_business.ventures_by_shares: (
        (),
        ("合资", "合营", "持股", "占股", "出资", "合组", "各占", "参股的", "入股的"),
    ),
    chinese_business.goods_marketed: ((), ("上市", "发售", "开售", "面世", "上架", "公开销售")),
    chinese_business.buildings_financed: ((), ("兴建", "建设", "建造", "打造")),
    chinese_business.projects_unveiled: ((), ("揭牌", "揭幕", "启动")),
    chinese_business.recognitions: ((), ("互认", "认可", "承认", "互换")),
    chinese_business.projects_begun: ((), ("开工", "动工", "开竣工", "奠基", "破土", "启动建设", "开建")),
    everyday.everyday: ((), everyday.EVERYDAY_WORDS),
    extensions.extensions: ((), extensions.EXTENSION_WORDS),
    crossing_hours.crossing_hours: (("hours",), ()),
    purchases_portuguese.bought_or_let: (
        (),
        (
            "pag",
            "desembols",
            "despend",
            "gast",
            "terreno",
            "lote",
            "parcela",
            "escolhid",
            "seleccionad",
            "selecionad",
            "contratad",
            "designad",
            "o concurso",
            "o contrato",
            "um contrato",
            "adjudic",
            "celebração d",
        ),
    ),
    accords_portuguese.accords_portuguese: ((), accords_portuguese.ACCORD_WORDS),
    named_among_portuguese.named_among: ((), named_among_portuguese.AMONG_WORDS),
    openings_portuguese.openings_portuguese: ((), openings_portuguese.OPENING_FRAMES.words),
    firms_portuguese.firms_portuguese: ((), firms_frames_portuguese.FRAMES.words),
    rights_granted.rights_granted: ((), rights_granted.RIGHTS_WORDS),
    services_begun.services_begun: ((), services_begun.SERVICE_WORDS),
    contracts_chinese.contracts_chinese: ((), contracts_chinese.CONTRACT_WORDS),
    investments_chinese.investments_chinese: (("fund", "invest"), investments_chinese.MONEY_WORDS),
    groups_set_up_chinese.groups_set_up_chinese: ((), groups_set_up_chinese.GROUP_WORDS),
    land_taken_chinese.land_taken_chinese: ((), land_taken_chinese.LAND_WORDS),
    measures_chinese.measures_chinese: ((), measures_chinese.MEASURE_WORDS),
    openings_chinese.openings_chinese: ((), openings_chinese.OPENING_WORDS),
    told_chinese.told_chinese: ((), told_chinese.TOLD_WORDS),
    treaties_chinese.treaty_states: ((), treaties_chinese.STATE_WORDS),
    # Asked by the place and the language of the sentence, see below
    english.english: ((), ()),
    takings.recognitions_launched: ((), ("recogni",)),
    takings.papers_in_force: ((), ("implemented", "effect", " force", "operation", "em vigor")),
}


def _bits_by(part: int) -> dict[str, int]:
    """Give, for each kind of cue (part 0) or word (part 1), the rules that it speaks for: bit i is ``RULES[i]``."""
    bits: dict[str, int] = {}
    for place, rule in enumerate(RULES):
        for key in _NEEDS[rule][part] if rule in _NEEDS else ():
            bits[key] = bits.get(key, 0) | 1 << place
    return bits


_OF_KIND, _OF_WORD = _bits_by(0), _bits_by(1)
# Rules that read sentences in which no cue stands
_WITHOUT_CUES = (
    accords_portuguese.accords_portuguese,
    firms_portuguese.firms_portuguese,
    openings_portuguese.openings_portuguese,
)
_NEEDS_NO_CUE = sum(1 << place for place, rule in enumerate(RULES) if rule in _WITHOUT_CUES)
_ALWAYS = sum(1 << place for place, rule in enumerate(RULES) if rule not in _NEEDS)
_ENGLISH = 1 << RULES.index(english.english)
# A set as small as these is walked twice as fast as a DFA, and costs next to nothing to build as one.
_WORDS = ahocorasick_rs.AhoCorasick(
    list(_OF_WORD), store_patterns=False, implementation=ahocorasick_rs.Implementation.DFA
)
_WORD_BITS = list(_OF_WORD.values())


def rules_by_sentence(
    folded: str, sentences: Sequence[CuedSentence]
) -> Iterator[tuple[CuedSentence, tuple[Rule, ...]]]:
    """Give each sentence that has a cue, a word that needs none or is an early one of English, in order, with the rules
    that may find something in it."""
    last = sentences[-1].sentence.end if sentences else 0
    spots = sorted(_WORDS.find_matches_as_indexes(folded[:last], overlapping=True), key=itemgetter(1))
    place = 0
    for sentence in sentences:
        start, end = sentence.sentence.start, sentence.sentence.end
        asked = _ALWAYS
        while place < len(spots) and spots[place][1] < end:
            if spots[place][1] >= start:
                asked |= _WORD_BITS[spots[place][0]]
            place += 1
        if not sentence.cues:
            asked &= _NEEDS_NO_CUE
        is_early = sentence.index <= EARLY and sentence.sentence.lang.startswith("en")
        if is_early and (sentence.cues or english.candidates(folded[start:end])):
            # "was twinned with": wordings of English need no word of the lists
            asked |= _ENGLISH
        for cue in sentence.cues:
            asked |= _OF_KIND.get(cue.kind, 0)
        if asked or sentence.cues:
            yield sentence, _rules_of(asked)


@lru_cache(maxsize=4_096)
def _rules_of(bits: int) -> tuple[Rule, ...]:
    return tuple(rule for place, rule in enumerate(RULES) if bits >> place & 1)
