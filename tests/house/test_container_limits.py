"""What containers may take of their host, and who goes first where it runs short."""

from pathlib import Path

import yaml

SERVICES = yaml.safe_load((Path(__file__).resolve().parents[2] / "docker-compose.yml").read_text("utf-8"))["services"]
WORKERS = ("worker-fetch", "worker-process", "worker-mail", "beat")


def test_what_reads_the_news_of_others_has_a_limit_of_memory():
    """A text that makes a worker eat memory ends a child of its pool (THREATS Q08), not the host's database."""
    assert {SERVICES[name]["mem_limit"] for name in WORKERS} == {"${WORKER_MEMORY:-2g}"}


def test_the_database_goes_last_where_the_host_has_no_memory_left():
    assert all(SERVICES[name]["oom_score_adj"] > 0 for name in (*WORKERS, "web", "migrate"))
    assert not any("oom_score_adj" in SERVICES[name] or "mem_limit" in SERVICES[name] for name in ("db", "redis"))
