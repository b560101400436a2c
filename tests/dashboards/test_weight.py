"""What a page weighs: the first load without charts, and the two chart bundles."""

import re

import brotli
import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db
BUILT = settings.BASE_DIR / "node_modules" / ".static"
FIRST_LOAD = 100 * 1024
"""Bytes of HTML, style sheets and scripts of a page, compressed, before any chart is drawn."""
BOTH_BUNDLES = 400 * 1024
PAGES = ("/", "/deals/", "/cities/", "/sectors/", "/timeline/", "/search/?q=Deal", "/deals/fintech-mou/", "/articles/")


def size(data: bytes, quality: int = 5) -> int:
    return len(brotli.compress(data, quality=quality))


@pytest.mark.parametrize("path", PAGES)
def test_the_first_load_of_a_page_is_light(room, make_deal, client, path):
    for number in range(60):
        make_deal(f"one-more-of-many-{number}", parties=("Pearl Bank", f"Partner number {number} of the bay"))
    page = client.get(path).content
    assets = re.findall(rb'(?:src|href)="/static/([^"]+\.(?:css|js))"', page)
    assert len(assets) >= 5
    total = size(page)
    for name in assets:
        # Hashed names lead back to their source.
        plain = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name.decode())
        folder = BUILT if plain.startswith("npm/") else settings.BASE_DIR / "static"
        total += size((folder / plain.removeprefix("npm/")).read_bytes())
    assert total <= FIRST_LOAD


def test_both_chart_bundles_together_keep_to_their_budget():
    files = sorted(BUILT.glob("plotly-*.js"))
    assert {"plotly-core.js", "plotly-extra.js"} <= {file.name for file in files}
    assert sum(size(file.read_bytes(), quality=11) for file in files) <= BOTH_BUNDLES


def test_the_second_bundle_holds_what_the_first_does_not():
    core, extra = ((BUILT / f"plotly-{name}.js").read_text(encoding="utf-8") for name in ("core", "extra"))
    assert "sankey" in extra
    assert "treemap" in extra
    assert "sankey" not in core
