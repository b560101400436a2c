"""Prints how well the same deal, told twice, is told as one, over labelled articles and captured feeds.

    DATA_DIR=/somewhere/empty python .ci/tools/clusters.py ../shared

Part of `make accept`, which gives it a throw-away DATA_DIR. The labelled
articles go through the real processing, one after the other by date, then a
second time, then the other way round in another database; the groups must be
the same. Of the captured feeds every story of several articles is printed, to
be read by a person. Exit 1 where a false pair was joined or an order changed
the groups.
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, tzinfo=UTC)

Group = frozenset[str]


def say(text: str) -> None:
    """Print one line of the result."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def set_up() -> None:
    """Bring up Django and the tables."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("sync_reference", verbosity=0, stdout=sys.stderr)


def labelled(shared: Path) -> list[dict[str, Any]]:
    """Give the labelled articles with their texts, by date."""
    lines = (shared / "eval" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    for row in rows:
        text = (shared / "eval" / "texts" / f"{row['id']}.txt").read_text(encoding="utf-8")
        row["title"], _, row["body"] = text.partition("\n")
    return sorted(rows, key=lambda row: (row["date"], row["id"]))


def store(rows: Iterable[dict[str, Any]]) -> list[int]:
    """Store articles as polling would leave them."""
    from articles.models import Article, Feed

    feed = Feed.objects.get_or_create(
        slug="labelled", defaults={"url": "https://labelled.example/feed", "tier": "B", "title": "labelled"}
    )[0]
    ids = []
    for row in rows:
        day = row["date"] if len(row["date"]) == 10 else f"{row['date']}-15"
        at = datetime.fromisoformat(f"{day}T04:00:00+00:00")
        article = Article.objects.create(
            canonical_url=f"https://labelled.example/{row['id']}", feed=feed, title=row["title"][:500],
            publisher=str(row["source"])[:40], summary=row["body"], published_at=at, listed_at=at, first_seen_at=NOW,
            date_basis=Article.DateBasis.STATED,
        )  # fmt: skip
        ids.append(article.pk)
    return ids


def groups(by: str) -> set[Group]:
    """Give the articles of each story (``story``) or deal (``reports__deal``), where there are two or more."""
    from articles.models import Article

    found: dict[int, set[str]] = defaultdict(set)
    rows = Article.objects.filter(**{f"{by}__isnull": False}).values_list(by, "canonical_url")
    for key, url in rows:
        found[key].add(url.rpartition("/")[2])
    return {frozenset(urls) for urls in found.values() if len(urls) > 1}


def clear() -> None:
    """Forget all articles, stories and deals."""
    from articles.models import Article, Deal, Story

    Article.objects.all().delete()
    Deal.objects.all().delete()
    Story.objects.all().delete()


def process(ids: Sequence[int], size: int) -> None:
    """Process articles, so many at a time."""
    from articles.actions.processing import process_articles

    for start in range(0, len(ids), size):
        process_articles(ids=ids[start : start + size], now=NOW)


def accept_labelled(shared: Path) -> bool:
    """Measure the stories of the labelled articles; check that order and repetition change nothing."""
    from articles.actions.clustering.measuring import measure_clusters
    from articles.actions.processing import requeue_articles
    from articles.models import DealReport

    rows = labelled(shared)
    gold = json.loads((shared / "eval" / "clusters.json").read_text(encoding="utf-8"))
    langs = {row["id"]: row["lang"] for row in rows}
    ids = store(rows)
    process(ids, 7)
    stories, deals = groups("story"), groups("reports__deal")
    say(f"Same story: {len(rows)} labelled articles, {len(stories)} stories of several articles")
    say(f"  {'languages':<20}{'gold':>6}{'joined':>8}{'false':>7}")
    scores = measure_clusters(gold=gold, found=stories, kinds=langs)
    for label, score in scores.items():
        say(f"  {label:<20}{score.gold:>6}{score.joined:>8}{score.false:>7}")
    told = DealReport.objects.values("deal").distinct().count()
    say(f"Same deal: {DealReport.objects.count()} reports in {told} deals; articles that share a deal:")
    for group in sorted(map(sorted, deals)):
        say(f"  {' '.join(group)}")
    story_pairs = {frozenset(gold_list) for gold_list in gold}
    false_deals = [group for group in deals if not any(group <= pairs for pairs in story_pairs)]
    for group in false_deals:
        say(f"  FALSE {' '.join(sorted(group))}")
    requeue_articles(stale_only=False, now=NOW)
    process(ids, 11)
    is_stable = (groups("story"), groups("reports__deal")) == (stories, deals)
    clear()
    process(store(reversed(rows)), 3)
    is_same = (groups("story"), groups("reports__deal")) == (stories, deals)
    say(f"  {'pass' if is_stable else 'FAIL'}  processing again changes no group")
    say(f"  {'pass' if is_same else 'FAIL'}  the other order gives the same groups")
    passed = scores["all"].false == 0 and not false_deals
    say(f"  {'pass' if passed else 'FAIL'}  no false pair")
    clear()
    return passed and is_stable and is_same


def show_captured(shared: Path) -> None:
    """Print the stories and deals of several articles over all captured feeds."""
    from articles.models import Article, Deal, Story
    from articles.pipeline.parsing import parse_feed

    seen: dict[str, Article] = {}
    for path in sorted((shared / "feeds").glob("*.*")):
        if path.suffix in {".tsv", ".md"}:
            continue
        feed = parse_feed(
            path.read_bytes(), content_type="", url=f"https://captured.example/{path.name}",
            timezone="Asia/Hong_Kong", fetched_at=NOW,
        )  # fmt: skip
        for entry in feed.entries:
            url = entry.url or f"https://captured.example/{path.name}#{entry.guid}"
            if url not in seen and len(url) < 2000:
                at = entry.published_at or NOW
                basis = Article.DateBasis.STATED if entry.published_at else Article.DateBasis.FIRST_SEEN
                seen[url] = Article(
                    canonical_url=url, title=entry.title[:500], publisher=feed.title[:200],
                    body=entry.content_html or entry.summary_html, published_at=entry.published_at, listed_at=at,
                    first_seen_at=NOW, date_basis=basis,
                )  # fmt: skip
    process([article.pk for article in Article.objects.bulk_create(seen.values())], 50)
    relevant = Article.objects.filter(is_relevant=True)
    say(f"Captured feeds: {len(seen)} articles, {relevant.count()} relevant, {Deal.objects.count()} deals")
    for story in Story.objects.order_by("first_at"):
        say(f"  story: {story.title[:70]}")
        for lang, title in story.articles.order_by("listed_at").values_list("lang", "title"):
            say(f"    {lang:<8}{title[:70]}")
    for deal in Deal.objects.filter(report_count__gt=1).order_by("filed_on"):
        say(f"  deal: {deal.type} {deal.status} {deal.title[:60]}")
        for report in deal.reports.select_related("article").order_by("article__listed_at"):
            title = report.article.title if report.article else report.fields["title"]
            say(f"    {report.status:<10}{report.lang:<8}{title[:60]} {report.fields['parties']}")


def main() -> int:
    """Run both parts and give the exit code."""
    shared = Path(sys.argv[1]).resolve()
    set_up()
    passed = accept_labelled(shared)
    if "--captured" in sys.argv:
        show_captured(shared)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
