"""The words by which an article is found: its text, or what is kept of it once the text was given up."""

from collections import defaultdict
from collections.abc import Iterable

from articles.models import Evidence


def searched_texts(rows: Iterable[tuple[int, str, str]]) -> dict[int, str]:
    """Give the text to index by article id, of (id, title, text); without a text, the title and the quotes kept."""
    found = {pk: (title, text) for pk, title, text in rows}
    quotes = _quotes([pk for pk, (_, text) in found.items() if not text])
    return {pk: text or "\n".join([title, *quotes[pk]]) for pk, (title, text) in found.items()}


def _quotes(ids: list[int]) -> dict[int, list[str]]:
    """The sentences that prove something, by article; no query where no article is asked about."""
    found: dict[int, list[str]] = defaultdict(list)
    if ids:
        rows = Evidence.objects.filter(report__article__in=ids).exclude(quote="").order_by("start", "pk")
        for article_id, quote in rows.values_list("report__article_id", "quote"):
            if quote not in found[article_id]:
                found[article_id].append(quote)
    return found
