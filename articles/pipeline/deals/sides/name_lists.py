"""Lists of names in Latin script, read name by name, whether we list them or not.

"the Elm Board, Foo Group and Shenzhen": each with what describes it before and behind.
"""

import re

from articles.pipeline.deals.names import CENTRAL_GOVERNMENT, Names, Party
from articles.pipeline.deals.names.nobody import is_common_noun, is_nobody, names_office
from articles.pipeline.deals.sides.full_names import goes_on
from articles.pipeline.deals.sides.list_ends import ends_phrase, goes_on_with_verb, leads_to_verb, tells_of_it
from articles.pipeline.deals.sides.list_words import (
    AND_OTHERS,
    APPOSITION,
    APPOSITION_UP_TO_VERB,
    ARM_OF_FIRM,
    ARTICLE_PT,
    ASIDE,
    BRACKETS,
    BRANCH,
    CENTRAL,
    CLAUSE,
    COORDINATED,
    DESCRIBED,
    DETERMINER,
    FIRM_OF,
    FIRM_OWNED,
    GOVERNMENT,
    GOVERNMENTS_OF,
    JOINT,
    KIND_OF_PLACE,
    LEGAL_FORM,
    MOST_DESCRIBED,
    NAME,
    OF_COUNTRY,
    OF_PT,
    OPENING,
    OWNER,
    PART_OF,
    SERIAL,
    SHORT_FORM,
    TRADE_PT,
    UNIT_OF,
    UNIT_OF_PT,
    WHAT_IT_IS,
    WHERE,
    WHERE_PT,
)
from articles.pipeline.deals.sides.unlisted import FROM_WHERE, TITLE_VERB, TRADE, end_of_fields
from articles.pipeline.matching import Mention
from articles.pipeline.matching.fields import end_of_fields_pt, fields_after

# Bounds on hostile text: sides of one list, characters of one name with what describes it
MOST = 12
_MOST_OPENINGS = 4
_LONGEST = 160
_EXPLAINED = re.compile(r", (?:the|an?|one of) (?:[\w’'-]{1,20} ){1,6}?(?:[\w’'-]{1,20}),")
_BEHIND_NAME = (KIND_OF_PLACE, BRACKETS, BRANCH, WHERE_PT, APPOSITION, APPOSITION_UP_TO_VERB, WHAT_IT_IS, WHERE)


