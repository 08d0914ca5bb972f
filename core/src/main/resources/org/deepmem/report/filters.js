// Which objects the table lists.

/** Filters over all objects. `keep` has a 1 for each that the last one lets through. */
function makeFilter(report) {
  const keep = new Uint8Array(report.rows).fill(1);
  const texts = [];
  const text = (i) =>
    (texts[i] ??= `${report.types[report.type[i]]} ${report.names[i]} ${hex(report.address[i])} ${
      report.physical[i] === NO_ADDRESS ? "" : hex(report.physical[i])}`.toLowerCase());
  const state = { text: "", type: "", finding: "", range: null };

  function apply() {
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    const type = state.type === "" ? -1 : Number(state.type);
    const finding = state.finding === "" || state.finding === "any" ? 0 : report.findings.indexOf(state.finding) + 1;
    for (let i = 0; i < report.rows; i++) {
      const found = report.flags[i] & 3;
      keep[i] =
        (type < 0 || report.type[i] === type) &&
        (finding === 0 ? state.finding !== "any" || found !== 0 : found === finding) &&
        (!state.range || inRange(report.physical[i], state.range)) &&
        words.every((word) => text(i).includes(word))
          ? 1
          : 0;
    }
  }
  return { keep, state, apply, warm: () => report.type.forEach((_, i) => text(i)) };
}

const NO_ADDRESS = 0xffffffffffffffffn;

function inRange(address, [from, to]) {
  return address >= from && address < to;
}

/** Ties the form to a filter; `changed` is called once it was applied. Returns what sets the form. */
function bindFilters(report, filter, changed) {
  const text = byId("filter-text");
  const type = byId("filter-type");
  const finding = byId("filter-finding");
  const chip = byId("filter-range");
  type.append(...report.types.map((name, i) =>
    make("option", { value: i }, `${name} (${GROUPED.format(report.counts[i])})`)));
  finding.append(make("option", { value: "any" }, "any finding"),
    ...FINDING_ORDER.map((name) => make("option", { value: name }, `${FINDINGS[name].word} (${GROUPED.format(report.findingCounts[name])})`)));

  function read() {
    Object.assign(filter.state, { text: text.value.trim(), type: type.value, finding: finding.value });
    chip.hidden = !filter.state.range;
    if (filter.state.range) {
      chip.firstElementChild.textContent =
        `Physical ${hex(filter.state.range[0], 9)} to ${hex(filter.state.range[1] - 1n, 9)}`;
    }
    filter.apply();
    changed();
  }
  let waiting = 0;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(read, 120);
  });
  type.addEventListener("change", read);
  finding.addEventListener("change", read);
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    read();
  });
  const set = ({ text: words = "", type: number = "", finding: name = "", range = null }) => {
    text.value = words;
    type.value = number;
    finding.value = name;
    filter.state.range = range;
    read();
  };
  byId("filter-reset").addEventListener("click", () => set({}));
  chip.querySelector("button").addEventListener("click", () => {
    filter.state.range = null;
    read();
    text.focus();
  });
  return set;
}
