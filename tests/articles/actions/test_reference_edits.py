"""Aliases and names that editors add: checked, previewed, used, exported, and outlasting the next set-up."""

import io
import shutil

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from articles.actions.alias_preview import preview_alias, preview_removal
from articles.actions.reference_edits import (
    AliasRefused,
    check_alias,
    current_reference,
    edit_names,
    keep_alias,
    read_again,
    remove_aliases,
)
from articles.actions.reference_sync import sync_reference
from articles.models import Alias, Article, Tag
from articles.reference import compiling, load
from tests.articles.desk import make_person
from tests.articles.newsroom import NOW, make_feed, make_waiting, process

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
    assert keep_alias(alias=alias_of(tag), now=NOW) == 1
    process(article)
    assert article.taggings.filter(tag=tag).exists()
    assert remove_aliases(aliases=Alias.objects.all(), now=NOW) == 1
    process(article)
    assert not article.taggings.filter(tag=tag).exists()


PACT = (
    "香港與深圳簽署合作備忘錄",
    "燈塔金融局與深圳市政府十月二十日在香港簽署合作備忘錄，雙方將在金融科技領域加強合作。香港與深圳的官員出席了儀式。",
)


def test_a_preview_of_a_simplified_alias_finds_traditional_articles_and_says_what_their_deals_would_gain(tag):
    article = make_waiting(PACT)
    process(article)
    preview = preview_alias(alias=alias_of(tag, "灯塔金融局", lang="zh"), now=NOW)
    assert preview.gained == [(article, ["organisation:hkma"])]
    [(_article, words)] = preview.deals_gained
    assert any(word.endswith(": hkma") for word in words)
    assert keep_alias(alias=alias_of(tag, "灯塔金融局", lang="zh"), now=NOW) == 1
    process(article)
    lost = preview_removal(ids=[Alias.objects.get().pk], now=NOW)
    assert lost.lost == preview.gained
    assert lost.deals_lost == preview.deals_gained
    assert lost.gained == lost.deals_gained[1:] == []


def test_other_words_of_an_alias_are_read_again_where_the_old_ones_stood_and_where_the_new_ones_stand(tag):
    feed = make_feed()
    old, new = make_waiting(NEWS, feed=feed), make_waiting((NEWS[0], NEWS[1].replace("Lantern", "Beacon")), feed=feed)
    process(old, new)
    keep_alias(alias=alias_of(tag), now=NOW)
    process(old, new)
    alias = Alias.objects.get()
    alias.note = "seen in print"
    assert keep_alias(alias=alias, now=NOW) == 0
    alias.text = "Beacon Money Office"
    preview = preview_alias(alias=alias, now=NOW)
    assert (preview.gained, preview.lost) == ([(new, ["organisation:hkma"])], [(old, ["organisation:hkma"])])
    assert keep_alias(alias=alias, now=NOW) == 2
    process(old, new)
    assert list(Article.objects.filter(taggings__tag=tag)) == [new]


@pytest.mark.one_engine
def test_what_is_exported_reads_as_the_desk_does(tag, tmp_path, monkeypatch):
    """Each language, each safety, and a surface of the files whose safety was changed; names too, the rest is kept."""
    for source in compiling.HERE.glob("*.yaml"):
        shutil.copy(source, tmp_path)
    shipped = next(body for body in load().organisations if body.slug == "hkma").aliases[0]
    other = "needs_context" if shipped.match == "standalone" else "standalone"
    added = [
        alias_of(tag, "Lantern: Money “Office” #1"),
        alias_of(tag, "燈塔金融局", "needs_context", "zh-Hant"),
        alias_of(tag, "灯塔局", "compound_only", "zh-Hans"),
        alias_of(tag, "Autoridade da Lanterna", "standalone", "pt"),
        Alias(tag=tag, text="LMO", lang="en", match="standalone", is_case_sensitive=True, added_at=NOW),
        alias_of(tag, shipped.text, other, shipped.lang),
    ]
    for alias in added:
        keep_alias(alias=alias, now=NOW)
    edit_names(tag=tag, names={"pt": "Autoridade do Farol"})
    out = io.StringIO()
    call_command("export_reference", str(tmp_path), stdout=out)
    assert out.getvalue() == "organisations.yaml: names 1, aliases 6\n"
    assert (tmp_path / "organisations.yaml").read_text(encoding="utf-8").startswith("# Organisations that recur")
    monkeypatch.setattr(compiling, "HERE", tmp_path)
    written = {body.slug: body for body in compiling.build().organisations}
    at_desk = {body.slug: body for body in current_reference().organisations}
    assert {slug: body.aliases for slug, body in written.items()} == {
        slug: body.aliases for slug, body in at_desk.items()
    }
    assert len(written["hkma"].aliases) == len(next(b for b in load().organisations if b.slug == "hkma").aliases) + 5
    assert written.pop("hkma").names.pt == "Autoridade do Farol"
    shipped_bodies = {body.slug: body for body in load().organisations if body.slug != "hkma"}
    assert written == shipped_bodies


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
    keep_alias(alias=alias_of(tag), now=NOW)
    with pytest.raises(AliasRefused, match="organisation:hkma already"):
        check_alias(alias_of(Tag.objects.get(kind="organisation", slug="hsbc"), "lantern money office"))


