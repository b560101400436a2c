"""Whole mails in four languages, compared letter by letter with the files in golden/.

The contents are samples made for this test, and say so. After a wanted change
of the words or the layout write the files anew, and look at what changed:

    RENEW_GOLDEN=1 .venv/bin/python -m pytest tests/dashboards/digests/test_golden.py
    git diff tests/dashboards/digests/golden
"""

import os
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html as lxml_html
from wcwidth import width

from dashboards.digests.composing import Item, Letter, Mail, Rising, Section, compose

FOLDER = Path(__file__).with_name("golden")
LANGUAGES = ("en", "zh-hant", "zh-hans", "pt")


@dataclass(frozen=True)
class Sample:
    """The words of a sample in one language: names as the database gives them in that language."""

    mark: str
    cities: tuple[str, str]
    party: str
    other: str
    title: str
    quote: str
    kinds: tuple[str, str, str]
    unreviewed: str
    money: str
    nothing: str
    days: tuple[str, str]
    policy: str
    news: str
    as_of: str
    withdrawn: tuple[str, str, str]


SAMPLES = {
    "en": Sample(
        "Sample", ("Shenzhen", "Zhuhai"), "Sample Port Group", "Example Data Bureau",
        "Sample: two invented bodies sign a memorandum on cold storage at an invented terminal",
        "This sentence is a sample: the two invented bodies will build one cold store each by 2029.",
        ("Memorandum of understanding", "Signed", "Memorandum"), "unreviewed", "HK$1.2bn", "no value stated",
        ("24 Nov 2026", "≈ reported 25 Nov 2026"), "Sample: invented rules for lorries at night", "Policy news",
        "25 Nov 2026 08:00 (Asia/Hong_Kong)",
        ("withdrawn", "not a deal", "You were told of it; it stands in no list and no total any more."),
    ),
    "zh-hant": Sample(
        "樣本", ("深圳", "珠海"), "樣本港口集團", "示例數據局",
        "樣本：兩家虛構機構就虛構碼頭的冷藏倉庫簽署備忘錄，並約定於二零二九年前各自建成一座，細節待雙方另行公布",
        "此句為樣本：兩家虛構機構將於二零二九年前各建一座冷藏倉庫。",
        ("諒解備忘錄", "已簽署", "備忘錄"), "未經審核", "12億港元", "沒有列明金額",
        ("2026年11月24日", "≈ 報道於 2026年11月25日"), "樣本：虛構的夜間貨車規定", "政策新聞",
        "2026年11月25日 08:00 (Asia/Hong_Kong)",
        ("已撤回", "不是合作", "你曾獲告知此項；它已不在任何清單及總數之內。"),
    ),
    "zh-hans": Sample(
        "样本", ("深圳", "珠海"), "样本港口集团", "示例数据局",
        "样本：两家虚构机构就虚构码头的冷藏仓库签署备忘录，并约定于二〇二九年前各自建成一座，细节待双方另行公布",
        "此句为样本：两家虚构机构将于二〇二九年前各建一座冷藏仓库。",
        ("谅解备忘录", "已签署", "备忘录"), "未经审核", "12亿港元", "未列明金额",
        ("2026年11月24日", "≈ 报道于 2026年11月25日"), "样本：虚构的夜间货车规定", "政策新闻",
        "2026年11月25日 08:00 (Asia/Shanghai)",
        ("已撤回", "不是合作", "你曾获告知此项；它已不在任何列表和总数内。"),
    ),
    "pt": Sample(
        "Amostra", ("Shenzhen", "Zhuhai"), "Grupo Portuário Amostra", "Gabinete de Dados Exemplo",
        "Amostra: duas entidades inventadas assinam um memorando sobre armazéns frigoríficos num terminal inventado",
        "Esta frase é uma amostra: as duas entidades inventadas vão construir um armazém cada uma até 2029.",
        ("Memorando de entendimento", "Assinado", "Memorando"), "por rever", "HK$1,2 mil milhões", "sem valor indicado",
        ("24 nov 2026", "≈ noticiado em 25 nov 2026"),
        "Amostra: regras inventadas para camiões à noite", "Notícias de políticas",
        "25 nov 2026 08:00 (Asia/Macau)",
        ("retirado", "não é um acordo", "Foi-lhe comunicado; já não figura em nenhuma lista nem em nenhum total."),
    ),
}  # fmt: skip


