import re
import sys
from datetime import UTC, datetime, timedelta
from statistics import median

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from kombu.exceptions import OperationalError

from articles.models import Deal
from dashboards.digests import tasks, tokens, views
from dashboards.digests.actions import signing_up, subscribing
from dashboards.digests.actions.running import run_mail_room
from dashboards.digests.models import Digest, Signup, Subscriber, Subscription

pytestmark = pytest.mark.django_db
SETTINGS = {"frequency": "daily", "hour": "8", "timezone": "Asia/Hong_Kong", "language": "en"}
FORM = {"email": "reader@example.org", **SETTINGS}


@pytest.fixture(autouse=True)
def clock(now):
    """The views read this time."""
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def strict():
    """A client as a mail program is: no cookies, CSRF enforced."""
    return Client(enforce_csrf_checks=True)


def subscribe(client, **changes):
    return client.post("/subscribe/", {**FORM, **changes})


def confirm_path():
    return re.search(r"/c/[^/\s]+/", mail.outbox[-1].body)[0]


def links(subscriber, now):
    return (
        f"/s/{tokens.manage_token(subscriber.handle, subscriber.rotation, today=now.date())}/",
        f"/u/{tokens.unsubscribe_token(subscriber.handle)}/",
    )


def test_a_reader_subscribes_from_a_page_confirms_is_mailed_and_leaves(strict, make_deal, next_morning):
    page = strict.get("/subscribe/?city=macao&page=2").content.decode()
    assert 'value="city=macao"' in page
    assert subscribe(strict, filters="city=macao&page=2").status_code == 200
    assert strict.post(confirm_path()).status_code == 200
    make_deal("one", cities=("macao",))
    make_deal("two", cities=("shenzhen",))
    run_mail_room(now=next_morning)
    digest = mail.outbox[-1]
    assert "Pact one" in digest.body
    assert "Pact two" not in digest.body
    one_click = re.search(r"/u/[^/>]+/", digest.extra_headers["List-Unsubscribe"])[0]
    answer = strict.post(one_click, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    make_deal("three", cities=("macao",), known_at=next_morning + timedelta(hours=1))
    run_mail_room(now=next_morning + timedelta(days=1))
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/deals/?city=macao&sort=amount&page=2&last=90d", "city=macao"),
        ("/signals/?city=macao", "city=macao&status=talks&status=planned&status=announced"),
        ("/cities/?sector=finance", "sector=finance"),
        ("/cities/macao/?min=1000000", "city=macao&min=1000000"),
        ("/links/macao/zhuhai/", "city=macao&city=zhuhai"),
        ("/sectors/finance/?city=macao", "city=macao&sector=finance"),
        ("/timeline/?city=macao&lane=policy", "city=macao"),
        ("/articles/?q=bridge", "q=bridge"),
    ],
)
def test_from_any_filtered_page_the_filter_goes_along(client, path, kept):
    page = client.get(path).content.decode()
    link = re.search(r'<a class="by-mail"[^>]*href="([^"]+)"', page)[1].replace("&amp;", "&")
    form = client.get(link).content.decode()
    found = re.search(r'name="filters" value="([^"]*)"', form)[1].replace("&amp;", "&")
    assert sorted(found.split("&")) == sorted(kept.split("&"))


@pytest.mark.threat("M04", "M05")
def test_known_and_unknown_suppressed_and_trapped_addresses_get_one_answer(client, make_reader, now):
    make_reader("known@example.org")
    pages = {
        subscribe(client, email="unknown@example.org").content,
        subscribe(client, email="known@example.org").content,
        subscribe(client, email="known@example.org").content,
        subscribe(client, email="robot@example.org", website="https://spam.example").content,
    }
    assert len(pages) == 1
    assert [message.to for message in mail.outbox] == [["unknown@example.org"], ["known@example.org"]]


@pytest.mark.parametrize("error", [OperationalError("no broker"), FileNotFoundError("no folder of the broker")])
def test_the_mail_is_not_sent_while_the_reader_waits(client, monkeypatch, error):
    def no_broker(*args, **kwargs):
        raise error

    monkeypatch.setattr(tasks.mail_confirmations, "apply_async", no_broker)
    assert subscribe(client).status_code == 200
    assert not mail.outbox
    tasks.send_due_digests()
    assert len(mail.outbox) == 1, "the timetable finds it"


