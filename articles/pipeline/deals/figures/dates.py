"""Which date belongs to a deal."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event, clause_bounds
from articles.pipeline.deals.figures.ahead_chinese import is_still_ahead
from articles.pipeline.deals.figures.ahead_latin import is_yet_to_come
from articles.pipeline.deals.figures.dates_english import day_of_act, day_to_come, is_spoken_behind
from articles.pipeline.deals.figures.meetings import is_at_event, is_of_meeting
from articles.pipeline.deals.figures.signed_on_chinese import signed_on_chinese
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.settled_portuguese import day_settled
from articles.pipeline.quantities import When

# "said on Thursday", 周四表示: the day on which somebody spoke, not that of the deal
_SPOKEN_EN = re.compile(
    r"\b(?:said|told|announced|says|noted|added|revealed|wrote|speaking|arrived|met|disse|afirmou|informou|revelou"
    r"|referiu|indicou|explicou|adiantou|avançou|declarou|salientou|sublinhou)\b[^,.;]{0,40}$"
)
# "The operator on Wednesday said it will open"
_SPOKEN_AFTER = re.compile(r" (?:said|told|announced|says|noted|added|revealed)\b")
_SPOKEN_ZH = re.compile(r"[^,。;]{0,12}?(?:表示|说|称|指出|致辞|会见|会面|抵达|访问|到访)")
# The title and the first two sentences of the body
_LEAD = 2
_PRECISIONS = ("day", "month", "quarter", "year", "unknown")


# Rules of what is made public or comes into force, whatever its type
_OF_RULES = ("effect", "in-force", "measure")


def date_of(material: Material, told: Sequence[CuedSentence], events: Sequence[Event], status: str) -> When | None:
    """The day of the signing, opening, issue or effect, where the words beside the verb fix it."""
    if status == "talks":
        return None
    if events[0].type == "ipo_listing":
        listed = [when for when in material.dates if when.date and _is_listing_day(material.folded, when)]
        return _finest(listed, status, material.published_iso)
    public = events[0].type in ("policy_measure", "fund") or any(event.rule in _OF_RULES for event in events)
    if public and (in_force := _day_of_effect(material, told)):
        return in_force
    ordered = sorted(events, key=lambda event: -event.score)
    for spoken in (False, True) if public else (False,):
        beside = [_beside(material, told, event, public, spoken, status) for event in ordered]
        chosen = _finest([when for when in beside if when is not None], status, material.published_iso)
        if chosen:
            return chosen
    if material.text.lang == "pt" and (settled := day_settled(material, told, status)):
        return settled
    if status == "planned":
        return _day_told_after(material, told) or day_to_come(material, told, events[0].type)
    signed = signed_on_chinese(material, told) if not public else None
    if signed and _fits(signed, status, material.published_iso):
        return signed
    if status in ("signed", "completed") and (acted := day_of_act(material, told, events[0].type)):
        return acted
    if events[0].type in (*DOCUMENTS, "launch_opening") and (held := _day_of_meeting(material, told, status)):
        return held
    told_early = min(event.sentence for event in events) <= _LEAD or is_at_event(material, told)
    return _day_of_lead(material, status, public) if public or told_early else None


# "A oferta será realizada no dia 15", "a abertura está marcada para 3 de Maio": in a Portuguese sentence after the plan
_WILL_BE_ON = re.compile(
    r"\b(?:será|serão|vai ser|vão ser|terá lugar|terão lugar|realiza-se|realizar-se-á|decorre(?:rá)?|acontece(?:rá)?"
    r"|(?:está|estão|foi|foram|ficou) (?:marcad|agendad|previst|programad)[oa]s?|deverá|deverão)\b[^.;]{0,60}$"
)
_TOLD_AFTER = 2


def _day_told_after(material: Material, told: Sequence[CuedSentence]) -> When | None:
    """The day to come on which one of the next Portuguese sentences says that the plan is carried out."""
    last = told[0].index
    for sentence in material.sentences[last + 1 : last + 1 + _TOLD_AFTER]:
        if sentence.sentence.lang != "pt":
            continue
        for when in material.dates_in(sentence):
            before = max(sentence.sentence.start, when.start - 90)
            is_ahead = when.precision == "day" and (when.date or "") > (material.published_iso or "")
            if is_ahead and _WILL_BE_ON.search(material.folded, before, when.start):
                return when
    return None


def _finest(found: Sequence[When], status: str, today: str | None) -> When | None:
    """The finest of the dates that fit the status; of equally fine ones the first."""
    fitting = [when for when in found if _fits(when, status, today)]
    return min(fitting, key=lambda when: _PRECISIONS.index(when.precision), default=None)


# "debuted on Thursday", "trading was set to begin on July 9", 12月23日挂牌
_LISTING_BEFORE = re.compile(
    r"(?:debut|trading|listing|listed|traded|estre\w+(?:-se)?|negociad[ao]s?|transac?cionad[ao]s?|cotad[ao]s?)[^.;]{0,60}$"
)
_LISTING_AFTER = re.compile(
    r",?[^,。;]{0,30}?(?:挂牌|敲钟|敲锣|登陆|上市(?!申请|备案|聆讯|计划|文件)|开始买卖|首日)|[^.;,]{0,20}\bdebut|[^.;,]{0,20}\bestre"
)


def _is_listing_day(folded: str, when: When) -> bool:
    """Whether a date is the one of the first trading, not of the offer or the filing."""
    before = folded[max(0, when.start - 70) : when.start]
    return bool(_LISTING_AFTER.match(folded, when.end) or _LISTING_BEFORE.search(before))


# 新华社广州3月3日电, 据某报11月27日报道: the day on which the agency writes
_DATELINE_ZH = re.compile(r"(?:电|讯|报道|专电)(?!话|影|视|子|动|商|力)")


# 记者11日从某大学获悉: the day on which the news got about
_LEARNT_ZH = re.compile(r"从[^,。;]{2,20}?(?:获悉|了解到)")
# 《…2019年重点工作》: a year in the title of a paper
_IN_TITLE = re.compile(r"[^《》。;]{0,60}》")
# 发行30亿元2028年国债: the year in which a bond falls due
_OF_A_BOND = re.compile(r"(?:期)?国债|到期")


# 挂牌至1月21日, 截止5月底, 持续到明年2月、3月: how long it goes on
_UNTIL = re.compile(r"(?:至|截止|截至|直到|[持延]续到)(?:[今明]年)?(?:\d{1,2}月[、或至])?$")
_UNTIL_REACH = 12


def _is_of_signing(folded: str, when: When, public: bool) -> bool:
    """False for the day on which the news was written, and for that on which a paper (no measure) takes effect."""
    if any(pattern.match(folded, when.end) for pattern in (_DATELINE_ZH, _IN_TITLE, _OF_A_BOND)):
        return False
    if _UNTIL.search(folded, max(0, when.start - _UNTIL_REACH), when.start):
        return False
    if not public and _LEARNT_ZH.match(folded, when.end):
        return False
    return public or not _IN_FORCE_AFTER.match(folded, when.end)


def _day_of_lead(material: Material, status: str, public: bool) -> When | None:
    """A day in the first two sentences of the body: a statement after a signing, or an announcement, carries it."""
    lead = [s for s in material.text.sentences[:4] if s.paragraph][:2]
    for when in material.dates:
        in_lead = lead and lead[0].start <= when.start < lead[-1].end
        if (
            in_lead
            and when.precision == "day"
            and _fits(when, status, material.published_iso)
            and _is_of_signing(material.folded, when, public)
            and not is_of_meeting(material.folded, lead[0].start, when)
        ):
            return when
    return None


# 会上签署, 论坛期间签订, 大会共达成: signed at the meeting that was told before
_AT_THE_MEETING = re.compile(
    r"会上|会后|席间|[会面谈]后,|(?:本|此|是|该)次?(?:活动|招商会|推介会|签约会|对接会|论坛|大会|会议|展会|交流会|行程)(?:共|上|期间)?"
    r"|活动(?:共|达成|促成|吸引)|[又还]为|同场|(?:会议|论坛|峰会|活动|仪式|推介会|洽谈会)(?:上|期间|现场|后)|大会(?:上|期间|现场|共)|活动现场|现场签"
)
# 6月3日,某某会议在某地召开; 某某论坛3日在某地举行; but 某报6月3日电…日前举行
_IS_HELD = re.compile(
    r" ?(?!电|讯|消息)(?:(?!日前|近日|早前|近期)[^。;]){0,80}?"
    r"(?:举行|召开|举办|开幕|启幕|(?:主持|出席)[^。;]{0,24}?(?:会议|论坛|仪式|大会|活动|典礼))"
)
# 在某人见证下, 见证签署: whoever looks on is where the lead tells that they are
_LOOKED_ON = re.compile(r"见证下|共同见证|见证(?:了)?[^,。;]{0,12}[签揭]")
# 7日在政府总部欢迎, 18日率领代表团: what those who look on do that day
_IS_THERE = re.compile(
    r" ?\)?(?!电|讯|消息)(?:(?!日前|近日|早前|近期)[^。;]){0,50}?(?:欢迎|会见|会晤|会面|会谈|率领|率团|出席|主持)"
)
# How many sentences before the signing may tell of the meeting
_MEETING_REACH = 6


# A meeting longer ago is an earlier one
_LATELY = timedelta(days=31)


def _is_of_late(when: When, published: date | None) -> bool:
    """Whether a day lies at most a month before the publication."""
    return published is None or when.date is None or when.date >= (published - _LATELY).isoformat()


def _day_of_meeting(material: Material, told: Sequence[CuedSentence], status: str) -> When | None:
    """The day on which the meeting was held, where a Chinese text says that the paper was signed "at the meeting"."""
    for sentence in told:
        start, end = sentence.sentence.start, sentence.sentence.end
        if not sentence.han:
            continue
        looked_on = _LOOKED_ON.search(material.folded, start, end)
        if not looked_on and not _AT_THE_MEETING.search(material.folded, start, end):
            continue
        for before in reversed(material.sentences[max(0, sentence.index - _MEETING_REACH) : sentence.index]):
            for when in reversed(material.dates_in(before)):
                # (香港,10月31日): the day of the paper stands in brackets
                is_held = _IS_HELD.match(material.folded, when.end, before.sentence.end) or (
                    looked_on and _IS_THERE.match(material.folded, when.end, before.sentence.end)
                )
                if is_held and when.precision == "day" and _is_of_late(when, material.published):
                    return when if _fits(when, status, material.published_iso) else None
    return None


def _beside(
    material: Material, told: Sequence[CuedSentence], event: Event, public: bool, spoken: bool, status: str
) -> When | None:
    """The nearest date of the event's sentence; for measures (``public``) the day of effect first.

    A day on which somebody only speaks counts where ``spoken`` allows it: an announcement is made by speaking.
    """
    sentence = next(s for s in told if s.index == event.sentence)
    folded = material.folded
    inside = [
        when
        for when in material.dates_in(sentence)
        if when.date
        and not _is_since(folded, when)
        and (
            _is_of_signing(folded, when, public or event.type == "launch_opening")
            if sentence.han
            else not is_of_meeting(folded, sentence.sentence.start, when)
        )
        and (spoken or not _is_spoken(folded, sentence, when, event))
        and not (status in ("signed", "completed") and is_yet_to_come(folded, sentence, event.end, when.start))
        and (public or not _is_made(event, status) or not is_still_ahead(folded, sentence, when))
        and (
            public or status != "planned" or sentence.han or not is_spoken_behind(folded, sentence.sentence.start, when)
        )
    ]
    effective = [when for when in inside if public and _is_effect(folded, when)]
    if effective:
        return _stated_for(material, effective[0])
    reach = 60 if sentence.han else 140
    near = [w for w in inside if min(abs(w.start - event.end), abs(event.start - w.end)) <= reach]
    if status == "planned":
        # 6月8日公布,7月5日起开行, "said on Monday it will open next year": of a plan the day that is yet to come
        near = [w for w in near if _fits(w, status, material.published_iso)] or near
    # "published on Monday a list of posts for which they may apply this year": a year says less than a day
    vague = {"day": 0, "year": 25 if sentence.han else 120}
    return min(near, key=lambda w: abs(w.start - event.verb.start) + vague.get(w.precision, 25)) if near else None


def _is_made(event: Event, status: str) -> bool:
    """Whether a deal is done already, or a pledge made public, and so has no date to come."""
    return status in ("signed", "completed") or (status == "announced" and event.type not in DOCUMENTS)


# "the third issue since 2021", "acordo que vigora desde 2014", "founded in 1998": a year of what was before
_SINCE = re.compile(r"since\b|desde\b")
_SINCE_BEFORE = re.compile(
    r"\b(?:since|desde|dating (?:back )?(?:to|from)|dat(?:am?|a) de"
    r"|(?:founded|established|created|set up|fundad[ao]s?|criad[ao]s?))(?: (?:in|em))? $"
)
_SINCE_REACH = 24


def _is_since(folded: str, when: When) -> bool:
    """Whether a bare year only says since when something goes on, or when somebody was founded."""
    if when.precision != "year":
        return False
    before = max(0, when.start - _SINCE_REACH)
    return bool(_SINCE.match(folded, when.start) or _SINCE_BEFORE.search(folded, before, when.start))


# 7月14日宣布即日起实施: at once is the day that the sentence states
_AT_ONCE = re.compile(r"即日|即时|立即|with immediate|effective immediately|com efeitos imediatos")
_AT_ONCE_REACH = 80
# "from December 1", "effective Monday", 自8月15日
_EFFECT_BEFORE = re.compile(
    r"(?:\b(?:from|starting|effective|effect on|force on|a partir d[eo](?: dia)?)|自|由|从|于) ?$"
)
# 8月15日起实施
_EFFECT_AFTER = re.compile(r" ?(?:起|开始|正式)?(?:生效|实施|施行|实行|执行|起)")


# "The change will take effect on November 1", "entra em vigor a 1 de Julho"
_IN_FORCE_BEFORE = re.compile(
    r"\b(?:(?:takes?|taking|took) effect|(?:comes?|came|enters?|entered|put) (?:in|into) (?:effect|force|operation)"
    r"|effective|be implemented|entr(?:a|ará|ou|aram|am|arão) em vigor|produz(?:irá|em|irão)? efeitos"
    r"|aplica(?:m)?-se|vigora(?:m|rá|rão)?|em vigor)[^.;,\d]{0,24}$"
    r"|\b(?:that|which) (?:begins?|starts?|commences?|applies|runs) (?:on |from )?$"
    # "From March 1, drivers will no longer need", ", from March 1, inspections will be waived"
    r"|(?:^|, )(?:from|starting(?: from)?|with effect from|as (?:of|from)|a partir d[eo](?: dia)?) $"
    r"|(?<!inscrições)(?<!candidaturas)(?<!pedidos)(?<!disponíveis) a partir d[eo](?: (?:próximo )?dia)? $"
)
# 8月15日起生效, 11月1日正式实施
_IN_FORCE_AFTER = re.compile(r"(?:零时|凌晨)?(?:起|开始)?(?:正式)?(?:生效|实施|施行|实行|执行)")
# "announced the plan to launch the scheme on May 10", "will be extended to eight cities from May 27": a day to come
_STARTS_THEN = re.compile(
    r"\b(?:will|to|would) (?:be )?(?:launch|introduc|implement|start|begin|commence|roll(?:ed)? out|extend|expand|enter"
    r"|apply|open)(?:e?d)?\b[^.;]{0,150}\b(?:on|from|as early as(?: on)?) $"
)
_STARTS_REACH = 190
# How many sentences after the announcement may still say when it begins
_EFFECT_REACH = 3


def _day_of_effect(material: Material, told: Sequence[CuedSentence]) -> When | None:
    """The day on which the measure of ``told`` takes effect, where its own or the next sentences say so in words."""
    first = min(sentence.index for sentence in told)
    last = max(sentence.index for sentence in told) + _EFFECT_REACH
    spans = [s for s in material.text.sentences if s.paragraph]
    known = {(s.sentence.start, s.sentence.end): s.index for s in material.sentences}
    for span in spans:
        if not first <= known.get((span.start, span.end), -1) <= last:
            continue
        for when in material.dates:
            if span.start <= when.start < span.end and when.date and when.precision == "day":
                before = material.folded[max(span.start, when.start - 60) : when.start]
                if (
                    _IN_FORCE_BEFORE.search(before)
                    or _IN_FORCE_AFTER.match(material.folded, when.end)
                    or _is_from_then(material, before, when)
                ):
                    return _stated_for(material, when)
                if _starts_later(material, span.start, when):
                    return when
    return None


def _starts_later(material: Material, start: int, when: When) -> bool:
    """Whether the sentence from ``start`` on says that something begins on the day, which is still to come."""
    if material.published_iso is None or (when.date or "") <= material.published_iso:
        return False
    return _STARTS_THEN.search(material.folded, max(start, when.start - _STARTS_REACH), when.start) is not None


# 决定自3月6日起,在某市签发: since when, in a sentence after the announcement
_SINCE_ZH = re.compile(r"(?:决定|宣布|将)?(?:自|由|从)$")
_THEN_ZH = re.compile(r"(?:零时|凌晨)?起,?[^。;]{0,30}?(?:签发|受理|办理|接受|放宽|取消|开放|推行|允许|准许|适用|纳入)")


def _is_from_then(material: Material, before: str, when: When) -> bool:
    """Whether a Chinese sentence says from which day of late, or to come, a measure applies (自3月6日起)."""
    if _SINCE_ZH.search(before) is None or not _is_of_late(when, material.published):
        return False
    return _THEN_ZH.match(material.folded, when.end) is not None


def _stated_for(material: Material, when: When) -> When:
    """The day itself, or for "at once" the day that the words before it state (7月14日宣布…即日起实施)."""
    if not _AT_ONCE.match(material.folded, when.start):
        return when
    before = [w for w in material.dates if when.start - _AT_ONCE_REACH <= w.start < when.start]
    return next((w for w in before if w.precision == "day" and not _AT_ONCE.match(material.folded, w.start)), when)


def _is_effect(folded: str, when: When) -> bool:
    """Whether a date is the one on which a measure takes effect ("from December 1", 8月15日起)."""
    text_before = folded[max(0, when.start - 12) : when.start]
    return (
        bool(_EFFECT_AFTER.match(folded, when.end))
        or bool(_EFFECT_BEFORE.search(text_before))
        or folded[when.start : when.end] in ("即日起",)
    )


def _is_spoken(folded: str, sentence: CuedSentence, when: When, event: Event) -> bool:
    if when.start >= event.verb.end:
        return False
    if sentence.han:
        match = _SPOKEN_ZH.match(folded, when.end, min(event.verb.start, when.end + 40))
        return match is not None
    if _SPOKEN_AFTER.match(folded, when.end, event.verb.start):
        return True
    clause, _ = clause_bounds(folded, sentence, when.start)
    return _SPOKEN_EN.search(folded[max(clause, when.start - 70) : when.start]) is not None


def _fits(when: When, status: str, today: str | None) -> bool:
    """A signed deal lies not after the publication, a planned one not before it, as finely as both are known."""
    if today is None or when.date is None:
        return True
    day, today = when.date[: len(today)], today[: len(when.date)]
    if status in ("signed", "completed"):
        return day <= today
    if status == "planned":
        return day > today or (when.precision != "quarter" and day == today)
    return True
