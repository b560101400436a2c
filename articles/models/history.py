"""The history of what people set on rows to which machines write as well."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords


class PeoplesHistory(HistoricalRecords):
    """Keeps a version where somebody saves one of its fields, and how the row stood before the first of them.

    What machines write never makes a version: they write by query sets, or
    name other fields. Nor does a row that set-up brings, so that the tables stay as small as the work of people.
    """

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        """Look at rows before they are written, too."""
        super().finalize(sender, **kwargs)
        if self.cls is sender:
            models.signals.pre_save.connect(self.before_save, sender=sender, weak=False)

    def before_save(
        self, instance: models.Model, raw: bool = False, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        """Keep the stored row where it has no version yet."""
        if instance.pk is not None and not raw and self._is_meant(instance, update_fields):
            keep_first_versions(type(instance), [instance.pk])

    def post_save(self, instance: models.Model, created: bool, using: str | None = None, **kwargs: Any) -> None:
        """Keep the row as it was saved."""
        is_peoples = self.get_history_user(instance) is not None if created else True
        if is_peoples and self._is_meant(instance, kwargs.get("update_fields")):
            super().post_save(instance, created, using=using, **kwargs)

    def _is_meant(self, instance: models.Model, update_fields: Iterable[str] | None) -> bool:
        """Whether one of the kept fields is written."""
        kept = {field.name for field in self.fields_included(instance)} - {"id"}
        return update_fields is None or bool(kept.intersection(update_fields))


def keep_first_versions(model: type[models.Model], ids: Iterable[int]) -> None:
    """Keep the stored rows that have no version yet, as nobody's; call it before they are changed."""
    _keep_as_nobodys(model, model.objects.filter(pk__in=list(ids)).exclude(pk__in=model.history.values("id")))


def keep_nobodys_versions(model: type[models.Model], ids: Iterable[int]) -> None:
    """Keep rows as they stand, as nobody's: what a machine is about to change and has to know again."""
    _keep_as_nobodys(model, model.objects.filter(pk__in=list(ids)))


def _keep_as_nobodys(model: type[models.Model], found: models.QuerySet[Any]) -> None:
    rows = list(found)
    for row in rows:
        row._history_user = None
    model.history.bulk_history_create(rows, update=True)


def keep_versions(model: type[models.Model], ids: Iterable[int]) -> None:
    """Keep rows as they stand, in the name of who asked; for changes that were made by a query set."""
    model.history.bulk_history_create(list(model.objects.filter(pk__in=list(ids))), update=True)
