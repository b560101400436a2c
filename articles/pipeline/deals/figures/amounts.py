"""Which amount belongs to a deal."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.figures.beside import sentences_after
from articles.pipeline.deals.figures.no_sums_chinese import converted, is_no_sum
from articles.pipeline.deals.figures.sums_english import is_sum_of_deal
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Money

# Below this a sum in a deal's sentence is a price, a fee or an allowance
SMALLEST_AMOUNT = 1_000_000

# "the contract amount is", "with a total issuance size of", "o contrato tem o valor de": the sum of what was just told
_OWN_SUM = re.compile(
    r"\b(?:contract|deal|transaction|purchase|investment|issuance|issue|offering|bond) "
    r"(?:(?:amount|sum|value|price|size) (?:is|was|of|stands at|totals?)|(?:is|was) (?:worth|valued at))"
    r"(?: about| around| approximately| some)? $"
    # "has an estimated value of approximately", "anticipates the deal to be worth a minimum of"
    r"|\b(?:deal|contract|agreement|order|partnership|transaction|venture|project)s? (?:has|have|had|carries) an? "
    r"(?:\w+ )?value of(?: about| around| approximately| some| up to| more than)? $"
    r"|\b(?:deal|contract|agreement|order|partnership|transaction|venture)s? (?:is |are |was |to be |will be "
    r"|could be |would be "
    r"|expected to be |estimated to be ){1,3}(?:worth|valued at)(?: a minimum of| at least| about| around"
    r"| approximately"
    r"| some| up to| more than| over)? $"
    # "at an estimated cost of", "will provide a total of"
    r"|\b(?:cost|investment|consideration|price tag|combined value) of(?: about| around| approximately| some| up to)? $"
    # "intends to invest not more than", "will grant it a credit line of", "with an expected investment of more than"
    r"|\b(?:intends?|plans?|agreed|expects?) to invest(?: about| around| up to| not more than| no more than"
    r"| at least)? $"
    r"|\b(?:credit (?:line|facility|quota)|line of credit|financing|loans?)s? (?:of|worth|totalling"
    r"|up to)(?: about| around"
    r"| up to| at least| a total of)? $"
    r"|\b(?:expected|estimated|planned|total|initial) (?:\w+ )?(?:investment|capital) of(?: about| around| some"
    r"| approximately| more than| over| up to| at least)? $"
    r"|\bwill (?:jointly )?(?:provide|invest|commit|contribute|inject) (?:a (?:combined )?total of |up to |about "
    r"|around )?$"
    r"|\b(?:contrato|negócio|emissão|empreitada|oferta|projec?to|obra|operação)\b[^.;]{0,30}\b(?:valor|montante"
    r"|custo) (?:total |global |estimado )?(?:é )?de(?: cerca de| mais de| aproximadamente)? $"
    # "O encaixe, de 416 milhões", "com um capital social de", "serão investidos", "foi concluída por"
    r"|\b(?:encaixe|montante|capital social|capital|orçamento|preço|prémio|valor|custo|receita|dotação|investimento)"
    r"(?: (?:total|global|líquido|bruto|inicial|previsto|estimado|conjunto))?,? (?:(?:é|foi|será|ronda|ascende a|atinge"
    r"|deverá rondar) )?(?:de|os|as)?(?: cerca de| mais de| aproximadamente| quase)? $"
    r"|\b(?:serão|foram|vão ser|será|foi) (?:investid|aplicad|injec?tad)[oa]s?(?: cerca de| mais de| um total de)? $"
    r"|\b(?:conclu[ií]d|fechad|adjudicad|arrematad|vendid|comprad|avaliad)[ao]s?\b[^.;]{0,50}? (?:por|em)"
    r"(?: cerca de| mais de| aproximadamente)? $"
    # "A oferta de 60 mil milhões", "custaram cerca de 10 mil milhões", "orçada em"
    r"|\ba (?:oferta|emissão|operação|venda) de(?: cerca de| mais de| até)? $"
    r"|\b(?:custou|custaram|custará|custo (?:total |global |estimado )?(?:é |foi |será )?de|orçad[ao]s? em"
    r"|investimento (?:total |global )?(?:é |foi |será )?de)(?: cerca de| mais de| aproximadamente| um total de)? $"
    # 三方计划推动一个投资约…的项目, 根据协议,双方将投资; 本次债券发行规模预计为, 此次签约总金额达
    r"|(?:根据[^,。;]{0,6}(?:协议|备忘录),|[双两三四各]方(?:将|拟|计划|会))[^。;]{0,40}?"
    r"(?:投资|斥资|出资|投入|注资)(?:总额|金额|规模|额)?(?:约|逾|超过|超|近|不少于|不低于|达|为|共){0,2}$"
    r"|(?:该|本|此|上述|整个|签约|^|[,。;])项目[^。;]{0,46}?(?:总投资|投资总|计划投资|投资)(?:金?额)?(?:约|将?近|接近|超过?|高?达|为|逾|预计|共|至少|不少于|不低于){0,2}$"
    r"|(?:协[定议]|合同|合约|备忘录|基金|债券)(?:的)?(?:总?规模|总?金额|总[额值]|价值)(?:分别|约|达|为|共|逾){0,2} ?$"
    r"|(?:本|此|是|今|这)次[^,。;]{0,16}(?:规模|总额|总值|总投资|金额|投资额)[^,。;\d]{0,8}$"
)
# "The 210 million yuan deal is", "The HK$2 billion project will"
_OWN_NAME = re.compile(
    r" ?(?:\([^()]{1,30}\) )?(?:deal|acquisition|purchase|investment|transaction|contract|project|venture|fund"
    r"|loan|bond"
    r"|offering|plant|agreement)\b"
)
_THE_SUM = re.compile(r"\b(?:the|this) $")
# "To date, firms have put in": what has come together so far
_RUNNING_TOTAL = re.compile(
    r"\b(?:to date|so far|cumulative|accumulated|since|até (?:agora|à data|ao momento)|acumulad[ao]s?"
    # and what a firm was founded with
    r"|(?:founded|established) in (?:19|20)\d\d|(?:fundad|criad|estabelecid)[ao] (?:em|há))\b"
)
_OWN_SUM_REACH = 2


def amount_after(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The sum that one of the next sentences gives in so many words for the deal just told; else None."""
    for sentence in sentences_after(material, told, _OWN_SUM_REACH):
        start, end = sentence.sentence.start, sentence.sentence.end
        if _RUNNING_TOTAL.search(material.folded, start, end):
            continue
        for money in material.money:
            before = material.folded[max(start, money.start - 60) : max(start, money.start)]
            is_own = _OWN_SUM.search(before) or (
                _THE_SUM.search(before) and _OWN_NAME.match(material.folded, money.end, end)
            )
            if start <= money.start < end and money.amount >= SMALLEST_AMOUNT and is_own:
                return money
    return _amount_in_english(material, told)


