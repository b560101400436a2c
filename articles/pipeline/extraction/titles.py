"""Titles: a headline without the name of its outlet, its section and its marks for pictures.

Feeds and pages put the outlet behind the headline: "Port opens - Harbour Post", "码头开放_码头网". It would be tagged
as if the article spoke of it, and the same headline in two papers would look like two.
"""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit

from articles.pipeline.text import fold

# The last part and the mark before it: "Port opens | Harbour Post", "码头开放—码头网", "码头开放：新闻中心"
_LAST_PART = re.compile(
    "(?P<mark> (?:[-–—|｜_丨·»]|--) | ?[|｜丨] ?|_|-{1,2}|[–—]{1,2}|[:：])(?P<name>[^-–—|｜丨_·»:：]{2,40})$"
)
# "码头开放(图)", "码头开放（组图）", "Port opens (Photos)"
_MARK_OF_PICTURES = re.compile(
    " ?[(（\\[【](?:[组組高附多]?[图圖]|[图圖]文|附[图圖]|有片|有[图圖]|影片|[视視][频頻]|"
    "photos?|video|com fotos|com vídeo)"
    "[)）\\]】]$",
    re.IGNORECASE,
)
_CLOSERS = (")", "）", "】", "]")
_ENGLISH_END = re.compile(
    ".*\\b(?:post|times|news|daily|herald|tribune|journal|gazette|newswire|newspaper|media|magazine|weekly|wire|tv)"
    "(?: (?:online|asia|hk|hong kong|macau|china|international))?"
)
_DOMAIN = re.compile("(?:www\\.)?[a-z0-9-]{2,30}(?:\\.[a-z]{2,8}){1,2}")
_PORTUGUESE_BEGIN = re.compile("(?:jornal|diário|tribuna|agência|rádio|tv|revista|correio|gazeta) .{2,30}")
_PAPER = "网|日报|晚报|时报|商报|早报|周刊|卫视|电视台|通讯社|电台"
_CHINESE_END = re.compile(
    f"[^,。、 ]{{1,10}}(?:{_PAPER}|新闻|财经|在线|电视|客户端|传媒|频道)|(?:新闻|财经|要闻|资讯)(?:中心|频道|网)|"
    "时政|财经|科技|国内|国际|港澳|社会|体育|娱乐|新闻|滚动"
)
# Behind a mark that headlines have too: "码头开放—码头网", but "两地签约——共建物联网"
_CHINESE_PAPER = re.compile(f"[^,。、 ]{{2,4}}(?:{_PAPER})")
_NETWORK = re.compile(".*(?:联网|电网|路网|管网|官网|通网|算网|铁网|信网)")
_CENTRE = re.compile("(?:新闻|财经|要闻|资讯)(?:中心|频道)")
# content="Harbour Post"
_CONTENT = re.compile("content=[\"']([^\"']{2,60})[\"']", re.IGNORECASE)
# "https://www.example.com/a": an address whose host is read without taking it apart
_PLAIN_HOST = re.compile("https?://([a-z0-9.-]{1,253})(?=[/?#]|\\Z)")
_HEAD = 100_000
# Outlets whose names say nothing of what they are.
_KNOWN = frozenset((
    "afp", "ap", "bbc", "bloomberg", "caixin", "caixin global", "cgtn", "china daily", "cna", "cnn", "ecns",
    "hk01", "hkfp", "hoje macau", "hong kong free press", "lusa", "macau business", "macauhub", "malay mail",
    "nikkei asia", "plataforma", "ponto final", "reuters", "rthk", "scmp", "sixth tone",
    "south china morning post", "tdm", "the japan times", "the standard", "the straits times", "xinhua",
    "yicai global", "东网", "中新社", "信报", "凤凰网", "大公文汇网", "头条日报", "新华社",
    "明报", "星岛", "星岛头条", "澎湃", "澎湃新闻", "界面",
    "端传媒", "网易", "腾讯", "香港01", "香港电台",
))  # fmt: skip
_MOST_PARTS = 3
_SHORTEST = 6
_WINDOW = 400


def part_title(title: str, *, html: str = "", url: str = "") -> tuple[str, list[str]]:
    """Give the headline alone and what stood behind it, in page order.

    ``title`` is one cleaned line; ``html`` and ``url`` are the page's, for the site's own name. The last part is cut
    where it is the site's name or an outlet's by form, never where less than six characters would be left.
    """
    site = _site_names(html, url)
    parts: list[str] = []
    while len(parts) < _MOST_PARTS:
        pictures = _MARK_OF_PICTURES.search(title) if title.endswith(_CLOSERS) else None
        found = pictures or _outlet_at_end(title, site)
        if found is None or found.start() < _SHORTEST:
            break
        parts.append(found.group().strip(" -–—|｜丨_·»:："))
        title = title[: found.start()].rstrip()
    return title, parts[::-1]


def _outlet_at_end(title: str, site: frozenset[str]) -> re.Match[str] | None:
    found = _LAST_PART.search(title)
    if found is None:
        return None
    mark, shown = found["mark"], found["name"].strip()
    name = fold(shown)
    if name in _KNOWN or _letters(name) in site:
        return None if mark in ":：" else found
    if mark in ":：":
        return found if _CENTRE.fullmatch(name) else None
    if mark[0] != " " and mark.strip()[0] in "-–—":
        is_paper = _CHINESE_PAPER.fullmatch(name) and not _NETWORK.fullmatch(name)
        return found if is_paper or (mark == "--" and _CHINESE_END.fullmatch(name)) else None
    return found if _names_outlet(shown, name) else None


def _names_outlet(shown: str, name: str) -> bool:
    """Tell whether a part has an outlet's form: each word with a capital and an outlet's last word, a domain."""
    if name > "\u2e7f":
        return _CHINESE_END.fullmatch(name) is not None and not _NETWORK.fullmatch(name)
    words = shown.split()
    if _DOMAIN.fullmatch(name):
        return True
    if len(words) > 6 or not all(word[0].isupper() or len(word) < 4 for word in words):
        return False
    return (len(words) > 1 and _ENGLISH_END.fullmatch(name) is not None) or _PORTUGUESE_BEGIN.fullmatch(
        name
    ) is not None


def _letters(name: str) -> str:
    return "".join(char for char in name if char.isalnum())


def _site_names(html: str, url: str) -> frozenset[str]:
    """Give what the site calls itself, as letters only: the page's og:site_name and the parts of the address."""
    names = []
    place = html.find("og:site_name", 0, _HEAD)
    if place >= 0:
        start = max(html.rfind("<", 0, place), place - _WINDOW)
        tag = html[start : html.find(">", place) + 1 or place][:_WINDOW]
        content = _CONTENT.search(tag)
        if content:
            names.append(_letters(fold(unescape(content[1]))))
    plain = _PLAIN_HOST.match(url)
    try:
        host = plain[1] if plain else urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return frozenset(name for name in (*names, *_names_in_host(host)) if len(name) > 1)


@lru_cache(maxsize=256)
def _names_in_host(host: str) -> tuple[str, ...]:
    return tuple(_letters(part) for part in host.split(".")[:-1] if len(part) > 3)
