"""Those whom a sentence only calls "it", "the company", "the two sides": who was named before."""

import re
from collections.abc import Sequence
from itertools import pairwise

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.sides.parties import OTHERS_LISTED
from articles.pipeline.deals.sides.subjects import sides_told_after

# "the two sides", "both governments", 双方
_TWO_SIDES = re.compile(
    r"\b(?:the|both) (?:two )?(?:sides|parties|governments|cities|places)\b|双方|两地|三地"
    r"|\b(?:as duas|ambas as) (?:partes|cidades|regiões)\b"
    r"|\bos dois lados\b"
)

# "the two companies", 两家公司, "as duas empresas": two bodies that were named before
_TWO_BODIES = re.compile(
    r"\b(?:the|both|these) two (?:companies|firms|groups|universities|banks|airlines|carmakers|partners|exchanges"
    r"|hospitals|institutions|schools|operators|ports|bodies)\b|\bboth (?:companies|firms|groups|universities|banks)\b"
    r"|[两双](?:家(?:公司|企业|机构|银行|大学|集团|医院|港口)|校|企业)(?!以|和|与|的)"
    r"|\b(?:as duas|ambas as) (?:empresas|companhias|entidades|instituições|universidades|associações|operadoras)\b"
    r"|\b(?:os dois|ambos os) (?:bancos|grupos|institutos|organismos|parceiros|hospitais)\b"
)

# "they", "the company", 该行: the subject was named before
_PRONOUN = re.compile(
    r"\b(?:they|it|the company|the firm|his company|her company|the bank|the group|the institute|the university)\b"
    r"|公司|集团|该行|该校"
)

# "It", "The Zhuhai-based company": who was named before
_KNOWN_SUBJECT = re.compile(
    r"(?:it|the (?:[\w-]{1,20}-(?:based|listed|headquartered) )?(?:company|firm|group|bank|university|institute"
    r"|exchange"
    r"|airline|bureau|hospital|operator|insurer|carmaker|developer|council|association)|a (?:empresa|universidade"
    r"|associação|instituição)|o (?:grupo|banco|instituto))\b"
)
# "A empresa indicou ainda que": the same at the head of a Portuguese sentence
_SUBJECT_PT = re.compile(
    r"(?:a (?:mesma )?(?:empresa|companhia|transportadora|instituição|universidade|sociedade|concessionária"
    r"|operadora|associação)"
    r"|o (?:mesmo )?(?:grupo|banco|instituto|organismo))\b(?! d[aeo]s? )"
)
# "A fabricante prepara também": what firms are called when they are named again
_FIRM_PT = re.compile(
    r"(?:a (?:mesma |própria )?(?:empresa|companhia|sociedade|fabricante|produtora|farmacêutica|tecnológica|construtora"
    r"|cadeia|plataforma|start-?up|gestora|seguradora|multinacional|montadora|operadora|concessionária|transportadora"
    r"|firma)|o (?:mesmo |próprio )?(?:grupo|banco|consórcio|fabricante|conglomerado|produtor))\b(?! d[aeo]s? )"
)
_BEFORE_REACH = 2


def firm_before(sentence: CuedSentence, told: Sequence[Event]) -> tuple[Party, ...]:
    """Of "A empresa prepara …" in Portuguese: the first firm of the deal that was told right before; else empty."""
    if sentence.sentence.lang != "pt" or not sentence.sentence.paragraph:
        return ()
    for event in reversed(told):
        firms = [party for party in event.parties if not party.is_place]
        if firms and 0 < sentence.index - event.sentence <= _BEFORE_REACH:
            return tuple(firms[:1])
    return ()


def calls_firm_again(folded: str, sentence: CuedSentence) -> bool:
    """Whether a sentence begins with what a firm is, which was named before."""
    return _FIRM_PT.match(folded, sentence.sentence.start) is not None


