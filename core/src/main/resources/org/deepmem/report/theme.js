// Colours. Types have those of Paul Tol's palettes for colour-blind readers ("muted" on light, "light" on dark pages),
// by number of objects; types after the eighth share a grey and can be singled out in the map.

const PALETTES = {
  light: ["#332288", "#117733", "#cc6677", "#44aa99", "#aa4499", "#ac8e1c", "#4b93c0", "#882255"],
  dark: ["#77aadd", "#44bb99", "#ee8866", "#99ddff", "#ffaabb", "#eedd88", "#bbcc33", "#aaaa00"],
};
const DARK = matchMedia("(prefers-color-scheme: dark)");

function paint(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** For each type, by its number: its place in the palette, or -1. */
function paletteRanks(report) {
  const counts = new Array(report.types.length).fill(0);
  report.type.forEach((type) => counts[type]++);
  const order = counts.map((_, type) => type).sort((a, b) => counts[b] - counts[a] || a - b);
  const ranks = new Array(counts.length).fill(-1);
  order.slice(0, PALETTES.light.length).forEach((type, rank) => (ranks[type] = rank));
  report.counts = counts;
  report.byCount = order;
  return ranks;
}

function typeColour(report, type) {
  const rank = report.ranks[type];
  return rank < 0 ? paint("--other") : PALETTES[DARK.matches ? "dark" : "light"][rank];
}

function swatch(report, type) {
  const rank = report.ranks[type];
  return make("span", { class: "swatch " + (rank < 0 ? "other" : "c" + rank), "aria-hidden": "true" });
}
