"""Addresses of pages."""

from django.urls import path

from dashboards.views import (
    corrections,
    deals,
    embed,
    errors,
    house,
    news,
    overview,
    places,
    registers,
    sectors,
    timeline,
)

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("deals/", deals.deal_list, name="deals"),
    path("deals/<slug:slug>/", deals.deal_detail, name="deal"),
    path("deals/<slug:slug>/report/", errors.deal_error, name="deal_error"),
    path("signals/", deals.signals, name="signals"),
    path("cities/", places.city_list, name="cities"),
    path("cities/<slug:slug>/", places.city_detail, name="city"),
    path("links/", places.link_choice, name="links"),
    path("links/<slug:first>/<slug:second>/", places.link_detail, name="link"),
    path("sectors/", sectors.sector_list, name="sectors"),
    path("sectors/<slug:slug>/", sectors.sector_detail, name="sector"),
    path("timeline/", timeline.timeline, name="timeline"),
    path("mechanisms/", registers.mechanism_list, name="mechanisms"),
    path("mechanisms/<slug:slug>/", registers.mechanism_detail, name="mechanism"),
    path("organisations/", registers.organisation_list, name="organisations"),
    path("organisations/<slug:slug>/", registers.organisation_detail, name="organisation"),
    path("people/<slug:slug>/", registers.person_detail, name="person"),
    path("articles/", news.article_list, name="articles"),
    path("articles/<int:pk>/", news.article_detail, name="article"),
    path("articles/<int:pk>/report/", errors.article_error, name="article_error"),
    path("embed/<slug:panel>/", embed.figure, name="embed"),
    path("stories/<int:pk>/", news.story_detail, name="story"),
    path("search/", house.search, name="search"),
    path("sources/", house.sources, name="sources"),
    path("coverage/", house.coverage, name="coverage"),
    path("data/", house.data, name="data"),
    path("about/", house.about, name="about"),
    path("corrections/", corrections.correction_list, name="corrections"),
]
