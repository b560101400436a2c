"""What curators do. Every act is kept (``ReviewDecision``), can be undone, and survives processing again.

What stands is the last decision of its kind that is not undone: accept or
reject for a deal, one value for each corrected field, one word for each tag
of an article. Undoing a decision brings back the one before it, or the
machine's word.
"""

from articles.actions.curation.corrections import InvalidCorrection, correct_deal
from articles.actions.curation.deciding import CannotUndo, MergedAway, accept_deal, reject_deal, undo
from articles.actions.curation.filling import fill_queue, fill_whole_queue, queue_counts, report_error
from articles.actions.curation.four_eyes import NeedsAnotherPerson, why_two
from articles.actions.curation.lineage import CannotLink, set_bundle, set_predecessor
from articles.actions.curation.linking import link_report
from articles.actions.curation.merging import CannotMerge, merge_deals, value_pairs
from articles.actions.curation.pairing import similar_deals
from articles.actions.curation.parting import CannotSplit, split_deal, tell_apart
from articles.actions.curation.retagging import retag_article
from articles.actions.curation.taking import (
    AlreadyClosed,
    HeldByAnother,
    close_item,
    give_back,
    give_back_all,
    take_item,
    take_next,
)

__all__ = [
    "AlreadyClosed",
    "CannotLink",
    "CannotMerge",
    "CannotSplit",
    "CannotUndo",
    "HeldByAnother",
    "InvalidCorrection",
    "MergedAway",
    "NeedsAnotherPerson",
    "accept_deal",
    "close_item",
    "correct_deal",
    "fill_queue",
    "fill_whole_queue",
    "give_back",
    "give_back_all",
    "link_report",
    "merge_deals",
    "queue_counts",
    "reject_deal",
    "report_error",
    "retag_article",
    "set_bundle",
    "set_predecessor",
    "similar_deals",
    "split_deal",
    "take_item",
    "take_next",
    "tell_apart",
    "undo",
    "value_pairs",
    "why_two",
]
