import gettext
from pathlib import Path

import pytest
from tools import messages

ROOM = Path("dashboards")


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A small checkout with one text in Python and three in a template."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    (tmp_path / "dashboards").mkdir()
    (tmp_path / "dashboards" / "words.py").write_text('from x import gettext_lazy as _\nMOU = _("Memorandum")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}{% translate 'Fund' %} {% translate 'Other' context 'deal type' %}"
        "{% blocktranslate count n=n %}{{ n }} deal{% plural %}{{ n }} deals{% endblocktranslate %}"
    )
    return tmp_path


def translate(house, language, **texts):
    """Write translations into the catalogue as a translator does."""
    catalogue = messages.load(language)
    for message in catalogue:
        if message.id and messages._text(message) in texts:
            message.string = texts[messages._text(message)]
    with messages.catalogue_path(language).open("wb") as file:
        messages.write_po(file, catalogue)


def test_texts_of_python_and_of_templates_are_collected(house):
    found = {(message.id, message.context) for message in messages.collect() if message.id}
    assert found == {
        ("Memorandum", None),
        ("Fund", None),
        ("Other", "deal type"),
        (("%(n)s deal", "%(n)s deals"), None),
    }


def test_a_translation_survives_the_next_merge_and_a_text_that_is_gone_does_not(house):
    messages.merge()
    translate(house, "pt", Memorandum="Memorando", Fund="Fundo")
    (house / "templates" / "page.html").write_text("{% load i18n %}{% translate 'Treaty' %}")
    messages.merge()
    kept = {message.id: message.string for message in messages.load("pt") if message.id}
    assert kept == {"Memorandum": "Memorando", "Treaty": ""}


def test_merging_twice_writes_the_same_bytes(house):
    messages.merge()
    first = messages.catalogue_path("zh_Hant").read_bytes()
    messages.merge()
    assert messages.catalogue_path("zh_Hant").read_bytes() == first


def test_what_is_compiled_is_what_gettext_reads(house):
    messages.merge()
    translate(house, "zh_Hant", Memorandum="備忘錄", **{"%(n)s deal": ("%(n)s宗交易",)})
    messages.compile_all()
    found = gettext.translation("django", house / "locale", ["zh_Hant"])
    assert found.gettext("Memorandum") == "備忘錄"
    assert found.ngettext("%(n)s deal", "%(n)s deals", 3) == "%(n)s宗交易"
    assert found.gettext("Fund") == "Fund"


def test_what_is_not_translated_is_listed_by_language(house, capsys):
    messages.merge()
    translate(house, "pt", Memorandum="Memorando", Fund="Fundo", Other="Outro", **{"%(n)s deal": ("%(n)s acordo", "")})
    assert messages.missing("pt", messages.collect()) == ["%(n)s deal"]
    assert messages.main(["missing"]) == 1
    assert "zh_Hans: 'Memorandum'" in capsys.readouterr().out


def test_another_argument_is_refused(capsys):
    assert messages.main(["translate"]) == 2
    assert "give one of collect, compile, missing" in capsys.readouterr().err
