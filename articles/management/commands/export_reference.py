"""``manage.py export_reference FOLDER``: the reference files with what editors have added on the desk."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from articles.actions.reference_edits import additions
from articles.reference.compiling import HERE


class Command(BaseCommand):
    """Writes those files that have additions, comments and order kept, ready to be compared and committed."""

    help = "Write the reference files with the names and aliases that were added on the desk."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """FOLDER."""
        parser.add_argument("folder", type=Path, help="where the files go; the shipped ones are left alone")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write each file and say what it got; exit 1 where an entry is not in its file."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}", returncode=2) from error
        lost = []
        for name, entries in additions().items():
            yaml = YAML()
            yaml.width, yaml.preserve_quotes = 10_000, True
            document = yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
            rows = {row["slug"]: row for group in document.values() if isinstance(group, list) for row in group}
            names = aliases = 0
            for slug, added in entries.items():
                if slug not in rows:
                    lost.append(f"{name}: {slug}")
                    continue
                names += _set_names(rows[slug], added["names"])
                aliases += _add_aliases(rows[slug], added["aliases"])
            with (folder / f"{name}.yaml").open("w", encoding="utf-8") as file:
                yaml.dump(document, file)
            self.stdout.write(f"{name}.yaml: names {names}, aliases {aliases}")
        for entry in lost:
            self.stderr.write(f"not in its file: {entry}")
        if lost:
            raise CommandError(f"{len(lost)} additions could not be placed", returncode=1)


def _set_names(row: Any, names: dict[str, str]) -> int:
    changed = {lang: text for lang, text in names.items() if row["names"].get(lang, "") != text}
    for lang, text in changed.items():
        row["names"][lang] = text
    return len(changed)


def _add_aliases(row: Any, aliases: list[dict[str, Any]]) -> int:
    """Append what is new; what is there in the same words gets the desk's safety, where it stands."""
    known = {(alias["text"], alias["lang"]): alias for alias in row.get("aliases") or []}
    written = 0
    for alias in aliases:
        there = known.get((alias["text"], alias["lang"]))
        if there is None:
            flow = CommentedMap(alias)
            flow.fa.set_flow_style()
            if not row.get("aliases"):
                row["aliases"] = []
            row["aliases"].append(flow)
        elif _safety(there) == _safety(alias):
            continue
        else:
            there["match"] = alias["match"]
            there.pop("case_sensitive", None)
            if alias.get("case_sensitive"):
                there["case_sensitive"] = True
        written += 1
    return written


def _safety(alias: Any) -> tuple[str, bool]:
    return alias["match"], bool(alias.get("case_sensitive"))
