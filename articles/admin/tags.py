"""Tags: the mirror of the reference data, with the names that readers see."""

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.reading import ReadingAdmin
from articles.models import Tag


@admin.register(Tag)
class TagAdmin(ReadingAdmin):
    """An editor may correct a name of a tag that the reference data does not hold; the rest is set-up's."""

    list_display = ("name_en", "kind", "slug", "name_zh_hant", "name_zh_hans", "name_pt", "is_listed")
    list_filter = ("kind", "is_listed")
    search_fields = ("slug", "name_en", "name_zh_hant", "name_zh_hans", "name_pt")
    ordering = ("kind", "name_en", "pk")
    fields = ("kind", "slug", "name_en", "name_zh_hant", "name_zh_hans", "name_pt", "parent", "is_listed")
    names = ("name_en", "name_zh_hant", "name_zh_hans", "name_pt")

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        """All of a listed tag, since the next set-up would write it over; the names of the others are open."""
        readonly = super().get_readonly_fields(request, obj)
        return [name for name in readonly if obj is None or obj.is_listed or name not in self.names]
