// The overview.

function showSummary(report, showObjects) {
  const dump = report.dump;
  document.title = `${dump.file}: DeepMem report`;
  byId("overview-title").replaceChildren(clipped(dump.file, 80));
  byId("made-by").textContent = dump.tool;
  byId("lead").textContent =
    `${count(report.rows, "kernel object")} of ${count(report.types.length, "type")}, recognised in a dump of ${bytesText(dump.bytes)} (${dump.format}).`;
  showWarnings(report);
  showViews(report);
  showIdentity(dump);
  showFigures(report, showObjects);
  showTypes(report, showObjects);
  showFindings(report, showObjects);
}

function showWarnings(report) {
  const box = byId("warnings");
  box.hidden = report.warnings.length === 0;
  box.querySelector("ul").replaceChildren(...report.warnings.map((warning) => make("li", {}, clipped(warning, 400))));
  const more = report.warningCount - report.warnings.length;
  if (more > 0) {
    box.querySelector("ul").append(make("li", {}, `${count(more, "further warning")} left out here.`));
  }
}

function askedViews(report) {
  return report.views.filter((_, bit) => report.asked & (1 << bit));
}

function seenBy(report, i) {
  return report.views.filter((_, bit) => report.seenBy[i] & (1 << bit));
}

function showViews(report) {
  const asked = askedViews(report);
  byId("views").textContent =
    asked.length === 0
      ? "None of the kernel's own views was asked, so objects could not be compared with them: this page can't say that something is hidden or fabricated. Views need the kernel's symbols and layouts."
      : `Compared with these views of the kernel's own: ${asked.map((view) => VIEWS[view]).join("; ")}.`;
  byId("views").classList.toggle("warn", asked.length === 0);
}

function showIdentity(dump) {
  const facts = [
    ["File", dump.file],
    ["Bytes", GROUPED.format(dump.bytes)],
    ["SHA-256", dump.sha256 ?? "not computed", "mono"],
    ["Format", dump.format],
    ["System", dump.family],
    ["Kernel", dump.release ?? "not known"],
    ["Memory taken", dump.taken ?? "not known"],
    ["Scanned", dump.scanned],
    ["Tool", dump.tool],
    ["Model", dump.model],
    ["Model's SHA-256", dump.modelSha256, "mono"],
  ];
  byId("identity").replaceChildren(
    ...facts.flatMap(([name, value, kind]) => [make("dt", {}, name), make("dd", { class: kind }, clipped(value, 200))]));
}

function findingCounts(report) {
  const counts = { HIDDEN: 0, FABRICATED: 0, FREED: 0 };
  for (let i = 0; i < report.rows; i++) {
    const finding = findingOf(report, i);
    if (finding) {
      counts[finding]++;
    }
  }
  return counts;
}

function showFigures(report, showObjects) {
  const asked = report.asked !== 0;
  const counts = findingCounts(report);
  report.findingCounts = counts;
  const figure = (number, word, filter, kind) => {
    const button = make("button", { type: "button", class: kind }, make("strong", {}, number), " ", make("span", {}, word));
    button.addEventListener("click", () => showObjects(filter));
    return make("li", {}, button);
  };
  byId("figures").replaceChildren(
    figure(GROUPED.format(report.rows), report.rows === 1 ? "object" : "objects", {}),
    ...FINDING_ORDER.map((finding) =>
      figure(
        counts[finding] > 0 || asked ? GROUPED.format(counts[finding]) : "–",
        FINDINGS[finding].word,
        { finding },
        counts[finding] > 0 ? kindOf(finding) : "is-none")));
}

function showTypes(report, showObjects) {
  const most = Math.max(1, ...report.counts);
  byId("types").replaceChildren(
    ...report.byCount.map((type) => {
      const bar = make("span", { class: "bar", "aria-hidden": "true" }, swatch(report, type));
      bar.firstChild.style.width = `${Math.max(0.5, (100 * report.counts[type]) / most)}%`;
      const button = make("button", { type: "button" },
        make("span", { class: "mono dumped" }, report.types[type]), bar,
        make("span", { class: "number" }, GROUPED.format(report.counts[type])));
      button.addEventListener("click", () => showObjects({ type: String(type) }));
      return make("li", {}, button);
    }));
}
