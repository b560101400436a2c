// Draws Plotly over the tables that the server rendered. Nothing is sent anywhere; without this file the tables stay.
(() => {
  "use strict";
  const self = document.currentScript;
  if (!self) return;
  const figuresIn = (part) => [...part.querySelectorAll("[data-figure]")];

  const root = document.documentElement;
  const locale = root.lang;
  // As the numbers of the tables are written.
  const separators = locale.startsWith("pt") ? ",." : ".,";
  const isSmall = matchMedia("(max-width: 48rem), (pointer: coarse)").matches;
  const config = {
    displaylogo: false,
    showSendToCloud: false,
    showEditInChartStudio: false,
    plotlyServerURL: "",
    responsive: true,
    // A finger does not hover: on a phone the buttons would lie over the chart; the picture has buttons below it.
    displayModeBar: isSmall ? false : "hover",
    scrollZoom: false,
    doubleClick: "reset",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d", "zoom2d", "pan2d"],
    toImageButtonOptions: { format: "png", scale: 2 },
  };

  // Two bundles with one heart: the second only where a figure needs a trace that the first does not have.
  const EXTRA = new Set(["treemap", "sankey"]);
  let template, words;
  const loadJson = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error("A part of the chart could not be loaded.");
    return answer.json();
  };
  const loadLibrary = async (traces) => {
    const bundle = traces.some((trace) => EXTRA.has(trace.type)) ? self.dataset.extra : self.dataset.core;
    template ??= loadJson(self.dataset.template);
    // Plotly's own words and dates; English it brings itself.
    words ??= self.dataset.words ? loadJson(self.dataset.words) : {};
    const [library, look, own] = await Promise.all([import(bundle), template, words]);
    return [library.default, look, own];
  };

  const withColours = (value, style) => {
    if (typeof value === "string") {
      const name = /^var\((--[a-z0-9-]+)\)$/.exec(value);
      return name ? style.getPropertyValue(name[1]).trim() || value : value;
    }
    if (Array.isArray(value)) return value.map((item) => withColours(item, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withColours(item, style)]));
    }
    return value;
  };

  // Numbers in the cells of a heat map need dark ink on light cells and light ink on dark ones.
  const withHeatInk = (trace, style) => {
    if (trace.type !== "heatmap") return trace;
    const most = Math.max(0, ...trace.z.flat().filter((z) => z !== null));
    const ink = (z) => style.getPropertyValue(z === null || z < most * 0.58 ? "--heat-ink-low" : "--heat-ink-high").trim();
    return { ...trace, textfont: { size: 12 }, _inks: trace.z.map((row) => row.map(ink)) };
  };

  const inkHeat = (chart, traces) => {
    traces.forEach((trace) => {
      if (!trace._inks) return;
      const texts = chart.querySelectorAll(".hm .heatmap-label text, .heatmaplayer .heatmap-label text");
      const inks = trace._inks.flat();
      const shown = trace.text.flat();
      let at = 0;
      for (const text of texts) {
        while (at < shown.length && shown[at] === "") at += 1;
        if (at < inks.length) text.style.fill = inks[at];
        at += 1;
      }
    });
  };

  const firstHref = (value) => {
    const href = Array.isArray(value) ? value[0] : value;
    return typeof href === "string" && href.startsWith("/") && !href.startsWith("//") ? href : "";
  };

  // Pixels of a line of text; a Chinese character is as wide as two letters.
  const letterWidth = (letter) => (letter > "\u2e7f" ? 12 : 6.4);
  // An entity such as that of an apostrophe is one letter.
  const lineWidth = (line) => [...line.replace(/&#?\w{1,8};/g, "'")].reduce((sum, letter) => sum + letterWidth(letter), 6);
  // Pixels for the longest line of the column heads.
  const columnWidth = (labels) => Math.max(34, ...labels.flatMap((label) => label.split("<br>")).map(lineWidth));

  // The names of bars take at most two lines of two fifths of the chart. The cuts fall beside spaces and Chinese
  // characters, which no entity holds: none opens what was escaped.
  const wrapped = (label, room, most = 2) => {
    const lines = [""];
    for (const part of label.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? []) {
      if (lines.at(-1) && lineWidth(lines.at(-1) + part) > room) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines.slice(0, most).join("<br>") + (lines.length > most ? "…" : "");
  };

  // Long names of tiles take several lines, or Plotly makes them too small to read.
  const withTileLines = (trace, width) => {
    if (trace.type !== "treemap") return trace;
    const room = Math.max(72, width / 6);
    return { ...trace, labels: trace.labels.map((label) => (lineWidth(label) > room ? wrapped(label, room, 4) : label)) };
  };

  const barAxis = (traces, axis, width) => {
    const bars = traces.find((trace) => trace.orientation === "h");
    if (!bars) return axis;
    const room = Math.max(70, Math.min(300, width * 0.4));
    if (bars.y.every((label) => lineWidth(label) <= room)) return axis;
    return { ...axis, tickvals: bars.y, ticktext: bars.y.map((label) => wrapped(label, room)) };
  };

  const draw = async (figure) => {
    const chart = figure.querySelector(".figure-chart");
    const source = document.getElementById(figure.dataset.figure);
    if (!chart || !source) return;
    const { data, layout } = JSON.parse(source.textContent);
    const [plotly, template, own] = await loadLibrary(data);
    // The chart takes the table's place exactly, so that nothing below it moves.
    const stage = figure.querySelector(".figure-stage");
    if (!figure.dataset.drawn && !stage.classList.contains("is-long")) stage.style.height = `${stage.offsetHeight}px`;
    const style = getComputedStyle(root);
    const traces = withColours(data, style).map((trace) => withHeatInk(trace, style));
    // A heat map keeps cells that a finger can hit and scrolls sideways, as its table does.
    const heat = traces.find((trace) => trace.type === "heatmap");
    // On a wide screen heads that would not fit are turned instead.
    const wanted = heat ? heat.x.length * columnWidth(heat.x) + 120 : 0;
    const isTurned = !isSmall && wanted > chart.clientWidth;
    if (heat) chart.style.minWidth = `${isTurned ? heat.x.length * 34 + 120 : wanted}px`;
    const isNarrow = chart.clientWidth < 480;
    const xaxis = { ...layout.xaxis };
    if (isTurned) {
      // Turned heads stand in one line each, or the lines of neighbours would run into each other.
      xaxis.tickangle = -45;
      xaxis.tickvals = heat.x;
      xaxis.ticktext = heat.x.map((label) => label.replaceAll("<br>", " "));
    }
    if (isNarrow && xaxis.type === "date") Object.assign(xaxis, { nticks: 4, tickangle: 0 });
    if (xaxis.tickvals && !isTurned && traces[0]?.orientation !== "h") {
      // As many labels as there is room for, counted from the newest.
      const widest = Math.max(0, ...xaxis.tickvals.map((label) => lineWidth(String(label)))) + 12;
      const every = Math.max(1, Math.ceil((xaxis.tickvals.length * widest) / Math.max(1, chart.clientWidth - 50)));
      xaxis.tickvals = xaxis.tickvals.filter((_, n, all) => (all.length - 1 - n) % every === 0);
    }
    const margin = { ...template.layout.margin, ...(layout.margin || {}) };
    const yaxis = barAxis(data, layout.yaxis ?? {}, chart.clientWidth);
    const whole = withColours({ ...layout, separators, xaxis, yaxis, template, margin }, style);
    await plotly.react(
      chart,
      traces
        .filter((trace) => trace.meta !== "wide" || chart.clientWidth >= 800)
        .map(({ _inks, ...trace }) => withTileLines(trace, chart.clientWidth)),
      { ...whole, autosize: true, height: chart.clientHeight, width: chart.clientWidth },
      { ...config, locale, locales: { [locale]: own } },
    );
    inkHeat(chart, traces);
    if (!figure.dataset.drawn) {
      figure.dataset.drawn = "yes";
      chart.on("plotly_click", (event) => {
        const href = firstHref(event.points?.[0]?.customdata);
        if (href) location.assign(href);
      });
      for (const image of figure.querySelectorAll("[data-image]")) {
        image.addEventListener("click", () => {
          plotly.downloadImage(chart, { format: image.dataset.image, filename: `gba-${figure.id}`, width: 1200, height: 700 });
        });
      }
      chart.on("plotly_afterplot", () => inkHeat(chart, traces));
    }
    figure.classList.add("is-drawn");
    chart.removeAttribute("aria-hidden");
  };

  const start = (figure) => {
    if (figure.dataset.started) return;
    figure.dataset.started = "yes";
    draw(figure).catch((error) => {
      // The table is still there; say once why there is no chart.
      console.warn(error.message);
      figure.classList.remove("is-drawn");
      delete figure.dataset.started;
    });
  };

  const addButtons = (part) => {
    for (const figure of figuresIn(part)) {
      const button = figure.querySelector("[data-draw]");
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => {
        if (!figure.dataset.drawn) start(figure);
        else figure.classList.toggle("is-drawn");
      });
    }
  };

  const watch = () => {
    const seen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        seen.unobserve(entry.target);
        start(entry.target);
      }
    });
    // On a phone a heat table is the better heat map: its heads stay in place while it scrolls. It is drawn on tap.
    for (const figure of figuresIn(document)) {
      const isHeatMap = document.getElementById(figure.dataset.figure)?.textContent.includes('"type":"heatmap"');
      if (!(isSmall && isHeatMap && figure.querySelector("[data-draw]"))) seen.observe(figure);
    }
  };

  addButtons(document);
  // A desktop draws what is in view after the first paint; a phone only once its reader scrolls or taps.
  if (isSmall) addEventListener("scroll", watch, { once: true, passive: true });
  else if (document.readyState === "complete") requestIdleCallback(watch, { timeout: 1200 });
  else addEventListener("load", () => (window.requestIdleCallback || setTimeout)(watch), { once: true });
  // The filters replaced the content of the page.
  document.addEventListener("contentchange", () => {
    addButtons(document);
    watch();
  });

  let pending;
  const redraw = () => {
    clearTimeout(pending);
    pending = setTimeout(() => {
      for (const figure of figuresIn(document)) {
        if (figure.dataset.drawn && figure.classList.contains("is-drawn")) draw(figure);
      }
    }, 60);
  };
  document.addEventListener("themechange", redraw);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", redraw);
})();
