"""Money, shares and days as readers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from dashboards import formats


@pytest.mark.parametrize(
    ("amount", "currency", "language", "said"),
    [
        (1_200_000_000, "HKD", "en", "HK$1.2bn"),
        (340_000_000, "HKD", "en", "HK$340m"),
        (999_960_000, "HKD", "en", "HK$1bn"),
        (2_480_000_000_000, "HKD", "en", "HK$2.48tn"),
        (950_000, "USD", "en", "US$950,000"),
        (14_500_000_000, "CNY", "en", "RMB 14.5bn"),
        (0, "HKD", "en", "HK$0"),
        (1_200_000_000, "HKD", "zh-hant", "12億港元"),
        (1_200_000_000, "HKD", "zh-hans", "12亿港元"),
        (340_000, "HKD", "zh-hant", "34萬港元"),
        (2_480_000_000_000, "CNY", "zh-hans", "2.48万亿元人民币"),
        (5_000_000_000, "JPY", "zh-hant", "50億日圓"),
        (143_100_000_000, "HKD", "zh-hant", "1,431億港元"),
        (99_960_000, "HKD", "zh-hant", "9,996萬港元"),
        (99_996_000, "HKD", "zh-hant", "1億港元"),
        (999_960_000_000, "HKD", "zh-hans", "1万亿港元"),
        (1_250_000, "MOP", "pt", "MOP 1,25 milhões"),
        (1_000_000, "MOP", "pt", "MOP 1 milhão"),
        (1_200_000_000, "HKD", "pt", "HK$1,2 mil milhões"),
        (1_000_000_000, "HKD", "pt", "HK$1 mil milhões"),
    ],
)
def test_money_is_counted_as_the_language_counts(amount, currency, language, said):
    with override(language):
        assert formats.money(Decimal(amount), currency) == said


def test_a_bound_is_said_and_a_range_keeps_both_ends():
    assert formats.bounded_money(Decimal(10**9), "HKD", "over") == "over HK$1bn"
    assert formats.bounded_money(Decimal(10**9), "HKD", "range", Decimal(2 * 10**9)) == "HK$1bn – HK$2bn"
    assert formats.bounded_money(None, "HKD", "exact") == ""


def test_no_line_ends_within_an_amount_and_a_range_breaks_after_its_dash_alone():
    text = formats.unbroken(formats.bounded_money(Decimal(10**9), "CNY", "range", Decimal(2 * 10**9)))
    assert text.split(" ") == ["RMB\u00a01bn\u00a0–", "RMB\u00a02bn"]
    with override("pt"):
        most = formats.unbroken(formats.bounded_money(Decimal(10**9), "CNY", "up_to"))
        assert " " not in most
        assert most.endswith("RMB\u00a01\u00a0mil\u00a0milhões")


@pytest.mark.parametrize(("share", "said"), [(0.001, "<1%"), (0.999, ">99%"), (0, "0%"), (1, "100%"), (None, "")])
def test_percent_never_rounds_to_a_lie(share, said):
    assert formats.percent(share) == said


@pytest.mark.parametrize(
    ("precision", "english", "chinese"),
    [
        ("day", "25 Nov 2026", "2026年11月25日"),
        ("month", "Nov 2026", "2026年11月"),
        ("quarter", "Q4 2026", "2026年第4季"),
        ("year", "2026", "2026年"),
        ("unknown", "", ""),
    ],
)
def test_a_day_is_said_as_far_as_it_is_known(precision, english, chinese):
    day = date(2026, 11, 25)
    assert formats.day_text(day, precision) == english
    with override("zh-hant"):
        assert formats.day_text(day, precision) == chinese


def test_a_moment_is_said_in_hong_kong_time():
    assert formats.moment_text(datetime(2026, 11, 24, 18, 5, tzinfo=UTC)) == "25 Nov 2026, 02:05 HKT"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Macao – Zhuhai", "Type: MoU", " (City)", "7.80", "7.1988", "7.8123"]),
        ("zh-hant", ["Macao–Zhuhai", "Type：MoU", "（City）", "7.80", "7.1988", "7.8123"]),
        ("pt", ["Macao – Zhuhai", "Type: MoU", " (City)", "7,80", "7,1988", "7,8123"]),
    ],
)
def test_marks_between_words_and_rates_are_those_of_the_language(language, said):
    with override(language):
        rates = [formats.rate(Decimal(text)) for text in ("7.8000", "7.1988", "7.81234")]
        colon = f"Type{formats.colon()}MoU"
        assert [formats.pair("Macao", "Zhuhai"), colon, formats.bracketed("City"), *rates] == said
        assert formats.apart(["A", "B, C"]) == ("A；B, C" if language == "zh-hant" else "A; B, C")
        assert formats.gap() == ("" if language == "zh-hant" else " ")
        assert "".join(map(formats.mark, ",;.")) == ("，；。" if language == "zh-hant" else ", ; . ")
        assert formats.rate(None) == ""


@pytest.mark.parametrize(("lang", "said"), [("zh-Hant", "「約」"), ("zh-Hans", "“約”"), ("en", "“約”"), ("", "“約”")])
def test_a_quotation_stands_in_the_marks_of_its_own_language(lang, said):
    assert formats.quoted("約", lang) == said


def test_a_quarter_in_portuguese_is_no_q():
    with override("pt"):
        assert formats.day_text(date(2026, 11, 25), "quarter") == "4.º trim. 2026"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "12,345"), ("zh-hant", "12,345"), ("zh-hans", "12,345"), ("pt", "12.345")]
)
def test_whole_numbers_stand_in_groups_of_three_in_every_language(language, said):
    with override(language):
        assert formats.whole(12345) == said


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("“样本”平台启动", "zh-Hans", "“‘样本’平台启动”"),
        ("他说：“‘样本’平台启动”", "zh-Hans", "“他说：‘“样本”平台启动’”"),
        ("「樣本」平台啟用", "zh-Hant", "「『樣本』平台啟用」"),
        ("他說：「『樣本』平台啟用」", "zh-Hant", "「他說：『「樣本」平台啟用』」"),
        ("It’s “ours”, and the port’s", "en", "“It’s ‘ours’, and the port’s”"),
        ("the ports’ “sample”", "en", "“the ports’ ‘sample’”"),
        ("a platform called “sample", "pt", "“a platform called ‘sample”"),
    ],
)
def test_a_quotation_in_a_quotation_has_the_other_marks(text, lang, said):
    assert formats.quoted(text, lang) == said