def _amount_in_english(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The sum that one of the next English sentences says is paid, put in or set for the deal; else None.

    Of "153 million of the 300 million yuan capital" the whole.
    """
    for sentence in sentences_after(material, told, _OWN_SUM_REACH):
        start, end = sentence.sentence.start, sentence.sentence.end
        given = [
            money
            for money in material.money
            if sentence.sentence.lang.startswith("en")
            and start <= money.start < end
            and money.amount >= SMALLEST_AMOUNT
            and is_sum_of_deal(material.folded, start, end, (money.start, money.end))
        ]
        if given:
            return max(given, key=lambda money: money.amount)
    return None


# "plans to invest 8 billion yuan to build": what the paper of the next sentence is about
_PLEDGED = re.compile(r"\b(?:to|will|would) invest(?: (?:about|around|up to|over|more than|some|a total of))? $")


def amount_pledged(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The sum that an English sentence right before the signing says will be invested; else None."""
    first = min(sentence.index for sentence in told)
    before = material.sentences[first - 1].sentence if first else None
    if before is None or not before.lang.startswith("en"):
        return None
    for money in material.money:
        is_inside = before.start <= money.start < before.end and money.amount >= SMALLEST_AMOUNT
        if is_inside and _PLEDGED.search(material.folded, max(before.start, money.start - 40), money.start):
            return money
    return None


# "raised US$113.6 million", "aims to raise up to HK$2 billion"
_RAISED = re.compile(
    r"\brais(?:e|ed|es|ing)(?: (?:up|to|about|around|as|much|some|net|proceeds|of|at|least|nearly|more|than|a"
    r"|total|just|only|over|almost|approximately|roughly|an|estimated|combined)){0,5} $"
)


def amount_raised(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> Money | None:
    """The sum that the firm of a listing raises, where a sentence of the body that names it tells; else None."""
    if events[0].type != "ipo_listing":
        return None
    firms = {party.name.split(" ")[0] for event in events for party in event.parties}
    for sentence in material.sentences:
        start, end = sentence.sentence.start, sentence.sentence.end
        if (
            sentence.han
            or not sentence.sentence.paragraph
            or not any(material.text.text.find(firm, start, end) >= 0 for firm in firms)
        ):
            continue
        raised = [
            money
            for money in material.money
            if start <= money.start < end
            and money.amount >= SMALLEST_AMOUNT
            and _RAISED.search(material.folded, max(start, money.start - 60), money.start)
        ]
        for money in raised:
            named = max(material.text.text.rfind(firm, start, money.start) for firm in firms)
            if len(raised) == 1 or (named >= 0 and not any(named < other.start < money.start for other in raised)):
                # "Foo raised HK$2 billion, while Bar raised HK$1 billion": each firm before its own sum
                return money
    return None


# 個人額度由300萬元提高: how much each may move, no sum of the deal
_LIMIT_ZH = re.compile(r"(?:个人|每人|单户|投资者)[^,。;]{0,4}(?:额度|限额|上限|门槛)[^,。;]{0,8}$")
# "rewards of up to 15 million yuan", "the individual quota tripled to 3 million yuan": what each may get or move
_IS_ALLOWANCE = re.compile(
    r"\b(?:rewards?|subsid(?:y|ies)|handouts?|bonus(?:es)?|allowances?|rebates?|prizes?|cash incentives?|incentives"
    r"|individual (?:investor )?(?:quotas?|limits?|caps?)|(?:quota|limit|cap|ceiling|threshold) (?:for|per"
    r"|of) (?:each|an"
    r" individual|individual)[\w ]{0,20})\b[^.;,]{0,44}$"
    r"|\bindividuals?['’]? [^.;,]{0,24}\b(?:quotas?|limits?|caps?)\b[^.;,]{0,30}$"
)
# ", which has a market value of", "whose two-way trade reached", "com um valor de mercado de": no sum of a deal either
_OF_OTHERS = re.compile(
    r"\b(?:market (?:value|cap|capitali[sz]ation)|revenues?|turnover|net profits?|(?:two-way |bilateral )?trade"
    r"|gdp|registered capital|assets under management|valor de mercado"
    r"|capitalização bolsista|receitas|volume de negócios"
    r"|lucros?|pib|trocas comerciais)(?: (?:of|is|was|were|de|foi|é|reached|totalled|totaled|hit|stood at|came to"
    r"|ascende a|atingiu|atingiram|ascendeu a|exceeds|exceeding|exceeded|tops|topping))"
    r"(?: (?:about|around|over|more than|nearly|some|up to|at least|almost|roughly|approximately|cerca de|mais de|quase"
    r"|perto de))? $"
)
# "for $1.64 trillion Wealth Connect scheme", "a US$5 billion market": how large it is, and no sum of a deal
_SIZE_OF_MARKET = re.compile(r" (?:[\w-]{1,20} ){0,7}?(?:connect|market|economy|industry)\b")


def amount_of(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The first sum of the deal's sentences that is no price or fee; a headline rounds, so the body goes first."""
    for sentence in sorted(told, key=lambda s: s.sentence.paragraph == 0):
        start, end = sentence.sentence.start, sentence.sentence.end
        for money in material.money:
            if not start <= money.start < end or money.amount < SMALLEST_AMOUNT:
                continue
            is_limit = sentence.han and _LIMIT_ZH.search(material.folded, max(start, money.start - 16), money.start)
            if sentence.han and is_no_sum(material.folded, start, money.start):
                continue
            if sentence.han and _is_only_part(material.folded, money.start, money.end, (start, end)):
                continue
            before = max(start, money.start - 70)
            if not sentence.han and (
                _IS_ALLOWANCE.search(material.folded, before, money.start)
                or _OF_OTHERS.search(material.folded, before, money.start)
            ):
                continue
            if not is_limit and not _SIZE_OF_MARKET.match(material.folded, money.end, end):
                return converted(material, money, end) if sentence.han else money
    return None


# 由50亿元增至90亿元: what it was before
_FROM_ZH = re.compile(r"(?:由|从)(?:原来的?|原本的?|现时的?|目前的?|去年的?)?[^,。;\d]{0,6}$")
_RAISED_TO = re.compile(r"[^,。;\d]{0,8}(?:增|提|扩|升|上调|调高|加码)[^,。;\d]{0,4}[至到]")
# 首期规模200亿元,总规模1000亿元: the first part of the whole
_FIRST_PART = re.compile(
    r"(?:首期|首批|一期|第一期)(?:募集|到位|出资)?(?:规模|资金|金额)?(?:约|将?近|接近|高?达|为|逾|超过?|人民币){0,2}$"
)
_WHOLE = re.compile(r"(?:总规模|目标规模|总额|总募集规模|基金规模)(?:约|将?近|接近|高?达|为|逾|超过?|人民币){0,2}\d")


def _is_only_part(folded: str, start: int, end: int, sentence: tuple[int, int]) -> bool:
    """Whether a Chinese sentence tells beside a sum the larger one that it grows to or is the first part of."""
    before = max(sentence[0], start - 16)
    if _FROM_ZH.search(folded, before, start) and _RAISED_TO.match(folded, end, sentence[1]):
        return True
    return bool(_FIRST_PART.search(folded, before, start) and _WHOLE.search(folded, *sentence))


_COUNTED = ("projects", "documents")
_COUNTED_EARLY = 6


def amount_of_counted(material: Material, told: Sequence[CuedSentence]) -> Money | None:
    """The sum that a Chinese sentence of the body gives for as many projects as the headline counts; else None.

    A district's 85 projects are told after the 677 of the whole city.
    """
    if not told[0].han or told[0].sentence.paragraph:
        return None
    in_title = {
        (c.unit, c.n) for c in material.counts if c.unit in _COUNTED and c.end <= told[0].sentence.end and c.n > 1
    }
    for sentence in material.sentences[1:_COUNTED_EARLY] if in_title else ():
        start, end = sentence.sentence.start, sentence.sentence.end
        same = [c for c in material.counts if (c.unit, c.n) in in_title and start <= c.start < end]
        sums = [m for m in material.money if same and same[0].end <= m.start < end and m.amount >= SMALLEST_AMOUNT]
        if sums:
            return sums[0]
    return None


# "could swell to HK$6.3 billion", 最多
_CEILING = re.compile(
    r"(?:swell|rise|increase|up|go|grow) (?:to|as high as)(?: as much as)? $|as much as $|(?:最多|增至|上限)(?:为|达)?$"
)


def ceiling_of(material: Material, kind: str, amount: Money | None) -> float | None:
    """The upper end of an amount; of an offer also the larger sum that it "could swell to"."""
    if amount is None or amount.amount_max is not None or kind != "ipo_listing":
        return amount.amount_max if amount else None
    larger = [
        money.amount
        for money in material.money
        if money.currency == amount.currency
        and money.amount > amount.amount
        and _CEILING.search(material.folded, max(0, money.start - 30), money.start)
    ]
    return max(larger, default=None)