@pytest.mark.threat("M04")
def test_the_sixth_wish_of_a_network_within_an_hour_is_refused(client):
    for number in range(5):
        assert subscribe(client, email=f"reader{number}@example.org").status_code == 200
    assert subscribe(client, email="reader5@example.org").status_code == 429
    assert len(mail.outbox) == 5


def test_readers_whose_ipv4_the_server_writes_in_ipv6_have_a_budget_each(client):
    for number in range(6):
        answer = client.post(
            "/subscribe/", {**FORM, "email": f"reader{number}@example.org"}, REMOTE_ADDR=f"::ffff:203.0.{number}.9"
        )
        assert answer.status_code == 200


def test_limits_count_the_network_that_our_own_proxy_reports(client, settings):
    settings.TRUST_PROXY = True
    client.post("/subscribe/", FORM, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"})
    assert Signup.objects.get().network == "203.0.113.0/24"
    settings.TRUST_PROXY = False
    client.post("/subscribe/", FORM, headers={"X-Forwarded-For": "203.0.113.9"})
    assert Signup.objects.latest("pk").network == "127.0.0.0/24"


@pytest.mark.threat("M03", "M10")
@pytest.mark.parametrize(
    "email",
    [
        "",
        "reader",
        "reader@",
        "reader@example.org\r\nBcc: all@example.org",
        "reader@exa mple.org",
        '"quoted reader"@example.org',
        "réader@example.org",
        "a" * 65 + "@example.org",
        "reader@" + "a" * 250 + ".org",
        "reader@example.org, other@example.org",
        "Reader <reader@example.org>",
    ],
)
def test_an_address_that_mail_cannot_reach_is_refused_clearly(client, email):
    answer = subscribe(client, email=email)
    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert not Signup.objects.exists()


@pytest.mark.threat("M10")
@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("Reader+gba@EXAMPLE.org", "Reader+gba@example.org"),
        (" reader@example.org ", "reader@example.org"),
        ("reader@例子.org", "reader@xn--fsqu00a.org"),
    ],
)
def test_of_an_address_only_the_domain_is_brought_into_one_form(client, email, kept):
    assert subscribe(client, email=email).status_code == 200
    assert Signup.objects.get().email == kept


@pytest.mark.parametrize(
    ("key", "value"),
    [("frequency", "hourly"), ("hour", "24"), ("timezone", "Mars/Base"), ("language", "xx"), ("filters", "q" * 5000)],
)
def test_a_bad_setting_is_refused(client, key, value):
    assert subscribe(client, **{key: value}).status_code == 400
    assert not Signup.objects.exists()


