"""Aliases and names that editors add: checked, previewed, used, exported, and outlasting the next set-up."""

import io

import pytest
import yaml
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.actions.reference_edits import (
    AliasRefused,
    check_alias,
    current_reference,
    edit_names,
    keep_alias,
    preview_alias,
    read_again,
)
from articles.actions.reference_sync import sync_reference
from articles.models import Alias, Article, Tag
from articles.reference import load
from tests.articles.desk import make_person
from tests.articles.newsroom import NOW, make_waiting, process

pytestmark = pytest.mark.django_db
NEWS = (
    "Hong Kong and Shenzhen meet on trade",
    "Officials of Hong Kong and Shenzhen met to talk about trade. The Lantern Money Office of Hong Kong sent a team.",
)


@pytest.fixture
def tag():
    sync_reference(reference=load())
    return Tag.objects.get(kind="organisation", slug="hkma")


def alias_of(tag, text="Lantern Money Office", match="standalone", lang="en"):
    return Alias(tag=tag, text=text, lang=lang, match=match, added_at=NOW)


def test_a_preview_says_what_would_be_gained_and_keeps_nothing(tag):
    article = make_waiting(NEWS)
    process(article)
    preview = preview_alias(alias=alias_of(tag), now=NOW)
    assert (preview.held, preview.read) == (1, 1)
    assert preview.gained == [(article, ["organisation:hkma"])]
    assert preview.lost == []
    assert not Alias.objects.exists()
    assert current_reference() is load()


def test_a_kept_alias_is_known_from_the_next_reading_on(tag):
    article = make_waiting(NEWS)
    process(article)
    assert not article.taggings.filter(tag=tag).exists()
    assert keep_alias(alias=alias_of(tag), affected=[article.pk]) == 1
    process(article)
    assert article.taggings.filter(tag=tag).exists()
    Alias.objects.all().delete()
    Article.objects.update(processed_at=None)
    process(article)
    assert not article.taggings.filter(tag=tag).exists()


@pytest.mark.parametrize(
    ("text", "match", "why"),
    [
        ("SHENZHEN", "standalone", "names city shenzhen already"),
        ("港", "standalone", "one character alone"),
        ("深圳", "needs_context", "names city shenzhen already"),
    ],
)
def test_what_names_something_else_is_refused(tag, text, match, why):
    with pytest.raises(AliasRefused, match=why):
        check_alias(alias_of(tag, text, match))


def test_sectors_take_no_aliases_and_another_alias_of_the_desk_counts(tag):
    with pytest.raises(AliasRefused, match="cue lists"):
        check_alias(alias_of(Tag.objects.get(kind="sector", slug="finance")))
    keep_alias(alias=alias_of(tag), affected=[])
    with pytest.raises(AliasRefused, match="organisation:hkma already"):
        check_alias(alias_of(Tag.objects.get(kind="organisation", slug="hsbc"), "lantern money office"))


def test_a_name_that_an_editor_set_outlasts_the_next_set_up(tag):
    assert edit_names(tag=tag, names={"pt": "Autoridade do Farol", "en": tag.name_en})
    again = sync_reference(reference=load())
    tag.refresh_from_db()
    assert (tag.name_pt, again.changed) == ("Autoridade do Farol", 0)
    assert not edit_names(tag=tag, names={"pt": "Autoridade do Farol"})


def test_the_export_holds_names_and_aliases_and_keeps_the_rest(tag, tmp_path):
    edit_names(tag=tag, names={"pt": "Autoridade do Farol"})
    keep_alias(alias=alias_of(tag), affected=[])
    out = io.StringIO()
    call_command("export_reference", str(tmp_path), stdout=out)
    assert out.getvalue() == "organisations.yaml: names 1, aliases 1\n"
    text = (tmp_path / "organisations.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Organisations that recur")
    written = {row["slug"]: row for row in yaml.safe_load(text)["organisations"]}
    assert written["hkma"]["names"]["pt"] == "Autoridade do Farol"
    assert written["hkma"]["aliases"][-1] == {"text": "Lantern Money Office", "lang": "en", "match": "standalone"}
    shipped = {body.slug for body in load().organisations}
    assert set(written) == shipped


def test_an_article_whose_text_was_given_up_keeps_its_facts_when_an_alias_comes(tag):
    article = make_waiting(NEWS)
    process(article)
    assert read_again(texts=["Lantern Money Office"], now=NOW) == 1
    process(article)
    Article.objects.update(text_given_up_at=NOW)
    assert read_again(texts=["Lantern Money Office"], now=NOW) == 0
    assert not Article.objects.filter(processed_at=None).exists()


def test_an_editor_sees_the_preview_before_anything_is_kept(client, tag):
    process(make_waiting(NEWS, published_at=timezone.now()))
    editor = make_person("editor", "Editor")
    client.force_login(editor)
    form = {"tag": tag.pk, "text": "Lantern Money Office", "lang": "en", "match": "standalone", "note": ""}
    page = client.post("/admin/articles/alias/add/", form).content.decode()
    assert "Would gain" in page
    assert "organisation:hkma" in page
    assert not Alias.objects.exists()
    client.post("/admin/articles/alias/add/", {**form, "keep": "1"})
    assert Alias.objects.get().added_by == editor
    refused = client.post("/admin/articles/alias/add/", {**form, "text": "Shenzhen"})
    assert "names city shenzhen already" in refused.content.decode()


def test_an_editor_renames_a_tag_and_the_history_shows_it(client, tag):
    client.force_login(make_person("editor", "Editor"))
    path = f"/admin/articles/tag/{tag.pk}/"
    client.post(f"{path}change/", {"name_en": tag.name_en, "name_zh_hant": "燈塔局", "name_zh_hans": "灯塔局",
                                   "name_pt": ""})  # fmt: skip
    tag.refresh_from_db()
    assert (tag.name_zh_hant, tag.edited_names["zh-Hant"]) == ("燈塔局", "燈塔局")
    assert "燈塔局" in client.get(f"{path}history/").content.decode()
    client.force_login(User.objects.create_user("curator", is_staff=True))
    assert client.post(f"{path}change/", {"name_en": "Mine"}).status_code == 403
