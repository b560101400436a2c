"""The whole export moves an installation from SQLite to PostgreSQL and back: every row as it was, people included."""

import json
import re
import zipfile
from decimal import Decimal
from itertools import pairwise

import psycopg
import pytest

from tests.feedserver import Reply, Told, rss

# 145000000.00
NUMBER = re.compile(r"-?\d{1,20}\.\d{1,10}")
PEOPLE = """
from django.contrib.auth.models import User
from django.utils import timezone
from articles.actions.curation import accept_deal
from articles.models import Deal
from dashboards.digests import tokens
from dashboards.digests.models import Subscriber, Subscription
now = timezone.now()
reader = Subscriber.objects.create(email="r@example.org", email_hash=tokens.hash_email("r@example.org"),
    handle=tokens.new_handle(), created_at=now)
Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=now)
accept_deal(deal=Deal.objects.filter(is_starter=False).first(), by=User.objects.get(username="wai"), now=now)
"""
FOUND = """
import json
from django.db import transaction
from django.test import Client
from articles.search import search_articles
from articles.models import Deal, Feed
client = Client(SERVER_NAME="127.0.0.1")
with transaction.atomic():
    # The next number is free; nothing of it stays, not even in the history of feeds.
    Feed.objects.create(slug="made-later", url="https://later.example/f")
    transaction.set_rollback(True)
print("FOUND" + json.dumps({
    "search": [article.title for article in search_articles("備忘錄")] + [a.title for a in search_articles("robotics")],
    "deals": sorted(row["slug"] for row in json.loads(client.get("/deals.json?from=2026-11-01").content)["results"]),
    "reviews": sorted(Deal.objects.filter(is_starter=False).values_list("review", flat=True)),
}))
"""
NEWS = (
    Told("1", "Zhuhai and Macao sign a memorandum on robotics", "They signed it on 3 November 2026 in Hengqin."),
    Told("2", "廣州與澳門簽署合作備忘錄", "廣州市與澳門特別行政區於2026年11月5日簽署合作備忘錄，涉及3億元人民幣。"),
    Told("3", "Nevoeiro \u2028 sobre o “Delta” 😀", "Macau e Zhuhai, com <b>marcas</b> e \u0085 linhas."),
)


def rows_of(path):
    """Table -> its rows, in the order of their keys; JSON keys in no order, as PostgreSQL keeps none."""
    with zipfile.ZipFile(path) as file:
        tables = json.loads(file.read("manifest.json"))["tables"]
        return {
            table["model"]: [json.loads(line) for line in file.read(f"tables/{table['model']}.jsonl").splitlines()]
            for table in tables
        }


def differing(rows, others):
    """What is not the same, as (key, field, here, there); 5.0 and 5.00 are the same number."""
    if len(rows) != len(others):
        return [("rows", len(rows), len(others))]
    return [
        (row["pk"], name, value, other["fields"].get(name))
        for row, other in zip(rows, others, strict=True)
        for name, value in row["fields"].items()
        if not is_same(value, other["fields"].get(name))
    ][:5]


def is_same(one, other):
    if isinstance(one, str) and isinstance(other, str) and NUMBER.fullmatch(one) and NUMBER.fullmatch(other):
        return Decimal(one) == Decimal(other)
    return one == other


def found_in(installation):
    out = installation.run("shell", "--verbosity", "0", "--command", FOUND)[1]
    return json.loads(out.partition("FOUND")[2])


def empty_one(install, address, name):
    """A new PostgreSQL database, as ``createdb`` leaves it."""
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name}")
    return install(f"{address.rpartition('/')[0]}/{name}")


@pytest.mark.long
@pytest.mark.threat("D07")
@pytest.mark.timeout(1500)
@pytest.mark.postgresql
def test_everything_moves_to_postgresql_and_back_row_by_row(install, server, tmp_path, postgresql_url):
    first = install()
    server.routes["/feed"] = Reply(rss(*NEWS))
    (tmp_path / "feeds.yaml").write_text(json.dumps([{"slug": "delta", "url": server.url("/feed"), "tier": "B"}]))
    first.run("prepare")
    first.run("feeds", "import", str(tmp_path / "feeds.yaml"))
    first.run("poll", "--all")
    curator = first.start("create_curator", "wai", "--password-stdin")
    assert curator.communicate(input="correct horse battery staple\n", timeout=300)[1] == ""
    first.run("shell", "--verbosity", "0", "--command", PEOPLE)
    told = found_in(first)
    assert len(told["search"]) >= 2
    assert "accepted" in told["reviews"]

    halts = [first, empty_one(install, postgresql_url, "moved"), install()]
    files = []
    for number, (here, there) in enumerate(pairwise(halts)):
        files.append(tmp_path / f"{number}.zip")
        here.run("export_all", str(files[-1]), "--with-people")
        there.run("import_all", str(files[-1]))
        assert found_in(there) == told
    files.append(tmp_path / "last.zip")
    halts[-1].run("export_all", str(files[-1]), "--with-people")
    one, other, last = map(rows_of, files)
    assert len(one["articles.article"]) == 3
    assert one["auth.user"]
    assert one["digests.subscription"]
    for name, rows in one.items():
        assert differing(rows, other[name]) == [], f"{name} on PostgreSQL"
        assert differing(rows, last[name]) == [], f"{name} back on SQLite"

    refused = halts[1].start("import_all", str(files[0]))
    _, err = refused.communicate(timeout=300)
    assert (refused.returncode != 0, "holds news already" in err) == (True, True), err
