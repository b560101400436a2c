"""The documents say what is true of the code."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from gba_tracker import checks, value_checks

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SETTINGS = (ROOT / "gba_tracker" / "settings.py").read_text(encoding="utf-8")
# A read of the environment: env.bool("DEBUG", default=False)
READ = re.compile(r'env\.[a-z]+\("([A-Z_]+)"')
# A link of Markdown: [text](docs/design.md#part)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
# A command in backquotes or in a block: manage.py send_digests
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
# A target: make test-long
TARGET = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
# What gives away a machine or a workplace.
TRACES = re.compile(r"(?<![\w.])/(?:home|root|Users)/\w|issue #[0-9]")
CONTRACT_COMMANDS = (
    "analyse",
    "create_curator",
    "evaluate",
    "feeds",
    "load_benchmark_data",
    "load_starter",
    "poll",
    "prepare",
    "process",
    "send_digests",
    "sync_reference",
    "up",
)
# Named in the contract and built in a later step.
LATER_COMMANDS = {"load_benchmark_data"}


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def make_targets():
    return set(re.findall(r"(?m)^([a-z-]+):", read("Makefile")))


def test_every_setting_is_documented_and_every_documented_one_exists():
    documented = set(re.findall(r"(?m)^\| `([A-Z_]+)` \|", read("docs/configuration.md")))
    assert documented == set(READ.findall(SETTINGS))


def test_every_check_is_documented():
    source = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (checks, value_checks))
    raised = set(re.findall(r'"(gba\.[EW]\d+)"', source))
    assert raised == set(re.findall(r"(?m)^\| (gba\.[EW]\d+) \|", read("docs/configuration.md")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    for target in LINK.findall(document.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(document):
    text = document.read_text(encoding="utf-8")
    assert set(COMMAND.findall(text)) - set(get_commands()) - LATER_COMMANDS == set()
    assert set(TARGET.findall(text)) - make_targets() == set()


@pytest.mark.parametrize("command", CONTRACT_COMMANDS)
def test_every_command_of_the_contract_exists(command):
    assert command in get_commands() or command in LATER_COMMANDS


@pytest.mark.parametrize("target", ["setup", "run", "test", "test-long", "soak", "bench", "accept"])
def test_every_target_of_the_contract_exists(target):
    assert target in make_targets()


def test_every_address_of_the_contract_resolves():
    contract = read("docs/design.md").split("**Pages**")[1].split("**Out**")[0]
    pages = {page for page in re.findall(r"`(/[^`]*)`", contract) if page not in {"/zh-hant/", "/zh-hans/", "/pt/"}}
    assert len(pages) > 25
    lost = set()
    for page in pages:
        digest = "00000000-0000-4000-8000-000000000000" if "digests" in page else "1"
        path = page.partition("?")[0].replace("<city>", "macao", 1).replace("<city>", "zhuhai")
        path = path.replace("<id>", digest).replace("<slug>", "macao").replace("<token>", "abc")
        try:
            resolve(path)
        except Resolver404:
            lost.add(page)
    assert lost - LATER_PAGES == set()


# Named in the contract and built in a later step.
LATER_PAGES: set[str] = set()


def test_the_readme_draws_the_map_of_what_is_there():
    rows = read("README.md").split("## The map")[1].split("## The words")[0]
    for folder in re.findall(r"(?m)^\| `([a-z_]+/[a-z_/.]*)`", rows):
        assert (ROOT / folder).exists(), folder


def test_the_example_environment_names_what_compose_asks_for():
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", read("docker-compose.yml")))
    assert asked
    assert asked <= set(re.findall(r"(?m)^([A-Z_]+)=", read(".env.example")))


def test_the_decisions_are_all_listed():
    listed = set(re.findall(r"\]\((\d{4}-[a-z-]+\.md)\)", read("docs/adr/README.md")))
    assert listed == {path.name for path in (ROOT / "docs" / "adr").glob("0*.md")}


def test_nothing_that_is_kept_tells_of_the_place_where_it_was_written():
    suffixes = {".py", ".md", ".toml", ".yml", ".yaml", ".html", ".txt", ".css", ".js", ".mjs", ".json", ".cfg", ".ini"}
    skipped = {".venv", "node_modules", "var", ".git", "compiled"}
    found = [
        f"{path.relative_to(ROOT)}: {trace[0]}"
        for path in ROOT.rglob("*")
        if path.suffix in suffixes
        and not skipped & set(path.relative_to(ROOT).parts)
        and path != Path(__file__)
        and (trace := TRACES.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []
