"""The reference files: they parse, their slugs are unique, what they refer to exists, no shared alias is unlisted."""

import datetime
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
import yaml

from articles import reference
from articles.reference import compiling

LANGUAGES = {"en", "zh", "zh-Hant", "zh-Hans", "pt"}
# file -> (key of its list, prefix of references, smallest number of rows)
LISTS = {
    "cities": ("cities", "city", 11),
    "places": ("places", "place", 80),
    "outside": ("outside", "outside", 60),
    "mechanisms": ("mechanisms", "mech", 70),
    "organisations": ("organisations", "org", 350),
    "people": ("people", "person", 80),
    "sectors": ("subsectors", "sector", 50),
    "deal_types": ("deal_types", "deal", 20),
    "feeds": ("feeds", "feed", 60),
    "ambiguities": ("ambiguities", "ambiguity", 40),
}
ENTITIES = ("cities", "places", "outside", "mechanisms", "organisations", "people")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?\Z")
# characters that no Simplified text holds
TRADITIONAL = set(
    "灣區門廣開發關國際業經濟車輛醫藥機構體雙對應邊檢協議簽會聯劃規東將為從這說時間銀證壽險電網鐵橋貿財務總統計產園創術學"
)
SECTORS = {
    "finance", "fintech", "innovation-tech", "ai", "biotech-health", "trade", "transport-logistics", "aviation",
    "infrastructure", "property-land", "tourism-culture", "fashion-retail", "energy-environment", "manufacturing",
    "professional-legal", "education-talent", "youth", "government-policy", "smart-city",
}  # fmt: skip
DEAL_TYPES = {
    "mou", "framework_agreement", "cooperation_agreement", "letter_of_intent", "joint_venture", "acquisition",
    "equity_investment", "ipo_listing", "bond_loan", "land", "construction_contract", "procurement", "launch_opening",
    "policy_measure", "mutual_recognition", "fund", "other",
}  # fmt: skip


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a repeated key in one mapping."""


def _no_repeats(loader, node, deep=False):
    keys = [loader.construct_object(key, deep=deep) for key, _ in node.value]
    assert len(set(keys)) == len(keys), f"repeated key at {node.start_mark}"
    return yaml.CSafeLoader.construct_mapping(loader, node, deep)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_repeats)


@cache
def document(name):
    return compiling.read_yaml(name)


def rows(name):
    return document(name)[LISTS[name][0]]


@cache
def index():
    known = {f"{LISTS[name][1]}:{row['slug']}": row for name in LISTS for row in rows(name)}
    known |= {f"sector:{row['slug']}": row for row in document("sectors")["sectors"]}
    return known


def fold(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def entities():
    for name in ENTITIES:
        for row in rows(name):
            yield f"{LISTS[name][1]}:{row['slug']}", row


def slugs(name):
    return {row["slug"] for row in rows(name)}


@pytest.mark.parametrize("name", [*compiling.FILES, "starter_deals"])
def test_no_file_repeats_a_key(name):
    yaml.load((compiling.HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_StrictLoader)


def test_deal_words_are_words_and_none_stands_twice_under_one_value():
    stages = document("deal_words")
    assert set(stages) == {"deals", "relevance"}
    for stage, kinds in stages.items():
        for kind, values in kinds.items():
            for value, phrases in values.items():
                assert all(isinstance(phrase, str) and phrase.strip() == phrase for phrase in phrases), (kind, value)
                twice = [phrase for phrase, times in Counter(map(fold, phrases)).items() if times > 1]
                assert twice == [], (stage, kind, value)


@pytest.mark.parametrize("name", LISTS)
def test_slugs_are_well_formed_and_unique(name):
    found = [row["slug"] for row in rows(name)]
    assert len(found) >= LISTS[name][2]
    assert all(SLUG.match(slug) for slug in found)
    assert [slug for slug, times in Counter(found).items() if times > 1] == []


def test_no_place_of_one_kind_shares_its_slug_with_another():
    found = Counter(row["slug"] for name in ("cities", "places", "outside") for row in rows(name))
    assert [slug for slug, times in found.items() if times > 1] == []


@pytest.mark.parametrize("name", [*ENTITIES, "sectors", "deal_types"])
def test_names_are_given_in_english_and_in_both_scripts(name):
    for row in rows(name):
        assert set(row["names"]) <= LANGUAGES, row["slug"]
        assert all(row["names"].get(lang, "").strip() for lang in ("en", "zh-Hant", "zh-Hans")), row["slug"]


def test_aliases_say_language_and_how_they_match():
    for ref, row in entities():
        for alias in row.get("aliases") or ():
            assert alias["text"].strip(), ref
            assert alias["lang"] in LANGUAGES, (ref, alias)
            assert alias["match"] in {"standalone", "compound_only", "needs_context"}, (ref, alias)
            assert alias.get("case_sensitive", True) is True, (ref, alias)
            assert len(alias["text"]) > 1 or alias["match"] != "standalone", (ref, alias)
        for lang, how in (row.get("name_match") or {}).items():
            assert (lang in {"en", "zh", "pt"}, how) == (True, "needs_context"), ref


@cache
def claims():
    found = defaultdict(set)
    for ref, row in entities():
        for text in (*row["names"].values(), *(alias["text"] for alias in row.get("aliases") or ())):
            found[fold(text)].add(ref)
    return found


def test_every_shared_alias_is_listed_with_its_owners():
    listed = {fold(item["text"]): set(item["entities"]) for item in document("ambiguities")["shared_aliases"]}
    unlisted = {text: owners - listed.get(text, set()) for text, owners in claims().items() if len(owners) > 1}
    assert {text: owners for text, owners in unlisted.items() if owners} == {}


def test_no_blocking_phrase_is_a_name():
    assert [phrase for phrase in reference.load().blocking_phrases if fold(phrase) in claims()] == []


def test_references_between_files_resolve():
    cities, outside, orgs = slugs("cities"), slugs("outside"), slugs("organisations")
    geography = cities | slugs("places") | outside
    fields = slugs("sectors") | SECTORS
    for row in rows("places"):
        assert row["parent_city"] in cities, row["slug"]
        assert {*(row.get("also_in") or ()), *(row.get("also_serves") or ())} <= cities, row["slug"]
        assert row.get("part_of", row["parent_city"]) in geography, row["slug"]
    for row in rows("outside"):
        assert row.get("parent", "china") in outside, row["slug"]
    for row in rows("mechanisms"):
        assert {*(row.get("related_places") or ()), *(row.get("implies") or ())} <= geography, row["slug"]
        assert set(row.get("sectors") or ()) <= fields, row["slug"]
        assert bool(row.get("start")) == bool(row.get("start_source")), row["slug"]
        assert not row.get("start") or DATE.match(row["start"]), row["slug"]
    for row in rows("organisations"):
        assert row["home"] in cities | outside, row["slug"]
    for row in rows("people"):
        assert row["source"], row["slug"]
        assert {tenure["org"] for tenure in row["tenures"]} <= orgs, row["slug"]
        for tenure in row["tenures"]:
            assert all(DATE.match(tenure[end]) for end in ("start", "end") if tenure.get(end)), row["slug"]


def test_every_figure_of_a_city_has_its_source():
    for row in rows("cities"):
        figures = [*row["population"], *row["gdp"], row["area_km2"]]
        assert all(figure["source"] and figure["as_of"] for figure in figures), row["slug"]
        assert row["jurisdiction"] in {"hong_kong", "macao", "mainland"}


def test_coordinates_lie_in_the_area():
    for row in (*rows("cities"), *rows("places")):
        if "lat" in row:
            assert 21.0 < row["lat"] < 24.6, row["slug"]
            assert 111.0 < row["lon"] < 115.8, row["slug"]


def test_no_ticker_belongs_to_two_organisations():
    tickers = Counter(ticker for row in rows("organisations") for ticker in row.get("tickers") or ())
    assert [ticker for ticker, times in tickers.items() if times > 1] == []


def test_sectors_are_those_of_the_contracts_with_their_triggers():
    assert {row["slug"] for row in document("sectors")["sectors"]} == SECTORS
    assert not SECTORS & slugs("sectors")
    for row in rows("sectors"):
        assert row["parent"] in SECTORS
        assert all(8 <= len(row["triggers"][lang]) <= 25 for lang in ("en", "zh-Hant", "zh-Hans")), row["slug"]


def test_cues_speak_for_known_sectors_and_stand_once_in_each():
    cues = document("sector_cues")["cues"]
    assert set(cues) == SECTORS
    for sector, groups in cues.items():
        words = [fold(word) for group in groups.values() for word in group]
        assert set(groups) <= {"strong", "plain", "weak", "blocked"}
        assert [word for word, times in Counter(words).items() if times > 1] == [], sector


def test_deal_types_and_statuses_are_those_of_the_contracts():
    for row in rows("deal_types"):
        assert row["type"] in DEAL_TYPES
        for lang in ("en", "zh-Hant", "zh-Hans"):
            assert row["triggers"][lang]["verbs"], (row["slug"], lang)
            assert row["triggers"][lang]["nouns"], (row["slug"], lang)
    known = {"talks", "planned", "announced", "signed", "completed", "stalled", "cancelled"}
    assert {row["status"] for row in document("deal_types")["statuses"]} <= known


def test_feeds_are_distinct_and_complete():
    addresses = Counter(row["url"].rstrip("/") for row in rows("feeds"))
    assert [url for url, times in addresses.items() if times > 1] == []
    for row in rows("feeds"):
        assert urlsplit(row["url"]).scheme in {"http", "https"}
        assert row["url"].isascii()
        assert row["language"] in LANGUAGES
        assert row["tier"] in {"A", "B", "C", "D"}
        assert ZoneInfo(row["timezone"])
        assert all(row[key] for key in ("publisher", "topic", "jurisdiction", "status")), row["slug"]


def test_rates_are_positive_and_name_their_source():
    rates = document("rates")
    assert {peg["currency"] for peg in rates["pegs"]} == {"HKD", "MOP"}
    for row in rates["averages"]:
        assert row["source"]
        assert all(DATE.match(period) and rate > 0 for period, rate in row["per_usd"].items())


def test_examples_of_ambiguities_refer_to_what_exists_and_stands_in_them():
    for row in rows("ambiguities"):
        assert row["decision"]
        assert set(row["candidates"]) <= index().keys()
        for example in row["examples"]:
            assert any(fold(surface) in fold(example["text"]) for surface in row["surface"]), example["text"]
            tag, refuse = set(example.get("tag") or ()), set(example.get("not") or ())
            assert tag | refuse <= index().keys(), example["text"]
            assert not tag & refuse, example["text"]


def test_context_rules_and_compounds_refer_to_what_exists():
    known = {ref.replace("mech:", "mechanism:") for ref in index()} | index().keys()
    for rule in document("contexts")["rules"]:
        asked = {word[1:] for word in (*rule.get("needs", ()), *rule.get("cancels", ())) if word.startswith("@")}
        wanted = {ref for ref in asked if ref != "gba" and not ref.startswith("lang:")}
        assert {*rule.get("refs", ()), *wanted, *filter(None, [rule.get("otherwise")])} <= known, rule
        assert rule.get("within", "paragraph") in {"text", "paragraph", "sentence", "adjacent"}
    for compound in document("contexts")["compounds"]:
        assert set(compound["refs"]) <= known, compound


def test_simplified_texts_hold_no_traditional_characters():
    for name in (*ENTITIES, "sectors", "deal_types"):
        for row in rows(name):
            texts = [row["names"]["zh-Hans"]]
            texts += [alias["text"] for alias in row.get("aliases") or () if alias["lang"] == "zh-Hans"]
            triggers = (row.get("triggers") or {}).get("zh-Hans") or []
            texts += triggers if isinstance(triggers, list) else [word for words in triggers.values() for word in words]
            assert [text for text in texts if set(text) & TRADITIONAL] == [], row["slug"]


@pytest.fixture(name="deals", scope="module")
def starter_deals():
    return reference.starter_deals()


def test_starter_titles_slugs_and_summaries_are_used_once(deals):
    for field in ("slug", "title_en", "title_zh_hant", "summary_en"):
        assert [value for value, times in Counter(deal[field] for deal in deals).items() if times > 1] == []


def test_starter_values_are_those_of_the_contracts(deals):
    for deal in deals:
        assert SLUG.match(deal["slug"])
        assert deal["kind"] in {"deal", "milestone"}, deal["slug"]
        assert deal["type"] in DEAL_TYPES - {"other"}, deal["slug"]
        assert deal["status"] in {"talks", "announced", "planned", "signed", "completed"}, deal["slug"]
        assert deal["confidence"] in {"high", "medium"}, deal["slug"]
        assert set(deal["cities"]) <= slugs("cities"), deal["slug"]
        assert set(deal["outside"]) <= slugs("outside"), deal["slug"]
        assert set(deal["sectors"]) <= SECTORS, deal["slug"]
        assert deal["mechanism"] is None or deal["mechanism"] in slugs("mechanisms"), deal["slug"]
        assert deal["parties"], deal["slug"]
        assert deal["cities"], deal["slug"]
        assert deal["sectors"], deal["slug"]


def test_starter_dates_are_full_and_as_precise_as_they_say(deals):
    for deal in deals:
        day = datetime.date.fromisoformat(deal["date"])
        assert 2017 <= day.year <= 2026, deal["slug"]
        assert deal["precision"] in {"day", "month", "year"}
        assert deal["precision"] == "day" or day.day == 1, deal["slug"]
        assert deal["precision"] != "year" or day.month == 1, deal["slug"]


def test_starter_texts_have_the_length_of_their_fields(deals):
    for deal in deals:
        for field in ("title_en", "title_zh_hant", "title_zh_hans"):
            assert 0 < len(deal[field]) <= 90, deal["slug"]
        assert re.search(r"[\u4e00-\u9fff]", deal["title_zh_hant"] + deal["title_zh_hans"])
        assert 30 <= len(deal["summary_en"]) <= 400, deal["slug"]
        assert deal["summary_en"].endswith("."), deal["slug"]


# What the spelling of 1990 writes without its mute letters
_SPELT_ANEW = re.compile(r"\b(?:aç(?:ão|ões)|acionist|atua|ativ|diret|el[ée]tr|objet|projet|set(?:or|ores)\b)", re.I)


def test_starter_deals_have_portuguese_titles_of_the_spelling_of_macao(deals):
    titles = {deal["slug"]: deal["title_pt"] for deal in deals if deal["kind"] == "deal"}
    assert set(compiling.read_yaml("starter_titles")) == set(titles)
    assert len(set(titles.values())) == len(titles)
    for slug, title in titles.items():
        assert 0 < len(title) <= 120, slug
        assert not _SPELT_ANEW.search(title), slug


def test_starter_amounts_come_with_their_currency_and_counts_are_positive(deals):
    for deal in deals:
        assert (deal["amount"] is None) == (deal["currency"] is None), deal["slug"]
        assert deal["amount"] is None or (deal["amount"] > 0 and re.fullmatch("[A-Z]{3}", deal["currency"]))
        assert all(count > 0 for count in deal["counts"].values()), deal["slug"]


def test_starter_sources_are_addresses_with_publisher_and_language(deals):
    for deal in deals:
        source = deal["source"]
        assert set(source) == {"publisher", "url", "date", "language"}, deal["slug"]
        assert source["publisher"], deal["slug"]
        assert urlsplit(source["url"]).netloc, deal["slug"]
        assert source["language"] in LANGUAGES - {"zh"}, deal["slug"]


def test_no_starter_deal_is_done_long_after_its_source_was_published(deals):
    for deal in deals:
        if deal["source"]["date"] and deal["precision"] == "day" and deal["status"] in {"signed", "completed"}:
            done, seen = map(datetime.date.fromisoformat, (deal["date"], deal["source"]["date"]))
            assert (done - seen).days <= 60, deal["slug"]
