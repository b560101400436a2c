"""The deployment files describe one topology, safely."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if name not in {"db", "redis"}}
LONG_RUNNING = {name: service for name, service in SERVICES.items() if name != "migrate"}
# An exact version: postgres:17.6-bookworm
EXACT = re.compile(r"^[a-z-]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?$")


def shell(service):
    command = service.get("command", "")
    return command if isinstance(command, str) else " ".join(command)


def procfile():
    lines = (ROOT / "Procfile").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if line)


def test_all_parts_are_there():
    assert {"db", "redis", "migrate", "web", "worker", "beat"} <= set(SERVICES)


def test_the_procfile_has_the_same_topology():
    assert set(procfile()) == set(OURS)


@pytest.mark.threat("Q12")
def test_every_queue_has_a_worker_in_both(settings):
    used = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {settings.CELERY_TASK_DEFAULT_QUEUE}
    assert used == {"fetch", "process", "mail"}
    for commands in ([shell(service) for service in OURS.values()], procfile().values()):
        served = {
            name for text in commands for found in re.findall(r"--queues (\S+)", text) for name in found.split(",")
        }
        assert served == used


@pytest.mark.threat("Q05")
@pytest.mark.parametrize("name", LONG_RUNNING)
def test_what_runs_for_long_has_a_health_check_and_comes_back(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root_or_with_more_than_it_needs(name):
    service = SERVICES[name]
    assert service["user"] not in {"", "root", "0", "0:0"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        uses = re.findall(r"\$\{" + name + r"([^}]*)\}", text)
        assert uses
        assert all(use.startswith(":?") for use in uses), name
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^(?:SECRET_KEY|\w+_PASSWORD)=(.+)$", example) == []


def test_images_are_named_exactly():
    assert all(EXACT.match(service["image"]) for service in SERVICES.values())
    stages = re.findall(r"(?m)^FROM (\S+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert len(stages) == 3
    assert all(EXACT.match(stage) for stage in stages)


def test_data_lies_in_named_volumes():
    named = set(COMPOSE["volumes"])
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == named


def test_only_the_web_server_is_reached_and_only_from_this_host():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"web"}
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])


def test_everything_waits_for_the_migrations():
    for name, service in OURS.items():
        if name != "migrate":
            assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_image_does_not_run_as_root_and_has_no_secret():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    last = text.split("FROM ")[-1]
    assert re.search(r"(?m)^USER gba$", last)
    assert "REQUIRE_SECRET_KEY=1" in last
    assert "SECRET_KEY=only" not in last


def test_the_embedded_mode_runs_the_same_programs(tmp_path, settings):
    from articles.management.commands.up import programs

    settings.DATA_DIR = tmp_path
    embedded = {program.name: " ".join(program.command) for program in programs(8000)}
    assert set(embedded) == {"web", "worker", "beat"}
    assert "granian --interface wsgi" in embedded["web"]
    assert "granian --interface wsgi" in procfile()["web"]
    assert "--queues fetch,process,mail" in embedded["worker"]
