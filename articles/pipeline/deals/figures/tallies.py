"""What an English sentence that tells a deal counts: what is bought, opened or issued, who signs, what is agreed.

Other stages read counts by a list of nouns; here any plural noun counts ("ten tram engines", "four tall towers"), but
only where the grammar of the deal itself puts it: as what the verb takes, as its subject, or under "Under the deal".
"""

import re
from collections.abc import Iterator, Sequence

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.quantities import Count
from articles.pipeline.text import Text

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
)  # fmt: skip
# "on March 4 sold bonds": the number is a day
_NO_DAY = "".join(rf"(?<!\b{month} {day})" for month in _MONTHS for day in (r"\d", r"\d\d"))
# "10 fuel cell engines", "four tall towers": up to four words that describe, none of them a small word, and a plural
_THING = re.compile(
    r"(?<![\w.,$€£#/-])(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6}|"
    + "|".join(NUMBER_WORDS)
    + r")"
    + _NO_DAY
    + r"(?! (?:january|february|march|april|may|june|july|august|september|october|november|december|of the world)\b)"
    r"(?: of the| of its| of these)? "
    r"(?:(?!(?:of|in|to|from|for|with|between|among|by|at|on|after|before|and|or|per|as|that|which|who|is|are|was"
    r"|were|will|than|since|have|has|had|out|percent|per|cent|times|an?|the|its|this|his|million|billion|trillion"
    r"|more|other)\b)"
    r"[a-z][\w'’/-]{0,20} ){0,4}?(?P<noun>[a-z][a-z-]{2,20}(?<![su])s)(?![\w'’])"
)
# Time, measures, money, people in the street, and words that only point back: no count of a deal's own things
_NO_THING = re.compile(
    r"(?:.*-)?(?:years|months|days|weeks|hours|minutes|seconds|decades|times|points|sides|parties|governments|places"
    r"|territories|tonnes|tons|metres|meters|miles|kilometres|kilometers|kilowatts|megawatts|degrees|dollars|euros"
    r"|pounds|patacas|shares|votes|residents|visitors|passengers|travellers|tourists|trips|others|ways|terms"
    r"|reasons|stages|phases|rounds|generations|occasions|fold|consumers|customers|users|households|cases|patients"
    r"|systems|bourses|exchanges|hands|steps|leaders|officials|ministers|series|percentages|basis|news|economics"
    r"|members|employees|staffs|games|seats|pillars|aspects|directions|priorities|principles|goals|fronts|levels"
    r"|kinds|types"
    r"|forms|advantages|opportunities|challenges|benefits|objectives|targets)"
)
# "the two", "both", "all three": what was named before
_POINTS_BACK = re.compile(r"\b(?:the|both|these|those|all|other|remaining|first|last|next|top|over|past) $")
# Between a count and its verb: no other verb, no new clause
_ANOTHER = re.compile(r"[;:.!?]|, (?!and\b)|\b(?:that|which|who|where|while|after|since|said|has|have|was|were|will)\b")
# "Twenty chambers of the bay area signed", "representatives of four towers jointly signed"
_LONGEST_SUBJECT = 140
_OPENS = re.compile(
    r"(?:(?:today|yesterday|on \w+|in total|a total of|altogether|some|about|more than|over|representatives (?:from|of)"
    r"|\w+, the) ){0,2}$"
)
_REPRESENTS = re.compile(r"\b(?:representatives|leaders|heads) (?:from|of) (?:the |some |all )?$")
# "with some 60 partners from nine economies": whoever signs, if they are too many to be named
_WITH = re.compile(r"\bwith (?:some |about |around |nearly |over |more than |a total of )?$")
_MANY = 5
_NAMED_AFTER = re.compile(r"[^.;]{0,60}?(?:: |, (?:namely|including|such as) )")
_FROM_PLACES = re.compile(
    r" (?:from|in|of|across) (?:some |over |about )?(?P<n>\d{1,3}|" + "|".join(NUMBER_WORDS) + r") "
)
# "Under the deal, Foo will make engines in three regions": what the paper provides for
_UNDER = re.compile(
    r"\W?(?:under|according to|pursuant to|as part of|to initiate|to start|to kick off) (?:the|this|that|their|its)"
    r" (?:\w+ ){0,3}?(?:agreements?|deal|mous?|memorandum|memoranda|pact|accord|contract|partnership|cooperation"
    r"|co-operation|collaboration|arrangement)\b"
)
_UNDER_REACH = 4
_PROVIDES = re.compile(r"\b(?:will|would|is to|are to|plans? to|agreed to|shall)\b")
# What may stand between what is bought, opened or issued and its number
_OF_THEM = re.compile(
    r" (?:of|for|with|comprising|covering|in) (?:its |the |some |about |their |up to |more than ){0,2}$"
)
_TAKEN_REACH = 60
_MOST = 4


