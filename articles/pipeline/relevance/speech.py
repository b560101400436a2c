"""Whether a headline only tells what somebody says: an opinion, a hope, a thank-you."""

import re

from articles.pipeline.text import Text

# 陈茂波:…; in English "…: Paul Chan" is no more than the source of any news
_NAMED_SPEAKER = re.compile(r"^(?:[^|｜:]{0,14}[|｜])?[\u4e00-\u9fff·]{2,12}[:︰](?= ?\S)")
# 李家超称, 业界料, 政府吁; "says", "urges", "defende"
_SAYS = re.compile(
    r"(?<![名号自通统宣])称(?!号|职|呼)|[料冀吁盼](?![理子源])|(?<![预中所旨])指(?![南引标数示定挥甲向])|表示|认为|强调|形容"
    r"|寄语|鼓励|期望|回应|倡议|谈(?!判)|相信"
    r"|\b(?:says?|said|urge[sd]?|hopes?|warn(?:s|ed)?|tells|stresse[sd]|expects?|believes?|vows?"
    r"|calls? (?:for|on))\b"
    r"|\b(?:diz|disse|defende|afirma|afirmou|espera|apela|pede|considera|garante|sublinha|acredita)\b"
)


# A trip or a meeting is an event, whoever speaks there
_TRAVELS = re.compile(
    r"出访|访问|率团|率领|到访|代表团|会晤|会面|联席会议|合作会议|推介会"
    r"|\bdelegation|\btrip\b|\bvisit(?:s|ing|ed)?\b|\bmet with\b|\bmission to\b|\bvisita\b|\bdelegação\b"
    r"|\breuni(?:u|ão)"
)
_HEAD = 240


def only_speaks(text: Text) -> bool:
    """Whether the title is built on a verb of saying or names its speaker, and the head tells of no trip or meeting."""
    if not text.paragraphs:
        return False
    title = text.folded[text.paragraphs[0].start : text.paragraphs[0].end]
    if not (_NAMED_SPEAKER.search(title) or _SAYS.search(title)):
        return False
    return _TRAVELS.search(text.folded, 0, _HEAD) is None
