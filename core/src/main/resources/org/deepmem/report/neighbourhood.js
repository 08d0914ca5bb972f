// The neighbourhood of an object in the memory graph: its own nodes down the left, in the order of their
// addresses, what edges lead to on the right, a box for each object.

const SVG = "http://www.w3.org/2000/svg";
const EDGES = ["left neighbour", "right neighbour", "pointer before it", "pointer after it", "pointed by"];
const POINTED_BY = 4;
const ROW = 15;
const BOX = 22;
const GAP = 6;
const MARGIN = 4;

function svg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Nodes with their places: inside the object, or by what they are part of. */
function placedNodes(why, address) {
  const end = address + BigInt(why.size);
  const nodes = why.nodes.map(([at, length, type, object], i) => ({
    i, at: BigInt(at), length, type, object: object && BigInt(object), own: BigInt(at) >= address && BigInt(at) < end,
  }));
  const own = nodes.filter((node) => node.own).sort((a, b) => (a.at < b.at ? -1 : 1));
  const boxes = new Map();
  for (const node of nodes.filter((other) => !other.own)) {
    const key = node.type ? node.type + " " + node.object : "";
    if (!boxes.has(key)) {
      boxes.set(key, { type: node.type, object: node.object, nodes: [] });
    }
    boxes.get(key).nodes.push(node);
  }
  return { own, others: besideTheirNodes([...boxes.values()], own, why.edges) };
}

/** Boxes in the order of the object's nodes that edges tie them to, each as near to those as there is room. */
function besideTheirNodes(boxes, own, edges) {
  const row = new Map(own.map((node, i) => [node.i, i]));
  for (const box of boxes) {
    const ours = new Set(box.nodes.map((node) => node.i));
    const rows = edges.flatMap(([from, to]) => (ours.has(to) ? [row.get(from)] : ours.has(from) ? [row.get(to)] : [])).filter((at) => at !== undefined);
    box.wish = rows.length === 0 ? own.length : rows.reduce((sum, at) => sum + at, 0) / rows.length;
  }
  boxes.sort((a, b) => a.wish - b.wish || a.nodes[0].i - b.nodes[0].i);
  let free = MARGIN;
  for (const box of boxes) {
    box.top = Math.max(free, MARGIN + box.wish * ROW - BOX / 2);
    free = box.top + BOX + GAP;
  }
  let limit = Math.max(2 * MARGIN + own.length * ROW, boxes.length * (BOX + GAP) + MARGIN) - BOX - MARGIN;
  for (const box of boxes.toReversed()) {
    box.top = Math.min(box.top, limit);
    limit = box.top - BOX - GAP;
  }
  return boxes;
}

function neighbourhood(report, why, address) {
  const { own, others } = placedNodes(why, address);
  if (own.length === 0 && others.length === 0) {
    return null;
  }
  const height = Math.max(2 * MARGIN + own.length * ROW, others.length * (BOX + GAP) + MARGIN);
  const y = new Map();
  const voters = new Set(why.votes.map((vote) => vote[0]));
  const picture = svg("svg", { viewBox: `0 0 440 ${height}`, class: "graph", role: "group", "aria-label": graphText(own, others, why) });
  const edges = svg("g", { class: "edges" });
  picture.append(edges);
  own.forEach((node, row) => {
    y.set(node.i, [130, 4 + row * ROW + ROW / 2]);
    picture.append(
      svg("rect", { x: 62, y: 5 + row * ROW, width: 68, height: ROW - 2, rx: 2,
        class: "node" + (voters.has(why.nodes[node.i][0]) ? " votes" : "") },
        svg("title", {}, `${hex(node.at)}, ${count(node.length, "byte")}`)),
      svg("text", { x: 56, y: 4 + row * ROW + 11, "text-anchor": "end" }, "+0x" + (node.at - address).toString(16)));
  });
  for (const box of others) {
    box.nodes.forEach((node) => y.set(node.i, [270, box.top + BOX / 2]));
    picture.append(otherBox(report, box));
  }
  drawEdges(edges, why, y);
  return make("div", {}, make("div", { class: "graph-frame" }, picture), edgeLegend(why));
}

function otherBox(report, box) {
  const number = box.type ? report.find(box.type, box.object) : -1;
  const name = box.type ?? count(box.nodes.length, "node") + " elsewhere";
  const label = box.type && box.nodes.length > 1 ? `${name} (${box.nodes.length})` : name;
  const shape = [
    svg("rect", { x: 270, y: box.top, width: 166, height: BOX, rx: 3, class: box.type ? "object" : "elsewhere" },
      svg("title", {}, box.type ? `${name} ${hex(box.object)}` : box.nodes.slice(0, 12).map((node) => hex(node.at)).join(", "))),
    svg("text", { x: 278, y: box.top + 15 }, label.length > 26 ? label.slice(0, 25) + "…" : label),
  ];
  return number < 0
    ? svg("g", {}, ...shape)
    : svg("a", { href: hashOf(report, number), "aria-label": `${name} ${nameOf(report, number)}` }, ...shape);
}

function drawEdges(group, why, y) {
  for (const [from, to, type] of why.edges) {
    const [start, end] = [y.get(from), y.get(to)];
    if (!start || !end || (start[0] === end[0] && type < 2)) {
      continue; // neighbours in the column show that they are
    }
    const bend = start[0] === end[0] ? (start[0] < 200 ? 60 : -60) : 0;
    const middle = (start[0] + end[0]) / 2 + bend;
    group.append(svg("path", {
      d: `M${start[0]} ${start[1]}C${middle} ${start[1]} ${middle} ${end[1]} ${end[0]} ${end[1]}`,
      class: "e" + type,
    }));
  }
}

function edgeLegend(why) {
  const counts = EDGES.map((_, type) => why.edges.filter((edge) => edge[2] === type).length);
  const used = EDGES.filter((_, type) => counts[type] > 0);
  const left = why.nodeCount - why.nodes.length;
  return make("p", { class: "hint" },
    used.map((name) => `${count(counts[EDGES.indexOf(name)], "edge")} “${name}”`).join(", "),
    left > 0 ? ` · ${count(left, "further node")} left out here` : "");
}

function graphText(own, others, why) {
  const named = others.filter((box) => box.type).slice(0, 8).map((box) => `${box.type} at ${hex(box.object)}`);
  return `${count(own.length, "node")} of the object, tied by ${count(why.edges.length, "edge")}` +
    (named.length > 0 ? ` to ${named.join(", ")}` : "") + ".";
}
