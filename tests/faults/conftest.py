import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feedserver import LoopbackServer
from tests.live import unchecked

ROOT = Path(__file__).resolve().parents[2]

ROWS = """
import json
from articles.models import Article, Deal, DealReport, Entry, Feed, Poll, Tagging
print("ROWS" + json.dumps({
    "articles": sorted(Article.objects.values_list(
        "canonical_url", "title", "text", "feed__slug", "is_carried", "is_relevant", "page_status")),
    "entries": sorted(Entry.objects.values_list("feed__slug", "guid", "generation", "article__canonical_url")),
    "taggings": sorted(Tagging.objects.values_list("article__canonical_url", "tag__kind", "tag__slug")),
    "reports": sorted(DealReport.objects.values_list("article__canonical_url", "type", "status")),
    "deals": Deal.objects.count(),
    "waiting": Article.objects.filter(processed_at=None).count(),
    "leases": Article.objects.exclude(lease_token="").count() + Feed.objects.exclude(lease_token="").count(),
}))
"""


@pytest.fixture(scope="module")
def server():
    with LoopbackServer() as running:
        yield running


class Installation:
    """A database of its own and the commands that an operator has."""

    def __init__(self, folder, database_url):
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("FETCH_", "DATABASE_", "REDIS_"))
            },
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder}/gba.sqlite3",
            "FEEDS_FILE": os.devnull,
            "FETCH_ALLOW_PRIVATE": "1",
            "FETCH_PAGES": "0",
            "LOG_LEVEL": "ERROR",
        }
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def start(self, *arguments, **environment):
        return subprocess.Popen(
            [sys.executable, "manage.py", *unchecked(arguments)],
            cwd=ROOT,
            env=self.environment | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, **environment):
        """Run a command to its end; give its exit code and stdout."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=300)
        assert process.returncode in (0, -9), err
        return process.returncode, out

    def rows(self):
        """All that readers and curators may come to see, without ids and times."""
        out = self.run("shell", "--verbosity", "0", "--command", ROWS)[1]
        return json.loads(out.partition("ROWS")[2])


@pytest.fixture(scope="module")
def install(migrated, tmp_path_factory):
    """Make an installation; each call gives a new one."""

    def make(database_url=None):
        folder = tmp_path_factory.mktemp("installation")
        if not database_url:
            shutil.copytree(migrated, folder, dirs_exist_ok=True)
        return Installation(folder, database_url)

    return make
