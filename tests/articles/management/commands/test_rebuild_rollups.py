import pytest
from django.core.management import CommandError, call_command

from articles.models import TagDay
from tests.articles.newsroom import MEMORANDUM, make_labels, make_waiting, process

pytestmark = pytest.mark.django_db


def test_a_check_fails_on_drift_and_a_rebuild_repairs_it(capsys):
    make_labels()
    process(make_waiting(MEMORANDUM))
    call_command("rebuild_rollups", "--check")
    TagDay.objects.update(articles=9)
    with pytest.raises(CommandError) as drifted:
        call_command("rebuild_rollups", "--check")
    call_command("rebuild_rollups")
    call_command("rebuild_rollups", "--check")

    assert drifted.value.returncode == 1
    assert capsys.readouterr().out.endswith("drifted 0\n")
