// The findings, the gravest first.

const FINDING_ROWS = 50;

/** Types of which each object is a lead; the others follow, since a hidden process takes its parts with it. */
const LEADS = ["module", "_LDR_DATA_TABLE_ENTRY", "_DRIVER_OBJECT", "task_struct", "_EPROCESS"];

function showFindings(report, showObjects) {
  const list = byId("findings-list");
  list.replaceChildren();
  const found = FINDING_ORDER.filter((finding) => report.findingCounts[finding] > 0);
  for (const finding of found) {
    list.append(findingBlock(report, finding, showObjects));
  }
  if (found.length === 0) {
    list.append(make("p", {}, report.asked === 0
      ? "None, as no view of the kernel was asked. That says nothing of what may be hidden."
      : "None: what DeepMem sees and what the kernel's own views see agree."));
  }
}

function findingBlock(report, finding, showObjects) {
  const numbers = mostTelling(report, finding);
  const word = FINDINGS[finding].word;
  const rows = numbers.map((i) => [
    make("a", { href: hashOf(report, i), class: "dumped" }, nameOf(report, i)),
    make("span", { class: "mono dumped" }, report.types[report.type[i]]),
    make("span", { class: "mono" }, hex(report.address[i])),
    seenText(report, i),
    probabilityText(report, i) || "–",
  ]);
  const table = fillTable(make("table", { class: "data" }), `Objects found ${word}`,
    [["Object", "wide"], ["Type"], ["Address"], ["Seen by"], ["Probability", "number"]], rows);
  const total = report.findingCounts[finding];
  const all = make("button", { type: "button" }, `List all ${GROUPED.format(total)}`);
  all.addEventListener("click", () => showObjects({ finding }));
  return make("div", { class: "finding" },
    make("h3", {}, badge(finding), ` ${count(total, "object")}`),
    make("p", {}, FINDINGS[finding].meaning),
    make("div", { class: "table-frame", role: "region", "aria-label": `Objects found ${word}`, tabindex: "0" }, table),
    total > numbers.length ? all : null);
}

/** The first objects to look at, those of leading types before the others. */
function mostTelling(report, finding) {
  const numbers = [];
  for (let i = 0; i < report.rows; i++) {
    if (findingOf(report, i) === finding) {
      numbers.push(i);
    }
  }
  const rank = (i) => {
    const lead = LEADS.indexOf(report.types[report.type[i]]);
    return lead < 0 ? LEADS.length : lead;
  };
  return numbers.sort((a, b) => rank(a) - rank(b) || a - b).slice(0, FINDING_ROWS);
}

function kindOf(finding) {
  return "is-" + finding.toLowerCase();
}

function badge(finding) {
  return make("span", { class: "badge " + kindOf(finding) }, FINDINGS[finding].word);
}

function seenText(report, i) {
  const seen = seenBy(report, i).map((view) => VIEWS[view]);
  if (report.flags[i] & DETECTED) {
    seen.unshift("DeepMem");
  }
  return seen.join(", ") || "none";
}