class ListReader:
    """Reads lists of names in one sentence; in a headline in capitals (``listed_only``) only names of the lists."""

    def __init__(self, names: Names, start: int, end: int, listed_only: bool) -> None:
        self._names, self._text = names, names.text.text
        self._start, self._end, self._listed_only = start, end, listed_only
        self._bodies = names.organisations_in(start, end)
        self._places = [m for m in names.places if start <= m.start and m.end <= end]
        self._place_starts = {m.start for m in names.places_everywhere}
        self._place_ends = {m.end for m in names.places_everywhere}
        self._lists: dict[int, tuple[list[Party], int]] = {}
        self._has_owners = self._text.find("'", start, end) >= 0 or self._text.find("’", start, end) >= 0
        self._people = [m for m in names.people if start <= m.start and m.end <= end]

    def up_to(self, start: int, verb: int) -> list[Party]:
        """The list that is the subject: all from the start of the sentence, or its opening, up to the verb."""
        begin: int | None = start
        lists: list[tuple[list[Party], int]] = []
        for _ in range(_MOST_OPENINGS):
            if begin is None:
                break
            found, at = self._list(begin)
            others = AND_OTHERS.match(self._text, at, verb) if found else None
            at = others.end() if others else at
            if found and leads_to_verb(self._text, at, verb):
                return found
            lists.append((found, at))
            opening = OPENING.match(self._text, begin, verb)
            begin = opening.end() if opening else None
        for clause in reversed(list(CLAUSE.finditer(self._text, start, verb))[-_MOST_OPENINGS:]):
            found, at = self._list(clause.end())
            if found and leads_to_verb(self._text, at, verb):
                return found
        if COORDINATED.search(self._text, start, verb) is None:
            return []
        if self._names.text.lang != "pt":
            return lists[0][0][:1]
        # "A Foo e a Bar chegaram a acordo e assinaram": in Portuguese the subject of both verbs
        return next((found for found, at in lists if found and goes_on_with_verb(self._text, at, verb)), [])

    def leads(self, start: int, verb: int) -> bool:
        """Whether a list begins right at ``start`` that is the verb's subject ("with Foo and Bar to build": none)."""
        found, at = self._list(start)
        return bool(found) and leads_to_verb(self._text, at, verb) and self._text[at:verb].strip() != "to"

    def where_ends(self, start: int) -> int:
        """Where the list that begins right at ``start`` ends; 0 where none begins there."""
        found, at = self._list(start)
        return at if found else 0

    def subject(self, start: int, end: int) -> list[Party]:
        """The list of two or more names that begins the sentence and has a verb, whatever stands up to ``end``."""
        begin: int | None = start
        for _ in range(_MOST_OPENINGS):
            if begin is None:
                break
            found, at = self._list(begin)
            if len(found) > 1 and at < end and goes_on_with_verb(self._text, at, end):
                return found
            opening = OPENING.match(self._text, begin, end)
            begin = opening.end() if opening else None
        return []

    def first(self, start: int) -> Party | None:
        """The name that begins right at ``start``, whatever follows it."""
        span = self._span(start, min(self._end, start + _LONGEST))
        read = self._party(*span) if span else None
        return read[0] if read else None

    def beginning(self, start: int) -> list[Party]:
        """The list that begins right at ``start``, whatever follows it."""
        return self._list(start)[0]

    def opening(self, start: int) -> Party | None:
        """The side at ``start`` behind which only a comma, or nothing, stands."""
        determiner = DETERMINER.match(self._text, start, self._end)
        at = determiner.end() if determiner else start
        span = self._span(at, min(self._end, at + _LONGEST))
        read = self._party(*span) if span else None
        is_alone = read is not None and (read[1] >= self._end or self._text[read[1]] in ",.(")
        return read[0] if read and is_alone else None

    def listed(self, start: int, at_least: int = 1) -> list[Party]:
        """The list that begins at ``start`` and ends where the phrase ends."""
        found, at = self._list(start)
        return found if len(found) >= at_least and ends_phrase(self._text, at, self._end) else []

    def listed_at(self, start: int) -> list[Party]:
        """The list that begins at ``start`` and ends with the phrase or at a verb ("run by Foo and Bar opened")."""
        found, at = self._list(start)
        is_whole = ends_phrase(self._text, at, self._end) or goes_on_with_verb(self._text, at, self._end)
        return found if is_whole else []

    def subjects(self, start: int) -> list[Party]:
        """The list at ``start`` or behind its opening, where a verb follows it."""
        opening = OPENING.match(self._text, start, self._end)
        for begin in (start, opening.end() if opening else start):
            found, at = self._list(begin)
            if found and goes_on_with_verb(self._text, at, self._end):
                return found
        return []

    def _list(self, at: int) -> tuple[list[Party], int]:
        """The names from ``at`` on that stand in one list, and where the list ends; read once."""
        if at not in self._lists:
            self._lists[at] = self._read_list(at)
        found, last = self._lists[at]
        return found.copy(), last

    def _read_list(self, at: int) -> tuple[list[Party], int]:
        found: list[Party] = []
        last = at
        governments = GOVERNMENTS_OF.match(self._text, at)
        at = governments.end() if governments else at
        # "a subsidiary of Foo and the Bar": only in Portuguese does the article belong to a name
        has_article = self._names.text.lang == "pt" and ARTICLE_PT.match(self._text, at) is not None
        is_serial = SERIAL.match(self._text, at, self._end) is not None
        while len(found) < MOST:
            read = self._name(at)
            if read is None:
                break
            if has_article and not ARTICLE_PT.match(self._text, at):
                # "a Comissão de Ciência, Tecnologia e Inovação": the next word belongs to the name
                return [], at
            party, end = read
            may_be_one = is_serial and found and not (party.slug or found[-1].slug or found[-1].is_place)
            if may_be_one and self._text.startswith(" and ", last) and self._text[last - 1] != ",":
                # "A, B, and Elm Convention and Trade Centre": the last name holds an "and" of its own
                found[-1] = Party(f"{found[-1].name} and {party.name}", "")
            else:
                found.append(party)
            last = end
            if tells_of_it(self._text, end, self._end):
                break
            joint = JOINT.match(self._text, end, self._end)
            at = joint.end() if joint else self._end
            of = OF_PT.match(self._text, at) if governments else None
            at = of.end() if of else at
        return found, last if found else at

    def _name(self, at: int) -> tuple[Party, int] | None:
        """One side with what describes it, and where it ends; None where something else stands."""
        text, limit = self._text, min(self._end, at + _LONGEST)
        determiner = DETERMINER.match(text, at, limit)
        at = determiner.end() if determiner else at
        unit = UNIT_OF_PT.match(text, at, limit) or UNIT_OF.match(text, at, limit)
        at = unit.end() if unit else at
        trade = TRADE_PT.match(text, at, limit)
        if trade and not any(m.start == at for m in self._bodies):
            at = trade.end()
        small = next((m for m in self._bodies if m.start == at and m.slug and text[at].islower()), None)
        if small and self._is_whole(small.end):
            # "bolsa de Hong Kong": a listed body that is written small
            return self._names.party(small), self._after(small.end)
        at = self._after_owner(at, limit) if self._has_owners else at
        of = OF_PT.match(text, at, limit)
        held = next((m for m in self._places if m.start == (of.end() if of else at) and text[m.start].islower()), None)
        central = CENTRAL.match(text, at, limit)
        if central and self._is_whole(central.end()):
            # "by the Hong Kong and central governments"
            return Party(central[0].removesuffix("s"), CENTRAL_GOVERNMENT, True), central.end()
        if held and self._is_whole(held.end):
            # "da província de Guangdong": a place whose name begins with what it is
            return self._names.party(held), held.end
        for _ in range(MOST_DESCRIBED):
            span = self._span(at, limit)
            if span and self._is_whole(span[1]):
                return self._party(*span)
            home = self._after_home(at, limit)
            described = None if home else DESCRIBED.match(text, at, limit)
            if not home and not described:
                return None
            at = described.end() if described else home
        return None

    def _after_owner(self, at: int, limit: int) -> int:
        """Where a name begins behind the place or the firm that it is of ("Lima's Foo", "Elm Motors' Foo"), else at."""
        for m in self._places:
            if m.start == at and self._text.startswith(("'s ", "’s "), m.end):
                return m.end + len("'s ")
        for m in self._bodies:
            if m.start == at and (arm := ARM_OF_FIRM.match(self._text, m.end, limit)):
                return arm.end()
            if m.start == at and (owned := FIRM_OWNED.match(self._text, m.end, limit)):
                return self._text.index(" ", owned.start()) + 1
        return at

    def _after_home(self, at: int, limit: int) -> int:
        """Where a name begins behind what its firm is and the place where it is from; 0 where none stands here."""
        firm = FIRM_OF.match(self._text, at, limit)
        home = next((m for m in self._places if firm and m.start == firm.end()), None)
        return home.end + 1 if home and self._text.startswith(" ", home.end) else 0

    def _span(self, at: int, limit: int) -> tuple[int, int] | None:
        """The name that begins at ``at``: a listed body is longer than its capitals ("Securities and Futures …")."""
        match = NAME.match(self._text, at, limit)
        if match is None or self._text.startswith("$", match.end()):
            # "HK$4 billion" is a sum
            return None
        end = match.end()
        owner = OWNER.search(self._text, at, end)
        end = owner.start() if owner else end
        bracket = self._text.rfind(" (", at, end)
        if bracket > at and self._text.find(")", bracket, end) < 0:
            # "Elm Motors (HKEX: 9999)": where its shares are traded is no part of the name
            end = bracket
        short_form = SHORT_FORM.search(self._text, at, end)
        end = short_form.start() if short_form else end
        aside = ASIDE.search(self._text, at, end)
        if aside and not any(aside.start() < m.start < aside.end() and m.kind != "place" for m in self._places):
            end = aside.start()
        verb = TITLE_VERB.search(self._text, at, end) if self._listed_only else None
        end = verb.start() if verb else end
        for body in self._bodies:
            joint = JOINT.match(self._text, end, body.end)
            is_next = joint is not None and (joint.end() in self._place_starts or end in self._place_ends)
            if at <= body.start < end < body.end and (body.slug or not is_next):
                end = body.end
                form = LEGAL_FORM.match(self._text, end)
                end = form.end() if form else end
        end = fields_after(self._text, at, end_of_fields(self._text, at, end_of_fields_pt(self._text, at, end)))
        return at, end - 1 if self._text[end - 1] == "." and not self._text.endswith(("Ltd.", "Inc."), at, end) else end

    def _is_whole(self, end: int) -> bool:
        """Whether a name ends here: at a joint, at its verb, or with the phrase."""
        text = self._text
        end = self._after(end)
        is_joint = JOINT.match(text, end, self._end) is not None
        return is_joint or ends_phrase(text, end, self._end) or goes_on_with_verb(text, end, self._end)

    def _party(self, start: int, end: int) -> tuple[Party, int] | None:
        after = self._after(end)
        for pattern in (FROM_WHERE, OF_COUNTRY, TRADE):
            described = pattern.match(self._text, start, end)
            start = described.end() if described else start
        called = self._text[start:end]
        if any(m.start < end and start < m.end for m in self._people) or is_nobody(called):
            return None
        held = next((m for m in self._bodies + self._places if self._is_meant(m, start, end)), None)
        if held and not self._names.is_authority(held) and PART_OF.search(self._text, start, held.start):
            return Party(called, ""), after
        if held and held.end < end and held.kind not in ("city", "outside"):
            return Party(called, ""), after
        if held:
            return self._names.party(held), after
        listed = next((m for m in self._bodies if m.slug and m.start == start and m.end < end), None)
        if listed and not goes_on(self._text[start : listed.end], called):
            # "Elm China Ltd." is the listed Elm China
            return self._names.party(listed), after
        if self._listed_only or self._is_first_word(start, called) or names_office(called):
            return None
        return Party(called.removesuffix("'s").removesuffix("’s"), ""), after

    def _after(self, end: int) -> int:
        """Where a name ends with its short form in brackets or the branch of it that is meant."""
        for pattern in _BEHIND_NAME:
            behind = pattern.match(self._text, end, self._end)
            end = behind.end() if behind else end
        return end

    def _is_meant(self, mention: Mention, start: int, end: int) -> bool:
        """Whether a mention is the whole name, a listed body at its end, or the city of a "… city government"."""
        if mention.end == end:
            return mention.start == start or (bool(mention.slug) and mention.kind == "organisation")
        is_city = mention.kind != "organisation" and mention.origin == "gazetteer" and mention.start == start
        return is_city and GOVERNMENT.fullmatch(self._text, mention.end, end) is not None

    def _is_first_word(self, start: int, called: str) -> bool:
        """Whether the only capital is that of the sentence ("Regulators have signed"), unless it can be no noun."""
        if " " in called or called.isupper() or start != self._start:
            return False
        # "Emirates, the Dubai airline," is explained, and therefore a name
        is_explained = _EXPLAINED.match(self._text, start + len(called), self._end) is not None
        return self._names.text.lang != "en" or (is_common_noun(called) and not is_explained)


def reader_of(names: Names, start: int, end: int, listed_only: bool = False) -> ListReader:
    """The one reader of a sentence, which many ask for: what it holds of the names does not change."""
    key = (start, end, listed_only)
    if key not in names.readers:
        names.readers[key] = ListReader(names, start, end, listed_only)
    reader: ListReader = names.readers[key]
    return reader
