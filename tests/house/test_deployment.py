"""The deployment files describe one topology, safely."""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from redis import Redis
from redis.exceptions import AuthenticationError

from articles.management.processes import read_procfile
from dashboards.digests.tasks import send_due_digests
from tests.feedserver import LoopbackServer, Reply
from tests.servers import free_port, listens, wait_until

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OTHERS = {"db", "redis", "caddy"}
OURS = {name: service for name, service in SERVICES.items() if name not in OTHERS}
LONG_RUNNING = {name: service for name, service in SERVICES.items() if name != "migrate"}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IMAGE_COMMAND = json.loads(re.findall(r"(?m)^CMD (\[.+\])$", DOCKERFILE)[-1])
# An exact version: postgres:17.6-bookworm
EXACT = re.compile(r"^[a-z-]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?$")


def shell(service):
    """The words of a command; the web server's is the image's own."""
    return " ".join(service.get("command") or IMAGE_COMMAND)


def procfile():
    programs = read_procfile((ROOT / "Procfile").read_text(encoding="utf-8"), {"PORT": "8000"})
    return {program.name: " ".join(program.command) for program in programs}


def test_all_parts_are_there():
    assert set(OURS) == {"migrate", "web", "worker-fetch", "worker-process", "worker-mail", "beat"}
    assert SERVICES["caddy"]["profiles"] == ["tls"]


def test_the_image_is_built_once_for_all_that_run_it():
    """Compose labels what it builds with the service: six builds are six images of one name, and the next ``up``
    finds another one there than what runs and starts everything anew."""
    assert [name for name, service in OURS.items() if "build" in service] == ["migrate"]
    assert {(service["image"], service["pull_policy"]) for service in OURS.values()} == {("gba-tracker:1.0.0", "never")}


