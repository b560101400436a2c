"""What the lists of the mail room share: they are read, not written."""

from django.http import HttpRequest

from articles.admin.reading import ReadingAdmin


class HistoryAdmin(ReadingAdmin):
    """Rows that nobody changes by hand."""

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """To read only."""
        return False
