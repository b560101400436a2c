"""Rules for agreements: papers signed or negotiated, partnerships, joint undertakings, matters being worked out."""

import re
from itertools import zip_longest

from articles.pipeline.deals.events import CuedSentence, Event, is_further, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.coordinated_papers import coordinated
from articles.pipeline.deals.rules.english_papers import concluding, is_still_worked_out, paper_before
from articles.pipeline.deals.rules.moods import mood
from articles.pipeline.deals.rules.negotiations import beside_talks, negotiations
from articles.pipeline.deals.rules.nouns_of_opening import mood_of_noun
from articles.pipeline.deals.rules.objects import object_of
from articles.pipeline.deals.rules.paper_nouns import counted_beside, head_paper, paper_of_project, spelled_out
from articles.pipeline.deals.rules.purposes import agrees_to_let, private_paper, purpose_of
from articles.pipeline.deals.rules.signings_chinese import also_signed, is_just_signed, paper_of_passive, signs_up
from articles.pipeline.deals.rules.titles import paper_by_title, signed_measure, titled_events, titled_papers

# "signs of recovery", "a good deal of", "deal with the problem", "according to" written with acordo
_NOT_A_PAPER = re.compile(
    r"(?:deal|deals) (?:with|a blow|of|out)\b|signs? (?:of|that)\b|(?:de|do|em) acordo\b|acordo com\b"
    # "celebrou ontem os dez anos do protocolo": an anniversary is kept
    r"|celebr\w{1,6}(?: [\wà-ÿ]{4,12})?(?: [oa]s?| um)? (?:[\wà-ÿ]{2,14} )?(?:anos?|aniversários?|décadas?)\b"
)
# "signed a co-location cooperation deal with": what is signed, however it is described
_A_PAPER = re.compile(r" (?:an?|the|its|their|another) (?:(?!(?:who|that|which|to|and|can|will)\b)[\w-]+ ){0,5}")
# "agreements", "acordos", 协议: papers without a name of their own are no longer than this
_BARE = 12
# "seals a major deal with": so near after a verb of signing a deal is a paper
_CLOSE = 24
# 签署的, 达成的: the verb only describes a paper ...
_ATTRIBUTIVE = "的"
# ... but 此次签署的协议 is today's
_THIS_TIME = re.compile(r"(?:[此本是这今][次轮]|今[日天])[^,。;签]{0,30}$")
# "agreed to" binds to nothing yet; only "agreed a deal" is a paper
_AGREED_TO = re.compile(r"agreed (?!an? )")
# 《协定》在利马签订,是双方达成的第二份: what follows says what the paper is
_IS_WHAT = re.compile(r",(?:也|亦|更|并)?(?:是|为)")
# "a pact has been agreed by"
_IS_AGREED = re.compile(r"\b(?:been|was|were) $")
# "exchanged views on arrangements": only papers are exchanged
_EXCHANGES = re.compile(r"交换|exchanged|trocaram")
_EXCHANGED = ("mou", "letter_of_intent")


# "concluded negotiations on a free trade agreement": agreed in substance, yet to be signed
_ENDS_TALKS = re.compile(
    r"(?:conclud\w+|clos\w+|complet\w+|wrap\w+ up|finish\w+)(?: their| its| the)? (?:negotiations|talks)\b"
    r"|(?:完成|结束)[^,。;]{0,8}谈判|conclu(?:iu|íram|ir)(?: as)? negociações"
)


# 85个项目集中开工、竣工、签约: what begins is the news of such a list
_BEGUN_AND_SIGNED = re.compile(r"(?:开工|动工|竣工|投产)[、和及与]?(?:集中)?$")
# 甲与乙签署备忘录,某人见证签约: the signing that was just told
_WITNESSED = re.compile(r"签[^。;]*见证了?$")


