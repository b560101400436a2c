"""Lets a curator without a mouse clear sixty real proposals in Chromium, and prints what that cost.

    PYTHONPATH=.ci python -m tools.accept_curating ../shared

The proposals are what the pipeline finds in the captured feeds and the labelled articles. Items are accepted and
rejected in a fixed order; of every seventh one field is first said to be right. Keys are counted as they are pressed,
seconds from the first key of an item to the moment at which the next item is there: a person's reading comes on top.
Part of accept.py. Exit 0 when nothing took more keys than it may, nothing went wrong and the database holds exactly
what was pressed; 1 otherwise.
"""

import base64
import json
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django_otp.oath import totp
from playwright.sync_api import Browser, Page, sync_playwright

from tools.accept import ROOT, check, free_port, get, manage, new_environment, running, say

PROPOSALS = 60
MOST_KEYS = {"accept": 3, "reject": 2}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NAME, PASSWORD = "wai", "a long enough secret"
REASONS = "123456789"
LABELLED = """
import json, sys
from datetime import datetime
from zoneinfo import ZoneInfo
from django.utils import timezone
from articles.actions.processing import process_articles
from articles.actions.curation import fill_queue
from articles.models import Article, Feed, ReviewItem
now = timezone.now()
feed = Feed.objects.get_or_create(slug="labelled", defaults={
    "url": "https://labelled.invalid/rss", "publisher": "labelled", "tier": "A"})[0]
for line in open(%(gold)r, encoding="utf-8"):
    row = json.loads(line)
    title, _, text = open(f"{%(texts)r}/{row['id']}.txt", encoding="utf-8").read().partition("\\n")
    day = row.get("date") or ""
    at = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Asia/Hong_Kong")) if len(day) == 10 else None
    Article.objects.get_or_create(canonical_url=f"https://labelled.invalid/{row['id']}", defaults={
        "feed": feed, "publisher": row["source"].get("publisher") or "labelled", "title": title.strip()[:500],
        "summary": text.strip(), "published_at": at, "date_basis": "stated" if at else "first_seen",
        "first_seen_at": now, "listed_at": at or now})
process_articles(ids=list(Article.objects.unprocessed().values_list("pk", flat=True)), now=now)
fill_queue(now=now)
Feed.objects.update(state="paused")
print("WAITING", ReviewItem.objects.open().filter(kind="deal").count())
"""
DECIDED = """
import json
from articles.models import ReviewDecision
rows = ReviewDecision.objects.order_by("pk").values_list("action", "reason", "seconds")
print("DECIDED" + json.dumps([list(row) for row in rows]))
"""


@dataclass
class Answer:
    """What one item took."""

    act: str
    keys: int
    seconds: float
    with_field: bool = False


