"""The WSGI application that the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gba_tracker.settings")
application = get_wsgi_application()

from gba_tracker.checks import refuse_contradictions  # noqa: E402  (reads the settings, which now are there)

refuse_contradictions()