def tallies_of(material: Material, told: Sequence[CuedSentence], events: Sequence[Event]) -> list[Count]:
    """The counts that the English sentences of a deal give of what makes it up, beside those of listed nouns."""
    found: list[Count] = []
    for sentence in told:
        if not sentence.sentence.lang.startswith("en"):
            continue
        own = [event for event in events if event.sentence == sentence.index]
        start, end = sentence.sentence.start, sentence.sentence.end
        for count in counted_in(material, start, end):
            if any(_is_of(material.folded, sentence, count, event) for event in own):
                found.append(count)
    if events[0].type in DOCUMENTS:
        found += _provided_for(material, told[-1])
    if events[0].type == "launch_opening":
        found += _of_what_opens(material, events)
    return list({(count.unit, count.n): count for count in found}.values())[:_MOST]


def counted_in(material: Material, start: int, end: int) -> Iterator[Count]:
    """All counts of a span: those of listed nouns, and what else is counted by a plural."""
    known = [count for count in material.counts if start <= count.start < end and count.n > 1]
    yield from known
    spans = [(count.start, count.end) for count in known]
    for count in _plurals(material.text, start, end):
        if not any(a < count.end and count.start < b for a, b in spans):
            yield count


def _plurals(text: Text, start: int, end: int) -> Iterator[Count]:
    for match in _THING.finditer(text.folded, start, end):
        if _NO_THING.fullmatch(match["noun"]):
            continue
        n = NUMBER_WORDS.get(match["n"]) or int(match["n"].replace(",", ""))
        if n > 1 and not (len(match["n"]) == len("2025") and "1990" <= match["n"] <= "2049"):
            yield Count("other", n, None, text.text[match.start() : match.end()], match.start(), match.end())


def _is_of(folded: str, sentence: CuedSentence, count: Count, event: Event) -> bool:
    """Whether a count of the event's sentence is one of what is bought, opened or issued, or of those who sign."""
    if event.type in DOCUMENTS:
        return count.unit in ("other", "companies", "cities", "countries") and (
            _signs(folded, sentence, count, event) or _is_signed_with(folded, count, event)
        )
    if _POINTS_BACK.search(folded, max(sentence.sentence.start, count.start - 12), count.start):
        return False
    if event.type == "procurement":
        return count.unit in ("other", "quota", "companies") and _is_taken(folded, count, event)
    if event.type == "launch_opening" and _is_there_at_launch(folded, sentence, count):
        return True
    if event.type in ("launch_opening", "bond_loan"):
        return count.unit == "other" and _is_thing(folded, count, event)
    if event.type == "policy_measure":
        return count.unit in ("other", "companies", "cities", "projects") and _is_taken(folded, count, event)
    return False


# ", with 40 start-up projects at its launch", "with ten firms already moving in"
_AT_LAUNCH = re.compile(
    r"[^.;]{0,40}?\b(?:at (?:its|the) (?:launch|opening|start|inception)|mov(?:ed|ing) in|sett(?:led|ling) in"
    r"|signed up|on board"
    r"|in (?:the|its) first (?:batch|phase)|initially)\b"
)


def _is_there_at_launch(folded: str, sentence: CuedSentence, count: Count) -> bool:
    """Whether those counted are with what opens from its first day."""
    before = _WITH.search(folded, max(sentence.sentence.start, count.start - 24), count.start)
    return before is not None and _AT_LAUNCH.match(folded, count.end, sentence.sentence.end) is not None


def _is_thing(folded: str, count: Count, event: Event) -> bool:
    """Whether the thing itself is counted ("three offshore bonds"), or what it belongs to ("of its three labs")."""
    if count.start < event.thing.end and event.thing.start < count.end:
        return True
    between = folded[event.thing.end : count.start] if count.start >= event.thing.end else "?"
    return len(between) <= _TAKEN_REACH and _OF_THEM.fullmatch(between) is not None


def _is_taken(folded: str, count: Count, event: Event) -> bool:
    """Whether the verb takes what is counted, right behind it."""
    if count.start < event.thing.end and event.thing.start < count.end:
        return True
    at = event.verb.end
    return 0 <= count.start - at <= _TAKEN_REACH and not _ANOTHER.search(folded, at, count.start)


