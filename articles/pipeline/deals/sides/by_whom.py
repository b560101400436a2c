"""By whom and with whom an English sentence says that something is opened, founded, issued, let or built.

"launched by Foo and Bar", "operated by Foo", "in partnership with Bar", "awarded to a joint venture of Foo and Bar".
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import heads
from articles.pipeline.deals.sides.name_lists import ListReader, reader_of
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.deals.sides.subjects import OF_BODIES

# When and where, between a passive verb and its "by"
_WHEN = (
    r"(?:,? (?:jointly|together|today|yesterday|earlier|recently|officially|formally|last \w{3,9}|this \w{3,9}"
    r"|(?:on|in|at|for|since) (?:the )?[A-Z\d][\w’'-]{0,20}(?: [A-Z\d][\w’'-]{0,20}){0,3}),?){0,3}"
)
# Verbs of which a firm or a body is the agent, wherever they stand in the sentence
_DONE_BY = re.compile(
    r"\b(?:operated|run|managed|developed|built|owned|founded|co-founded|set up|established|created|constructed|staffed"
    r"|launched|initiated|issued|sold|floated|raised|formed|introduced|bought|acquired|taken over|purchased|ordered"
    r"|commissioned|undertaken|organi[sz]ed|funded|financed|started)" + _WHEN + r" by (?:the )?(?=[A-Z])"
)
# People cut ribbons too
_OPENED_BY = re.compile(r"\b(?:opened|inaugurated|unveiled|announced)" + _WHEN + r" by (?:the )?(?=[A-Z])")
# "a joint project of Foo and Bar"
_JOINT_OF = re.compile(
    r"\b(?:joint (?:project|venture|effort|initiative|undertaking|facility|programme|program)|brainchild|collaboration"
    r"|partnership|tie-up|cooperation) (?:of|between|by|involving) (?:the )?(?=[A-Z])"
)
_WITH_BODY = re.compile(r"(?<!linked )(?<!links )(?<!deal )\bwith (?:the )?(?=[A-Z])")
_TOGETHER = re.compile(
    r"\b(?:[Tt]ogether|[Jj]ointly|[Aa]longside|[Ii]n (?:partnership|collaboration|cooperation|co-operation"
    r"|conjunction|association|tandem|concert"
    r"|alliance)|[Hh]and in hand|[Ii]n a tie-up|[Tt]eaming up|[Pp]artnering|[Cc]o-founded|[Ss]et up) with (?:the "
    r"|its partners? )?(?=[A-Z])"
    # "is to build a campus with Foshan's Elm"
    r"|\bwith (?:its |local |long-time )?(?:partners? )?(?=[A-Z][\w’-]{1,20}(?: [A-Z][\w-]{1,20})?(?:['’]s|-based"
    r"|-listed)"
    r" (?:[a-z-]{2,16} ){0,3}[A-Z])"
    r"|\b[Aa]longside (?:the )?(?=[A-Z])"
)


def by_whom(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """All those by whom it is done, where grammar shows nobody or only some of them; else ``found``."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    names = [party.name for party in found]
    for pattern, bodies_only in ((_DONE_BY, False), (_JOINT_OF, False), (_OPENED_BY, True)):
        listed = _listed_behind(material, sentence, pattern, event)
        if bodies_only and not all(party.slug or OF_BODIES.search(party.name) for party in listed):
            continue
        is_own = material.folded.endswith(" by", 0, event.verb.end)
        if listed and (is_own or all(any(one.name.startswith(name) for one in listed) for name in names)):
            # "Foo was bought by Bar": the subject of a verb with its "by" is what is bought
            return unique(listed)
    return found


