"""Portuguese: where the name of a city belongs to another name or is only mentioned in passing.

"Gabinete dos Assuntos de Hong Kong e Macau", "Grande Baía Guangdong – Hong Kong – Macau", "ponte Hong Kong/Zhuhai".
"""

import re
from collections.abc import Sequence

from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

_TITLE, _LEAD = 3, 2
"""The weight of a mention in the title, in the lead."""
_JOINT = r"(?: ?[-–—/,]{1,2} ?| e )"
# An office for both regions or a centre that studies them, the bay area by its long name, however its parts are joined
_NAMES = re.compile(
    r"\b(?:assuntos|estudos) (?:de|d[aeo]s) hong kong(?:, macau)? e (?:macau|taiwan)\b"
    rf"|\bbaía (?:de )?guangdong{_JOINT}hong kong{_JOINT}macau\b"
)
# The bridge, which in the lead may be what the news is about
_BRIDGE = re.compile(rf"\bponte (?:[\wà-ÿ]+ )?hong kong{_JOINT}zhuhai{_JOINT}macau\b")
# "corredor Guangzhou-Zhuhai-Macau", "zona de inovação Shenzhen-Hong Kong": one name of several
_HYPHEN = re.compile(r"[-–/](?=[A-Z])")
_REACH = 60
# Hong Kong stands beside Macao in most news of Macao; of Macao itself more must be told
_BESIDE_HONG_KONG = re.compile(
    r"\bhong kong,? e (?:de )?$|\b(?:tal como|assim como|à semelhança do que acontece) (?:em|n[ao]) $"
)
# "vistos para Hong Kong ou Macau": either is meant
_OR_THE_OTHER = (" ou macau", " ou para macau")


def names_another(text: Text, mention: Mention) -> bool:
    """Say whether a city only belongs to the name of an office, of the bay area, of the bridge or of a line."""
    if text.lang != "pt" or mention.weight >= _TITLE or mention.origin != "gazetteer":
        return False
    start, end = mention.start, mention.end
    for pattern in (_NAMES, _BRIDGE) if mention.weight < _LEAD else (_NAMES,):
        for name in pattern.finditer(text.folded, max(0, start - _REACH), end + _REACH):
            if name.start() <= start and end <= name.end():
                return True
    is_joined = _HYPHEN.match(text.text, end) or (start and text.text[start - 1] in "-–/")
    return mention.weight < _LEAD and bool(is_joined)


def in_passing(text: Text, slug: str, mentions: Sequence[Mention]) -> bool:
    """Say whether Hong Kong, or Macao beside it, stands in a Portuguese text once, below title and lead."""
    if text.lang != "pt" or slug not in ("hong-kong", "macao") or len({mention.start for mention in mentions}) > 1:
        return False
    start = mentions[0].start
    if text.folded.startswith(_OR_THE_OTHER, mentions[0].end):
        return False
    is_beside = slug == "hong-kong" or _BESIDE_HONG_KONG.search(text.folded, max(0, start - _REACH), start)
    return bool(is_beside) and all(m.weight < _LEAD and m.origin == "gazetteer" for m in mentions)
