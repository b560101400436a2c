"""The history of rows that people edit: what each version said, what changed between them, and back to one of them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from unfold.admin import ModelAdmin

from articles.admin.reading import is_number


class KeptHistory(SimpleHistoryAdmin, ModelAdmin):
    """What was, word by word; who may change a row may bring back what it said."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All versions; what is no number of a row has none."""
        if not is_number(object_id):
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request: HttpRequest, object_id: str, version_id: str, **kwargs: Any) -> HttpResponse:
        """One version; to restore it is to change the row."""
        if not (is_number(object_id) and is_number(version_id)):
            raise Http404
        row = self.get_object(request, object_id)
        needed = self.has_change_permission if request.method == "POST" else self.has_view_or_change_permission
        if not needed(request, row):
            raise PermissionDenied
        if row is None and request.method == "POST" and not self.has_add_permission(request):
            # To bring back what was deleted is to add it.
            raise Http404
        return super().history_form_view(request, object_id, version_id, **kwargs)

    @staticmethod
    def restores(request: HttpRequest) -> bool:
        """Whether the row that is saved is a former version: then its fields are, changed in the form or not."""
        return str(getattr(request.resolver_match, "url_name", "")).endswith("_simple_history")
