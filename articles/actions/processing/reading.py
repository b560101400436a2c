"""What the pipeline is given of an article, and what it makes of it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.actions.clustering.traits import traits_of
from articles.models import Article
from articles.pipeline.line import Analysis, analyse
from articles.pipeline.matching import Reference
from articles.pipeline.parsing import decode_document
from articles.pipeline.text import Text, search_tokens

EXCERPT = 300
_AMPLE = 400
"""Characters from which a page's text serves without a look at the feed's own words."""


@dataclass(frozen=True)
class Read:
    """An article with its analysis; ``source_hash`` (sha256 hex) names the words that were given to the pipeline."""

    article: Article
    analysis: Analysis
    source_hash: str

    @property
    def text(self) -> Text:
        """The clean text."""
        return self.analysis.extracted.text

    @cached_property
    def traits(self) -> Mapping[str, int]:
        """By what the news is recognised in every language; nothing where it is of no concern."""
        return traits_of(self.analysis) if self.analysis.relevance.relevant else {}

    @cached_property
    def words(self) -> Sequence[str]:
        """The words by which it is found; none where it is of no concern."""
        return search_tokens(self.text.text) if self.analysis.relevance.relevant else ()


def read_articles(articles: Iterable[Article], *, reference: Reference) -> list[Read]:
    """Analyse articles that were loaded with ``feed`` and ``page``; no query is made.

    Whatever the text alone decides is worked out here: what is done while
    the rows are locked, others wait for.
    """
    reads = [_read(article, reference) for article in articles]
    for read in reads:
        if read.analysis.relevance.relevant:
            _ = read.traits, read.words, read.analysis.fingerprint.bands
    return reads


def _read(article: Article, reference: Reference) -> Read:
    kept = getattr(article, "page", None) if article.page_status == Article.PageStatus.FETCHED else None
    if kept is not None and kept.pruned_at and article.text:
        # Its bytes were given up by their age: what was read of them is all there is, and it says the same.
        return Read(article, _analyse(article, reference, text=article.text), kept.source_hash)
    html = _page_html(article)
    if not html:
        return _read_feed(article, reference)
    page = Read(article, _analyse(article, reference, html=html), _digest(article.title, html))
    if len(page.text.text) >= _AMPLE:
        return page
    # A page that is drawn by scripts, or that only asks for consent, says less than the feed did.
    return max(page, _read_feed(article, reference), key=lambda read: len(read.text.text))


def _read_feed(article: Article, reference: Reference) -> Read:
    if article.body:
        analysis = _analyse(article, reference, html=article.body)
        return Read(article, analysis, _digest(article.title, article.body))
    analysis = _analyse(article, reference, text=article.summary)
    return Read(article, analysis, _digest(article.title, article.summary))


def _page_html(article: Article) -> str:
    """The fetched page, decoded; empty where there is none or where its encoding cannot be trusted."""
    page = getattr(article, "page", None)
    if article.page_status != Article.PageStatus.FETCHED or page is None or not page.body:
        return ""
    pinned = article.feed.encoding if article.feed else ""
    decoded = decode_document(bytes(page.body), _charset(page.content_type), pinned or None)
    return "" if decoded.suspect else decoded.text


def _charset(content_type: str) -> str | None:
    """``text/html; charset=Big5`` -> ``Big5``."""
    _, _, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None


def _analyse(article: Article, reference: Reference, *, html: str | None = None, text: str | None = None) -> Analysis:
    # Only a time that the publisher states may resolve "on Thursday", never the time at which we saw the article.
    return analyse(
        title=article.title,
        html=html,
        text=text,
        url=article.url,
        published=article.stated_at,
        reference=reference,
    )


SHORTEST_EXCERPT = 60
"""Characters: of a text shorter than this, half would say nothing."""


def _digest(title: str, source: str) -> str:
    return hashlib.sha256(f"{title}\n\n{source}".encode("utf-8", "surrogatepass")).hexdigest()


def excerpt_of(text: Text) -> str:
    """Give the head of the text without its title: at most 300 characters and at most half of it.

    It ends after a sentence or a word, so that no short bulletin is shown whole.
    """
    body = " ".join(text.text[span.start : span.end] for span in text.paragraphs[1:6])
    limit = min(EXCERPT, max(len(body) // 2, SHORTEST_EXCERPT))
    if len(body) <= limit:
        return body
    head = body[: limit - 1]
    stop = max(head.rfind(mark) for mark in ("。", "！", "？", ". ", "! ", "? "))
    if stop > limit // 2:
        return head[: stop + 1]
    # Latin words are cut between words; Chinese has no blanks and is cut anywhere.
    blank = head.rfind(" ")
    return (head[:blank] if blank > limit // 2 else head).rstrip(" ,，、;；:：") + "…"
