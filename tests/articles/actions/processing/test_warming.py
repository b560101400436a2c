"""The first article of a worker costs no more than the second."""

import os
import subprocess
import sys

WARMED = """
import gc
import django
django.setup()
from django.db import connection
from articles.actions.processing import warm_up
from articles.pipeline.deals import phrases, subtypes
from articles.pipeline.deals.names import of_article
from articles.pipeline.matching import gazetteer
from articles.pipeline.relevance import weighing
from articles.pipeline.tagging import geography, sectors
from articles.reference import load
connection.ensure_connection = None
warm_up()
held = [found for module in (of_article, phrases, subtypes, weighing, geography, sectors)
        for found in vars(module).values() if hasattr(found, "cache_info")]
held.append(gazetteer)
print([found.__name__ for found in held if found.cache_info().currsize == 0], len(held), gc.get_freeze_count() > 0)
"""


def test_all_that_is_built_from_the_reference_data_is_there_before_the_first_article(tmp_path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", WARMED], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    # Who speaks for whom is asked of few articles, and answered from a list of a dozen.
    empty, caches, is_frozen = done.stdout.split()
    assert empty == "['sides_of_people']"
    assert int(caches) > 10
    assert is_frozen == "True"


EASED = """
import django
django.setup()
import gc
from articles.actions.processing import ease_collector
standard = gc.get_threshold()
ease_collector()
print(standard[0], gc.get_threshold()[0], gc.get_freeze_count(), len(gc.get_objects()))
"""


def test_the_garbage_collector_looks_seldom_and_at_nothing_that_was_built(tmp_path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gba_tracker.settings", "DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", EASED], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    standard, eased, frozen, looked_at = map(int, done.stdout.split())
    assert eased > 10 * standard
    assert frozen > 100 * looked_at
