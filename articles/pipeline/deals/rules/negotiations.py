"""Papers under negotiation: a treaty, or an agreement by its full name, with a word of talks and no verb of signing."""

import re

from articles.pipeline.deals.events import CuedSentence, Event, clause_bounds
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.treaties_chinese import rounds_held

# "are in talks on a memorandum of understanding": papers that English calls by no fuller name
_PLAIN = ("mou", "letter_of_intent", "cooperation_agreement")
_TREATIES = ("framework_agreement", "mutual_recognition")


def negotiations(folded: str, sentence: CuedSentence) -> list[Event]:
    """A treaty, or an agreement by its full name, under negotiation: a word of talks before it, no verb of signing."""
    if sentence.han and (open_talks := _talks_opened(folded, sentence)):
        return open_talks
    for paper in sentence.of("doc"):
        if sentence.han and (talked := _talked_over(folded, sentence, paper)):
            return [Event(paper.value, "talks", "talks-opened", sentence.index, talked, paper, (paper.value,))]
        is_treaty = paper.value in _TREATIES
        is_plain = sentence.sentence.lang.startswith("en") and paper.value in _PLAIN
        is_text = sentence.han and folded.startswith(("议定书", "协定"), paper.start)
        if (
            not is_text
            and not is_treaty
            and not is_plain
            and (paper.value != "cooperation_agreement" or not is_named(folded, paper))
        ):
            continue
        start, end = clause_bounds(folded, sentence, paper.start)
        if sentence.han and is_treaty and (held := rounds_held(folded, sentence, paper, (start, end))):
            return [Event(paper.value, "talks", "talks-opened", sentence.index, held, paper, (paper.value,))]
        if sentence.han and is_treaty and (concluded := _concluded(folded, sentence, paper, (start, end))):
            return [Event(paper.value, "planned", "paper-talks", sentence.index, concluded, paper, (paper.value,))]
        if sentence.han and (settled := _settled(folded, sentence, paper)):
            kind = "framework_agreement" if is_treaty or _OF_TREATY.search(folded, start, end) else paper.value
            return [Event(kind, "planned", "paper-talks", sentence.index, settled, paper, (kind,))]
        talks = [
            cue
            for cue in sentence.of("talks")
            if start <= cue.start < paper.start
            and paper.start - cue.end < 60
            and (is_treaty or NEGOTIATES.search(folded, cue.start, cue.end))
        ]
        if sentence.han and is_treaty and not talks:
            talks = _talks_after(folded, sentence, paper, start)
        if talks:
            return [Event(paper.value, "talks", "paper-talks", sentence.index, talks[-1], paper, (paper.value,))]
    return []


# 正与某校洽谈一份合作备忘录: the talks that go on are over a paper
_TALKED_OVER = re.compile(
    r"正(?:在|就|积极|着手)?[与和同跟][^,。;]{2,30}?(?P<verb>洽谈|磋商|商讨|商谈|谈判|洽商)(?:中的)?(?:一[份项]|新一?[份项轮]?的?|有关|相关)?[^,。;的]{0,6}$"
)
# 就备忘录展开谈判, 就协议与某校进行商讨, 启动意向书谈判
_TALKS_BEHIND = re.compile(
    r"书?[》」”]?(?:的签署|事宜|内容|条款|文本)?[与和同跟]?[^,。;]{0,20}?(?P<verb>展开|开展|进行|启动|开始|举行)(?:了|正式|首轮|深入|第[一二三四五]轮){0,3}"
    r"(?:谈判|磋商|商讨|洽谈|商谈|协商)"
)
_TALKS_OPEN = re.compile(r"(?P<verb>启动|展开|开展|开始|进行)(?:了|正式)?[^,。;]{0,8}$")
_OF_PAPER = re.compile(r"书?[》」”]?的?(?:正式|首轮|第[一二三四五]轮)?(?:谈判|磋商|商讨|洽谈)(?!后|中|会)")
_PAPERS = ("mou", "letter_of_intent", "framework_agreement", "cooperation_agreement")


