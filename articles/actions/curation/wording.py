"""What curators read of their acts: fields, reasons and values by name, in the language of whoever reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import ReviewDecision, Tag
from articles.models.review import REJECT_REASONS

FIELDS: dict[str, Promise] = {
    "type": _("Type"),
    "subtype": _("Subtype"),
    "status": _("Status"),
    "rung": _("Rung"),
    "scope": _("Scope"),
    "parties": _("Parties"),
    "money": _("Amount"),
    "amount": _("Amount"),
    "amount_max": _("Upper end"),
    "amount_bound": _("Bound"),
    "currency": _("Currency"),
    "date": _("Date"),
    "precision": _("Precision"),
    "cities": _("Cities"),
    "sectors": _("Sectors"),
    "counts": _("Counts"),
    "unit": _("Unit"),
    "outside": _("Outside partners"),
    "places": _("Places"),
    "mechanism": _("Mechanism"),
    "title": _("Title"),
    "title_zh_hant": _("Title in Traditional Chinese"),
    "title_zh_hans": _("Title in Simplified Chinese"),
    "title_pt": _("Title in Portuguese"),
    "summary": _("Summary"),
    "is_bundle": _("Several documents in one"),
    "deal": _("Deal"),
    "report": _("Report"),
    "correction": _("Correction"),
    "predecessor": _("Predecessor"),
    "bundle": _("Bundle"),
}
"""Names of the fields of a deal, of their parts, and of what else a decision may be about."""

SCOPES: dict[str, Promise] = {
    "intra_gba": _("Within the bay area"),
    "gba_external": _("With an outside partner"),
}

REASONS: dict[str, Promise | str] = {
    **REJECT_REASONS,
    "not_in_text": _("not in the text"),
    "source_changed": _("as the sources say now"),
    "next_stage": _("next stage of the same matter"),
    "next_session": _("next session or renewal"),
    "from_merge": _("taken over from the other deal"),
    "kept_in_merge": _("kept when the two were merged"),
}
"""Why something was rejected or corrected."""


OUTCOMES: dict[str, Promise | str] = {
    **dict(ReviewDecision.Action.choices),
    "apart": _("told apart"),
    "merged": _("merged"),
    "over": _("does not wait any more"),
    "confirm": _("tag confirmed"),
    "remove": _("tag removed"),
}
"""How an item of the queue was closed."""


def outcome_name(outcome: str) -> str:
    """Name how an item was closed; one that is in no list as it is."""
    return str(OUTCOMES.get(outcome, outcome))


def field_name(field: str) -> str:
    """Name a field or what a decision is about, such as ``money`` or ``city:macao``; unknown ones as they are."""
    kind, colon, rest = field.partition(":")
    name = FIELDS.get(kind) or dict(Tag.Kind.choices).get(kind) or kind
    return f"{name} {rest}" if colon else str(name)


def field_names(fields: list[str]) -> str:
    """Name several fields, one after the other."""
    return ", ".join(map(field_name, fields))


def reason_name(reason: str) -> str:
    """Name a reason; one that is in no list as it is."""
    return str(REASONS.get(reason, reason.replace("_", " ")))


def act_name(decision: ReviewDecision) -> str:
    """Name an act with what it is about, such as "corrected: Amount"."""
    about = field_name(decision.field) if decision.field else ""
    return ": ".join(filter(None, (str(decision.get_action_display()), about)))
