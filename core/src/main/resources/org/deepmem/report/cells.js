// Physical memory as cells: what is in each, in which rows they are drawn, and the same as a table.

const CELLS_WANTED = 9000;

/** For each cell of memory: how many objects of each type start in it. */
function cellCounts(report, merged) {
  const cellBytes = BigInt(report.cellBytes * merged);
  const cells = Math.ceil(report.presence.length / merged);
  const counts = Array.from({ length: cells }, () => null);
  for (let i = 0; i < report.rows; i++) {
    if (report.physical[i] === NO_ADDRESS) {
      continue;
    }
    const cell = Number(report.physical[i] / cellBytes);
    if (cell < cells) {
      const types = (counts[cell] ??= new Map());
      types.set(report.type[i], (types.get(report.type[i]) ?? 0) + 1);
    }
  }
  return counts;
}

/** The type with the most objects; of several, the first by name. */
function mostOf(types) {
  return [...types].reduce((best, entry) => (entry[1] > best[1] || (entry[1] === best[1] && entry[0] < best[0]) ? entry : best))[0];
}

/** Rows of cells; where a row or more of memory is absent, a gap instead. */
function mapRows(present, width) {
  const rows = [];
  for (let cell = 0; cell < present.length; cell += width) {
    const end = Math.min(present.length, cell + width);
    if (present.subarray(cell, end).some(Boolean)) {
      rows.push(cell);
    } else if (rows.at(-1) !== -1) {
      rows.push(-1);
    }
  }
  return rows;
}

function mapLegend(report, chosen) {
  const legend = byId("map-legend");
  const button = (type, ...label) => {
    const made = make("button", { type: "button", "aria-pressed": String(type < 0) }, ...label);
    made.addEventListener("click", () => {
      legend.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", String(other === made)));
      chosen(type);
    });
    return make("li", {}, made);
  };
  legend.replaceChildren(button(-1, "all types"),
    ...report.byCount.map((type) => button(type, swatch(report, type), make("span", { class: "dumped" }, report.types[type]))));
}

function mapTable(report) {
  const rows = report.types.map((name) => ({ name, objects: 0, bytes: 0, low: NO_ADDRESS, high: 0n }));
  for (let i = 0; i < report.rows; i++) {
    const row = rows[report.type[i]];
    row.objects++;
    row.bytes += report.size[i];
    if (report.physical[i] !== NO_ADDRESS) {
      row.low = report.physical[i] < row.low ? report.physical[i] : row.low;
      row.high = report.physical[i] > row.high ? report.physical[i] : row.high;
    }
  }
  fillTable(byId("map-table"), "Physical memory by type",
    [["Type"], ["Objects", "number"], ["Bytes in them", "number"], ["Lowest address"], ["Highest address"]],
    report.byCount.map((type) => rows[type]).map((row) => [
      make("span", { class: "mono dumped" }, row.name), GROUPED.format(row.objects), GROUPED.format(row.bytes),
      row.low === NO_ADDRESS ? "–" : hex(row.low, 9), row.low === NO_ADDRESS ? "–" : hex(row.high, 9)]));
}