def test_a_name_that_an_editor_set_outlasts_the_next_set_up(tag):
    assert edit_names(tag=tag, names={"pt": "Autoridade do Farol", "en": tag.name_en})
    again = sync_reference(reference=load())
    tag.refresh_from_db()
    assert (tag.name_pt, again.changed) == ("Autoridade do Farol", 0)
    assert not edit_names(tag=tag, names={"pt": "Autoridade do Farol"})


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
    alias = Alias.objects.get()
    process(*Article.objects.all())
    asked = client.get(f"/admin/articles/alias/{alias.pk}/delete/").content.decode()
    assert "Would lose (1)" in asked
    client.post(f"/admin/articles/alias/{alias.pk}/change/", {**form, "text": "Lantern Money", "keep": "1"})
    former = alias.history.earliest()
    client.post(f"/admin/articles/alias/{alias.pk}/history/{former.pk}/", form)
    alias.refresh_from_db()
    assert alias.text == "Lantern Money Office"
    client.post("/admin/articles/alias/", {"action": "delete_selected", "_selected_action": alias.pk, "post": "yes"})
    assert not Alias.objects.exists()
    assert Article.objects.get().processed_at is None
    refused = client.post("/admin/articles/alias/add/", {**form, "text": "Shenzhen"})
    assert "names city shenzhen already" in refused.content.decode()


def test_who_may_not_delete_an_alias_costs_no_look_at_the_articles(client, tag, django_assert_max_num_queries):
    alias = Alias.objects.create(tag=tag, text="Lantern", lang="en", match="standalone", added_at=NOW)
    process(make_waiting(NEWS, published_at=timezone.now()))
    client.force_login(make_person("curator", "Curator"))
    with django_assert_max_num_queries(20) as asked:
        assert client.get(f"/admin/articles/alias/{alias.pk}/delete/").status_code == 403
    assert not [query for query in asked.captured_queries if "articles_article" in query["sql"]]


def test_an_editor_renames_a_tag_and_the_history_shows_it(client, tag):
    client.force_login(make_person("editor", "Editor"))
    path = f"/admin/articles/tag/{tag.pk}/"
    client.post(f"{path}change/", {"name_en": tag.name_en, "name_zh_hant": "燈塔局", "name_zh_hans": "灯塔局",
                                   "name_pt": ""})  # fmt: skip
    tag.refresh_from_db()
    assert (tag.name_zh_hant, tag.edited_names["zh-Hant"]) == ("燈塔局", "燈塔局")
    assert "燈塔局" in client.get(f"{path}history/").content.decode()
    first = tag.history.earliest()
    assert (first.name_zh_hant, first.history_type) == ("燈塔局", "~")
    client.post(f"{path}change/", {"name_en": tag.name_en, "name_zh_hant": "燈局", "name_zh_hans": "", "name_pt": ""})
    former = {"name_en": tag.name_en, "name_zh_hant": "燈塔局", "name_zh_hans": "灯塔局", "name_pt": ""}
    client.post(f"{path}history/{first.pk}/", former)
    tag.refresh_from_db()
    assert (tag.name_zh_hant, tag.edited_names["zh-Hans"]) == ("燈塔局", "灯塔局")
    client.force_login(User.objects.create_user("curator", is_staff=True))
    assert client.post(f"{path}change/", {"name_en": "Mine"}).status_code == 403
