import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.mark.one_engine
def test_tags_then_history_and_a_second_run_changes_nothing(capsys):
    for _ in range(2):
        call_command("sync_reference")
        call_command("load_starter")

    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "deals 129, milestones 124, changed 0, unchanged 0"
    assert lines[2].startswith("added 0, changed 0,")
    assert lines[3] == "deals 0, milestones 0, changed 0, unchanged 253"
