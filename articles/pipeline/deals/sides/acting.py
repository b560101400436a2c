"""Those who act: who opens, issues, lists, buys, builds or sets up; and what is corrected of them by kind of deal."""

from articles.pipeline.deals.events import CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Names, Party
from articles.pipeline.deals.rules.purchases import signed_before
from articles.pipeline.deals.sides.again_english import called_again
from articles.pipeline.deals.sides.antecedents import known_subject
from articles.pipeline.deals.sides.full_names import belongs_to, goes_on
from articles.pipeline.deals.sides.named_after import is_thing, pair_of_thing
from articles.pipeline.deals.sides.parties import bodies_among, issuers, unique
from articles.pipeline.deals.sides.subjects import (
    beside_buyer,
    sides_by_grammar,
    sides_told_after,
    subjects_by_grammar,
    tells_of_itself,
    told_of,
    winners,
)
from articles.pipeline.deals.sides.subjects_chinese import openers_chinese, subject_chinese
from articles.pipeline.deals.sides.unlisted import unlisted_subjects

# What firms do alone
OF_FIRMS = frozenset(
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

_VERB_REACH = 40


def those_who_act(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Those whom the first of these readings shows: Chinese grammar, what somebody tells of them, the names around
    the verb, what was named before."""
    names = material.names
    return (
        subject_chinese(names, sentence, event)
        or (told_of(names, sentence, event) if event.type in OF_FIRMS else ())
        or issuers(names, sentence, event)
        or _called_again(material, sentence, event)
        or known_subject(material, sentence, event)
        or (tells_of_itself(names, sentence, event) if event.type in OF_FIRMS else ())
    )


def _called_again(material: Material, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """Of "It", "The Zhuhai company" that acts as firms do: the body that a sentence before is about."""
    return called_again(material, sentence) if event.type in OF_FIRMS else ()


def sides_of_paper(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The sides of the paper by which a firm is bought ("signed an agreement with Foo to acquire"); else empty."""
    signed = signed_before(sentence, event) if event.rule == "corporate" else None
    sides = sides_by_grammar(names, sentence, signed) if signed else ()
    return sides if len(sides) > 1 else ()


def subject_of(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The unlisted firms that buy, list, build or open, where grammar shows it."""
    if event.type not in OF_FIRMS:
        return ()
    return unlisted_subjects(names, sentence, event) or subjects_by_grammar(names, sentence, event)


def without_places_of_scheme(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Those who bring a measure into force: the places before "was implemented" are the scheme's, and act not."""
    verb = material.folded[event.verb.start : event.verb.start + _VERB_REACH]
    if event.verb.kind != "begin" or "implement" not in verb:
        return found
    return tuple(party for party in found if not party.is_place)


def only_subject(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who goes public: the subject, whichever other firms are named."""
    return (subject_of(material.names, sentence, event) if found else ()) or found


def whole_list(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """All of a list of those who act, of whom only some may be on a list of ours."""
    shown = subject_of(material.names, sentence, event) if found else ()
    if len(found) >= len(shown):
        return found
    return shown if all(any(a.name == b.name for b in shown) for a in found) else found


def whole_name(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """The subject whose name goes on where that of a listed firm ends ("CRRC Elm Rolling Stock")."""
    if len(found) != 1 or found[0].is_place:
        return found
    shown = subject_of(material.names, sentence, event)
    if len(shown) != 1:
        return found
    is_owned = belongs_to(material.text.text, sentence.sentence.start, shown[0].name, found[0].name)
    # "the First Hospital of Elm University has opened", of which only the university is on a list
    is_part = shown[0].name.endswith((f" of {found[0].name}", f" of the {found[0].name}"))
    return shown if is_owned or is_part or goes_on(found[0].name, shown[0].name) else found


def with_winners(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who lets a contract, and those who win it."""
    won = winners(material.names, sentence, event)
    return unique((*found, *won)) if won else found


def or_subject(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who were found, else the subject by grammar."""
    return found or subject_of(material.names, sentence, event)


def with_contractors(
    material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Who buys in Portuguese, with whom the contract is made, and through which firm."""
    return unique((*found, *beside_buyer(material.names, sentence)))


def or_openers(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those by whom what opens is run or set up, where fewer than two were found."""
    if event.rule == "approved":
        # Beside the authority that approves it those who run it
        return unique((*found, *openers_chinese(material.names, sentence, material.following(sentence))))
    if len(found) > 1:
        return found
    return openers_chinese(material.names, sentence, material.following(sentence)) or found


def founders(material: Material, sentence: CuedSentence, event: Event, found: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those who set up a fund: not the fund itself, and with the partners of whom the next sentence tells."""
    names, following = material.names, material.following(sentence)
    if sentence.han and bodies_among(found) < 2:
        found = openers_chinese(names, sentence, None) or found
    found = found or _two_before(names, sentence, event) or pair_of_thing(material, sentence, event)
    found = tuple(party for party in found if not is_thing(material, sentence, event, party))
    return unique((*found, *sides_told_after(names, following))) if found and following else found


def _two_before(names: Names, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
    """The places that stand together as the subject: "The Zhuhai and Macao governments are setting up"."""
    sides = names.sides_in(sentence.sentence.start, event.start)
    return unique(map(names.party, sides)) if len(sides) > 1 else ()
