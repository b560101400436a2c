import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import html as lxml_html
from wcwidth import width

from dashboards.digests.composing import (
    CLOSING,
    GROUPS,
    MAX_HTML_BYTES,
    OPENING,
    Item,
    Letter,
    Section,
    compose,
    fold,
)

ITEM = Item(
    group="new",
    event="new",
    title="Two bureaux sign a pact on data",
    url="https://tracker.example/deals/pact/",
    status="signed",
    words=("Memorandum of understanding", "Signed", "unreviewed"),
    parties=("Harbour Bureau", "Delta Bureau"),
    cities=("Hong Kong", "Shenzhen"),
    money="HK$1.2bn",
    amount_hkd=Decimal("1200000000"),
    is_counted=True,
    day="24 Nov 2026",
    quote="The two bureaux signed a pact on Tuesday.",
    quote_lang="en",
    publisher="Harbour Daily",
    source_url="https://harbour.example.org/pact",
    source_domain="harbour.example.org",
)
LETTER = Letter(
    language="en",
    frequency="daily",
    first_day=date(2026, 11, 24),
    last_day=date(2026, 11, 25),
    sections=(Section("", (ITEM,)),),
    site_url="https://tracker.example",
    archive_url="https://tracker.example/digests/1/",
    manage_url="https://tracker.example/s/manage-mark/",
    unsubscribe_url="https://tracker.example/u/unsubscribe-mark/",
    as_of="25 Nov 2026, 08:00 (Asia/Hong_Kong)",
    contact="desk@tracker.example",
)


def of(*items, filters="", **changes):
    return compose(replace(LETTER, sections=(Section(filters, items),), **changes))


def test_the_subject_leads_with_what_changed():
    advanced = replace(ITEM, group="advanced", status="completed", cities=("Shenzhen",))
    assert of(ITEM, ITEM, advanced).subject == "GBA daily: 2 new deals, 1 completed: Shenzhen (24-25 Nov)"


def test_the_subject_names_the_sum_where_there_is_room():
    lone = replace(ITEM, cities=())
    assert of(lone).subject == "GBA daily: 1 new deal, HK$1.2bn disclosed (24-25 Nov)"


def test_signals_are_counted_apart_and_stand_in_no_sum():
    signal = replace(ITEM, group="signals", status="planned", is_counted=False, cities=())
    assert of(signal).subject == "GBA daily: 1 signal (24-25 Nov)"


@pytest.mark.threat("M03")
def test_the_subject_is_one_short_line_whatever_the_names_are():
    hostile = replace(ITEM, cities=("Hong\r\nBcc: all@example.org" * 3,))
    titled = replace(ITEM, group="advanced", status="completed", title="Pact\r\nBcc: all@example.org\x00\u2028\x85")
    for mail in (of(*[hostile] * 9), of(hostile), of(titled, frequency="follow")):
        assert mail.subject.isprintable(), "no line break, no control character"
        assert width(mail.subject) <= 60
    assert of(titled, frequency="follow").subject.startswith("Completed: Pact Bcc: all@")


def test_the_plain_text_is_complete_and_reads_in_72_columns():
    long = replace(
        ITEM,
        title="粵港澳大灣區三地簽署合作備忘錄，涵蓋數據跨境流動、金融科技與人才培訓等範疇，並設立聯合工作小組跟進落實情況",
        quote="雙方今日簽署備忘錄，" * 20,
        source_url="https://harbour.example.org/" + "path/" * 30,
    )
    text = of(long, filters="Shenzhen").text
    for needed in ("Your selection: Shenzhen", "NEW DEALS", "Harbour Bureau", "HK$1.2bn", "24 Nov 2026", "unreviewed"):
        assert needed in text
    for needed in ("Harbour Daily (harbour.example.org)", ITEM.url, "/s/manage-mark/", "/u/unsubscribe-mark/"):
        assert needed in text
    for line in text.splitlines():
        assert width(line) <= 72 or line.strip().startswith("https://"), line
    assert f" {long.source_url}\n" in text, "an address is never broken"


