"""``manage.py analyse``: JSON lines in, JSON lines out."""

import io
import subprocess
import sys

import orjson
import pytest
from django.conf import settings
from django.core.management import call_command

from articles.management.commands.analyse import run

ARTICLE = {
    "id": "a1",
    "title": "Macao, Zhuhai sign agreement",
    "text": "Macao and Zhuhai signed a cooperation agreement on trade on Friday.",
    "published": "2025-06-30",
}


def answers_to(*lines, explain=False):
    out = io.BytesIO()
    failures = run([line if isinstance(line, bytes) else orjson.dumps(line) for line in lines], out, explain=explain)
    return failures, out.getvalue()


def test_answers_come_in_order_with_their_ids():
    failures, out = answers_to(ARTICLE, b"\n", ARTICLE | {"id": 7, "text": None, "html": "<p>Nothing.</p>"})
    first, second = map(orjson.loads, out.splitlines())
    assert (failures, first["id"], second["id"]) == (0, "a1", 7)
    assert first["deals"][0]["date"] == "2025-06-27"


@pytest.mark.parametrize(
    ("line", "article_id", "words"),
    [
        (b"{", None, "not JSON"),
        (b"\xff\xfe", None, "not JSON"),
        (b"[]", None, "not a JSON object"),
        (b'{"title": "T", "text": ""}', None, "id is missing"),
        (b'{"id": {}, "title": "T", "text": ""}', None, "neither a text nor an integer"),
        (b'{"id": 1.5, "title": "T", "text": ""}', None, "neither a text nor an integer"),
        (b'{"id": "x", "text": ""}', "x", "title is missing"),
        (b'{"id": "x", "title": "T"}', "x", "text or html is missing"),
        (b'{"id": "x", "title": "T", "text": "", "published": "soon"}', "x", "published"),
        (b'{"id": "x", "title": "T", "text": "", "published": 5}', "x", "published is not a text"),
        (b'{"id": "x", "title": "T", "text": "", "published": "0001-01-01"}', "x", "published"),
        (b'{"id": "x", "title": "T", "text": "", "published": "9999-12-31T23:59:59Z"}', "x", "published"),
        (b"[" * 100_000, None, "not JSON"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_run_goes_on(line, article_id, words):
    failures, out = answers_to(ARTICLE, line, ARTICLE)
    rows = [orjson.loads(row) for row in out.splitlines()]
    assert failures == 1
    assert (rows[1]["id"], rows[1]["line"]) == (article_id, 2)
    assert words in rows[1]["error"]
    assert rows[0] == rows[2]


def test_a_lone_surrogate_in_a_text_is_read_and_left_out():
    failures, out = answers_to(b'{"id": "x", "title": "T", "text": "Macao \\ud800 and Zhuhai"}')
    assert failures == 0
    assert orjson.loads(out)["text"] == "T\n\nMacao and Zhuhai"


def test_a_surrogate_in_an_id_is_an_error_line():
    failures, out = answers_to(b'{"id": "\\ud800", "title": "T", "text": ""}')
    assert failures == 1
    assert orjson.loads(out)["id"] is None


def test_a_month_and_a_time_are_publication_dates():
    failures, _ = answers_to(
        *(ARTICLE | {"published": p} for p in ("2025-06", "2025-06-30T08:00:00", "2025-06-30T00:00Z"))
    )
    assert failures == 0


def test_explain_is_for_a_person():
    _, out = answers_to(ARTICLE, explain=True)
    assert "deal: cooperation_agreement signed" in out.decode()
    assert "parties: Macao, Zhuhai" in out.decode()


def test_the_command_exits_with_1_after_a_bad_line(monkeypatch, capsysbinary):
    class Stream:
        buffer = io.BytesIO(orjson.dumps(ARTICLE) + b"\n{\n")

    monkeypatch.setattr(sys, "stdin", Stream)
    with pytest.raises(SystemExit) as stop:
        call_command("analyse")
    assert stop.value.code == 1
    captured = capsysbinary.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert b"1 line(s) could not be read" in captured.err


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it():
    failures, out = answers_to(b"\xef\xbb\xbf" + orjson.dumps(ARTICLE))
    assert (failures, orjson.loads(out)["id"]) == (0, "a1")


def test_a_reader_who_has_enough_ends_the_run_without_a_trace(tmp_path):
    lines = tmp_path / "many.jsonl"
    lines.write_bytes((orjson.dumps(ARTICLE) + b"\n") * 200)
    with lines.open("rb") as source:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "analyse"]
        running = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert orjson.loads(running.stdout.readline())["id"] == "a1"
        running.stdout.close()
        assert running.stderr.read() == b""
        running.stderr.close()
        assert running.wait() == 1


def test_a_closed_input_is_said_in_one_line():
    command = f"exec {sys.executable} {settings.BASE_DIR / 'manage.py'} analyse <&-"
    ended = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (2, 1)
