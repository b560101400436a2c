"""Bodies that are called by their kind alone where they were named before: "with the authority", 协会与某国签订."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party

# "signed a memorandum with the authority", "com a universidade"
_WITH_THE = re.compile(
    r"\b(?:with the|com [oa]) (?P<kind>authority|university|institute|corporation|association|chamber|commission"
    r"|council|exchange|board|foundation|hospital|academy|universidade|associação|instituto|fundação|autoridade)\b"
    r"(?! (?:of|for|d[aeo]s?|para)\b)"
)
_KIND_ZH = re.compile(r"(?:该)?(?P<kind>协会|商会|学会|总会|联会|联合会|基金会|研究院|交易所|管理局|大学|医院)")
_REACH = 500


def other_called_by_kind(names: Names, sentence: CuedSentence, event: Event) -> Party | None:
    """Of "signed with the authority": the authority that was named before; None where none was."""
    told = _WITH_THE.search(names.text.folded, event.verb.end, sentence.sentence.end)
    return _named_before(names, told["kind"], told.start()) if told else None


def called_by_kind_chinese(names: Names, start: int, end: int) -> Party | None:
    """The body that a side which is only 协会, 该大学 means; None where the side is called otherwise."""
    told = _KIND_ZH.fullmatch(names.text.folded, start, end)
    return _named_before(names, told["kind"], start) if told else None


def _named_before(names: Names, kind: str, at: int) -> Party | None:
    before = names.organisations_in(max(0, at - _REACH), at)
    folded = names.text.folded
    return next((names.party(m) for m in reversed(before) if folded[m.start : m.end].endswith(kind)), None)
