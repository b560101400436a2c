"""What only looks like a deal: recalled, refused, or another sense of the word."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, clause_bounds
from articles.pipeline.deals.recalled_chinese import is_only_recalled
from articles.pipeline.deals.rules.english_under_papers import UNDER_PAPER
from articles.pipeline.deals.rules.signings_chinese import describes_signer
from articles.pipeline.quantities import When

# "Under the agreement signed in 2003", "signed last year", 去年签署的: recalled, not told
_RECALLED = re.compile(
    r"\b(?:last year|years? ago|previously|anniversary|under (?:the|an?) (?:\w+ ){0,3}(?:agreement|deal|mou"
    r"|memorandum|pact)|since (?:the|its|their|it|they|being))\b"
    r"|去年|前年|迄今|早前|此前|先前|曾(?:经|于)?|周年|年前|以来|自从|累计|至今|根据(?:协议|备忘录)|按照协议"
    r"|\bno ano passado\b|\bhá (?:\w+ )?anos\b|\baniversário\b|\banteriormente\b"
    r"|\bsob a sua (?:liderança|presidência|direc?ção|gestão)\b|\bdurante o (?:seu )?mandato\b|\bnos últimos \w+\b"
    r"|\b(?:resultam?|decorrem?|nasce[um]?) de um (?:acordo|protocolo|memorando)|\bfruto de um (?:acordo|protocolo)"
    r"|\bna altura\b|\bem tempos\b|\btinham? (?:já )?\w{2,14}(?:ado|ido)\b"
    # but "desde ontem", "desde 1 de Março"
    r"|\bdesde\b(?! (?:hoje|" + DAY_PT + r"|anteontem|esta |(?:a |a passada )?\w{4,7}-feira"
    r"|(?:o passado )?(?:sábado|domingo)"
    r"|o dia \d|\d{1,2} de ))"
)
# A ceasefire, a plea, a transfer: agreements of another kind
_REFUSED = re.compile(
    r"\b(?:ceasefire|peace|hostage|plea|nuclear|record|meal|flash|drug|brexit|prisoner|budget|trade truce"
    r"|tariff|pay|wage|sponsorship|season-long|multi-year playing) (?:deal|agreement|accord|pact)s?\b"
    r"|(?<!share )(?<!equity )(?<!stock )(?<!asset )(?<!interest )(?<!land )(?<!knowledge )(?<!technology )(?<!data )"
    r"\btransfer (?:deal|agreement|accord|pact)s?\b"
    r"|\b(?:season-long|year-long|short-term|player) loan\b|\bloan (?:spell|move|signing)\b"
    r"|停火协议|和平协议|换俘协议|认罪协议|核协议|转会|保密协议|acordo de (?:cessar-fogo|paz|pesca)|acordo (?:nuclear"
    r"|judicial|ortográfico)"
)


# 业界盼放宽, "urged Beijing to raise", "espera que a China alargue": what somebody would like to see
_WISHED = re.compile(
    r"(?:希望|期望|盼望?|冀|寄望|期盼|建议|倡议|促(?![进销成使])请?|敦促|呼吁|吁|主张)[^ ,。;:]{0,24}$"
    r"|\b(?:hop(?:es?|ed|ing)|wish(?:es|ed)?|urg(?:es?|ed|ing)|call(?:s|ed|ing)? (?:for|on)|lobb(?:y|ies|ied|ying)"
    r"|suggest(?:s|ed|ing)?|advocat(?:es?|ed|ing))\b[^.,;:]{0,60}$"
    r"|\b(?:espera[mv]?|esperam|deseja(?:m|va)?|ped(?:e|em|iu|iram)|apel(?:a|am|ou|aram)|defend(?:e|em|eu|eram)"
    r"|suger(?:e|em|iu|iram))\b[^.,;:]{0,60}$"
)
_WISH_REACH = 70


# 这是香港首次与中东地区签署类似备忘录: what the paper that was told before is
_THIS_IS = re.compile(
    r"(?:这|此|该备忘录|该协议)(?:也|亦|更)?(?:是|为)|(?:this|it) is the (?:first|second|third|latest)\b"
)


def remarks_on(folded: str, sentence: CuedSentence, event: Event, told: Sequence[Event]) -> bool:
    """Whether a sentence only says what a paper ``told`` before is: the first of its kind, the fifth so far."""
    if event.type not in DOCUMENTS or not _THIS_IS.match(folded, sentence.sentence.start):
        return False
    return any(other.type in DOCUMENTS and not other.background for other in told)


# "have been rolling out measures": what goes on, not what is new
_HAS_BEEN = re.compile(r"\b(?:has|have|had) been (?:\w{3,12}ly )?$")
# 根据中共中央、国务院印发的《…方案》: a paper that only says why
_ACCORDING_TO = re.compile(r"(?:根据|按照|依据|依照)[^,。;《》]{2,30}$")


def _goes_on_or_says_why(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether a measure or opening is only in progress, or only the ground for what the sentence tells."""
    if event.type not in ("policy_measure", "launch_opening"):
        return False
    start, verb = max(sentence.sentence.start, event.verb.start - _WISH_REACH), event.verb.start
    if sentence.han:
        return event.type == "policy_measure" and _ACCORDING_TO.search(folded, start, verb) is not None
    return event.verb.value == "ing" and _HAS_BEEN.search(folded, start, verb) is not None


