"""Assembly: a title and paragraphs become one ``Text``."""

import re
from collections.abc import Sequence

from articles.pipeline.text.characters import clean_text, fold
from articles.pipeline.text.languages import detect_language
from articles.pipeline.text.records import Sentence, Span, Text
from articles.pipeline.text.sentences import cut_sentences

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
# A line break between two wide characters is no blank: "合作\n協議" -> "合作協議"
_BREAK_BETWEEN_WIDE = re.compile(f"(?<=[{_WIDE}])\n+(?=[{_WIDE}])")
_HAN = "\u3400-\u9fff"
# A blank beside a wide sign, or behind a half-width one between Chinese characters: "合作， 同日", "合作, 同日"
_LOOSE = re.compile(
    f"(?<=[，。；：、！？）」』】》]) (?=[{_WIDE}\\d])|(?<=[{_HAN}]) (?=[，。；：、！？）」』】》])"
    f"|(?<=[{_HAN}][,;:]) (?=[{_HAN}])|(?<=[。！？，]”) (?=[{_WIDE}])"
)
# "6 月 10 日", "51% 股权": figures that stand apart from the characters beside them
_AROUND_FIGURES = re.compile(f"(?<=[{_HAN}]) (?=\\d)|(?<=[\\d%]) (?=[{_HAN}])")
_APART, _JOINED = re.compile(f"[\\d%] [{_HAN}]"), re.compile(f"[\\d%][{_HAN}]")
# "签署合作协议.": a full stop of the other width, which ends a Chinese sentence all the same
_HALF_STOP = re.compile(f"(?<=[{_HAN}）」』”])\\.(?=\\s|$)")
# Below this length a paragraph tells its language badly and takes that of the article.
_TELLING = 60
_SAMPLE = 300


def build_text(title: str, paragraphs: Sequence[str]) -> Text:
    """Assemble the text of an article: clean, folded, with sentences and languages.

    Each paragraph is cleaned and becomes one line; empty ones are dropped. With no title the text begins with the
    first paragraph and ``paragraphs[0]`` is an empty span.
    """
    return assemble(_one_line(title), [line for line in map(_one_line, paragraphs) if line])


def assemble(head: str, body: Sequence[str]) -> Text:
    """Give the same of a title and paragraphs that are clean lines already, the paragraphs none of them empty."""
    parts = [_tight(part) for part in ([head, *body] if head else body)]
    text = "\n\n".join(parts)
    lang = detect_language("\n".join(body)[:4_000] or head) if body else detect_language(head)
    spans = [] if head else [Span(0, 0)]
    offset = 0
    sentences: list[Sentence] = []
    for part in parts:
        number = len(spans)
        spans.append(Span(offset, offset + len(part)))
        spoken = _language_of(part, lang)
        sentences += [
            Sentence(offset + start, offset + end, number, spoken) for start, end in cut_sentences(part, spoken)
        ]
        offset += len(part) + 2
    # Folding goes character by character, and the lines have been folded before.
    folded = "\n\n".join(map(_folded, parts))
    return Text(text, folded, lang, tuple(spans), tuple(sentences))


def _tight(part: str) -> str:
    """Give a line without the blanks that do not belong beside Chinese signs, nor around figures where all have them.

    Where only some figures stand apart ("签约15个项目 3月落户") the blank of a headline is a comma.
    """
    if part.isascii() or " " not in part:
        return part
    part = _LOOSE.sub("", part)
    return _AROUND_FIGURES.sub("", part) if _APART.search(part) and not _JOINED.search(part) else part


def _folded(part: str) -> str:
    folded = fold(part)
    return folded if "." not in folded or folded.isascii() else _HALF_STOP.sub("。", folded)


def _one_line(raw: str) -> str:
    cleaned = clean_text(raw)
    return _BREAK_BETWEEN_WIDE.sub("", cleaned).replace("\n", " ").replace("  ", " ") if "\n" in cleaned else cleaned


def _language_of(paragraph: str, lang: str) -> str:
    """Give the article's language unless the paragraph has another script, or is long and clearly in another one."""
    # Most paragraphs are plainly in the article's script; Portuguese hardly ever does without an accent.
    if (lang == "en" and paragraph.isascii()) or (lang.startswith("zh") and "\u3400" <= paragraph[:1] <= "\u9fff"):
        return lang
    found = detect_language(paragraph[:_SAMPLE])
    if found == lang or found == "other":
        return lang
    if found.startswith("zh") and lang.startswith("zh"):
        return lang
    return found if len(paragraph) >= _TELLING or found.startswith("zh") or lang.startswith("zh") else lang