def _talked_over(folded: str, sentence: CuedSentence, paper: Cue) -> Cue | None:
    """The talks of which a paper is right behind the object; None where it is signed or told otherwise."""
    if paper.value not in _PAPERS:
        return None
    start, end = clause_bounds(folded, sentence, paper.start)
    begin = max(start, paper.start - 60)
    told = _TALKED_OVER.search(folded, begin, paper.start)
    if told is None and _ABOUT.search(folded, begin, paper.start):
        told = _TALKS_BEHIND.match(folded, paper.end, end)
    if told is None and _OF_PAPER.match(folded, paper.end, end):
        told = _TALKS_OPEN.search(folded, begin, paper.start)
    if told is None or _NOT_YET.search(folded, start, paper.start):
        return None
    return Cue("talks", "zh", *told.span("verb"))


# 完成《…安排》下的磋商, 自贸协定谈判结束: agreed in substance, yet to be signed
_CONCLUDES = re.compile(r"(?:完成|结束)[^,。;]{0,30}$")
_TALKS_ON_IT = re.compile(r"[^,。;]{0,20}?(?:磋商|谈判)")
_CONCLUDED = re.compile(r"[^,。;]{0,20}?(?:磋商|谈判)(?:已经?|正式|实质性?|顺利|圆满|全面){0,3}(?:完成|结束)")
# 力争年内完成谈判, 谈判将结束: only wanted or expected
_NOT_YET = re.compile(r"争取|力争|尽快|尽早|早日|希望|期望|期待|有望|预计|目标|计划|推动|加快|将|未|待|若")


def _concluded(folded: str, sentence: CuedSentence, paper: Cue, clause: tuple[int, int]) -> Cue | None:
    """The talks on a treaty that its clause says to be concluded; None where they go on."""
    told = _CONCLUDED.match(folded, paper.end, clause[1])
    if told is None and _CONCLUDES.search(folded, max(clause[0], paper.start - 40), paper.start):
        told = _TALKS_ON_IT.match(folded, paper.end, clause[1])
    if told is None or _NOT_YET.search(folded, clause[0], told.end()):
        return None
    talks = [cue for cue in sentence.of("talks") if paper.end <= cue.start and cue.end <= told.end()]
    return talks[-1] if talks else None


# 已确定《…议定书》的最终文本: what is settled waits only to be signed
_SETTLES = re.compile(r"(?P<verb>确定|敲定|议定|商定|完成|达成)[^,。;]{0,50}$")
_THE_TEXT = re.compile(r"[^,。;]{0,6}?(?:最终|最后|正式)?(?:文本|案文|草案)")
_OF_TREATY = re.compile(r"自贸协定|自由贸易协[定议]|投资协[定议]")


def _settled(folded: str, sentence: CuedSentence, paper: Cue) -> Cue | None:
    """The verb with which the text of a paper is settled; None where it is still worked on."""
    start, _ = clause_bounds(folded, sentence, paper.start)
    verb = _SETTLES.search(folded, max(start, paper.start - 60), paper.start)
    if verb is None or not _THE_TEXT.match(folded, paper.end, sentence.sentence.end):
        return None
    if _NOT_YET.search(folded, start, verb.start()):
        return None
    return Cue("talks", "zh", *verb.span("verb"))


