"""Fingerprints of a text: the same news under another address, or told almost the same."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rensa import RMinHash

from articles.pipeline.text import Text, folded_tokens

PERMUTATIONS = 128
BANDS = 16
# With 8 rows a band, two texts share a band in 19 of 20 cases when four fifths of their shingles are common, and in
# one of 60 when half are: 1 - (1 - s^8)^16.
ROWS = PERMUTATIONS // BANDS
SEED = 42
# Three tokens: three words, or four Chinese characters (a token there is a pair).
SHINGLE = 3
# A shorter text has too few shingles to tell a copy from a template; it is compared by its hash alone.
MIN_TOKENS = 24


@dataclass(frozen=True)
class Fingerprint:
    """What tells copies apart.

    ``content_hash`` is the sha256 hex of the normalised text (title and body as search tokens: letter case, script
    variant, punctuation and spacing do not count). ``body`` holds the body's tokens.
    """

    content_hash: str
    body: tuple[str, ...] = field(repr=False)

    @property
    def tokens(self) -> int:
        """How many tokens the body has."""
        return len(self.body)

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """16 MinHash bands of the body (signed 64-bit integers), empty for a text of fewer than 24 tokens.

        Made when first asked for: most articles of a day are of no concern and are compared with nothing.
        """
        return _bands(self.body)


def fingerprint(text: Text) -> Fingerprint:
    """Give the fingerprint of ``text``; the same text gives the same one on every machine and day."""
    title_end = text.paragraphs[0].end if text.paragraphs else 0
    title, body = folded_tokens(text.folded[:title_end]), folded_tokens(text.folded[title_end:])
    content_hash = hashlib.sha256(f"{' '.join(title)}\n{' '.join(body)}".encode()).hexdigest()
    return Fingerprint(content_hash, tuple(body))


def common_bands(a_bands: Sequence[int], b_bands: Sequence[int]) -> int:
    """Give how many bands two fingerprints share, place by place; 0 where one has none."""
    return sum(a == b for a, b in zip(a_bands, b_bands, strict=False))


def similar(a_bands: Sequence[int], b_bands: Sequence[int]) -> bool:
    """Tell whether two texts are almost the same: one band in common is enough to say so."""
    return common_bands(a_bands, b_bands) > 0


def _bands(tokens: Sequence[str]) -> tuple[int, ...]:
    if len(tokens) < MIN_TOKENS:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update([f"{a} {b} {c}" for a, b, c in zip(*(tokens[first:] for first in range(SHINGLE)), strict=False)])
    signature = struct.pack(f"<{PERMUTATIONS}I", *sketch.digest())
    size = len(signature) // BANDS
    bands = [
        hashlib.blake2b(signature[at : at + size], digest_size=8).digest() for at in range(0, len(signature), size)
    ]
    return struct.unpack(f"<{BANDS}q", b"".join(bands))
