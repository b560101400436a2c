"""The quality page after sixty decisions by its own forms, beside what a hand reckons from the plan of them."""

from datetime import datetime, timedelta

import lxml.html
import pytest
import time_machine

from articles.actions.curation import fill_queue
from articles.models import Deal, Feed, ReviewDecision, ReviewItem
from tests.articles.desk import TEXT, make_article, make_deal, make_feed, make_person
from tests.articles.test_admin_review import QUEUE, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]
START = datetime.fromisoformat("2026-11-02T01:00:00+00:00")
PLAN = [
    # kind, act, what is typed, seconds, how many
    ("sample", "accept", {}, 8, 12),
    ("sample", "accept", {"amount": "7000000"}, 20, 3),
    ("sample", "accept", {"status": "announced", "amount": "7000000"}, 30, 1),
    ("sample", "reject", {"reason": "wrong_value"}, 4, 2),
    ("sample", "reject", {"reason": "opinion"}, 6, 2),
    ("deal", "accept", {}, 10, 22),
    ("deal", "accept", {"title": "Another title"}, 40, 4),
    ("deal", "reject", {"reason": "not_a_deal"}, 5, 10),
    ("missed", "add", {}, 0, 4),
]
"""Sixty decisions: twenty on the random sample, thirty-six on the queue, four deals that the machine had not found."""


def decide(client, number, kind, act, typed, seconds, clock):
    if kind == "missed":
        article = make_article(number, feed=Feed.objects.get())
        page = f"{QUEUE}missed/{article.pk}/"
        quote = TEXT.partition("\n\n")[2]
        form = client.get(page, {"quote": quote}).context["form"]
        values = {field.html_name: field.value() for field in form if field.value() not in (None, "")}
        values |= {"type": "mou", "status": "signed", "parties": "Harbour Bureau\nDelta Bureau", "title": "A pact"}
        answer = client.post(page + "?quote=" + quote, {**values, "quote": quote})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        return
    item = ReviewItem.objects.open().get(deal__slug=f"deal-{number}")
    ReviewItem.objects.filter(pk=item.pk).update(kind=kind)
    form = fields_of(client, item) if act == "accept" else {}
    clock.shift(timedelta(seconds=seconds))
    sent = {**form, **typed} if act == "accept" else typed
    assert client.post(f"{QUEUE}{item.pk}/decide/", {**sent, "act": act}).status_code == 302
    assert not ReviewItem.objects.open().filter(pk=item.pk).exists()


def table(page, caption):
    """The cells of one row by the heads of their columns."""
    found = next(t for t in page.iter("table") if caption in t.findtext("caption"))
    heads = [cell.text_content() for cell in found.iterfind("thead/tr/th")]
    return dict(zip(heads, [cell.text_content() for cell in found.find("tbody/tr")], strict=True))


def test_sixty_decisions_give_the_figures_that_a_hand_reckons(client):
    client.force_login(make_person("wai"))
    make_feed(tier="A")
    rows = [(kind, *rest) for kind, *rest, times in PLAN for _ in range(times)]
    assert len(rows) == 60
    with time_machine.travel(START, tick=False) as clock:
        for number, row in enumerate(rows):
            if row[0] != "missed":
                make_deal(number)
        fill_queue(now=START)
        for number, row in enumerate(rows):
            decide(client, number, *row, clock)
        page = lxml.html.fromstring(client.get(f"{QUEUE}quality/").content.decode())
    assert (Deal.objects.filter(review="accepted").count(), Deal.objects.filter(review="rejected").count()) == (46, 14)
    precision, speed = table(page, "Precision by field"), table(page, "Recall and speed")
    # Twenty sampled, four of them rejected. Sixteen accepted: one status and four amounts were not left as they were,
    # and two rejections say that the amount was wrong.
    assert (precision["Deal"], precision["Type"], precision["Status"]) == ("80% (20)", "100% (16)", "94% (16)")
    assert precision["Amount"] == "67% (18)"
    # The machine named no mechanism, so nothing of it was judged.
    assert (precision["Parties"], precision["Mechanism"]) == ("100% (16)", "–")
    # 12 + 3 + 1 + 22 + 4 that it had found, and 4 added: 42 of 46.
    assert (speed["accepted"], speed["rejected"], speed["missed"], speed["recall"]) == ("46", "14", "4", "0.91")
    # Accepted in 8 (12 times), 10 (22), 20 (3), 30 (1) and 40 (4) seconds; rejected in 4 (2), 5 (10) and 6 (2).
    assert (speed["median seconds to accept"], speed["to reject"]) == ("10", "5")
    assert ReviewDecision.objects.filter(action="miss").count() == 4
