"""Money, counts and dates in four languages, and what hostile text costs."""

from datetime import UTC, date, datetime
from time import process_time

import pytest

from articles.pipeline.quantities import UNITS, find_counts, find_dates, find_money, publication_day
from articles.pipeline.text import build_text


def text_of(body, title="T"):
    return build_text(title, [body])


@pytest.mark.parametrize(
    ("body", "amount", "amount_max", "currency", "bound"),
    [
        ("The company wants to raise as much as HK$3.25 billion in Hong Kong.", 3.25e9, None, "HKD", "up_to"),
        ("They signed projects worth more than 14 billion yuan.", 14e9, None, "CNY", "over"),
        ("A loan of nearly US$280m was agreed.", 280e6, None, "USD", "nearly"),
        ("The park will cost between HK$2 billion and HK$3 billion.", 2e9, 3e9, "HKD", "range"),
        ("A grant of 1.5 million patacas was approved.", 1.5e6, None, "MOP", "exact"),
        ("The fund holds half a billion yuan.", 5e8, None, "CNY", "exact"),
        ("A plant for a billion yuan was approved.", 1e9, None, "CNY", "exact"),
        ("O contrato vale R$ 20 milhões.", 2e7, None, "BRL", "exact"),
        ("The mine was sold for C$20 million in Hong Kong.", 2e7, None, "CAD", "exact"),
        ("O projecto custa meio milhão de euros.", 5e5, None, "EUR", "exact"),
        ("投資10至20億元人民幣興建廠房。", 10e8, 20e8, "CNY", "range"),
        ("专项资金逾三千万元。", 3e7, None, "CNY", "over"),
        ("涉及100多億港元的工程。", 1e10, None, "HKD", "over"),
        ("澳門特區政府撥款約20億澳門元。", 2e9, None, "MOP", "nearly"),
        ("總投資3億5000萬美元。", 3.5e8, None, "USD", "exact"),
        ("规模达1.2万亿元。", 1.2e12, None, "CNY", "exact"),
        ("O fundo tem 20 mil milhões de renminbi para Macau.", 2e10, None, "CNY", "exact"),
        ("O investimento é de cerca de 1.500 milhões de patacas.", 1.5e9, None, "MOP", "nearly"),
        ("Mais de 2,5 milhões de dólares americanos para o projecto.", 2.5e6, None, "USD", "over"),
    ],
)
def test_money_is_read_with_its_currency_bound_and_scale(body, amount, amount_max, currency, bound):
    money = find_money(text_of(body))
    assert [(m.amount, m.amount_max, m.currency, m.bound) for m in money] == [(amount, amount_max, currency, bound)]


def test_a_second_currency_in_brackets_is_the_same_amount():
    (money,) = find_money(text_of("It may raise HK$3.9 billion (US$500 million) in June."))
    assert (money.amount, money.currency, money.also) == (3.9e9, "HKD", ((5e8, "USD"),))


def test_a_bare_yuan_sign_follows_the_script_and_the_city():
    assert find_money(text_of("項目投資五億元，香港公司參與。"))[0].currency == "HKD"
    assert find_money(text_of("项目投资五亿元，香港公司参与。"))[0].currency == "CNY"
    assert find_money(text_of("澳門的項目投資五億元。"))[0].currency == "MOP"


def test_plain_numbers_and_model_names_are_no_money():
    assert not find_money(text_of("The C919 has 168 seats and flew 1,200 km in 2024. 第24次會議有3000人。"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("They agreed on 12 key areas and 40 projects.", [("areas", 12, None), ("projects", 40, None)]),
        ("The two sides signed another five cooperation agreements and letters of intent.", [("documents", 5, None)]),
        ("It hopes that between 10 to 30 colleagues relocate there.", [("relocated_staff", 10, 30)]),
        ("About 300 people attended the forum.", []),
        ("The 18-kilometre line has five stations.", [("km", 18, None), ("stations", 5, None)]),
        (
            "Floor space of one million square metres and 30 hectares of land.",
            [("sqm", 10**6, None), ("hectares", 30, None)],
        ),
        ("It takes 3 years, 25 per cent of people aged 40, on day 12.", []),
        ("Thirty trade associations and 4 chambers signed.", [("companies", 30, None), ("companies", 4, None)]),
        ("雙方簽署6份合作協議，涉及12個範疇。", [("documents", 6, None), ("areas", 12, None)]),
        ("海关推出二十三条支持措施。", [("measures", 23, None)]),
        ("现场签约项目一百二十六个。", [("projects", 126, None)]),
        ("33個國家的代表出席，九個內地城市參與。", [("countries", 33, None), ("cities", 9, None)]),
        ("协议有效期5年，增长12%，第24次会议。", []),
        ("双方上周五签订谅解备忘录。", []),
        ("「一區兩園」建設的合作安排獲通過。", []),
        ("首批公布73项标准。", [("measures", 73, None)]),
        ("初期每日配额100辆。", [("quota", 100, None)]),
        ("總額達三千億元，用地50公頃。", [("hectares", 50, None)]),
        ("Macau e Cantão assinaram três protocolos e 12 projectos.", [("documents", 3, None), ("projects", 12, None)]),
    ],
)
def test_counts_carry_their_unit(body, expected):
    counts = find_counts(text_of(body))
    assert [(c.unit, c.n, c.n_max) for c in counts] == expected
    assert {c.unit for c in counts} <= set(UNITS)


