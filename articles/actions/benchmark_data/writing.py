"""Many rows at once, past the object layer: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models


def write(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows``, each with the values of ``columns`` (attribute names); other columns get their default.

    Values are as the database driver takes them, but for moments and days, which are made so here; JSON is text.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    given = [fields[name] for name in columns]
    rest = [field for name, field in fields.items() if name not in columns and not field.primary_key]
    defaults = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    if connection.vendor == "postgresql":
        # JSON comes from Django as the driver's own wrapper, which COPY does not know.
        defaults = tuple(
            _plain(field) if isinstance(field, models.JSONField) else value
            for field, value in zip(rest, defaults, strict=True)
        )
    names = ", ".join(connection.ops.quote_name(field.column) for field in (*given, *rest))
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((*row, *defaults))
        return
    moments = [place for place, field in enumerate(given) if isinstance(field, models.DateField)]
    marks = ", ".join(["%s"] * (len(given) + len(rest)))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            [(*_adapted(row, moments), *defaults) for row in rows],
        )


def set_sequences(*tables: type[models.Model]) -> None:
    """Let the next key follow those that were written by hand."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def next_key(model: type[models.Model]) -> int:
    """The first key that is free."""
    return int(model.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1


def _plain(field: models.JSONField) -> str:
    return "{}" if field.get_default() == {} else "[]"


def _adapted(row: Sequence[Any], moments: Sequence[int]) -> list[Any]:
    values = list(row)
    for place in moments:
        values[place] = None if values[place] is None else str(values[place])[:26].removesuffix("+00:00")
    return values