def _signs(folded: str, sentence: CuedSentence, count: Count, event: Event) -> bool:
    """Whether those counted are the subject that signs, from the start of the sentence or as those represented."""
    start, verb = sentence.sentence.start, event.verb.start
    if count.end > verb or verb - count.end > _LONGEST_SUBJECT or _ANOTHER.search(folded, count.end, verb):
        return False
    if _REPRESENTS.search(folded, max(start, count.start - 40), count.start):
        return True
    return _OPENS.fullmatch(folded, start, count.start) is not None


def _is_signed_with(folded: str, count: Count, event: Event) -> bool:
    """Whether a paper is signed "with some 60 partners", or those come from so many places."""
    if count.n < _MANY or count.start < event.verb.end or _NAMED_AFTER.match(folded, count.end):
        return False
    before = max(event.verb.end, count.start - 30)
    if _WITH.search(folded, before, count.start):
        # "during an event, which was held with 200 companies"
        return not _HELD_WITH.search(folded, event.verb.end, before)
    came_from = _FROM_PLACES.match(folded, count.start - 6) if folded.startswith(" from ", count.start - 6) else None
    return came_from is not None and _WITH_MANY.search(folded, event.verb.end, count.start - 6) is not None


_HELD_WITH = re.compile(r"\b(?:which|where|attended|held|forum|event|gala|fair|seminar|conference)\b[^.;]{0,60}$")
_WITH_MANY = re.compile(r"\bwith (?:some |about |around |nearly |over |more than |a total of )?\d[\d,]* [^.,;]{1,40}$")


def _provided_for(material: Material, last: CuedSentence) -> Iterator[Count]:
    """What is counted in the sentences after the signing that begin with "Under the deal"."""
    for sentence in material.sentences[last.index + 1 : last.index + 1 + _UNDER_REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        under = _UNDER.match(material.folded, start, end)
        provides = under and _PROVIDES.search(material.folded, under.end(), end)
        if not provides:
            continue
        for count in counted_in(material, provides.end(), end):
            back = _POINTS_BACK.search(material.folded, max(start, count.start - 12), count.start)
            is_part = material.folded.startswith(" of ", count.start - 4)
            if not back and not is_part and count.unit in ("other", "areas", "projects"):
                yield count


# "can accommodate 270 people in 60 teams": how much room what opens has
_ROOM_FOR = re.compile(
    r"\b(?:accommodat(?:e|es|ing)|hous(?:e|es|ing)|can (?:hold|host|seat|serve)|room for|space for) (?:up to "
    r"|some |about "
    r"|over |more than |as many as )?(?P<n>\d{1,3}(?:,\d{3})*|" + "|".join(NUMBER_WORDS) + r") (?:[a-z-]{2,20} ){0,2}?"
    r"(?:people|[a-z]{3,20}s)\b(?: in (?P<of>\d{1,3}(?:,\d{3})*|"
    + "|".join(NUMBER_WORDS)
    + r") (?:[a-z-]{2,20} ){0,2}?[a-z]{3,20}s\b)?"
)
_SIZES = ("sqm", "hectares", "stations")
_DESCRIBED_REACH = 6


def _of_what_opens(material: Material, events: Sequence[Event]) -> Iterator[Count]:
    """The area of what opens and how many find room there, in a later sentence that it begins ("The centre, with")."""
    folded, text = material.folded, material.text.text
    opened = max(events, key=lambda event: event.score)
    called = re.escape(folded[opened.thing.start : opened.thing.end])
    begins = re.compile(r"\W?(?:the|this) (?:[\w-]{1,20} ){0,3}" + called + r"\b")
    for sentence in material.sentences[opened.sentence + 1 : opened.sentence + 1 + _DESCRIBED_REACH]:
        start, end = sentence.sentence.start, sentence.sentence.end
        if not sentence.sentence.lang.startswith("en") or not begins.match(folded, start, end):
            continue
        yield from (c for c in material.counts if c.unit in _SIZES and start <= c.start < end)
        room = _ROOM_FOR.search(folded, start, end)
        for group in ("n", "of") if room else ():
            if room and room[group]:
                n = NUMBER_WORDS.get(room[group]) or int(room[group].replace(",", ""))
                yield Count("other", n, None, text[slice(*room.span(group))], *room.span(group))
