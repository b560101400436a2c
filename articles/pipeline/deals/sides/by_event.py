"""The parties of each event of an article, in the order in which it is told: what each kind of deal asks for.

Some kinds are agreed (``sides_signing``), all others are done by somebody (``sides_acting``); the two tables say what
is then corrected or added for which kind.
"""

from collections.abc import Callable, Collection

from articles.pipeline.deals.events import DOCUMENTS, CuedSentence, Event
from articles.pipeline.deals.material import Material
from articles.pipeline.deals.names import Party
from articles.pipeline.deals.rules.english_talks import TALKED
from articles.pipeline.deals.rules.english_under_papers import UNDER_PAPER
from articles.pipeline.deals.rules.verbs_chinese import SETTLES
from articles.pipeline.deals.sides.acting import (
    OF_FIRMS,
    founders,
    only_subject,
    or_openers,
    or_subject,
    sides_of_paper,
    those_who_act,
    whole_list,
    whole_name,
    with_contractors,
    with_winners,
    without_places_of_scheme,
)
from articles.pipeline.deals.sides.again_english import or_called_again, with_called_again
from articles.pipeline.deals.sides.agreed_with_english import with_agreed
from articles.pipeline.deals.sides.agreeing_portuguese import only_named_sides
from articles.pipeline.deals.sides.announcers import announcers_after, issuers_told_later, or_announcer
from articles.pipeline.deals.sides.bought_from import with_seller
from articles.pipeline.deals.sides.by_whom import by_whom, let_and_won, or_whole_subject, with_partners
from articles.pipeline.deals.sides.counterparts_english import with_buyer_or_seller, with_counterpart
from articles.pipeline.deals.sides.firms_listed_chinese import (
    with_firms_listed,
    with_suppliers_chinese,
    without_places_of_firms,
)
from articles.pipeline.deals.sides.firms_portuguese import (
    sides_of_contract,
    sides_of_frame,
    signed_for,
    with_bought,
)
from articles.pipeline.deals.sides.full_names import in_short
from articles.pipeline.deals.sides.going_public_english import who_lists, with_cornerstones
from articles.pipeline.deals.sides.investors_english import with_investors
from articles.pipeline.deals.sides.lending_english import lenders_and_borrowers
from articles.pipeline.deals.sides.measures_announced_chinese import with_announcer_chinese
from articles.pipeline.deals.sides.named_after import pair_of_thing, sides_of_treaty, without_fund_itself
from articles.pipeline.deals.sides.named_among_portuguese import sides_named_among
from articles.pipeline.deals.sides.openers_portuguese import openers_portuguese
from articles.pipeline.deals.sides.origins_english import without_origin
from articles.pipeline.deals.sides.owners_english import or_owner_of_place
from articles.pipeline.deals.sides.parties import unique
from articles.pipeline.deals.sides.portuguese import who_grants
from articles.pipeline.deals.sides.public import (
    both_governments,
    issuing_ministry,
    who_waives,
    whole_public_list,
)
from articles.pipeline.deals.sides.public_english import public_list_english
from articles.pipeline.deals.sides.public_portuguese import public_list_portuguese
from articles.pipeline.deals.sides.referring_chinese import settled_chinese
from articles.pipeline.deals.sides.represented_chinese import for_government
from articles.pipeline.deals.sides.roles_chinese import with_roles_chinese
from articles.pipeline.deals.sides.run_with_english import with_those_who_run
from articles.pipeline.deals.sides.scene_portuguese import without_scene
from articles.pipeline.deals.sides.sellers_chinese import with_sellers_chinese
from articles.pipeline.deals.sides.signing import (
    MAKES_PAPERS,
    Signing,
    only_buyers,
    signing_by_grammar,
    with_speaker,
    without_venture,
)
from articles.pipeline.deals.sides.speakers_chinese import head_of_sentence, without_teller
from articles.pipeline.deals.sides.subjects_chinese import sides_by_rule
from articles.pipeline.deals.sides.subsidiaries_english import or_subsidiary
from articles.pipeline.deals.sides.supplied import other_side
from articles.pipeline.deals.sides.talking import talking_chinese, without_ends_of_line
from articles.pipeline.deals.sides.talking_english import talking_english
from articles.pipeline.deals.sides.together_english import (
    beside_paper,
    studied_with,
    whole_list_of_places,
    with_named_later,
    with_whole_subject,
    with_whom,
    without_places_behind,
    without_unnamed_sides,
)
from articles.pipeline.deals.sides.told_around_english import founders_told_later, told_around, without_board
from articles.pipeline.deals.sides.told_later_english import (
    operators_told_later,
    other_side_told_later,
    signatories_told_later,
)
from articles.pipeline.deals.sides.unlisted import unlisted_signatories
from articles.pipeline.deals.sides.winners_chinese import winner_and_letter, winners_chinese

