"""Sides of a paper by grammar, in Chinese: the names that 与, 、 and 及 join before the verb of signing.

A list is read name by name, listed or not, and counts only where all of it is names: 甲公司与乙大学、丙局今日签署,
甲集团宣布与乙公司签署, 甲、乙就某事签署, 甲局局长某某与乙校校长某某代表双方签署.
"""

import re
from collections.abc import Iterable

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.sides.called_before import called_by_kind_chinese
from articles.pipeline.deals.sides.described_chinese import (
    is_firm_of_place,
    own_span,
    without_holders,
    without_office,
)
from articles.pipeline.deals.sides.heads_of_places import government_of_secretary, place_of_head, region_of_head
from articles.pipeline.deals.sides.names_chinese import (
    AND_OTHERS,
    BODY_OF_OFFICER,
    BOTH_PLACES,
    BRACKETS,
    ENDING,
    FROM_THERE,
    GOVERNMENT,
    KIND,
    LEADS,
    LEGAL_FORM,
    NAME,
    NOBODY,
    OF_A_PLACE,
    OFFICER,
    QUOTED,
    UNNAMED,
    WHICH,
    WHO_STAND_FOR,
)
from articles.pipeline.deals.sides.parties import government_party, government_said
from articles.pipeline.deals.sides.plain_names_chinese import OF_CHINA
from articles.pipeline.deals.sides.stretches_chinese import LONGEST, REACH, Stretches
from articles.pipeline.deals.sides.tellers_chinese import POINTS_TO_FIRM, announcer_span, speaker_span
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH
from articles.pipeline.deals.sides.words_chinese import CLAUSE, WHEN
from articles.pipeline.matching import Mention
from articles.pipeline.text import fold

# Bound on hostile text: sides of one list
_MOST = 12
# ... and clauses like 在某人见证下, between the sides and their verb
_MOST_ADVERBIALS = 3

# 该公司, 本校: said of one named before
_POINTS_BACK = re.compile(r"[这那该此本我](?!溪|田|钢|不|地)|其(?!士)")
# The whole subject stands in an earlier clause: 并与, 将与, 与
_NO_SUBJECT = frozenset(("", "并", "又", "还", "也", "亦", "再", "另", "而", "则", "同时", "且"))
# 公司同时与某某签署: who was the subject before
_THE_FIRM = frozenset(("公司", "集团", "该公司", "该集团", "该行", "该校"))
# 海棠港:公司与某局签署: an item of a list of news is headed by the firm that it is about
_HEADED = re.compile(r"(?P<who>[\u3400-\u9fffA-Za-z0-9]{2,14})(?:\([^()]{1,12}\))?:")
_STOCK_CODE = re.compile(r"\((?:[深沪港]?[:]?)?\d{3,6}(?:\.[a-z]{2})?\)")
_TWO_LETTERS = 2
# 海棠机场(集团): what belongs to a name in brackets
_ENDS_NAME = re.compile(r"集团|控股|国际|股份|亚洲|大中华")
# "签署与甲的协议": the sides follow the verb
_SIDES_FOLLOW = re.compile(r"[了]?(?:与|和|同|跟)")


