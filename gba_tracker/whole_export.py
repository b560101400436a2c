"""Everything in open formats, in one file, and back again into an empty database of either kind.

A ZIP: ``manifest.json`` (release, migrations, moment, rows and SHA-256 of each table), ``tables/<app>.<model>.jsonl``
(one row a line, as Django's serializer writes it), ``releases/`` with the files of frozen months, which no table holds,
and, to be read by people and programs, ``deals.csv``, ``sources.opml``, ``feeds.yaml``. Rows about people (staff,
readers, their mail) are in it only where they are asked for. Unlike ``backup`` it does not depend on the database: it
is the way from SQLite to PostgreSQL, and out of here.
"""

import io
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import orjson
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import F

from articles.actions.feed_lists import to_opml, to_yaml
from articles.models import Article, Deal, Feed, Heartbeat
from articles.search import rebuild_search
from dashboards.exports.snapshots import deal_lines, folder, snapshots
from dashboards.queries.freshness import generation
from gba_tracker import __version__

FORMAT = 1
UNINDEXED = "import-unindexed"
"""The mark, beside the signs of life, of an import whose rows are in and whose search index is not."""
EXACT_DIGITS = 15
RELEASES = "releases/"
RELEASE = re.compile(r"releases/gba-deals-20\d{2}-(?:0[1-9]|1[0-2])\.json")  # releases/gba-deals-2026-11.json
NEWS = ("articles",)
PEOPLE = ("auth.user", "otp_totp.totpdevice", "otp_static.staticdevice", "otp_static.statictoken", "digests")
"""Apps and models whose rows are about people."""
README = """GBA Tracker: everything that one installation holds, in open formats.

manifest.json       release, migrations, moment; rows and SHA-256 of each table
tables/*.jsonl      one row a line: {"model", "pk", "fields"}; times in UTC, bytes in base64
releases/           the monthly releases as they were frozen, each with what is known of it
deals.csv           the published deals, as at /deals.csv
sources.opml        the sources, for any feed reader; feeds.yaml the same with all settings

Back into an empty database: manage.py import_all FILE. Texts belong to their publishers.
"""


class ExportError(Exception):
    """A file cannot be made or taken in; the message is one line for the operator."""


@dataclass(frozen=True)
class Table:
    """What was written of one model."""

    model: str
    rows: int
    sha256: str


def exported_models(*, with_people: bool) -> list[type[models.Model]]:
    """The models of a file, in an order in which none is before what it cannot be without."""
    found = [model for name in NEWS for model in apps.get_app_config(name).get_models()]
    if with_people:
        for name in PEOPLE:
            found += [apps.get_model(name)] if "." in name else list(apps.get_app_config(name).get_models())
    return found


def write_export(*, path: Path, now: datetime, with_people: bool = False) -> list[Table]:
    """Write the file, whole or not at all; give what it holds. One reading transaction, so that all fits together."""
    draft = path.with_name(f".{path.name}.draft")
    draft.unlink(missing_ok=True)
    # Nobody else may read it from its first byte on: what it holds is about people where that is asked for.
    target = os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b")
    try:
        with (
            transaction.atomic(),
            target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file,
        ):
            _same_moment()
            chosen = exported_models(with_people=with_people)
            tables = [_write_table(file, model, chosen) for model in chosen]
            _write_releases(file)
            file.writestr("deals.csv", "".join(deal_lines()))
            feeds = Feed.objects.order_by("slug")
            file.writestr("sources.opml", to_opml(feeds, title="GBA Tracker"))
            file.writestr("feeds.yaml", to_yaml(feeds))
            file.writestr("README.txt", README)
            manifest = {
                "format": FORMAT,
                "release": __version__,
                "made_at": now.isoformat(),
                "site": settings.SITE_URL,
                "generation": generation(),
                "with_people": with_people,
                "migrations": _migrations(),
                "tables": [{"model": t.model, "rows": t.rows, "sha256": t.sha256} for t in tables],
            }
            file.writestr("manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
        if not with_people:
            draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return tables


def read_export(*, path: Path) -> list[Table]:
    """Take a file into an empty database, all of it or nothing; give what was taken in.

    Raises ExportError where the file is damaged or of another release, or the database holds news.
    """
    try:
        with zipfile.ZipFile(path) as file:
            manifest = orjson.loads(file.read("manifest.json"))
            _check(manifest)
            tables = [Table(t["model"], t["rows"], t["sha256"]) for t in manifest["tables"]]
            chosen = exported_models(with_people=manifest["with_people"])
            if [t.model for t in tables] != [_label(model) for model in chosen]:
                raise ExportError("the file does not name the tables of this release")
            with transaction.atomic():
                _empty(chosen)
                for table in tables:
                    _read_table(file, table)
                _reset_sequences(chosen)
                connection.check_constraints()
                _read_releases(file)
                Heartbeat.beat(UNINDEXED, now=datetime.fromisoformat(manifest["made_at"]))
    except (zipfile.BadZipFile, KeyError, ValueError, serializers.base.DeserializationError) as error:
        raise ExportError(f"the file cannot be read: {str(error)[:150] or type(error).__name__}") from error
    except IntegrityError as error:
        raise ExportError(f"the rows do not fit together: {' '.join(str(error).split())[:150]}") from error
    finish_import()
    return tables


def finish_import() -> bool:
    """Write the search index of an import that has brought its rows and no more; whether there was one."""
    mark = Heartbeat.objects.filter(name=UNINDEXED)
    if not mark.exists():
        return False
    rebuild_search()
    mark.delete()
    return True


def _empty(chosen: list[type[models.Model]]) -> None:
    """Take away what a set-up has put there; by statement, as no history is to be written of it."""
    with connection.cursor() as cursor:
        for model in reversed(chosen):
            through = [field.remote_field.through for field in model._meta.local_many_to_many]
            for table in (*(t for t in through if t._meta.auto_created), model):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table._meta.db_table)}")


