import pytest

from tests.benchmarks.processor import measure_processor

pytestmark = pytest.mark.django_db


def test_every_page_is_told_with_five_figures_and_a_missing_one_is_refused(settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    said = []
    measure_processor(said.append, ["/about/"], rounds=2)
    path, *figures = said[1].split()
    assert path == "/about/"
    assert len(figures) == 5
    assert all(float(figure) >= 0 for figure in figures)
    with pytest.raises(RuntimeError, match="404"):
        measure_processor(said.append, ["/no-such-page/"])
