"""What pages tell machines in the words of schema.org: the dataset, and the article that a page speaks of.

Plain dicts for ``application/ld+json``: data, never script.
"""

from typing import Any

from articles.models import Article

CONTEXT = "https://schema.org"
DOWNLOADS = (("text/csv", "/deals.csv"), ("application/json", "/deals.json"))


def dataset(site_url: str, *, name: str, description: str) -> dict[str, Any]:
    """The deals as a Dataset with its downloads; ``site_url`` without a slash at its end."""
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": f"{site_url}/deals/",
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Place", "name": "Guangdong-Hong Kong-Macao Greater Bay Area"},
        "creator": {"@type": "Organization", "name": "GBA Tracker", "url": f"{site_url}/"},
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{site_url}{path}"}
            for kind, path in DOWNLOADS
        ],
    }


def article_page(article: Article, page_url: str) -> dict[str, Any]:
    """A page about an article of another publisher: the article is referred to, not claimed."""
    told: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.title[:110],
        "url": article.url or article.canonical_url,
        "publisher": {"@type": "Organization", "name": article.publisher},
    }
    if article.lang and article.lang != "other":
        told["inLanguage"] = article.lang
    if article.published_at:
        told["datePublished"] = article.published_at.isoformat()
    return {"@context": CONTEXT, "@type": "WebPage", "url": page_url, "about": told}
