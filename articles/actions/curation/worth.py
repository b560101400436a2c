"""What a decision is worth, so that the queue begins with what readers would miss most; pure."""

import hashlib
import math
from decimal import Decimal

from articles.models.deal import COUNTED_STATUSES

SAMPLE_ONE_IN = 20
"""Every twentieth public row that nobody has reviewed is judged for the figures of quality, whatever its worth."""

_TIERS = {"A": 1.0, "B": 0.9, "C": 0.6, "D": 0.4}
_UNSURE_AT = 0.7
"""Half of what is so sure is wrong in its type (calibration of the labelled articles), so a look says most there."""
ERROR, QUARANTINE = 4.5, 0.5
"""A reader has seen a fault already; an article that cannot be read is of unknown worth."""
UNSURE_TAG = 0.1
"""One tag of one article: less than any deal, of which the least is worth 0.13."""


def worth_of_deal(
    *, amount_usd: Decimal | None, tier: str, status: str, is_public: bool, confidence: float, reports: int = 1
) -> float:
    """Value band times tier times visibility, and what is unsure on top; 0 to about 6.

    Bands: under 1 million US dollars or unknown 1, then one more for each ten
    times as much, up to 5. Rows in totals weigh full, signals half, rows that wait for a second source a third.
    """
    band = 1.0
    if amount_usd is not None and amount_usd > 1_000_000:
        band = min(5.0, 1.0 + math.log10(float(amount_usd) / 1_000_000))
    visibility = 0.33 if not is_public else 1.0 if status in COUNTED_STATUSES else 0.5
    uncertainty = max(0.0, 1.0 - abs(confidence - _UNSURE_AT) / 0.3)
    return round(band * _TIERS.get(tier, 0.4) * visibility + 0.8 * uncertainty + 0.1 * min(reports, 5), 4)


def is_sampled(slug: str) -> bool:
    """Whether a row belongs to the random sample: by its name, so that nothing about it tells."""
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:8], "big") % SAMPLE_ONE_IN == 0
