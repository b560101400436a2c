"""The HTML and the plain text of mails by rule: Outlook, html-validate, weight, columns. Real, big and hostile ones."""

from dataclasses import replace

import pytest
from lxml import html as lxml_html
from wcwidth import width

from dashboards.digests.composing import MAX_HTML_BYTES, MAX_ITEMS, Section, compose
from tests.dashboards.digests.mailrules import outlook_faults, validator_faults
from tests.dashboards.digests.test_golden import LANGUAGES, letter_of

HOSTILE = "<script>alert(1)</script> \"'><td></table><!--[if mso]> & --> <![endif]--> \u202eevil\u2066 ﷽ " + "x" * 90
LONG = {
    "en": "The two invented harbour bureaux of an invented coast sign a pact on cold storage and on data at night ",
    "zh-hant": "兩家虛構的港務機構就虛構碼頭的冷藏倉庫、跨境數據流動及人才培訓簽署合作框架協議，並設立聯合工作小組，",
    "zh-hans": "两家虚构的港务机构就虚构码头的冷藏仓库、跨境数据流动及人才培训签署合作框架协议，并设立联合工作小组，",
    "pt": "As duas entidades portuárias inventadas assinam um acordo-quadro sobre armazéns frigoríficos e dados ",
}


def big(language, number=MAX_ITEMS):
    """A letter of so many items, each with a title and a quote longer than most are, four parties and six cities."""
    letter = letter_of(language)
    item = letter.sections[0].items[0]
    parties = tuple(f"{LONG[language][:26]} {mark}" for mark in "ABCD")
    items = tuple(
        replace(item, title=f"{number} {LONG[language] * 3}"[:120], quote=(LONG[language] * 6)[:220], parties=parties,
                cities=item.cities * 3, url=f"https://tracker.example/deals/{'-'.join(['long'] * 12)}-{number}/",
                source_url=f"https://paper.example/{number}/" + "%E6%B8%AF" * 12)
        for number in range(number)
    )  # fmt: skip
    return replace(letter, sections=(Section("", items),))


def pages():
    """One mail of every kind in every language, and hostile ones, by name."""
    letters = {}
    for language in LANGUAGES:
        letter = letter_of(language)
        item = letter.sections[0].items[0]
        hostile = replace(item, title=HOSTILE, quote=HOSTILE, publisher=HOSTILE, parties=(HOSTILE,), words=(HOSTILE,))
        letters |= {
            f"weekly-{language}": letter,
            f"daily-{language}": replace(letter, frequency="daily"),
            f"monthly-{language}": replace(big(language, 31), frequency="monthly"),
            f"follow-{language}": replace(letter, frequency="follow", sections=(Section("", (item,)),)),
            f"sample-{language}": replace(letter, is_sample=True),
            f"hostile-{language}": replace(
                letter, sections=(Section(HOSTILE, (hostile,) * 3, left_out=("1 new deal",)),)
            ),
        }
    return {name: compose(letter).html for name, letter in letters.items()}


def test_outlook_and_the_validator_find_nothing_in_any_mail(tmp_path):
    made = pages()
    assert {name: faults for name, page in made.items() if (faults := outlook_faults(page))} == {}
    assert validator_faults(made, tmp_path) == []


BROKEN = [
    "<div>x</div>",
    '<span style="margin: 4px">x</span>',
    '<table><tr><td style="font-family: Arial">x</td></tr></table>',
    "<table role='presentation' width='1' border='0' cellpadding='0' cellspacing='0'><tr><td>x</td></tr></table>",
    '<span style="display: flex">x</span>',
    '<span style="position: absolute">x</span>',
    '<span style="color: #fff">x</span>',
    '<span style="color: rgba(0, 0, 0, 0.5)">x</span>',
    '<span style="background: #ffffff">x</span>',
    '<a href="/x" style="line-height: 1.5">x</a>',
    '<a href="/x" style="font-size: 1.2em">x</a>',
    '<a class="button" href="/x">x</a>',
    '<img src="https://tracker.example/x.png" alt="">',
    "<!--[if mso]><p>x",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_the_rules_for_outlook_see_what_they_are_for(broken):
    page = compose(letter_of("en")).html
    assert outlook_faults(page.replace("</body>", f"{broken}</body>"))


@pytest.mark.parametrize(("kept", "lost"), [
    (' bgcolor="#ffffff"', ""), ('<td class="head" width="552"', '<td class="head"'),
    ("<!--[if mso]><table", "<!-- <table"), ("<v:rect", "<v:oval"),
    (' class="sheet"', ' class="page"'), (' role="presentation"', ""),
    ("<style>td { font-family", "<style>p { font-family"),
])  # fmt: skip
def test_the_rules_for_outlook_miss_what_is_taken_away(kept, lost):
    page = compose(letter_of("en")).html
    assert kept in page
    assert outlook_faults(page.replace(kept, lost))


def test_the_validator_sees_what_it_is_for(tmp_path):
    page = compose(letter_of("en")).html
    broken = {
        "nesting": page.replace("</body>", "<span><table></table></span></body>"),
        "unclosed": page.replace("</span>", "", 1),
        "nameless": page.replace("<title>", "<title></title><meta name='x'><title hidden>"),
        "duplicate": page.replace("</body>", "<b id='x'></b><b id='x'></b></body>"),
        "unescaped": page.replace("</body>", "a < b & c</body>"),
        "unlinked": page.replace(' href="https://tracker.example/deals/sample-1/"', ' href="x" href="y"'),
    }
    found = validator_faults(broken, tmp_path)
    assert {line.partition(":")[0] for line in found} == set(broken), found


@pytest.mark.threat("M12")
@pytest.mark.parametrize("language", LANGUAGES)
def test_25_long_items_stand_in_one_mail_of_less_than_80_kilobytes(language):
    page = compose(big(language)).html
    titles = lxml_html.document_fromstring(page).xpath("//a[@class='title']")
    assert len(titles) == MAX_ITEMS
    assert all(len(title.text) == 120 for title in titles)
    assert len(page.encode()) <= MAX_HTML_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [1, 31])
def test_no_line_of_the_plain_text_takes_more_than_72_columns(language, number):
    text = compose(big(language, number)).text
    assert [line for line in text.splitlines() if width(line) > 72 and not line.strip().startswith("https://")] == []
    assert max(width(line) for line in text.splitlines() if "https://" not in line) >= 70, "and they are filled"


def test_the_preview_line_is_hidden_everywhere_and_dark_screens_have_colours_of_their_own():
    page = compose(letter_of("zh-hans")).html
    (line,) = lxml_html.document_fromstring(page).xpath("//div")
    assert {"display: none", "mso-hide: all"} <= {part.strip() for part in line.get("style").split(";")}
    assert "@media (prefers-color-scheme: dark)" in page
    assert '<meta name="color-scheme" content="light dark">' in page
    assert "JhengHei" not in page, "the letters of Traditional Chinese differ"