@pytest.mark.threat("M11")
def test_no_text_from_outside_becomes_html():
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    page = of(replace(ITEM, title=hostile, quote=hostile, publisher=hostile, parties=(hostile,), words=(hostile,))).html
    tree = lxml_html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //@onerror")
    assert hostile in tree.text_content()


@pytest.mark.threat("M11")
def test_the_host_stands_beside_every_outside_link():
    page = of(replace(ITEM, publisher="https://bank.example.com", source_url="https://elsewhere.example.net/x",
                      source_domain="elsewhere.example.net")).html  # fmt: skip
    (link,) = lxml_html.document_fromstring(page).xpath("//a[contains(@href, 'elsewhere')]")
    assert "(elsewhere.example.net)" in link.tail


@pytest.mark.threat("M12")
def test_at_most_25_items_are_shown_and_the_rest_is_counted_and_linked():
    mail = of(*[replace(ITEM, url=f"https://tracker.example/deals/{n}/") for n in range(31)])
    assert "31 new deals" in mail.subject
    for body in (mail.text, mail.html):
        assert len(set(re.findall(r"https://tracker\.example/deals/\d+/", body))) == 25
        assert "Not shown here: 6 new deals. See all" in body
        assert LETTER.archive_url in body


@pytest.mark.threat("M12")
def test_the_html_stays_under_the_limit_with_the_longest_items():
    address = "https://harbour.example.org/" + "x" * 1900
    big = replace(ITEM, title="數" * 200, quote="據" * 320, parties=("方" * 80,) * 6, source_url=address)
    page = of(*[big] * 25).html
    assert len(page.encode()) <= MAX_HTML_BYTES
    assert "Not shown here: " in page


def test_the_subject_says_as_many_counts_as_fit_and_what_changed_first():
    items = [replace(ITEM, group=group, status="stalled" if group == "stalled" else "completed") for group in GROUPS]
    subject = of(*items).subject
    assert subject == "GBA daily: 1 new deal, 1 completed, 1 stalled, 1 withdrawn …"
    assert width(subject) <= 60
    assert (
        "1 new deal, 1 completed, 1 stalled, 1 withdrawn, 1 corrected, 1 signal, 1 on policy, 1 from earlier."
        in " ".join(of(*items).text.split())
    )


