"""What the words before a verb make of it: done, planned, under talks, wished, denied, called off or put on hold."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.events import CuedSentence, clause_bounds
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.topics import (
    goes_with_plan,
    led_to_it,
    names_a_field,
    only_lets,
    outside_topic,
    works_towards,
)

# "to sign", "to jointly open"
_INFINITIVE = re.compile(r"\bto (?:\w{3,12}ly |also |further )?$")
# "após assinar", "acaba de assinar": the infinitive after these words has happened
_AFTER_PT = re.compile(r"\b(?:após|depois de|ao|acab(?:a|am|ou|aram) de) $")
# "o primeiro banco a assinar", "the first bank to sign": so it has, unless it is to be the first
_FIRST_TO = re.compile(
    r"\b(?:primeir|segund|terceir|últim|únic)[oa] [^.;,]{2,36} a $"
    r"|\bthe (?:\w+-)?(?:first|second|third|latest|only) [^.;,]{2,46} to (?:\w{3,12}ly )?$"
)
_FIRST_REACH = 64


def mood(folded: str, reading: CuedSentence, verb: Cue) -> str:
    """What the words before ``verb`` make of it: done, ing, planned, talks, wish, negative, cancelled or stalled."""
    own_clause, clause_end = clause_bounds(folded, reading, verb.start)
    clause, reach = own_clause, 22 if reading.han else 60
    if reading.han and clause > reading.sentence.start and _goes_on(folded, clause, verb):
        # A clause without a subject of its own goes on with the subject and the mood of the one before
        clause, _ = clause_bounds(folded, reading, clause - 2)
        reach = 40
    left = max(clause, verb.start - reach)
    before = [cue for cue in reading.cues if left <= cue.start and cue.end <= verb.start]
    if reading.han and verb.kind in ("sign", "reach"):
        before = outside_topic(folded, before, verb, left)
    if _is_unreal(folded, reading, max(clause, verb.start - _UNREAL_REACH), verb.start):
        return "negative"
    if not reading.han and verb.kind == "sign" and only_lets(folded, clause, verb):
        return "negative"
    refusal = _refusal(folded, reading, verb, before, (clause, clause_end))
    if refusal:
        return refusal
    moods = [cue for cue in before if cue.kind in ("plan", "talks", "now_done")]
    if reading.han:
        if verb.kind == "sign" and _HOPED_ZH.search(folded, max(reading.sentence.start, verb.start - 60), verb.start):
            return "wish"
        if verb.kind in ("sign", "reach", "open", "announce") and _OUGHT_ZH.search(
            folded, max(clause, verb.start - 20), verb.start
        ):
            return "negative"
        if verb.kind == "sign" and _ONCE_PASSED_ZH.search(folded, left, verb.start):
            return "planned"
        if verb.kind in ("sign", "ceremony") and _WILL_HOLD_ZH.search(folded, reading.sentence.start, verb.start):
            return "planned"
        moods = [cue for cue in moods if cue.start >= own_clause or not _takes_object(folded, cue)]
        moods = [cue for cue in moods if not names_a_field(folded, cue) and not led_to_it(folded, cue)]
        if _BROUGHT_ABOUT.search(folded, left, verb.start):
            moods = [cue for cue in moods if cue.kind != "talks"]
        # 今年内正式签署, 会正式签署: formally, and still to come
        is_open = all(folded[cue.start : cue.end] in _ADVERBS for cue in moods)
        if verb.kind == "ceremony" and _HELD_LATER_ZH.match(folded, verb.end):
            return "planned"
        if verb.kind == "sign" and _is_put_off(folded, reading.cues, own_clause, verb):
            return "planned"
        signed = verb.end if verb.kind == "sign" else verb.start
        if is_open and (_WILL_ZH.search(folded, left, signed) or goes_with_plan(folded, reading.cues, verb)):
            return "planned"
        if verb.kind == "open" and (works_towards(folded, left, verb) or _APPROVED_ZH.search(folded, left, verb.start)):
            return "planned"
        return _chinese_mood(folded, moods, verb)
    return _latin_mood(folded, moods, verb)


# ,并签署 or ,与某市签署: no subject stands before the verb
_JOINS_IN = re.compile(r"(?:并|亦|还|再|及)?[与和同跟][^,;:]{2,14}?(?:再|正式|共同|联合)?")


def _goes_on(folded: str, clause: int, verb: Cue) -> bool:
    """Whether the clause that begins at ``clause`` has no subject before its verb."""
    joins = verb.kind == "sign" and _JOINS_IN.fullmatch(folded, clause, verb.start)
    return verb.start - clause <= 3 or bool(joins)


# "if the two sides sign", "whether they should", "defende que assinem", 如果签署, 会否, 促粤港签署: nothing is told
_UNREAL = re.compile(
    r"\b(?:if|whether|unless|were to|had (?:they|it)|should (?:they|it)|caso|talvez)\b[^,;:]*$"
    # "will no longer need to be renewed"
    r"|\b(?:no longer|without|never) (?:need(?:s|ing|ed)?|ha(?:s|ve|ving)|required?) to\b[^,;:]*$"
    # "the first time the ministry has sold bonds there": what was told is new in that
    r"|\b(?:first|second|third|fourth|fifth|latest|only) time (?:that "
    r"|in [\w ]{2,20} (?:that )?)?[^,;:]{2,44}\b(?:has|have|had) $"
    # "will ask the central government to add", "lobbied Beijing to"
    r"|\b(?:ask|request|lobb(?:y|ie)|petition|press|encourag)(?:s|es|e|ed|ing|d)? [^,;:]{2,44} to (?:\w+ly "
    r"|also |further )?$"
    # "could one day sign", "may eventually"
    r"|\b(?:could|might|may|would) (?:one day|some ?day|eventually|conceivably|in theory|perhaps)\b[^,;:]*$"
)
# "defende que assinem", "desistiram de criar": the same in Portuguese
_UNREAL_PT = re.compile(
    r"\b(?:defend(?:e|eu|em|eram)|sug(?:ere|eriu|erem|eriram)|prop(?:õe|ôs|õem|useram)|recomend(?:a|ou|am|aram)|acham?"
    r"|opin(?:a|ou)|consider(?:a|ou|am|aram)|entend(?:e|eu|em)|ped(?:e|iu|em|iram)|insist(?:e|iu)|exig(?:e|iu|em|iram)"
    r"|quer|querem|espera|esperam|desejam?|gostaria(?:m)?(?: de ver)?|apel(?:a|ou|aram) (?:para|a)|advog(?:a|ou)) que\b"
    r"[^,;:]*$"
    # "desistiram de criar", "rejeitou a ideia de abrir"
    r"|\b(?:desist(?:iu|iram|e|em|ir)|abdic(?:ou|aram)) d[eao] (?:ideia de |hipótese de )?$"
    r"|\b(?:rejeit(?:ou|aram)|descart(?:ou|aram)|afast(?:ou|aram)) (?:a (?:ideia|hipótese|possibilidade) de )$"
    # "se a Foo comprar", but not "associou-se à Foo"
    r"|(?<![-\w])se [oa]s? [^;:]*$"
    # "podem um dia vir a assinar"
    r"|\b(?:podem?|poderão|poderiam?|poderá) (?:um dia|eventualmente|talvez|no futuro)\b[^,;:]*$"
    # "não chegaram a acordo para a compra"
    r"|\b(?:não|sem) (?:se |terem? |ter )?(?:cheg|alcanç|consegu|houve|há|fech|assin|conclu|acord)\w*[^,;:]{0,50}$"
)
_UNREAL_ZH = re.compile(
    r"(?:如果|如(?=由|获|能|可|双方|最终|作出)|假如|假使|倘若?|若(?!干)|一旦|会否|是否|能否|可否|应否|有否|即使|除非"
    r"|促(?=政府|当局|内地|两地|中央|港|粤|深|澳|特区)"
    # 欢迎企业在港开设: who is only invited; not 欢迎证监会公布
    r"|欢迎(?![^,;:]*(?:公布|宣布|推出|发布|决定|落实|出台))[^,;:]{1,24}(?:在|到|来|赴))[^,;:]*$"
)
_UNREAL_REACH = 60


def _is_unreal(folded: str, reading: CuedSentence, start: int, end: int) -> bool:
    """Whether what stands in ``[start, end)``, before a verb, makes it a condition, a proposal or what is not done."""
    if reading.han:
        return _UNREAL_ZH.search(folded, start, end) is not None
    is_english = reading.sentence.lang.startswith("en")
    return bool(_UNREAL.search(folded, start, end) or (not is_english and _UNREAL_PT.search(folded, start, end)))


# "hopes that Hong Kong and Mexico could one day sign"
_WISH_REACH = 50


# 期待双方尽快敲定文本,完成审批后签署: what is hoped to be done soon, told at length before the signing
_HOPED_ZH = re.compile(
    r"(?:期待|期望|盼望?|希望|冀)[^。;]{0,40}(?:尽快|早日|尽早)(?:(?!今日|今天|昨|日前|已|\d日)[^。;])*$"
)
# 两地应早日签署, 当局宜推出: what somebody thinks should be done
_OUGHT_ZH = re.compile(
    r"(?:(?<![供相对适反响呼感效照因顺策])应(?!邀|用|对|急|届|酬|运|聘|变|付|答|征|允|验|科|援|诺|约|收|力|景|要求|请|届)(?:该|当)?|理应|(?<![适便相机])宜(?!家|居|春|昌"
    r"|宾|兴|人|川|都))"
    r"(?:尽快|早日|尽早|加快|考虑|进一步|再|继续|同步|一并|主动|率先|共同|联手|联合|参考|适时|正式|成功|顺利){0,3}$"
)
# 在完成审批程序后签署: what has yet to be passed is not signed
_ONCE_PASSED_ZH = re.compile(
    r"(?:在|待|须)(?:完成|通过|取得|获得?)[^,。;]{0,14}(?:程序|手续|审批|批准|报批)之?后[^,。;]{0,6}$"
)
# 大会将招引一批项目,组织一批项目集中签约: what will be done goes on in a clause without a subject
_WILL_HOLD_ZH = re.compile(r"将(?!近)[^。;,]{2,40},(?:并|还|亦|再)?(?:组织|发动|举办|举行|安排|推动)[^,。;]{0,40}$")
# 签约仪式将于下周举行
_HELD_LATER_ZH = re.compile(r"(?:仪式|礼|典礼)?(?:将|定于|拟于?|料|预计|计划|即将)[^,。;]{0,24}?(?:举行|举办|进行)")
# 获批在前海设立, 同意设立: what is only allowed is not open yet
_APPROVED_ZH = re.compile(r"(?:获批|获准|批复|批准|核准|同意)[^,。;]{0,20}$")
# 举行多场洽谈,促成签订: the talks have led to it
_BROUGHT_ABOUT = re.compile(r"促成了?(?:双方|各方|现场)?$")
# 政府会与…签署: 会 as "will", not the end of 商会, 协会, 证监会
_WILL_ZH = re.compile(
    r"(?<![商协总学合事员金公工年社议董马促育盟乡委展博运晚峰酒茶盛聚大理国联机监法友善字审亲教利新师坊览介流谈讨约动全女体助易交洽贸进究接选销卖乐唱明者布奖话通桌例两谢])"
    r"会(?:跟|与|和|在|于|就|再|继续|尽快|陆续|推出|签|设|开|承租|承担|负责|兴建|增设|增聘|租用|提供|引入|派员|成立|参与)"
    # 今年底开业, 年内动工
    r"|(?:今|本)年(?:年?底|内)|年底前|(?<!\d)年内(?!第|首|再|已|累|新)|月底前"
)


# 贸易投资促进局, 经济促进会: the word of wishing is part of a body's name
_NAMES_A_BODY = re.compile(r"局|署|处|中心|委员会|会(?![谈议])|协会|联合会|基金")


def _is_in_the(folded: str, reading: CuedSentence, cue: Cue) -> bool:
    """Whether "no" is the Portuguese "in the" ("no continente")."""
    return reading.sentence.lang == "pt" and folded[cue.start : cue.end] == "no"


# "No 3 Middle School", "No. 12"
_A_NUMBER = re.compile(r"no\.? \d")


_SAME_OBJECT = 6


def _refusal(folded: str, reading: CuedSentence, verb: Cue, before: list[Cue], clause: tuple[int, int]) -> str:
    """Negation, denial, a stop or a mere wish; empty where the verb stands."""
    near = 5 if reading.han else 22
    if not reading.han and _INFINITIVE.search(folded, max(0, verb.start - 20), verb.start):
        # "urged the city to open an office and to sign": the second thing asked for stands far behind the word
        before = [cue for cue in reading.cues if cue.kind == "urge" and cue.end <= verb.start] + before
    for cue in before:
        if cue.kind == "urge":
            return "negative"
        if _A_NUMBER.match(folded, cue.start):
            continue
        far = 20 if reading.han and cue.end - cue.start > 1 else near
        if cue.kind == "negative" and verb.start - cue.end <= far and not _is_in_the(folded, reading, cue):
            return "negative"
    for cue in reading.cues:
        if not clause[0] <= cue.start < clause[1]:
            continue
        if cue.kind == "deny" and cue.start < verb.start:
            return "negative"
        if cue.kind == "cancelled" and cue.start < verb.start and folded.startswith("denied", cue.start):
            # "denied that it would": nothing was called off, as nothing was agreed
            return "negative"
        # "doubled the ceiling and scrapped the limit": a verb and object of their own
        goes_on = not reading.han and cue.start > verb.end + _SAME_OBJECT and folded.endswith(" and ", 0, cue.start)
        if cue.kind in ("cancelled", "stalled") and cue.start != verb.start and not goes_on:
            return cue.kind
    reach = 10 if reading.han else _WISH_REACH
    wishes = [cue for cue in before if cue.kind == "wish" and verb.start - cue.end <= reach]
    if verb.kind in ("sign", "reach") and any(not _NAMES_A_BODY.match(folded, cue.end) for cue in wishes):
        return "wish"
    return ""


# "vão cooperar depois de terem assinado": so they have
_HAVING_PT = re.compile(r"\b(?:após|depois de|por) (?:ter|terem) (?:já |ontem |hoje )?$")


def _latin_mood(folded: str, moods: list[Cue], verb: Cue) -> str:
    if verb.value == "done" and _HAVING_PT.search(folded, max(0, verb.start - 30), verb.start):
        return "done"
    if verb.value == "base" and _AFTER_PT.search(folded, max(0, verb.start - 14), verb.start):
        return "done"
    is_first = _FIRST_TO.search(folded, max(0, verb.start - _FIRST_REACH), verb.start)
    if is_first and all(cue.kind == "now_done" for cue in moods):
        return "done"
    if any(cue.kind == "talks" for cue in moods):
        return "talks"
    if any(cue.kind == "plan" and not _describes(folded, cue) for cue in moods):
        return "planned"
    if verb.value == "base" or _INFINITIVE.search(folded, max(0, verb.start - 20), verb.start):
        return "planned"
    return "ing" if verb.value == "ing" else "done"


# "a combined planned investment of", "the proposed bridge": the plan describes a thing, and is no mood of the verb
_PLANNED_THING = re.compile(r"(?:planned|proposed|scheduled|upcoming)\b(?! (?:to|for|on|in|by|a|an|the|this|next)\b)")
_OF_A_THING = re.compile(
    r"\b(?:the|an?|its|their|of|with|combined|total|first|new|long|\w+['’]s) (?:[\w-]{2,16} ){0,2}?$"
)


def _describes(folded: str, cue: Cue) -> bool:
    """Whether a word of planning only describes a thing."""
    is_before = _PLANNED_THING.match(folded, cue.start)
    return bool(is_before and _OF_A_THING.search(folded, max(0, cue.start - 30), cue.start))


# 正式, 成功: how something is done, or is yet to be done (将正式签署); 已 says that it is
_ADVERBS = frozenset(("正式", "成功", "顺利", "完成", "首次"))
# 计划, 目标: nouns as well; 将, 拟 and 下周 only speak of what is to come
_ALSO_NOUNS = frozenset(
    ("计划", "目标", "建议", "申请", "料", "待", "准备", "筹备", "筹划", "筹办", "预期", "预定", "明年")
)


def _chinese_mood(folded: str, moods: list[Cue], verb: Cue) -> str:
    """The word of mood nearest to the verb decides, but for 已 and 正式, which only count right before it."""
    last = moods[-1] if moods else None
    if last is None:
        return "done"
    if last.kind == "talks" or any(cue.kind == "talks" and verb.start - cue.end <= 12 for cue in moods):
        return "talks"
    is_done = last.kind == "now_done" and verb.start - last.end <= 2
    if is_done and folded[last.start : last.end] in _ADVERBS and verb.kind != "announce":
        # ... but a measure that 将于下月正式实施 is public already
        is_done = not any(_is_still_ahead(folded, cue) for cue in moods)
    return "planned" if any(cue.kind == "plan" for cue in moods) and not is_done else "done"


def _is_still_ahead(folded: str, cue: Cue) -> bool:
    """Whether a word of mood puts the verb behind it into the future, whatever adverb goes before that."""
    if cue.kind != "plan" or _takes_object(folded, cue):
        return False
    return folded[cue.start : cue.end] not in _ALSO_NOUNS or _GOES_WITH.match(folded, cue.end) is not None


# 将于下月由甲、乙和丙签署: what is still ahead, however long the list of the sides is
_AHEAD = frozenset(("将", "将会", "将于", "拟", "即将", "快将", "定于", "不日"))
_NOT_AHEAD = re.compile(r"已|昨|今[日天早]|日前|近日|的")


def _is_put_off(folded: str, cues: Sequence[Cue], clause: int, verb: Cue) -> bool:
    """Whether the clause of a signing says far before its verb that it is yet to come."""
    return any(
        cue.kind == "plan"
        and clause <= cue.start < verb.start
        and folded[cue.start : cue.end] in _AHEAD
        and not _takes_object(folded, cue)
        and not _NOT_AHEAD.search(folded, cue.end, verb.start)
        for cue in cues
    )


# 准备与某市签署, 计划在港设立: the noun is a verb here
_GOES_WITH = re.compile(
    r"[与和同跟](?=[^,。;]{2,24}[签设合共])|在[^,。;]{1,12}?(?:正式|成功|完成|首次|顺利)|于|以|今年|明年|下[月周半]"
)


# 将 before a noun takes an object ("将清洁能源输出"); before a time or 会, 于, 在 it speaks of the future
_FUTURE_MARK = re.compile(
    r"将(?:会|于|在|以|由|与|和|共同|联合|正式|完成|首次|顺利|再|向|分|进|发|推|启|开|举|成|设|签|前往|转往|赴|访|率|出席|\d|今|明|下|本|年|一)"
)


def _takes_object(folded: str, cue: Cue) -> bool:
    """Whether a word of mood is the 将 that only puts an object before its verb."""
    return folded[cue.start : cue.end] == "将" and not _FUTURE_MARK.match(folded, cue.start)
