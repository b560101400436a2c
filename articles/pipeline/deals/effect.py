"""Whether a measure has come into force or is only made public, and whether an opening is still to come."""

import re
from datetime import date

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.days_portuguese import DAY_PT
from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, clause_bounds
from articles.pipeline.deals.material import Material

# "took effect", "has come into force", "was officially implemented", "entrou em vigor"; "residents can now apply"
_TOOK_EFFECT = re.compile(
    r"took effect|(?:became|has become) effective|came (?:in|into)|has come into|entr(?:ou|aram)\b"
    r"|(?:started|began) (?:to allow|allowing)|(?:can|may) now|now able|já podem"
    r"|(?:(?:was|were|ha(?:s|ve) been|foi|foram) )?(?:\w+(?:ly|mente) )?implement(?:ed|ad[oa]s?)\b"
)
# 生效, 实施, "takes effect", "entra em vigor": in force where the day has come
_IN_EFFECT = re.compile(
    r"生效|实施|实行|施行|落地(?![项签区点])|(?:take|come)s? (?:effect|into)|commences?\b|begins?\b|starts?\b|entram?\b"
)
# "Starting today, residents will be able to": people may from now on
_SINCE_NOW = re.compile(
    r"\b(?:starting|from|as of|beginning|effective|since) (?:today|now on|midnight|yesterday)\b"
    r"|\b(?:desde (?:hoje|" + DAY_PT + r"|\d{1,2} de \w{4,9}|o (?:início|dia|passado|mês)|a meia-noite"
    r"|a (?:passada )?\w+-feira)|a partir de hoje)\b"
)
# Who makes it public speaks before: 宣布即日起实施
_MADE_PUBLIC = re.compile(r"宣布|(?:公布|发布|印发|出台)(?!的)|公告|表示|\bannounc|\bunveil|\banunci|\bpublish")


_RIGHT_BEFORE = 16
"""A day that belongs to the verb stands no further before it (characters)."""


def lies_ahead(material: Material, event: Event) -> bool:
    """Whether an opening is told in a present with a day still to come: 9月8日正式开通, "opens on Friday".

    So is a paper in Portuguese ("assinam amanhã").
    """
    is_paper = event.type in DOCUMENTS and event.status == "signed" and event.verb.value == "now"
    if is_paper and material.text.lang == "pt" and material.published is not None:
        return _only_names_days_to_come(material, material.sentences[event.sentence], event)
    if event.type != "launch_opening" or event.status != "completed" or material.published is None:
        return False
    sentence = material.sentences[event.sentence]
    if not sentence.han:
        return event.verb.value == "now" and _only_names_days_to_come(material, sentence, event)
    start, verb = clause_bounds(material.folded, sentence, event.verb.start)[0], event.verb.start
    days = [
        when.date
        for when in material.dates_in(sentence)
        if when.precision == "day" and when.date and start <= when.start and 0 <= verb - when.end <= _RIGHT_BEFORE
    ]
    today = material.published.isoformat()
    return (bool(days) and days[-1] > today) or any(day > today for day in _days_of_start(material, event))


def _only_names_days_to_come(material: Material, sentence: CuedSentence, event: Event) -> bool:
    """Whether all days that the verb's clause names are still to come."""
    start, end = clause_bounds(material.folded, sentence, event.verb.start)
    days = [w.date for w in material.dates_in(sentence) if start <= w.start < end and w.precision in _DATED and w.date]
    today = material.published_iso or ""
    return bool(days) and all(day > today[: len(day)] for day in days)


_DATED = ("day", "month", "year")


# 加开12个班次,7月5日起实施: the day on which what is announced begins
_STARTS_THEN = re.compile(
    r"(?:起|开始|正式){1,2}(?:实施|运行|运营|营运|开行|投入|启用|生效|执行|通车|服务)?(?=[,。;]|$)"
)


def _days_of_start(material: Material, event: Event) -> list[str]:
    """The days behind a Chinese verb of adding a service from which the sentence says that it runs."""
    sentence = material.sentences[event.sentence]
    if not _ADDS.match(material.folded, event.verb.start):
        return []
    return [
        when.date
        for when in material.dates_in(sentence)
        if when.date
        and when.precision == "day"
        and when.start >= event.verb.end
        and _STARTS_THEN.match(material.folded, when.end, sentence.sentence.end)
    ]


