"""Those who agree: signatories of a paper, partners, buyers; each reading of a sentence that may show them."""

import re
from itertools import pairwise

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.names.nobody import UNNAMED_FIRMS
from articles.pipeline.deals.names.seats import SEAT
from articles.pipeline.deals.sides.acting import subject_of
from articles.pipeline.deals.sides.antecedents import (
    is_signed_at_meeting,
    members_before,
    names_two_sides,
    pair_before,
    subject_before,
    two_bodies_before,
)
from articles.pipeline.deals.sides.called_before import other_called_by_kind
from articles.pipeline.deals.sides.chinese import sides_after_ground, sides_before_verb, sides_in_sentence
from articles.pipeline.deals.sides.clauses_latin import sides_of_coordinated
from articles.pipeline.deals.sides.full_names import in_full, is_finer
from articles.pipeline.deals.sides.heads_english import bodies_of_officers, places_of_heads
from articles.pipeline.deals.sides.parties import bodies_among, signatories, unique
from articles.pipeline.deals.sides.subjects import places_of_officials, sides_by_grammar, sides_told_after
from articles.pipeline.deals.sides.subjects_chinese import subject_chinese
from articles.pipeline.deals.sides.tellers_chinese import calls_them_sides

# Verbs by which a paper is made
MAKES_PAPERS = ("sign", "form", "ceremony")

# Between two bodies that act together: "A and B", "A with B", 甲与乙
_JOINED = re.compile(
    r"(?: (?:has|have) \w+ed)? ?(?:\([^()]{1,20}\) ?)?(?:,? and(?: the)?|with(?: the)?|与|和|同|跟|及|、|e [oa]"
    r"|com [oa]) ?"
)

# "A and B witnessed the signing"
_WITNESS = re.compile(r" (?:of [\w ]{1,30} )?(?:jointly |today )?witness")

# '…," said Chen Wei, deputy head of the board': who speaks stands behind the words
_SAID_BY = re.compile(r"[\"”’'],? (?:said|says|disse|afirmou) ")

# 粤港合资公司获批: what is set up, not who does it
_THE_VENTURE = re.compile(r"[合][资資營营](?:公司|企業|企业)")


