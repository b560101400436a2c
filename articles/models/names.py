"""The closed lists of the contracts in words, for readers and for the desk (docs/design.md 4)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TYPE_NAMES = {
    "mou": _("Memorandum of understanding"),
    "framework_agreement": _("Framework agreement"),
    "cooperation_agreement": _("Cooperation agreement"),
    "letter_of_intent": _("Letter of intent"),
    "joint_venture": _("Joint venture"),
    "acquisition": _("Acquisition"),
    "equity_investment": _("Equity investment"),
    "ipo_listing": _("Listing"),
    "bond_loan": _("Bond or loan"),
    "land": _("Land"),
    "construction_contract": _("Construction contract"),
    "procurement": _("Procurement"),
    "launch_opening": _("Launch or opening"),
    "policy_measure": _("Policy measure"),
    "mutual_recognition": _("Mutual recognition"),
    "fund": _("Fund"),
    "other": pgettext_lazy("deal type", "Other"),
}
STATUS_NAMES = {
    "talks": _("In talks"),
    "planned": _("Planned"),
    "announced": _("Announced"),
    "signed": _("Signed"),
    "completed": _("Completed"),
    "stalled": _("Stalled"),
    "cancelled": _("Cancelled"),
}
RUNG_NAMES = {
    "statement": _("Statement"),
    "letter_of_intent": _("Letter of intent"),
    "mou": _("MoU"),
    "agreement": _("Agreement"),
    "contract": _("Contract"),
    "closed": _("Closed"),
}
SCOPE_NAMES = {"intra_gba": _("Between GBA cities"), "gba_external": _("With an outside partner")}
