"""Who reaches what: every address of the desk that there is, by role and method (THREATS A02).

The test walks the addresses itself. What an address is for follows from its
name; a page of our own asks for the right to change its model unless ``OWN``
says otherwise. A new address that is not told here fails until somebody says whom it is for.
"""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.urls import NoReverseMatch, URLResolver, reverse

from articles.models import Alias, Deal, ExchangeRate, Milestone, Poll, ReviewDecision, ReviewItem, Story
from dashboards.digests.models import (
    Bounce,
    Delivery,
    Digest,
    Halt,
    Signup,
    Subscriber,
    Subscription,
    Suppression,
)
from tests.articles.desk import NOW, make_deal, make_feed, make_groups, make_person
from tests.articles.test_admin_review import log_in_with_device

pytestmark = pytest.mark.django_db
ROLES = ("staff", "Curator", "Editor", "Admin", "superuser")
"""Who is no staff has a test of its own: test_admin.py sends them away from every address."""
NONE = "no one"
ANYBODY_OF_STAFF = {
    "index",
    "password_change",
    "password_change_done",
    "jsi18n",
    "view_on_site",
    "app_list",
    "search",
    "language",
    "logins",
}
# model: who sees, changes, adds, deletes
MODELS = {
    "article": ("Curator", "Curator", NONE, NONE),
    "deal": ("Curator", "Curator", NONE, NONE),
    "reviewdecision": ("Curator", NONE, NONE, NONE),
    "feed": ("Curator", "Editor", NONE, NONE),
    "poll": ("Curator", "superuser", NONE, NONE),  # whose page has no field that can be written
    "milestone": ("Curator", "Editor", NONE, NONE),
    "story": ("Curator", "superuser", NONE, NONE),  # whose page has no field that can be written
    "tag": ("Curator", "Editor", NONE, NONE),
    "alias": ("Curator", "Editor", "Editor", "Editor"),
    "exchangerate": ("Curator", "Editor", "Editor", "Editor"),
    "user": ("Admin", "Admin", "Admin", "superuser"),
    "group": ("Admin", "superuser", "superuser", "superuser"),
    "digest": ("Editor", NONE, NONE, NONE),
    "delivery": ("Editor", NONE, NONE, NONE),
    "subscriber": ("Editor", NONE, NONE, "Admin"),
    "subscription": ("Editor", NONE, NONE, NONE),
    "signup": ("Editor", NONE, NONE, NONE),
    "bounce": ("Editor", NONE, NONE, NONE),
    "suppression": ("Editor", NONE, NONE, "Admin"),
    "halt": ("Editor", "Admin", "Admin", NONE),
}
# Pages beside Django's own: who may look and who may send.
OWN = {
    "review": ("Curator", "Curator"),
    "review_next": ("Curator", "Curator"),
    "review_quality": ("Curator", "Curator"),
    "review_merge": ("Curator", "Curator"),
    "review_missed": ("Curator", "Curator"),
    "review_undo": ("Curator", "Curator"),
    "review_bulk": ("Curator", "Curator"),
    "review_bulk_act": ("Curator", "Curator"),
    "review_item": ("Curator", "Curator"),
    "review_decide": ("Curator", "Curator"),
    "articles_tag_simple_history": ("Curator", "Editor"),
    "articles_alias_simple_history": ("Curator", "Editor"),
    "articles_feed_simple_history": ("Curator", "Editor"),
    "articles_milestone_simple_history": ("Curator", "Editor"),
    "auth_user_password_change": ("Admin", "Admin"),
    **{f"articles_{name}_export": ("Curator", "Curator") for name in ("deal", "article", "tag", "alias", "feed")},
    "operation": ("Curator", "Curator"),  # refuses to be written to
    "digests_bounce_domains": ("Editor", "Editor"),
    "digests_subscriber_preview": (None, None),  # is not there (404) for who may not see subscribers
    "logout": (None, None),  # sends everybody away
    "autocomplete": (None, None),  # asks for the right to see what it searches; test_admin_deals.py
    "articles_feed_act": (None, None),  # refuses the method first, and knows only its own words
}
STANDARD = re.compile(r"(?P<app>[a-z]+)_(?P<model>[a-z]+)_(?P<page>changelist|add|change|delete|history)")