def test_everything_but_the_address_has_a_default(client):
    assert client.post("/subscribe/", {"email": "reader@example.org"}).status_code == 200
    signup = Signup.objects.get()
    assert (signup.frequency, signup.hour, signup.timezone, signup.language) == ("daily", 8, "Asia/Hong_Kong", "en")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_or_host_is_refused(client, site):
    answer = client.post("/subscribe/", FORM, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403
    assert not Signup.objects.exists()
    assert client.post("/subscribe/", FORM, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.threat("M01")
@pytest.mark.parametrize("method", ["get", "head"])
def test_who_only_opens_the_links_changes_nothing(strict, make_reader, now, method):
    subscribe(strict, email="new@example.org")
    manage, unsubscribe = links(make_reader().subscriber, now)
    before = list(Subscription.objects.values()), list(Signup.objects.values()), list(Subscriber.objects.values())
    for path in (confirm_path(), manage, unsubscribe, f"{manage}?action=delete", "/subscribe/?email=x@example.org"):
        assert getattr(strict, method)(path).status_code == 200
    assert before == (
        list(Subscription.objects.values()),
        list(Signup.objects.values()),
        list(Subscriber.objects.values()),
    )


@pytest.mark.threat("M06")
def test_pages_with_a_secret_address_are_kept_by_nobody_and_told_to_nobody(strict, make_reader, now):
    subscribe(strict, email="new@example.org")
    for path in (confirm_path(), *links(make_reader().subscriber, now), "/c/void/", "/s/void/", "/u/void/"):
        for answer in (strict.get(path), strict.post(path)):
            assert "no-store" in answer.headers["Cache-Control"], path
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert not answer.cookies


@pytest.mark.threat("M13")
@pytest.mark.parametrize("proxied", [False, True])
def test_no_mail_and_no_page_of_the_mail_room_names_another_host(
    client, settings, make_reader, make_deal, now, next_morning, proxied
):
    settings.ALLOWED_HOSTS, settings.TRUST_PROXY = ["*"], proxied
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "203.0.113.9"}
    answers = [client.post("/subscribe/", FORM, headers=forged)]
    manage, unsubscribe = links(make_reader("known@example.org").subscriber, now)
    make_deal("one", known_at=now - timedelta(minutes=1))
    paths = ["/subscribe/", confirm_path(), manage, f"{manage}preview/", f"{manage}preview/?part=text", unsubscribe]
    answers += [client.get(path, headers=forged) for path in [*paths, "/c/void/"]]
    run_mail_room(now=next_morning)
    answers.append(client.get(re.search(r"/digests/[0-9a-f-]{36}/", mail.outbox[-1].body)[0], headers=forged))
    for answer in answers:
        assert answer.status_code in (200, 404)
        assert "evil.example" not in answer.content.decode() + str(answer.headers)
    confirmation, digest = mail.outbox
    source = digest.message().as_bytes() + digest.body.encode() + digest.alternatives[0].content.encode()
    assert b"evil.example" not in source + confirmation.message().as_bytes()
    named = re.findall(r"https?://[^/\s\"<>]+", confirmation.body + digest.body + digest.alternatives[0].content)
    assert {name for name in named if "w3.org" not in name} == {settings.SITE_URL, "https://harbour.example.org"}
    own = [digest.extra_headers[name] for name in ("List-Unsubscribe", "List-Archive", "List-Help", "List-Subscribe")]
    assert all(value.startswith(f"<{settings.SITE_URL}/") for value in own)


def test_void_links_say_what_to_do(strict):
    for path in ("/c/void/", "/s/void/"):
        assert strict.get(path).status_code == 404
        assert strict.post(path).status_code == 404
        assert b"/subscribe/" in strict.get(path).content


@pytest.mark.threat("M02", "M05")
def test_unsubscribing_gives_the_same_answer_for_any_token_and_any_number_of_times(strict, make_reader, now):
    _, path = links(make_reader().subscriber, now)
    gone = make_reader("gone@example.org").subscriber
    _, forgotten = links(gone, now)
    subscribing.forget(gone)
    paths = (path, path, forgotten, "/u/void/", "/u/" + "x" * 500 + "/")
    # The page links to itself in other languages.
    answers = [strict.post(p) for p in paths]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content.replace(p.encode(), b"") for p, answer in zip(paths, answers, strict=True)}) == 1
    assert Subscription.objects.get().state == "unsubscribed"


@pytest.mark.threat("M05")
def test_a_manage_link_tells_nobody_whether_its_reader_was_ever_there(strict, make_reader, now):
    gone, moved = make_reader("gone@example.org").subscriber, make_reader("moved@example.org").subscriber
    paths = [links(gone, now)[0], links(moved, now)[0], "/s/void/"]
    subscribing.forget(gone)
    subscribing.revoke_links(moved)
    for end in ("", "preview/"):
        answers = [strict.get(path + end) for path in paths]
        assert {answer.status_code for answer in answers} == {404}
        assert len({a.content.replace((p + end).encode(), b"") for p, a in zip(paths, answers, strict=True)}) == 1


