"""The WSGI application that the web server calls.

What every page needs is loaded here once and taken out of the garbage collector's sight: to look through the modules,
the names of the reference data and the templates' parts takes it an eighth of a second, in which a reader would wait.
"""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (the settings are there now)

from dashboards.queries.naming import named  # noqa: E402
from gba_tracker.checks import refuse_contradictions  # noqa: E402
from gba_tracker.statement_limit import limit_statements  # noqa: E402

refuse_contradictions()
limit_statements()
import_module(settings.ROOT_URLCONF)
named("Hong Kong")
gc.collect()
gc.freeze()
