"""Addresses of outputs."""

from django.urls import path, re_path

from dashboards import api, syndication
from dashboards.exports import outputs, snapshots
from dashboards.views import health, oembed, reports, status

city_list, city_detail = api.tag_views("city")
sector_list, sector_detail = api.tag_views("sector")
subsector_list, subsector_detail = api.tag_views("subsector")
mechanism_list, mechanism_detail = api.tag_views("mechanism")
organisation_list, organisation_detail = api.tag_views("organisation")

urlpatterns = [
    path("deals.json", outputs.deals_json, name="deals_json"),
    path("deals.csv", outputs.deals_csv, name="deals_csv"),
    path("deals.xlsx", outputs.deals_xlsx, name="deals_xlsx"),
    path("articles.json", outputs.articles_json, name="articles_json"),
    path("articles.csv", outputs.articles_csv, name="articles_csv"),
    path("timeline.json", outputs.timeline_json, name="timeline_json"),
    path("data/gba-deals-<str:month>.csv", snapshots.snapshot_file, name="snapshot"),
    path("feeds/deals.atom", syndication.deals_atom, name="deals_atom"),
    path("feeds/articles.atom", syndication.articles_atom, name="articles_atom"),
    path("feeds/corrections.atom", syndication.corrections_atom, name="corrections_atom"),
    path("feeds/timeline.ics", syndication.timeline_ics, name="timeline_ics"),
    path("sources.opml", syndication.sources_opml, name="sources_opml"),
    path("sitemap.xml", syndication.sitemap, name="sitemap"),
    path("oembed", oembed.oembed, name="oembed"),
    path("robots.txt", syndication.robots, name="robots"),
    path("status.json", status.status_json, name="status_json"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("csp-reports", reports.csp_reports, name="csp_reports"),
    path("api/v1/schema", api.schema, name="api_schema"),
    path("api/v1/deals", api.deal_list, name="api_deals"),
    path("api/v1/deals/<slug:slug>", api.deal_detail, name="api_deal"),
    path("api/v1/signals", api.signal_list, name="api_signals"),
    path("api/v1/signals/<slug:slug>", api.signal_detail, name="api_signal"),
    path("api/v1/articles", api.article_list, name="api_articles"),
    path("api/v1/articles/<int:pk>", api.article_detail, name="api_article"),
    path("api/v1/cities", city_list, name="api_cities"),
    path("api/v1/cities/<slug:slug>", city_detail, name="api_city"),
    path("api/v1/sectors", sector_list, name="api_sectors"),
    path("api/v1/sectors/<slug:slug>", sector_detail, name="api_sector"),
    path("api/v1/subsectors", subsector_list, name="api_subsectors"),
    path("api/v1/subsectors/<slug:slug>", subsector_detail, name="api_subsector"),
    path("api/v1/mechanisms", mechanism_list, name="api_mechanisms"),
    path("api/v1/mechanisms/<slug:slug>", mechanism_detail, name="api_mechanism"),
    path("api/v1/organisations", organisation_list, name="api_organisations"),
    path("api/v1/organisations/<slug:slug>", organisation_detail, name="api_organisation"),
    # Whatever else a program asks for there is told so as JSON.
    re_path(r"^api/", api.nothing),
]