def addresses(patterns=None):
    """Every named address below /admin/ but those of the login."""
    for pattern in patterns if patterns is not None else admin.site.get_urls():
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        elif pattern.name and pattern.name not in ("login", "second_factor"):
            yield pattern.name


NAMES = sorted(set(addresses()))


def expected(name, method):
    """The lowest role that an address is for."""
    is_post = method == "post"
    if name in ANYBODY_OF_STAFF:
        return "staff"
    if name in OWN:
        return OWN[name][is_post]
    found = STANDARD.fullmatch(name)
    model = found["model"] if found else name.split("_")[1] if "_" in name else name
    assert model in MODELS, f"whom is {name} for? MODELS or OWN has to say so"
    sees, changes, adds, deletes = MODELS[model]
    if not found:
        return changes
    page = found["page"]
    if page == "change":
        return changes if is_post else sees
    return {"changelist": sees, "history": sees, "add": adds, "delete": deletes}[page]


@pytest.fixture
def rows():
    """One row of each model, by its name."""
    make_groups()
    feed = make_feed()
    deal, other = make_deal(1), make_deal(2)
    article = deal.reports.get().article
    tag = deal.tags.first()
    tag.save()
    alias = Alias.objects.create(tag=tag, text="Lantern", lang="en", added_at=NOW)
    return {
        "article": article,
        "deal": deal,
        "other": other,
        "reviewdecision": ReviewDecision.objects.create(deal=deal, action="link", decided_at=NOW),
        "feed": feed,
        "poll": Poll.objects.create(feed=feed, started_at=NOW, outcome="ok"),
        "milestone": Milestone.objects.create(
            slug="m", title="Bridge", type="launch_opening", status="completed", happened_on="2018-10-24",
            source_publisher="Harbour Daily", source_url="https://harbour.example.org/m",
        ),
        "story": Story.objects.create(title="Harbour and Delta sign a pact"),
        "tag": tag,
        "alias": alias,
        "exchangerate": ExchangeRate.objects.create(
            currency="CNY", period="2026-07", per_usd="7.1", source="A central bank", added_at=NOW
        ),
        "user": User.objects.create_user("reader"),
        "group": Group.objects.get(name="Curator"),
        "reviewitem": ReviewItem.objects.create(kind="deal", key="deal:1", deal=deal, opened_at=NOW),
        **mail_rows(),
    }  # fmt: skip


def mail_rows():
    """One row of each model of the mail room."""
    reader = Subscriber.objects.create(email="ana@example.org", email_hash="a", handle="h", created_at=NOW)
    digest = Digest.objects.create(
        subscriber=reader, frequency="daily", period="2026-11-25", created_at=NOW,
        period_start=NOW - timedelta(days=1), period_end=NOW,
    )  # fmt: skip
    return {
        "subscriber": reader,
        "digest": digest,
        "subscription": Subscription.objects.create(subscriber=reader, frequency="daily", confirmed_at=NOW),
        "delivery": Delivery.objects.create(
            digest=digest, message_id="<1@example.org>", next_attempt_at=NOW, give_up_at=NOW
        ),
        "signup": Signup.objects.create(
            email_hash="a", network="192.0.2.0/24", consent_text="1", frequency="daily", created_at=NOW,
            next_attempt_at=NOW, expires_at=NOW,
        ),
        "bounce": Bounce.objects.create(
            email_hash="a", domain="example.org", kind="soft", event_key="1", happened_at=NOW
        ),
        "suppression": Suppression.objects.create(email_hash="b", reason="complaint", created_at=NOW),
        "halt": Halt.objects.create(started_at=NOW, reason="a drill", ended_at=NOW),
    }  # fmt: skip


