"""The records of this stage: a verdict and the phrases that decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A phrase that spoke for (positive weight) or against (negative) the article."""

    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """The verdict: score 0 to 1, the phrases that decided, and the scope (intra_gba, gba_external or empty)."""

    relevant: bool
    score: float
    reasons: tuple[Reason, ...]
    scope: str
