"""Rewrites: one way of telling a sentence at more length than a deal needs, and what stands in its place."""

import re
from dataclasses import dataclass

Origin = tuple[int, int]
"""Where in the text a character of a line comes from: ``[start, end)``."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence as it is told now: its words, their folded twin, and where each character comes from."""

    text: str
    folded: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rewrite:
    """What ``pattern`` finds in a line is told as ``parts``: names of its groups, and words of ours behind a "="."""

    needs: tuple[str, ...]
    """One of these (folded) stands in every sentence that the pattern matches."""
    pattern: re.Pattern[str]
    parts: tuple[str, ...] = ()


_ARTICLE = re.compile(r"(?:A|An|The|Two|Three|Four|Both|Its|Their)\b")


_MOST = 4
"""No sentence tells so often more than it need."""


def rewritten(line: Line, rewrite: Rewrite) -> Line:
    """``line`` with what the rewrite finds in it told plainly; the same line where it finds nothing."""
    for _ in range(_MOST):
        told = _once(line, rewrite)
        if told is line:
            break
        line = told
    return line


def _once(line: Line, rewrite: Rewrite) -> Line:
    match = rewrite.pattern.search(line.text)
    if match is None or match.end() == match.start():
        return line
    texts, folded = [line.text[: match.start()]], [line.folded[: match.start()]]
    origins = list(line.origins[: match.start()])
    whole = (min(o[0] for o in line.origins[slice(*match.span())]), line.origins[match.end() - 1][1])
    for part in rewrite.parts:
        if part.startswith("="):
            texts.append(part[1:])
            folded.append(part[1:])
            origins += [whole] * (len(part) - 1)
        elif match[part]:
            start, end = match.span(part)
            words = line.text[start:end]
            if start == 0 and origins and _ARTICLE.match(words):
                words = words[0].lower() + words[1:]
            texts.append(words)
            folded.append(line.folded[start:end])
            origins += line.origins[start:end]
    text = "".join(texts) + line.text[match.end() :]
    # "ß" would become two letters, and every place behind it be another
    first = text[:1].upper()
    text = first + text[1:] if len(first) == 1 else text
    return Line(text, "".join(folded) + line.folded[match.end() :], (*origins, *line.origins[match.end() :]))
