"""Sides that English tells in a later sentence: "Among the signatories were …", "Foo runs it together with Bar"."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.behind_english import bodies_behind, heads, with_others
from articles.pipeline.deals.sides.name_lists import reader_of
from articles.pipeline.deals.sides.offices_english import bodies_of_offices
from articles.pipeline.deals.sides.parties import unique

_SIGNERS = (
    r"(?:signator(?:y|ies)|signers|signing (?:parties|institutions|companies|sides)|parties(?: to the \w+)?"
    r"|(?:[\w-]{2,16} ){0,2}(?:companies|firms|institutions|universities|enterprises|organi[sz]ations|bodies|groups"
    r"|banks"
    r"|partners|participants) (?:that|which|who) (?:signed|inked|struck|concluded|took part)(?: [^,.;]{2,40}?)?"
    r"|those (?:that|who|which) signed(?: [^,.;]{2,40}?)?|those signing)"
)
# "Among the signatories were ", "The signatories include ", "Signatories: "
_SIGNATORIES = re.compile(
    rf"(?:Among (?:the |its |their )?{_SIGNERS},? (?:are|were|is|was) |(?:The |Its |Their |Other )?{_SIGNERS}"
    r" (?:are|were|include[sd]?|comprise[sd]?|range from|ranged from) |Signatories: )(?=[A-Za-z])",
    re.IGNORECASE,
)
# "They were signed by ", "The agreement was signed by "
_SIGNED_BY = re.compile(
    r"(?:It|They|Both|These|The (?:[\w-]{2,16} ){0,3}?(?:agreements?|mou|memorand(?:um|a)|documents?|contracts?"
    r"|papers?|deals?"
    r"|pacts?|accords?)) (?:was|were|has been|have been) (?:jointly )?(?:signed|inked|concluded|exchanged|initialled)"
    r"(?: (?:on|in|at) [^,.;]{2,40}?)? (?:by|between|among) (?=[A-Za-z])",
    re.IGNORECASE,
)
# "Under it, Foo and Bar will sell joint tickets": the two of a paper whose signing names nobody
_UNDER_IT = re.compile(
    r"Under (?:it|the (?:[\w-]{2,16} )?(?:agreement|memorandum|mou|deal|pact|accord|contract)),", re.IGNORECASE
)
# "Among them is a memorandum between ", "Another was signed by ", "The other was between "
_ONE_OF_THEM = re.compile(
    r"(?:Among (?:them|these)|One(?: of (?:them|these|the \w{3,12}))?|Another(?: (?:one|agreement|memorandum|mou"
    r"|document"
    r"|pact|accord|deal))?|The (?:other|first|second|third|fourth|last)(?: (?:one|agreement|memorandum|mou"
    r"|document|pact"
    r"|accord|deal))?),? (?:is|are|was|were|involves)\b[^.;,]{0,60}?\b(?:between|by) (?=[A-Za-z])",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"(?:[\w-]{2,16} ){0,2}?(?:memorand(?:a|ums)|agreements|mous|documents|pacts|accords|deals|contracts|papers|letters"
    r"|protocols|treaties)\b"
)
_AFTER = 3
_PAIR = 2


def signatories_told_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, with the bodies that one of the next sentences gives as those who signed; these alone for places."""
    bodies = [party for party in found if not party.is_place]
    if not sentence.sentence.lang.startswith("en") or event.status != "signed":
        return found
    if several := _each_told_apart(material, sentence, event):
        return unique((*bodies, *several))
    for later in material.sentences[sentence.index + 1 : sentence.index + 1 + _AFTER]:
        start, end = later.sentence.start, later.sentence.end
        text = material.text.text
        by = _SIGNED_BY.match(text, start, end) if len(bodies) < _PAIR else None
        told = _SIGNATORIES.match(text, start, end) or by
        named = bodies_behind(material, later, told.end()) if told else []
        if by and len(named) < _PAIR:
            named = list(bodies_of_offices(material.names, later, by.end(), end))
        if not named and not bodies and _UNDER_IT.match(text, start, end):
            named = [party for party in heads(material, later) if not party.is_place]
        if len(named) >= _PAIR:
            return unique((*bodies, *named))
    return found