def letter_of(language: str) -> Letter:
    """A weekly letter with one item of every group, two sections, a rising link and items left out."""
    words = SAMPLES[language]
    new = Item(
        group="new", event="new", title=words.title, url="https://tracker.example/deals/sample-1/", status="signed",
        words=(*words.kinds[:2], words.unreviewed), parties=(words.party, words.other), cities=words.cities,
        money=words.money, amount_hkd=Decimal(1_200_000_000), is_counted=True, day=words.days[0], quote=words.quote,
        quote_lang=language, publisher=f"{words.mark} Daily", source_url="https://paper.example/sample/1",
        source_domain="paper.example", title_lang=language,
    )  # fmt: skip
    items = (
        new,
        replace(new, group="advanced", event="status:completed", status="completed", url=new.url.replace("1", "2"),
                words=words.kinds[:1], money=words.nothing, amount_hkd=None, is_valued=False, quote=""),
        replace(new, group="stalled", event="status:stalled", status="stalled", url=new.url.replace("1", "3"),
                parties=(), day=words.days[1]),
        replace(new, group="withdrawn", event="rejection:1", url=new.url.replace("1", "7"), words=words.withdrawn[:2],
                money="", amount_hkd=None, is_counted=False, quote="", changes=words.withdrawn[2:]),
        replace(new, group="corrected", event="correction:1", url=new.url.replace("1", "4"), publisher="",
                source_url="", source_domain=""),
        replace(new, group="signals", status="planned", is_counted=False, url=new.url.replace("1", "5"),
                source_url="https://paper.example/" + "sample/" * 20),
    )  # fmt: skip
    policy = replace(
        new, group="policy", title=words.policy, url="https://tracker.example/articles/1/", parties=(), money="",
        amount_hkd=None, is_counted=False, words=(words.news,),
    )  # fmt: skip
    earlier = replace(
        new, group="earlier", url=new.url.replace("1", "6"), day=words.days[0].replace("2026", "2017"),
    )  # fmt: skip
    rising = (Rising(" – ".join(words.cities), 3, 1, "https://tracker.example/links/shenzhen/zhuhai/"),)
    return Letter(
        language=language, frequency="weekly", first_day=date(2026, 11, 16), last_day=date(2026, 11, 22),
        sections=(
            Section(words.cities[0], items, rising=rising),
            Section("", (policy, earlier), left_out=(f"2 × {words.news}",)),
        ),
        site_url="https://tracker.example", archive_url="https://tracker.example/digests/1/",
        manage_url="https://tracker.example/s/manage-mark/", unsubscribe_url="https://tracker.example/u/leave-mark/",
        as_of=words.as_of, contact="desk@tracker.example", postal=f"{words.mark} 1",
    )  # fmt: skip


def compared(name: str, found: str) -> str:
    """What the file holds; with RENEW_GOLDEN it holds what was found."""
    path = FOLDER / name
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_mail_is_as_it_was_looked_at(language):
    mail: Mail = compose(letter_of(language))
    assert f"Subject: {mail.subject}\n\n{mail.text}" == compared(
        f"digest.{language}.txt", f"Subject: {mail.subject}\n\n{mail.text}"
    )
    assert mail.html == compared(f"digest.{language}.html", mail.html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_say_what_they_are_and_fit(language):
    mail = compose(letter_of(language))
    assert SAMPLES[language].mark in mail.text
    assert width(mail.subject) <= 60
    assert all(width(line) <= 72 or "https://" in line for line in mail.text.splitlines())
    seen = lxml_html.document_fromstring(mail.html).text_content()
    for words in (SAMPLES[language].quote, SAMPLES[language].policy, "paper.example", SAMPLES[language].as_of):
        assert words in seen
        assert words in mail.text.replace("\n   ", " " if language in ("en", "pt") else "").replace("\n", " ")