def _check(manifest: Any) -> None:
    if not isinstance(manifest, dict):
        raise ExportError("the manifest is no object")
    if manifest.get("format") != FORMAT:
        raise ExportError(f"the file is of format {manifest.get('format')}, known is {FORMAT}")
    if manifest["migrations"] != _migrations():
        raise ExportError(
            f"the file was made by release {manifest['release']} with other tables: take it in there, then upgrade"
        )
    if Article.objects.exists() or Deal.objects.filter(is_starter=False).exists():
        raise ExportError("the database holds news already: take the file into an empty one")


def _migrations() -> dict[str, str]:
    """The newest migration of each app of ours."""
    leaves = MigrationLoader(None).graph.leaf_nodes()
    return {app: name for app, name in sorted(leaves) if app in ("articles", "digests")}


def _same_moment() -> None:
    """Let every table be of the same moment, whatever is written meanwhile; SQLite's transactions are so anyhow."""
    if connection.vendor == "postgresql" and not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _label(model: type[models.Model]) -> str:
    return model._meta.label_lower


class _Counting(io.RawIOBase):
    """Counts lines and hashes bytes on their way into the file."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.rows, self.hash = target, 0, sha256()

    def write(self, text: str | bytes) -> int:  # type: ignore[override]
        data = text.encode() if isinstance(text, str) else text
        self.rows += data.count(b"\n")
        self.hash.update(data)
        return self.target.write(data)


class _Exact(DjangoJSONEncoder):
    """Django's encoder, with the microseconds that it leaves out."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _write_table(file: zipfile.ZipFile, model: type[models.Model], chosen: list[type[models.Model]]) -> Table:
    left_out = [
        field.attname
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model not in chosen and field.null
    ]
    with file.open(f"tables/{_label(model)}.jsonl", "w", force_zip64=True) as target:
        counting = _Counting(target)
        # Names in place of numbers for groups, which every database counts for itself.
        natural = _label(model) == "auth.user"
        serializers.serialize(
            "jsonl",
            _rows(model, left_out),
            stream=counting,
            use_natural_foreign_keys=natural,
            ensure_ascii=False,
            cls=_Exact,
        )
    return Table(_label(model), counting.rows, counting.hash.hexdigest())


def _rows(model: type[models.Model], left_out: list[str]) -> Iterator[models.Model]:
    """All rows in the order of their keys, without what points to rows that are not in the file.

    Of many-to-many fields too, so that the same rows give the same bytes whichever database they come from.
    """
    many = [
        models.Prefetch(field.name, queryset=other._base_manager.order_by(*(other._meta.ordering or ("pk",))))
        for field in model._meta.many_to_many
        for other in [field.related_model]
    ]
    decimals = _decimals(model)
    exact = {f"exact_{name}": models.ExpressionWrapper(F(name), models.BigIntegerField()) for name in decimals}
    rows = model._base_manager.annotate(**exact).order_by("pk").prefetch_related(*many)
    for row in rows.iterator(chunk_size=1000):
        for name in left_out:
            setattr(row, name, None)
        for name in decimals:
            value = getattr(row, f"exact_{name}")
            setattr(row, name, None if value is None else Decimal(value))
        yield row


def _decimals(model: type[models.Model]) -> list[str]:
    """Whole numbers of more digits than SQLite's way through a float keeps: sums in thousandths of a dollar."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, models.DecimalField)]
    return [field.name for field in fields if not field.decimal_places and field.max_digits > EXACT_DIGITS]


def _write_releases(file: zipfile.ZipFile) -> None:
    """The frozen months; what a release is made of may be cited, so an installation takes them along."""
    for snapshot in snapshots():
        for path in (folder() / snapshot.name, (folder() / snapshot.name).with_suffix(".json")):
            if path.is_file():
                file.write(path, f"{RELEASES}{path.name}")


def _read_releases(file: zipfile.ZipFile) -> None:
    """Put the frozen months where they belong; a month that is frozen here already stays as it is."""
    names = set(file.namelist())
    for about in sorted(name for name in names if RELEASE.fullmatch(name)):
        table = f"{about.removesuffix('.json')}.csv"
        if table not in names or (folder() / Path(about).name).exists():
            continue
        folder().mkdir(parents=True, exist_ok=True)
        for name in (table, about):
            target = folder() / Path(name).name
            draft = target.with_suffix(f".{secrets.token_hex(8)}.tmp")
            with file.open(name) as source, draft.open("wb") as place:
                shutil.copyfileobj(source, place)
            draft.replace(target)


def _read_table(file: zipfile.ZipFile, table: Table) -> None:
    hashed, rows = sha256(), 0
    with file.open(f"tables/{table.model}.jsonl") as source:
        for line in source:
            hashed.update(line)
            rows += 1
            # As a list: of a text Django splits the lines itself, also where a title holds a line separator.
            for found in serializers.deserialize("jsonl", [line.decode()]):
                if _label(type(found.object)) != table.model:
                    raise ExportError(f"{table.model}: line {rows} is a row of {_label(type(found.object))}")
                # As it was: no time is set anew, nothing is written into a history.
                found.save(force_insert=True)
    if (rows, hashed.hexdigest()) != (table.rows, table.sha256):
        raise ExportError(f"{table.model}: the rows are not those of the manifest")


def _reset_sequences(chosen: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), chosen):
            cursor.execute(statement)