# "has issued bonds for three consecutive years", 已连续三年发行: what went on for years, not its latest part
_YEAR_AFTER_YEAR = re.compile(
    r"连续(?:\d+|[一二两三四五六七八九十]+)(?:个)?(?:财政)?年(?!度)"
    r"|\b(?:consecutive|straight|successive) years\b|\byears (?:running|in a row|in succession)\b"
    r"|\banos (?:consecutivos|seguidos)\b"
)


# "has signed 60 MoUs since", 已与八个经济体签订: the stand so far, not today's news
_STATE_OF_PLAY = re.compile(
    r"(?:已经?|共|先后|合共)(?:[与和同跟][^,。;]{0,14})?(?:\d+|[一二三四五六七八九十]+|多)余?个(?:国家|经济体|地区"
    r"|司法管辖区)[^,。;]{0,14}(?:签|达成)"
    r"|已(?:经)?签[署订定]?(?:了)?(?:涵盖|覆盖|不少|多[份个项])"
    r"|已(?:经)?[与和同跟][^,。;]{0,14}签[署订定]?(?:了)?(?:不少|多[份个项]|\d{2,}[份个项])"
    r"|(?:已|先后)签(?:署|订|定)?(?:了)?(?:\d+|[一二三四五六七八九十]+|多)[份项个][^,。;]{0,14}(?:自由贸易|自贸|投资)协"
    r"|\b(?:has|have) (?:now |so far |to date |already )?(?:signed|concluded|inked|reached|struck) (?:such |similar "
    r"|these )[^.;]{0,40}? with (?:\d+|\w+teen|ten|twelve|twenty|several|dozens of) (?:economies|countries"
    r"|jurisdictions|partners|places|markets)"
    r"|\b(?:has|have) (?:so far |already )?signed (?:\w+ )?(?:\d+|\w+teen|eight|nine|ten|several"
    r"|dozens of) (?:free trade|investment) (?:agreements|pacts)"
)


# "issued a total of about 71,000 permits": figures on the use of a scheme
_FIGURES_ON_USE = re.compile(
    r"(?:issued|approved|granted|processed|emitiu|emitiram|aprovou)(?: (?:a total of|about|around|over|some|more than"
    r"|nearly|cerca de|mais de|um total de)){0,2} \d[\d,.]{2,}"
)


