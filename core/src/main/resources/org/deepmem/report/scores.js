// Histograms of scores, one a type.

const BINS = 32;
const PLOT_HEIGHT = 110;

function scoresByType(report) {
  const scores = report.types.map(() => []);
  for (let i = 0; i < report.rows; i++) {
    if (report.flags[i] & DETECTED) {
      scores[report.type[i]].push(report.score[i] / 1000);
    }
  }
  return scores.map((values) => Float64Array.from(values).sort());
}

function showScores(report) {
  const scores = scoresByType(report);
  const types = report.byCount.filter((type) => scores[type].length > 0);
  const plots = byId("plots");
  plots.replaceChildren();
  const drawn = types.map((type) => {
    const low = Math.min(0, scores[type][0]);
    const high = Math.max(1, Math.ceil(scores[type].at(-1)));
    const holder = make("div", { class: "plot", "aria-hidden": "true" });
    plots.append(make("figure", {},
      make("figcaption", {}, make("span", { class: "mono dumped" }, report.types[type]), ` ${GROUPED.format(scores[type].length)}`), holder));
    return { holder, low, high, bins: histogram(scores[type], low, high) };
  });
  const draw = () => drawn.forEach(({ holder, low, high, bins }) => {
    holder.replaceChildren();
    plot(holder, bins, low, high);
  });
  draw();
  DARK.addEventListener("change", draw);
  let waiting = 0;
  let width = plots.clientWidth;
  new ResizeObserver(() => {
    if (plots.clientWidth !== width) {
      width = plots.clientWidth;
      clearTimeout(waiting);
      waiting = setTimeout(draw, 150);
    }
  }).observe(plots);
  scoreTable(report, types, scores);
}

function histogram(values, low, high) {
  const bins = new Array(BINS).fill(0);
  for (const value of values) {
    bins[Math.min(BINS - 1, Math.floor((BINS * (value - low)) / (high - low)))]++;
  }
  const middles = bins.map((_, bin) => low + ((bin + 0.5) * (high - low)) / BINS);
  return [middles, bins];
}

function plot(holder, data, low, high) {
  const axis = { stroke: paint("--soft"), font: `11px ${paint("--sans")}`, grid: { show: false }, ticks: { show: false } };
  return new uPlot({
    width: holder.clientWidth,
    height: PLOT_HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [4, 8, 0, 0],
    scales: { x: { time: false, range: [low, high] }, y: { range: (_, _least, most) => [0, Math.max(1, most)] } },
    axes: [
      { ...axis, size: 20, gap: 2 },
      { ...axis, size: 40, gap: 4, space: 28, grid: { stroke: paint("--line"), width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5] },
    ],
    series: [{}, { stroke: paint("--accent"), fill: paint("--accent"), width: 0, paths: uPlot.paths.bars({ size: [0.9, 40] }), points: { show: false } }],
  }, data, holder);
}

function scoreTable(report, types, scores) {
  const at = (values, share) => values[Math.floor(share * (values.length - 1))].toFixed(2);
  fillTable(byId("score-table"), "Scores by type",
    [["Type"], ["Objects", "number"], ["Lowest", "number"], ["A quarter below", "number"], ["Half below", "number"], ["Three quarters below", "number"], ["Highest", "number"]],
    types.map((type) => [make("span", { class: "mono dumped" }, report.types[type]), GROUPED.format(scores[type].length),
      ...[0, 0.25, 0.5, 0.75, 1].map((share) => at(scores[type], share))]));
}
