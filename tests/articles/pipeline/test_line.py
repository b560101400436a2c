"""The whole line: the contract's form, and that nothing depends on order or repetition."""

from articles import reference
from articles.pipeline.line import analyse, to_json

KEYS = {
    "lang", "text", "quarantined", "relevant", "relevance", "reasons", "scope", "no_deal", "cities", "places",
    "outside",
    "sectors", "mechanisms", "organisations", "people", "deals",
}  # fmt: skip
DEAL_KEYS = {
    "type", "subtype", "rung", "status", "parties", "actors", "amount", "amount_max", "currency", "amount_bound",
    "amount_text", "counts", "date", "date_precision", "date_basis", "cities", "outside", "sectors", "mechanism",
    "is_bundle", "is_signal", "confidence", "evidence",
}  # fmt: skip
TITLE = "Hong Kong, Fujian sign memorandum"
BODY = (
    "Hong Kong and Fujian signed a memorandum of understanding on trade covering 12 areas and 30 projects, "
    "Chief Executive John Lee said.\n\nMeanwhile, the two sides also signed another three cooperation agreements and "
    "letters of intent covering housing and youth development."
)


def answer(**changes):
    article = {"title": TITLE, "text": BODY, "reference": reference.load()} | changes
    return to_json(analyse(**article))


def test_the_answer_has_every_key_of_the_contract():
    found = answer()
    assert set(found) >= KEYS
    assert all(set(deal) >= DEAL_KEYS for deal in found["deals"])
    assert len(found["sectors"]) <= 4


def test_two_papers_of_one_occasion_are_two_records_without_value_or_date():
    first, second = answer()["deals"]
    assert (first["type"], first["rung"], first["status"]) == ("mou", "mou", "signed")
    assert [(c["unit"], c["n"]) for c in first["counts"]] == [("areas", 12), ("projects", 30)]
    assert (second["rung"], second["is_bundle"]) == ("letter_of_intent", True)
    assert [(c["unit"], c["n"]) for c in second["counts"]] == [("documents", 3)]
    assert {deal["amount"] for deal in (first, second)} == {None}
    assert {deal["date"] for deal in (first, second)} == {None}
    assert first["parties"] == second["parties"] == ["Hong Kong", "Fujian"]


def test_a_speaker_is_an_actor_and_never_a_party():
    first = answer()["deals"][0]
    assert {"John Lee"} & {actor["name"] for actor in first["actors"] if actor["role"] == "speaker"}
    assert all(actor["role"] != "signatory" for actor in first["actors"] if actor["kind"] == "person")


def test_the_same_article_gives_the_same_answer_ten_times():
    answers = [answer(published="2025-06-30") for _ in range(10)]
    assert all(found == answers[0] for found in answers)


def test_a_month_as_publication_resolves_no_day():
    body = "Hong Kong and Fujian signed a memorandum of understanding on trade on Friday."
    assert answer(text=body, published="2025-06")["deals"][0]["date"] is None
    assert answer(text=body, published="2025-06-30")["deals"][0]["date"] == "2025-06-27"


def test_html_and_text_may_both_be_missing_or_strange():
    for changes in ({"text": None}, {"text": ""}, {"text": "\x00\ud800\u202e"}, {"html": "<p>"}, {"title": ""}):
        assert set(answer(**changes)) >= KEYS


def test_whole_amounts_have_no_decimal_point():
    body = "Hong Kong and Fujian signed a cooperation agreement on trade worth HK$1.25 billion."
    (deal,) = answer(title="Hong Kong, Fujian sign agreement", text=body)["deals"]
    assert deal["amount"] == 1_250_000_000
    assert isinstance(deal["amount"], int)