# So far around an event do words of another kind of deal, or of recall, count
# "去年他率团访问,期间…交换": last year governs the clauses that follow, unless another time is named
_LAST_YEAR = re.compile(
    r"(?:去年|前年|\blast year\b|\bno ano passado\b)(?![^。.;]*(?:今年|" + DAY + r"|本月|\btoday\b"
    r"|\byesterday\b))[^。.;]{0,70}$"
)
# "signed in 2019", "assinado em 2019": the year of a paper
_IN_YEAR = re.compile(
    r"\b(?:(?:in|since|em|desde|back in) (?:\w+ (?:of )?)?|(?:\d\d? de )[a-zç]{4,9} de )((?:19|20)\d\d)\b"
)
# 开通九周年, 签署二十年来: the verb only dates an anniversary
# 开通72小时以来, 开通首月, 实施满一年: nor does it tell of what is new
_MARKS_YEARS = re.compile(
    r"(?:之?前|之后|以来|至今)(?![海身沿往山进锋湾景])|[^,。;]{0,6}?(?:周年|年来)|满[^,。;]{1,6}?[年月天]|首[月周年](?!起)|百日"
    r"|[\d一二两三四五六七八九十半]{1,4}(?:小时|天|个?月|年)以?来"
)
# 本届政府与内地省市成立的首个机制: an opening that only describes a noun, unless it is of a day
_SETS_UP = re.compile(r"成立|设立|组建|创立")
_OF_A_DAY = re.compile(r"[今昨明当前]|\d日|刚|新|即将|将|周[一二三四五六日]|星期")
# "ten years since Hong Kong and Guangdong signed", "a year after the bridge opened"
_SINCE = re.compile(
    # ... but "have since December 8 recognised" tells from when
    r"\b(?:since(?! (?:early |mid-?|late )?(?:(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)(?: \d{1,2})?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|\d{1,2} [a-z]{3,9}) $)"
    r"|(?:years?|months|decades?) after|anos d[aeo]|anos após)\b[^.,;:]{0,60}$"
    # "the first project after both schools signed"
    r"|\bfirst (?:[\w-]+ ){1,5}(?:after|since)\b[^.,;:]{0,60}$"
)
# Words with which even a headline recalls
_DATED_BACK = re.compile(
    r"\b(?:last year|so far|years? ago|to date)\b|去年|前年|[一二两三四五六七八九十\d]年前|至今|累计|周年"
    r"|\bno ano passado\b|\baté agora\b"
)
# "the 22nd anniversary of", 签署二十周年
_ANNIVERSARY = re.compile(r"\banniversary\b|周年|\baniversário\b")
# "Under the memorandum of understanding, ... will open", 根据协议,双方将成立: what a paper provides for is part of it
_PROVIDED = re.compile(
    r"(?:under|according to|pursuant to|as part of) (?:the|this|that|its|their) (?:\w+ ){0,4}?"
    r"(?:agreements?|deal|mous?|memorandums?|memoranda|pact|accord|letters? of intent)\b"
    r"|(?:根据|按照|依据|依照)(?:该|上述|有关|双方|是次|本次|这份|此)?[^,。;]{0,12}(?:协议|备忘录|协定|意向书|合约)"
    r"|(?:ao abrigo|nos termos|de acordo com|segundo|no âmbito) (?:d?[oa]s? )(?:\w+ ){0,3}?"
    r"(?:acordos?|memorandos?|protocolos?|convénio)\b"
)
# "under an agreement signed earlier this week", "ao abrigo de um acordo assinado na semana passada": news, as a day is
_THIS_WEEK = re.compile(
    r"[^,;:]{0,40}?(?:\b(?:this|last) week\b(?! last)|本周|这周|本星期|上周|上星期"
    r"|\besta semana\b|\bna semana passada\b)"
)
_RENEWS = ("renov", "renew", "prorrog", "extend", "续签", "续订")
_AROUND, _NEAR, _YEAR_REACH = 200, 40, 70
# "under a deal struck with the port", told in the lead: that deal is the news
_UNDER_A_NEW = re.compile(r"under an? (?!(?:\w+ ){0,2}(?:existing|earlier|previous|current|old|similar)\b)")
_HEAD = 2
_RECENT = timedelta(days=14)
_LONG_AGO = timedelta(days=60)
_JANUARY = 1


