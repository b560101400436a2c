import json
import zipfile
from decimal import Decimal
from hashlib import sha256
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from articles.actions.curation import accept_deal
from articles.actions.rollups import find_drift, rebuild_rollups
from articles.models import Article, ArticlePage, CountedDeal, Deal, Feed, Tag
from articles.search import search_articles
from dashboards.digests.models import Subscriber, Subscription
from dashboards.exports.snapshots import snapshots, write_snapshot
from gba_tracker.whole_export import exported_models, read_export, write_export
from tests.articles.newsroom import MEMORANDUM, NOW, make_labels, make_waiting, process

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(tmp_path):
    """Everything of a small installation in one file: news, a decision, staff and a reader."""
    make_labels()
    article = make_waiting(MEMORANDUM)
    ArticlePage.objects.create(article=article, url="https://h.example/1", body=b"\x00\xff<p>", fetched_at=NOW)
    process(article)
    ann = User.objects.create_user("ann", "ann@desk.example", "a long password of hers", is_staff=True)
    ann.groups.add(Group.objects.get(name="Curator"))
    accept_deal(deal=Deal.objects.get(), by=ann, now=NOW)
    reader = Subscriber.objects.create(email="r@example.org", email_hash="h", handle="0a1b", created_at=NOW)
    Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=NOW)
    tag = Tag.objects.filter(kind="city").first()
    tag.name_en += " anew"
    tag.save()
    return tmp_path / "all.zip"


def rows(models):
    """Every row of the models as values, their links included."""
    found = {}
    for model in models:
        many = list(model._meta.local_many_to_many)
        found[model._meta.label] = [
            (
                *(row[name] if not isinstance(row[name], memoryview) else bytes(row[name]) for name in sorted(row)),
                *(sorted(str(o) for o in getattr(model._base_manager.get(pk=row["id"]), f.name).all()) for f in many),
            )
            for row in model._base_manager.order_by("pk").values()
        ]
    return found


def empty():
    """As a fresh set-up is: migrated, the register there, no news."""
    for model in (Article, Deal, Feed, User, Subscriber):
        model._base_manager.all().delete()


def test_everything_goes_out_and_comes_back_the_same_row_by_row(whole):
    models = exported_models(with_people=True)
    before = rows(models)
    tables = write_export(path=whole, now=NOW, with_people=True)
    assert {table.model: table.rows for table in tables} == {name.lower(): len(r) for name, r in before.items()}
    assert whole.stat().st_mode & 0o077 == 0, "addresses of readers are in it"
    empty()
    read_export(path=whole)
    after = rows(models)
    assert {name for name in before if after[name] != before[name]} == set()
    assert bytes(ArticlePage.objects.get().body) == b"\x00\xff<p>"
    assert User.objects.get().check_password("a long password of hers")
    assert search_articles("memorandum") == [Article.objects.get()]
    assert Feed.objects.create(slug="new", url="https://n.example/f").pk, "numbers go on where they were"


def test_sums_of_trillions_come_back_to_the_last_digit(whole):
    worth = Decimal("313614476222.19")
    Deal.objects.update(amount=worth, currency="USD", amount_usd=worth, rate=1)
    rebuild_rollups()
    assert CountedDeal.objects.filter(worth__gt=10**15).exists()
    write_export(path=whole, now=NOW)
    empty()
    read_export(path=whole)
    assert find_drift() == {}


