import pytest

from tests.benchmarks.bench import command_once, longer, main, table


def test_a_missing_folder_is_refused_with_its_name(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere")]) == 2
    message = capsys.readouterr().err
    assert "nowhere" in message
    assert "SHARED=" in message


def test_a_folder_that_lacks_a_part_is_refused_with_the_part(tmp_path, capsys):
    (tmp_path / "html").mkdir()
    assert main([str(tmp_path)]) == 2
    assert "tools/feedserver.py" in capsys.readouterr().err


@pytest.mark.long
def test_the_memory_of_the_command_is_its_own_and_not_that_of_who_starts_it(tmp_path):
    held = b"\1" * 400_000_000
    _, megabytes = command_once([{"title": "T", "text": "One."}], str(tmp_path))
    assert len(held) / 1e6 > megabytes > 20


def test_longer_gives_every_paragraph_so_many_times_and_none_twice():
    text = longer({"title": "T", "text": "One.\n\nTwo."}, 3)["text"]
    lines = [line for line in text.split("\n") if line]
    assert len(lines) == len(set(lines)) == 6


def test_ratios_are_of_medians():
    names = ["floor whole", "synthetic", "labelled", "html extract", "html analyse", "n", "4n", "start", "memory"]
    names += [f"hostile {name}" for name in ("full stops", "initials", "quotations", "figures", "lines")]
    found = {name: [6.0, 2.0, 100.0] for name in names} | {"floor": [3.0, 3.0, 90.0], "html theirs": [4.0, 1.0, 9.0]}
    rows = {what: (figure, ratio) for what, figure, ratio, _ in table(found)}
    assert rows["analyse, synthetic"] == ("6 articles/s", "2.00")
    assert rows["extract, pages"] == ("6.00 s", "1.50")