def test_a_reader_changes_pauses_resumes_and_is_forgotten(strict, make_reader, now):
    path, _ = links(make_reader(filters="city=macao").subscriber, now)
    changes = {**SETTINGS, "frequency": "weekly", "hour": "21", "language": "pt", "filters": "city=zhuhai"}
    assert strict.post(path, {"action": "save", **changes}).status_code == 200
    row = Subscription.objects.values_list("frequency", "filters", "subscriber__hour", "subscriber__language")
    assert row.get() == ("weekly", "city=zhuhai", 21, "pt")
    strict.post(path, {"action": "pause"})
    assert Subscription.objects.get().state == "paused"
    strict.post(path, {"action": "resume"})
    assert Subscription.objects.get().state == "active"
    Subscription.objects.update(state="unsubscribed", consent_text="2020-01", consent_network="192.0.2.0/24")
    strict.post(path, {"action": "resume"})
    again = Subscription.objects.get()
    agreed = (again.state, again.consent_text, again.consent_network)
    assert agreed == ("active", signing_up.CONSENT_TEXT, "127.0.0.0/24"), "the consent is of now"
    assert strict.post(path, {"action": "save", **changes, "hour": "99"}).status_code == 400
    assert strict.post(path, {"action": "nonsense"}).status_code == 400
    assert strict.post(path, {"action": "delete"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert strict.get(path).status_code == 404


@pytest.mark.threat("M06")
def test_who_forwarded_a_mail_makes_its_links_void_and_the_next_digest_brings_new_ones(
    strict, make_reader, make_deal, now, next_morning
):
    subscriber = make_reader().subscriber
    make_deal("one")
    path, unsubscribe = links(subscriber, now)
    page = strict.post(path, {"action": "renew"}).content.decode()
    subscriber.refresh_from_db()
    assert tokens.manage_token(subscriber.handle, subscriber.rotation, today=now.date()) not in page
    assert strict.get(path).status_code == 404
    run_mail_room(now=next_morning)
    fresh = re.search(r"/s/[\w-]+/", mail.outbox[-1].body)[0]
    with time_machine.travel(next_morning, tick=False):
        assert strict.get(fresh).status_code == 200
    assert strict.post(unsubscribe).status_code == 200
    assert Subscription.objects.get().state == "unsubscribed"


def test_the_manage_page_shows_no_whole_address(strict, make_reader, now):
    path, _ = links(make_reader("someone.private@example.org").subscriber, now)
    page = strict.get(path).content.decode()
    assert "s…@example.org" in page
    assert "someone.private" not in page


def test_the_archive_shows_the_whole_period_and_nothing_personal(client, make_reader, make_deal, next_morning):
    subscription = make_reader(filters="city=macao")
    make_deal("one", cities=("macao",))
    make_deal("two", cities=("shenzhen",), title="<script>alert(1)</script>")
    run_mail_room(now=next_morning)
    path = re.search(r"/digests/[0-9a-f-]{36}/", mail.outbox[-1].body)[0]
    page = client.get(path).content.decode()
    assert "Pact one" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "Macao</strong>" not in page
    assert subscription.subscriber.handle not in page
    subscription.subscriber.delete()
    assert client.get(path).status_code == 200
    assert client.get("/digests/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_links_of_a_mail_lead_to_pages_in_its_language(client, now):
    subscribe(client, language="zh-hant")
    assert "/zh-hant/c/" in mail.outbox[-1].body
    assert 'lang="zh-Hant' in client.get("/zh-hant" + confirm_path()).content.decode()


def test_a_link_confirms_within_seven_days(client, now):
    subscribe(client)
    with time_machine.travel(now + timedelta(days=7, seconds=1), tick=False):
        assert client.post(confirm_path()).status_code == 404
    assert signing_up.find_open(confirm_path().split("/")[2], now=datetime(2026, 11, 26, tzinfo=UTC))


def opened_form(client):
    """The signed time of a form that was just opened."""
    return re.search(r'name="opened" value="([^"]+)"', client.get("/subscribe/").content.decode())[1]


@pytest.mark.threat("M04")
@pytest.mark.parametrize(("seconds", "is_kept"), [(0, False), (1.5, False), (4, True), (86_400, True)])
def test_who_fills_in_the_form_quicker_than_people_do_is_no_reader(client, now, seconds, is_kept):
    opened = opened_form(client)
    with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
        answer = subscribe(client, opened=opened)
    assert answer.status_code == 200
    assert Signup.objects.exists() is is_kept
    assert answer.content == subscribe(client, email="x@example.org").content, "the answer tells nothing"


@pytest.mark.threat("M04")
def test_a_forged_time_of_the_form_is_no_reader(client):
    assert subscribe(client, opened="form:1abc:forged").status_code == 200
    assert not Signup.objects.exists()


def work_of(act):
    """The statements asked of the database, in order, and how many functions were called while `act()` ran."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    with CaptureQueriesContext(connection) as seen:
        sys.setprofile(count)
        try:
            act()
        finally:
            sys.setprofile(None)
    shapes = [re.sub(r"'[^']*'|\d+|known|other", "?", query["sql"]) for query in seen.captured_queries]
    return shapes, calls


@pytest.mark.threat("M05")
def test_known_and_unknown_addresses_cost_the_same_work(client, make_reader, settings, monkeypatch):
    """What is done takes the time: the same statements and as many calls, whatever else a machine does."""
    monkeypatch.setattr(tasks.mail_confirmations, "apply_async", lambda **options: None)
    monkeypatch.setattr(signing_up, "WISHES_AN_HOUR", 1000)
    for number in range(10, 20):
        make_reader(f"known{number}@example.org")
    statements, calls = {"known": [], "other": []}, {"known": [], "other": []}
    for number in range(10, 20):
        for kind in calls:
            asked, called = work_of(lambda address=f"{kind}{number}@example.org": subscribe(client, email=address))
            statements[kind].append(asked)
            calls[kind].append(called)
    assert statements["known"][1:] == statements["other"][1:]
    assert median(calls["known"]) == pytest.approx(median(calls["other"]), rel=0.001)


def test_a_reader_follows_a_deal_from_its_page_and_stops(strict, make_deal, now, settings):
    deal = make_deal("one")
    page = strict.get("/deals/one/").content.decode()
    assert 'name="deal" value="one"' in page
    assert 'action="/subscribe/"' in page
    answer = strict.post("/subscribe/", {"email": "reader@example.org", "deal": "one", "language": "en"})
    assert answer.status_code == 200
    assert "Pact one" in strict.get(confirm_path()).content.decode()
    assert not Subscription.objects.exists()
    strict.post(confirm_path())
    row = Subscription.objects.get()
    assert (row.frequency, row.deal, row.filters) == ("follow", deal, "")
    path, _ = links(row.subscriber, now)
    assert "Pact one" in strict.get(path).content.decode()
    assert strict.post(path, {"action": "stop", "subscription": str(row.pk)}).status_code == 200
    assert Subscription.objects.get().state == "unsubscribed"


def test_the_link_of_a_deal_leads_to_following_it_and_not_to_everything(client, make_deal):
    make_deal("one")
    page = client.get("/subscribe/?deal=one").content.decode()
    assert "Pact one" in page
    assert 'name="deal" value="one"' in page
    assert 'name="hour"' not in page
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    with time_machine.travel(datetime(2026, 11, 25, 4, 1, tzinfo=UTC), tick=False):
        client.post("/subscribe/", {"email": "reader@example.org", **hidden})
    assert Signup.objects.get().frequency == "follow"
    make_deal("named", title_zh_hant="兩家虛構機構簽署備忘錄")
    assert "兩家虛構機構簽署備忘錄" in client.get("/zh-hant/subscribe/?deal=named").content.decode()
    for path in ("none", "one%00", "%00"):
        unknown = client.get(f"/subscribe/?deal={path}")
        assert unknown.status_code == 200
    assert "This deal is not known" in client.get("/subscribe/?deal=none").content.decode()


def test_who_follows_a_deal_that_was_merged_follows_the_one_that_stands_for_it(client, make_deal):
    one, two = make_deal("one"), make_deal("two")
    Deal.objects.filter(pk=two.pk).update(merged_into=one, review="rejected", review_reason="duplicate")
    assert 'name="deal" value="one"' in client.get("/subscribe/?deal=two").content.decode()
    assert client.post("/subscribe/", {"email": "reader@example.org", "deal": "two"}).status_code == 200
    client.post(confirm_path())
    assert Subscription.objects.get().deal == one


def test_who_mistypes_an_address_still_follows_the_deal_and_keeps_the_usual_hour(client, make_deal):
    make_deal("one")
    answer = client.post("/zh-hant/subscribe/", {"email": "reader@", "deal": "one"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Pact one" in page
    assert 'name="hour"' not in page, "a followed deal has no hour"
    assert re.search(r'<option value="zh-hant" selected', page)
    assert re.search(r'<p class="letter-fault" id="id_email_error">\w+', page), "said beside the field too"
    client.post("/zh-hant/subscribe/", {"email": "reader@example.org", "deal": "one"})
    wish = Signup.objects.get()
    assert (wish.frequency, wish.hour, wish.language) == ("follow", 8, "zh-hant")


@pytest.mark.parametrize("deal", ["unknown", "../x", "x" * 200])
def test_a_deal_that_is_not_there_cannot_be_followed(client, make_deal, deal):
    make_deal("rejected", review="rejected", review_reason="not_a_deal")
    for slug in (deal, "rejected"):
        assert subscribe(client, deal=slug).status_code == 400
    assert not Signup.objects.exists()


def test_following_a_deal_changes_no_hour_of_the_digests(client, make_reader, make_deal):
    make_deal("one")
    make_reader(hour=21, language="pt", with_weekends=True)
    client.post("/subscribe/", {"email": "reader@example.org", "deal": "one", "language": "en"})
    client.post(confirm_path())
    subscriber = Subscriber.objects.get()
    assert (subscriber.hour, subscriber.language, subscriber.with_weekends) == (21, "pt", True)


def test_weekends_are_asked_for_and_kept(client, make_reader, now):
    subscribe(client, weekends="on")
    assert Signup.objects.get().with_weekends
    client.post(confirm_path())
    subscriber = Subscriber.objects.get()
    assert subscriber.with_weekends
    path, _ = links(subscriber, now)
    client.post(path, {"action": "save", **SETTINGS})
    assert not Subscriber.objects.get().with_weekends


def test_the_day_of_the_weekly_digest_is_asked_for_shown_and_kept(client, make_reader, now):
    assert b'name="weekday"' in client.get("/subscribe/").content
    subscribe(client, frequency="weekly", weekday="3")
    assert Signup.objects.get().weekday == 3
    path = confirm_path()
    assert "Weekly · Thursday · 08:00" in client.get(path).content.decode()
    client.post(path)
    subscriber = Subscriber.objects.get()
    assert subscriber.weekday == 3
    path, _ = links(subscriber, now)
    assert '<option value="3" selected>Thursday</option>' in client.get(path).content.decode()
    client.post(path, {"action": "save", **SETTINGS, "frequency": "weekly", "weekday": "4"})
    assert Subscriber.objects.get().weekday == 4


def test_who_says_nothing_of_a_day_gets_the_weekly_digest_on_mondays(client):
    subscribe(client, frequency="weekly")
    client.post(confirm_path())
    assert Subscriber.objects.get().weekday == 0


def test_one_more_daily_subscription_leaves_the_day_of_the_weekly_one(client, make_reader):
    make_reader(frequency="weekly", weekday=3)
    subscribe(client, frequency="daily", weekday="0")
    client.post(confirm_path())
    assert Subscriber.objects.get().weekday == 3


@pytest.mark.parametrize(("day", "status"), [("5", 400), ("6", 400), ("4", 200), ("7", 400), ("-1", 400), ("x", 400)])
def test_a_weekly_digest_at_a_weekend_has_to_be_asked_for_twice(client, db, day, status):
    assert subscribe(client, frequency="weekly", weekday=day).status_code == status
    assert subscribe(client, frequency="daily", weekday="6").status_code == 200
    assert subscribe(client, frequency="weekly", weekday="6", weekends="on").status_code == 200


def test_a_reader_sees_the_next_digest_as_it_stands_now(strict, make_reader, make_deal, now):
    path, _ = links(make_reader().subscriber, now)
    assert "Nothing yet" in strict.get(f"{path}preview/").content.decode()
    make_deal("one", known_at=now - timedelta(minutes=1))
    page = strict.get(f"{path}preview/")
    assert b"Pact one" in page.content
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    text = strict.get(f"{path}preview/?part=text&frequency=daily")
    assert text.headers["Content-Type"].startswith("text/plain")
    assert text.content.decode().startswith("GBA daily: 1 new deal")
    assert strict.get("/s/void/preview/").status_code == 404
    assert not Digest.objects.exists()


def test_before_subscribing_a_reader_sees_what_the_mail_would_hold(client, make_deal, now, monkeypatch):
    make_deal("one", cities=("macao",), known_at=now - timedelta(minutes=1))
    make_deal("two", cities=("shenzhen",), known_at=now - timedelta(minutes=1))
    page = client.get("/zh-hant/subscribe/?city=macao").content.decode()
    links_of = [link.replace("&amp;", "&") for link in re.findall(r'href="(/zh-hant/subscribe/sample/[^"]*)"', page)]
    assert len(links_of) == 4
    for link in links_of:
        shown = client.get(link)
        assert "Pact one" in shown.content.decode(), link
        assert "Pact two" not in shown.content.decode()
        assert "noindex" in shown.headers["X-Robots-Tag"]
    html, text = client.get(links_of[0]), client.get(links_of[-1])
    assert "default-src 'none'" in html.headers["Content-Security-Policy"]
    assert '<html lang="zh-hant"' in html.content.decode()
    assert text.headers["Content-Type"].startswith("text/plain")
    empty = client.get("/subscribe/sample/?city=zhuhai&frequency=hourly").content.decode()
    assert "Within the last week nothing became known" in empty
    assert "Zhuhai" in empty
    assert client.post("/subscribe/sample/").status_code == 405
    assert client.get("/subscribe/sample/?" + "&".join(["q=x"] * 500)).status_code == 200
    monkeypatch.setattr(views, "SAMPLES_AN_HOUR", 3)
    assert client.get(links_of[0]).status_code == 429
    assert not Subscriber.objects.exists()


@pytest.mark.threat("M01", "M02")
def test_a_scanner_that_opens_every_link_of_a_mail_changes_nothing_and_the_button_of_the_mail_program_does(
    strict, make_reader, make_deal, next_morning
):
    make_reader()
    make_deal("one")
    run_mail_room(now=next_morning)
    (message,) = mail.outbox
    found = re.findall(r"http://[^/]+(/[suc]/[^\s\"<>]+)", message.body + message.alternatives[0].content)
    assert len(found) >= 4
    for link in found:
        for method in ("get", "head", "options"):
            getattr(strict, method)(link)
    assert Subscription.objects.get().state == "active"
    one_click = re.search(r"/u/[^/>]+/", message.extra_headers["List-Unsubscribe"])[0]
    for _ in range(2):
        answer = strict.post(one_click, b"", content_type="application/x-www-form-urlencoded")
        assert (answer.status_code, len(answer.cookies)) == (200, 0)
    assert Subscription.objects.get().state == "unsubscribed"


@pytest.mark.threat("M02")
def test_who_opens_the_link_after_the_button_of_the_mail_program_sees_that_it_is_done(strict, make_reader, now):
    subscription = make_reader()
    _, leave = links(subscription.subscriber, now)
    assert "Press the button" in strict.get(leave).content.decode()
    strict.post(leave)
    page = strict.get(leave).content.decode()
    assert "No further digest is sent" in page
    assert "Press the button" not in page
    subscribing.resume(subscription.subscriber, network="", now=now)
    assert "Press the button" in strict.get(leave).content.decode()


def test_a_confirm_link_that_was_used_says_so_and_brings_nothing_back(strict, make_reader, now):
    subscribe(strict, filters="city=macao")
    path = confirm_path()
    assert "One more step" in strict.get(path).content.decode()
    assert "was used" not in strict.post(path).content.decode()
    subscribing.unsubscribe(tokens.unsubscribe_token(Subscriber.objects.get().handle), now=now)
    for answer in (strict.get(path), strict.post(path)):
        page = answer.content.decode()
        assert "This link was used on 25 Nov 2026" in page
        assert "One more step" not in page
        assert "will come" not in page
    assert Subscription.objects.get().state == "unsubscribed"


def test_the_confirm_mail_names_what_was_asked_for_and_how_often_it_comes(client, make_deal):
    make_deal("sample", cities=("macao",))
    subscribe(client, frequency="weekly", weekday="3", filters="city=macao&status=signed")
    for needed in ("What: Macao, Signed", "How often: Weekly · Thursday · 08:00 (Asia/Hong_Kong)", "Language: English"):
        assert needed in mail.outbox[-1].body
    subscribe(client, email="two@example.org", language="zh-hant")
    assert "頻率：每日 · 08:00" in mail.outbox[-1].body
    subscribe(client, email="three@example.org", frequency="follow", deal="sample")
    assert "What: Pact sample" in mail.outbox[-1].body


@pytest.mark.threat("M04")
def test_nobody_writes_a_line_to_somebody_else_by_the_confirm_mail(client, make_deal):
    line = "visit-evil.example"
    for number, key in enumerate(("q", "party", "person", "source")):
        subscribe(client, email=f"reader{number}@example.org", filters=f"city=macao&{key}={line}")
        assert "evil" not in mail.outbox[-1].body.lower()
        assert "words of your own" in mail.outbox[-1].body
