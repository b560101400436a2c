"""Tables in and out on the desk: shown before they are saved, guarded, logged, and calculated by no spreadsheet."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from articles.models import Alias, Article, Deal, Feed, Tag
from tests.articles.desk import HOSTILE, NOW, make_article, make_deal, make_feed, make_person, make_tags

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_LINES = 1024 * 1024, 1000
PAYLOADS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", " =1+1", "\u3000=1", ";=1", "|calc", "%0A=1",
    '=HYPERLINK("https://evil.example.org")', "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip


@pytest.fixture
def editor(client):
    """An editor who is logged in."""
    client.force_login(make_person("ed", "Editor"))
    return client


def send(client, path, text, name="rows.csv"):
    """Upload a table and give the page that says what it would do."""
    body = text if isinstance(text, bytes) else text.encode()
    return client.post(path, {"format": "0", "import_file": SimpleUploadedFile(name, body)})


def confirm(client, page, path):
    """Press the button below what was shown."""
    form = page.context["confirm_form"]
    return client.post(path, {name: form.initial.get(name, "") for name in form.fields}, follow=True)


def words_of(page):
    return page.content.decode()


class TestTags:
    """Names of tags come in as a table; tags do not."""

    path, button = "/admin/articles/tag/import/", "/admin/articles/tag/process-import/"

    def test_a_name_is_shown_as_a_difference_saved_then_and_kept_with_who_did_it(self, editor):
        tag = make_tags()["finance"]
        page = send(editor, self.path, "kind,slug,name_en,name_pt\nsector,finance,Finance,Finanças <b>\n")
        assert "<ins>Finanças &lt;b&gt;</ins>" in words_of(page)
        tag.refresh_from_db()
        assert (tag.name_pt, tag.history.count()) == ("", 1)
        page = confirm(editor, page, self.button)
        tag.refresh_from_db()
        assert (tag.name_pt, tag.edited_names) == ("Finanças <b>", {"pt": "Finanças <b>"})
        assert [row.history_user and row.history_user.username for row in tag.history.all()] == ["ed", None]
        assert LogEntry.objects.get().user.username == "ed"
        assert "Added 0, updated 1, unchanged 0." in words_of(page)

    def test_what_is_wrong_is_said_line_by_line_and_nothing_is_saved(self, editor):
        make_tags()
        page = send(
            editor, self.path, f"kind,slug,name_en\nsector,finance,{'x' * 201}\nsector,no-such,Name\ncity,macao,Macau\n"
        )
        words = words_of(page)
        assert "at most 200 characters" in words
        assert "No tag has this kind and slug." in words
        assert "confirm_form" not in page.context
        assert Tag.objects.get(slug="macao").name_en == "Macao"

    def test_what_was_never_shown_is_not_saved(self, editor):
        make_tags()
        sent = {"import_file_name": "/etc/passwd", "original_file_name": "x", "format": "0", "resource": ""}
        page = editor.post(self.button, sent, follow=True)
        assert "Please choose the file again." in words_of(page)

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"kind,slug\n" + b"x" * MOST_BYTES, "larger than 1 MiB"),
            (b"kind,slug\n" + b"a,b\n" * MOST_LINES, "more than 1000 lines"),
            ("kind,slug,name_en\n深圳".encode("gb18030"), "not UTF-8"),
            (b"kind,slug,name_en\nsector,finance,a\0b\n", "no text"),
            (b"kind,slug,name_en\nsector,finance\n", "cannot be blank"),
            (b"kind,slug,name_en\nsector,finance,bell\x07\n", "cannot be printed"),
            (b'kind,slug,name_en\n"sector,finance,' + b"y" * 140_000, "while trying to read file"),
            (b"PK\x03\x04", "No valid data"),
            (b"colour\nred\n", "kind"),
        ],
    )
    def test_a_hostile_file_is_an_error_in_words(self, editor, body, words):
        make_tags()
        page = send(editor, self.path, body)
        assert page.status_code == 200
        assert words in words_of(page)
        assert "confirm_form" not in page.context


class TestAliases:
    """Aliases come in as a table, through the same check as on their form."""

    path, button = "/admin/articles/alias/import/", "/admin/articles/alias/process-import/"

    def test_they_are_added_and_their_articles_are_read_again(self, editor):
        make_tags()
        article = make_article(text="The Lantern House opened.", listed_at=NOW)
        table = "kind,slug,text,lang,match,note\norganisation,harbour-bureau,Lantern House,en,,found in print\n"
        page = send(editor, self.path, table)
        assert Alias.objects.count() == 0
        confirm(editor, page, self.button)
        alias = Alias.objects.get()
        assert (alias.tag.slug, alias.match, alias.added_by.username) == ("harbour-bureau", "needs_context", "ed")
        assert alias.history.get().history_user.username == "ed"
        article.refresh_from_db()
        assert article.processed_at is None
        page = send(editor, self.path, table)
        assert page.context["result"].totals["skip"] == 1

    def test_a_word_that_names_something_else_is_refused(self, editor):
        make_tags()
        page = send(editor, self.path, "kind,slug,text,lang\norganisation,harbour-bureau,Shenzhen,en\n")
        assert "names city shenzhen already" in words_of(page)


class TestFeeds:
    """Feeds come in as a table, behind the same guard as a list."""

    path, button = "/admin/articles/feed/import-table/", "/admin/articles/feed/process-import/"

    def test_they_are_added_and_updated_by_address_and_never_polled_anew(self, editor):
        feed = make_feed(title="Old")
        table = (
            "url,title,publisher,tier\nhttps://harbour-daily.example.org/rss,New,,B\n"
            "https://delta.example.org/rss,Delta,Delta Post,\n"
        )
        page = send(editor, self.path, table)
        assert Feed.objects.count() == 1
        confirm(editor, page, self.button)
        feed.refresh_from_db()
        assert (feed.title, feed.tier, feed.publisher, feed.slug) == ("New", "B", "Harbour Daily", "harbour-daily")
        added = Feed.objects.get(slug="delta")
        assert (added.publisher, added.tier, added.state) == ("Delta Post", "D", "active")
        assert {entry.object_repr for entry in LogEntry.objects.all()} == {"delta", "harbour-daily"}

    @pytest.mark.threat("S01", "S04")
    @pytest.mark.parametrize(
        ("url", "words"),
        [
            ("http://127.0.0.1/rss", "not a public host"),
            ("http://169.254.169.254/latest", "not a public host"),
            ("https://harbour.example.org:8443/rss", "only ports 80 and 443"),
            ("file:///etc/passwd", "only http and https"),
            ("https://me:pw@harbour.example.org/", "user names and passwords"),
            ("", "no address"),
        ],
    )
    def test_an_address_that_may_not_be_asked_is_refused(self, editor, settings, url, words):
        settings.FETCH_ALLOW_PRIVATE = False
        page = send(editor, self.path, f"url,title\n{url},x\n")
        assert words in words_of(page)
        assert "confirm_form" not in page.context


@pytest.mark.parametrize(
    "path",
    [f"/admin/articles/{model}/{page}/" for model in ("tag", "alias") for page in ("import", "process-import")]
    + ["/admin/articles/feed/import-table/", "/admin/articles/feed/process-import/"],
)
def test_a_curator_takes_no_table_in(client, path):
    client.force_login(make_person("cu", "Curator"))
    assert client.post(path).status_code == 403


@pytest.mark.threat("W07", "W08", "W09")
def test_no_cell_that_goes_out_is_ever_calculated_and_what_comes_back_is_as_it_was(editor):
    tags = [Tag.objects.create(kind="organisation", slug=f"o-{n}", name_en=text) for n, text in enumerate(PAYLOADS)]
    answer = editor.post("/admin/articles/tag/export/", {"format": "0", "resource": "0"})
    assert answer["Content-Type"] == "text/csv"
    assert answer["Content-Disposition"].startswith('attachment; filename="tag-20')
    body = answer.content.decode("utf-8")
    assert body.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(body.removeprefix("\ufeff"), newline="")))
    assert {row["name_en"] for row in rows} >= {f"'{text}" for text in PAYLOADS}

    page = send(editor, "/admin/articles/tag/import/", body)
    assert page.context["result"].totals["skip"] >= len(tags) - 2  # blanks at the ends go
    assert not page.context["result"].has_errors()

    answer = editor.post("/admin/articles/tag/export/", {"format": "1", "resource": "0"})
    sheet = load_workbook(BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    assert {f"'{text}" for text in PAYLOADS} <= {cell.value for cell in cells}


@pytest.mark.parametrize(
    ("path", "column"), [("deal", "title"), ("article", "title"), ("feed", "publisher"), ("alias", "text")]
)
def test_a_list_goes_out_as_it_is_filtered_and_texts_of_publishers_do_not(client, path, column):
    client.force_login(make_person("cu", "Curator"))
    feed = make_feed(title="Lantern")
    Feed.objects.filter(pk=feed.pk).update(publisher="=1+1")
    deal = make_deal(1, article=make_article(1, title=f"=cmd {HOSTILE}"))
    make_deal(2)
    Alias.objects.create(tag=deal.tags.first(), text="=Lantern", lang="en", added_at=NOW)
    whole = client.post(f"/admin/articles/{path}/export/", {"format": "0", "resource": "0"}).content.decode()
    assert "'=" in whole
    assert "memorandum" not in whole
    found = client.post(f"/admin/articles/{path}/export/?q=cmd", {"format": "0", "resource": "0"}).content.decode()
    expected = {"deal": 1, "article": 1}.get(path, 0)
    assert len(list(csv.DictReader(StringIO(found.removeprefix("\ufeff"), newline="")))) == expected
    assert column in found


@pytest.mark.threat("P04")
def test_more_rows_than_a_table_holds_are_refused_in_words(client, monkeypatch):
    monkeypatch.setattr("articles.admin.exchange.desk.MOST_ROWS_OUT", 1)
    client.force_login(make_person("cu", "Curator"))
    make_deal(1)
    make_deal(2)
    page = client.post("/admin/articles/deal/export/", {"format": "0", "resource": "0"})
    assert "please filter the list first" in words_of(page)
    assert (Deal.objects.count(), Article.objects.count()) == (2, 2)


def test_the_trial_of_aliases_says_what_articles_would_gain_and_lose(editor):
    """The listed tag is the reference data's own: what the pipeline makes of the words is shown, nothing is kept."""
    Tag.objects.create(kind="organisation", slug="hkma", name_en="Hong Kong Monetary Authority")
    words = "Lantern House of Hong Kong and Shenzhen\n\nOfficials of Shenzhen met the Lantern House of Hong Kong."
    article = make_article(text=words, listed_at=timezone.now())
    head = "kind,slug,text,lang,match\norganisation,hkma,Lantern House,en,"
    page = send(editor, TestAliases.path, f"{head}standalone\n")
    assert "Would gain (1)" in words_of(page)
    assert Alias.objects.count() == 0
    confirm(editor, page, TestAliases.button)
    Article.objects.update(processed_at=NOW)
    page = send(editor, TestAliases.path, f"{head}compound_only\n")
    assert "Would lose (1)" in words_of(page)
    assert page.context["result"].preview.lost == [(article, ["organisation:hkma"])]
    assert Alias.objects.get().match == "standalone"
