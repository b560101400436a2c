"""The broker of files: a message is there whole or not at all."""

import threading
from queue import Empty

import pytest
from kombu import Connection

import gba_tracker.celery  # noqa: F401 - makes the address known
from gba_tracker.embedded_broker import clear_unfinished


@pytest.fixture
def channel(tmp_path):
    folders = {"data_folder_in": "queue", "data_folder_out": "queue", "processed_folder": "processed",
               "control_folder": "control"}  # fmt: skip
    options = {option: str(tmp_path / folder) for option, folder in folders.items()}
    for folder in options.values():
        (tmp_path / folder).mkdir(exist_ok=True)
    with Connection("embedded://localhost/", transport_options=options) as connection:
        yield connection.channel()


def test_nobody_gets_a_message_that_is_still_being_written(channel):
    class Looks:
        def __json__(self):
            with pytest.raises(Empty):
                channel._get("process")
            return "written"

    channel._put("process", {"body": Looks()})
    assert channel._get("process") == {"body": "written"}
    with pytest.raises(Empty):
        channel._get("process")


def test_what_was_begun_by_a_killed_writer_is_taken_away_and_nothing_else(channel, tmp_path):
    folder = tmp_path / "queue"

    class Dies:
        def __json__(self):
            raise SystemExit

    with pytest.raises(SystemExit):
        channel._put("process", {"body": Dies()})
    channel._put("process", {"body": "whole"})
    [begun] = [file for file in folder.iterdir() if not file.name.endswith(".msg")]
    written = begun.stat().st_mtime
    assert clear_unfinished(folder, written + 30) == 0
    assert clear_unfinished(folder, written + 90) == 1
    assert clear_unfinished(folder, written + 90) == 0
    assert channel._get("process") == {"body": "whole"}


def test_messages_come_once_and_to_their_queue(channel):
    for number in range(20):
        channel._put("fetch", {"body": number})
    with pytest.raises(Empty):
        channel._get("process")
    assert channel._size("fetch") == 20
    assert sorted(channel._get("fetch")["body"] for _ in range(20)) == list(range(20))


def test_queues_that_are_bound_at_once_are_all_known(channel, tmp_path):
    def bind(number):
        channel.connection.client.channel()._queue_bind("control", "", "", f"worker-{number}")

    threads = [threading.Thread(target=bind, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.queue for one in channel.get_table("control")} == {f"worker-{number}" for number in range(8)}