def test_compose_keeps_to_its_specification():
    """The published schema of the Compose specification, as check-jsonschema carries it."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# What differs between a container and a process: where tools and the schedule of beat lie, who reaches the web server.
DIFFERENCES = ((".venv/bin/", ""), ("--schedule var/", "--schedule /tmp/"), ("--host 127.0.0.1", "--host 0.0.0.0"))


def test_the_procfile_runs_the_same_commands():
    """The journeys start what the Procfile says (tests/live.py), so they start what compose does."""
    expected = {name: shell(service) for name, service in OURS.items()}
    found = procfile()
    for ours, theirs in DIFFERENCES:
        found = {name: command.replace(ours, theirs) for name, command in found.items()}
    assert found == expected


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


@pytest.mark.threat("Q05")
@pytest.mark.parametrize("name", ["web", "worker-fetch", "worker-process", "worker-mail", "beat"])
def test_what_lives_and_does_nothing_is_started_again_after_five_minutes(name):
    """Docker restarts what has ended, not what is unhealthy: the check itself ends the program."""
    health = SERVICES[name]["healthcheck"]
    patience, interval = (
        re.match(r"(?:PATIENCE=(\d+) )?sh gba_tracker/alive\.sh ", health["test"][1]),
        health["interval"],
    )
    assert int(patience[1] or 5) * int(interval.removesuffix("s")) == 300
    assert SERVICES[name]["init"] is True, "the program is the first child of the container's init"


def test_the_check_of_the_web_server_says_whether_it_answers(tmp_path):
    """The very words of compose, to a port where somebody answers and to one where nobody does."""
    words = SERVICES["web"]["healthcheck"]["test"][1].replace("$$", "$")
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "MISSES": str(tmp_path / "misses")}

    def check(port):
        command = ["sh", "-c", words.replace("8000", str(port))]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode

    with LoopbackServer() as server:
        server.routes["/healthz"] = Reply(b"ok", content_type="text/plain")
        assert check(server.port) == 0
        server.routes["/healthz"] = Reply(b"", status=503)
        assert check(server.port) == 1
    assert check(free_port()) == 1
    assert (tmp_path / "misses").read_text().split() == ["missed"] * 2


def test_the_database_is_ready_only_when_others_reach_it():
    """While a new cluster is set up the image runs a server that listens to its socket alone, and stops it again."""
    assert "--host" in SERVICES["db"]["healthcheck"]["test"]


@pytest.mark.redis
def test_redis_has_its_password_and_stops_in_order_when_it_is_told_to(tmp_path):
    """The very command of compose. A shell that waits for it would get the signal in its place."""
    (tmp_path / "password").write_text("n4Tz8Lw1Qs6V")
    port = free_port()
    script = SERVICES["redis"]["command"][2].replace("$$", "$").replace("/run/secrets/redis_password", "password")
    script = script.replace("--dir /data", f"--dir {tmp_path} --port {port} --bind 127.0.0.1")
    with subprocess.Popen(["sh", "-c", script], cwd=tmp_path, stdout=subprocess.DEVNULL) as program:
        try:
            wait_until(lambda: listens(port), "Redis answers")
            with Redis(port=port) as stranger, pytest.raises(AuthenticationError):
                stranger.ping()
            with Redis(port=port, password="n4Tz8Lw1Qs6V") as client:
                client.set("kept", 1)
            program.terminate()
            assert program.wait(timeout=10) == 0
            assert (tmp_path / "dump.rdb").exists(), "what it held is on the disk"
            assert not listens(port)
        finally:
            program.kill()


@pytest.mark.threat("M07")
def test_a_round_of_mail_may_end_before_its_worker_is_killed():
    grace = int(SERVICES["worker-mail"]["stop_grace_period"].removesuffix("s"))
    assert grace >= send_due_digests.time_limit


def test_what_is_built_can_be_read_by_the_user_that_runs_it():
    """A checkout made under umask 077 has files that only their owner reads, and COPY keeps it so."""
    packages = DOCKERFILE.partition("AS packages")[2].partition("FROM ")[0]
    assert "chmod -R a+rX ." in packages.rpartition("COPY ")[2]


@pytest.mark.threat("Q05")
def test_the_fifth_miss_in_a_row_and_none_before_ends_the_program(tmp_path):
    with subprocess.Popen(["sleep", "600"]) as program:
        environment = {"PATH": os.environ["PATH"], "MAIN": str(program.pid), "MISSES": str(tmp_path / "misses")}

        def check(word):
            command = ["sh", str(ROOT / "gba_tracker" / "alive.sh"), word]
            return subprocess.run(command, env=environment, check=False).returncode

        try:
            assert [check("false") for _ in range(4)] == [1] * 4
            assert check("true") == 0, "one that answers again is not counted on"
            assert [check("false") for _ in range(4)] == [1] * 4
            assert program.poll() is None
            assert check("false") == 1
            assert program.wait(timeout=10) == -9
        finally:
            program.kill()


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_runs_as_root_or_with_more_than_it_needs(name):
    service = SERVICES[name]
    assert service["user"] not in {"", "root", "0", "0:0"}
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.threat("O03")
def test_no_secret_has_a_default():
    """Every secret is a file that compose itself misses before anything starts; none stands in an environment."""
    assert set(COMPOSE["secrets"]) == {"secret_key", "postgres_password", "redis_password", "email_url"}
    assert all(secret == {"file": f"./secrets/{name}"} for name, secret in COMPOSE["secrets"].items())
    for name, service in SERVICES.items():
        for variable, value in service.get("environment", {}).items():
            if value is None or variable == "BREACHED_PASSWORDS":
                continue  # Not set, but where the operator says so; see the next test.
            if re.search(r"KEY|PASSWORD|SECRET|TOKEN|EMAIL_URL", variable):
                assert variable.endswith("_FILE"), f"{name}: {variable}"
                assert value.removeprefix("/run/secrets/") in service["secrets"], f"{name}: {variable}"
            assert "@" not in str(value) or "://gba@" in value, f"{name}: {variable} carries a password"
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert stays_out_of_the_build("secrets/secret_key")


def stays_out_of_the_build(path):
    """What Docker does with .dockerignore: of the lines that fit the path or a folder above it, the last one holds."""
    names = [path, *map(str, Path(path).parents)][:-1]
    out = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!").removeprefix("**/")
        if any(fnmatch(part, pattern) for name in names for part in (name, Path(name).name if "**/" in line else name)):
            out = not line.startswith("!")
    return out


@pytest.mark.parametrize("name", [
    "gba.dump", "all.zip", ".env", "gba.env", "secrets/email_url", ".git/config", "var/db.sqlite3", "var/secret_key",
    "backup of monday.sql", ".venv/bin/python", "tests/conftest.py", "docs/deploy.md", ".ci/run",
    "articles/__pycache__/apps.pyc",
])  # fmt: skip
def test_nothing_that_comes_to_lie_in_the_checkout_gets_into_the_image(name):
    """docs/deploy.md puts a copy of the database there, with the second factors of staff and who is mailed."""
    assert stays_out_of_the_build(name)


def test_what_the_image_is_made_of_gets_into_the_build():
    copied = {name for line in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", DOCKERFILE) for name in line.split()}
    taken = copied - {"."} | {"manage.py", "LICENSE", ".ci/tools/messages.py", "locale/pt/LC_MESSAGES/django.po"}
    taken |= {f"{room}/x" for room in ("articles", "dashboards", "gba_tracker", "static", "templates")}
    assert {".npmrc", "package.json", ".ci/requirements-run.txt", "requirements.txt"} <= taken
    assert [name for name in sorted(taken) if stays_out_of_the_build(name)] == []


OF_THE_IMAGE = {"DATA_DIR", "STATIC_ROOT", "DEBUG", "REQUIRE_SECRET_KEY", "FAILPOINT"}
"""What the image sets, or what has no place in a deployment."""


def test_every_setting_that_is_documented_reaches_the_containers():
    documented = set(re.findall(r"(?m)^\| `([A-Z_]+)`", (ROOT / "docs" / "configuration.md").read_text("utf-8")))
    assert len(documented) > 40
    passed = SERVICES["web"]["environment"]
    missing = {name for name in documented - OF_THE_IMAGE if name not in passed and f"{name}_FILE" not in passed}
    assert missing == set()
    said_outside = {name for name, value in passed.items() if value is None and not name.endswith("_FILE")}
    assert [name for name in said_outside if re.search(r"SECRET|TOKEN|DSN|MAILBOX", name)] == []


def test_the_broker_never_drops_a_message_and_the_cache_is_another_database():
    command = shell(SERVICES["redis"])
    assert "--maxmemory-policy noeviction" in command
    assert "requirepass" in command
    for service in OURS.values():
        environment = service["environment"]
        assert environment["REDIS_URL"] == "redis://redis:6379/0"
        assert environment["CACHE_URL"] == "redis://redis:6379/1"


@pytest.mark.threat("O04")
def test_the_command_that_pins_digests_pins_every_foreign_image(tmp_path):
    """The one of docs/deploy.md, with a registry of our own that answers."""
    script = re.search(r"```sh\n(# pin digests\n.+?)```", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.DOTALL)[
        1
    ]
    docker = tmp_path / "docker"
    docker.write_text('#!/bin/sh\necho "sha256:$(printf %s "$4" | sha256sum | cut -c1-64)"\n')
    docker.chmod(0o755)
    for name in ("Dockerfile", "docker-compose.yml"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"))
    for _ in range(2):  # the second time there is nothing left to pin
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, env=environment, check=True)
        stages = re.findall(r"(?m)^FROM (\S+)", (tmp_path / "Dockerfile").read_text())
        services = yaml.safe_load((tmp_path / "docker-compose.yml").read_text())["services"]
        images = [service["image"] for name, service in services.items() if name not in OURS and name != "caddy"]
        assert len(stages) + len(images) == 6
        assert all(re.fullmatch(r"[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}", image) for image in [*stages, *images])


def test_the_command_that_moves_secrets_from_the_old_settings_keeps_every_value(tmp_path):
    """The one of docs/deploy.md, on the settings of a release before the files."""
    script = re.search(r"```sh\n(# move secrets\n.+?)```", (ROOT / "docs" / "deploy.md").read_text("utf-8"), re.DOTALL)[
        1
    ]
    old = {
        "secret_key": "k7Zr2Qp9/=+k7Zr2Qp9",
        "postgres_password": "n4T=z8Lw1Q",
        "redis_password": "h5Yc2Mx9",
        "email_url": "smtp+tls://user:pass%23word@mail.example:587",
    }
    rest = "# kept\nSITE_URL=https://tracker.example\nTRUST_PROXY=1\n"
    (tmp_path / ".env").write_text(rest + "".join(f"{name.upper()}={value}\n" for name, value in old.items()))
    subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, check=True, capture_output=True)
    assert {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()} == old
    assert (tmp_path / ".env").read_text() == rest
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    named = {Path(secret["file"]).name for secret in COMPOSE["secrets"].values()}
    assert named == set(old), "every file that compose reads is written"


def test_images_are_named_exactly():
    assert all(EXACT.match(service["image"]) for service in SERVICES.values())
    stages = re.findall(r"(?m)^FROM (\S+)", DOCKERFILE)
    assert len(stages) == 4
    assert all(EXACT.match(stage) for stage in stages)


def test_data_lies_in_named_volumes():
    named = set(COMPOSE["volumes"])
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == named | {"./Caddyfile"}


def test_only_the_web_server_is_reached_and_only_from_this_host():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"web", "caddy"}
    assert all(port.startswith("127.0.0.1:") for port in ports["web"])
    assert {port.split(":")[0] for port in ports["caddy"]} == {"80", "443"}


def test_the_proxy_listens_where_compose_leads_and_offers_http_3_where_readers_come():
    proxy = (ROOT / "Caddyfile").read_text("utf-8")
    published = dict(port.split(":") for port in SERVICES["caddy"]["ports"] if "/" not in port)
    assert re.search(r"(?m)^\thttp_port (\d+)$", proxy)[1] == published["80"]
    assert re.search(r"(?m)^\thttps_port (\d+)$", proxy)[1] == published["443"]
    assert f"443:{published['443']}/udp" in SERVICES["caddy"]["ports"]
    assert 'header Alt-Svc `h3=":443";' in proxy


@pytest.mark.threat("P05")
def test_the_proxy_writes_over_whatever_a_reader_claims_of_the_way():
    proxy = (ROOT / "Caddyfile").read_text("utf-8")
    assert "header_up X-Forwarded-For {remote_host}" in proxy
    assert "header_up X-Forwarded-Proto {scheme}" in proxy
    assert re.search(r"reverse_proxy (\w+):(\d+)", proxy).groups() == ("web", "8000")


def test_everything_waits_for_the_migrations():
    for name, service in OURS.items():
        if name != "migrate":
            assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_the_image_does_not_run_as_root_and_has_no_secret():
    last = DOCKERFILE.split("FROM ")[-1]
    assert last.splitlines()[0].endswith(" AS app")
    assert re.search(r"(?m)^USER gba$", last)
    assert "REQUIRE_SECRET_KEY=1" in last
    assert "SECRET_KEY=only" not in last


@pytest.mark.threat("D07")
def test_the_image_can_copy_the_very_database_that_it_is_deployed_with():
    """``pg_dump`` refuses a server that is newer than itself; Debian 13 carries PostgreSQL 17."""
    server = re.fullmatch(r"postgres:(\d+)\..+", SERVICES["db"]["image"])[1]
    last = DOCKERFILE.split("FROM ")[-1]
    assert "slim-trixie AS app" in last.splitlines()[0]
    assert re.findall(r"postgresql-client-(\d+)", last) == [server]
    bases = re.findall(r"(?m)^FROM (\S+) AS (?:packages|app)$", DOCKERFILE)
    assert bases[0] == bases[1], "what is installed runs on the system that it was installed on"


def test_a_sentry_can_be_told_from_the_image_too():
    """The image of a build with SENTRY=1 gets the pinned package; what it needs is among the product's own."""
    assert SERVICES["migrate"]["build"]["args"] == {"SENTRY": "${SENTRY:-}"}
    script = re.search(r"sed -n '([^']+)' requirements.txt", DOCKERFILE)[1]
    command = ["sed", "-n", script, "requirements.txt"]
    pinned = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.fullmatch(r"sentry-sdk==[\d.]+ \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+", pinned)
    own = (ROOT / ".ci" / "requirements-run.txt").read_text("utf-8")
    needed = [re.match(r"[\w-]+", line)[0] for line in requires("sentry-sdk") if "extra ==" not in line]
    assert needed
    assert [name for name in needed if not re.search(rf"(?m)^{name}==", own)] == []


def test_the_embedded_mode_runs_the_same_programs(tmp_path, settings):
    from articles.management.commands.up import programs

    settings.DATA_DIR = tmp_path
    embedded = {program.name: " ".join(program.command) for program in programs(8000)}
    assert set(embedded) == {"web", "worker", "beat"}
    assert "granian --interface wsgi" in embedded["web"]
    assert "granian --interface wsgi" in procfile()["web"]
    assert "--queues fetch,process,mail" in embedded["worker"]
