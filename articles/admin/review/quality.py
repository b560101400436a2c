"""The page on the machine's quality over time."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.curation.measuring import JUDGED, Month, quality_by_month
from articles.actions.curation.wording import field_name


def quality(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Precision by field from the random sample, recall from misses, median seconds, month by month."""
    names = ["deal", *JUDGED]
    months = quality_by_month(now=timezone.now())
    context = {
        **site.each_context(request),
        "title": _("Quality"),
        "names": [field_name(name) for name in names],
        "months": [(month, [_cell(month, name) for name in names]) for month in months],
        "speed": [(month, month.median_seconds("accept"), month.median_seconds("reject")) for month in months],
    }
    return TemplateResponse(request, "admin/review/quality.html", context)


def _cell(month: Month, name: str) -> str:
    share = month.precision(name)
    return "–" if share is None else f"{share:.0%} ({month.said[name]})"
