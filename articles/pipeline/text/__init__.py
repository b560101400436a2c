"""Normalised text: characters, scripts, languages, sentences, search tokens.

Every offset in this product is a Unicode character offset in ``Text.text``.
Folding (``fold``) keeps the length of the text, so an offset in the folded
text is an offset in the original.
"""

from articles.pipeline.text.assembly import assemble, build_text
from articles.pipeline.text.cells import harmful, harmless
from articles.pipeline.text.characters import clean_text, fold, in_both_scripts
from articles.pipeline.text.languages import detect_language
from articles.pipeline.text.records import LANGUAGES, Sentence, Span, Text
from articles.pipeline.text.search import folded_tokens, search_tokens
from articles.pipeline.text.sentences import split_sentences

__all__ = [
    "LANGUAGES",
    "Sentence",
    "Span",
    "Text",
    "assemble",
    "build_text",
    "clean_text",
    "detect_language",
    "fold",
    "folded_tokens",
    "harmful",
    "harmless",
    "in_both_scripts",
    "search_tokens",
    "split_sentences",
]
