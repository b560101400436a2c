"""The full name of a body called by a short form; names of firms that go on where another's ends."""

import re
from collections.abc import Iterable

from articles.pipeline.deals.names import Names, Party

_LONGEST_SHORT = 6
_SHORTEST = 3
_HAN = re.compile(r"[\u3400-\u9fff]+")
# 海棠投资集团有限公司(以下简称“海棠集团”): the text itself says what the short form stands for
_CALLED = r"\((?:以下|下文)?(?:简称|下称|以下称|又称|统称)?为?[:]?[“”「『\"'‘]?"
_CALLED_END = r"[“”」』\"'’]?\)"


def in_full(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted short form given by the one longer name that the article has for it."""
    return tuple(_in_full(names, party) for party in parties)


# "UM", "GMTCM": a name by its initials
_INITIALS = re.compile(r"[A-Z]{2,7}")
# "o Parque Industrial", after "o Parque Científico e Industrial de …": a Portuguese body called by its first words
_HEAD_PT = re.compile(
    r"(?:Parque|Instituto|Fundo|Centro|Universidade|Associação|Federação|Comissão|Câmara|Conselho|Direcção|Direção"
    r"|Serviços|Sociedade|Companhia|Ministério|Fundação|Escola|Administração|Gabinete|Secretaria|Zona) "
)
_JOINS_TWO = re.compile(r" e [A-ZÀ-Þ]")
_SMALL_WORDS = frozenset(("e", "de", "da", "do", "das", "dos", "para", "o", "a", "of", "the", "for", "and"))


def spelled_out(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted short form in Latin script given by the one longer name that the article has."""
    return tuple(_spelled_out(names, party) for party in parties)


def _spelled_out(names: Names, party: Party) -> Party:
    short = party.name
    by_initials = _INITIALS.fullmatch(short) is not None
    if party.slug or party.is_place or not (by_initials or _HEAD_PT.match(short)):
        return party
    found: dict[str, Party] = {}
    for m in names.organisations:
        if len(m.name) <= len(short) or m.name[0] != short[0] or m.name.startswith(short + " "):
            continue
        if _JOINS_TWO.search(m.name) and any(o.name != short and o.name + " e " in m.name for o in names.organisations):
            # "Instituto de Foo e Politécnico de Bar": two names that a headline joins
            continue
        words = [word for word in m.name.split() if word not in _SMALL_WORDS]
        if by_initials:
            is_meant = "".join(word[0] for word in words) == short
        else:
            rest = iter(words)
            is_meant = all(word in rest for word in short.split() if word not in _SMALL_WORDS)
        if is_meant:
            full = names.party(m)
            found.setdefault(full.slug or full.name, full)
    return next(iter(found.values())) if len(found) == 1 else party


def _in_full(names: Names, party: Party) -> Party:
    if party.slug or party.is_place or len(party.name) > _LONGEST_SHORT or not _HAN.fullmatch(party.name):
        return party
    folded = names.text.folded
    at = names.text.text.find(party.name)
    short = folded[at : at + len(party.name)]
    named = re.compile(_CALLED + short + _CALLED_END)
    found: dict[str, Party] = {}
    for m in names.organisations:
        if m.end - m.start <= len(short):
            continue
        if named.match(folded, m.end):
            return names.party(m)
        if len(short) >= _SHORTEST and _abbreviates(short, folded[m.start : m.end]):
            full = names.party(m)
            found.setdefault(full.slug or full.name, full)
    return next(iter(found.values())) if len(found) == 1 else party


def _abbreviates(short: str, name: str) -> bool:
    """Whether ``short`` has its characters in the order of ``name``, and does not merely stand inside it."""
    rest = iter(name)
    return short not in name and all(char in rest for char in short)


# 海棠医疗科技股份有限公司: a name with its legal form
_LEGAL_FORM_ZH = re.compile(r"(?:\(集团\)|（集团）|集团)?(?:股份)?有限(?:责任)?公司$")
_SHORTEST_FIRM = 4
# 投资发展, 科技园: words that many names share, or another body, and no firm by themselves
_NO_FIRM_ZH = re.compile(
    r"(?:投资|发展|控股|科技|产业|建设|国际|实业|集团|金融|资本|管理|贸易|开发|城市|交通|能源|环保|文化|旅游|技术|投資|發展|產業"
    r"|國際|實業|集團|資本|貿易|開發|環保|旅遊|技術){1,5}|.{2,16}[园園区區院所局会會校署厅廳]"
)


def in_short(names: Names, parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties, each unlisted Chinese firm in full legal form given as the article calls it elsewhere.

    深圳市海棠医疗科技有限公司 is 海棠医疗 where that stands by itself in the title or the text.
    """
    return tuple(_in_short(names, party) for party in parties)


def _in_short(names: Names, party: Party) -> Party:
    form = None if party.slug or party.is_place else _LEGAL_FORM_ZH.search(party.name)
    if form is None:
        return party
    core = party.name[: form.start()]
    home = max((len(m.name) for m in names.places_by_name if core.startswith(m.name)), default=0)
    if home:
        core = core[home + core.startswith(("市", "省", "区", "區"), home) :]
    elsewhere = names.text.text.replace(core, "")
    for length in range(len(core), _SHORTEST_FIRM - 1, -1):
        if core[:length] in (names.text.text.replace(party.name, "") if length == len(core) else elsewhere):
            return party if _NO_FIRM_ZH.fullmatch(core[:length]) else Party(core[:length], "")
    return party


# What adds to a firm's name and makes it no other firm
_ONLY_FORM = re.compile(
    r"(?:,? (?:Group|Holdings?|Corporation|Corp|Company|Co|Limited|Ltd|Inc|International|Airlines?|Airways)\b\.?)+"
)


def goes_on(name: str, longer: str) -> bool:
    """Whether ``longer`` is another firm whose name begins with ``name``, and not the same with its legal form."""
    rest = longer.removeprefix(name)
    return (
        rest != longer
        and rest.startswith((" ", ", "))
        and not rest.startswith(" of ")
        and not _ONLY_FORM.fullmatch(rest)
    )


def is_finer(shown: tuple[Party, ...], found: tuple[Party, ...]) -> bool:
    """Whether as many are shown, one of them as the part of a body of which only the whole was found."""
    parts = any(
        a.name != b.name
        and not a.slug
        and (goes_on(b.name, a.name) or (b.name in a.name and not a.name.startswith(b.name)))
        for a in shown
        for b in found
    )
    return len(shown) == len(found) and parts


# "Elm Bank, a subsidiary of the Alder Group, opened"
_OWNED_BY = re.compile(r"(?: \([^()]{1,24}\))?, (?:an?|the|which is|part of|owned by)\b[^.;]{0,80}")


def belongs_to(text: str, start: int, firm: str, owner: str) -> bool:
    """Whether the sentence from ``start`` on says between two names that the first is the second one's."""
    at, end = text.find(firm, start), text.find(owner, start)
    return start <= at < end and _OWNED_BY.fullmatch(text, at + len(firm), end) is not None
