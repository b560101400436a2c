"""What an authority lets be set up, or grants to people of a place, told in Chinese.

教育部批准设立某大学; 甲国给予香港护照持有人免签待遇, 两地互免签证.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event, status_of
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

# 批准正式设立某大学(广州); 批准设立的 only describes
_SET_UP = re.compile(
    r"(?P<verb>批准|批复同意|同意|批复)(?:正式)?(?:设立|成立)(?P<thing>(?!的)[^,。;的]{2,24}?(?:大学|学院|学校|医院|研究院|银行|分行|交易所|仲裁院|法院)"
    r"(?:\([^()]{2,6}\))?)(?=[,。;!]|$)"
)
# 某大学(佛山)获省政府批准筹设
_IS_LET = re.compile(
    r"(?P<thing>大学|学院|学校|医院|研究院|分行|交易所|仲裁院)(?:\([^()]{2,8}\))?(?:[^,。;]{0,4})获(?:得)?[^,。;]{0,18}?(?P<verb>批准|批复|同意|核准|批)(?:在[^,。;]{2,10})?(?:正式)?(?:筹设|筹建|设立|成立|建校|办学|招生|开办)"
)
# 教育部批准某大学(东莞)正式设立
_LETS_IT = re.compile(
    r"(?<!获)(?P<verb>批准|批复同意|同意|批复)(?!的)[^,。;的]{2,20}?(?P<thing>大学|学院|学校|医院|研究院|分行|交易所|仲裁院)(?:\([^()]{2,8}\))?"
    r"(?:正式)?(?:设立|成立|转设|建校|办学)(?=[,。;!]|$)"
)
# 互免签证, 给予…免签入境待遇, 对…实施免签
_WAIVES = re.compile(
    r"(?P<both>(?:相互|互相|互)(?:给予)?免(?:除)?签证|互免签证)|(?P<verb>给予|提供|实施|实行|推出|享有?|获得?)[^,。;]{0,24}?(?P<thing>免签(?:证)?)"
    r"(?:入境|待遇|政策|安排|措施|访问|,|。|$)"
)
# 批准在香港上市的两种抗癌药在大湾区指定医院使用, 批准十种外用中成药在内地注册上市
_DRUGS = re.compile(
    r"(?P<verb>批准|核准|同意|准许)[^,。;]{0,24}?(?P<thing>药品|药物|成药|疫苗|器械|[癌新]药|药)[^,。;]{0,6}?(?:在|于|进入)[^,。;]{2,18}?(?:使用|应用|注册|上市|销售|引入|进口|临床)"
)
_WISHED = re.compile(r"希望|期望|争取|建议|呼吁|盼|促请|研究|探讨|磋商|商讨|谈判")

APPROVING_WORDS = ("批准", "批复", "同意", "核准", "获批", "免签", "互免")


def approvals_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """An institution whose setting up is approved, or a visa waiver."""
    if not sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    if (
        match := _SET_UP.search(folded, start, end)
        or _IS_LET.search(folded, start, end)
        or _LETS_IT.search(folded, start, end)
    ):
        verb = Cue("announce", "zh", *match.span("verb"))
        if mood(folded, sentence, verb) in ("done", "ing"):
            thing = Cue("venue", "launch_opening", *match.span("thing"))
            return [Event("launch_opening", "announced", "approved", sentence.index, verb, thing)]
    if (drugs := _DRUGS.search(folded, start, end)) and not _WISHED.search(folded, start, drugs.end()):
        verb = Cue("announce", "zh", *drugs.span("verb"))
        if mood(folded, sentence, verb) in ("done", "ing"):
            thing = Cue("measure", "policy_measure", *drugs.span("thing"))
            return [Event("policy_measure", "announced", "measure", sentence.index, verb, thing)]
    match = _WAIVES.search(folded, start, end)
    if match is None or _WISHED.search(folded, start, match.end()):
        return []
    verb = Cue("announce", "zh", *match.span("both" if match["both"] else "verb"))
    how = mood(folded, sentence, verb)
    if how in ("negative", "wish", "talks"):
        return []
    thing = Cue("measure", "policy_measure", *match.span("both" if match["both"] else "thing"))
    return [Event("policy_measure", status_of(how, "announced"), "waiver", sentence.index, verb, thing)]
