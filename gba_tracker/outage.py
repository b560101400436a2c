"""The answer while the database does not answer: 503 and when to come again (THREATS D02); and when all else breaks."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.utils import timezone
from redis.exceptions import RedisError

from dashboards.templatetags.reading import asset
from gba_tracker.logs import work_id

logger = logging.getLogger(__name__)

RETRY_AFTER = 30
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark">'
    "<title>One moment · GBA Tracker</title>{styles}</head>"
    '<body><main class="page"><section class="card error-card"><h1>One moment</h1>'
    "<p>The database does not answer just now. Nothing is lost; try again in half a minute.</p>"
    '<p lang="zh-Hant">資料庫暫時未能回應，請半分鐘後再試。</p>'
    '<p lang="zh-Hans">数据库暂时无法响应，请半分钟后再试。</p>'
    '<p lang="pt">A base de dados não responde de momento. Tente de novo daqui a meio minuto.</p>'
    "</section></main></body></html>"
)
"""Made of no template and no query: it has to work when little else does."""


def answer_of_error(request: HttpRequest) -> HttpResponse:
    """Django's ``handler500``: 503 where the database or Redis was out of reach, 500 for everything else."""
    error = sys.exc_info()[1]
    if not isinstance(error, OperationalError | InterfaceError | RedisError):
        return _broken()
    styles = "".join(f'<link rel="stylesheet" href="{asset(name)}">' for name in ("css/tokens.css", "css/page.css"))
    response = HttpResponse(PAGE.format(styles=styles), status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def _broken() -> HttpResponse:
    """500 with the moment (Hong Kong time) and the name under which the fault stands in the log."""
    fault = work_id.get().rpartition(" ")[2]
    logger.error("a page broke, told to the reader as %s", fault or "-")
    when = timezone.localtime(timezone.now()).strftime("%Y-%m-%d %H:%M HKT")
    page = loader.get_template("500.html").render({"fault": fault, "when": when})
    return HttpResponseServerError(page, headers={"Cache-Control": "no-store"})
