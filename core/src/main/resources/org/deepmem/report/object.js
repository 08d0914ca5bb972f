// What the panel shows of an object.

function panelParts(report, i, details) {
  const type = report.types[report.type[i]];
  const finding = findingOf(report, i);
  const address = report.address[i];
  const why = details?.why;
  return [
    make("p", { class: "eyebrow mono dumped" }, swatch(report, report.type[i]), " ", type),
    make("h2", { id: "panel-title" }, clipped(nameOf(report, i), 120)),
    finding ? make("p", { class: "notice " + kindOf(finding) }, badge(finding), " ", FINDINGS[finding].meaning) : null,
    make("div", { class: "panel-columns" },
      make("div", {},
        about(report, i),
        titled("Members", memberTable(details)),
        titled("Links", linkTable(report, i, details)),
        why && titled("Votes", voteTable(why.votes, why.votesCount, "for it", "Votes for the object")),
        why && why.againstCount > 0 && titled("Against it", voteTable(why.against, why.againstCount, "against it", "Nodes that speak against the object"))),
      make("div", {},
        why && titled("Bytes", hexDump(why, address)),
        why && titled("Neighbourhood", neighbourhood(report, why, address)),
        why ? null : make("p", { class: "hint" }, details
          ? "Why it was taken for an object wasn't asked."
          : "Bytes, votes and neighbourhood are in this page for findings and the highest scores only."))),
  ].filter(Boolean);
}

function titled(title, content) {
  return content ? make("section", {}, make("h3", {}, title), content) : null;
}

function about(report, i) {
  const probability = probabilityText(report, i);
  const facts = [
    ["Address", hex(report.address[i]), "mono"],
    ["Physical", report.physical[i] === NO_ADDRESS ? "its page isn't mapped" : hex(report.physical[i], 9), "mono"],
    ["Size", count(report.size[i], "byte")],
    ["State", report.flags[i] & FREED_STATE ? "freed, and still whole" : "live"],
    ["Score", `${(report.score[i] / 1000).toFixed(2)} from ${count(report.votes[i], "vote")}`],
    ["Probability", probability
      ? `${probability}: of objects that DeepMem was as sure of, about that share was right in the dumps on which its model was validated`
      : "the model doesn't say"],
    ["Seen by", viewList(report, i)],
  ];
  return make("dl", { class: "facts" },
    ...facts.flatMap(([name, value, kind]) => [make("dt", {}, name), make("dd", { class: kind }, value)]));
}

/** Views that see an object of a type at all: no other is expected to see this one. */
function viewsOfType(report, type) {
  const views = new Set();
  for (let i = 0; i < report.rows && views.size < report.views.length; i++) {
    if (report.type[i] === type) {
      seenBy(report, i).forEach((view) => views.add(view));
    }
  }
  return views;
}

function viewList(report, i) {
  const seen = seenBy(report, i);
  const line = (sees, name) => make("li", { class: sees ? "sees" : "misses" }, `${sees ? "seen by" : "not seen by"} ${name}`);
  const asked = viewsOfType(report, report.type[i]);
  return make("ul", { class: "views" },
    line(report.flags[i] & DETECTED, "DeepMem"),
    ...report.views.filter((view) => asked.has(view)).map((view) => line(seen.includes(view), VIEWS[view])),
    asked.size === 0 ? make("li", { class: "hint" }, "no view of the kernel sees objects of this type") : null);
}

function memberTable(details) {
  if (!details || details.members.length === 0) {
    return null;
  }
  const rows = details.members.map(([name, value]) => [
    make("span", { class: "mono dumped" }, name),
    value === null ? make("em", { class: "absent" }, "absent") : value === "" ? make("em", {}, "empty") : clipped(value),
  ]);
  const left = details.memberCount - details.members.length;
  return make("div", {},
    fillTable(make("table", { class: "data plain" }), "Members", [["Member"], ["Value", "wide"]], rows),
    left > 0 ? make("p", { class: "hint" }, `${count(left, "further member")} left out here`) : null);
}

const LINK_ROWS = 60;

function linkTable(report, i, details) {
  const rows = [];
  const add = (way, member, number) => rows.push([way, make("span", { class: "mono dumped" }, member),
    make("span", { class: "mono dumped" }, report.types[report.type[number]]),
    make("a", { href: hashOf(report, number), class: "dumped" }, nameOf(report, number))]);
  for (const [member, type, address] of details?.links ?? []) {
    const number = report.find(type, BigInt(address));
    if (number >= 0) {
      add("to", member, number);
    } else {
      rows.push(["to", make("span", { class: "mono dumped" }, member), make("span", { class: "mono dumped" }, type),
        make("span", { class: "mono" }, address + " (not among the objects)")]);
    }
  }
  for (let link = 0; link < report.linkFrom.length; link++) {
    const member = report.linkMembers[report.linkMember[link]];
    if (!details && report.linkFrom[link] === i) {
      add("to", member, report.linkTo[link]);
    }
    if (report.linkTo[link] === i) {
      add("from", member, report.linkFrom[link]);
    }
  }
  if (rows.length === 0) {
    return null;
  }
  const left = rows.length - LINK_ROWS;
  return make("div", {},
    fillTable(make("table", { class: "data plain" }), "Links between objects", [["Way"], ["By member"], ["Type"], ["Object", "wide"]], rows.slice(0, LINK_ROWS)),
    left > 0 ? make("p", { class: "hint" }, `${count(left, "further link")} left out here`) : null);
}

function voteTable(votes, total, way, caption) {
  const rows = votes.map(([, length, offset, window, member, weight, probability, takes]) => [
    make("span", { class: "mono" }, "+0x" + offset.toString(16)),
    make("span", {}, make("span", { class: "mono dumped" }, member ?? ""), ` ${window} of ${count(length, "byte")}`),
    weight.toFixed(2),
    probability.toFixed(3),
    make("span", { class: "mono dumped" }, takes),
  ]);
  const left = total - votes.length;
  return make("div", {},
    make("div", { class: "table-frame", tabindex: "0", role: "region", "aria-label": caption },
      fillTable(make("table", { class: "data plain" }), caption,
        [["Offset"], ["Key node"], ["Weight", "number"], ["Probability", "number"], [way === "for it" ? "Votes as" : "Takes itself for"]], rows)),
    left > 0 ? make("p", { class: "hint" }, `${count(left, "further node")} left out here`) : null);
}
