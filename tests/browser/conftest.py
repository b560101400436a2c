"""What the tests in a real browser share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.live import Product
from tests.servers import free_port


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """Debian's Chromium without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[str]:
    """The product with its starter history, served by its own web server; for who only reads it."""
    product = Product(tmp_path_factory.mktemp("site"), free_port())
    try:
        product.copy(prepared)
        product.start("web")
        yield product.address
    finally:
        product.kill()
