"""Articles and stories: rows of lists, and one article with why it is here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet
from rapidfuzz.distance import Indel

from articles.models import Article, ArticleRevision, DealReport, Evidence, Tagging
from articles.models.deal import HIDDEN_REVIEWS
from dashboards.queries.passages import Mark, Passage, Piece, passages, pieces
from dashboards.queries.rows import Name, local_title
from dashboards.queries.selection import HONG_KONG

LIST_KINDS = ("city", "sector", "subsector", "outside", "mechanism")
COMPARED = 20_000
"""Characters of a version that are compared with the one before: enough for news, and quick on anything."""
UNLISTED = ("text", "body", "summary", "quarantined_text", "reasons")


@dataclass(frozen=True)
class ArticleRow:
    """One article as lists and exports show it; of each deal that it tells of the slug, the title and its language."""

    article: Article
    names: tuple[Name, ...]
    deals: tuple[tuple[str, str, str], ...]

    def of(self, kind: str) -> list[Name]:
        """Its tags of one kind."""
        return [name for name in self.names if name.kind == kind]

    @property
    def cities(self) -> list[Name]:
        """Its cities."""
        return self.of("city")

    @property
    def sectors(self) -> list[Name]:
        """Its sectors."""
        return self.of("sector")


def article_rows(articles: QuerySet[Article]) -> list[ArticleRow]:
    """Read articles into rows with a fixed number of queries; the order is kept."""
    tags = Tagging.objects.exclude(decision=Tagging.Decision.REMOVED).filter(tag__kind__in=LIST_KINDS)
    reports = DealReport.objects.exclude(deal__review__in=HIDDEN_REVIEWS).select_related("deal").defer("fields")
    found = articles.defer(*UNLISTED).prefetch_related(
        Prefetch("taggings", tags.select_related("tag").defer("tag__facts", "spans").order_by("-score", "pk")),
        Prefetch("reports", reports.order_by("position")),
    )
    return [
        ArticleRow(
            article,
            tuple(Name(t.tag.kind, t.tag.slug, t.tag.name) for t in article.taggings.all()),
            tuple(dict.fromkeys((r.deal.slug, *local_title(r.deal)) for r in article.reports.all() if r.deal)),
        )
        for article in found
    ]


def article_json(row: ArticleRow, url: str) -> dict[str, Any]:
    """A row as the JSON outputs give it; never more text than the excerpt."""
    article = row.article
    return {
        "id": article.pk,
        "url": url,
        "source_url": article.url or article.canonical_url,
        "title": article.title,
        "excerpt": article.excerpt,
        "publisher": article.publisher,
        "lang": article.lang,
        "published_at": _iso(article.published_at),
        "first_seen_at": _iso(article.first_seen_at),
        "date_basis": article.date_basis,
        "relevance": round(article.relevance, 3),
        "scope": article.scope or None,
        "cities": [n.slug for n in row.cities],
        "outside": [n.slug for n in row.of("outside")],
        "sectors": [n.slug for n in row.sectors],
        "mechanisms": [n.slug for n in row.of("mechanism")],
        "story": article.story_id,
        "deals": [slug for slug, *_ in row.deals],
        "subsectors": [n.slug for n in row.of("subsector")],
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(HONG_KONG).isoformat(timespec="seconds") if moment else None


@dataclass(frozen=True)
class Change:
    """One version of an article: its number, when it was seen, and how it differs from the one before.

    ``old_title`` is empty where the title stayed. ``changed`` is the share of the text's characters that is not
    as before, 0 to 1; None for the first version. No text is given.
    """

    number: int
    seen_at: datetime
    old_title: str
    title: str
    changed: float | None
    grown: int

    @property
    def shrunk(self) -> int:
        """By how many characters it is shorter."""
        return -self.grown


def changes(revisions: Sequence[ArticleRevision]) -> list[Change]:
    """What each version changed, newest first; ``revisions`` in their order."""
    found: list[Change] = []
    for before, revision in zip((None, *revisions), revisions, strict=False):
        if before is None:
            found.append(Change(revision.number, revision.seen_at, "", revision.title, None, 0))
            continue
        old_title = before.title if before.title != revision.title else ""
        old, new = before.text[:COMPARED], revision.text[:COMPARED]
        changed = Indel.normalized_distance(old, new)
        grown = len(revision.text) - len(before.text)
        found.append(Change(revision.number, revision.seen_at, old_title, revision.title, changed, grown))
    return found[::-1]


@dataclass(frozen=True)
class ArticleStory:
    """One article as its page shows it. ``is_exact`` is False where a quote is not where it should be."""

    article: Article
    title: tuple[Piece, ...]
    excerpt: str
    passages: list[Passage]
    taggings: list[Tagging]
    reports: list[DealReport]
    reasons: list[dict[str, Any]]
    carriers: list[str]
    siblings: list[Article]
    changes: list[Change]
    left_out: int
    is_exact: bool


def article_story(article: Article) -> ArticleStory:
    """Why the machine said what it said of an article; a fixed number of queries."""
    taggings = list(
        article.taggings.exclude(decision=Tagging.Decision.REMOVED)
        .select_related("tag")
        .order_by("tag__kind", "-score", "pk")
    )
    reports = list(
        article.reports.exclude(deal__review__in=HIDDEN_REVIEWS)
        .select_related("deal")
        .prefetch_related(Prefetch("evidence", Evidence.objects.order_by("pk")))
        .order_by("position")
    )
    evidence = [item for report in reports for item in report.evidence.all()]
    text, is_given_up = article.text, article.text_given_up_at is not None
    exact = [item for item in evidence if text[item.start : item.end] == item.quote]
    spans = [(item.start, item.end) for item in exact] or _reason_spans(article)
    keys: dict[tuple[int, int], tuple[int, ...]] = {}
    for item in exact:
        keys[item.start, item.end] = (*keys.get((item.start, item.end), ()), item.pk)
    marks = list(_marks(taggings, len(text)))
    title_end = text.find("\n\n") if "\n\n" in text else len(text)
    shows_title = text[:title_end] == article.title
    others = Article.objects.filter(story=article.story_id).exclude(pk=article.pk).defer(*UNLISTED)
    return ArticleStory(
        article=article,
        title=pieces(text, 0, title_end, marks) if shows_title and text else (Piece(article.title),),
        excerpt=article.excerpt if is_given_up else public_excerpt(article.excerpt, len(text)),
        passages=kept_quotes(evidence) if is_given_up else passages(text, article.lang, spans, marks, keys),
        taggings=taggings,
        reports=reports,
        reasons=[reason for reason in article.reasons if isinstance(reason, dict) and reason.get("text")][:5],
        carriers=list(article.entries.values_list("feed__title", flat=True).distinct()[:10]),
        siblings=list(others.newest()[:10]) if article.story_id else [],
        changes=[] if is_given_up else changes(list(article.revisions.order_by("number"))),
        left_out=len(article.quarantined_text or ()),
        is_exact=is_given_up or len(exact) == len(evidence),
    )


def kept_quotes(evidence: Sequence[Evidence]) -> list[Passage]:
    """What is shown of an article whose text was given up by its age: the quotes, each once, in the text's order."""
    keys: dict[tuple[int, str], tuple[int, ...]] = {}
    for item in evidence:
        keys[item.start, item.quote] = (*keys.get((item.start, item.quote), ()), item.pk)
    return [
        Passage(start, (Piece(quote, is_evidence=True, proofs=found, begins=found),))
        for (start, quote), found in sorted(keys.items())
    ]


