"""Wrapping: plain text that was broken at a column becomes paragraphs again."""

from collections.abc import Iterator, Sequence

_NARROW, _WIDE = 45, 100
_SPREAD = 30
_MIN_LINES = 3


def unwrap(lines: Sequence[str]) -> list[str]:
    """Join the lines of blocks that a mail program or an editor broke at a column; leave all others.

    Blocks are parted by empty lines. One is wrapped when it has three lines or more, all but the last nearly equally
    long (45 to 100 characters) and at least half of these end in mid-sentence. Empty lines are dropped.
    """
    return [line for block in _blocks(lines) for line in ([" ".join(block)] if _is_wrapped(block) else block)]


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _is_wrapped(block: Sequence[str]) -> bool:
    full = block[:-1]
    if len(block) < _MIN_LINES or not all(_NARROW <= len(line) <= _WIDE for line in full) or len(block[-1]) > _WIDE:
        return False
    lengths = [len(line) for line in full]
    open_ends = sum(line[-1].isalnum() or line[-1] in ",-" for line in full)
    goes_on = sum(line[0].islower() for line in block[1:])
    return max(lengths) - min(lengths) <= _SPREAD and open_ends >= len(full) / 2 and goes_on >= len(full) / 3
