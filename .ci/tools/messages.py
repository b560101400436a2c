"""The interface's texts in four languages: collected from the code, merged into locale/, compiled.

    python .ci/tools/messages.py collect     put new texts of the code into every django.po, take out what is gone
    python .ci/tools/messages.py compile     write django.mo beside every django.po (set-up does this)
    python .ci/tools/messages.py missing     list what is not translated, a line each; exit 1 when there is any

The English text is the key. Django turns a template into something that looks
like Python, Babel reads that and the Python files, and merges and compiles the
catalogues, so that neither xgettext nor msgfmt has to be installed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("zh_Hant", "zh_Hans", "pt")
ROOMS = ("articles", "dashboards", "gba_tracker", "templates")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Headers that would say nothing, or the time of the run and so make every run a change.
EMPTY_HEADERS = (
    b'"Project-Id',
    b'"Report-Msgid',
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated',
)


def catalogue_path(language: str) -> Path:
    """Give where the catalogue of ``language`` (as a folder is named: ``zh_Hant``) lies."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def collect() -> Catalog:
    """Give a catalogue of all texts that the code marks for translation, each with the files that use it."""
    catalogue = Catalog()
    for path, source in _sources():
        for _, message, notes, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
            # Without line numbers: an edit elsewhere in the file changes nothing here.
            catalogue.add(message, locations=[(path, None)], auto_comments=notes, context=context)
    return catalogue


def _sources() -> Iterator[tuple[str, str]]:
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
                yield name, templatize(path.read_text(encoding="utf-8"))


def load(language: str) -> Catalog:
    """Give the catalogue of ``language`` as it is kept; an empty one where there is none."""
    path = catalogue_path(language)
    if not path.is_file():
        return Catalog(locale=language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge() -> None:
    """Bring every catalogue up to what the code uses; what is translated stays, nothing is guessed."""
    found = collect()
    for language in LANGUAGES:
        catalogue = load(language)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = f"# GBA Tracker, texts of the interface: {language}"
        written = io.BytesIO()
        write_po(written, catalogue, width=0, sort_output=True)
        lines = [line for line in written.getvalue().splitlines(keepends=True) if not line.startswith(EMPTY_HEADERS)]
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(lines))


def compile_all() -> None:
    """Write the compiled form of every catalogue."""
    for language in LANGUAGES:
        with catalogue_path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, load(language))


def missing(language: str, found: Catalog) -> list[str]:
    """Give the texts of the code that ``language`` has no finished translation of."""
    catalogue = load(language)
    return [_text(message) for message in found if message.id and not _is_done(catalogue, message)]


def _is_done(catalogue: Catalog, message: Message) -> bool:
    kept = catalogue.get(message.id, message.context)
    if kept is None or kept.fuzzy:
        return False
    return all(kept.string) if isinstance(kept.string, (tuple, list)) else bool(kept.string)


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main(arguments: list[str]) -> int:
    """Do what the one argument names; give the exit code."""
    if arguments == ["collect"]:
        merge()
    elif arguments == ["compile"]:
        compile_all()
    elif arguments == ["missing"]:
        found = collect()
        rows = [f"{language}: {text!r}" for language in LANGUAGES for text in missing(language, found)]
        sys.stdout.write("".join(row + "\n" for row in rows))
        return 1 if rows else 0
    else:
        sys.stderr.write("messages.py: give one of collect, compile, missing\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
