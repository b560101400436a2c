"""A new SQLite database is its owner's alone: readers' addresses and password hashes lie in it."""

from pathlib import Path
from typing import Any

from django.db import connections

ENDINGS = ("", "-wal", "-shm")
"""The file itself and the two beside it; SQLite gives those that it makes later the mode of the first."""


def close_new_database(*, using: str, **_: Any) -> None:
    """Take the file of a database without a table from everybody but its owner (mode 0600), before it is filled.

    What an operator has opened to a group afterwards stays so.
    """
    connection = connections[using]
    name = connection.settings_dict["NAME"]
    if connection.vendor != "sqlite" or connection.introspection.table_names():
        return
    for ending in ENDINGS:
        if (path := Path(f"{name}{ending}")).is_file():
            path.chmod(0o600)