# Rules of deals that are agreed, like the papers; orders and bonds are where they are signed
_AGREED = ("consultation", "undertaking", "partnership", "bought", TALKED)
_AGREED_IF_SIGNED = ("order", "bond")

# Rules whose verb says enough, whoever is named
_WITHOUT_SIDES = ("effect", "shares", "allowed", "measure", "ties")

# What is let to a winner, bought or not
_LET = ("construction_contract", "procurement", "bought-pt")

Refinement = Callable[[Material, CuedSentence, Event, tuple[Party, ...]], tuple[Party, ...]]
"""Corrects or adds to the sides found so far."""
Refinements = tuple[tuple[Collection[str], Refinement], ...]
"""Rows of rules or types of events and what is done for them, in the order in which it is done.

A rule that is called like a type ("fund", "land") finds that type alone.
"""

_OF_THOSE_WHO_AGREE: Refinements = (
    (("bought",), only_buyers),
    (("bought", *DOCUMENTS), or_subsidiary),
    (("consultation", TALKED), with_speaker),
    (("consultation",), talking_chinese),
    ((TALKED,), talking_english),
    (("joint_venture",), without_venture),
    (("procurement", "construction_contract", "land"), beside_paper),
    (DOCUMENTS, with_whom),
    (DOCUMENTS, with_whole_subject),
    (DOCUMENTS, without_places_behind),
    (DOCUMENTS, with_called_again),
    (DOCUMENTS, with_named_later),
    (DOCUMENTS, signatories_told_later),
    (DOCUMENTS, without_unnamed_sides),
    (DOCUMENTS, other_side_told_later),
    (DOCUMENTS, told_around),
    (DOCUMENTS, without_board),
    (DOCUMENTS, without_scene),
    (("acquisition",), with_bought),
    (("procurement", "construction_contract"), sides_of_contract),
    (("acquisition", "equity_investment", "land"), with_counterpart),
    (("bond_loan",), lenders_and_borrowers),
)

_OF_THOSE_WHO_ACT: Refinements = (
    (("effect",), without_places_of_scheme),
    (("policy_measure", "mutual_recognition"), whole_public_list),
    (("policy_measure", "mutual_recognition"), public_list_english),
    (("policy_measure", "mutual_recognition", "fund"), public_list_portuguese),
    (("policy_measure",), or_announcer),
    (("policy_measure",), who_grants),
    (("bond_loan",), issuing_ministry),
    (("waiver",), who_waives),
    (("policy_measure", "launch_opening"), both_governments),
    (("ipo_listing",), only_subject),
    (("ipo_listing",), who_lists),
    (OF_FIRMS, whole_list),
    (OF_FIRMS, whole_name),
    (_LET, with_winners),
    (("works", "land", "corporate", "bought"), winners_chinese),
    (OF_FIRMS, or_subject),
    (("construction_contract", "procurement"), sides_of_contract),
    (("corporate",), with_bought),
    (("bought-pt",), with_contractors),
    (("launch_opening",), or_openers),
    (("launch_opening",), openers_portuguese),
    (("fund",), founders),
    (("fund",), without_fund_itself),
    (("fund",), founders_told_later),
    (OF_FIRMS, by_whom),
    (_LET, let_and_won),
    (("bond_loan",), or_whole_subject),
    (("launch_opening", "fund", "construction_contract"), with_partners),
    (("policy_measure",), announcers_after),
    (("policy_measure",), issuers_told_later),
    (("acquisition", "equity_investment"), with_seller),
    (OF_FIRMS, or_called_again),
    (("acquisition", "equity_investment", "land"), with_counterpart),
    (("equity_investment", "ipo_listing"), with_investors),
    (("bond_loan",), lenders_and_borrowers),
    (("procurement", "construction_contract", "land"), beside_paper),
    (("land",), with_buyer_or_seller),
    (("acquisition", "equity_investment"), with_sellers_chinese),
    (OF_FIRMS, with_named_later),
    (OF_FIRMS, with_whole_subject),
    (("launch_opening",), or_owner_of_place),
    (("launch_opening",), operators_told_later),
    (("launch_opening",), with_those_who_run),
    (("policy_measure", "mutual_recognition", "launch_opening"), whole_list_of_places),
    (("policy_measure",), with_whom),
    (("policy_measure", "launch_opening"), studied_with),
    (("procurement", "construction_contract", "acquisition", "equity_investment"), other_side_told_later),
    (("ipo_listing",), with_cornerstones),
    (("procurement", "acquisition", "equity_investment", "construction_contract"), with_agreed),
    (OF_FIRMS, without_origin),
)