def public_excerpt(excerpt: str, length: int) -> str:
    """The excerpt, cut to half of a text so short that the excerpt would be all of it."""
    most = max(length // 2, 1)
    return excerpt if len(excerpt) <= most else f"{excerpt[:most].rstrip()}…"


def _marks(taggings: Iterable[Tagging], length: int) -> Iterable[Mark]:
    """The spans of the tags, as far as they lie in the text; words of a sub-sector carry its name, not its sector's."""
    taggings = list(taggings)
    finer = {tuple(span) for tagging in taggings if tagging.tag.kind == "subsector" for span in tagging.spans}
    for tagging in taggings:
        kind = "sector" if tagging.tag.kind == "subsector" else tagging.tag.kind
        for span in tagging.spans:
            if tagging.tag.kind == "sector" and tuple(span) in finer:
                continue
            if len(span) == 2 and 0 <= span[0] < span[1] <= length:
                yield Mark(span[0], span[1], kind, tagging.tag.name)


def _reason_spans(article: Article) -> list[tuple[int, int]]:
    """Where the phrases that decided relevance stand: what is shown of an article without a deal."""
    found = []
    for reason in article.reasons:
        if isinstance(reason, dict) and isinstance(reason.get("start"), int) and isinstance(reason.get("end"), int):
            found.append((reason["start"], reason["end"]))
    return found[:3]
