"""Layout: what is known of the lines of a page before any is judged by its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.pipeline.extraction.lines import marks_teaser, reads_like_prose, tells_date

# What stands between two paragraphs of an article and between two teasers hardly ever.
BETWEEN = ("advertisement", "caption")


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a page with what each is, and what lies at or behind each.

    ``prose``: running text that is no furniture. ``ages``: a date, an age, a reading time. ``teasers``: the age of
    another article. The others have one item more than there are lines: how many paragraphs, teaser marks, and
    headlines with their age below lie at or behind a line; and whether two paragraphs on end do (the article goes on;
    an advertisement or a caption between the two does not part them).
    """

    lines: tuple[str, ...]
    prose: tuple[bool, ...]
    ages: tuple[bool, ...]
    teasers: tuple[bool, ...]
    prose_behind: tuple[int, ...]
    teasers_behind: tuple[int, ...]
    pairs_behind: tuple[int, ...]
    goes_on_behind: tuple[bool, ...]


def lay_out(lines: Sequence[str], reasons: Sequence[str]) -> Layout:
    """Look at each line once; ``reasons`` names those that are furniture by their wording."""
    prose = [not reason and reads_like_prose(line) for line, reason in zip(lines, reasons, strict=True)]
    teasers = [marks_teaser(line) for line in lines]
    ages = [is_teaser or tells_date(line) for line, is_teaser in zip(lines, teasers, strict=True)]
    size = len(lines)
    prose_behind, teasers_behind, pairs_behind = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    goes_on_behind = [False] * (size + 1)
    next_is_prose = False
    for index in range(size - 1, -1, -1):
        below = index + 1 < size
        is_pair = below and not prose[index] and not ages[index] and ages[index + 1]
        prose_behind[index] = prose_behind[index + 1] + prose[index]
        teasers_behind[index] = teasers_behind[index + 1] + teasers[index]
        pairs_behind[index] = pairs_behind[index + 1] + is_pair
        goes_on_behind[index] = goes_on_behind[index + 1] or (prose[index] and next_is_prose)
        if reasons[index] not in BETWEEN:
            next_is_prose = prose[index]
    return Layout(
        lines=tuple(lines),
        prose=tuple(prose),
        ages=tuple(ages),
        teasers=tuple(teasers),
        prose_behind=tuple(prose_behind),
        teasers_behind=tuple(teasers_behind),
        pairs_behind=tuple(pairs_behind),
        goes_on_behind=tuple(goes_on_behind),
    )
