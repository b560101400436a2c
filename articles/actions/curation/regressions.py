"""Cases from what curators decided, in the form that ``manage.py evaluate`` reads: gold labels beside texts.

One case for each article on whose deals somebody has decided. Its deals are
those that people vouch for; a case is complete where nothing the machine found
in the article waits any more. Cases from the random sample and from the queue
are kept apart, since only the first say how good the machine is on the whole.
The texts belong to publishers: they go into the folder that is named, never into the project.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from articles.models import Article, Deal, ReviewDecision

HUMAN = ("accept", "reject", "miss")


@dataclass(frozen=True, slots=True)
class Case:
    """One article with its labels; ``kind`` is sample or queue."""

    kind: str
    labels: dict[str, Any]
    text: str


def cases() -> Iterator[Case]:
    """Give a case for each article whose deals were all decided about, in the order of their ids."""
    decisions = ReviewDecision.objects.filter(undone_at__isnull=True, deal__isnull=False, action__in=HUMAN)
    by_article: dict[int, list[ReviewDecision]] = defaultdict(list)
    for decision in decisions.select_related("deal").order_by("pk"):
        for article_id in _articles_of(decision):
            by_article[article_id].append(decision)
    for article in Article.objects.filter(pk__in=by_article).order_by("pk").iterator(chunk_size=200):
        if case := _case(article, by_article[article.pk]):
            yield case


def _articles_of(decision: ReviewDecision) -> list[int]:
    if decision.action == "miss":
        return [decision.human_value["article"]]
    return list(decision.judged.get("articles", []))


def _case(article: Article, decisions: list[ReviewDecision]) -> Case | None:
    """None while a deal of the article waits, or where a merge makes its own part of the story unclear."""
    last = {decision.deal_id: decision for decision in decisions}
    reported = Deal.objects.filter(reports__article=article).distinct()
    if reported.exclude(pk__in=last).exists() or not article.text:
        return None
    deals = [_deal(decision) for decision in last.values() if decision.action != "reject"]
    rejected = [decision.reason for decision in last.values() if decision.action == "reject"]
    tags: dict[str, list[str]] = {"city": [], "outside": [], "sector": []}
    standing = article.taggings.exclude(decision="removed").filter(tag__kind__in=tags).order_by("-score")
    for kind, slug in standing.values_list("tag__kind", "tag__slug"):
        tags[kind].append(slug)
    labels = {
        "id": f"desk-{article.pk}",
        "lang": article.lang,
        "date": article.stated_at.date().isoformat() if article.stated_at else None,
        "title": article.title,
        "relevant": bool(deals) or not set(rejected) & {"not_gba"},
        "borderline": False,
        "cities": tags["city"],
        "outside": tags["outside"],
        "sectors": tags["sector"][:4],
        "deals": deals,
        "rejected": rejected,
        "pipeline_version": max(decision.pipeline_version for decision in decisions),
        "rules": sorted({decision.rule for decision in decisions if decision.rule}),
        "url": article.url or article.canonical_url,
    }
    kind = "sample" if all(decision.kind == "sample" for decision in last.values()) else "queue"
    return Case(kind, labels, article.text)


def _deal(decision: ReviewDecision) -> dict[str, Any]:
    """A deal as gold has it, from what was judged: the curator's value of each field."""
    fields = decision.human_value if decision.action == "miss" else decision.judged["fields"]
    money, when = fields.get("money") or {}, fields.get("date") or {}
    names = [name["name"] if isinstance(name, dict) else name for name in fields.get("parties") or []
             if not isinstance(name, dict) or name.get("role") == "signatory"]  # fmt: skip
    length = {"year": 4, "month": 7, "quarter": 7}.get(when.get("precision", ""), 10)
    counts: dict[str, int] = {}
    for count in fields.get("counts") or []:
        unit = count["unit"]
        counts[unit if unit not in counts else f"{unit}_{len(counts)}"] = count["n"]
    return {
        "type": fields["type"],
        "status": fields["status"],
        "parties": names,
        "amount": float(money["amount"]) if money else None,
        "currency": money.get("currency"),
        "counts": counts,
        "date": when["date"][:length] if when else None,
    }
