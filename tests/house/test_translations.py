"""The interface in four languages: complete, in step with the code, and with the same blanks to fill in."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from tools import messages

# %(city)s, %(added)d
BLANK = re.compile(r"%\(\w+\)[sd]")
# <strong>, </strong>
MARKUP = re.compile(r"</?\w+[^>]*>")
# %(basis)s; "%(first)s to %(last)s" is not one
MOSTLY_BLANK = re.compile(r"[\W\d]*(%\(\w+\)s[\W\d]*)+")
# Characters that stand in one of the scripts alone, each beside its other form.
SIMPLIFIED, TRADITIONAL = set("这为数据进质网页链订阅编辑们时问关开长"), set("這為數據進質網頁鏈訂閱編輯們時問關開長")
WORD = re.compile(r"[a-z]{4}")
HAN = re.compile(r"[\u4e00-\u9fff]")
# A form for one thing may say "one" instead of showing the number.
NUMBERS = {"%(n)s", "%(count)s", "%(shown)s", "%(total)s"}

# Words for which the interface has another one: readers are "你", deals "合作" and "acordos", mail no letter by post.
SET_ASIDE = {
    "zh_Hant": ("您", "起始歷史", "追蹤該", "不算交易", "計為交易", "郵件獲", "收到郵件"),
    "zh_Hans": ("您", "起始历史", "追踪该", "不算交易", "计为交易"),
    "pt": ("história inicial", "parceiro externo", "por correio.", "por correio,", "por correio a ", "por correio de "),
}

found = cache(messages.collect)
kept = cache(messages.load)


def forms(message: Message) -> list[str]:
    """The one text of a message, or its forms of number."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def key(message: Message) -> tuple[object, str | None]:
    return message.id, message.context


def texts(catalogue: Catalog) -> set[tuple[object, str | None]]:
    return {key(message) for message in catalogue if message.id}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_text_is_translated(language):
    assert messages.missing(language, found()) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_catalogue_keeps_a_text_that_the_code_has_no_more(language):
    assert texts(kept(language)) - texts(found()) == set()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_translation_has_the_blanks_and_the_markup_of_its_text(language):
    wrong = []
    for message in kept(language):
        if not message.id:
            continue
        text = message.id if isinstance(message.id, str) else message.id[-1]
        for number, form in enumerate(forms(message)):
            spared = NUMBERS if language == "pt" and number == 0 and not isinstance(message.id, str) else set()
            blanks = set(BLANK.findall(text)) ^ set(BLANK.findall(form))
            if blanks - spared or sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(form)):
                wrong.append((text, form))
    assert wrong == []


@pytest.mark.parametrize("language", ["zh_Hant", "zh_Hans"])
def test_a_chinese_text_is_written_in_chinese(language):
    bare = [
        message.id
        for message in kept(language)
        if message.id and WORD.search(str(message.id)) and not all(HAN.search(form) for form in forms(message))
    ]
    # A text that is only a blank, an example or a name stays as it is.
    assert [text for text in bare if not MOSTLY_BLANK.fullmatch(str(text))] == []


def test_the_two_chinese_catalogues_do_not_mix_their_scripts():
    for language, foreign in (("zh_Hant", SIMPLIFIED), ("zh_Hans", TRADITIONAL)):
        mixed = [form for message in kept(language) if message.id for form in forms(message) if foreign & set(form)]
        assert mixed == [], language


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_one_word_stands_for_a_thing(language):
    told = [form for message in kept(language) if message.id for form in forms(message)]
    assert [form for form in told if any(word in form for word in SET_ASIDE[language])] == []