_ADDS = re.compile(r"加开|增开|新开|新增|增设|新设|开行|开通")


# "the travel scheme was officially launched", "o programa foi lançado": what people use has begun with that
_LAUNCHED = re.compile(r"(?:officially |formally )?(?:launched|opened|started|began|kicked off|lançad[ao]s?)\b")
_WAS = re.compile(r"\b(?:was|were|has been|have been|foi|foram)(?: \w+(?:ly|mente))? $|\bofficially $")
_IN_USE = re.compile(r"[\w -]{0,20}(?:scheme|travel|connect|visas?|pass|esquema)s?\b")


def _has_begun(folded: str, event: Event) -> bool:
    """Whether a scheme that people use "was launched", with no word of who launched it before the verb."""
    if event.thing.start > event.verb.start or not _LAUNCHED.match(folded, event.verb.start):
        return False
    is_passive = _WAS.search(folded, event.thing.end, event.verb.start) or folded.startswith(
        "kicked off", event.verb.start
    )
    return bool(is_passive) and _IN_USE.match(folded, event.thing.start) is not None


def is_in_force(material: Material, event: Event) -> bool:
    """Whether the words say that the measure of ``event`` already applies: a past, or a day that has come."""
    if event.type not in ("policy_measure", "mutual_recognition") or event.status != "announced":
        return False
    folded, sentence = material.folded, material.sentences[event.sentence]
    if _TOOK_EFFECT.match(folded, event.verb.start) or _has_begun(folded, event):
        return True
    if event.rule in ("permission", "granted") and _SINCE_NOW.search(
        folded, sentence.sentence.start, sentence.sentence.end
    ):
        return True
    if sentence.sentence.lang == "pt" and _applies_since(material, event):
        return True
    if material.published is None:
        return False
    if sentence.han and (_applies_already(material, event) or _is_so_by_headline(material, event)):
        return True
    if not _IN_EFFECT.match(folded, event.verb.start):
        return False
    _, end = clause_bounds(folded, sentence, event.verb.start)
    start = sentence.sentence.start
    if _MADE_PUBLIC.search(folded, sentence.sentence.start, event.verb.start):
        return False
    today = material.published.isoformat()
    told = [when for when in material.dates_in(sentence) if start <= when.start < end and when.precision == "day"]
    days = [when.date for when in told]
    if not sentence.han:
        # A present looks ahead ("takes effect on June 1, it was announced today"), unless the day is this one
        return today in days and min(told, key=lambda when: abs(when.start - event.verb.end)).date == today
    if not days and _LATELY_ZH.search(folded, max(start, event.verb.start - _LATELY_REACH), event.verb.start):
        return True
    return bool(days) and all(day is not None and day <= today for day in days)


# 日前生效: it is so, whichever the day
_LATELY_ZH = re.compile(r"(?:日前|近日)(?:已|正式|全面)*$")
_LATELY_REACH = 8


# "As novas regras aplicam-se desde 1 de Abril", "A medida está em vigor desde ontem"
_APPLIES_PT = re.compile(
    r"\b(?:aplica(?:m)?-se|vigora(?:m)?|est[áã]o? (?:já )?em vigor|entr(?:ou|aram)(?: já)? em vigor"
    r"|produz(?:em)? efeitos?|(?:são|é) aplicáve(?:l|is)|v[aê]m sendo aplicad[oa]s?)(?: já)?,? (?:desde|a partir d[eo])"
)
_APPLIES_REACH = 3
_DAY_REACH = 24


def _applies_since(material: Material, event: Event) -> bool:
    """Whether the sentence of a Portuguese measure, or one of the next, says that it applies since a day that came."""
    today = (material.published or date.max).isoformat()
    for sentence in material.sentences[event.sentence : event.sentence + _APPLIES_REACH]:
        applies = _APPLIES_PT.search(material.folded, sentence.sentence.start, sentence.sentence.end)
        if applies is None:
            continue
        days = [w.date for w in material.dates_in(sentence) if w.date and 0 <= w.start - applies.end() <= _DAY_REACH]
        since = material.folded.startswith("desde", applies.end() - len("desde"))
        if (days and days[0] <= today[: len(days[0])]) or (since and not days):
            return True
    return False


