"""The parties of each event of an article, in the order in which it is told."""

import re
from itertools import pairwise

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.full_names import belongs_to, goes_on, in_full, is_finer
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.parties import OTHERS_LISTED, issuers, signatories, unique
from articles.pipeline.deals.purchases import signed_before
from articles.pipeline.deals.seats import SEAT
from articles.pipeline.deals.sides_chinese import calls_them_sides, sides_before_verb, sides_in_sentence
from articles.pipeline.deals.subjects import (
    beside_buyer,
    places_of_officials,
    sides_by_grammar,
    sides_told_after,
    subjects_by_grammar,
    told_of,
    winners,
)
from articles.pipeline.deals.subjects_chinese import openers_chinese, sides_by_rule, subject_chinese
from articles.pipeline.deals.supplies import other_side
from articles.pipeline.deals.unlisted import unlisted_signatories, unlisted_subjects

_MAKES_PAPERS = ("sign", "form", "ceremony")
_AGREEING = ("consultation", "undertaking", "partnership", "bought")

# "the two sides", "both governments", 双方
_TWO_SIDES = re.compile(
    r"\b(?:the|both) (?:two )?(?:sides|parties|governments|cities|places)\b|双方|两地|三地"
    r"|\b(?:as duas|ambas as) (?:partes|cidades|regiões)\b"
    r"|\bos dois lados\b"
)

# "they", "the company", 该行: the subject was named before
_PRONOUN = re.compile(
    r"\b(?:they|it|the company|the firm|his company|her company|the bank|the group|the institute|the university)\b"
    r"|公司|集团|该行|该校"
)

# Between two bodies that act together: "A and B", "A with B", 甲与乙
_JOINED = re.compile(
    r"(?: (?:has|have) \w+ed)? ?(?:\([^()]{1,20}\) ?)?(?:,? and(?: the)?|with(?: the)?|与|和|同|跟|及|、|e [oa]"
    r"|com [oa]) ?"
)


# "It", "The Zhuhai-based company": who was named before
_KNOWN_SUBJECT = re.compile(
    r"(?:it|the (?:[\w-]{1,20}-(?:based|listed|headquartered) )?(?:company|firm|group|bank|university|institute"
    r"|exchange"
    r"|airline|bureau|hospital|operator|insurer|carmaker|developer|council|association)|a (?:empresa|universidade"
    r"|associação|instituição)|o (?:grupo|banco|instituto))\b"
)
_BEFORE_REACH = 2
# '…," said Chen Wei, deputy head of the board': who speaks stands behind the words
_SAID_BY = re.compile(r"[\"”’'],? (?:said|says|disse|afirmou) ")


# 'the Fund for Harbour Towns ("Harbour Fund")': up to the thing named again in brackets
_IN_BRACKETS = re.compile(r" \(\W?[\w -]{0,40}")

# "A and B witnessed the signing"
_WITNESS = re.compile(r" (?:of [\w ]{1,30} )?(?:jointly |today )?witness")

# 粤港合资公司获批: what is set up, not who does it
_THE_VENTURE = re.compile(r"[合][资資營营](?:公司|企業|企业)")

# Rules whose verb says enough, whoever is named
_WITHOUT_SIDES = ("effect", "shares", "allowed", "measure")

_VERB_REACH = 40

# "Zhuhai-Macao", "Hong Kong / Shenzhen", and the words up to what is called so
_DASH = re.compile(r" ?[-–/] ?")
_CALLED_AFTER = re.compile(r"(?: [\w’'-]{1,20}){0,5} ")
_CALLED_AFTER_ZH = 12

# What firms do alone
_OF_FIRMS = frozenset(
    (
        "acquisition",
        "equity_investment",
        "ipo_listing",
        "construction_contract",
        "launch_opening",
        "procurement",
        "land",
        "fund",
    )
)


# What is let to a winner
_LET = ("construction_contract", "procurement")


