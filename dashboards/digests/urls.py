"""Addresses of the mail room."""

from django.urls import path

from dashboards.digests import views

app_name = "digests"
urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/sample/", views.sample, name="sample"),
    path("c/<str:token>/", views.confirm, name="confirm"),
    path("s/<str:token>/", views.manage, name="manage"),
    path("s/<str:token>/preview/", views.preview, name="preview"),
    path("u/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("digests/<uuid:digest_id>/", views.archive, name="archive"),
]