# 今起, 即日起, 昨日起, 6月3日零时起: since when a change of the rules applies
_SINCE_ZH = re.compile(
    r"(?:即日|今|昨|" + DAY + r"|[日号])(?:\([^()]{1,6}\))?(?:凌晨|零时|0时|[上下]午|\d{1,2}时)?(?:正式|全面)?起"
)
# 恢复, 放宽, 扩大: verbs of change that tell by themselves neither that it is so nor that it will be
_CHANGES = re.compile(
    r"恢复|重启|放宽|扩大|扩展|扩至|开放|取消|简化|优化|延长|延续|提高|增加|增至|升至|降至|减至|下调|调低|减免|实现|互认|上调|调高|新增|允许|准许|容许|推行|试行|落地|纳入"
)
# 6月4日正式扩展实施: what the change itself goes over into
_INTO_EFFECT = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:实施|施行|实行|生效)")
# 已恢复办理, 全面通关后,当局恢复: it is so, whenever it began
_IS_SO_BEFORE = re.compile(r"已(?:经)?(?:全面|正式|陆续|先后)?$|[关开放束后]后,[^,。;]{0,12}$")
_AGAIN = re.compile(r"恢复|重启")
_ASIDE = re.compile(r"希望|期望|建议|将|拟|计划|预计|研究|考虑|争取|有望|待|获悉")


def _applies_already(material: Material, event: Event) -> bool:
    """Whether a Chinese sentence tells a change or a permission as one that applies: since a day that has come."""
    folded, sentence = material.folded, material.sentences[event.sentence]
    start, end, verb = sentence.sentence.start, sentence.sentence.end, event.verb
    if event.rule not in ("permission", "let", "hours") and not _CHANGES.match(folded, verb.start):
        return False
    if _MADE_PUBLIC.search(folded, start, end) or _ASIDE.search(folded, start, verb.end):
        return False
    today = (material.published or date.max).isoformat()
    days = [when.date for when in material.dates_in(sentence) if when.precision == "day" and when.date]
    if any(day > today for day in days):
        return False
    if days and (_SINCE_ZH.search(folded, start, verb.end) or _INTO_EFFECT.match(folded, verb.start)):
        return True
    return _AGAIN.match(folded, verb.start) is not None and bool(
        _IS_SO_BEFORE.search(folded, max(start, verb.start - 24), verb.start)
    )


# 某政策正式实施: a headline that says no more
_HEADLINE = re.compile(r"(?:正式|全面|今[日天]?起?)(?:落地)?(?:实施|施行|生效|实行)(?=[ ,。;!]|$)")
_HEADLINE_REACH = 8


def _is_so_by_headline(material: Material, event: Event) -> bool:
    """Whether a Chinese headline says that the measure is in force, and the lead names a day that has come."""
    if not material.in_title(event.sentence):
        return False
    folded, title = material.folded, material.sentences[event.sentence].sentence
    match = _HEADLINE.search(folded, max(title.start, event.verb.start - _HEADLINE_REACH), title.end)
    if (
        match is None
        or _MADE_PUBLIC.search(folded, title.start, title.end)
        or _ASIDE.search(folded, title.start, title.end)
    ):
        return False
    today = (material.published or date.max).isoformat()
    lead = [when for sentence in material.sentences[1 : _LEAD + 1] for when in material.dates_in(sentence)]
    days = [when.date for when in lead if when.date and when.precision == "day"]
    if not days:
        start, end = _lead_of(material)
        return bool(_SO_IN_LEAD.search(folded, start, end)) and not _ASIDE.search(folded, start, end)
    return days[0] <= today


_SO_IN_LEAD = re.compile(r"正式(?:落地|全面)?(?:实施|施行|生效|实行)")


def _lead_of(material: Material) -> tuple[int, int]:
    """Where the first sentence of the body stands."""
    sentences = material.sentences[1:_LEAD]
    return (sentences[0].sentence.start, sentences[0].sentence.end) if sentences else (0, 0)


_LEAD = 2