def is_refused(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the words mean another kind of deal (a ceasefire, a plea, a transfer)."""
    start, end = _window(sentence, event, _AROUND)
    return bool(_REFUSED.search(folded, start, end))


# 委员会提出成立…基金, 倡设…基金: what somebody who does not decide proposes
_PROPOSED = re.compile(r"(?:(?:会|将|拟)提出|(?<![府局署处厅部])建议|倡议?|呼吁|促请)[^,。;]{0,20}$")


# 有专家建议在某地设立某区, 议员促请开设: those who do not decide
_SUGGESTED = re.compile(
    r"(?:专家|学者|业界|业者|议员|委员|商会|团体|人士|网民|市民|教授|智库|政党)[^。;]{0,24}?(?:建议|倡议|提议|呼吁|希望|期望|认为|促请|敦促|主张|吁)[^。;]{0,50}$"
)


def is_wished(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether a measure is only what somebody hopes, urges or proposes, or a fund what somebody proposes."""
    start = max(sentence.sentence.start, event.verb.start - _WISH_REACH)
    if event.type == "launch_opening" and sentence.han and _SUGGESTED.search(folded, start, event.verb.start):
        return True
    if event.type == "fund" and _PROPOSED.search(folded, start, event.verb.start):
        return True
    return event.type == "policy_measure" and _WISHED.search(folded, start, event.verb.start) is not None


# "Elm Ferries, which bought four ships in 2019, carried": who somebody is, by what it did long ago
_WHICH = re.compile(r", (?:which|who|whose) [^.;:,]{0,24}$")
_LONG_SINCE = re.compile(
    r"[^;.,]{0,90}?\b(?:(?:in|since|back in) (?:19|20)\d\d\b|last year\b|(?:years?|decades?) ago\b)"
)


def _is_told_in_passing(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether an English relative clause with a year only says who somebody is."""
    if event.type in DOCUMENTS or not sentence.sentence.lang.startswith("en"):
        return False
    start = max(sentence.sentence.start, event.verb.start - _NEAR)
    if not _WHICH.search(folded, start, event.verb.start):
        return False
    return _LONG_SINCE.match(folded, event.verb.end, sentence.sentence.end) is not None


# 是本港与南美洲经济体达成的第二份自贸协定: what the paper is among its like
_IS_THE_NTH = re.compile(r"是[^,。;是]{1,24}(?:签署|签订|达成|订立|签立|签)的第[一二三四五六七八九十\d]{1,3}[份项个]")


def is_background(
    folded: str, sentence: CuedSentence, event: Event, dates: Sequence[When], published: date | None
) -> bool:
    """Whether the sentence recalls the event rather than reports it.

    A headline recalls only what it dates ("last year", "so far", 至今). Elsewhere
    words of recall beside the event, or a date there that lies long before the
    publication, make it background; ``dates`` are those of the sentence.
    """
    if event.rule == UNDER_PAPER:
        return False
    if is_only_recalled(folded, sentence, event, published):
        return True
    start, end = _window(sentence, event, _AROUND)
    if event.type not in DOCUMENTS and _PROVIDED.match(folded, sentence.sentence.start):
        return True
    if _goes_on_or_says_why(folded, sentence, event) or _is_told_in_passing(folded, sentence, event):
        return True
    if _MARKS_YEARS.match(folded, event.verb.end) or _SINCE.search(folded, start, event.verb.start):
        return True
    if sentence.sentence.paragraph and _only_describes(folded, sentence, event):
        return True
    if sentence.sentence.paragraph == 0:
        return event.type in DOCUMENTS and bool(_DATED_BACK.search(folded, start, end))
    if event.type == "policy_measure" and _FIGURES_ON_USE.match(folded, event.verb.start):
        return True
    if event.type in DOCUMENTS and _is_paper_of_old(folded, sentence, event, published):
        return True
    if _LAST_YEAR.search(folded, max(sentence.sentence.start, event.verb.start - 90), event.verb.start):
        return True
    clause_start, clause_end = clause_bounds(folded, sentence, event.verb.start)
    clause_start = _with_time_before(folded, sentence, clause_start, event.verb.start, dates)
    beside = [
        w for w in dates if w.date and clause_start <= w.start < clause_end and _is_beside(folded, sentence, w, event)
    ]
    if _is_of_these_days(folded, event, beside, clause_end, published):
        return False
    if folded.startswith(_RENEWS, event.verb.start) and event.type in DOCUMENTS:
        # "renovaram o acordo que vigora desde 2014": what is renewed is as old as it is
        clause_end = event.end
    recalls = _RECALLED.search(folded, max(clause_start, event.start - _NEAR), min(clause_end, event.end + _NEAR))
    if recalls and not (sentence.index <= _HEAD and event.type in DOCUMENTS and _UNDER_A_NEW.match(recalls[0])):
        return True
    if event.type not in DOCUMENTS and _YEAR_AFTER_YEAR.search(folded, start, end):
        return True
    if published is None or event.status not in ("signed", "completed", "announced"):
        return False
    latest = (published - _LONG_AGO).isoformat()
    return bool(beside) and all(w.date is not None and w.date < latest[: len(w.date)] for w in beside)


# "signed an MoU in February", "concluded a similar memorandum with the chamber last year": papers of another time
_SOME_TIME_BEFORE = re.compile(
    r"[^.;]{0,110}?\b(?:last year|(?:\w+ )?(?:years?|months) (?:ago|earlier|before)|the year before|the previous year)"
    r"[\s.,;]*$"
)
_IN_MONTH = re.compile(
    r"[^.;,]{0,40}?\bin (?:early |mid-|late )?(january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b(?! \d)"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_LONG_PAST, _SOON = 2, 10


def _is_of_time_before(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether an English sentence of the body ends with the year before, or names a month that is long past, of a
    paper that was signed."""
    if not sentence.sentence.lang.startswith("en") or event.status != "signed" or not sentence.sentence.paragraph:
        return False
    if _SOME_TIME_BEFORE.match(folded, event.verb.end, sentence.sentence.end):
        return True
    month = _IN_MONTH.match(folded, event.end, sentence.sentence.end) if published else None
    if month is None or published is None:
        return False
    since = (published.month - 1 - _MONTHS.index(month[1])) % len(_MONTHS)
    return _LONG_PAST <= since < _SOON


def _is_paper_of_old(folded: str, sentence: CuedSentence, event: Event, published: date | None) -> bool:
    """Whether a paper is told as the stand so far, as one of a row, as what describes a noun, or of a year before."""
    start, end = _window(sentence, event, _AROUND)
    if _STATE_OF_PLAY.search(folded, start, end) or _ANNIVERSARY.search(folded, start, end):
        return True
    if sentence.han and _is_within(_IS_THE_NTH, folded, sentence, event):
        return True
    if _is_of_time_before(folded, sentence, event, published):
        return True
    if describes_signer(folded, sentence.sentence.start, event.verb, event.end):
        return True
    return published is not None and _is_dated_back(folded, sentence, event, published)


# "signed the Protocol on River Ports and Pilots on March 3": a long title may stand between verb and day
_ENDS_WITH_DAY = re.compile(r"[^.,;:\d]{0,90}\bon $")


# "On January 18, 2019, the two courts signed": the day that opens the sentence
_OPENS_WITH_DAY = re.compile(r"\W{0,2}(?:(?:on|in|back in|em|no dia|a) )?")
_AFTER_OPENING = re.compile(r" ?,[^;]{0,160}$")


def _opens_sentence(folded: str, sentence: CuedSentence, when: When, event: Event) -> bool:
    """Whether a date opens a Latin sentence whose verb, in the same clause, is the event's."""
    return (
        not sentence.han
        and _OPENS_WITH_DAY.fullmatch(folded, sentence.sentence.start, when.start) is not None
        and _AFTER_OPENING.fullmatch(folded, when.end, event.verb.start) is not None
    )


def _only_describes(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether a Chinese opening only describes what it opened (成立的新机制是…), without a day of its own."""
    if not sentence.han or event.type != "launch_opening" or not folded.startswith("的", event.verb.end):
        return False
    if not _SETS_UP.match(folded, event.verb.start):
        return False
    start, _ = clause_bounds(folded, sentence, event.verb.start)
    return not _OF_A_DAY.search(folded, max(start, event.verb.start - 2 * _NEAR), event.verb.start)


def _is_beside(folded: str, sentence: CuedSentence, when: When, event: Event) -> bool:
    """Whether a date stands near the verb, opens its sentence, or stands right after the paper that it governs."""
    if abs(when.start - event.verb.start) < _NEAR or _opens_sentence(folded, sentence, when, event):
        return True
    if event.type not in DOCUMENTS or when.precision != "day" or when.start < event.end:
        return False
    return when.start - event.end <= 2 or bool(_ENDS_WITH_DAY.fullmatch(folded, event.end, when.start))


# 2018年底,: a clause that is only a time belongs to the one after it
_LONGEST_TIME = 12


def _with_time_before(folded: str, sentence: CuedSentence, start: int, verb: int, dates: Sequence[When]) -> int:
    """Where the clause at ``start`` begins, with the time that a comma parts from it in Chinese."""
    if not sentence.han or start - 1 <= sentence.sentence.start:
        return start
    before, _ = clause_bounds(folded, sentence, start - 2)
    if verb == start and any(w.date and w.end == start - 1 for w in dates):
        # 甲与乙于四月三日,签署了协议: the day ends the clause of the subject
        return before
    is_time = start - before <= _LONGEST_TIME and any(w.date and before <= w.start <= before + 1 for w in dates)
    return before if is_time else start


def _is_dated_back(folded: str, sentence: CuedSentence, event: Event, published: date) -> bool:
    """Whether a year before that of the publication stands with a paper signed (in January the year before is near)."""
    if event.status != "signed" or sentence.han or folded.startswith(_RENEWS, event.verb.start):
        # "renovaram o acordo assinado em 2015": only what is renewed is of that year
        return False
    latest = published.year - (2 if published.month <= _JANUARY else 1)
    start, end = clause_bounds(folded, sentence, event.verb.start)
    return any(int(year) <= latest for year in _IN_YEAR.findall(folded[start : min(end, event.end + _YEAR_REACH)]))


def _is_of_these_days(
    folded: str, event: Event, beside: Sequence[When], clause_end: int, published: date | None
) -> bool:
    """Whether a day of the last two weeks stands beside the event, or "this week" behind the signing of a paper."""
    if published is not None and any(_is_recent(when, published) for when in beside):
        return True
    return event.type in DOCUMENTS and _THIS_WEEK.match(folded, event.verb.end, clause_end) is not None


def _is_recent(when: When, published: date) -> bool:
    """Whether a day lies within two weeks before the publication: what happened then is news, however it is put."""
    if when.precision != "day" or when.date is None:
        return False
    return published - _RECENT <= date.fromisoformat(when.date) <= published


def _is_within(pattern: re.Pattern[str], folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the verb of the event stands in a stretch that the pattern matches."""
    found = pattern.finditer(folded, max(sentence.sentence.start, event.verb.start - _NEAR), sentence.sentence.end)
    return any(match.start() <= event.verb.start < match.end() for match in found)


def _window(sentence: CuedSentence, event: Event, reach: int) -> tuple[int, int]:
    return max(sentence.sentence.start, event.start - reach), min(sentence.sentence.end, event.end + reach)