class Sides:
    """Finds parties; remembers who signed last, for "the two sides"."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._last: tuple[Party, ...] = ()

    def may_act(self, sentence: CuedSentence, event: Event) -> bool:
        """False for a partnership or a bare 签约 of nobody named: cities that "team up" have agreed on nothing."""
        if event.rule != "partnership" and event.thing.start != event.verb.start:
            return True
        if event.rule != "partnership":
            is_told = event.type not in DOCUMENTS or event.rule in _WITHOUT_SIDES
            return is_told or len(self._signing(sentence, event)) > 1
        following = self._material.following(sentence) if sentence.sentence.paragraph == 0 else None
        end = (following or sentence).sentence.end
        names = self._material.names
        bodies = names.organisations_in(sentence.sentence.start, end)
        if len(bodies) == 1:
            return bool(unlisted_signatories(names, sentence, event, names.party(bodies[0])))
        return len(bodies) > 1

    def of(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """Those who sign, issue, open or agree, and of an order the other side."""
        told = sides_by_rule(self._material.names, sentence, self._material.following(sentence), event)
        if told is not None:
            return told
        found = self._making(sentence, event)
        others = other_side(self._material.names, sentence, event) if event.type == "procurement" else ()
        return unique((*found, *others)) if others else found

    def _making(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        if (
            event.type in DOCUMENTS
            or event.rule in _AGREEING
            or (event.rule in ("order", "bond") and event.verb.kind == "sign")
        ):
            found = self._signing(sentence, event)
            if event.rule == "bought" and sentence.han and _bodies(found):
                found = tuple(party for party in found if not party.is_place)
            if event.rule == "bought" and all(party.is_place for party in found):
                # The places of "the contract for the Shenzhen-Macao tunnel project" are the project's
                found = self._subject(sentence, event) or found
            if event.rule == "consultation" and len(found) == 1:
                found = (*self._speaking(sentence, event, found[0]), *found)
            if event.rule == "in-force" and not found:
                # Who signed what now takes effect was told before
                return self._last
            if event.type == "joint_venture" and sentence.han:
                found = tuple(party for party in found if not _THE_VENTURE.search(party.name))
            if event.type in DOCUMENTS and len(found) > 1:
                self._last = found
            is_made = event.verb.kind in _MAKES_PAPERS
            return found or (self._pair_of_thing(sentence, event) if is_made else ())
        return self._acting(sentence, event)

    def _acting(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        following = self._material.following(sentence)
        signed = signed_before(sentence, event) if event.rule == "corporate" else None
        if signed and len(both := sides_by_grammar(self._material.names, sentence, signed)) > 1:
            return both
        found = subject_chinese(self._material.names, sentence, event)
        found = found or (told_of(self._material.names, sentence, event) if event.type in _OF_FIRMS else ())
        found = found or issuers(self._material.names, sentence, event) or self._known_subject(sentence, event)
        if event.rule == "effect" and event.verb.kind == "begin" and "implement" in self._words_from(event):
            # The places before "was implemented" are the scheme's, and say nothing of who did it
            found = tuple(party for party in found if not party.is_place)
        if event.type == "ipo_listing" and found and (subject := self._subject(sentence, event)):
            # Who goes public is the subject, whichever other firms are named
            found = subject
        if event.type in _OF_FIRMS and found and len(found) < len(shown := self._subject(sentence, event)):
            # Of a list of those who act, only some may be on a list of ours
            found = shown if all(any(a.name == b.name for b in shown) for a in found) else found
        found = self._in_full(sentence, event, found)
        if (event.type in _LET or event.rule == "bought-pt") and (
            won := winners(self._material.names, sentence, event)
        ):
            found = unique((*found, *won))
        found = found or self._subject(sentence, event)
        if event.rule == "bought-pt":
            return unique((*found, *beside_buyer(self._material.names, sentence)))
        if event.type == "launch_opening" and len(found) < 2:
            return openers_chinese(self._material.names, sentence, following) or found
        if event.type != "fund":
            return found
        if sentence.han and _bodies(found) < 2:
            found = openers_chinese(self._material.names, sentence, None) or found
        found = found or self._two_before(sentence, event) or self._pair_of_thing(sentence, event)
        found = tuple(party for party in found if not self._is_thing(sentence, event, party))
        return unique((*found, *sides_told_after(self._material.names, following))) if found and following else found

    def _in_full(self, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """``found``, or the subject whose name goes on where that of a listed firm ends ("CRRC Elm Rolling Stock")."""
        if len(found) != 1 or found[0].is_place or event.type not in _OF_FIRMS:
            return found
        shown = self._subject(sentence, event)
        if len(shown) != 1:
            return found
        is_owned = belongs_to(self._material.text.text, sentence.sentence.start, shown[0].name, found[0].name)
        return shown if is_owned or goes_on(found[0].name, shown[0].name) else found

    def _two_before(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The places that stand together as the subject: "The Zhuhai and Macao governments are setting up"."""
        sides = self._material.names.sides_in(sentence.sentence.start, event.start)
        return unique(map(self._material.names.party, sides)) if len(sides) > 1 else ()

    def _pair_of_thing(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The two places after which what is signed or set up is called: "Zhuhai-Macao youth fund", 珠澳基金."""
        names, folded, thing = self._material.names, self._material.folded, event.thing.start
        if sentence.han:
            return names.pair_in(max(sentence.sentence.start, thing - _CALLED_AFTER_ZH), thing)
        near = [m for m in names.places_everywhere if sentence.sentence.start <= m.start and m.end <= thing]
        for first, second in pairwise(near):
            if _DASH.fullmatch(folded, first.end, second.start) and _CALLED_AFTER.fullmatch(folded, second.end, thing):
                return unique((names.party(first), names.party(second)))
        return ()

    def _words_from(self, event: Event) -> str:
        return self._material.folded[event.verb.start : event.verb.start + _VERB_REACH]

    def _is_thing(self, sentence: CuedSentence, event: Event, party: Party) -> bool:
        """Whether a name is that of what is set up ("the Harbour Growth Fund was established"), not of who does it."""
        at = self._material.text.text.find(party.name, sentence.sentence.start, sentence.sentence.end)
        end = at + len(party.name)
        is_inside = 0 <= at <= event.thing.start and event.thing.end <= end
        return is_inside or (at >= 0 and bool(_IN_BRACKETS.fullmatch(self._material.folded, end, event.thing.start)))

    def _subject(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The unlisted firms that buy, list, build or open, where grammar shows it."""
        if event.type not in _OF_FIRMS:
            return ()
        names = self._material.names
        return unlisted_subjects(names, sentence, event) or subjects_by_grammar(names, sentence, event)

    def _speaking(self, sentence: CuedSentence, event: Event, other: Party) -> tuple[Party, ...]:
        """The body whose official says that it is in talks with ``other``: 某某局局长表示,正与…研究."""
        names, folded = self._material.names, self._material.folded
        bodies = [names.party(m) for m in names.organisations_in(sentence.sentence.start, event.verb.start)]
        said = _SAID_BY.search(folded, event.end, sentence.sentence.end)
        if said and not bodies:
            bodies = [names.party(m) for m in names.organisations_in(said.end(), sentence.sentence.end)]
        return tuple(body for body in bodies[:1] if (body.slug or body.name) != (other.slug or other.name))

    def _known_subject(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """Of "they", "the company", 该行: the organisation last named in the paragraph."""
        material = self._material
        if not _speaks_of_known_subject(material.folded, sentence, event.start):
            return ()
        paragraph = material.text.paragraphs[sentence.sentence.paragraph]
        others = OTHERS_LISTED.search(material.folded, paragraph.start, sentence.sentence.start)
        end = others.start() if others and event.type == "ipo_listing" else sentence.sentence.start
        before = material.names.organisations_in(paragraph.start, end)
        return (material.names.party(before[-1]),) if before else ()

    def _signing(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The signatories; where only "the two sides" or one of them is named, what the text named together before."""
        material = self._material
        shown = self._by_chinese_grammar(sentence, event) if sentence.han and not event.titles else ()
        if _bodies(shown) and (sentence.sentence.paragraph or _bodies(shown) > 1):
            return shown
        found = self._by_grammar(sentence, event, signatories(material.names, sentence, event))
        found = shown if shown and (_bodies(shown) or not _bodies(found)) else found
        following = material.following(sentence) if sentence.sentence.paragraph == 0 else None
        if following and sum(not party.is_place for party in found) < 2:
            joined = sides_in_sentence(material.names, following) or _joined_bodies(
                material.names, following.sentence.start, following.sentence.end
            )
            if joined:
                return joined
        if len(found) > 1:
            return found
        if len(found) == 1 and (known := self._subject_before(sentence, found[0])):
            return (known, *found)
        pair = material.names.pair_in(sentence.sentence.start, sentence.sentence.end)
        if pair and not material.names.organisations_in(sentence.sentence.start, sentence.sentence.end):
            return pair
        if not found and _two_sides(material.folded, sentence):
            return self._last or self._pair_of_head() or self._pair_before(sentence)
        return found or self._listed_before(sentence)

    def _listed_before(self, sentence: CuedSentence) -> tuple[Party, ...]:
        """The members that the sentence before lists ("The alliance consists of …"), where one signs without a name."""
        before = self._material.sentences[sentence.index - 1] if sentence.index else None
        return sides_told_after(self._material.names, before) if before else ()

    def _by_chinese_grammar(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The sides that stand before a Chinese verb of signing, or those told before whom it calls 两地政府, 双方."""
        if (event.type not in DOCUMENTS and event.rule != "bought") or event.verb.kind not in (
            *_MAKES_PAPERS,
            "partner",
        ):
            return ()
        if calls_them_sides(self._material.folded, sentence, event):
            return self._last
        return in_full(self._material.names, sides_before_verb(self._material.names, sentence, event))

    def _by_grammar(self, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """``found``, or the sides that grammar shows where these are more, or name bodies instead of places."""
        is_paper = event.type in (*DOCUMENTS, "procurement") or event.rule in ("order", "bought")
        makes = event.verb.kind in (*_MAKES_PAPERS, "reach") or event.type == "joint_venture"
        if not is_paper or not makes:
            return found
        names, following = self._material.names, self._material.following(sentence)
        shown = sides_by_grammar(names, sentence, event) or places_of_officials(names, sentence, event)
        if shown and following and (more := sides_told_after(names, following)):
            shown = unique((*shown, *more))
        if len(shown) == 1:
            return _with_subject(shown[0], found)
        if len(shown) > 1 and {seat_of(party) for party in shown} == {seat_of(party) for party in found}:
            return shown
        is_richer = (len(shown), _bodies(shown)) > (len(found), _bodies(found)) or 1 < _bodies(shown) > _bodies(found)
        return shown if len(shown) > 1 and (is_richer or is_finer(shown, found)) else found

    def _subject_before(self, sentence: CuedSentence, other: Party) -> Party | None:
        """Of "It signed with …", "The Zhuhai-based firm …": the first organisation of the nearest sentence before."""
        material = self._material
        if sentence.sentence.paragraph == 0 or not _KNOWN_SUBJECT.match(material.folded, sentence.sentence.start):
            return None
        for before in reversed(material.sentences[max(0, sentence.index - _BEFORE_REACH) : sentence.index]):
            named = material.names.organisations_in(before.sentence.start, before.sentence.end)
            if named:
                known = material.names.party(named[0])
                return known if (known.slug or known.name) != (other.slug or other.name) else None
        return None

    def _pair_before(self, sentence: CuedSentence) -> tuple[Party, ...]:
        """The two bodies that the sentence before names, where it names just two."""
        material = self._material
        if not sentence.index:
            return ()
        before = material.sentences[sentence.index - 1].sentence
        bodies = material.names.organisations_in(before.start, before.end)
        pair = tuple({m.slug or m.name: material.names.party(m) for m in bodies}.values())
        return pair if len(pair) == 2 else ()

    def _pair_of_head(self) -> tuple[Party, ...]:
        """The two places that the head of the article names together."""
        material = self._material
        head = material.text.sentences[:3]
        if not head:
            return ()
        in_title = tuple(material.names.party(m) for m in material.names.sides_in(head[0].start, head[0].end))
        return in_title if len(in_title) == 2 else material.names.pair_in(0, head[-1].end)


def _with_subject(subject: Party, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """What was found, where grammar shows only who the subject is.

    "Elm Insurance of Macao has signed": a place says where the one that signs is from. "Elm announced that it has
    signed with Alder": one other body is the other side.
    """
    if not found and not subject.is_place:
        return (subject,)
    if subject.is_place or len(found) != 1:
        return found
    other = found[0]
    if other.is_place:
        return (subject,)
    is_same = other.name in subject.name or subject.name in other.name
    return found if is_same else (subject, other)


def seat_of(party: Party) -> str:
    """What a party stands for: the slug, for the government of Hong Kong or Macao that of the city, else the name."""
    return SEAT.get(party.slug, party.slug or party.name)


def _bodies(parties: tuple[Party, ...]) -> int:
    """How many of the parties are no places."""
    return sum(not party.is_place for party in parties)


def _joined_bodies(names: Names, start: int, end: int) -> tuple[Party, ...]:
    """Two or more organisations joined by "and", "with", 与 in ``[start, end)``; else empty."""
    inside = names.organisations_in(start, end)
    for first, second in pairwise(inside):
        looks_on = _WITNESS.match(names.text.folded, second.end)
        if not looks_on and _JOINED.fullmatch(names.text.folded, first.end, second.start):
            return unique((names.party(first), names.party(second)))
    return ()


def _two_sides(folded: str, sentence: CuedSentence) -> bool:
    """Whether the sentence says "the two sides", 双方."""
    return bool(_TWO_SIDES.search(folded, sentence.sentence.start, sentence.sentence.end))


def _speaks_of_known_subject(folded: str, sentence: CuedSentence, until: int) -> bool:
    """Whether the subject before ``until`` is a pronoun or "the company"."""
    return bool(_PRONOUN.search(folded, sentence.sentence.start, until))
