"""The bodies that an article names: whole names, no markets, a bureau together with the committee it belongs to."""

import re
from collections.abc import Sequence

from articles.pipeline.deals.names.bodies_of_places import bodies_of_places
from articles.pipeline.deals.names.firms_of_places import firms_of_groups, firms_of_places
from articles.pipeline.deals.names.markets import is_market
from articles.pipeline.deals.names.offices_of_fields import offices_of_fields
from articles.pipeline.deals.names.passing import is_told_in_passing
from articles.pipeline.matching import Mention
from articles.pipeline.text import Text

# 海棠合作区执委会 before its 金融发展局, 海棠新区管委会 before its 产业发展局
_COMMITTEE = re.compile(r"(?:委员会|委員會|执委会|執委會|管委会|管委會)$")
_BUREAU = re.compile(r"[局厅廳办辦署]$")
# 金融, 经济, 城市规划和: what the bureau is for; 某委员会和某局 are two
_FIELD = re.compile(r"(?!和)(?:(?!签署|印发|公布|宣布|推出)[\u4e00-\u9fff]){0,6}?(?<![与及同跟向由在的])")


def named_bodies(text: Text, mentions: Sequence[Mention]) -> list[Mention]:
    """The organisations among ``mentions`` that may act, in the order of the text; of names in names the outermost."""
    kept: list[Mention] = []
    seats = [m for m in mentions if m.kind in ("city", "outside", "place")]
    everybody = (
        *mentions,
        *bodies_of_places(text, seats),
        *firms_of_places(text, seats),
        *firms_of_groups(text, mentions),
        *offices_of_fields(text),
    )
    named = [_of_own_name(text.text, m) for m in everybody if _is_named_body(m) and not is_market(text.folded, m)]
    for m in sorted(named, key=lambda m: (m.start, -m.end)):
        if kept and m.start < kept[-1].end:
            continue
        if kept and _is_bureau_of(text.folded, kept[-1], m):
            whole = kept.pop()
            m = m._replace(slug="", name=text.text[whole.start : m.end], start=whole.start)
        kept.append(m)
    return [m for m in kept if not is_told_in_passing(text, m)]


# "Elm University of Hong Kong": another one than that whose name stands in its name
_LEARNED = ("University of ", "Institute of ", "Academy of ", "College of ")
_OWN_NAME = re.compile(
    r"(?<![\w.’'-])(?!(?:The|At|And|With|By|From|Of|In|For|To|But|While|As|Both|When|If|President|Professor|Prof"
    r"|Dr|Partner"
    r"|Meanwhile|Hong|Kong|Macau|Macao|Shenzhen|Guangzhou|Zhuhai) )[A-Z][a-zà-ÿ]{2,14} $"
)
_OWN_NAME_REACH = 18


def _of_own_name(text: str, m: Mention) -> Mention:
    """The body, or the longer name in which that of a listed university or institute only stands."""
    if not m.slug or not m.name.startswith(_LEARNED):
        return m
    own = _OWN_NAME.search(text, max(0, m.start - _OWN_NAME_REACH), m.start)
    return m if own is None else m._replace(slug="", name=text[own.start() : m.end], start=own.start())


def _is_named_body(m: Mention) -> bool:
    return m.kind == "organisation" and m.origin != "implied" and bool(m.weight and (m.slug or m.confidence >= 0.5))


def is_committee(mention: Mention) -> bool:
    """Whether a body is a committee that has bureaus of its own."""
    return mention.kind == "organisation" and _COMMITTEE.search(mention.name) is not None


def _is_bureau_of(folded: str, committee: Mention, bureau: Mention) -> bool:
    """Whether the second name is only the end of that of a bureau of the first."""
    return (
        is_committee(committee)
        and _BUREAU.search(bureau.name) is not None
        and _FIELD.fullmatch(folded, committee.end, bureau.start) is not None
    )
