"""What we are told: YAML with its sources, compiled at set-up and loaded as records of the pipeline.

``load()`` gives the ``Reference``; ``starter_deals()`` the rows of the starter
dataset. The YAML files are the truth: the compiled file only saves time.
"""

import pickle
from functools import cache
from pathlib import Path
from typing import Any

from articles.pipeline.matching.records import Reference
from articles.reference.compiling import build, compile_reference, digest, read_yaml

COMPILED = Path(__file__).parent / "compiled" / "reference.pickle"


@cache
def load() -> Reference:
    """Give the reference data, from the compiled file where it is fresh, else from the YAML (and compile it)."""
    return load_from(COMPILED)


def load_from(compiled: Path) -> Reference:
    """Give the reference data of ``compiled``; compile again when it is missing, broken or of other contents.

    Where the folder cannot be written the reference is built in memory.
    """
    try:
        # Our own file, written by compile_reference in our own folder: never one from outside.
        reference = pickle.loads(compiled.read_bytes())
    except (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError, TypeError, ValueError):
        reference = None
    if isinstance(reference, Reference) and reference.digest == digest():
        return reference
    try:
        return compile_reference(compiled)
    except OSError:
        return build()


def starter_deals() -> list[dict[str, Any]]:
    """Read the starter dataset: one mapping a row, as ``starter_deals.yaml`` has it.

    Milestones have their words in the other languages beside it (``milestone_words.yaml``): ``title_pt``,
    ``summary_zh_hant``, ``summary_zh_hans``, ``summary_pt``; deals their ``title_pt`` (``starter_titles.yaml``).
    """
    rows: list[dict[str, Any]] = read_yaml("starter_deals")
    words: dict[str, dict[str, str]] = read_yaml("milestone_words")
    words |= {slug: {"title_pt": title} for slug, title in read_yaml("starter_titles").items()}
    return [row | words.get(row["slug"], {}) for row in rows]


__all__ = ["COMPILED", "build", "compile_reference", "load", "load_from", "starter_deals"]
