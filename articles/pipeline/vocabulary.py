"""The closed lists of the contracts: deal types, statuses and rungs (docs/design.md, section 4)."""

TYPES = (
    "mou",
    "framework_agreement",
    "cooperation_agreement",
    "letter_of_intent",
    "joint_venture",
    "acquisition",
    "equity_investment",
    "ipo_listing",
    "bond_loan",
    "land",
    "construction_contract",
    "procurement",
    "launch_opening",
    "policy_measure",
    "mutual_recognition",
    "fund",
    "other",
)
STATUSES = ("talks", "planned", "announced", "signed", "completed", "stalled", "cancelled")
RUNGS = ("statement", "letter_of_intent", "mou", "agreement", "contract", "closed")
