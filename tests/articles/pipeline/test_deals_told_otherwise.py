"""The worked cases told otherwise: what changes no meaning changes no deal.

Each variation rewrites the text of every case that it concerns (a weekday for "yesterday", another word for "signed",
blanks and signs as pages leave them); the deals must stay those of the text as it stands.
"""

import re

import pytest

from articles import reference
from articles.pipeline.line import analyse
from articles.pipeline.text import detect_language, fold
from articles.pipeline.text.characters import converter
from tests.articles.pipeline.test_deal_cases import CASES

MOST = 0.015
"""Of a hundred texts so many may be read otherwise: what a case is about may hang on the very word."""
LETTERS = str.maketrans({"’": "'"})
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def replaced(pattern, by):
    """A variation: ``by`` for all that ``pattern`` finds."""
    return lambda text: re.sub(pattern, by, text)


def in_the_other_script(text):
    """A variation: Simplified for Traditional characters, Traditional for Simplified ones."""
    simplified = converter("t2s").convert(text)
    return simplified if simplified != text else converter("s2hk").convert(text)


def first_sentence(rewrite):
    """A variation of what stands before the first full stop."""
    return lambda text: re.sub(r"\A[^。\n]+", lambda first: rewrite(first[0]), text)


# Where the first sentence of a text ends
FIRST_STOP = r"^([^.\n]{20,}[a-z])\.(?=\s|$)"
# "signed" where it is no participle
SIGNED = (
    r"(?<!was )(?<!were )(?<!been )(?<!be )(?<!agreement )(?<!, )(?<!understanding )(?<!contract )(?<!pact )(?<!deal )"
    r"(?<!MoU )(?<!memorandum )\b(?:has |have |had )?signed (?=an? )"
)


def behind(words):
    """A variation: ``words`` before the text, whose article loses its capital behind them."""
    return lambda text: words + re.sub(r"^(?:The|An?|In|On|Two|Three|Its|Both)\b", lambda m: m[0].lower(), text)


VARIATIONS = {
    "zh: a weekday for yesterday": replaced("昨日", "星期二"),
    "zh: recently for yesterday": replaced("昨日(?!起|（)", "日前"),
    "zh: another verb of signing": replaced("签署|簽署", "签订"),
    "zh: blanks behind signs": lambda text: text.replace("，", "， ").replace("。", "。 "),
    "zh: signs of half width": lambda text: text.replace("，", ","),
    "zh: digits of full width": lambda text: text.translate(WIDE),
    "zh: behind a dateline": lambda text: f"本报讯（记者 陈小明）{text}",
    "zh: as one has heard": lambda text: f"据悉，{text}",
    "zh: the other script": in_the_other_script,
    "zh: figures that stand apart": replaced("(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])", " "),
    "zh: on yesterday": replaced("(?<=[\u4e00-\u9fff])(?<![于於])昨日(?!起|（)", "于昨日"),
    "zh: yesterday afternoon": replaced("昨日(?!起|（|[上下]午|[早晚])", "昨日下午"),
    "zh: titles in brackets of another kind": lambda text: text.replace("《", "〈").replace("》", "〉"),
    "zh: quotation marks of another kind": lambda text: text.replace("「", "『").replace("」", "』"),
    "zh: a verb with its particle": replaced("(签署|簽署)(?=[《合战戰框备備谅諒两兩三四五六多])", r"\1了"),
    "zh: a paper of full name": replaced("(协议|協議)(?=[，。])", r"\1书"),
    "zh: a meeting told first": lambda text: f"在一个交流会上，{text}",
    "zh: who says so, told behind": first_sentence(lambda first: f"{first}，有关公告称"),
    "zh: one sentence a paragraph": lambda text: text.replace("。", "。\n\n"),
    "en: inked for signed": replaced(r"\bsigned\b", "inked"),
    "en: sums in short": replaced(r"(\d) (?:mil|bil)lion\b", r"\1bn"),
    "en: typographic signs": lambda text: text.replace("'", "’"),
    "en: Macau for Macao": lambda text: text.replace("Macao", "Macau"),
    "en: a move with an aim": behind("In a move to deepen cooperation in the region, "),
    "en: a part of efforts": behind("As part of efforts to boost integration, "),
    "en: after long talks": behind("After months of talks, "),
    "en: by a press release": behind("According to a press release, "),
    "en: as was announced": behind("It was announced on Tuesday that "),
    "en: meanwhile": behind("Meanwhile, "),
    "en: witnessed by an official": replaced(FIRST_STOP, r"\1, witnessed by Financial Secretary Paul Chan."),
    "en: said to be announced": replaced(FIRST_STOP, r"\1, it was announced on Tuesday."),
    "en: names put to a paper": replaced(SIGNED, "put their names to "),
    "en: will, in more words": replaced(r"\bwill (?=[a-z])", "is going to "),
    "pt: the day before yesterday": replaced(r"\bontem\b", "anteontem"),
    "pt: another verb of signing": replaced(r"\bassinaram\b", "celebraram"),
    "pt: one sentence a line": lambda text: text.replace(". ", ".\n"),
    "pt: signed by one, told otherwise": replaced(r"\bassinou\b", "firmou"),
    "pt: on a weekday of this week": replaced(
        r"\b(assinaram|assinou|anunciou|lançou|comprou) ontem\b", r"\1 esta quarta-feira"
    ),
    "pt: a day with its number": replaced(r"\bna (\w{4,7}-feira)\b(?! \()", r"na \1 (4)"),
    "pt: another name of the paper": replaced(r"\bmemorando de entendimento", "memorando de cooperação"),
    "pt: another word for it": replaced(r"\bacordo de cooperação", "protocolo de cooperação"),
    "pt: it was announced, at the end": lambda text: re.sub(r"\.(?=\s|$)", ", foi anunciado.", text, count=1),
    "pt: it was announced that": lambda text: (
        f"Foi anunciado que {text[0].lower()}{text[1:]}" if text[:2] in ("O ", "A ") else text
    ),
    "pt: as an agency tells": lambda text: re.sub(r"\.(?=\s|$)", ", segundo a agência Lusa.", text, count=1),
    "pt: behind a dateline": lambda text: f"Macau, China, 05 mar 2026 (Lusa) – {text}",
    "pt: will, in another word": replaced(
        r"\b(vai|vão) (?=[a-zà-ÿ]+r\b)", lambda m: "irá " if m[1] == "vai" else "irão "
    ),
}