def address_of(name, rows):
    arguments = [[]]
    if name == "review_merge":
        arguments = [[rows["deal"].pk, rows["other"].pk]]
    elif name in ("review_item", "review_decide"):
        arguments = [[rows["reviewitem"].pk]]
    elif name == "review_missed":
        arguments = [[rows["article"].pk]]
    elif name == "review_undo":
        arguments = [[rows["reviewdecision"].pk]]
    elif name.endswith("_simple_history"):
        row = rows[name.split("_")[1]]
        row.save()
        arguments = [[row.pk, row.history.first().pk]]
    elif len(name.split("_")) > 2:
        row = rows.get(name.split("_")[1])
        arguments = [[], [row.pk if row else 1], [row.pk if row else 1, "poll"]]
    elif name == "view_on_site":
        arguments = [[1, 1]]
    elif name == "app_list":
        arguments = [["articles"]]
    for given in arguments:
        try:
            return reverse(f"admin:{name}", args=given)
        except NoReverseMatch:
            continue
    raise AssertionError(f"no address for {name}")


def enter(client, role):
    client.logout()
    person = User.objects.create_user("staff", is_staff=True) if role == "staff" else None
    person = person or make_person(
        "superuser" if role == "superuser" else role.lower(), role if role != "superuser" else ""
    )
    log_in_with_device(client, person)


def is_let_in(answer):
    """Whether an address did more than refuse; where to log in is told to anybody."""
    return answer.status_code != 403 and not answer.get("Location", "").startswith("/admin/login/")


@pytest.mark.threat("A02")
def test_every_address_by_role_and_method_is_as_the_table_says(client, settings, rows):
    settings.STAFF_TOTP = True
    lowest = {(name, method): NONE for name in NAMES for method in ("get", "post")}
    for role in ROLES:
        enter(client, role)
        key = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""
        for name, method in lowest:
            if lowest[name, method] != NONE:
                continue  # the groups lie inside each other
            with transaction.atomic():
                answer = getattr(client, method)(address_of(name, rows), {"post": "yes"} if method == "post" else {})
                if is_let_in(answer):
                    lowest[name, method] = role
                transaction.set_rollback(True)
            client.cookies.clear()
            client.cookies["sessionid"] = key
    wrong = {}
    for (name, method), found in lowest.items():
        told = expected(name, method)
        if told is not None and found != told:
            wrong[name, method] = f"for {found}, should be for {told}"
    assert wrong == {}
    assert len(NAMES) > 90


@pytest.mark.threat("A01")
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_the_password_alone_opens_no_address_at_all(client, settings, rows, method):
    settings.STAFF_TOTP = True
    client.force_login(make_person("boss"))
    for name in NAMES:
        answer = getattr(client, method)(address_of(name, rows))
        assert answer.status_code == 302, name
        assert answer["Location"] == "/admin/" or answer["Location"].startswith("/admin/login/"), name


@pytest.mark.parametrize("method", ["put", pytest.param("patch", marks=pytest.mark.long), "delete"])
def test_no_other_method_changes_anything(client, rows, method):
    client.force_login(make_person("boss"))
    before = list(Deal.objects.order_by("pk").values())
    for name in NAMES:
        with transaction.atomic():
            assert getattr(client, method)(address_of(name, rows)).status_code < 500, name
    assert list(Deal.objects.order_by("pk").values()) == before


@pytest.mark.threat("A04")
def test_every_form_of_the_desk_needs_its_token(rows):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_person("boss"))
    for name in NAMES:
        if name in ("jsi18n", "view_on_site", "autocomplete"):
            continue
        answer = strict.post(address_of(name, rows))
        assert answer.status_code in (403, 405), name


def test_models_of_other_rooms_are_for_editors_and_never_for_curators(client, rows):
    enter(client, "Curator")
    for name in NAMES:
        if name.startswith("digests_"):
            assert client.get(address_of(name, rows)).status_code in (302, 403, 404), name
