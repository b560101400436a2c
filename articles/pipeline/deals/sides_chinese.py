"""Sides of a paper by grammar, in Chinese: the names that 与, 、 and 及 join before the verb of signing.

A list is read name by name, listed or not, and counts only where all of it is names: 甲公司与乙大学、丙局今日签署,
甲集团宣布与乙公司签署, 甲、乙就某事签署, 甲局局长某某与乙校校长某某代表双方签署.
"""

import re

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.heads_of_places import place_of_head
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.unlisted import FIRM_ENDING_ZH
from articles.pipeline.matching import Mention
from articles.pipeline.text import fold

# Bounds on hostile text: characters before the verb, sides of one list, characters of one side
_REACH = 240
_MOST = 12
_LONGEST = 30
_SIDES_REACH = 40
_ADVERB_REACH = 42

_CLAUSE = re.compile(r"[,。;:!?\n](?!以及|及|和|与(?=[^,。;]{2,30}共同))")
# 甲与乙, 甲、乙以及丙; not 参与, 共同, 合同, 埃及, 和平
_JOINT = re.compile(
    r"以及|联合(?!国|会|实|体|总|银|交)|联同|会同|携手|(?<!参)与(?!会)|(?<![共合相不协])同(?![时意济仁步样方业])|(?<!谐)和(?![平谐记])|跟(?!进)"
    r"|(?<!埃)(?<!以)(?<!普)及(?!时|其)|、"
)
# 四月三日, 本月廿三日, 二〇二五年十二月十五日: the day in Chinese numerals
_DAY_IN_WORDS = (
    r"(?:[〇零一二三四五六七八九]{4}年)?(?:(?:十[一二]?|[一二三四五六七八九]|[本上下]个?)月)?"
    r"(?:[一二三廿卅]?十?[一二三四五六七八九]|[一二三]?十)日"
)
_WHEN = (
    rf"(?:(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日|{_DAY_IN_WORDS}"
    r"|今日|今天|今早|昨日|昨天|前日|当日|当天|同日|日前|近日|近期|早前|此前|稍早|上周|本周"
    r"|(?:上|本|今|下)个?月(?:初|中旬?|[上下]旬|底|末)?(?:前|内)?|明[日天]|后天|下周|[上下]半年|第[一二三四]季度?|短期内|稍后|未来"
    r"|[今去前明]年(?:初|中|底|末|内|\d{1,2}月(?:初|中旬?|底)?|[上下]半年)?(?:前|内)?|年(?:初|中|底|末|内)(?:前|内)?"
    r"|\d{1,2}月(?:初|中旬?|[上下]旬|底|末)|[年月][初底]|(?:上|本)?周[一二三四五六日末]|星期[一二三四五六日])(?:\([^()]{1,8}\))?(?:上午|中午|下午|早上|晚上|晚)?"
)
# Not 在澳门的某某公司, which is who
_WHERE = r"[在于假][^,。;与和、的]{1,16}"
_IN_FIELDS = r"在[^,。;]{2,36}?(?:领域|方面|范畴)"
_FIELDS = re.compile(_IN_FIELDS)
# 今日在珠海正式签署, 分别代表双方签署: between the last side and the verb, or between a side and its 与
_ADVERB = re.compile(
    rf"(?:{_WHEN}|{_IN_FIELDS}|{_WHERE}|[三四五六七八九]方|双方|各方|[两三四五六七八九十\d]{{1,2}}[家个所](?:[^,。;与和、]{{0,6}}?)(?:单位|企业|公司|机构|银行|院校|高校|大学|商会)|同时|正式|联合|共同|分别|相继|先后|现场|进行|集中|成功|顺利|又|再|还|也|亦|已经|已|即将|将会|将|拟|(?<![委员协商工学议联公总董监国集盟])会|计划"
    # 计划, 准备, 有意, 冀: what is still to be signed
    r"|准备|筹备|有意|打算|预计|预期|(?<!津)冀|盼望?|希望|期望|期待|力争|争取|考虑|同意|决定|有望|可望|拟于|将于|(?<![方公真])正在?"
    r"|宣布|公布|公告|宣告|透露|作为代表|代表(?:双方|三方|各方|两校|两地|各自\S{2,4})?|举行|举办|举行了|完成|线上|就|并|一同|一起|现已|日前已|此次|首次|再次|最近"
    r"|[今昨]|了|达成共识|在线|通过视频|经过?[^,。;与和]{0,8}(?:协商|磋商|洽谈|讨论|沟通))$"
)
# 就机管局入股机场, 在科技、教育等领域
_TOPIC = re.compile(
    r"(?:(?<!成)就(?!业|职|读|医|是)|围绕|针对|在(?=[^,。;]{2,36}(?:方面|领域|范畴)))[^,。;与同跟]{2,40}$"
)
# 会上, 签约仪式上, 在某人见证下, 由: before the first side
_OPENING = re.compile(
    rf"(?:{_WHEN}|(?:会议|活动|仪式|典礼|访问|访港|推介会|交流会|发布会|大会|签约仪式|启动礼)(?:期间|现场|上|中|后)|会上|会后|会前|席间"
    r"|期间|其中|(?:首批|分别)(?:是|为|包括)|[此本是今]次|此外|另外|随后|同时|现场|当中|首先|其后|最后|据悉|另一方面|在[^,。;]{2,24}?(?:见证下|支持下|推动下|指导下|期间|现场|仪式上|会上|大会上)"
    r"|(?:本报|新华社|中新社|中新网|中评社)?[^,。;]{0,12}\d{1,2}日[电讯](?: ?\([^()]{1,30}\))? ?|由|经|来自|分别代表)"
)
_BRACKETS = re.compile(r"\([^()]{1,40}\)$")
# 等企业, 等三家机构
_AND_OTHERS = re.compile(
    r"等(?:(?:\d{1,3}|[一二三四五六七八九十两多数]{1,3})?[家间个所方宗项]?[\u4e00-\u9fff]{0,4}"
    r"(?:企业|项目|公司|机构|单位|高校|院校|大学|银行|部门|平台|商会|协会|集团|各方|多方))?$"
)
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z0-9À-ÿ&·.'’ ()“”「」‘’-]{2,30}")
# 公司, 大学, 局: what bodies are called
_ENDING = re.compile(
    r"(?:公司|集团|大学|学院|学校|中学|政府|[局厅署处委办部院会所社行馆厂司]|中心|银行|管委会|秘书处|平台|联盟|机构|实验室|基金|资本|科技|控股|国际"
    r"|实业|投资|证券|保险|物流|航运|地产|置业|药业|制药|船舶|重工|电气|股份|传媒|律师事务所|事务所|基地|园区|研究院|总部|港务|航空|机场|交易所|特区|中共中央|(?:日|商|晚|时|文汇|经济)报|电视台|电台|通讯社|[区镇市省县州]|街道)$"
)
# 局长陈某, 某校长: who signs for a body that is named right before
_OFFICER = re.compile(
    r"[\u4e00-\u9fff·]{0,12}?(?:[局署处厅部院校行会区市省州县司所社关馆庭]长|理事长|监事长|主席|主任|总裁|董事|总经理|书记|秘书|首席|代表|教授|博士|先生|女士|专员|总监|行政长官)"
    r"[\u4e00-\u9fff·]{0,8}"
)
# 海棠集团 in 海棠集团董事长某某
_BODY_OF_OFFICER = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9]{2,20}?(?:公司|集团|大学|学院|银行|政府|委员会|管委会|协会|商会|联会|总会|学会|研究院|中心|基金会|医院|交易所|法院|海关|联盟|科技|物流|控股|实业|能源|生物"
    r"|医药|汽车|电子|智能|机器人|证券|保险|资本|地产|航运|航空|港口|食品|[局厅署处])(?![局厅署处]?长$)"
)
# (香港)有限公司: what a listed name goes on with and still means the same body
_LEGAL_FORM = re.compile(r"(?:\([\u3400-\u9fff]{2,6}\))?(?:股份|集团|控股)?(?:有限公司|有限责任公司|公司)|集团")
# Words of a sentence, counts and descriptions: no name holds them
_NOBODY = re.compile(
    r"[签达]署?[了订]|签约|举行|举办|召开|宣布|公布|表示|指出|推动|推进|开展|加强|深化|进一步|见证|出席|参加|参观|考察|洽谈|(?<!华)为(?!民)|的(?!士|近)|了|被|把|从|包括|以及"
    r"|协议|备忘录|意向书|合约|项目$|计划$|仪式|会议$|论坛$|代表团|考察团|访问团|一行$|双方|三方|各方|两地|三地|彼此|对方|有关|相关|当地|其他|多[家间个所名]|若干|知名|著名|龙头企业|一[家间批系个]"
    r"|[\d一二三四五六七八九十两数各几]+[个家间所名项份位大方地市国省]|企业$|官员|领导|嘉宾|人士|学生|行政长官|(?<![\u4e00-\u9fff])[局署处厅部院校行会]长|\d{1,2}日"
    r"|部长|司长|市长|省长|总理|总统|大臣|主席$|董事长|理事长|总裁|总经理"
)
# 香港上市的甲控股, 总部在深圳的乙集团: what a firm is stands before its name
_WHICH = re.compile(
    r"[\u4e00-\u9fff]{0,10}(?:上市|注册|总部|控股|旗下|设立|成立|投资|专注|从事|主营)[\u4e00-\u9fff]{0,8}的(?=[\u4e00-\u9fffA-Za-z]{2})"
)
# 香港特区政府 before its 投资推广署
_GOVERNMENT = re.compile(r"香港(?:(?:特别行政区|特区)(?:政府)?)?|特区政府|国家|中国")
# 莫桑比克组织, 香港企业: nobody by name
_OF_A_PLACE = re.compile(
    r"[市省]?(?:的)?(?:组织|企业|公司|机构|高校|院校|大学|商会|银行|团体|学校|院校|单位|交易所|政府部门|代表)"
)
# 澳门两地海关, in 香港、澳门两地海关: no body of one place
_BOTH_PLACES = re.compile(r"[两三]地")
# 该公司, 本校: said of one named before
_POINTS_BACK = re.compile(r"[这那该此本我](?!溪|田|钢|不|地)|其(?!士)")
# The whole subject stands in an earlier clause: 并与, 将与, 与
_NO_SUBJECT = frozenset(("", "并", "又", "还", "也", "亦", "再", "另", "而", "则", "同时", "且"))
# 公司同时与某某签署: who was the subject before
_THE_FIRM = frozenset(("公司", "集团", "该公司", "该集团", "该行", "该校"))
# 两地政府签署了, 双方今日又签署: the subject is those named before
_THE_SIDES = re.compile(
    rf"(?:^|[,。;:!?\n])(?:其间|会上|期间|会后|当天)?,?(?:[两三双四各]方|[两三]地(?:政府)?|[两三]校|双方代表|[两三]地代表)(?:{_WHEN}|{_WHERE}|正式|共同|联合|又|还|也|已|现场|分别|再|先后|能够?|得以|[此今是本]次){{0,3}}$"
)
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
    found = SidesReader(names, sentence.sentence.start).before(end)
    return found or (sides_in_sentence(names, sentence) if verb.kind == "ceremony" else ())