SUM_ZH = (
    r"(?<![约逾近超达过于少高至到由从币亿$\d.,，])"
    r"(?=(?:人民币)?\d[\d,.]*(?:亿|億|万|萬)(?:元|港元|美元|歐元|欧元|澳門元|澳门元))"
)
ONE_OF_ZH = "零一二三四五六七八九"
NUMBERS_PT = {"três": "3", "quatro": "4", "cinco": "5", "seis": "6", "sete": "7", "oito": "8", "doze": "12"}
FIGURES = {
    "zh: about so much": replaced(SUM_ZH, "约"),
    "zh: nearly so much": replaced(SUM_ZH, "将近"),
    "zh: as much as": replaced(SUM_ZH, "高达"),
    "zh: figures as numerals": lambda text: re.sub(
        r"(?<![\d.一二三四五六七八九十第月年])[2-9](?=[个個项項份家間间])", lambda found: ONE_OF_ZH[int(found[0])], text
    ),
    "zh: some dozens and more": replaced(r"(?<![\d.第])(\d{1,2}0)(?=[个個项項份家間间])", r"\1多"),
    "en: renminbi for yuan": replaced(r"\byuan\b", "renminbi"),
    "en: millions by a letter": replaced(r"(\d) million\b", r"\1m"),
    "en: billions by letters": replaced(r"(\d) billion\b", r"\1bn"),
    "en: of about so much": replaced(r"(?<=\bof )(?=(?:HK\$|US\$|RMB ?|€)\d[\d,.]* (?:million|billion)\b)", "about "),
    "pt: words as figures": lambda text: re.sub(
        r"(?<!os )(?<!as )\b(?:" + "|".join(NUMBERS_PT) + r")\b(?= [a-zà-ú]+s\b)(?! (?:anos|meses|dias))",
        lambda found: NUMBERS_PT[found[0]],
        text,
    ),
}
"""How a figure is written: as words or digits, in short, or with what says how nearly it is told."""


def figures_of(case, text):
    """The figures of a case told as ``text``: sum, currency, counts and day of each deal."""
    published = str(case["published"]) if "published" in case else None
    found = analyse(title=case["title"], text=text, published=published, reference=reference.load()).reading.deals
    return sorted(
        (deal.type, deal.amount or 0, deal.currency, sorted(count.n for count in deal.counts), deal.date or "")
        for deal in found
    )


def deals_of(case, text):
    """The deals of a case told as ``text``: type, status and sides of each, however their names are spelled."""
    published = str(case["published"]) if "published" in case else None
    found = analyse(title=case["title"], text=text, published=published, reference=reference.load()).reading.deals
    sides = [(deal.type, deal.status, sorted(fold(name).translate(LETTERS) for name in deal.parties)) for deal in found]
    return sorted((kind, status, [name.replace("macau", "macao") for name in names]) for kind, status, names in sides)


def told_otherwise(lang, rewrite, read):
    """How many texts a variation concerns, and those of them that are then read otherwise."""
    concerned, differing = 0, []
    for param in CASES:
        case = param.values[0]
        text = case["text"]
        told = rewrite(text) if detect_language(text).startswith(lang) else text
        if told != text:
            concerned += 1
            if read(case, told) != read(case, text):
                differing.append(told)
    return concerned, differing


@pytest.mark.parametrize("variation", VARIATIONS)
def test_what_changes_no_meaning_changes_no_deal(variation):
    concerned, differing = told_otherwise(variation[:2], VARIATIONS[variation], deals_of)
    assert concerned
    assert len(differing) <= MOST * concerned, "\n".join(differing)


@pytest.mark.parametrize("variation", FIGURES)
def test_how_a_figure_is_written_changes_no_figure(variation):
    concerned, differing = told_otherwise(variation[:2], FIGURES[variation], figures_of)
    assert concerned
    assert len(differing) <= MOST * concerned, "\n".join(differing)