def with_partners(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` and those together with whom they act ("in partnership with Foo and Bar")."""
    if not found or not sentence.sentence.lang.startswith("en"):
        return found
    partners = _listed_behind(material, sentence, _TOGETHER)
    if not partners and event.type == "launch_opening" and event.verb.start < event.thing.start:
        # "is to open a hospital with Elm University": bodies by their words or by our lists
        others = _listed_behind(material, sentence, _WITH_BODY)
        partners = others if all(one.slug or OF_BODIES.search(one.name) for one in others) else []
    known = [party.name for party in found]
    return unique(
        (*found, *(one for one in partners if not any(one.name in name or name in one.name for name in known)))
    )


def _listed_behind(
    material: Material, sentence: CuedSentence, pattern: re.Pattern[str], event: Event | None = None
) -> list[Party]:
    """The bodies that are listed behind the first match of a pattern in the sentence; empty where one is a place.

    With an ``event`` the match must tell of it or of its thing ("opened by", "a centre run by Foo opened").
    """
    start, end = sentence.sentence.start, sentence.sentence.end
    told = pattern.search(material.text.text, start, end)
    if told is None or (event and not _is_of(material.folded, told.start(), event)):
        return []
    listed = reader_of(material.names, start, end, False).listed_at(told.end())
    return [] if any(party.is_place for party in listed) else listed


# "open wallets via an app developed by": not what is opened
_ANOTHER_THING = re.compile(r"\b(?:via|using|through|with|for|in|at|on|to|from|by)\b")


def _is_of(folded: str, at: int, event: Event) -> bool:
    """Whether a participle stands before the event's verb, at it, or right behind its thing."""
    if at <= event.verb.end:
        return True
    return at - event.thing.end in (1, 2) and not _ANOTHER_THING.search(folded, event.verb.end, event.thing.start)


# "to a joint venture of ", "to a consortium led by "
_A_VENTURE = (
    r"(?:(?:the |an? )?(?:[\w-]{2,20} ){0,2}?(?:joint venture|consortium|partnership|alliance|tie-up|team|grouping"
    r"|group)"
    r" (?:of|between|comprising|consisting of|made up of|formed by|led by|headed by|including) (?:the )?)?"
)
# "awarded the first works contract, worth HK$5 billion, to ", "the contract went to ", "was won by "
_LET_TO = re.compile(
    r"\b(?:(?:award(?:s|ed|ing)?|hand(?:s|ed)?|giv(?:es|en|ing)|gave|let|grant(?:s|ed)?|assign(?:s|ed)?|entrust(?:s"
    r"|ed)?)\b"
    r"(?:[^.;\n]|\.(?=\d)){0,140}? to|\b(?:contract|job|order|tender|project|work|works|deal)s?\b[^.;\n]{0,60}? "
    r"(?:went to|goes to|has gone to|was won by|were won by|has been won by|was secured by|was clinched by"
    r"|will be carried out by"
    r"|will be undertaken by|will be built by|is being built by)) (?:the )?" + _A_VENTURE + r"(?=[A-Z])"
)
# "won a contract worth US$130 million from the ", "has been chosen by the "
_WON_FROM = re.compile(
    r"\b(?:(?:won|wins|win|secured|secures|clinched|clinches|landed|lands|bagged|bags|obtained|received|gained|netted"
    r"|scooped)\b"
    r"(?:[^.;\n]|\.(?=\d)){0,140}?\b(?:contract|order|job|tender|deal|project|commission)s?\b(?:[^.;\n]"
    r"|\.(?=\d)){0,80}? from"
    r"|(?:chosen|selected|picked|appointed|hired|named|engaged|commissioned|contracted"
    r"|awarded (?:[^.;\n]|\.(?=\d)){2,140}?) by) (?:the )?(?=[A-Z])"
)
# "has chosen Foo to build", "picked Foo as the contractor"
_CHOSE = re.compile(
    r"\b(?:has|have|had)? ?(?:chosen|chose|chooses|selected|selects|picked|picks|appointed|appoints|hired|hires|named"
    r"|names|engaged"
    r"|commissioned|contracted|tapped|awarded|awards) (?:the )?" + _A_VENTURE + r"(?=[A-Z])"
)
_TO_DO = re.compile(
    r"[^.;\n]{0,60}? (?:to (?:build|design|construct|carry|dredge|deepen|supply|deliver|lay|run|operate|undertake"
    r"|upgrade|expand|extend"
    r"|install|provide|develop|maintain)|as (?:the |its |an? )?(?:[\w-]+ ){0,3}(?:contractor|builder|supplier"
    r"|operator|developer)"
    r"|an? |the )\b"
)


_TO = re.compile(r" to (?:the )?" + _A_VENTURE + r"(?=[A-Z])")


def _bodies_at(reader: ListReader, at: int) -> list[Party]:
    """The list of bodies that begins ``at``, or the one name there; no places."""
    listed = reader.listed(at) or [one for one in (reader.first(at),) if one]
    return [party for party in listed if not party.is_place]


def let_and_won(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who lets works or buys, and those who win: all of the firms of a joint venture; else ``found``."""
    if not sentence.sentence.lang.startswith("en"):
        return found
    text, start, end = material.text.text, sentence.sentence.start, sentence.sentence.end
    reader = reader_of(material.names, start, end, False)
    added: list[Party] = []
    for pattern in (_LET_TO, _WON_FROM, _CHOSE):
        told = pattern.search(text, start, end)
        if told is None:
            continue
        if pattern is _CHOSE and not _TO_DO.match(text, told.end(), end):
            continue
        listed = _bodies_at(reader, told.end())
        if not listed and pattern is _LET_TO:
            # "awarded the contract for the link to Zhuhai to Foo"
            again = _TO.search(text, told.end(), end)
            listed = _bodies_at(reader, again.end()) if again else []
        if pattern is _WON_FROM and listed:
            # Who wins is the subject
            own = reader.up_to(start, told.start()) or heads(material, sentence)
            listed += [one for one in own if not one.is_place]
        if pattern is _CHOSE and listed:
            listed = [one for one in reader.up_to(start, told.start()) if not one.is_place] + listed
        added += listed
        if listed:
            break
    known = [party.name for party in found]
    # "Foo Asia" was read where the list has "Foo Asia Engineering"
    kept = [
        party for party in found if not any(one.name != party.name and one.name.startswith(party.name) for one in added)
    ]
    return unique((*kept, *(one for one in added if not any(name.startswith(one.name) for name in known))))


# "Foram emitidas em Macau obrigações da Foo"
_BONDS_OF_PT = re.compile(
    r"\b(?:emitid|colocad|vendid|lançad)[oa]s?\b[^.;]{0,60}?\b(?:obrigações"
    r"|títulos)(?: [a-zà-ÿ]{5,12})?(?: de dívida)? d[ao]s? "
)


def or_whole_subject(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, else the subject of a bond in Latin script, a state too ("The Republic of Hazelia has raised")."""
    if found or sentence.han:
        return found
    start, end = sentence.sentence.start, sentence.sentence.end
    reader = reader_of(material.names, start, end, False)
    of = _BONDS_OF_PT.search(material.folded, start, end) if sentence.sentence.lang == "pt" else None
    named = reader.beginning(of.end()) if of else []
    return unique(reader.up_to(start, event.verb.start) or named or reader.subjects(start))