def sides_in_sentence(names: Names, sentence: CuedSentence) -> tuple[Party, ...]:
    """The sides before the first verb of signing in a Chinese sentence that has two or more; else empty."""
    for verb in sentence.of("sign", "ceremony") if sentence.han else ():
        if sides := SidesReader(names, sentence.sentence.start).before(verb.start):
            return sides
    return ()


def calls_them_sides(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether the subject of the verb is only 双方, 两地政府."""
    start = max(sentence.sentence.start - 1, event.verb.start - _SIDES_REACH, 0)
    return sentence.han and _THE_SIDES.search(folded, start, event.verb.start) is not None


class SidesReader:
    """Reads the list of names that ends right before a verb."""

    def __init__(self, names: Names, start: int) -> None:
        self._names, self._folded, self._start = names, names.text.folded, start

    def before(self, verb: int) -> tuple[Party, ...]:
        """The sides told in the clause of ``verb``, or in the one before where that only tells when and where."""
        start = self.clause(verb)
        end = self.without_adverbs(start, verb)
        if start == end and start > self._start:
            before = start - 1
            start = self.clause(before)
            end = self.without_adverbs(start, before)
        start = self.after_openings(start, end)
        bounds = self._parts(start, end)
        if len(bounds) < 2 or len(bounds) > _MOST:
            return ()
        first = self._subject(start, *bounds[0])
        sides = [first, *(self._side(*part) for part in bounds[1:])]
        found = [side for side in sides if side is not None]
        if len(found) < len(sides) or not self._begins_with_body(bounds, found):
            return ()
        kept = {side.slug or side.name: side for side in found}
        return tuple(kept.values()) if len(kept) > 1 else ()

    def listed(self, start: int, end: int) -> tuple[Party, ...]:
        """The names of a list that is all of ``[start, end)``, one or more and each sure to be one; else empty."""
        bounds = self._parts(start, end)
        sides = [
            self.told_before(part[0]) if self._folded[slice(*part)] in _THE_FIRM else self._side(*part)
            for part in bounds[:_MOST]
        ]
        found = [side for side in sides if side is not None]
        is_whole = len(found) == len(bounds) and all(self._is_sure(*pair) for pair in zip(bounds, found, strict=True))
        return tuple({side.slug or side.name: side for side in found}.values()) if is_whole else ()

    def named(self, start: int, end: int) -> list[Party]:
        """Those of a list that are names; what else stands in it is left out."""
        return [side for part in self._parts(start, end)[:_MOST] if (side := self._side(*part))]

    def _is_sure(self, bounds: tuple[int, int], side: Party) -> bool:
        """Whether a name is listed or ends as the names of bodies do."""
        called = fold(side.name)
        ends = _ENDING.search(called) or FIRM_ENDING_ZH.search(called)
        return not side.is_place and bool(side.slug or ends or self._is_called(*bounds))

    def _begins_with_body(self, bounds: list[tuple[int, int]], found: list[Party]) -> bool:
        """Whether the first side, or every other one, is sure to be one: 科技创新、青年交流 are none."""
        sure = [
            bool(side.slug or _ENDING.search(fold(side.name)) or self._is_called(*part))
            for part, side in zip(bounds, found, strict=True)
        ]
        return bounds[0][0] == bounds[0][1] or sure[0] or 2 * sum(sure) >= len(sure)

    def clause(self, end: int) -> int:
        """Where the clause that ends at ``end`` begins."""
        start = max(self._start, end - _REACH)
        for mark in _CLAUSE.finditer(self._folded, start, end):
            start = mark.end()
        return start

    def without_adverbs(self, start: int, end: int) -> int:
        """Where ``[start, end)`` ends without what tells when, where, how and about what."""
        while end > start:
            topic = _TOPIC.search(self._folded, max(start, end - _ADVERB_REACH), end)
            end = topic.start() if topic else end
            while end > start and self._folded[end - 1] in " ,":
                end -= 1
            adverb = _ADVERB.search(self._folded, max(start, end - _ADVERB_REACH), end)
            if adverb is None or self._within_name(adverb.start(), end):
                break
            end = adverb.start()
        return end

    def _within_name(self, start: int, end: int) -> bool:
        """Whether the words belong to a name that the article is known to hold (会 in 新会)."""
        bodies = self._names.organisations_in(max(0, start - _LONGEST), end)
        places = (m for m in self._names.places_everywhere if m.end == end)
        return any(m.start < start < m.end for m in (*bodies, *places))

    def after_openings(self, start: int, end: int) -> int:
        while opening := _OPENING.match(self._folded, start, end):
            start = opening.end()
        while start < end and self._folded[start] == " ":
            start += 1
        return start

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches between the joints; one inside a name or in brackets joins nothing."""
        inside = [(m.start, m.end) for m in self._names.organisations_in(start, end)]
        inside += [fields.span() for fields in _FIELDS.finditer(self._folded, start, end)]
        parts: list[tuple[int, int]] = []
        at, joined_by = start, ""
        for joint in _JOINT.finditer(self._folded, start, end):
            is_inner = any(s < joint.start() and joint.end() < e for s, e in inside)
            if is_inner or self._in_brackets(start, joint.start()):
                continue
            self._add(parts, at, joint.start(), joined_by)
            at, joined_by = joint.end(), joint[0]
        self._add(parts, at, end, joined_by)
        return parts

    def _in_brackets(self, start: int, at: int) -> bool:
        return self._folded.count("(", start, at) > self._folded.count(")", start, at)

    def _add(self, parts: list[tuple[int, int]], start: int, end: int, joined_by: str) -> None:
        """One more stretch; of a list that goes on, 翻译及外语学院 is one name, as 翻译 is none."""
        if joined_by in ("及", "和") and parts and not self._is_called(*parts[-1]) and self._is_called(start, end):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))

    def _is_called(self, start: int, end: int) -> bool:
        """Whether a stretch ends as the name of a body or place does."""
        end = self.without_adverbs(start, end)
        ends_name = any(m.end == end for m in [*self._names.organisations_in(start, end), *self._names.places])
        return ends_name or self._folded[end - 1 : end] == ")" or _ENDING.search(self._folded, start, end) is not None

    def _subject(self, clause: int, start: int, end: int) -> Party | None:
        """The first side; where the clause has none (并与乙签署) the body that begins the sentence."""
        end = self.without_adverbs(start, end)
        if self._folded[start:end] in _THE_FIRM:
            return self.told_before(start)
        if self._folded[start:end] not in _NO_SUBJECT:
            return self._side(start, end)
        begin = self.after_openings(self._start, clause)
        first = next(iter(self._names.organisations_in(begin, clause)), None)
        if first and first.start == begin:
            return self._names.party(first)
        mark = _CLAUSE.search(self._folded, begin, clause)
        told_by = self._side(begin, mark.start()) if mark else None
        return told_by if told_by and _ENDING.search(told_by.name) else None

    def told_before(self, at: int) -> Party | None:
        """The body with which the sentence, or else the one before it, begins: whom 公司 means."""
        begin = self.after_openings(self._start, at)
        if own := next((m for m in self._names.organisations_in(begin, at) if m.start == begin), None):
            return self._names.party(own)
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
        which = _WHICH.match(folded, start, end)
        start = which.end() if which else start
        others = _AND_OTHERS.search(folded, start, end)
        end = others.start() if others else end
        brackets = _BRACKETS.search(folded, max(start, end - 42), end)
        called = end
        if brackets and brackets.start() > start:
            # 甲大学(深圳) is not 甲大学; other brackets only explain
            called = brackets.start()
            end = end if self._is_seat(brackets.start() + 1, end - 1) else called
        if not 2 <= end - start <= _LONGEST or not _NAME.fullmatch(folded, start, end):
            return None
        if _BOTH_PLACES.search(folded, start, end):
            return None
        if held := self._held(start, end):
            return self._names.party(held)
        body = _BODY_OF_OFFICER.match(folded, start, end)
        if body and _OFFICER.fullmatch(folded, body.end(), end):
            end = body.end()
        if seat := place_of_head(self._names, start, end):
            return seat
        if _POINTS_BACK.match(folded, start) or _NOBODY.search(folded, start, end):
            return None
        if any(m.start == start and _OF_A_PLACE.fullmatch(folded, m.end, end) for m in self._names.places):
            return None
        if _ENDING.search(folded, start, end) or (called < end and _ENDING.search(folded, start, called)):
            return self._place(start, end) or Party(self._names.text.text[start:end], "")
        return self._place(start, end) or self._unknown(start, end)

    def _is_seat(self, start: int, end: int) -> bool:
        """Whether a place stands in the brackets behind a name: 海棠大学(深圳) is not 海棠大学."""
        is_part = any(
            m.start < start and m.end == end + 1 for m in self._names.organisations_in(start - _LONGEST, end + 1)
        )
        return is_part or any((m.start, m.end) == (start, end) for m in self._names.places_everywhere)

    def _held(self, start: int, end: int) -> Mention | None:
        """The organisation that a side means: all of it, with its legal form or officer, or as a bureau."""
        for m in self._names.organisations_in(start, end):
            if m.start == start and (
                m.end == end
                or _OFFICER.fullmatch(self._folded, m.end, end)
                or (m.slug and _LEGAL_FORM.fullmatch(self._folded, m.end, end))
            ):
                return m
            if m.end == end and m.slug and _GOVERNMENT.fullmatch(self._folded, start, m.start):
                return m
        return None

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
        return None if is_person or end - start < 3 or end - start > 12 else Party(self._names.text.text[start:end], "")
