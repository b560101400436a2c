"""How far a treaty or an arrangement has come, told in Chinese without a verb of signing.

香港与某国的协定昨日生效: it is in force. 完成首轮磋商: talks go on. 备忘录文本已谈妥,待签署: it waits to be signed.
香港加入某协定的申请正由工作组审视: the accession is under talks.
"""

import re

from articles.pipeline.deals.days_chinese import DAY
from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_TREATIES = ("framework_agreement", "mutual_recognition")
# 议定书昨日起生效, 协定正式实施: the verb of the treaty itself
_IN_FORCE = re.compile(
    r"[》」”\"]?(?:的(?=修订|议定书|补充))?(?:修订|第[一二三四五六七八九十]号?|补充|附加)?(?:议定书|协[定议]书?|安排|条文|内容|修订)?[》」”\"]?"
    r"(?:(?!的|[后前]|措施|政策|规定|项目)[^,。;]){0,24}?(?P<verb>生效|实施|施行|落实执行|付诸实施)(?=[,。;!? \n]|$)"
)
# 获批准后生效, 若协定生效, 待双方通知后生效
_YET = re.compile(r"若|如(?:果|获)|一旦|待|须|尚未|未|前提|有望|争取|力争|期望|希望|推动")
# What the mainland opens to the cities under this is a measure of its own
_CEPA = re.compile(r"cepa|更紧密经贸关系")
_TITLE_REACH = 40
_LATER = re.compile(r"将|预计|预期|料|明[年日天]|下[月周]|下星期")


_EFFECT = ("生效", "实施", "施行", "落实", "付诸")


def treaty_in_force(folded: str, sentence: CuedSentence, verb: Cue) -> bool:
    """Whether the verb 生效, 实施 has a treaty as its subject, of which a rule of its own tells."""
    if not folded.startswith(_EFFECT, verb.start):
        return False
    return any(cue.start == verb.start for cue, _ in _in_force(folded, sentence))


def _in_force(folded: str, sentence: CuedSentence) -> list[tuple[Cue, Cue]]:
    found = []
    for paper in sentence.of("doc"):
        if paper.value not in _TREATIES:
            continue
        told = _IN_FORCE.match(folded, paper.end, sentence.sentence.end)
        start = max(sentence.sentence.start, paper.start - _TITLE_REACH)
        if told and not _CEPA.search(folded, start, told.end()):
            found.append((Cue("effect", "zh", *told.span("verb")), paper))
    return found


def treaties_in_force(folded: str, sentence: CuedSentence) -> list[Event]:
    """A treaty or an arrangement between two places that takes effect."""
    for verb, paper in _in_force(folded, sentence):
        start = max(sentence.sentence.start, paper.start - 30)
        if _YET.search(folded, start, verb.start) or mood(folded, sentence, verb) in ("negative", "wish", "talks"):
            continue
        status = "planned" if _LATER.search(folded, start, verb.start) else "completed"
        return [Event(paper.value, status, "in-force", sentence.index, verb, paper, (paper.value,))]
    return []


# 完成《…协定》首轮磋商, 第二轮谈判结束: one round of several
ROUND = re.compile(
    r"(?:首|第?[一二三四五六七八九十]|第\d{1,2}|上一|新一|本|此|该|最新一|阶段性?)轮?(?:的)?(?:磋商|谈判|会谈)"
)
# 自贸协定谈判正在进行
_GOES_ON = re.compile(
    r"[》」”\"]?的?(?P<talks>谈判|磋商)[^,。;]{0,6}?(?:正在|正|仍在|仍|持续|现正|继续)(?:进行|展开|推进|处理|中)"
)
_HELD = re.compile(r"完成|结束|举行|展开|开展|进行|召开|启动|开始")
_ROUND_BEFORE = 46


def rounds_held(folded: str, sentence: CuedSentence, paper: Cue, clause: tuple[int, int]) -> Cue | None:
    """The word of talks where a clause tells of one round of those on a treaty; None where they are over or wanted."""
    if (goes_on := _GOES_ON.match(folded, paper.end, clause[1])) and not _YET.search(folded, clause[0], paper.start):
        return Cue("talks", "zh", *goes_on.span("talks"))
    told = ROUND.search(folded, clause[0], clause[1])
    if told is None or abs(told.start() - paper.end) > _ROUND_BEFORE:
        return None
    if _HELD.search(folded, clause[0], clause[1]) is None or _YET.search(folded, clause[0], told.start()):
        return None
    return Cue("talks", "zh", told.end() - 2, told.end())


