"""What a page weighs: its parts before any chart is drawn, the data of its charts, and the two chart bundles."""

import re

import brotli
import pytest
from django.conf import settings

from articles.models import Article, Story
from dashboards.filters import CITIES, SECTORS
from gba_tracker.static_files import without_comments

pytestmark = pytest.mark.django_db
BUILT = settings.BASE_DIR / "node_modules" / ".static"
KB = 1000
BUDGETS = {"HTML": 60 * KB, "CSS": 20 * KB, "JS": 20 * KB}
"""Bytes of a page, compressed, before any chart is drawn."""
CHART = 60 * KB
"""Bytes of the data of one chart, as they stand in the page."""
BOTH_BUNDLES = 400 * 1024
PAGES = (
    "/", "/?last=3y", "/deals/", "/deals/?view=chart", "/deals/?view=cards", "/deals/fintech-mou/", "/signals/",
    "/cities/", "/cities/hong-kong/", "/links/hong-kong/shenzhen/", "/sectors/", "/sectors/fintech/", "/timeline/",
    "/timeline/?kind=article", "/mechanisms/", "/mechanisms/harbour-forum/", "/organisations/",
    "/organisations/pearl-bank/", "/people/chan-tai-man/", "/articles/", "/search/", "/search/?q=Deal",
    "/search/?q=%E6%B7%B1%E5%9C%B3", "/sources/", "/coverage/", "/subscribe/", "/about/", "/embed/deal-values/",
    "/nowhere/", "/data/", "/sectors/?view=value", "/deals/fintech-mou/report/", "/subscribe/?deal=fintech-mou",
    "/u/no-token/", "/c/nowhere/", "/cities/?order=total", "/cities/zhaoqing/", "/links/foshan/zhaoqing/",
    "/corrections/", "/subscribe/sample/?frequency=monthly",
)  # fmt: skip


def size(data: bytes, quality: int = 5) -> int:
    return len(brotli.compress(data, quality=quality))


def source_of(name: str) -> bytes:
    """A static file by its name on a page: hashed names lead back to their source."""
    plain = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name)
    folder = BUILT if plain.startswith("npm/") else settings.BASE_DIR / "static"
    source = (folder / plain.removeprefix("npm/")).read_bytes()
    return without_comments(source.decode()).encode() if plain.startswith("js/") else source


def weights_of(page: bytes) -> dict[str, int]:
    """Bytes of a page by kind, compressed; ``chart`` is the largest chart's data as it stands."""
    styles = re.findall(r'<link[^>]*rel="stylesheet"[^>]*href="/static/([^"]+)"', page.decode())
    styles += re.findall(r'<link[^>]*href="/static/([^"]+\.css)"[^>]*rel="stylesheet"', page.decode())
    scripts = re.findall(r'<script[^>]*src="/static/([^"]+)"', page.decode())
    charts = re.findall(rb'<script id="figure-[^"]+" type="application/json">(.*?)</script>', page, re.DOTALL)
    return {
        "HTML": size(page),
        # Files are compressed once, with time enough.
        "CSS": sum(size(source_of(name), quality=11) for name in styles),
        "JS": sum(size(source_of(name), quality=11) for name in scripts),
        "chart": max(map(len, charts), default=0),
    }


def test_no_page_of_any_type_weighs_more_than_its_budget(room, make_deal, client):
    """With rows enough to fill every list and every chart, the matrix of cities included."""
    for number in range(420):
        month = f"{2015 + number % 11}-{1 + number % 12:02}-{1 + number % 28:02}"
        parties = ("Pearl Bank", f"Partner number {number} of the bay")
        # Every pair of cities and every sector has its deals, so that no matrix, map or table stays thin.
        pair = (CITIES[number % 11], CITIES[(number + 1 + number // 11 % 10) % 11])
        carried = (*pair, SECTORS[number % len(SECTORS)], SECTORS[(number + 7) % len(SECTORS)], "zhejiang")
        make_deal(f"one-more-of-many-{number}", on=month, hkd=f"{number + 1}000000", parties=parties, tags=carried)
    story = Story.objects.create(title="A pact")
    Article.objects.update(story=story)
    article = f"/articles/{room.articles[0].pk}/"
    paths = [*PAGES, f"/stories/{story.pk}/", article, f"{article}report/"]
    too_heavy, charts = {}, 0
    for path in (*paths, *(f"/zh-hant{path}" for path in ("/", "/deals/", "/about/"))):
        answer = client.get(path)
        assert answer.status_code == (404 if "nowhere" in path else 200), path
        found = weights_of(answer.content)
        charts += bool(found["chart"])
        assert found["CSS"] > KB, path
        over = {kind: found[kind] for kind, budget in (BUDGETS | {"chart": CHART}).items() if found[kind] > budget}
        if over:
            too_heavy[path] = over
    assert too_heavy == {}
    assert charts >= 12


def test_both_chart_bundles_together_keep_to_their_budget():
    files = sorted(BUILT.glob("plotly-*.js"))
    assert {"plotly-core.js", "plotly-extra.js"} <= {file.name for file in files}
    assert sum(size(file.read_bytes(), quality=11) for file in files) <= BOTH_BUNDLES


def test_the_second_bundle_holds_what_the_first_does_not():
    core, extra = ((BUILT / f"plotly-{name}.js").read_text(encoding="utf-8") for name in ("core", "extra"))
    assert "sankey" in extra
    assert "treemap" in extra
    assert "sankey" not in core


def test_a_script_loses_its_comments_and_nothing_else():
    script = """// Of the house.
function go() {
  // Says so.
  return "http://a//b"; // stays

}
"""
    assert without_comments(script) == 'function go() {\nreturn "http://a//b"; // stays\n}\n'
    of_several_lines = "say(`one\n  // two`);\n"
    assert without_comments(of_several_lines) == of_several_lines
