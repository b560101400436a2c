"""Land that a Chinese text says to be somebody's now: 以12亿元取得某地块的土地使用权, 用地已完成出让, 由某公司投得."""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.phrases import Cue
from articles.pipeline.deals.rules.moods import mood

_LAND = r"(?:土地使用权|使用权|地块|用地|土地|宗地|地皮|地段|商业地|住宅地|[一二两三\d]幅地)"
_PRICE = r"(?:[以斥作][^,。;]{0,4}?\d[\d.,]{0,12}[万亿][^,。;]{0,14}?|以(?:底价|挂牌|总价)[^,。;]{0,16}?)"
# 以12.43亿元取得土地使用权, 底价购得一幅商业用地
_TAKEN = re.compile(
    rf"{_PRICE}(?:成功|顺利|正式|一举)?(?P<verb>取得|获得|获取|受让|购得|购入|买入|买下|竞得|投得|摘得|拿下|夺得|获)(?:了)?(?!批)[^,。;]{{0,34}}?(?P<land>{_LAND})"
    rf"|(?P<verb_b>取得|获得|受让|竞得|摘得|购得)(?:了)?[^,。;]{{0,34}}?(?P<land_b>{_LAND}),?[^,。;]{{0,10}}?(?:成交价|地价|总价|作价|代价|涉资|出让金)"
)
# 用地于4月1日完成出让, 地块成功出让, 已成交
_SOLD = re.compile(
    rf"(?P<land>{_LAND})[^,。;]{{0,20}}?(?P<verb>(?:完成|成功|顺利)(?:公开)?(?:出让|拍卖|转让|成交|摘牌)"
    r"|(?:正式|成功|以底价|溢价|终|以[^,。;]{2,16})成交)(?!后|前|率)"
)
_NOT_NEWS = re.compile(r"去年|前年|早前|此前|曾|累计|同比|全年|去年底|上半年|下半年|宗数|面积达[^,。;]{0,10}%")

LAND_WORDS = (
    "取得", "获得", "获取", "受让", "购得", "购入", "买入", "买下", "竞得", "投得", "摘得", "拿下", "夺得",
    "出让", "拍卖", "成交",
)  # fmt: skip


def land_taken_chinese(folded: str, sentence: CuedSentence) -> list[Event]:
    """Land that is bought or sold already."""
    if not sentence.han:
        return []
    start, end = sentence.sentence.start, sentence.sentence.end
    match = _TAKEN.search(folded, start, end) or _SOLD.search(folded, start, end)
    if match is None or _NOT_NEWS.search(folded, start, match.end()):
        return []
    second = "_b" if match["verb"] is None else ""
    verb = Cue("land", "verb", *match.span("verb" + second))
    if mood(folded, sentence, verb) not in ("done", "ing"):
        return []
    return [Event("land", "completed", "land", sentence.index, verb, Cue("land", "noun", *match.span("land" + second)))]
