// The table of all objects. DataTables sorts and pages numbers of rows; the cells' texts are set here, as texts.

const PAGE_ROWS = 25;

function tableColumns(report) {
  const rank = (values, less) => lazily(() => ranks(values, less));
  const addressRank = rank(report.address);
  const physicalRank = rank(report.physical);
  const nameRank = rank(report.names);
  const findingRank = [4, 0, 2, 1]; // none, hidden, freed, fabricated
  return [
    { title: "Finding", sort: (i) => findingRank[report.flags[i] & 3], cell: (i) => findingOf(report, i) && badge(findingOf(report, i)) },
    { title: "Type", sort: (i) => report.type[i], cell: (i) => report.types[report.type[i]], kind: "mono dumped" },
    {
      title: "Object",
      sort: (i) => nameRank()[i],
      cell: (i) => make("a", { href: hashOf(report, i), class: "dumped" }, nameOf(report, i)),
      kind: "wide",
    },
    { title: "Address", sort: (i) => addressRank()[i], cell: (i) => hex(report.address[i]), kind: "mono" },
    {
      title: "Physical",
      sort: (i) => physicalRank()[i],
      cell: (i) => (report.physical[i] === NO_ADDRESS ? "–" : hex(report.physical[i], 9)),
      kind: "mono optional",
    },
    { title: "Size", sort: (i) => report.size[i], cell: (i) => GROUPED.format(report.size[i]), kind: "number optional" },
    { title: "Score", sort: (i) => report.score[i], cell: (i) => (report.score[i] / 1000).toFixed(2), kind: "number" },
    {
      title: "Probability",
      sort: (i) => (report.probability[i] === NO_PROBABILITY ? -1 : report.probability[i]),
      cell: (i) => probabilityText(report, i) || "–",
      kind: "number",
    },
    { title: "Votes", sort: (i) => report.votes[i], cell: (i) => GROUPED.format(report.votes[i]), kind: "number optional" },
    { title: "State", sort: (i) => report.flags[i] & FREED_STATE, cell: (i) => (report.flags[i] & FREED_STATE ? "freed" : "live"), kind: "optional" },
  ];
}

function lazily(compute) {
  let value;
  return () => (value ??= compute());
}

/** The place of each value among all, equal values at equal places: what DataTables can compare. */
function ranks(values) {
  const sorted = values.slice().sort(Array.isArray(values) ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : undefined);
  const first = new Map();
  for (let i = sorted.length - 1; i >= 0; i--) {
    first.set(sorted[i], i);
  }
  return Int32Array.from({ length: values.length }, (_, i) => first.get(values[i]));
}

function makeTable(report, filter) {
  const columns = tableColumns(report);
  const table = new DataTable("#table", {
    data: Array.from({ length: report.rows }, (_, i) => ({ i })),
    columns: columns.map(({ title, sort, cell, kind }) => ({
      title,
      type: "num",
      searchable: false,
      className: kind,
      data: (row, use) => (use === "sort" || use === "type" ? sort(row.i) : ""),
      createdCell: (td, _, row) => td.replaceChildren(cell(row.i) || ""),
    })),
    order: [[0, "asc"]], // equal ones stay in the order of the data: by type, then address
    autoWidth: false,
    deferRender: true,
    pageLength: PAGE_ROWS,
    layout: { topStart: null, topEnd: null, bottomStart: "info", bottomEnd: "paging" },
    language: {
      info: "_START_ to _END_ of _TOTAL_ objects",
      infoEmpty: "no objects",
      infoFiltered: "(of _MAX_)",
      emptyTable: "The scan found no objects.",
      zeroRecords: "No object matches the filter.",
    },
  });
  table.search.fixed("report", (_text, _row, index) => filter.keep[index] === 1);
  byId("table").addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr");
    if (row && !event.target.closest("a") && String(getSelection()) === "") {
      row.querySelector("a")?.click();
    }
  });
  byId("table").addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("tbody tr")?.[step]?.querySelector("a");
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
  return table;
}
