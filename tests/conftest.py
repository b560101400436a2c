"""What all tests share: servers that live for the session, the guard of the network, and the rule for what is missing.

A service that a test needs and the machine has not: with CI=true the test
fails; else it is left out, and the last line of the run names and counts it.
"""

import fcntl
import os
import socket
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from ipaddress import ip_address
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker, blocking_manager_key

from tests import servers, threat_table
from tests.live import Product

LEFT_OUT = "left out, this machine has no "
RIGHTS = pytest.StashKey[dict[str, list[tuple[str, str]]]]()
"""What migrations let each group do: (app, codename) by the group's name."""
ROOT = Path(__file__).resolve().parent
ON_CI = os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know ``--threats``."""
    threat_table.add_option(parser)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep with each test which faults and threats it shows; let those that wait for whole programs begin first.

    So one worker waits while the others work, and no long test is left alone at the end.
    """
    threat_table.name_threats(items)
    items.sort(key=lambda item: not _runs_programs(item))


def _runs_programs(item: pytest.Item) -> bool:
    """Whether a test waits for programs of its own, and has no database in this process."""
    folder = Path(item.path).relative_to(ROOT).parts[0] if Path(item.path).is_relative_to(ROOT) else ""
    return (
        folder in {"journeys", "faults", "browser"}
        and "db" not in getattr(item, "fixturenames", ())
        and (item.get_closest_marker("django_db") is None)
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path | None:
    """Give the workers of one run copies of one migrated database; a process alone migrates its own.

    PostgreSQL is told of its template; of SQLite, whose database of tests is in memory, the file is given.
    """
    from django.db import connection

    if "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = _template_on_server(tmp_path_factory, os.environ["DATABASE_URL"])
        return None
    test["MIGRATE"] = False
    return request.getfixturevalue("tables")


def _template_on_server(temporary: pytest.TempPathFactory, url: str) -> str:
    """Make a migrated database beside the one that ``url`` names, once a run; give its name."""
    import psycopg

    name = "migrated_for_tests"
    address, _, _ = url.rpartition("/")

    def fill(product: Product) -> None:
        with psycopg.connect(url, autocommit=True) as server:
            # A server that stays has it from the run before, perhaps of an older release.
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        product.environment["DATABASE_URL"] = f"{address}/{name}"
        product.manage("migrate", "--verbosity", "0")

    _once_a_run(temporary, name, fill)
    return name


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings: Path | None,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """Tables and the rows that migrations write, which are remembered."""
    from django.contrib.auth.models import Group
    from django.db import connection

    with django_db_blocker.unblock():
        if django_db_modify_db_settings is not None:
            connection.ensure_connection()
            with closing(sqlite3.connect(django_db_modify_db_settings)) as template:
                template.backup(connection.connection)
        request.config.stash[RIGHTS] = {
            group.name: list(group.permissions.values_list("content_type__app_label", "codename"))
            for group in Group.objects.all()
        }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Write anew what migrations had written where a test that commits has emptied the tables.

    Of two workers the one that takes over tests of the other runs them after its own, such tests among them.
    """
    yield
    # After the last test the database itself is gone.
    if nextitem is not None and is_committing(item):
        with item.config.stash[blocking_manager_key].unblock():
            write_rights(item.config.stash.get(RIGHTS, {}))


def is_committing(item: pytest.Item) -> bool:
    """Whether a test has real transactions, after which all tables are emptied."""
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and bool(marker.kwargs.get("transaction"))
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(getattr(item, "fixturenames", ()))


def write_rights(rights: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Make the groups that are not there."""
    from django.contrib.auth.models import Group, Permission

    for name, permissions in rights.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            for app, codename in permissions:
                group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))


def pytest_configure(config: pytest.Config) -> None:
    """Close the way to name servers too; pytest-socket closes only connections."""
    look_up = socket.getaddrinfo

    def look_up_on_loopback_only(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name in {None, "", "localhost"} or _is_address(name):
            return look_up(host, *args, **kwargs)
        raise socket.gaierror(socket.EAI_NONAME, f"no test asks a name server, not even for {name}")

    socket.getaddrinfo = look_up_on_loopback_only


def _is_address(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was left out, for the last line; print what is shown of faults and threats."""
    threat_table.print_table(terminalreporter)
    reports = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple)]
    missing = Counter(reason.split(LEFT_OUT)[1] for reason in reasons if LEFT_OUT in reason)
    terminalreporter.config.stash[MISSING] = missing


MISSING = pytest.StashKey[Counter]()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Print the last line, where something was left out."""
    if missing := config.stash.get(MISSING, None):
        parts = ", ".join(f"{name}: {count}" for name, count in sorted(missing.items()))
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"{sum(missing.values())} tests left out for want of {parts}")


def needs(make: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """Run a server of tests/servers.py for a fixture; leave the test out, or fail it on CI, where there is none."""
    context = make()
    try:
        address = context.__enter__()
    except servers.NotInstalled as missing:
        refuse(str(missing))
    try:
        yield address
    finally:
        context.__exit__(None, None, None)


def refuse(missing: str) -> None:
    """Fail on CI, leave the test out elsewhere."""
    if ON_CI:
        pytest.fail(f"this machine has no {missing}, and with CI=true that is a failure", pytrace=False)
    pytest.skip(LEFT_OUT + missing)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a fresh PostgreSQL database, for this session."""
    yield from needs(servers.postgresql)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite that migrations have made, and nothing else."""

    def fill(product: Product) -> None:
        product.manage("migrate", "--verbosity", "0")

    return _once_a_run(tmp_path_factory, "tables", fill) / "gba.sqlite3"


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, tables: Path) -> Path:
    """The data of an installation without history, for ``Product.copy``: tables and reference data."""

    def fill(product: Product) -> None:
        product.copy(tables.parent)
        product.manage("sync_reference")

    return _once_a_run(tmp_path_factory, "migrated", fill)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """The data of an installation after its ``prepare``, for ``Product.copy``."""

    def fill(product: Product) -> None:
        product.copy(migrated)
        product.manage("prepare")

    return _once_a_run(tmp_path_factory, "prepared", fill)


def _once_a_run(temporary: pytest.TempPathFactory, name: str, fill: Callable[[Product], None]) -> Path:
    """Make a folder of data once for all workers of a run."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    run = temporary.getbasetemp().parent if is_worker else temporary.getbasetemp()
    folder = run / name
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = temporary.mktemp(name)
            fill(Product(begun, 0))
            begun.rename(folder)
    return folder


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a fresh Redis, for this session."""
    yield from needs(servers.redis_server)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is."""
    try:
        return servers.chromium()
    except servers.NotInstalled as missing:
        refuse(str(missing))
        raise AssertionError("unreachable") from missing


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin each test in the language of the settings: one that an earlier request asked for stays with its thread."""
    translation.deactivate()