_WORKS = (
    r"(?:run|operated|managed|built|developed|owned|funded|financed|set up|founded|co-founded|established|staffed"
    r"|supported"
    r"|backed|organi[sz]ed|hosted|launched|headed|led|jointly \w{3,12}ed)"
)
_THING = (
    r"(?:line|terminal|route|service|cent(?:re|er)|laborator(?:y|ies)|lab|hub|park|base|campus|school|hospital"
    r"|clinic|college"
    r"|institute|platform|facility|station|ferry|ship|shop|store|branch|office|plant|factory|museum|port|airport|bridge"
    r"|exchange|fund|incubator|accelerator|academy|berth|warehouse|market|alliance|scheme|programme|system|app|network"
    r"|link|crossing|hotel|resort|venue|project|depot|fleet|pier|complex|garden|showroom|restaurant|bus|buse"
    r"|coache?|ferrie|flight|train|boat|van|sailing|tram|clas)"
)
# "It is run by ", "The centre, which will be operated by "
_RUN_BY = re.compile(
    rf"(?:It|They|The (?:[\w-]{{2,20}} ){{0,3}}?{_THING}s?)(?:,)? (?:which )?(?:(?:is|are|was|were|will be|has been"
    rf"|have been|to be)"
    rf" (?:\w+ly )?{_WORKS}(?: (?:and|,) {_WORKS})?(?: jointly| together)? by "
    r"|(?:is|was|are) (?:an? |the )?(?:\w+ ){0,2}?(?:joint venture|joint project|partnership|collaboration|joint effort"
    r"|cooperation|brainchild) (?:of|between|by) )(?=[A-Za-z])"
)
# "Foo runs it together with Bar", "Foo and Bar will operate the line"
_RUNS_IT = re.compile(
    r"\b(?:runs?|operates?|manages?|owns?|built|builds?|develops?|developed|funded|funds?|financed|founded|set up"
    r"|staffs?"
    r"|operated|managed|hosts?|jointly run|jointly operate|jointly manage|provided|invested in|is behind"
    r"|are behind) (?:jointly )?"
    rf"(?:it|them|the (?:[\w-]{{2,20}} ){{0,3}}?{_THING}s?)\b"
)
_WITH = re.compile(
    r" (?:together with|jointly with|along with|alongside|with|in partnership with|in cooperation with"
    r"|in collaboration with|in a joint venture with) (?:its partners? )?(?=[A-Za-z])"
)


