"""Titles of papers and measures, 《…备忘录》《…通知》, "Acordo de …": what they name, and who stands in them."""

import re
from itertools import groupby

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue

_TITLE = re.compile(r"《[^《》]{2,90}》")
# 签署了《…》、《…》以及《…》: the titles that one verb governs
_FIRST = re.compile(r"[^,。;:《》]{0,6}(?=《)")
_NEXT = re.compile(r"(?:[、,]|和|与|及|以及){0,2}(?=《)")
# assinaram o "Acordo de …" e o "Protocolo de …": the same in quotation marks
_QUOTED = re.compile(r'"[^"\n]{4,240}"|«[^«»\n]{4,240}»')
_FIRST_QUOTED = re.compile(r'(?: [\w-]{1,14}){0,4} (?=["«])')
_NEXT_QUOTED = re.compile(r'(?:,|,? (?:e|and|bem como|as well as))(?: [oa]s?| the| uma?| an?)? (?=["«])')
# 书》, (试行)》
_TITLE_ENDS = re.compile(r"书?[〉>]?(?:\([^()《》]{1,10}\))?》")
# 《关于…的公告》, 《…总体方案》: the last word says that it is a measure
_MEASURE = re.compile(
    r"(?:公告|通知|意见|办法|措施|规定|方案|规则|指引|细则|条例|规划|纲要|决定|批复)(?:\([^()《》]{1,10}\))?》"
)


def titled_papers(folded: str, sentence: CuedSentence, verb: Cue) -> list[tuple[Cue, tuple[tuple[int, int], ...]]]:
    """The papers that ``verb`` governs by title, one for each type with the spans of its titles; else empty.

    Only of two titles or more: of a single one the sentence itself tells who signs.
    """
    end = sentence.sentence.end
    spans: list[tuple[int, int]] = []
    first, title_of, further = (_FIRST, _TITLE, _NEXT) if sentence.han else (_FIRST_QUOTED, _QUOTED, _NEXT_QUOTED)
    joint = first.match(folded, verb.end, end)
    while joint and (title := title_of.match(folded, joint.end(), end)):
        spans.append(title.span())
        joint = further.match(folded, title.end(), end)
    head_of_title = _last_paper if sentence.han else _first_paper
    named = [(cue, span) for span in spans if (cue := head_of_title(folded, sentence, span))]
    if len(named) < 2 or len(named) < len(spans):
        return []
    by_type = groupby(sorted(named, key=lambda paper: paper[0].value), key=lambda paper: paper[0].value)
    grouped = [list(papers) for _, papers in by_type]
    return [(papers[0][0], tuple(span for _, span in papers)) for papers in grouped]


def titled_events(
    sentence: CuedSentence, verb: Cue, status: str, further: bool, papers: list[tuple[Cue, tuple[tuple[int, int], ...]]]
) -> list[Event]:
    """The events of ``papers``, which ``titled_papers`` gives by type."""
    return [
        Event(
            paper.value,
            status,
            "paper-sign",
            sentence.index,
            verb,
            paper,
            (paper.value,) * len(spans),
            further=further,
            titles=spans,
        )
        for paper, spans in papers
    ]


# 《合作互助安排》, 《资格互认安排》: what the two will do by a paper that is only called an arrangement
_JOINT_PAPER = re.compile(r"合作|互助|协作|协同|交流|共建|联动|互通")
_RECOGNISES = re.compile(r"互认|相互认可|相互承认")


def _kind_by_title(folded: str, span: tuple[int, int]) -> str:
    """The type of a bare arrangement or contract by the other words of its title; "deal" where they do not tell."""
    if _RECOGNISES.search(folded, *span):
        return "mutual_recognition"
    return "cooperation_agreement" if _JOINT_PAPER.search(folded, *span) else "deal"


def _last_paper(folded: str, sentence: CuedSentence, span: tuple[int, int]) -> Cue | None:
    """The paper that ends a title, which says what it is (《…框架协议》, but not 《…框架协议重点工作》)."""
    inside = [cue for cue in sentence.of("doc") if span[0] <= cue.start and cue.end <= span[1]]
    if inside and inside[-1].value == "deal":
        inside[-1] = inside[-1]._replace(value=_kind_by_title(folded, span))
    if not inside or inside[-1].value == "deal" or not _TITLE_ENDS.fullmatch(folded, inside[-1].end, span[1]):
        return None
    return inside[-1]


def _first_paper(folded: str, sentence: CuedSentence, span: tuple[int, int]) -> Cue | None:
    """The paper that begins a title in Latin script, which says what it is ("Acordo de Reconhecimento Mútuo …")."""
    return next((cue for cue in sentence.of("doc") if cue.start == span[0] + 1 and cue.value != "deal"), None)


def paper_by_title(folded: str, sentence: CuedSentence, paper: Cue) -> Cue:
    """``paper``, or a paper without a type where it only stands inside the title of another (《…框架协议重点工作》)."""
    opened = folded.rfind("《", max(0, paper.start - 90), paper.start)
    title = _TITLE.match(folded, opened) if opened >= 0 else None
    if title is None or title.end() < paper.end:
        return paper
    papers = [cue for cue in sentence.of("doc") if paper.start <= cue.start and cue.end <= title.end()]
    ends_with_paper = any(_TITLE_ENDS.fullmatch(folded, cue.end, title.end()) for cue in papers)
    return paper if ends_with_paper else paper._replace(value="deal")


# 签署《…意见》, 某某方案在京签署: what else makes rules is a paper where it is signed
_SIGNED_TITLE = re.compile(r"(?:了)?(?:有关|上述)?(?=《)")
_SIGNED_BEFORE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{4,30}?(?:意见|方案|规划|办法|清单|倡议书?|宣言|公约|章程|指引))[》”」]?"
    r"(?:(?:" + DAY + r"|正式|顺利|成功|在[^,。;]{1,8})){0,3}$"
)
_BEFORE_REACH = 44


def signed_measure(folded: str, sentence: CuedSentence, verb: Cue) -> Cue | None:
    """The plan, opinions or rules that a Chinese verb of signing governs, as a paper; None where it is another."""
    opened = _SIGNED_TITLE.match(folded, verb.end, sentence.sentence.end)
    title = _TITLE.match(folded, opened.end(), sentence.sentence.end) if opened else None
    if title and _MEASURE.search(folded, max(title.start(), title.end() - 16), title.end()):
        start, end = title.start() + 1, title.end() - 1
    else:
        start = max(sentence.sentence.start, verb.start - _BEFORE_REACH)
        told = _SIGNED_BEFORE.search(folded, start, verb.start) if not title else None
        if told is None or any(cue.start >= verb.end for cue in sentence.of("doc")):
            return None
        start, end = told.span("what")
    is_mutual = "互认" in folded[start:end] or "相互认可" in folded[start:end]
    return Cue("doc", "mutual_recognition" if is_mutual else "deal", start, end)


def titled_measure(folded: str, thing: Cue) -> Cue:
    """The measure whose title holds ``thing`` (基金 in 《关于…基金…安排的公告》); ``thing`` itself where none does."""
    opened = folded.rfind("《", max(0, thing.start - 90), thing.start)
    title = _TITLE.match(folded, opened) if opened >= 0 else None
    if title is None or title.end() < thing.end:
        return thing
    last = _MEASURE.search(folded, thing.end, title.end())
    return Cue("measure", "policy_measure", last.start(), title.end() - 1) if last else thing