def test_frozen_months_are_taken_along_and_none_is_put_in_place_of_another(whole, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "old"
    for month in (10, 11):
        write_snapshot(now=NOW.replace(month=month))
    frozen = {path.name: path.read_bytes() for path in (settings.DATA_DIR / "snapshots").iterdir()}
    write_export(path=whole, now=NOW)
    empty()
    settings.DATA_DIR = tmp_path / "new"
    there = settings.DATA_DIR / "snapshots"
    there.mkdir(parents=True)
    (there / "gba-deals-2026-11.json").write_text("{}")
    read_export(path=whole)
    assert {path.name: path.read_bytes() for path in there.iterdir()} == {
        "gba-deals-2026-10.csv": frozen["gba-deals-2026-10.csv"],
        "gba-deals-2026-10.json": frozen["gba-deals-2026-10.json"],
        "gba-deals-2026-11.json": b"{}",
    }
    assert [snapshot.month for snapshot in snapshots()] == ["2026-10"]


def test_what_a_row_is_linked_to_is_written_in_one_order_whatever_the_database_gives(whole):
    deal = Deal.objects.get()
    deal.tags.clear()
    for tag in Tag.objects.order_by("-pk")[:5]:
        deal.tags.add(tag)
    write_export(path=whole, now=NOW)
    with zipfile.ZipFile(whole) as file:
        written = json.loads(file.read("tables/articles.deal.jsonl"))["fields"]["tags"]
    assert len(written) == 5
    assert written == sorted(written)


def test_without_people_nobody_is_in_it_and_all_news_is(whole):
    write_export(path=whole, now=NOW)
    with zipfile.ZipFile(whole) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
        names = set(file.namelist())
        manifest = json.loads(file.read("manifest.json"))
        assert {"deals.csv", "sources.opml", "feeds.yaml", "README.txt", "tables/articles.deal.jsonl"} <= names
    assert b"ann@desk" not in everything
    assert b'"ann"' not in everything
    assert b"r@example.org" not in everything
    assert manifest["with_people"] is False
    news = exported_models(with_people=False)
    before = {model._meta.label: model._base_manager.count() for model in news}
    empty()
    read_export(path=whole)
    assert {model._meta.label: model._base_manager.count() for model in news} == before
    assert Deal.objects.get().review == "accepted"


@pytest.mark.parametrize("harm", ["bytes", "row", "release", "table", "manifest", "no zip"])
def test_a_file_that_is_not_whole_or_of_another_release_changes_nothing(whole, tmp_path, harm):
    write_export(path=whole, now=NOW)
    empty()
    bad = tmp_path / "bad.zip"
    if harm == "no zip":
        bad.write_bytes(b"no zip at all")
    elif harm == "bytes":
        bad.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    else:
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if harm == "release" and name == "manifest.json":
                    data = data.replace(json.loads(data)["migrations"]["articles"].encode(), b"9999_later")
                if harm == "manifest" and name == "manifest.json":
                    data = b"[]"
                if harm == "row" and name == "tables/articles.deal.jsonl":
                    data = data.replace(b'"signed"', b'"closed"')
                if harm != "table" or name != "tables/articles.deal.jsonl":
                    new.writestr(name, data)
    tags = Tag.objects.count()
    with pytest.raises(CommandError) as told:
        call_command("import_all", str(bad))
    assert told.value.returncode == 2
    assert "\n" not in str(told.value)
    assert (Article.objects.count(), Deal.objects.count(), Tag.objects.count()) == (0, 0, tags)


def test_a_file_of_news_brings_no_account(whole, tmp_path):
    write_export(path=whole, now=NOW)
    empty()
    line = json.dumps({"model": "auth.user", "fields": {"username": "eve", "password": "x", "is_superuser": True}})
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(bad, "w") as new:
        table = old.read("tables/articles.tag.jsonl").splitlines(keepends=True)
        table[0] = line.encode() + b"\n"
        for name in old.namelist():
            data = old.read(name)
            if name == "tables/articles.tag.jsonl":
                data = b"".join(table)
            if name == "manifest.json":
                manifest = json.loads(data)
                for one in manifest["tables"]:
                    if one["model"] == "articles.tag":
                        one["sha256"] = sha256(b"".join(table)).hexdigest()
                data = json.dumps(manifest).encode()
            new.writestr(name, data)
    with pytest.raises(CommandError, match=r"line 1 is a row of auth\.user"):
        call_command("import_all", str(bad))
    assert not User.objects.filter(username="eve").exists()


def test_a_text_with_line_separators_comes_back_as_it_was(whole):
    Article.objects.update(body="one\u2028two\u0085three")
    write_export(path=whole, now=NOW)
    empty()
    read_export(path=whole)
    assert Article.objects.get().body == "one\u2028two\u0085three"


def test_a_database_that_an_interrupted_import_has_left_half_made_gets_its_tables(whole, monkeypatch):
    made = []
    there = "gba_tracker.management.commands.import_all"
    monkeypatch.setattr(f"{there}.call_command", lambda name, **options: made.append(name))
    write_export(path=whole, now=NOW)
    with pytest.raises(CommandError, match="holds news already"):
        call_command("import_all", str(whole))
    assert made == [], "a database that is in use is never migrated by the way"
    empty()
    call_command("import_all", str(whole), stdout=StringIO())
    assert made == ["migrate"]


def test_an_import_that_was_killed_before_search_was_written_is_finished_by_a_second_run(whole, monkeypatch):
    def killed():
        raise KeyboardInterrupt

    write_export(path=whole, now=NOW)
    empty()
    monkeypatch.setattr("gba_tracker.whole_export.rebuild_search", killed)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_all", str(whole), stdout=StringIO())
    rebuilt, out = [], StringIO()
    monkeypatch.setattr("gba_tracker.whole_export.rebuild_search", lambda: rebuilt.append(True))
    call_command("import_all", str(whole), stdout=out)
    assert rebuilt == [True]
    assert "is finished" in out.getvalue()
    with pytest.raises(CommandError, match="holds news already"):
        call_command("import_all", str(whole))


def test_a_database_that_holds_news_is_not_overwritten(whole):
    write_export(path=whole, now=NOW)
    with pytest.raises(CommandError, match="holds news already"):
        call_command("import_all", str(whole))
    out = StringIO()
    call_command("export_all", str(whole), stdout=out)
    assert "tables" in out.getvalue()
