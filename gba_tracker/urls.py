"""Addresses: pages with a language prefix, everything else without."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from gba_tracker.metrics import metrics

handler500 = "gba_tracker.outage.answer_of_error"
urlpatterns = [
    path("admin/", admin.site.urls),
    path("metrics", metrics, name="metrics"),
    path("", include("dashboards.urls.outputs")),
    *i18n_patterns(
        path("", include("dashboards.digests.urls")),
        path("", include("dashboards.urls.pages")),
        prefix_default_language=False,
    ),
]
if settings.BOUNCE_WEBHOOK_SECRET:
    # Without a secret anybody could call addresses bad; then the door is not there.
    urlpatterns.insert(0, path("anymail/", include("anymail.urls")))