@dataclass
class Curator:
    """A person with a keyboard: counts keys, times answers, keeps what the browser complains of."""

    page: Page
    answers: list[Answer] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self.page.on("console", lambda m: self.said.append(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog {dialog.message}"), dialog.dismiss()))

    def enter(self, address: str, code: str) -> None:
        """Log in with password and code, by keyboard."""
        keyboard = self.page.keyboard
        self.page.goto(f"{address}/admin/review/?kind=deal")
        for typed in (NAME, PASSWORD):
            keyboard.type(typed)
            keyboard.press("Tab" if typed == NAME else "Enter")
        self.page.wait_for_selector("#id_code")
        keyboard.type(code)
        keyboard.press("Enter")
        self.page.wait_for_selector(".review")

    def press(self, *keys: str) -> int:
        """Press keys, of which the last leads to another page; give how many they were."""
        before = self.page.url
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_url(lambda url: url != before, timeout=20_000)
        self.page.wait_for_selector(".review")
        self.page.wait_for_load_state()
        return len(keys)

    @property
    def is_at_item(self) -> bool:
        """Whether an item is on the page."""
        return bool(self.page.locator("[data-review-item]").count())

    def answer(self, number: int) -> None:
        """Decide one item: two of three are accepted; of each seven one field is said to be right before."""
        began = time.monotonic()
        first = ("1", "v") if number % 7 == 6 else ()
        act, keys = ("reject", ("r", REASONS[number % len(REASONS)])) if number % 3 == 2 else ("accept", ("a",))
        pressed = self.press(*first, *keys)
        self.answers.append(Answer(act, pressed, time.monotonic() - began, bool(first)))


def main() -> int:
    """Set up, clear the queue, print; give the exit code."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared").resolve()
    with tempfile.TemporaryDirectory(prefix="gba-curating-") as folder:
        environment = new_environment(folder)
        port = free_port()
        environment |= {"SITE_URL": f"http://127.0.0.1:{port}", "LOG_LEVEL": "ERROR"}
        waiting, key = fill(shared, environment)
        say(f"Curating: {waiting} proposals wait, from the captured feeds and the labelled articles")
        if not check(waiting >= PROPOSALS, f"{PROPOSALS} real proposals"):
            return 1
        command = [sys.executable, str(ROOT / "manage.py"), "up", "--port", str(port)]
        with running(command, environment, port, "/readyz"), chromium() as browser:
            curator = clear(browser, environment["SITE_URL"], key)
        out = manage(environment, "shell", "--verbosity", "0", "--command", DECIDED)[1]
        return 0 if report(curator, json.loads(out.partition("DECIDED")[2])) else 1


def fill(shared: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Poll the captured feeds, read the labelled articles, make a curator; give what waits and the curator's secret."""
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "sync_reference")
    port = free_port()
    server = [sys.executable, str(shared / "tools" / "feedserver.py"), "--port", str(port)]
    with running([*server, "--dir", str(shared / "feeds")], environment, port, "/opml"):
        opml = Path(environment["DATA_DIR"]) / "captured.opml"
        opml.write_bytes(get(port, "/opml")[1])
        manage(environment, "feeds", "import", str(opml))
        manage(environment, "poll", "--all", "--json")
    places = {"gold": str(shared / "eval" / "dev.jsonl"), "texts": str(shared / "eval" / "texts")}
    out = manage(environment, "shell", "--verbosity", "0", "--command", LABELLED % places)[1]
    made = manage(environment, "create_curator", NAME, "--password-stdin", given=f"{PASSWORD}\n")[1]
    secret = parse_qs(urlsplit(made.strip().splitlines()[-1]).query)["secret"][0]
    return int(out.split()[-1]), secret


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a screen."""
    from shutil import which

    path = next(found for name in CHROMIUM if (found := which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def clear(browser: Browser, address: str, secret: str) -> Curator:
    """Log in and answer sixty items in a row."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        curator = Curator(context.new_page())
        curator.enter(address, f"{totp(base64.b32decode(secret + '=' * (-len(secret) % 8))):06d}")
        curator.press("n")
        for number in range(PROPOSALS):
            if not curator.is_at_item:
                curator.said.append(f"no item after {number}")
                break
            curator.answer(number)
        return curator


def report(curator: Curator, decided: list[Any]) -> bool:
    """Print the table and the assertions; give whether all of them hold."""
    say(f"  {'act':<18}{'items':>6}{'keys: median':>14}{'most':>6}{'seconds: median':>17}{'p95':>7}{'most':>7}")
    groups = {
        "accept": [a for a in curator.answers if a.act == "accept" and not a.with_field],
        "reject": [a for a in curator.answers if a.act == "reject" and not a.with_field],
        "with a field said": [a for a in curator.answers if a.with_field],
        "all": curator.answers,
    }
    for name, answers in groups.items():
        keys, seconds = [a.keys for a in answers], sorted(a.seconds for a in answers)
        say(
            f"  {name:<18}{len(answers):>6}{statistics.median(keys):>14.0f}{max(keys):>6}"
            f"{statistics.median(seconds):>17.2f}{seconds[int(len(seconds) * 0.95) - 1]:>7.2f}{seconds[-1]:>7.2f}"
        )
    say(f"  {sum(a.keys for a in curator.answers)} keys, {sum(a.seconds for a in curator.answers):.1f} s of the desk")
    passed = check(len(curator.answers) == PROPOSALS, f"{len(curator.answers)} items answered by keyboard alone")
    for act, most in MOST_KEYS.items():
        worst = max(a.keys for a in groups[act])
        passed &= check(worst <= most, f"{act}: at most {worst} keys (limit {most})")
    pressed = Counter(a.act for a in curator.answers)
    kept = Counter("reject" if action == "reject" else "accept" for action, _, _ in decided if action in ACTS)
    passed &= check(pressed == kept, f"the database holds what was pressed: {dict(kept)}")
    without = sum(1 for action, reason, _ in decided if action == "reject" and not reason)
    passed &= check(not without, f"{without} rejected without a reason")
    return check(not curator.said, f"{len(curator.said)} complaints {'; '.join(curator.said[:3])}".rstrip()) and passed


ACTS = ("accept", "first_accept", "reject")


if __name__ == "__main__":
    sys.exit(main())