def _is_only_named(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether a Chinese signing only ends a list of what begins, or is the one just told that somebody looks on."""
    start = max(sentence.sentence.start, verb.start - 90)
    return sentence.han and bool(
        _BEGUN_AND_SIGNED.search(folded, start, verb.start) or _WITNESSED.search(folded, start, verb.start)
    )


# "reciprocal driving-licence recognition deal", "protocolo para evitar a dupla tributação": what a bare paper is about
_OF_RECOGNITION = re.compile(r"\b(?:reciprocal|mutual) (?:[\w’'-]{2,20} ){0,3}recognition $")
_TAX_TREATY = re.compile(r"dupla tributação|convenção para evitar")


def _called_by_matter(folded: str, sentence: CuedSentence, group: list[Cue]) -> tuple[str, bool] | None:
    """The type of a bare paper that is named by what it is about; None where it is not."""
    if not _paper_type(group)[1]:
        return None
    if any(_TAX_TREATY.match(folded, cue.start) for cue in group[1:]):
        return "framework_agreement", False
    if any(folded.startswith("cepa", cue.start) for cue in sentence.of("doc")) and sentence.sentence.lang == "pt":
        # "o acordo de alteração ao Acordo sobre Comércio de Serviços no âmbito do CEPA"
        return "framework_agreement", False
    start = max(sentence.sentence.start, group[0].start - _MATTER_REACH)
    return ("mutual_recognition", False) if _OF_RECOGNITION.search(folded, start, group[0].start) else None


_MATTER_REACH = 70


def documents(folded: str, sentence: CuedSentence) -> list[Event]:
    """Papers signed, to be signed or negotiated: a verb of signing with a paper or with projects."""
    events = []
    for verb in [*sentence.of("sign", "reach", "ceremony"), *concluding(folded, sentence)]:
        titled = titled_papers(folded, sentence, verb) if verb.kind == "sign" else []
        thing = titled[0][0] if titled else _paper_of(folded, sentence, verb)
        if thing is None or _is_only_named(folded, sentence, verb):
            continue
        how = (verb.kind == "ceremony" and mood_of_noun(folded, sentence, verb, thing)) or mood(folded, sentence, verb)
        if titled and how in ("done", "planned"):
            status, further = status_of(how, "signed"), is_further(folded, sentence, verb)
            events += titled_events(sentence, verb, status, further, titled)
            continue
        how = "talks" if how in ("done", "ing") and is_still_worked_out(folded, verb) else how
        if verb.value == "done" and thing.end + 1 == verb.start and how in ("talks", "planned"):
            # "explore … under a memorandum signed on Monday": the plan is another verb's
            how = "done"
        if how == "negative" or _is_denied(sentence, thing) or (how == "wish" and sentence.sentence.paragraph):
            continue
        status = status_of(how, "signed")
        if status == "signed" and _ENDS_TALKS.search(folded, verb.start, thing.start):
            status = "planned"
        first = _first_of_pair(folded, sentence, verb, thing)
        papers = [cue for cue, _ in coordinated(folded, sentence, first)]
        for paper, after in zip_longest(papers, papers[1:]):
            group = [cue for cue in _group(folded, sentence, paper) if after is None or cue.end <= after.start]
            events += _events_of_group(folded, sentence, verb, thing if paper is first else paper, group, status)
    events = events or _added(folded, sentence)
    talks = negotiations(folded, sentence)
    return beside_talks(events, talks) if sentence.han else events or talks


def _events_of_group(
    folded: str, sentence: CuedSentence, verb: Cue, thing: Cue, group: list[Cue], status: str
) -> list[Event]:
    """What is agreed by a paper and those coordinated with it, whose sides are the same."""
    kind, generic = _called_by_matter(folded, sentence, group) or _paper_type(group)
    beside = counted_beside(folded, sentence, group)
    if beside:
        group, generic = [cue for cue in group if cue not in beside], False
    bought = purpose_of(folded, sentence, thing) if generic else ""
    if bought:
        return [Event(bought, status, "bought", sentence.index, verb, thing)]
    things = tuple(cue.value for cue in group)
    further = is_further(folded, sentence, verb)
    told = Event(kind, status, f"paper-{verb.kind}", sentence.index, verb, thing, things, generic, further=further)
    others = [Event(cue.value, status, "paper-sign", sentence.index, verb, cue, (cue.value,)) for cue in beside]
    return [told, *others]


def _added(folded: str, sentence: CuedSentence) -> list[Event]:
    """One more paper of other sides, whom a Chinese sentence names behind the verb (签约的还有甲与乙)."""
    verb = also_signed(folded, sentence) if sentence.han else None
    if verb is None:
        return []
    kind = "cooperation_agreement"
    thing = Cue("doc", kind, verb.end, verb.end + 1)
    return [Event(kind, "signed", "paper-sign", sentence.index, verb, thing, (kind,), further=True)]


def _first_of_pair(folded: str, sentence: CuedSentence, verb: Cue, thing: Cue) -> Cue:
    """The first of two English papers that "have been signed" ("memoranda of understanding and letters of intent")."""
    if not sentence.sentence.lang.startswith("en") or thing.end > verb.start:
        return thing
    for cue in sentence.of("doc"):
        if cue.value != thing.value and cue.end + len(" and ") == thing.start and folded.startswith(" and ", cue.end):
            return cue
    return thing


def _is_denied(sentence: CuedSentence, thing: Cue) -> bool:
    """Whether an English "no" stands right before the paper ("no agreement has been signed"); *no* is "in the"."""
    is_english = sentence.sentence.lang.startswith("en")
    return is_english and any(cue.end + 1 == thing.start for cue in sentence.of("negative"))


# Nouns that take a verb of signing away from "projects" behind them ("signed a loan to fund projects")
_NEARER = ("bond", "procure", "contract")


def _is_taken(sentence: CuedSentence, verb: Cue, thing: Cue) -> bool:
    """Whether the thing is another's: projects behind a loan, the paper of a loan or an order (贷款协议)."""
    if sentence.han and any(
        cue.value == "noun" and cue.end == thing.start and cue.start >= verb.end
        for cue in sentence.of("bond", "procure")
    ):
        return True
    return thing.kind == "project" and any(
        verb.end <= cue.start < thing.start and cue.value == "noun" for cue in sentence.of(*_NEARER)
    )


# "o memorando …, em Timor-Leste, assinado no dia 26": the participle behind what describes the paper
_PARTICIPLE_PT = re.compile(r", (?:assinad|celebrad|firmad|rubricad)[ao]s?$")
_PARTICIPLE_REACH = 140


def _paper_of(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The paper (or the projects) that a verb of signing governs, unless the words mean something else."""
    describes = sentence.han and folded[verb.end : verb.end + 1] == _ATTRIBUTIVE and sentence.sentence.paragraph
    if (
        describes
        and not _THIS_TIME.search(folded, max(sentence.sentence.start, verb.start - 34), verb.start)
        and not is_just_signed(folded, sentence, verb)
    ):
        return None
    is_agreed = _AGREED_TO.match(folded, verb.start) and not _IS_AGREED.search(
        folded, max(0, verb.start - 12), verb.start
    )
    if _NOT_A_PAPER.match(folded, verb.start) or is_agreed:
        return None
    if sentence.han and agrees_to_let(folded, verb):
        return None
    if sentence.han and verb.kind == "sign" and (measure := signed_measure(folded, sentence, verb)):
        return measure
    kinds = ("doc",) if verb.kind == "reach" else ("doc", "project")
    thing = object_of(folded, sentence, verb, kinds, 40 if sentence.han else 130)
    if thing is not None and sentence.han and _IS_WHAT.search(folded, verb.end, thing.start):
        thing = None
    if thing is None and sentence.han and verb.kind == "sign":
        thing = paper_of_passive(folded, sentence, verb)
    if thing is None and sentence.han and signs_up(folded, sentence, verb):
        return Cue("project", "cooperation_agreement", verb.start, verb.end)
    if thing is not None and _is_taken(sentence, verb, thing):
        return None
    if verb.kind == "ceremony" and _BY_NOUN.match(folded, verb.start):
        return thing if thing is not None and _OF_WHAT.fullmatch(folded, verb.end, thing.start) else None
    if thing is None and _PARTICIPLE_PT.search(folded, max(sentence.sentence.start, verb.start - 2), verb.end):
        before = [cue for cue in sentence.of("doc") if 0 < verb.start - cue.end <= _PARTICIPLE_REACH]
        thing = before[-1] if before else None
    if thing is None and verb.kind == "ceremony":
        thing = next(iter(sentence.of("doc")), None) or _joint_ceremony(folded, sentence, verb)
    if thing is None and verb.kind == "sign":
        thing = paper_before(folded, sentence, verb)
    thing = spelled_out(folded, sentence, thing)
    if thing is not None and sentence.han and thing.kind == "project":
        thing = paper_of_project(folded, sentence, thing)
    if thing is None or _only_looks_so(folded, verb, thing):
        return None
    if _EXCHANGES.match(folded, verb.start) and thing.value not in _EXCHANGED:
        return None
    if not sentence.han:
        return private_paper(folded, sentence, head_paper(sentence, thing))
    return paper_by_title(folded, sentence, thing) if thing.kind == "doc" else thing


# "the exchange of a memorandum", and not "the conclusion of a forum": the paper stands right behind such a noun
_BY_NOUN = re.compile(r"exchange of|conclusion of")
_OF_WHAT = re.compile(r" (?:(?!(?:in|on|at|for|with|under|of)\b)[\w-]+ ){0,4}")


def _only_looks_so(folded: str, verb: Cue, thing: Cue) -> bool:
    """Whether a "deal with" far from its verb of signing is no paper."""
    if thing.start - verb.end <= _CLOSE or _A_PAPER.fullmatch(folded, verb.end, thing.start):
        return False
    return _NOT_A_PAPER.match(folded, thing.start) is not None


# 战略合作签约仪式, "cooperation signing ceremony": the ceremony of a paper that has no other name
_JOINT_CEREMONY = re.compile(r"(?:合作|共建|战略)[\u4e00-\u9fff]{0,6}$|\bco-?operation $|\bpartnership $")
# 与十间企业举行签约仪式: somebody to sign with is enough
_SIGNING_CEREMONY = re.compile(r"[与和同跟][^,。;]{1,16}(?:举行|举办)[^,。;]{0,4}$|" + _JOINT_CEREMONY.pattern)


def _joint_ceremony(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    pattern = _JOINT_CEREMONY if not folded.startswith("签约", verb.start) else _SIGNING_CEREMONY
    match = pattern.search(folded, max(sentence.sentence.start, verb.start - 24), verb.start)
    return Cue("doc", "cooperation_agreement", match.start(), verb.end) if match else None


_NAMED = ("framework_agreement", "mutual_recognition")
_SAME_NOUN = 14


def stopped(folded: str, sentence: CuedSentence) -> list[Event]:
    """Papers that are called off or put on hold ("cancelled a memorandum with", 取消与某某签署的备忘录)."""
    for verb in sentence.of("cancelled", "stalled"):
        reach = 24 if sentence.han else 40
        papers = [cue for cue in sentence.of("doc") if 0 <= cue.start - verb.end <= reach]
        bought = purpose_of(folded, sentence, papers[0]) if papers else ""
        if bought:
            return [Event(bought, verb.kind, "bought", sentence.index, verb, papers[0])]
        if papers and papers[0].value != "deal":
            kind, generic = _paper_type(papers[:1])
            things = (papers[0].value,)
            if sentence.han and kind == "joint_venture":
                # 终止合营协议: the paper is called off, whatever it was to set up
                kind, generic, things = "cooperation_agreement", True, ("cooperation_agreement",)
            return [Event(kind, verb.kind, "paper-stopped", sentence.index, verb, papers[0], things, generic)]
    return []


def _group(folded: str, sentence: CuedSentence, thing: Cue) -> list[Cue]:
    """The papers that one verb governs: ``thing`` and those coordinated with it."""
    reach = 16 if sentence.han else 40
    group = [thing]
    before = [cue for cue in sentence.of("doc") if cue.end <= thing.start and thing.start - cue.end <= _SAME_NOUN]
    in_title = before and folded.find("》", before[-1].end, thing.start) >= 0
    if before and not in_title and before[-1].value in _NAMED and thing.end - thing.start <= _BARE:
        # "the CEPA services agreement": the name before the bare noun says which; not that in a title of its own
        group.insert(0, before[-1])
    for cue in sentence.of("doc"):
        if cue.start >= group[-1].end and cue.start - group[-1].end <= reach:
            group.append(cue)
    return group


def _paper_type(group: list[Cue]) -> tuple[str, bool]:
    """The type of a group of papers; a bare "deal", "agreement" or project is generic (a finer word may name it)."""
    values = [cue.value for cue in group if cue.value != "deal"]
    if not values:
        return "cooperation_agreement", True
    is_bare = group[0].kind == "project" or group[0].end - group[0].start <= _BARE
    if is_bare and "mutual_recognition" in values:
        return "mutual_recognition", False
    return values[0], values[0] == "cooperation_agreement" and is_bare
