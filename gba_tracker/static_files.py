"""Static files as they are served: hashed, compressed, and our own scripts without their comments."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

# A line that is nothing but a comment, and the blanks before any other: "    // Drawn when in view.", "    draw();"
_COMMENT, _INDENT = re.compile(r"^[ \t]*//[^\n]*\n", re.MULTILINE), re.compile(r"^[ \t]+|^\n", re.MULTILINE)


def without_comments(script: str) -> str:
    """A script without comments of whole lines, indentation and empty lines: a fifth of its weight.

    Scripts with texts of several lines (a line with an odd number of backquotes) are left as they are.
    """
    if any(line.count("`") % 2 for line in script.splitlines()):
        return script
    return _INDENT.sub("", _COMMENT.sub("", script))


class LightStorage(CompressedManifestStaticFilesStorage):
    """Lightens what lies in ``js/``, then hashes and compresses all."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Work on the collected copies; the sources stay as they are."""
        collected = dict(paths)
        for name in paths if not dry_run else ():
            if name.startswith("js/") and name.endswith(".js"):
                copy = Path(self.path(name))
                copy.write_text(without_comments(copy.read_text(encoding="utf-8")), encoding="utf-8")
                # From here on the copy is what is hashed, and not the source.
                collected[name] = (self, name)
        yield from super().post_process(collected, dry_run, **options)