def operators_told_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found``, or where it holds no body those of whom the next sentence says that they run or built what opens."""
    if any(not party.is_place for party in found) or not sentence.sentence.lang.startswith("en"):
        return found
    following = material.following(sentence)
    if following is None or not following.sentence.lang.startswith("en"):
        return found
    if sentence.sentence.paragraph == 0:
        return found
    text, start, end = material.text.text, following.sentence.start, following.sentence.end
    if by := _RUN_BY.match(text, start, end):
        return unique((*found, *bodies_behind(material, following, by.end())))
    runs = _RUNS_IT.search(text, start, end)
    subjects = heads(material, following) if runs else []
    if not runs or not subjects:
        return found
    together = _WITH.match(text, runs.end(), end)
    reader = reader_of(material.names, start, end, False)
    others = reader.listed_at(together.end()) if together else []
    return unique((*found, *subjects, *(one for one in others if not one.is_place)))


_PAPER = (
    r"(?:deal|agreement|contract|memorandum|mou|pact|documents?|papers?|accord|transaction|order|tie-up|sale|purchase)"
)
# "Under a deal inked with ", "The contract was signed with ", "Its partner in the venture is ", "The seller is "
_OTHER_SIDE = re.compile(
    rf"(?:[^.;\n]{{0,60}}?\b{_PAPER}s? (?:,? ?(?:which )?(?:was|were|has been|is))? ?(?:signed|inked|struck|reached"
    rf"|concluded|sealed"
    r"|agreed|made|awarded|done)(?: (?:on|in|at) [^,.;]{2,30}?|yesterday|today)? (?:with|to) "
    r"|(?:The|Its|Their) (?:[\w-]{2,16} ){0,2}?(?:seller|vendor|buyer|purchaser|partner|counterpart|counterparty"
    r"|lender|borrower"
    r"|lessor|supplier|contractor|acquirer|bidder|client|customer|joint venture partner|other (?:side|party"
    r"|signatory|partner"
    r"|shareholder|investor))s?(?: (?:in|for|of|to) [^,.;]{2,40}?)? (?:is|are|was|were|will be) )(?=[A-Za-z])",
    re.IGNORECASE,
)
# "with the rest owned by a unit of Foo", "The remaining 40 percent will be held by "
_REST_HELD = re.compile(
    r"\b(?:rest|remainder|remaining [^,.;]{2,30}?|balance|other (?:\d[\d.]* ?(?:%|percent|per cent)|half|stake|third"
    r"|quarter))"
    r"(?: of [^,.;]{2,30}?)? (?:(?:is|are|being|will be|was|to be) )?(?:owned|held|taken|controlled|contributed"
    r"|put up|provided) by"
    r" (?=[A-Za-z])"
)
# "Foo and Bar hold the remainder"
_HOLDS_REST = re.compile(
    r"\b(?:holds?|owns?|have|has|will (?:hold|own|have|take)|takes?|keeps?|contributes?|puts? up|held|owned) (?:the )?"
    r"(?:rest|remainder|remaining|balance|other (?:\d|half|stake|third|quarter|shares))\b"
)
# "with Foo holding the rest"
_WITH_REST = re.compile(
    r"\bwith (?=[A-Za-z][^,.;]{2,60}? (?:holding|owning|taking|keeping|having|contributing) (?:the )?"
    r"(?:rest|remainder|remaining|balance|other)\b)"
)
# "It consists of Foo and Bar": those of a consortium that has won or set up something
_CONSISTS = re.compile(
    r"(?:It|They|The (?:[\w-]{2,20} ){0,2}?(?:consortium|venture|group|alliance|team|partners|winners?|syndicate"
    r"|bidders?))"
    r" (?:consists? of|comprises?|(?:is|are|was|were) (?:made up of|led by|formed by|headed by)?|includes?"
    r"|brings together) ?"
    r"(?=[A-Z])"
)
# "Half will come from drugmaker Foo", "will be supplied through Bar"
_SUPPLIED = re.compile(
    r"\b(?:come|comes|came|supplied|made|produced|provided|delivered|bought|sourced|built|manufactured|ordered"
    r"|purchased|shipped"
    r"|developed) (?:from|by|through|via) (?=[A-Za-z])"
)
# One of these stands in all that tells who has the rest
_SHARE_WORDS = ("rest", "remain", "balance", "other")
_LET = ("construction_contract", "procurement")
_BOUGHT = ("acquisition", "equity_investment")
_SHARED = frozenset(
    ("joint_venture", "construction_contract", "acquisition", "equity_investment", "cooperation_agreement")
)


def other_side_told_later(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """``found`` with the other side, or those who hold the rest, of whom one of the next two sentences tells."""
    if not sentence.sentence.lang.startswith("en") or sentence.sentence.paragraph == 0:
        return found
    text, named = material.text.text, []
    for later in material.sentences[sentence.index : sentence.index + _AFTER]:
        start, end = later.sentence.start, later.sentence.end
        others = None
        words = material.folded[start:end]
        may_share = event.type in _SHARED and any(word in words for word in _SHARE_WORDS)
        if may_share:
            others = _REST_HELD.search(text, start, end) or _WITH_REST.search(text, start, end)
        if (
            others is None
            and later is not sentence
            and len(found) < (_PAIR if event.type not in _BOUGHT else _PAIR + 1)
        ):
            others = _OTHER_SIDE.match(text, start, end)
        if others is None and event.type == "procurement" and later is not sentence:
            others = _SUPPLIED.search(text, start, end)
        if others is None and event.type in _LET and later.index == sentence.index + 1:
            others = _CONSISTS.match(text, start, end)
        if others:
            holds_rest = others.re in (_REST_HELD, _WITH_REST)
            named += bodies_behind(material, later, others.end()) or _place_at(
                material, later, others.end(), holds_rest
            )
        elif may_share and later is not sentence and _HOLDS_REST.search(text, start, end):
            named += heads(material, later)
    return with_others(found, named)


def _place_at(material: Material, sentence: CuedSentence, at: int, any_place: bool) -> list[Party]:
    """The government named at ``at`` ("with the Zhuhai government"), or ``any_place`` ("held by Oak County")."""
    reader = reader_of(material.names, sentence.sentence.start, sentence.sentence.end, False)
    listed = reader.listed_at(at)
    return [party for party in listed if any_place or party.slug.endswith("government")]


def _each_told_apart(material: Material, sentence: CuedSentence, event: Event) -> list[Party]:
    """The bodies of several papers that the next sentences tell one by one ("Another was signed by Foo and Bar")."""
    if not event.thing or not _SEVERAL.match(material.folded, event.thing.start):
        return []
    found: list[Party] = []
    for later in material.sentences[sentence.index + 1 : sentence.index + 1 + _AFTER]:
        told = _ONE_OF_THEM.match(material.text.text, later.sentence.start, later.sentence.end)
        if told and (named := bodies_behind(material, later, told.end())):
            found += named
    return found
