"""Where the stretches of a Chinese list begin and end: its clause, its openings and adverbs, what the joints divide."""

import re

from articles.pipeline.deals.names import Names
from articles.pipeline.deals.sides.described_chinese import are_firms
from articles.pipeline.deals.sides.names_chinese import ENDING
from articles.pipeline.deals.sides.split_names_chinese import one_name_again
from articles.pipeline.deals.sides.unlisted import FIRM_ENDING_ZH
from articles.pipeline.deals.sides.words_chinese import ADVERB, CLAUSE, FIELDS, JOINT, OPENING, TOPIC

# Bounds on hostile text: characters before the verb, of one side and of what tells when, where and how
REACH = 240
LONGEST = 30
_ADVERB_REACH = 42
_SECOND_OFFICE = re.compile(r"代?[省市区县州]长[\u4e00-\u9fff]{2,4}")
# 粤, 港: places of one character
_SHORT_PLACES = frozenset(
    "粤港澳深珠莞穗佛惠京沪津渝桂琼闽湘赣川黔滇鲁浙苏皖豫鄂冀辽吉黑蒙新藏青甘宁陕晋台葡中美英法德日韩俄"
)
# 将和, 并和: adverbs of one character
_SHORT_ADVERBS = frozenset("将并又已拟也亦再会可")


class Stretches:
    """Divides the sentence that begins at ``start`` into the stretches in which the names of a list stand."""

    def __init__(self, names: Names, start: int) -> None:
        self._names, self._folded, self._start = names, names.text.folded, start

    def clause(self, end: int) -> int:
        """Where the clause that ends at ``end`` begins."""
        start = max(self._start, end - REACH)
        for mark in CLAUSE.finditer(self._folded, start, end):
            start = mark.end()
        return start

    def without_adverbs(self, start: int, end: int) -> int:
        """Where ``[start, end)`` ends without what tells when, where, how and about what."""
        while end > start:
            topic = TOPIC.search(self._folded, max(start, end - _ADVERB_REACH), end)
            end = topic.start() if topic else end
            while end > start and self._folded[end - 1] in " ,":
                end -= 1
            adverb = ADVERB.search(self._folded, max(start, end - _ADVERB_REACH), end)
            if adverb is None or self._within_name(adverb.start(), end):
                break
            end = adverb.start()
        return end

    def _within_name(self, start: int, end: int) -> bool:
        """Whether the words belong to a name that the article is known to hold (会 in 新会)."""
        bodies = self._names.organisations_in(max(0, start - LONGEST), end)
        places = (m for m in self._names.places_everywhere if m.end == end)
        return any(m.start < start < m.end for m in (*bodies, *places))

    def after_openings(self, start: int, end: int) -> int:
        while opening := OPENING.match(self._folded, start, end):
            start = opening.end()
            while start < end and self._folded[start] in " ,":
                # 昨日,甲集团宣布: what tells when and where may be a clause of its own
                start += 1
        while start < end and self._folded[start] == " ":
            start += 1
        return start

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between the joints; one inside a name or in brackets joins nothing."""
        inside = [(m.start, m.end) for m in self._names.organisations_in(start, end)]
        inside += [fields.span() for fields in FIELDS.finditer(self._folded, start, end)]
        parts: list[tuple[int, int]] = []
        joints: list[str] = []
        at, joined_by = start, ""
        for joint in JOINT.finditer(self._folded, start, end):
            is_inner = any(s < joint.start() and joint.end() < e for s, e in inside)
            if (
                is_inner
                or self._in_brackets(start, joint.start())
                or (joint[0] == "和" and self._is_second_letter(at, joint.start()))
            ):
                continue
            self._add(parts, at, joint.start(), joined_by)
            joints += [joined_by] * (len(parts) - len(joints))
            at, joined_by = joint.end(), joint[0]
        self._add(parts, at, end, joined_by)
        joints += [joined_by] * (len(parts) - len(joints))
        heads = [n for n in range(1, len(parts)) if self._is_second_office(parts[n - 1], parts[n])]
        if heads:
            return [part for n, part in enumerate(parts) if n not in heads]
        return one_name_again(self._names, parts, joints)

    def _is_second_office(self, before: tuple[int, int], part: tuple[int, int]) -> bool:
        """Whether a stretch is the other office of one person (海棠市委副书记、市长某某)."""
        is_secretary = self._folded.endswith("书记", *before)
        return is_secretary and _SECOND_OFFICE.fullmatch(self._folded, part[0], part[1]) is not None

    def _is_second_letter(self, at: int, joint: int) -> bool:
        """Whether only one character stands before a "joint" (俊和发展), which is no short form of a place (粤和港)."""
        letter = self._folded[at]
        return joint - at == 1 and "\u4e00" <= letter <= "\u9fff" and letter not in _SHORT_PLACES | _SHORT_ADVERBS

    def _in_brackets(self, start: int, at: int) -> bool:
        return self._folded.count("(", start, at) > self._folded.count(")", start, at)

    def _add(self, parts: list[tuple[int, int]], start: int, end: int, joined_by: str) -> None:
        """One more stretch; of a list that goes on, 翻译及外语学院 is one name, as 翻译 is none.

        So is 甲国电影与动画中心 where another side stands before it.
        """
        if (
            joined_by in ("及", "和")
            and parts
            and (
                are_firms(self._folded, parts[-1], (start, self.without_adverbs(start, end)))
                # 海棠电子和佛山市政府: a firm, and a body whose name begins behind the joint
                or (FIRM_ENDING_ZH.search(self._folded, *parts[-1]) and self._begins_body(start, end))
            )
        ):
            parts.append((start, end))
            return
        may_go_on = joined_by in ("及", "和") or (joined_by == "与" and len(parts) > 1)
        may_go_on = may_go_on and not any(m.start == start and m.origin == "gazetteer" for m in self._names.places)
        if may_go_on and parts and not self.is_called(*parts[-1]) and self.is_called(start, end):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))

    def _begins_body(self, start: int, end: int) -> bool:
        return any(m.start == start for m in self._names.organisations_in(start, end))

    def is_called(self, start: int, end: int) -> bool:
        """Whether a stretch ends as the name of a body or place does."""
        end = self.without_adverbs(start, end)
        ends_name = any(m.end == end for m in [*self._names.organisations_in(start, end), *self._names.places])
        return (
            ends_name
            or self._folded[max(start, end - 1) : end] in (")", '"', "」", "』")
            or ENDING.search(self._folded, start, end) is not None
        )
