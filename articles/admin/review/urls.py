"""The addresses of the review desk, below /admin/review/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from articles.admin.review import bulk, missed, quality, views


def review_urls(site: AdminSite) -> list[URLPattern]:
    """Give the addresses; each asks for the login of the desk and for the right that its view names."""

    def at(route: str, view: views.View, name: str) -> URLPattern:
        return path(f"review/{route}", site.admin_view(views.bound(view, site)), name=name)

    return [
        at("", views.queue, "review"),
        at("next/", views.next_item, "review_next"),
        at("quality/", quality.quality, "review_quality"),
        at("merge/<int:one>/<int:other>/", views.merge_two, "review_merge"),
        at("missed/<int:pk>/", missed.missed, "review_missed"),
        at("undo/<int:pk>/", views.undo_one, "review_undo"),
        at("bulk/", bulk.bulk_acts, "review_bulk"),
        at("bulk/<int:pk>/", bulk.bulk_act, "review_bulk_act"),
        at("<int:pk>/", views.item, "review_item"),
        at("<int:pk>/decide/", views.decide, "review_decide"),
    ]
