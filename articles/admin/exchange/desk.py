"""The pages of the exchange: who may, how large a table may be, what it would do, and who did it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from import_export.admin import ExportMixin, ImportMixin
from import_export.formats.base_formats import Format
from import_export.results import Result
from import_export.tmp_storages import BaseStorage
from unfold.contrib.import_export.forms import ExportForm, ImportForm

from articles.admin.exchange.sheets import SafeCSV, SafeXLSX

MOST_BYTES = 1024 * 1024
MOST_LINES = 1000
MOST_ROWS_OUT = 50_000
"""Rows of one export (THREATS P04)."""
KEPT_SECONDS = 3600
"""So long the page with what would happen may be confirmed."""
SALT = "articles.admin.exchange"


class TableForm(ImportForm):
    """A table that is text, of a size that a person can look through."""

    def clean_import_file(self) -> Any:
        """At most 1 MiB of UTF-8."""
        file = self.cleaned_data["import_file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MiB."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not UTF-8.")) from error
        if "\0" in text:
            raise forms.ValidationError(_("The file is no text."))
        if text.count("\n") > MOST_LINES:
            raise forms.ValidationError(_("The file has more than %(most)d lines.") % {"most": MOST_LINES})
        file.seek(0)
        return file


class InTheForm(BaseStorage):
    """Keeps a table between its trial and its import in the page itself, signed: no file, whatever process answers."""

    def save(self, content: bytes | str) -> None:
        """Sign it; the name of the file is the file."""
        self.name = signing.dumps(force_str(content, "utf-8-sig"), salt=SALT, compress=True)

    def read(self) -> str:
        """The text. Raises BadSignature for one that was never tried here, or too long ago."""
        return str(signing.loads(self.name, salt=SALT, max_age=KEPT_SECONDS))

    def remove(self) -> None:
        """Nothing lies anywhere."""


class ExportAdmin(ExportMixin):
    """A list that goes out as a table, filtered as it is shown, to who may see it."""

    import_export_change_list_template = None
    export_form_class = ExportForm
    to_encoding = "utf-8"

    def get_export_formats(self) -> list[type[Format]]:
        """CSV and XLSX."""
        return [SafeCSV, SafeXLSX]

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may look."""
        return bool(self.has_view_or_change_permission(request))

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet[Any], file_format: Format) -> str:
        """ASCII, and the day (THREATS W09)."""
        day = timezone.localtime().date()
        return f"{self.opts.model_name}-{day:%Y-%m-%d}.{file_format.get_extension()}"

    def get_data_for_export(self, request: HttpRequest, queryset: QuerySet[Any], **kwargs: Any) -> Any:
        """The rows. Raises ValueError, which the page says, where they are too many."""
        if queryset.count() > MOST_ROWS_OUT:
            raise ValueError(_("More than %(most)d rows: please filter the list first.") % {"most": MOST_ROWS_OUT})
        return super().get_data_for_export(request, queryset, **kwargs)


class ExchangeAdmin(ImportMixin, ExportAdmin):
    """A list that also comes in as a table: shown line by line, then saved, with who did it."""

    import_form_class = TableForm
    tmp_storage_class = InTheForm
    import_address = "import"
    """The name of the page for a table; another one where ``import`` is taken."""

    def get_urls(self) -> list[URLPattern]:
        """Our names for the pages, before the catch-all."""
        app, model = self.get_model_info()
        own: list[tuple[str, Callable[..., HttpResponse]]] = [
            (self.import_address, self.import_action),
            ("process_import", self.process_import),
        ]
        pages = [
            path(f"{name.replace('_', '-')}/", self.admin_site.admin_view(view), name=f"{app}_{model}_{name}")
            for name, view in own
        ]
        # Past the mixin, whose addresses these replace.
        return pages + super(ImportMixin, self).get_urls()

    def get_import_formats(self) -> list[type[Format]]:
        """CSV alone: a foreign workbook is a zip archive of XML."""
        return [SafeCSV]

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Who may change rows; where rows can be added by hand, who may add them too."""
        return bool(self.has_change_permission(request))

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """One line that cannot be taken, and nothing is."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Save what was shown; what was not, or too long ago, is shown first."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            return super().process_import(request, **kwargs)
        except (signing.BadSignature, ValueError):
            self.message_user(request, _("Please choose the file again."), messages.ERROR)
            return HttpResponseRedirect(self._list())

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say what was done; what has become wrong since it was shown is not done at all."""
        if result.has_errors() or result.has_validation_errors():
            words = _("Nothing was saved: rows have changed since they were shown. Please choose the file again.")
            self.message_user(request, words, messages.ERROR)
            return HttpResponseRedirect(self._list())
        self.generate_log_entries(result, request)
        counts = {name: result.totals[name] for name in ("new", "update", "skip")}
        words = _("Added %(new)d, updated %(update)d, unchanged %(skip)d.") % counts
        self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self._list())

    def _list(self) -> str:
        app, model = self.get_model_info()
        return reverse(f"admin:{app}_{model}_changelist")