@pytest.mark.parametrize("length", range(20, 90))
def test_no_line_of_chinese_begins_with_a_closing_mark_or_ends_with_an_opening_one(length):
    text = ("雙方簽署備忘錄並設立小組" * 8)[:length] + "。」" + ("深圳市與《珠海》市，" * 9)[: length // 2] + "完。"
    lines = fold(text, "1. ", "   ")
    assert "".join(line[3:] for line in lines) == text
    for line in lines:
        assert width(line) <= 72
        assert line[3:4] not in CLOSING
        assert line[-1] not in OPENING


def test_the_days_are_written_as_the_language_writes_them():
    short = replace(LETTER, language="zh-hant", sections=(Section("", (replace(ITEM, cities=(), amount_hkd=None),)),))
    assert compose(short).subject.endswith("(11月24日-25日)")
    whole = replace(LETTER, language="zh-hans", first_day=date(2026, 10, 31))
    assert "10月31日–11月25日" in compose(whole).text


def test_a_followed_deal_is_named_in_the_subject():
    item = replace(ITEM, group="advanced", status="completed", title="數" * 60)
    subject = of(item, frequency="follow").subject
    assert subject.startswith("Completed: 數")
    assert width(subject) <= 60
    assert "follows the deal" in of(item, frequency="follow").text.replace("\n", " ")


def test_groups_stand_in_order_of_weight():
    items = [replace(ITEM, group=group, title=f"Title {group}") for group in reversed(GROUPS)]
    text = of(*items).text
    places = [text.index(f"Title {group}") for group in GROUPS]
    assert places == sorted(places)


@pytest.mark.parametrize(("language", "lang"), [("zh-hant", "zh-hant"), ("pt", "pt"), ("en", "en")])
def test_the_mail_is_in_the_language_of_the_letter(language, lang):
    assert f'<html lang="{lang}"' in compose(replace(LETTER, language=language)).html


def test_each_selection_has_its_section():
    other = replace(ITEM, title="Another pact")
    letter = replace(LETTER, sections=(Section("Shenzhen", (ITEM,)), Section("", (other,))))
    text = compose(letter).text
    assert text.index("Your selection: Shenzhen") < text.index(ITEM.title) < text.index("Your selection: everything")


def test_what_many_deals_push_out_is_there_with_its_first_ones_and_counted():
    signal = replace(ITEM, group="signals", status="planned", is_counted=False)
    policy = replace(ITEM, group="policy")
    many = [*[ITEM] * 45, *[signal] * 16, *[policy] * 18]
    mail = of(*[replace(item, title=f"Title {item.group} {n}") for n, item in enumerate(many)])
    assert "45 new deals, 16 signals, 18 on policy" in mail.subject
    for body in (mail.text, lxml_html.document_fromstring(mail.html).text_content()):
        shown = re.findall(r"Title (\w+) \d+", body)
        assert {kind: shown.count(kind) for kind in ("signals", "policy")} == {"signals": 2, "policy": 2}
        assert "Not shown here: 24 new deals, 14 signals, 16 on policy. See all" in " ".join(body.split())


def test_the_subject_promises_no_kind_that_the_mail_does_not_hold():
    address = "https://harbour.example.org/" + "x" * 1900
    big = replace(ITEM, title="數" * 200, quote="據" * 320, parties=("方" * 80,) * 6, source_url=address * 4)
    mail = of(*[replace(big, group=group) for group in ("new", "signals", "policy") for _ in range(9)])
    tree = lxml_html.document_fromstring(mail.html)
    titles = [cell.text_content() for cell in tree.xpath("//td[@class='group']")]
    for words, title in (("signal", "Signals"), ("policy", "Policy")):
        assert (words in mail.subject) == any(title in one for one in titles)


def test_what_is_from_earlier_stands_last_in_short_and_leads_no_subject():
    old = replace(ITEM, group="earlier", title="Sample of 2017", quote="The words of 2017.", day="1 Jul 2017")
    mail = of(*[old] * 30, ITEM)
    assert mail.subject == "GBA daily: 1 new deal: Hong Kong, HK$1.2bn disclosed"
    assert mail.text.index(ITEM.title) < mail.text.index("FOUND NOW, FROM EARLIER") < mail.text.index(old.title)
    for body in (mail.text, mail.html):
        assert body.count(old.title) == 8
        assert old.quote not in body
        assert "1 Jul 2017 · Memorandum of understanding" in body
        assert "Not shown here: 22 from earlier. See all" in body
    assert of(old).subject.startswith("GBA daily: 1 from earlier")


def test_a_saved_mail_says_at_once_how_it_is_written():
    assert b'<meta charset="utf-8">' in of(ITEM).html.encode()[:1024]
    assert of(ITEM).html.count("charset") == 1


def test_what_a_curator_has_set_stands_before_the_words_of_the_source():
    mail = of(replace(ITEM, curated="Set by a curator: Amount"))
    for body in (mail.text, mail.html):
        assert body.index("HK$1.2bn") < body.index("Set by a curator: Amount") < body.index("The two bureaux signed")
    assert "curator" not in of(ITEM).html


def test_a_title_bears_its_language_for_who_hears_the_mail_read():
    mail = of(replace(ITEM, title="兩局簽署數據備忘錄", title_lang="zh-Hant"))
    assert re.search(r'<a class="title" [^>]*lang="zh-Hant"[^>]*>兩局簽署', mail.html)
