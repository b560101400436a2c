"""Throw-away servers on loopback for tests: PostgreSQL, Redis, and what both need.

Each is a context manager that gives an address and takes everything away at
the end. NotInstalled is raised where the machine does not have the programs.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

PATIENCE_SECONDS = 60.0


class NotInstalled(Exception):
    """A program that a test needs is not on this machine; the text names its Debian package."""


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for a condition. Raises TimeoutError naming ``what`` did not come true."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.05)


def free_port() -> int:
    """Give a port of loopback that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    """Say whether somebody accepts connections on a port of loopback."""
    with closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a fresh cluster and give the address of its database ``gba``."""
    programs = _postgresql_programs()
    # initdb and postgres refuse to run as root, so root lends them Debian's own user.
    as_user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="gba-postgresql-"))
    if as_user:
        shutil.chown(folder, "postgres", "postgres")
    port = free_port()
    try:
        subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", "gba", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **as_user,
        )
        quick = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
        places = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": ""}
        settings = [part for name, value in {**quick, **places}.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *settings],
                stdout=log,
                stderr=log,
                cwd=folder,
                **as_user,
            )
        try:
            ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            wait_until(lambda: subprocess.call(ready) == 0, "PostgreSQL answers")
            create = [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "gba", "gba"]
            subprocess.run(create, check=True)
            yield f"postgresql://gba@127.0.0.1:{port}/gba"
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def redis_server() -> Iterator[str]:
    """Run a Redis that keeps nothing on disk, and give its address."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise NotInstalled("Redis (apt-get install redis-server)")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="gba-redis-") as folder:
        server = subprocess.Popen(
            [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder],
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: listens(port), "Redis answers")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


def chromium() -> str:
    """Give the path of Chromium."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise NotInstalled("Chromium (apt-get install chromium fonts-noto-cjk)")


def _postgresql_programs() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not debian and not on_path:
        raise NotInstalled("PostgreSQL (apt-get install postgresql)")
    return debian[-1].parent if debian else Path(str(on_path)).parent
