"""Decisions become cases that ``evaluate`` runs, and figures of quality."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from articles.actions.curation import accept_deal, correct_deal, reject_deal
from articles.actions.curation.measuring import months_of, quality_by_month
from articles.models import ReviewDecision
from tests.articles.newsroom import NOW, PAYMENTS, make_labels, make_waiting, process

LATER = NOW + timedelta(hours=1)
SMALL = (PAYMENTS[0], PAYMENTS[1].replace("HK$2 billion", "HK$200 million"))


@pytest.fixture
def article(db):
    make_labels()
    article = make_waiting(SMALL)
    process(article)
    return article


def export(folder):
    out = io.StringIO()
    call_command("export_regressions", str(folder), stdout=out)
    return out.getvalue().strip()


def evaluate(folder):
    out = io.StringIO()
    call_command("evaluate", str(folder / "queue.jsonl"), "--texts", str(folder / "texts"), "--json", stdout=out)
    return json.loads(out.getvalue())["fields"]


def test_what_was_accepted_as_it_stood_is_a_case_that_the_pipeline_passes(article, deal, curator, tmp_path):
    assert export(tmp_path) == "sample 0, queue 0"
    accept_deal(deal=deal, by=curator, now=LATER)
    assert export(tmp_path) == "sample 0, queue 1"
    fields = evaluate(tmp_path)
    assert {fields[name]["f1"] for name in ("deal_type", "amounts", "dates", "parties")} == {1.0}


def test_what_was_corrected_or_rejected_is_a_case_that_it_fails(article, deal, curator, tmp_path):
    correct_deal(deal=deal, field="type", value="mou", by=curator, now=LATER)
    accept_deal(deal=deal, by=curator, now=LATER)
    export(tmp_path)
    assert evaluate(tmp_path)["deal_type"]["f1"] == 0.0
    reject_deal(deal=deal, reason="not_a_deal", by=curator, now=LATER)
    export(tmp_path)
    labels = json.loads((tmp_path / "queue.jsonl").read_text())
    assert (labels["deals"], labels["rejected"]) == ([], ["not_a_deal"])
    assert evaluate(tmp_path)["deal_type"]["fp"] == 1


def test_precision_is_counted_on_the_random_sample_alone(article, deal, curator):
    correct_deal(deal=deal, field="type", value="mou", by=curator, now=LATER)
    accept_deal(deal=deal, by=curator, now=LATER)
    month = quality_by_month(now=LATER)[0]
    assert (month.accepted, month.precision("type")) == (1, None)
    ReviewDecision.objects.filter(action="accept").update(kind="sample", seconds=12.0)
    month = quality_by_month(now=LATER)[0]
    assert month.name == f"{LATER:%Y-%m}"
    assert (month.precision("type"), month.precision("money"), month.precision("deal")) == (0.0, 1.0, 1.0)
    assert (month.median_seconds("accept"), month.median_seconds("reject")) == (12.0, None)


def test_recall_counts_what_had_to_be_added_by_hand():
    row = {"kind": "", "reason": "", "judged": {}, "seconds": None, "decided_at": NOW}
    said = [(1, "accept"), (2, "accept"), (3, "accept"), (4, "miss"), (4, "accept"), (5, "reject"), (3, "accept")]
    [month] = months_of([{**row, "deal": deal, "action": act} for deal, act in said])
    assert (month.recall, month.accepted, month.rejected, month.missed) == (0.75, 5, 1, 1)


def test_a_deal_that_was_added_and_then_rejected_was_not_missed():
    row = {"kind": "", "reason": "", "judged": {}, "seconds": None, "decided_at": NOW}
    said = [(1, "accept"), (2, "miss"), (2, "accept"), (2, "reject")]
    [month] = months_of([{**row, "deal": deal, "action": act} for deal, act in said])
    assert (month.recall, month.missed) == (1.0, 0)


def test_a_reason_that_names_a_field_counts_against_it_and_of_two_verdicts_the_last_counts():
    judged = {"machine": {"money": {"amount": "5", "currency": "HKD"}, "type": "mou"}, "fields": {}}
    row = {"deal": 1, "kind": "sample", "judged": judged, "seconds": None, "decided_at": NOW}
    [month] = months_of([{**row, "action": "reject", "reason": "wrong_value"}])
    assert (month.precision("deal"), month.precision("money"), month.precision("type")) == (0.0, 0.0, None)
    said = [("accept", ""), ("reject", "wrong_date")]
    [month] = months_of([{**row, "action": act, "reason": reason} for act, reason in said])
    assert (month.said["deal"], month.precision("deal"), month.precision("date")) == (1, 0.0, None)


def test_a_deal_that_two_have_to_agree_on_is_judged_once():
    judged = {"machine": {"type": "mou"}, "fields": {"type": "mou"}}
    row = {"deal": 1, "kind": "sample", "reason": "", "judged": judged, "seconds": 9.0, "decided_at": NOW}
    [month] = months_of([{**row, "action": act} for act in ("first_accept", "accept")])
    assert (month.said["deal"], month.precision("type"), month.accepted) == (1, 1.0, 1)
    assert month.median_seconds("accept") == 9.0
