"""Whether a measure has come into force or is only made public, and whether an opening is still to come."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds
from articles.pipeline.deals.material import Material

# "took effect", "has come into force", "was officially implemented", "entrou em vigor"; "residents can now apply"
_TOOK_EFFECT = re.compile(
    r"took effect|(?:became|has become) effective|came (?:in|into)|has come into|entr(?:ou|aram)\b"
    r"|(?:started|began) (?:to allow|allowing)|(?:can|may) now|now able|já podem"
    r"|(?:(?:was|were|ha(?:s|ve) been|foi|foram) )?(?:\w+(?:ly|mente) )?implement(?:ed|ad[oa]s?)\b"
)
# 生效, 实施, "takes effect", "entra em vigor": in force where the day has come
_IN_EFFECT = re.compile(
    r"生效|实施|实行|施行|(?:take|come)s? (?:effect|into)|commences?\b|begins?\b|starts?\b|entram?\b"
)
# "Starting today, residents will be able to": people may from now on
_SINCE_NOW = re.compile(r"\b(?:starting|from|as of|beginning|effective|since) (?:today|now on|midnight|yesterday)\b")
# Who makes it public speaks before: 宣布即日起实施
_MADE_PUBLIC = re.compile(r"宣布|公布|公告|发布|表示|印发|出台|\bannounc|\bunveil|\banunci|\bpublish")


_RIGHT_BEFORE = 16
"""A day that belongs to the verb stands no further before it (characters)."""


def lies_ahead(material: Material, event: Event) -> bool:
    """Whether an opening is told in a present with a day still to come: 9月8日正式开通, "opens on Friday"."""
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
    days = [w.date for w in material.dates_in(sentence) if start <= w.start < end and w.precision == "day" and w.date]
    today = material.published_iso or ""
    return bool(days) and all(day > today for day in days)


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
    if event.rule == "permission" and _SINCE_NOW.search(folded, sentence.sentence.start, sentence.sentence.end):
        return True
    if not _IN_EFFECT.match(folded, event.verb.start) or material.published is None:
        return False
    _, end = clause_bounds(folded, sentence, event.verb.start)
    start = sentence.sentence.start
    if _MADE_PUBLIC.search(folded, sentence.sentence.start, event.verb.start):
        return False
    today = material.published.isoformat()
    days = [when.date for when in material.dates_in(sentence) if start <= when.start < end and when.precision == "day"]
    if not sentence.han:
        # A present looks ahead ("takes effect on June 1"), unless the day is this one
        return today in days
    return bool(days) and all(day is not None and day <= today for day in days)
