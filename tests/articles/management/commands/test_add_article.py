from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import Article
from tests.articles.newsroom import make_labels
from tests.feedserver import LoopbackServer, Reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.FETCH_ALLOW_PRIVATE, settings.FETCH_HOST_PACE = True, 0
    with LoopbackServer() as server:
        text = "<p>Macao e Zhuhai assinaram um acordo de cooperação em Hengqin.</p>" * 8
        page = (
            f"<html lang=pt><head><title>Acordo em Hengqin</title></head><body><article>{text}</article></body></html>"
        )
        server.routes["/a"] = Reply(page.encode(), content_type="text/html; charset=utf-8")
        yield server


def add(*urls):
    out = StringIO()
    call_command("add_article", *urls, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_an_address_is_taken_in_and_processed_and_one_that_is_here_is_named(site):
    make_labels()
    first = add(site.url("/a"))
    article = Article.objects.get()
    assert first == f"{site.url('/a')}: added, article {article.pk}: Acordo em Hengqin\n"
    assert article.processed_at is not None
    assert add(site.url("/a?utm_source=x")).count(f"here already, article {article.pk}") == 1


def test_one_that_cannot_be_had_makes_it_fail_and_the_others_are_in(site):
    out = StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("add_article", "file:///etc/passwd", site.url("/a"), site.url("/b"), stdout=out, stderr=StringIO())
    assert caught.value.code == 1
    assert Article.objects.count() == 1
    assert f"{site.url('/b')}: HTTP 404" in out.getvalue()
