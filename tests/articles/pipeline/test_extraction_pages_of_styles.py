"""Pages of 24 styles in four languages: what leaks, what is lost, and pages that lost their lines."""

import pytest

from articles.pipeline.extraction import extract
from tests.articles.pipeline.page_styles import ARTICLES, FIRST, SECOND, Page

PAGES = (*FIRST, *SECOND)
# Lines of furniture that leak of all pages in one language, at most: these may only fall.
FLOOR = {"en": 2, "pt": 0, "zh-Hant": 0, "zh-Hans": 0}
FORMS = ("text", "html")
TAILS = {
    "en": (
        "Related Articles Guangzhou and Macau sign HK$3 billion deal Five walks with a view",
        "Most Read Dongguan signs port deal with Hong Kong. It is worth HK$2 billion. © 2026 Quay Media",
        "Share this Facebook Twitter",
    ),
    "pt": (
        "Leia também Macau e Shenzhen assinam acordo de mil milhões",
        "Artigos relacionados: Hengqin e Macau firmam protocolo",
    ),
    "zh-Hant": ("相關新聞 深港簽署百億合約 十大火鍋店", "延伸閱讀：廣州與香港簽署合作備忘錄。", "版權所有 不得轉載"),
    "zh-Hans": ("（责任编辑：王小红） 相关阅读：广州与澳门签署三十亿元协议", "热门推荐 佛山车企签下大单"),
}


def read(page: Page, form: str):
    """Give what is extracted of a page in one of its forms."""
    return extract(page.title, html=page.as_html()) if form == "html" else extract(page.title, text=page.as_text())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", FLOOR)
def test_furniture_of_a_style_leaks_no_more_than_the_floor(lang, form):
    leaked = []
    for page in PAGES:
        if page.lang == lang:
            kept = read(page, form).text.text.split("\n")[1:]
            leaked += [line for line in page.noise if line in kept]
    assert len(leaked) <= FLOOR[lang], leaked


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.style)
def test_no_paragraph_of_a_page_is_lost(page, form):
    kept = read(page, form).text.text.split("\n")
    assert [line for line in page.article if line not in kept] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.style)
def test_every_line_of_a_page_is_kept_or_quarantined(page):
    extracted = read(page, "text")
    told = {*extracted.text.text.split("\n"), *(left.text for left in extracted.quarantined)}
    assert [line for line in page.noise if line not in told] == []


@pytest.mark.parametrize(("lang", "tail"), [(lang, tail) for lang, tails in TAILS.items() for tail in tails])
def test_a_page_in_one_line_ends_where_its_furniture_begins(lang, tail):
    title, paragraphs = ARTICLES[lang]
    extracted = extract(title, text=f"{' '.join(paragraphs)} {tail}")
    # Between Chinese sentences no blank stands
    between = "" if lang.startswith("zh") else " "
    assert extracted.text.text == f"{title}\n\n{between.join(paragraphs)}"
    squeezed = "".join(left.text for left in extracted.quarantined).replace(" ", "")
    assert squeezed == tail.replace(" ", "")


@pytest.mark.parametrize("lang", ARTICLES)
def test_a_page_in_one_line_without_furniture_stays_whole(lang):
    title, paragraphs = ARTICLES[lang]
    between = "" if lang.startswith("zh") else " "
    assert extract(title, text=" ".join(paragraphs)).text.text == f"{title}\n\n{between.join(paragraphs)}"


def test_a_sentence_that_names_a_heading_is_not_cut():
    text = (
        "The library opened a shelf of related articles on Monday, the two councils said in a statement. "
        "Readers who want more news of the ferry find it there, and comments are welcome at the desk."
    )
    assert extract("Library opens", text=text).text.text == f"Library opens\n\n{text}"
