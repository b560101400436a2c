"""Runs every test that touches the database again, on PostgreSQL and Redis, by their two addresses alone.

    python -m tests.on_postgresql [pytest's arguments]

Part of `make test`. Where the servers are not installed it says so and ends
well, or with CI=true badly. Exit code: pytest's own.
"""

import os
import subprocess
import sys
from contextlib import ExitStack

from tests.servers import NotInstalled, postgresql, redis_server

FOLDERS = (
    "tests/articles/actions",
    "tests/articles/management/commands",
    "tests/articles/models",
    "tests/articles/search",
    "tests/articles/test_admin.py",
    "tests/articles/test_admin_deals.py",
    "tests/articles/test_admin_feeds.py",
    "tests/articles/test_search.py",
    "tests/articles/test_tasks.py",
    "tests/dashboards",
    "tests/gba_tracker/test_statement_limit.py",
)

# Not again: what says nothing new of the database; so do single tests that are marked "one_engine".
LEFT_OUT = (
    "tests/dashboards/test_weight.py",
    "tests/dashboards/test_only_checked.py",
    "tests/dashboards/test_api_fuzz.py",
    "tests/dashboards/test_middleware.py",
    "tests/dashboards/test_packing.py",
    "tests/dashboards/views/test_oembed.py",
    "tests/dashboards/digests/test_golden.py",
    "tests/dashboards/digests/test_many_readers.py",
    "tests/dashboards/digests/test_markup.py",
)


def main() -> int:
    """Start both servers, run the tests, take the servers away."""
    with ExitStack() as servers:
        try:
            addresses = {
                "DATABASE_URL": servers.enter_context(postgresql()),
                "REDIS_URL": servers.enter_context(redis_server()),
            }
        except NotInstalled as missing:
            sys.stderr.write(f"the second run was left out for want of {missing}\n")
            return int(os.environ.get("CI", "").lower() in {"1", "true"})
        folders = [folder for folder in FOLDERS if os.path.exists(folder)]
        left_out = [f"--ignore={path}" for path in LEFT_OUT]
        chosen = ["-m", "not long and not one_engine"]
        command = [sys.executable, "-m", "pytest", *chosen, *sys.argv[1:], *left_out, *folders]
        return subprocess.call(command, env={**os.environ, **addresses})


if __name__ == "__main__":
    sys.exit(main())