class Sides:
    """Finds parties; remembers who signed last, for "the two sides"."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._signing = Signing(material)

    def may_act(self, sentence: CuedSentence, event: Event) -> bool:
        """False for a partnership or a bare 签约 of nobody named: cities that "team up" have agreed on nothing."""
        if event.rule == "partnership":
            return self._names_partners(sentence, event)
        is_bare = event.thing.start == event.verb.start
        if not is_bare or event.type not in DOCUMENTS or event.rule in (*_WITHOUT_SIDES, UNDER_PAPER):
            return True
        named = self._signing.named(sentence, event)
        settles = sentence.han and SETTLES.match(self._material.folded, event.verb.end) is not None
        return len(named) > 1 or (settles and bool(named))

    def _names_partners(self, sentence: CuedSentence, event: Event) -> bool:
        """Whether bodies are named beside a partnership, of a headline also in the sentence after it."""
        following = self._material.following(sentence) if sentence.sentence.paragraph == 0 else None
        end = (following or sentence).sentence.end
        names = self._material.names
        bodies = names.organisations_in(sentence.sentence.start, end)
        if len(bodies) == 1:
            return bool(unlisted_signatories(names, sentence, event, names.party(bodies[0])))
        return len(bodies) > 1

    def of(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        """Those who sign, issue, open or agree, and of an order the other side."""
        material = self._material
        told = sides_by_rule(material.names, sentence, material.following(sentence), event)
        if told is None:
            told = sides_of_frame(material, sentence, event) or sides_named_among(material, sentence, event)
        if told is not None:
            return signing_by_grammar(material, sentence, event, told) if event.rule == "bought" else told
        found = self._agreeing(sentence, event) if _is_agreed(event) else self._acting(sentence, event)
        if sentence.han:
            found = without_teller(material, sentence, signing_by_grammar(material, sentence, event, found))
            found = head_of_sentence(material, sentence, event, found)
            found = with_roles_chinese(material, sentence, event, found)
            found = for_government(material, sentence, event, found)
            found = winner_and_letter(material, sentence, event, found)
            found = without_places_of_firms(material, sentence, event, found)
            found = with_announcer_chinese(material, sentence, event, found)
            found = without_ends_of_line(material, sentence, event, found)
            found = with_firms_listed(material, sentence, event, found)
            found = with_suppliers_chinese(material, sentence, event, found)
            found = in_short(material.names, settled_chinese(material, sentence, event, found))
        others = other_side(material.names, sentence, event) if event.type == "procurement" else ()
        return unique((*found, *others)) if others else found

    def _agreeing(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        found = self._signing.named(sentence, event)
        found = self._refined(_OF_THOSE_WHO_AGREE, sentence, event, found)
        if event.rule == "paper-talks":
            found = sides_of_treaty(self._material, sentence, event) or found
        if event.rule == "in-force":
            # Who signed what now takes effect was told before
            found = found or self._signing.last
        if event.type in DOCUMENTS and event.status == "signed":
            found = signed_for(self._material, sentence, found)
        if event.type in DOCUMENTS:
            found = only_named_sides(self._material, sentence, found)
        if event.type in DOCUMENTS and len(found) > 1:
            self._signing.last = found
        if not found and event.verb.kind in MAKES_PAPERS:
            return pair_of_thing(self._material, sentence, event)
        return found

    def _acting(self, sentence: CuedSentence, event: Event) -> tuple[Party, ...]:
        if sides := sides_of_paper(self._material.names, sentence, event):
            return sides
        return self._refined(_OF_THOSE_WHO_ACT, sentence, event, those_who_act(self._material, sentence, event))

    def _refined(
        self, refinements: Refinements, sentence: CuedSentence, event: Event, found: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        for kinds, refine in refinements:
            if event.rule in kinds or event.type in kinds:
                found = refine(self._material, sentence, event, found)
        return found


def _is_agreed(event: Event) -> bool:
    """Whether a deal is made by those who agree, not by one who acts."""
    if event.type in DOCUMENTS or event.rule in _AGREED:
        return True
    return event.rule in _AGREED_IF_SIGNED and event.verb.kind == "sign"
