"""What curators do. Every act is kept (``ReviewDecision``), can be undone, and survives processing again.

What stands is the last decision of its kind that is not undone: accept or
reject for a deal, one value for each corrected field, one word for each tag
of an article. Undoing a decision brings back the one before it, or the
machine's word.
"""

from articles.actions.curation.corrections import InvalidCorrection, correct_deal
from articles.actions.curation.deciding import CannotUndo, RejectReason, accept_deal, reject_deal, undo
from articles.actions.curation.linking import link_report
from articles.actions.curation.retagging import retag_article

__all__ = [
    "CannotUndo",
    "InvalidCorrection",
    "RejectReason",
    "accept_deal",
    "correct_deal",
    "link_report",
    "reject_deal",
    "retag_article",
    "undo",
]
