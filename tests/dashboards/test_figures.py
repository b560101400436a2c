"""Figures: Plotly's own schema accepts each, and no text reaches one but through the one door."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from dashboards.figures import charts, days, maps
from dashboards.figures.labels import plot_label, wrapped_label
from dashboards.figures.template import bundle_version, checked, expected_version, house_template
from tests.conftest import refuse

HOSTILE = '<a href="https://evil.example">深圳</a>\u202e\x00<b>$\\href{x}{y}$</b>' + "x" * 200
DAY = date(2026, 11, 25)


def bars() -> list[charts.Bar]:
    return [charts.Bar("Jan 2026", 3, 2, "/deals/"), charts.Bar(HOSTILE, 1, 0, "/deals/?page=2")]


def dots() -> list[days.Dot]:
    return [days.Dot(DAY, 1e9, HOSTILE, "a", "/deals/x/"), days.Dot(DAY, 2e6, "Pearl Bank", "b", "")]


SERIES = (("a", HOSTILE, "var(--binding)"), ("b", "Other", "var(--vermilion)"))
FIGURES = {
    "columns": charts.columns(bars(), part_name="Binding", rest_name=HOSTILE, partial_last=True),
    "columns of nothing": charts.columns([], part_name="Binding", rest_name="Rest", partial_last=False),
    "ranking": charts.ranking(bars(), part_name="Binding", rest_name="Rest"),
    "heat": charts.heat([HOSTILE, "Macao"], ["Finance", HOSTILE], [[1, None], [None, 9]], [["/a", ""], ["", "/b"]]),
    "multiples": charts.multiples([(HOSTILE, bars()), ("Macao", bars()), *(("x", bars()) for _ in range(9))]),
    "multiples of nothing": charts.multiples([("Macao", [])]),
    "heat of nothing": charts.heat([], [], [], []),
    "spread": days.spread(dots(), series=SERIES, ticks=[(1e6, "HK$1m"), (1e9, HOSTILE)]),
    "map": maps.schematic_map(
        [
            maps.Place("hong-kong", HOSTILE, 22.3, 114.2, 9, "/cities/hong-kong/", "bottom right"),
            maps.Place("macao", "澳門", 22.2, 113.5, 0, "/cities/macao/", "top left"),
        ],
        [("hong-kong", "macao", 3)],
    ),
    "map of nothing": maps.schematic_map([], []),
    "lanes": days.lanes(dots(), series=SERIES),
}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_itself_accepts_the_figure_with_the_house_template(name):
    figure = FIGURES[name]
    checked({**figure, "layout": {**figure["layout"], "template": house_template()}})


@pytest.mark.threat("W04")
@pytest.mark.parametrize("name", FIGURES)
def test_hostile_text_never_reaches_a_figure_as_markup(name):
    for text in texts(FIGURES[name]):
        markup = set(re.findall(r"<[^>]*>", text))
        assert markup <= {"<br>", "<extra>", "</extra>"}
        assert not re.search("[\x00-\x1f\u202a-\u202e]", text)


def test_a_label_is_cut_and_escaped_once():
    assert plot_label("A & B <i>") == "A &amp; B &lt;i&gt;"
    assert len(plot_label("字" * 500)) == 60
    assert plot_label("one\u200b two\n three") == "one two three"


def test_a_wrapped_label_breaks_between_words_only():
    assert wrapped_label("Professional and legal services") == "Professional<br>and legal<br>services"
    assert wrapped_label("金融") == "金融"


def test_the_chart_bundle_is_the_version_that_plotly_expects(settings):
    try:
        found = bundle_version(settings.BASE_DIR)
    except FileNotFoundError:
        refuse("chart bundle (npm ci)")
    assert found == expected_version()


def test_colours_are_named_by_tokens_that_exist_in_both_themes(settings):
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    light, dark = css.split(':root[data-theme="dark"]')[0], css.split(':root[data-theme="dark"]')[1]
    named = {
        name for figure in FIGURES.values() for text in texts(figure) for name in re.findall(r"var\((--[\w-]+)\)", text)
    }
    assert named
    for name in named:
        assert f"{name}:" in light
        assert f"{name}:" in dark


MANY = [
    days.Dot(date(2018 + n % 9, 1 + n % 12, 1 + n % 28), 10.0 ** (6 + (n * 37 % 50) / 10), f"Deal {n}", "a", "/")
    for n in range(45)
]
AROUND_MANY = days._Frame.around(MANY)


def boxes_of(names, width):
    """Left, top, right, bottom of each name that is shown, on a plot of that width, and the middle of its point."""
    frame = AROUND_MANY
    of_point = {(dot.day.isoformat(), dot.value): dot for dot in MANY}
    for x, y, text, side in zip(names["x"], names["y"], names["text"], names["textposition"], strict=True):
        point = frame.at(of_point[x, y], width)
        yield days._box(point, text, side), point


@pytest.mark.parametrize("width", [640, 735, 900, 1100])
def test_a_name_in_the_scatter_covers_no_other_point_and_no_other_name(width):
    largest_first = sorted(MANY, key=lambda dot: -dot.value)
    names = days.direct_names(MANY, [(dot, "粵港澳大灣區合作協議 and more") for dot in largest_first], AROUND_MANY)
    shown = list(boxes_of(names, width))
    assert len(shown) > 5, "there is room for some"
    points = [AROUND_MANY.at(dot, width) for dot in MANY]
    for n, (box, own) in enumerate(shown):
        assert not [p for p in points if p != own and box[0] <= p[0] <= box[2] and box[1] <= p[1] <= box[3]]
        assert not [other for other, _ in shown[n + 1 :] if days._meet(box, other)]
        assert box[0] >= 0
        assert box[2] <= width


def test_a_long_name_is_shortened_before_it_is_left_out():
    one, near = days.Dot(date(2020, 1, 1), 1e9, "a", "a", "/"), days.Dot(date(2026, 1, 1), 1e7, "b", "a", "/")
    crowd = [days.Dot(date(2022, month, 1), 1e9, "c", "a", "/") for month in range(1, 7)]
    dots = [one, near, *crowd]
    names = days.direct_names(dots, [(one, "A name that goes on & on, without end")], days._Frame.around(dots))
    assert names["text"] == ["A name that goes on &amp; o…"]
    assert days.direct_names(dots, [], days._Frame.around(dots)) is None


def test_a_lane_alone_is_low_and_the_years_below_it_stay_as_high():
    years = [days.Year(2025, 3, "/"), days.Year(2026, 1, "/")]
    heights = []
    for lanes in (1, 4):
        series = [(f"lane-{n}", f"Lane {n}", "var(--blue)") for n in range(lanes)]
        figure = days.lanes(dots(), series=series, density=years)
        whole = float(days.lanes_height(lanes).removesuffix("rem")) - days.FRAME_HEIGHT
        heights.append(figure["layout"]["yaxis2"]["domain"][1] * whole)
    assert days.lanes_height(1) < days.lanes_height(4)
    assert heights[0] == pytest.approx(heights[1], rel=0.02)


def test_a_point_alone_stands_among_days_and_beside_a_power_of_ten():
    ticks = [(10.0**power, f"10^{power}") for power in range(5, 14)]
    layout = days.spread([days.Dot(DAY, 2e6, "Pearl Bank", "a", "/")], series=SERIES, ticks=ticks)["layout"]
    first, last = (date.fromisoformat(day) for day in layout["xaxis"]["range"])
    assert (last - first).days >= 28
    low, high = layout["yaxis"]["range"]
    assert any(low <= power <= high for power in range(5, 14))


@pytest.mark.parametrize("most", [1, 9, 10, 67, 81, 99, 100, 101, 1234])
def test_no_column_of_a_year_passes_the_last_tick_or_reaches_the_lanes(most):
    years = [days.Year(2025, most, "/"), days.Year(2026, 1, "/")]
    layout = days.lanes(dots(), series=SERIES, density=years)["layout"]
    assert layout["yaxis2"]["range"][1] == layout["yaxis2"]["tickvals"][-1] >= most
    gap = (layout["yaxis"]["domain"][0] - layout["yaxis2"]["domain"][1]) * (len(SERIES) * 3.1 + 4.5)
    assert gap > 1.5, "the years stand there, a line of text and its edges"


def test_latin_pages_name_latin_fonts_and_the_browsers_own_before_chinese_ones(settings):
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text(encoding="utf-8")
    stacks = dict(re.findall(r"--(font[a-z-]*): ([^;]+);", css[: css.index("--text-0")]))
    assert stacks["font"] == "var(--font-latin)"
    latin = stacks["font-latin"]
    assert latin.index("var(--latin)") < latin.index("sans-serif") < latin.index("CJK")
    for script, font in (("zh", "hant"), ("zh-Hans", "hans")):
        assert f":root:lang({script}) {{ --font: var(--font-{font}); }}" in css
    assert "CJK" not in house_template()["layout"]["font"]["family"]
