from articles.actions.curation import link_report, undo
from articles.models import Deal, DealEvent, DealReport, ReviewDecision
from tests.articles.newsroom import MEMORANDUM, NOW, make_waiting, process, process_again


def test_a_report_moves_to_the_deal_that_a_person_names_and_the_empty_deal_goes(deal, curator):
    other = make_waiting(MEMORANDUM)
    process(other)
    DealEvent.objects.filter(deal__reports__article=other).delete()  # no reader was told of it
    report = DealReport.objects.get(article=other)
    former = report.deal
    link_report(report=report, deal=deal, by=curator, now=NOW)

    deal.refresh_from_db()
    assert deal.report_count == 2
    assert Deal.objects.get() == deal
    decision = ReviewDecision.objects.get()
    assert (decision.machine_value["deal"], decision.human_value) == (former.slug, deal.slug)


def test_the_address_of_an_empty_deal_that_readers_know_leads_to_where_its_report_went(deal, curator):
    other = make_waiting(MEMORANDUM)
    process(other)
    report = DealReport.objects.get(article=other)
    former = report.deal
    decision = link_report(report=report, deal=deal, by=curator, now=NOW)

    assert Deal.objects.at_address(former.slug) == deal
    assert list(Deal.objects.published()) == [deal]
    undo(decision=decision, by=curator, now=NOW)
    assert Deal.objects.at_address(former.slug) == former
    assert set(Deal.objects.published()) == {deal, former}
    assert list(former.reports.all()) == [report]


def test_a_report_that_was_moved_goes_back_also_after_it_was_read_again_and_its_deal_had_gone(deal, curator):
    other = make_waiting(MEMORANDUM)
    process(other)
    report = DealReport.objects.get(article=other)
    slug = report.deal.slug
    decision = link_report(report=report, deal=deal, by=curator, now=NOW)
    process_again(other)
    assert DealReport.objects.get(article=other).deal == deal
    undo(decision=decision, by=curator, now=NOW)

    report = DealReport.objects.get(article=other)
    assert (report.deal.slug, report.is_linked_by_person, report.deal.report_count) == (slug, False, 1)
    deal.refresh_from_db()
    assert deal.report_count == 1
    process_again(other)
    assert DealReport.objects.get(article=other).deal.slug == slug


def test_the_deal_that_loses_a_report_of_several_is_resolved_again(article, deal, curator):
    copy = make_waiting((article.title, article.summary))
    other = make_waiting(MEMORANDUM)
    process(copy, other)
    target = DealReport.objects.get(article=other).deal
    link_report(report=DealReport.objects.get(article=copy), deal=target, by=curator, now=NOW)

    deal.refresh_from_db()
    target.refresh_from_db()
    assert (deal.report_count, target.report_count) == (1, 2)