def sides_before_verb(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The two or more sides that a Chinese sentence joins before its verb of signing; else empty."""
    folded, verb = names.text.folded, event.verb
    if not sentence.han or _SIDES_FOLLOW.match(folded, verb.end):
        return ()
    # 举行合作协议签约仪式: the paper belongs to the event
    end = event.start if verb.kind == "ceremony" or 0 <= verb.start - event.thing.end <= 1 else verb.start
    if sentence.sentence.start < event.thing.start <= verb.start and folded[event.thing.start - 1] == "的":
        # 甲与乙的合作协议签订仪式: the list describes the paper
        end = event.thing.start - 1
    reader = SidesReader(names, sentence.sentence.start)
    found = reader.before(end) or _who_met(names, reader, sentence.sentence.start, end)
    found = found or _who_visited(names, reader, sentence.sentence.start, end)
    return found or (sides_in_sentence(names, sentence) if verb.kind == "ceremony" else ())


# 甲与乙代表今日会面,双方就某事交流,并签署: those who met sign
_MET = re.compile(r"(?:进行|举行|召开|开展)?(?:会面|会晤|会谈|座谈|见面|交流|(?:联席|工作)?会议)[,。;]")


def _who_met(names: Names, reader: "SidesReader", start: int, verb: int) -> tuple[Party, ...]:
    """The two who meet in the first clause of a sentence that names nobody else up to its verb of signing."""
    met = _MET.search(names.text.folded, start, min(verb, start + REACH))
    if met is None or names.organisations_in(met.end(), verb) or names.sides_in(met.end(), verb):
        return ()
    return reader.before(met.start())


# 甲代表昨日到访乙,双方签署; 甲代表团赴某地,与乙签署: the visitor, and whom it visits or signs with
_VISITED = re.compile(
    r"(?P<who>[^,。;]{2,30}?)(?:将|拟)?(?:派出?|组织)?(?:代表团?|一行|高层|考察团|访问团)?(?:将|拟|于)?"
    rf"(?:{WHEN})?(?:到访|访问|走访|拜访|造访|参访|赴|前往|到)(?P<whom>[^,。;]{{2,24}}),"
    r"(?:(?:双方|两家|两校|两会|会上|期间|其间|并|现场|正式|签约){1,3}$|并?[与和同跟](?P<with>[^,。;]{2,60})$)"
)


def _who_visited(names: Names, reader: "SidesReader", start: int, verb: int) -> tuple[Party, ...]:
    """The body whose delegation visits another and signs with it, or with a third where it goes; else empty."""
    end = reader.without_adverbs(start, verb)
    begin = reader.after_openings(start, verb)
    told = _VISITED.fullmatch(names.text.folded, begin, max(end, begin)) or _VISITED.fullmatch(
        names.text.folded, begin, verb
    )
    if told is None:
        return ()
    others = list(reader.listed(*told.span("with"))) if told["with"] else reader.named(*told.span("whom"))
    others = [side for side in others if not side.is_place]
    visitor = reader.listed(told.start("who"), reader.without_adverbs(*told.span("who")))
    return _once((*visitor, *others)) if visitor and others else ()


def sides_in_sentence(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    """The sides before the first verb of signing in a Chinese sentence that has two or more; else empty."""
    for verb in sentence.of("sign", "ceremony") if sentence.han else ():
        if sides := SidesReader(names, sentence.sentence.start).before(verb.start):
            return sides
    return ()


# 根据双方昨日签署的备忘录,甲与乙将共建: what the paper is the ground of names its sides
_GROUND = re.compile(r"(?:根据|按照|依据|依照|按)[^,。;]{0,30}$")
_WILL = re.compile(r"[^,。;]{4,60}?(?=将|会(?=共|合|于|在|联)|拟|计划|共同|联合|合作)")


def sides_after_ground(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The two or more sides that do what a signed paper, told before them as the ground, provides for; else empty."""
    folded, start = names.text.folded, sentence.sentence.start
    if not sentence.han or not folded.startswith(",", event.thing.end):
        return ()
    will = _WILL.match(folded, event.thing.end + 1, sentence.sentence.end)
    if will is None or _GROUND.search(folded, start, event.verb.start) is None:
        return ()
    return SidesReader(names, event.thing.end + 1).before(will.end())


def _once(sides: Iterable[Party]) -> tuple[Party, ...]:
    """Each side of a list once; 某管局及澳门某管局 are two, though 某管局 alone could mean the second."""
    kept: dict[str, Party] = {}
    for side in sides:
        first = kept.get(side.slug or side.name)
        if first and len(side.name) > len(first.name) and side.name.endswith(first.name):
            kept = {(first.name if one is first else key): one for key, one in kept.items()}
            kept[first.name] = Party(first.name, "", first.is_place)
        kept[side.slug or side.name] = side
    return tuple(kept.values())


class SidesReader(Stretches):
    """Reads the list of names that ends right before a verb."""

    def before(self, verb: int) -> tuple[Party, ...]:
        """The sides told in the clause of ``verb``, or in those before where it only tells when, where and how."""
        start = self.clause(verb)
        end = self.without_adverbs(start, verb)
        for _ in range(_MOST_ADVERBIALS):
            if start < end or start <= self._start:
                break
            before = start - 1
            start = self.clause(before)
            end = self.without_adverbs(start, before)
        start = self.after_openings(start, end)
        bounds = self.parts(start, end)
        if len(bounds) < 2 or len(bounds) > _MOST:
            return ()
        first = self._subject(start, *bounds[0])
        sides = [first, *(self._side(*part) for part in bounds[1:])]
        found = [side for side in sides if side is not None]
        if len(found) < len(sides):
            return self._beside_unnamed(bounds, sides)
        if not self._begins_with_body(bounds, found):
            return ()
        found[1:1] = self._with_first(start, *bounds[0])
        kept = _once(found)
        return kept if len(kept) > 1 else ()

    def _beside_unnamed(self, bounds: list[tuple[int, int]], sides: list[Party | None]) -> tuple[Party, ...]:
        """The sides of a list that are surely named, where all the others are only counted (与两家公司签署)."""
        rest = [part for part, side in zip(bounds, sides, strict=True) if side is None]
        if not all(UNNAMED.match(self._folded, part[0]) for part in rest):
            return ()
        named = [(part, side) for part, side in zip(bounds, sides, strict=True) if side is not None]
        if bounds[0][0] == bounds[0][1] and sides[0] is not None:
            # The subject stands in the clause before
            named = named[1:]
        is_sure = all(self._is_sure(*pair) for pair in named)
        return _once(side for side in sides if side is not None) if is_sure else ()

    def listed(self, start: int, end: int) -> tuple[Party, ...]:
        """The names of a list that is all of ``[start, end)``, one or more and each sure to be one; else empty."""
        bounds = self.parts(start, end)
        sides = [
            self.told_before(part[0]) if self._folded[slice(*part)] in _THE_FIRM else self._side(*part)
            for part in bounds[:_MOST]
        ]
        found = [side for side in sides if side is not None]
        is_whole = len(found) == len(bounds) and all(self._is_sure(*pair) for pair in zip(bounds, found, strict=True))
        return _once(found) if is_whole else ()

    def named(self, start: int, end: int) -> list[Party]:
        """Those of a list that are names; what else stands in it is left out."""
        return [side for part in self.parts(start, end)[:_MOST] if (side := self._side(*part))]

    def _is_sure(self, bounds: tuple[int, int], side: Party) -> bool:
        """Whether a name is listed or ends as the names of bodies do."""
        called = fold(side.name)
        ends = ENDING.search(called) or FIRM_ENDING_ZH.search(called)
        return not side.is_place and bool(side.slug or ends or self.is_called(*bounds))

    def _begins_with_body(self, bounds: list[tuple[int, int]], found: list[Party]) -> bool:
        """Whether the first side, or every other one, is sure to be one: 科技创新、青年交流 are none."""
        sure = [
            bool(
                side.slug
                or ENDING.search(fold(side.name))
                or self.is_called(*part)
                or without_office(self._folded, *part) < part[1]
                or is_firm_of_place(self._names, part[0], self.without_adverbs(*part))
            )
            for part, side in zip(bounds, found, strict=True)
        ]
        return bounds[0][0] == bounds[0][1] or sure[0] or 2 * sum(sure) >= len(sure)

    def _subject(self, clause: int, start: int, end: int) -> Party | None:
        """The first side; where the clause has none (并与乙签署) the body that begins the sentence."""
        end = self.without_adverbs(start, end)
        if self._folded[start:end] in _THE_FIRM or POINTS_TO_FIRM.fullmatch(self._folded, start, end):
            return self.told_before(start)
        if self._folded[start:end] not in _NO_SUBJECT:
            return self._side(start, end)
        begin = self.after_openings(self._start, clause)
        leads = LEADS.search(self._folded, begin, clause)
        if leads and (sent := self._side(*leads.span("who"))):
            return sent
        first = next(iter(self._names.organisations_in(begin, clause)), None)
        if first and first.start == begin:
            return self._names.party(first)
        mark = CLAUSE.search(self._folded, begin, clause)
        told_by = (self._side(begin, mark.start()) or self._first_of(begin, mark.start())) if mark else None
        called = fold(told_by.name) if told_by else ""
        return told_by if ENDING.search(called) or FIRM_ENDING_ZH.search(called) else None

    def _first_of(self, begin: int, end: int) -> Party | None:
        """The first side of a clause that joins it to others (甲与乙签署备忘录); None where it joins nobody."""
        parts = self.parts(begin, end)
        return self._side(*parts[0]) if len(parts) > 1 else None

    def _with_first(self, clause: int, start: int, end: int) -> tuple[Party, ...]:
        """Those beside the first side where it stands in the clause before (甲伙同乙,与丙签署); else empty."""
        if start < end or clause <= self._start + 1:
            return ()
        return self.listed(self.after_openings(self.clause(clause - 1), clause - 1), clause - 1)[1:]

    def told_before(self, at: int) -> Party | None:
        """The body with which the sentence, or else the one before it, begins: whom 公司 means."""
        headed = _HEADED.match(self._folded, self._start, at)
        if headed and (head := self._side(*headed.span("who"))) and not head.is_place:
            return head
        begin = self.after_openings(self._start, at)
        if own := next((m for m in self._names.organisations_in(begin, at) if m.start == begin), None):
            return self._names.party(own)
        for told in (announcer_span(self._folded, begin, at), speaker_span(self._names, self._start)):
            if told and (teller := self._side(*told)) and not teller.is_place:
                return teller
        before = [span for span in self._names.text.sentences if span.end <= self._start and span.paragraph]
        if not before:
            return None
        begin = self.after_openings(before[-1].start, before[-1].end)
        return next(
            (self._names.party(m) for m in self._names.organisations_in(begin, self._start) if m.start == begin), None
        )

    def _side(self, start: int, end: int) -> Party | None:
        """One side of the list: a body, the body of an officer, a place; None where something else stands."""
        folded = self._folded
        end = self.without_adverbs(start, end)
        end = without_holders(folded, start, end)
        which = WHICH.match(folded, start, end) or FROM_THERE.match(folded, start, end)
        start = which.end() if which else start
        others = AND_OTHERS.search(folded, start, end)
        end = others.start() if others else end
        stands_for = WHO_STAND_FOR.search(folded, start, end)
        end = stands_for.start() if stands_for and stands_for.start() > start else end
        start, end = own_span(self._names, start, end)
        if quoted := self._quoted(start, end):
            return quoted
        brackets = BRACKETS.search(folded, max(start, end - 42), end)
        called = end
        if brackets and brackets.start() > start:
            # 甲大学(深圳) is not 甲大学; other brackets only explain
            called = brackets.start()
            end = end if self._is_seat(brackets.start() + 1, end - 1) else called
        if brackets and end - start == _TWO_LETTERS and _STOCK_CODE.fullmatch(brackets[0]):
            # 海电(00009): a name of two characters, which a stock code shows to be one
            return self._place(start, end) or Party(self._names.text.text[start:end], "")
        if not 2 <= end - start <= LONGEST or not NAME.fullmatch(folded, start, end):
            return None
        if BOTH_PLACES.search(folded, start, end):
            return None
        if held := self._held(start, end):
            return self._names.party(held)
        body = BODY_OF_OFFICER.match(folded, start, end)
        if body and OFFICER.fullmatch(folded, body.end(), end):
            end = body.end()
        region = region_of_head(folded, start, end)
        end = region or end
        if seat := government_of_secretary(self._names, start, end) or place_of_head(self._names, start, end):
            return seat
        end = without_office(folded, start, end)
        if _POINTS_BACK.match(folded, start) or NOBODY.search(folded, start, end):
            return None
        if any(m.start == start and OF_A_PLACE.fullmatch(folded, m.end, end) for m in self._names.places):
            return None
        if called_before := called_by_kind_chinese(self._names, start, end):
            return called_before
        if (said := government_said(folded, start, end)) and said.span() == (start, end):
            return government_party(self._names, said)
        if ENDING.search(folded, start, end) or (called < end and ENDING.search(folded, start, called)):
            return self._place(start, end) or Party(self._names.text.text[start:end], "")
        return self._place(start, end) or self._unknown(start, end)

    def _quoted(self, start: int, end: int) -> Party | None:
        """The name in quotation marks with which a side ends, behind what it is (本港初创企业「海棠」); else None."""
        match = QUOTED.search(self._folded, max(start, end - LONGEST), end)
        if match is None:
            return None
        is_place = any((m.start, m.end) == (start, match.start()) for m in self._names.places)
        if match.start() > start and not is_place and not KIND.search(self._folded, start, match.start()):
            return None
        called = self._names.text.text[slice(*match.span("name"))]
        held = next((m for m in self._names.organisations if m.start == match.start("name")), None)
        return self._names.party(held) if held and held.name == called else Party(called, "")

    def _is_seat(self, start: int, end: int) -> bool:
        """Whether a place stands in the brackets behind a name: 海棠大学(深圳) is not 海棠大学."""
        if _ENDS_NAME.fullmatch(self._folded, start, end):
            return True
        is_part = any(
            m.start < start and m.end == end + 1 for m in self._names.organisations_in(start - LONGEST, end + 1)
        )
        return is_part or any((m.start, m.end) == (start, end) for m in self._names.places_everywhere)

    def _held(self, start: int, end: int) -> Mention | None:
        """The organisation that a side means: all of it, with its legal form or officer, or as a bureau."""
        inside = self._names.organisations_in(start, end)
        for m, after in zip(inside, [*inside[1:], None], strict=False):
            if m.start == start and after and after.start == m.end and OFFICER.fullmatch(self._folded, after.end, end):
                # 某省政府港澳办主任某某: the office, not the government before it
                return after
            if m.start == start and (
                m.end == end
                or OFFICER.fullmatch(self._folded, m.end, end)
                or (m.slug and LEGAL_FORM.fullmatch(self._folded, m.end, end))
            ):
                return m
            ends = m.end == end or OFFICER.fullmatch(self._folded, m.end, end)
            if ends and m.slug and GOVERNMENT.fullmatch(self._folded, start, m.start):
                return m
            if ends and m.slug and not self._names.is_authority(m) and self._is_from(start, m):
                # 新加坡海棠集团, of which a list has 海棠集团
                return m
        return None

    def _is_from(self, start: int, body: Mention) -> bool:
        """Whether the country, or its own city, stands between ``start`` and a listed body."""
        places = (m for m in self._names.places_everywhere if m.start == start and m.end == body.start)
        return any((m.kind == "outside" and m.slug not in OF_CHINA) or self._names.is_at_home(body, m) for m in places)

    def _place(self, start: int, end: int) -> Party | None:
        """The place that a side is, or whose government it is."""
        for m in self._names.places:
            if m.end <= end and start <= m.start and m.origin == "gazetteer":
                party = self._names.party(m)
                if party.name == self._names.text.text[start:end]:
                    return party
        return None

    def _unknown(self, start: int, end: int) -> Party | None:
        """A name without an ending (戴德梁行, 東方富海); nobody's where people are named."""
        is_person = any(m.start < end and start < m.end for m in self._names.people)
        whole = [m for m in self._names.places if start <= m.start and m.end <= end]
        if whole and sum(m.end - m.start for m in whole) >= end - start:
            return self._names.party(whole[-1])
        called = self._names.text.text[start:end]
        longest = LONGEST if called.isascii() and called[0].isupper() else 12
        return None if is_person or not 3 <= end - start <= longest else Party(called, "")