# 同意启动…协定的正式谈判, 就…协定与某国展开正式谈判, 就签署备忘录展开讨论, 与某国进行自贸协定谈判: talks that begin
# by that, or have begun
_OPENS = re.compile(
    r"(?:(?P<verb>启动|展开|开展|开始|重启|恢复)|(?:正在?|现正?|[与和同跟][^,。;]{1,30}?)(?P<goes>进行))[^,。;]{0,24}$"
)
_OF_TALKS = re.compile(
    r"(?:》|」|”)?的?(?:正式|实质|首轮|第[一二三四五六七八九十]轮|升级版?|提升|修订|后续|补充|扩容|第[二三]阶段|\d\.0版?){0,3}(?:谈判|磋商)"
)
_OPENED_AFTER = re.compile(
    r"[^,。;]{0,24}?(?P<verb>启动|展开|开展|开始|进行)(?:了|正式|实质性?|首轮|第[一二三四五六七八九十]轮){0,3}(?:谈判|磋商|讨论|商讨|商谈)"
)
_ON_SIGNING = re.compile(
    r"就(?:尽快|早日|双方|加快|两地|可能|未来|正式|共同|联合){0,2}(?:签[署订立下]|订立|达成|缔结)[^,。;]{0,30}$"
)


def _talks_opened(folded: str, sentence: CuedSentence) -> list[Event]:
    """The papers on which a Chinese sentence says that talks are opened, each kind once."""
    found: dict[str, Event] = {}
    for paper in sentence.of("doc"):
        if verb := _opened(folded, sentence, paper, paper.value in _TREATIES):
            event = Event(paper.value, "talks", "talks-opened", sentence.index, verb, paper, (paper.value,))
            found.setdefault(paper.value, event)
    return list(found.values())


def beside_talks(events: list[Event], talks: list[Event]) -> list[Event]:
    """The papers of a Chinese sentence with the ``talks`` on others; what is discussed is not signed."""
    discussed = [event.thing for event in talks if event.rule == "talks-opened"]
    signed = [event for event in events if event.thing not in discussed]
    told = {event.type for event in signed}
    return signed + [event for event in talks if event.type not in told]


def _opened(folded: str, sentence: CuedSentence, paper: Cue, is_treaty: bool) -> Cue | None:
    """The word of talks that are opened on a treaty, or on the signing of a paper; None where they are only wanted."""
    start, end = clause_bounds(folded, sentence, paper.start)
    begin = max(start, paper.start - 40)
    word: Cue | None = None
    opens = _OPENS.search(folded, begin, paper.start) if is_treaty else None
    if opens and _OF_TALKS.match(folded, paper.end, end):
        word = Cue("talks", "zh", *opens.span("verb" if opens["verb"] else "goes"))
    elif (is_treaty and _ABOUT.search(folded, begin, paper.start)) or _ON_SIGNING.search(folded, begin, paper.start):
        told = _OPENED_AFTER.match(folded, paper.end, end)
        word = Cue("talks", "zh", *told.span("verb")) if told else None
    return None if word is None or _NOT_YET.search(folded, start, paper.start) else word


# 就投资协定与某国展开谈判: in Chinese the talks stand behind what they are about
_ABOUT = re.compile(r"就[^,。;]{0,24}$")
_TALKS_REACH = 24


def _talks_after(folded: str, sentence: CuedSentence, paper: Cue, start: int) -> list[Cue]:
    """The word of negotiating behind a treaty that 就 makes its topic."""
    if not _ABOUT.search(folded, start, paper.start):
        return []
    _, end = clause_bounds(folded, sentence, paper.start)
    end = min(end, paper.end + _TALKS_REACH)
    return [
        cue
        for cue in sentence.of("talks")
        if paper.end <= cue.start and cue.end <= end and NEGOTIATES.match(folded, cue.start)
    ]


# Two sides that negotiate a paper; what is only studied or hoped for has none yet
NEGOTIATES = re.compile(
    r"洽谈|磋商|谈判|商谈|协商|in talks|hold(?:ing|s)? talks|(?:start|begin)s? talks|negotiat|negoc[ei]"
)
_NAMED_PAPER = re.compile(r"(?:合作|战略|共建|co-?operation |partnership )|(?:acordo|protocolo) de ")


def is_named(folded: str, paper: Cue) -> bool:
    """Whether a paper is called by more than "agreement"."""
    return _NAMED_PAPER.match(folded, paper.start) is not None
