"""The binding ladder: statement, letter_of_intent, mou, agreement, contract, closed (docs/design.md, section 4)."""

from collections.abc import Iterable

from articles.pipeline.vocabulary import RUNGS

_CONTRACTS = frozenset(
    ("joint_venture", "acquisition", "equity_investment", "fund", "bond_loan", "construction_contract")
)
_AGREEMENTS = frozenset(("framework_agreement", "cooperation_agreement", "mutual_recognition", "land", "procurement"))


def rung_of(deal_type: str, status: str, priced: bool = False) -> str:
    """The rung of one type in one status; ``priced`` tells whether a listing has its price."""
    if status == "completed":
        return "closed"
    if status == "talks" or deal_type == "other":
        return "statement"
    if deal_type in ("mou", "letter_of_intent"):
        return deal_type
    if deal_type in _CONTRACTS:
        return "contract"
    if deal_type in _AGREEMENTS:
        return "agreement"
    if deal_type == "ipo_listing":
        return "contract" if priced else "statement"
    return "agreement" if status in ("announced", "signed") else "statement"


def lowest_rung(types: Iterable[str], status: str, priced: bool = False) -> str:
    """The rung of a bundle: the lowest of its papers."""
    return min((rung_of(kind, status, priced) for kind in types), key=RUNGS.index)
