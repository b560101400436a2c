"""Addresses: pages with a language prefix, everything else without."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("dashboards.urls.outputs")),
    *i18n_patterns(
        path("", include("dashboards.digests.urls")),
        path("", include("dashboards.urls.pages")),
        prefix_default_language=False,
    ),
]