class Signing:
    """Finds signatories; ``last`` are those who signed last, for "the two sides"."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self.last: tuple[Party, ...] = ()

    def named(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The signatories; where only "the two sides" or one of them is named, what the text named together before."""
        material = self._material
        if own := sides_of_coordinated(material.names, sentence, event):
            return own
        by_grammar = sentence.han and not _titles_name_sides(material.names, event)
        shown = self._by_chinese_grammar(sentence, event) if by_grammar else ()
        if bodies_among(shown) and (sentence.sentence.paragraph or bodies_among(shown) > 1):
            return shown
        found = self._by_grammar(sentence, event, signatories(material.names, sentence, event))
        found = shown if shown and (bodies_among(shown) or not bodies_among(found)) else found
        if bodies_among(found) < 2 and (joined := self._joined_in_lead(sentence)):
            return joined
        if len(found) > 1:
            return found
        if len(found) == 1 and (other := other_called_by_kind(material.names, sentence, event)):
            return unique((*found, other))
        if len(found) == 1 and (known := subject_before(material, sentence, found[0])):
            return (known, *found)
        pair = material.names.pair_in(sentence.sentence.start, sentence.sentence.end)
        if pair and not material.names.organisations_in(sentence.sentence.start, sentence.sentence.end):
            return pair
        if not found and (two := two_bodies_before(material, sentence, event)):
            return two
        if not found and UNNAMED_FIRMS.search(material.folded, sentence.sentence.start, sentence.sentence.end):
            return ()
        if not found and (
            names_two_sides(material.folded, sentence) or is_signed_at_meeting(material.folded, sentence, event)
        ):
            return self.last or pair_before(material, sentence)
        return found or members_before(material, sentence)

    def _joined_in_lead(self, sentence: CuedSentence) -> tuple[Party, ...]:
        """Of a headline: the bodies that the sentence after it joins; else empty."""
        names = self._material.names
        lead = self._material.following(sentence) if sentence.sentence.paragraph == 0 else None
        if lead is None:
            return ()
        return sides_in_sentence(names, lead) or _joined_bodies(names, lead.sentence.start, lead.sentence.end)

    def _by_chinese_grammar(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """The sides that stand before a Chinese verb of signing, or those told before whom it calls 两地政府, 双方."""
        if event.type not in DOCUMENTS and event.rule != "bought":
            return ()
        if event.verb.kind not in (*MAKES_PAPERS, "partner") and event.rule != "talks-opened":
            return ()
        if told_after := sides_after_ground(self._material.names, sentence, event):
            return in_full(self._material.names, told_after)
        if calls_them_sides(self._material.folded, sentence, event):
            # 甲与乙举行会谈,双方签署: named in the sentence itself, or before it
            return in_full(self._material.names, sides_before_verb(self._material.names, sentence, event)) or self.last
        shown = sides_before_verb(self._material.names, sentence, event)
        paper = self._material.text.text[event.thing.start : event.thing.end]
        if event.rule == "talks-opened" and any(paper.endswith(party.name) for party in shown):
            # 就促进和保护投资协定与某国: the paper is no side
            return ()
        return in_full(self._material.names, shown)

    def _by_grammar(self, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """``found``, or the sides that grammar shows where these are more, or name bodies instead of places."""
        is_paper = event.type in (*DOCUMENTS, "procurement") or event.rule in ("order", "bought")
        makes = event.verb.kind in (*MAKES_PAPERS, "reach") or event.type == "joint_venture"
        if not is_paper or not makes:
            return found
        names, following = self._material.names, self._material.following(sentence)
        if heads := _heads_who_sign(names, sentence, event):
            return heads
        shown = sides_by_grammar(names, sentence, event) or places_of_officials(names, sentence, event)
        if (shown or not found) and following and (more := sides_told_after(names, following)):
            shown = unique((*shown, *more))
        if len(shown) == 1:
            if shown[0].is_place and not found and sentence.sentence.lang.startswith("en"):
                # "Elmshire, home to many firms, has signed": the city itself
                return shown
            return _with_subject(shown[0], found)
        if len(shown) > 1 and {_seat_of(party) for party in shown} == {_seat_of(party) for party in found}:
            return shown
        is_better = _is_richer(shown, found) or is_finer(shown, found) or _has_owner(names, sentence, shown, found)
        return shown if len(shown) > 1 and is_better else found


_CONTRACTS = ("procurement", "acquisition", "equity_investment", "construction_contract", "bond_loan", "land")
_TWO = 2


def signing_by_grammar(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The two whom a Chinese sentence joins before its verb of signing, whatever they sign (甲与乙签订采购合同)."""
    if event.type not in _CONTRACTS or event.verb.kind not in MAKES_PAPERS:
        return found
    shown = sides_before_verb(material.names, sentence, event)
    if bodies_among(shown) < _TWO or len(shown) < bodies_among(found):
        return found
    return unique(
        (*shown, *(p for p in found if not p.is_place and _is_new(p, shown))) if event.type == "bond_loan" else shown
    )


def _is_new(party: Party, shown: tuple[Party, ...]) -> bool:
    return not any(party.name in other.name or other.name in party.name for other in shown)


def _titles_name_sides(names: Names, event: Event) -> bool:
    """Whether the titles of the papers name two bodies (《甲与乙合作协议》)."""
    named = {m.slug or m.name for span in event.titles for m in names.organisations_in(*span)}
    return len(named) > 1


# "Witnessed by the two mayors, Foo and Bar signed": who looks on
_LOOKS_ON = re.compile(r"\b(?:witness|presence of|watched|attended|presided|overseen|accompanied|invit)")


def _heads_who_sign(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The places or bodies whose heads sign, before the verb, those of places also behind "signed by"; else empty."""
    start, end = sentence.sentence.start, sentence.sentence.end
    if _LOOKS_ON.search(names.text.folded, start, end):
        return ()
    verb = event.verb
    return (
        places_of_heads(names, sentence, start, verb.start)
        or places_of_heads(names, sentence, verb.end, end)
        or bodies_of_officers(names, sentence, start, verb.start)
    )


# "Foo, a unit of Elm Holdings, and Bar signed": between the comma and the owner
_IN_PASSING = re.compile(
    r", (?:an?|the|its|which|who|whose|part of|owned by|controlled by|backed by|formerly|one of"
    r"|together owned by|led by|run by|listed (?:in|on)|based in|known as|home to)\b[^,;]{0,80}$"
    # ", Asia's largest landlord backed by "
    r"|, [A-Z][\w’-]{1,20}['’]s [^,;]{2,80}$"
)
_PASSING_REACH = 100


def _has_owner(names: Names, sentence: CuedSentence, shown: tuple[Party, ...], found: tuple[Party, ...]) -> bool:
    """Whether of as many sides some were found only in what is said of others in passing."""
    text, start = names.text.text, sentence.sentence.start
    others = [party for party in found if all(party.name not in one.name for one in shown)]
    starts = [text.find(party.name, start, sentence.sentence.end) for party in others]
    return (
        len(shown) <= len(found)
        and bool(others)
        and all(at >= 0 and _IN_PASSING.search(text, max(start, at - _PASSING_REACH), at) for at in starts)
    )


def _is_richer(shown: tuple[Party, ...], found: tuple[Party, ...]) -> bool:
    """Whether more are shown than found, or of as many more bodies; or two bodies and more bodies than found."""
    bodies, found_bodies = bodies_among(shown), bodies_among(found)
    return (len(shown), bodies) > (len(found), found_bodies) or 1 < bodies > found_bodies


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


def _seat_of(party: Party) -> str:
    """What a party stands for: the slug, for the government of Hong Kong or Macao that of the city, else the name."""
    return SEAT.get(party.slug, party.slug or party.name)


def _joined_bodies(names: Names, start: int, end: int) -> tuple[Party, ...]:
    """Two or more organisations joined by "and", "with", 与 in ``[start, end)``; else empty."""
    inside = names.organisations_in(start, end)
    for first, second in pairwise(inside):
        looks_on = _WITNESS.match(names.text.folded, second.end)
        if not looks_on and _JOINED.fullmatch(names.text.folded, first.end, second.start):
            return unique((names.party(first), names.party(second)))
    return ()


def only_buyers(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Of those who sign for what is bought or built, the bodies, or the subject where only places were found.

    The places of "the contract for the Shenzhen-Macao tunnel project" are the project's.
    """
    if sentence.han and bodies_among(found):
        found = tuple(party for party in found if not party.is_place)
    if all(party.is_place for party in found):
        return subject_of(material.names, sentence, event) or found
    return found


def with_speaker(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The one with whom talks are held, and the body whose official says so: 某某局局长表示,正与…研究."""
    if len(found) != 1:
        return found
    names, folded, other = material.names, material.folded, found[0]
    bodies = [names.party(m) for m in names.organisations_in(sentence.sentence.start, event.verb.start)]
    said = _SAID_BY.search(folded, event.end, sentence.sentence.end)
    if said and not bodies:
        bodies = [names.party(m) for m in names.organisations_in(said.end(), sentence.sentence.end)]
    speaking = (body for body in bodies[:1] if (body.slug or body.name) != (other.slug or other.name))
    return (*speaking, *found)


def without_venture(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Those who found a Chinese joint venture, without the venture itself."""
    if not sentence.han:
        return found
    if not bodies_among(found):
        found = subject_chinese(material.names, sentence, event) or found
    return tuple(party for party in found if not _THE_VENTURE.search(party.name))
