"""Documents that open to many times their size, and those that name others: in a process of its own with limits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.feedserver import LoopbackServer

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import json, resource, sys, time
from datetime import UTC, datetime
from articles.pipeline.parsing import parse_feed
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
feed = parse_feed(sys.stdin.buffer.read(), content_type="text/xml", url="https://a.example/", timezone="Asia/Hong_Kong",
                  fetched_at=datetime(2026, 11, 2, tzinfo=UTC))
used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps({"status": feed.status, "titles": [len(entry.title) for entry in feed.entries],
                  "seconds": time.process_time() - began, "mib": used // 1024, "text": repr(feed)[:5000]}))
"""
LEVELS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE rss [<!ENTITY l0 "laugh">{LEVELS}]>'
QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'


def feed(doctype, title, before=""):
    item = f"<item><title>{title}</title><link>https://a.example/1</link></item>"
    return f'{before}{doctype}<rss version="2.0"><channel>{item}</channel></rss>'


def read(document):
    """Parse in a process that may use two GiB of address space; give what it found and what that cost."""
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -v 2097152; exec "$0" -c "$1"', sys.executable, PROGRAM],
        input=document.encode(),
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.threat("X01")
@pytest.mark.parametrize(
    "document",
    [
        pytest.param(feed(LAUGHS, "&l9;"), id="billion laughs"),
        pytest.param(feed(QUADRATIC, "&a;" * 20_000), id="quadratic"),
        pytest.param(feed(LAUGHS, "&l9;", before=f"<!-- {'x' * 70_000} -->"), id="laughs behind a long comment"),
        pytest.param(feed(QUADRATIC, "&a;" * 20_000, before=f"<!-- {'x' * 70_000} -->"), id="quadratic behind it"),
    ],
)
def test_a_bomb_costs_neither_time_nor_memory_and_brings_nothing(document):
    found = read(document)
    assert found["seconds"] < 2
    assert found["mib"] < 200
    assert found["status"] in ("parse_error", "not_a_feed", "partial", "empty", "ok")
    assert all(length <= 500 for length in found["titles"])


@pytest.mark.threat("X02")
def test_no_document_makes_the_parser_open_a_connection():
    with LoopbackServer() as canary:
        url = canary.url("/canary")
        for document in (
            feed(f'<!DOCTYPE rss SYSTEM "{url}">', "One"),
            feed(f'<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "{url}">', "One"),
            feed(f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{url}">]>', "&x;"),
            feed(f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{url}"> %p;]>', "One", before=f"<!-- {'x' * 70_000} -->"),
            feed(f'<?xml-stylesheet href="{url}" type="text/xsl"?>', "One"),
        ):
            read(document)
        assert canary.asked == []