@pytest.mark.parametrize(
    ("body", "published", "expected"),
    [
        ("It was signed on March 3, 2025.", None, ("2025-03-03", "day", "stated")),
        ("It was signed on 3 March.", "2025-03-20", ("2025-03-03", "day", "resolved")),
        ("It will open on January 5.", "2024-12-20", ("2025-01-05", "day", "resolved")),
        ("They signed on Thursday.", "2025-06-30", ("2025-06-26", "day", "resolved")),
        ("They signed on Thursday.", None, (None, "unknown", "unknown")),
        ("They signed on Thursday.", "2025-06", (None, "unknown", "unknown")),
        ("They will meet on Friday.", "2025-06-30", ("2025-07-04", "day", "resolved")),
        ("Visits are allowed from Sunday.", "2025-06-27", ("2025-06-29", "day", "resolved")),
        ("It was agreed earlier this month.", "2025-06-30", ("2025-06", "month", "resolved")),
        ("It opens next month.", "2025-12", ("2026-01", "month", "resolved")),
        ("It was agreed in the first quarter of 2025.", None, ("2025-01", "quarter", "stated")),
        ("It was founded in 2017.", None, ("2017", "year", "stated")),
        ("It may sign a paper.", "2025-06-30", None),
        ("雙方18日簽約。", "2025-12-21", ("2025-12-18", "day", "resolved")),
        ("双方今年3月签约。", "2025-12-21", ("2025-03", "month", "resolved")),
        ("雙方上周四簽約。", "2025-12-21", ("2025-12-11", "day", "resolved")),
        ("措施即日起生效。", "2025-12-21", ("2025-12-21", "day", "resolved")),
        ("平台将于下月1日上线。", "2025-12-21", ("2026-01-01", "day", "resolved")),
        ("二零二五年五月二十日簽署。", None, ("2025-05-20", "day", "stated")),
        ("園區上星期開幕。", "2024-11-27", ("2024-11", "month", "resolved")),
        ("近日双方签约。", "2025-12-21", (None, "unknown", "unknown")),
        ("Foi assinado a 18 de Junho de 2018.", None, ("2018-06-18", "day", "stated")),
        ("O acordo foi assinado ontem em Macau.", "2025-09-05", ("2025-09-04", "day", "resolved")),
        ("A cerimónia decorreu na terça-feira em Macau.", "2025-09-05", ("2025-09-02", "day", "resolved")),
        ("O acordo foi assinado no passado dia 3 em Macau.", "2025-09-05", ("2025-09-03", "day", "resolved")),
        ("Em 3 do corrente, as partes assinaram o acordo.", "2025-09-05", ("2025-09-03", "day", "resolved")),
        ("O acordo foi assinado no início deste mês.", "2025-09-05", ("2025-09", "month", "resolved")),
        # the weekday beside a numbered day is no date of its own: the nearest Thursday would be another one
        ("They signed on Thursday, 12 June 2025.", "2025-06-30", ("2025-06-12", "day", "stated")),
        ("They signed on June 12, 2025 (Thursday).", "2025-06-30", ("2025-06-12", "day", "stated")),
        ("They signed on Thursday, June 12.", "2025-06-30", ("2025-06-12", "day", "resolved")),
        ("They signed on Thursday, the 12th of June 2025.", "2025-06", ("2025-06-12", "day", "stated")),
        ("雙方6月12日（星期四）簽約。", "2025-06-30", ("2025-06-12", "day", "resolved")),
        ("雙方星期四（12日）簽約。", "2025-06-30", ("2025-06-12", "day", "resolved")),
        ("Foi assinado na quinta-feira, dia 12 de Junho de 2025.", "2025-06-30", ("2025-06-12", "day", "stated")),
    ],
)
def test_dates_carry_precision_and_basis(body, published, expected):
    found = [(when.date, when.precision, when.basis) for when in find_dates(text_of(body), published)]
    assert found == ([expected] if expected else [])


def test_a_weekday_that_stands_by_itself_stays_a_date():
    told = find_dates(text_of("They met on 12 June 2025 in Macao and signed on Friday."), "2025-06-30")
    assert [when.date for when in told] == ["2025-06-12", "2025-06-27"]


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59Z", "9999-12"])
def test_a_publication_at_the_ends_of_the_calendar_counts_as_unknown(published):
    (when,) = find_dates(text_of("They signed on Thursday."), published)
    assert (when.date, publication_day(published)) == (None, (None, "unknown"))


def test_a_publication_time_counts_in_hong_kong():
    late = datetime(2025, 6, 30, 18, 0, tzinfo=UTC)
    assert publication_day(late) == (date(2025, 7, 1), "day")
    assert publication_day("2025-06-30T18:00:00Z") == (date(2025, 7, 1), "day")
    assert publication_day("2025-06-30T23:30:00") == (date(2025, 6, 30), "day")
    assert publication_day("2025-06") == (date(2025, 6, 1), "month")
    assert publication_day("2025-13") == (None, "unknown")
    assert publication_day("soon") == (None, "unknown")


def test_every_finding_is_a_piece_of_the_text():
    text = text_of("昨日簽署6份協議，涉及逾20億元。 They signed 3 MoUs worth HK$5 million (US$0.6 million) on Monday.")
    for found in (*find_money(text), *find_counts(text), *find_dates(text, "2025-06-30")):
        assert text.text[found.start : found.end] == found.text


@pytest.mark.threat("Q09")
@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "一", "one ", "between 1 and ", "10億至", "hk$1 a ", "5 a a a a ", "in may ", "3月", "第", "(us$"],
)
def test_hostile_text_costs_linear_time(unit):
    text = text_of(unit * (1_000_000 // len(unit)))
    begun = process_time()
    find_money(text)
    find_counts(text)
    find_dates(text, "2025-06-30")
    assert process_time() - begun < 4


def test_the_day_of_a_date_is_no_count():
    assert not find_counts(text_of("It was signed on Dec 23 between the new areas."))


@pytest.mark.parametrize(
    ("body", "counts"),
    [
        ("They signed 126 projects, 101 of which are in energy.", [("projects", 126), ("projects", 101)]),
        ("Three stations lie in the north and two will be across the river.", [("stations", 3), ("stations", 2)]),
        ("現場簽約40個項目，其中12個為製造業。", [("projects", 40), ("projects", 12)]),
        # no noun before, another paragraph's noun, a year, a sum
        ("About 101 of them left.", []),
        ("They signed 126 projects. It cost HK$5 million, 2019 was better.", [("projects", 126)]),
    ],
)
def test_a_bare_number_takes_the_noun_of_the_count_before_it(body, counts):
    assert [(count.unit, count.n) for count in find_counts(text_of(body))] == counts


def test_a_noun_of_another_paragraph_is_not_taken():
    text = build_text("T", ["They signed 126 projects.", "Some 40 of them are new."])
    assert [count.n for count in find_counts(text)] == [126]


@pytest.mark.parametrize(
    ("body", "amount", "amount_max", "currency"),
    [
        ("計劃投資5億元人民幣至8億元人民幣。", 5e8, 8e8, "CNY"),
        ("The park will cost 2 billion yuan to 3 billion yuan.", 2e9, 3e9, "CNY"),
        ("O parque custa entre 20 milhões de patacas.", 2e7, None, "MOP"),
    ],
)
def test_a_currency_may_stand_at_both_ends_of_a_range(body, amount, amount_max, currency):
    (money,) = find_money(text_of(body))
    assert (money.amount, money.amount_max, money.currency) == (amount, amount_max, currency)


@pytest.mark.parametrize(
    ("body", "iso", "precision"),
    [
        ("They met two days ago.", "2025-10-14", "day"),
        ("They met on Wednesday last week.", "2025-10-08", "day"),
        ("They will meet on Friday next week.", "2025-10-24", "day"),
        ("兩地昨簽署備忘錄，互推旅遊。", "2025-10-15", "day"),
        ("新規定即時生效，適用於所有口岸。", "2025-10-16", "day"),
        ("Macau assinou na passada sexta-feira um acordo com as empresas.", "2025-10-10", "day"),
        ("O centro abre no primeiro trimestre de 2026 em Macau, com as empresas.", "2026-01", "quarter"),
        ("Foi assinado no dia 3 de Outubro de 2025 pelo Governo de Macau.", "2025-10-03", "day"),
    ],
)
def test_relative_days_count_from_the_publication(body, iso, precision):
    found = find_dates(text_of(body), "2025-10-16")
    assert [(when.date, when.precision) for when in found] == [(iso, precision)]


def test_the_classifier_of_papers_counts_papers_whatever_describes_them():
    counts = find_counts(text_of("双方签署了4份涵盖多领域的合作备忘录。"))
    assert [(count.unit, count.n) for count in counts] == [("documents", 4)]


@pytest.mark.parametrize(
    ("body", "found"),
    [("6月22 日公布办法。", "2025-06-22"), ("开展为期4日的访问。", None), ("4日展开访问。", "2025-06-04")],
)
def test_a_blank_within_a_day_and_how_long_a_visit_lasts(body, found):
    assert next((when.date for when in find_dates(text_of(body), "2025-06-30")), None) == found


@pytest.mark.parametrize("body", ["列車最高時速200公里。", "在一眾嘉賓見證下簽署合作項目。"])
def test_a_speed_and_a_crowd_are_no_counts(body):
    assert find_counts(text_of(body)) == ()
