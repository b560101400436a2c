import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from articles.models import Deal
from dashboards.filters import Filters
from dashboards.queries.rows import deal_rows
from dashboards.templatetags.cells import address, status_badge
from dashboards.views.deals import PAGE_SIZE

LANGUAGES = ("en", "zh-hant", "zh-hans", "pt")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "key"), [("city", "hong-kong"), ("sector", "ai"), ("deal", "a-b_c-9"), ("article", 7)]
)
def test_an_address_is_the_one_that_the_router_gives(name, key, language):
    with override(language):
        assert address(name, key) == address(name, key) == reverse(name, args=[key])


def test_an_address_of_no_page_is_refused_and_no_key_can_leave_its_place():
    with pytest.raises(NoReverseMatch):
        address("no-such-page", "x")
    assert address("city", 'x"><script>/..').startswith("/cities/x%22%3E%3Cscript%3E%2F../")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_kept_of_a_row_is_what_its_template_says_and_stands_in_the_page_as_markup(language):
    page = Template("{% load cells %}{% status_badge status %}{% rung_ladder rung binding %}")
    with override(language):
        for status, is_binding in (("signed", True), ("talks", False), ("signed", False)):
            values = {"status": status, "rung": "contract", "binding": is_binding}
            fresh = [render_to_string(f"dashboards/{name}.html", values) for name in ("_status", "_rung")]
            for _ in range(2):
                assert page.render(Context(values)) == "".join(fresh)


def test_what_is_kept_escapes_what_it_is_given():
    page = Template("{% load cells %}{% status_badge status %}")
    assert "<script>" not in page.render(Context({"status": "<script>"}))


def test_the_badges_of_one_language_are_not_shown_in_another():
    with override("en"):
        english = status_badge("signed")
    with override("zh-hant"):
        assert status_badge("signed") != english


@pytest.mark.django_db
def test_rows_of_deals_take_as_many_queries_however_many_there_are(make_deal, django_assert_num_queries):
    for number in range(2 * PAGE_SIZE):
        make_deal(f"deal-{number}")
    for count in (1, 2 * PAGE_SIZE):
        with django_assert_num_queries(4):
            rows = deal_rows(Deal.objects.order_by("pk")[:count], with_quotes=False)
            assert [source.publisher for row in rows for source in row.sources] == ["Harbour Daily"] * count


def test_filters_refuse_a_name_that_they_do_not_have():
    with pytest.raises(TypeError, match="colour"):
        Filters().having(colour="red")