def known_subject(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Of "they", "the company", 该行: the organisation last named in the paragraph."""
    if _SUBJECT_PT.match(material.folded, sentence.sentence.start) and sentence.sentence.lang == "pt":
        first = material.sentences[max(0, sentence.index - _BEFORE_REACH)].sentence.start
        named = material.names.organisations_in(first, sentence.sentence.start)
        return (material.names.party(named[-1]),) if named and sentence.sentence.paragraph else ()
    if not _PRONOUN.search(material.folded, sentence.sentence.start, event.start):
        return ()
    paragraph = material.text.paragraphs[sentence.sentence.paragraph]
    others = OTHERS_LISTED.search(material.folded, paragraph.start, sentence.sentence.start)
    end = others.start() if others and event.type == "ipo_listing" else sentence.sentence.start
    before = material.names.organisations_in(paragraph.start, end)
    return (material.names.party(before[-1]),) if before else ()


def subject_before(material: Material, sentence: CuedSentence, other: Party) -> Party | None:
    """Of "It signed with …", "The Zhuhai-based firm …": the first organisation of the nearest sentence before."""
    if sentence.sentence.paragraph == 0 or not _KNOWN_SUBJECT.match(material.folded, sentence.sentence.start):
        return None
    for before in reversed(material.sentences[max(0, sentence.index - _BEFORE_REACH) : sentence.index]):
        named = material.names.organisations_in(before.sentence.start, before.sentence.end)
        if named:
            known = material.names.party(named[0])
            return known if (known.slug or known.name) != (other.slug or other.name) else None
    return None


def names_two_sides(folded: str, sentence: CuedSentence) -> bool:
    """Whether the sentence says "the two sides", 双方."""
    return bool(_TWO_SIDES.search(folded, sentence.sentence.start, sentence.sentence.end))


def two_bodies_before(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Of "the two companies signed": the two bodies that the sentence before names; else empty."""
    if not _TWO_BODIES.search(material.folded, sentence.sentence.start, event.verb.start):
        return ()
    return pair_of_sentence_before(material, sentence)


# "Five agreements were signed after the meeting": by those who met
_AT_MEETING = re.compile(
    r" (?:was|were|has been|have been) (?:also )?signed (?:after|at|during|following) (?:the|this|that) (?:\w+ ){0,3}?"
    r"(?:meeting|conference|plenary|session|talks|summit)\b"
)


def is_signed_at_meeting(folded: str, sentence: CuedSentence, event: Event) -> bool:
    """Whether an English sentence says only of a paper that it "was signed after the meeting"."""
    if not sentence.sentence.lang.startswith("en"):
        return False
    return _AT_MEETING.match(folded, event.thing.end, sentence.sentence.end) is not None


def pair_before(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The two whom the article has named together by then: the places of its head, the bodies before, else the last
    two places that are joined."""
    return _pair_of_head(material) or pair_of_sentence_before(material, sentence) or _places_joined(material, sentence)


# "Hong Kong-Shanghai conference", "Hong Kong and Shanghai held"
_JOINS_PLACES = re.compile(r"[-–/]| and |与|和|、| e ")


def _places_joined(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The last two different places that stand joined before the end of the sentence."""
    told = [m for m in material.names.places if m.end <= sentence.sentence.end]
    for one, other in reversed(list(pairwise(told))):
        if one.slug != other.slug and _JOINS_PLACES.fullmatch(material.folded, one.end, other.start):
            return material.names.party(one), material.names.party(other)
    return ()


def _pair_of_head(material: Material) -> tuple[Party, ...]:
    """The two places that the head of the article names together."""
    head = material.text.sentences[:3]
    if not head:
        return ()
    in_title = tuple(material.names.party(m) for m in material.names.sides_in(head[0].start, head[0].end))
    return in_title if len(in_title) == 2 else material.names.pair_in(0, head[-1].end)


def pair_of_sentence_before(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The two bodies that the sentence before names, where it names just two."""
    if not sentence.index:
        return ()
    before = material.sentences[sentence.index - 1].sentence
    bodies = material.names.organisations_in(before.start, before.end)
    pair = tuple({m.slug or m.name: material.names.party(m) for m in bodies}.values())
    return pair if len(pair) == 2 else ()


def members_before(material: Material, sentence: CuedSentence) -> tuple[Party, ...]:
    """The members that the sentence before lists ("The alliance consists of …"), where one signs without a name."""
    before = material.sentences[sentence.index - 1] if sentence.index else None
    return sides_told_after(material.names, before) if before else ()
