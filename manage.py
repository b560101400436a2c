#!/usr/bin/env python3
"""Django's command line for GBA Tracker."""

import errno
import io
import os
import sys

STOPPED = 130
"""The exit code of what Ctrl-C ended: 128 and the number of the signal, as shells have it."""


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")
    _write_utf8()
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except OperationalError as error:
        # No database, or one before its migrations. What is a fault of ours shows itself with --traceback.
        if "--traceback" in sys.argv:
            raise
        sys.stderr.write(f"the database cannot be used: {' '.join(str(error).split())[:200]}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        if "--traceback" in sys.argv:
            raise
        sys.stderr.write("stopped before the end\n")
        sys.exit(STOPPED)
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        if error.errno == errno.ENOSPC:
            sys.stderr.write(f"cannot write: {error.strerror}\n")
        # The reader has enough (`| head`), or the disk has. What is still in the buffer goes nowhere, or closing would
        # complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _write_utf8() -> None:
    """What commands print is UTF-8 in every locale; a stream that is closed, or no file, stays as it is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    main()