# 备忘录文本已经谈妥, 协定内容已达成一致: agreed in all but the signature
_TEXT_SETTLED = re.compile(
    r"[》」”\"]?(?:的)?(?:最终|全部|主要|正式)?(?:文本|案文|内容|条款|细节|草案|谈判)?(?:的)?(?:[^,。;]{0,8}?)"
    r"(?:已经?|已基本|经已|现已)(?:基本|大致|全部|顺利)?(?P<verb>谈妥|谈成|谈定|商定|议定|敲定|定稿|拟定|达成一致|磋商完毕)"
)
# 已谈妥投资协定文本
_SETTLES_TEXT = re.compile(
    r"(?:已经?|经已|现已|" + DAY + r"|宣布|就)[^,。;]{0,20}?(?P<verb>谈妥|谈成|谈定|定稿|达成一致)[^,。;]{0,30}$"
)
_SETTLED_REACH = 40


def text_settled(folded: str, sentence: CuedSentence, paper: Cue) -> Cue | None:
    """The verb by which the text of a paper is settled, which then waits to be signed."""
    told = _TEXT_SETTLED.match(folded, paper.end, min(sentence.sentence.end, paper.end + _SETTLED_REACH))
    told = told or _SETTLES_TEXT.search(folded, max(sentence.sentence.start, paper.start - 60), paper.start)
    if told is None or _YET.search(folded, sentence.sentence.start, told.start("verb")):
        return None
    return Cue("talks", "zh", *told.span("verb"))


# 香港加入RCEP的申请正由成员审视, 已申请加入: an accession under way
_JOINS = re.compile(
    r"(?:加入|参加)(?P<pact>rcep|cptpp|depa|区域全面经济伙伴关系协定?|数字经济伙伴关系协定|全面与进步跨太平洋伙伴关系协定|(?:这份|这个|该)[^,。;]{0,8}自贸协[定议]"
    r"|《[^《》]{2,40}协定》)"
)
_ACCESSION = re.compile(
    r"(?:(?:正式|已经?|正)(?:提出|递交|提交)?申请|申请(?:书)?(?:正|已|由|获)|工作组[^,。;]{0,8}(?:审视|审议|审批|处理|成立)"
    r"|(?:谈判|磋商|程序)(?:正|已|展开|启动|开始|进行)|(?:启动|展开|开始|进行)[^,。;]{0,12}(?:谈判|磋商|程序)|(?:正|现正)[^,。;]{0,12}(?:审视|审议|谈判|磋商|商讨))"
)
# 申请早日通过, 支持香港加入: only wanted; 该国已加入: another's
_REFUSED = re.compile(r"否决|拒绝|撤回|搁置|若|如果")


def accessions(folded: str, sentence: CuedSentence) -> list[Event]:
    """The accession to a trade pact, applied for or under talks."""
    start, end = sentence.sentence.start, sentence.sentence.end
    joins = _JOINS.search(folded, start, end)
    told = _ACCESSION.search(folded, start, end) if joins else None
    if joins is None or told is None or _REFUSED.search(folded, start, told.end()):
        return []
    verb = Cue("talks", "zh", *told.span())
    thing = Cue("doc", "framework_agreement", *joins.span("pact"))
    return [Event(thing.value, "talks", "talks-opened", sentence.index, verb, thing, (thing.value,))]


def waiting_to_be_signed(folded: str, sentence: CuedSentence) -> list[Event]:
    """A paper whose text is settled, and which waits for its signature."""
    for paper in sentence.of("doc"):
        if paper.value in ("deal", "joint_venture") or _is_governed(sentence, paper):
            continue
        if verb := text_settled(folded, sentence, paper):
            kind = paper.value
            return [Event(kind, "planned", "paper-talks", sentence.index, verb, paper, (kind,), further=True)]
    return []


def _is_governed(sentence: CuedSentence, paper: Cue) -> bool:
    """Whether a verb of signing stands right before the paper."""
    return any(0 <= paper.start - verb.end <= _GOVERNED for verb in sentence.of("sign"))


_GOVERNED = 30
STATE_WORDS = (
    "生效",
    "实施",
    "施行",
    "谈妥",
    "谈成",
    "谈定",
    "商定",
    "议定",
    "敲定",
    "定稿",
    "拟定",
    "达成一致",
    "加入",
    "参加",
)


def treaty_states(folded: str, sentence: CuedSentence) -> list[Event]:
    """A treaty in force, an accession under talks, a paper that waits to be signed."""
    if not sentence.han:
        return []
    return treaties_in_force(folded, sentence) or accessions(folded, sentence) or waiting_to_be_signed(folded, sentence)
