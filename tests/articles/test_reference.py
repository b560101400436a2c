"""The reference data: compiled once, loaded fast, frozen, and never stale."""

import dataclasses
import os
import pickle
import re
import subprocess
import sys

import pytest

from articles import reference
from articles.pipeline.matching.records import Reference


@pytest.fixture
def compiled(tmp_path):
    return tmp_path / "compiled" / "reference.pickle"


@pytest.fixture
def built(monkeypatch):
    """The reference that was built before, where only its file is looked at: to build it takes a second."""
    known = reference.load()
    monkeypatch.setattr("articles.reference.compiling.build", lambda: known)


def test_load_gives_one_shared_reference():
    assert reference.load() is reference.load()


def test_load_gives_the_counts_of_the_contracts():
    known = reference.load()
    assert len(known.cities) == 11
    assert len(known.sectors) == 19
    assert len(known.feeds) == 165


def test_load_from_compiles_what_is_missing(compiled):
    known = reference.load_from(compiled)
    assert compiled.exists()
    assert known.digest == reference.load().digest


def test_load_from_reads_the_compiled_file_without_the_yaml(compiled, monkeypatch):
    reference.compile_reference(compiled)
    monkeypatch.setattr(reference, "build", None)
    monkeypatch.setattr(reference, "compile_reference", None)
    assert reference.load_from(compiled).cities


def test_load_from_compiles_again_when_the_contents_differ(compiled):
    known = reference.compile_reference(compiled)
    compiled.write_bytes(pickle.dumps(dataclasses.replace(known, digest="of another time", cities=())))
    assert len(reference.load_from(compiled).cities) == 11
    assert len(pickle.loads(compiled.read_bytes()).cities) == 11


@pytest.mark.parametrize("junk", [b"", b"not a pickle", pickle.dumps({"cities": []})])
def test_load_from_compiles_again_when_the_file_is_broken(built, compiled, junk):
    compiled.parent.mkdir()
    compiled.write_bytes(junk)
    assert isinstance(reference.load_from(compiled), Reference)


def test_load_from_builds_in_memory_where_nothing_can_be_written(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert len(reference.load_from(blocked / "reference.pickle").cities) == 11


def test_compiling_leaves_no_other_files(built, compiled):
    reference.compile_reference(compiled)
    assert [path.name for path in compiled.parent.iterdir()] == [compiled.name]


def test_a_failed_compile_leaves_the_old_file(built, compiled, monkeypatch):
    reference.compile_reference(compiled)
    before = compiled.read_bytes()
    monkeypatch.setattr(os, "replace", _refuse)
    with pytest.raises(PermissionError):
        reference.compile_reference(compiled)
    assert compiled.read_bytes() == before
    assert [path.name for path in compiled.parent.iterdir()] == [compiled.name]


def _refuse(source, target):
    raise PermissionError(target)


def test_records_are_frozen():
    city = reference.load().cities[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        city.slug = "elsewhere"


def test_starter_deals_are_rows_with_a_source():
    rows = reference.starter_deals()
    assert len(rows) == 253
    assert all(row["source"]["url"].startswith("http") for row in rows)


def test_names_fall_back_to_english():
    names = next(body.names for body in reference.load().organisations if body.slug == "hkma")
    assert names.in_language("zh-Hant") == "香港金融管理局"
    assert names.in_language("fr") == names.en


# Words of English names that Portuguese readers would meet as English; what firms call themselves stays as it is
_ENGLISH = re.compile(
    r"\b(?:Ministry|Bureau|Department|Government|Commission|Council|Committee|Authority|University|Institute|Academy"
    r"|Laboratory|Chamber|Association|Airport|Station|District|Islands?|Zone|Park|County|Scheme|Plan|Agreement|Conference"
    r"|Meeting|Measures?|Pilot|Bridge|Administration|Customs|Court)\b"
)


@pytest.mark.parametrize("kind", ["cities", "places", "outside", "mechanisms", "organisations", "sectors"])
def test_names_that_say_something_in_english_say_it_in_all_four_languages(kind):
    missing = [
        (entity.slug, lang)
        for entity in getattr(reference.load(), kind)
        for lang in ("zh-Hant", "zh-Hans", "pt")
        if _ENGLISH.search(entity.names.en) and entity.names.in_language(lang) == entity.names.en
    ]
    assert missing == []


def test_reference_needs_no_django():
    code = "import sys, articles.reference as r; r.load(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
