from articles.actions.feed_lists.reading import MAX_FEEDS
from tests.benchmarks.ingest import PEER_SEARCH, WALL, lists_of, main, table
from tests.benchmarks.ingesting import Clock


def test_a_missing_folder_is_refused_with_its_name(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "SHARED=" in capsys.readouterr().err


def test_ratios_are_of_the_medians_of_each_poll():
    found = {
        "floor": [[2.0, 0.1, 0.2]],
        "peer": [[12.0, 0.4, 8.0], [12.0, 0.4, 8.0], [99.0, 9.0, 99.0]],
        "one": [[6.0, 0.2, 2.0]],
        "two": [[3.0, 0.1, 1.0]],
        "postgresql two": [[4.0, 0.1, 1.0]],
        "celery two": [[4.4, 0.1, 1.0]],
    }
    ratios = {what: ratio for what, _, ratio, _ in table(found, 5000)}
    assert ratios["faster than the peer, two: all new, with search"] == "4.00"
    assert ratios["faster than the peer, two: one new"] == "8.00"
    assert ratios["faster than the peer, one: unchanged"] == "2.00"
    assert ratios["times the floor, two: all new"] == "1.50"
    assert ratios["two processes to one: all new"] == "2.00"
    assert ratios["Celery adds"] == "+10%"


def test_what_the_scripts_say_is_read():
    said = (
        "reader workers=1 poll 1 (first): wall 4.88s cpu 4.45s new 5000\n"
        "reader workers=1 poll 2 (unchanged): wall 0.16s cpu 0.13s\n"
        "reader update_search for all entries 9.56s -> 533 entries/s\nfloor[full] poll 3: wall 0.221s cpu"
    )
    assert WALL.findall(said) == ["4.88", "0.16", "0.221"]
    assert PEER_SEARCH.search(said)[1] == "9.56"


def test_a_stage_is_counted_without_the_stages_inside_it(monkeypatch):
    moments = iter([0.0, 1.0, 4.0, 10.0])
    monkeypatch.setattr("tests.benchmarks.ingesting.time.perf_counter", lambda: next(moments))
    clock = Clock()
    inner = clock.watch("inner", lambda: None)
    clock.watch("outer", lambda: inner())()
    assert clock.seconds == {"inner": 3.0, "outer": 7.0}


def test_a_thousand_feeds_come_in_lists_that_are_taken_in():
    lists = lists_of(1000, 8900)
    assert max(map(len, lists)) <= MAX_FEEDS
    assert len({row["slug"] for rows in lists for row in rows}) == 1000
