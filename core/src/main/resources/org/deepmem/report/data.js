// The data blocks, unpacked. docs/formats.md ("Report") is their contract.

const FINDINGS = {
  HIDDEN: {
    word: "hidden",
    meaning: "Alive in memory, but missing where the kernel keeps every object of its type. An object that was unlinked to hide it looks like this; so does one caught in the middle of a change.",
  },
  FABRICATED: {
    word: "fabricated",
    meaning: "A list or table of the kernel names it, but nothing that looks like such an object lies there.",
  },
  FREED: {
    word: "freed",
    meaning: "Whole in memory, but the kernel or its allocator is done with it: an ended process, a closed file. A trace of the past, not a sign of harm.",
  },
};
const FINDING_ORDER = ["HIDDEN", "FABRICATED", "FREED"];

const VIEWS = {
  LISTS: "lists and trees",
  TABLES: "tables by number, name or address",
  HANDLES: "open files and handles",
  REFERENCES: "references from other objects",
  ALLOCATOR: "the allocator",
};

const NO_PROBABILITY = 0xffff;
const FREED_STATE = 8;
const DETECTED = 4;

async function unpack(id) {
  const text = byId(id).textContent;
  const packed = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** One column of byte planes as a typed array; a column of 8-byte values as BigInts. */
function column(bytes, at, { count, width, delta }) {
  const laid = new Uint8Array(count * width);
  for (let plane = 0; plane < width; plane++) {
    for (let i = 0, from = at + plane * count; i < count; i++) {
      laid[i * width + plane] = bytes[from + i];
    }
  }
  const values = { 1: Uint8Array, 2: Uint16Array, 4: Int32Array, 8: BigUint64Array }[width];
  const typed = new values(laid.buffer);
  for (let i = 1; delta && i < count; i++) {
    typed[i] += typed[i - 1];
  }
  return typed;
}

async function readReport() {
  const summary = JSON.parse(byId("summary").textContent);
  const bytes = await unpack("columns");
  const report = { ...summary, rows: summary.objects };
  let at = 0;
  for (const about of summary.columns) {
    report[about.name] =
      about.name === "names"
        ? new TextDecoder().decode(bytes.subarray(at, at + about.count)).split("\n")
        : column(bytes, at, about);
    at += about.count * about.width;
  }
  report.find = finder(report);
  return report;
}

/** Numbers of objects by type and address. */
function finder(report) {
  const numbers = new Map();
  for (let i = 0; i < report.rows; i++) {
    numbers.set(report.types[report.type[i]] + " " + report.address[i], i);
  }
  return (type, address) => numbers.get(type + " " + address) ?? -1;
}

function findingOf(report, i) {
  const number = report.flags[i] & 3;
  return number === 0 ? "" : report.findings[number - 1];
}

function probabilityText(report, i) {
  const value = report.probability[i];
  return value === NO_PROBABILITY ? "" : (value / 10000).toFixed(4);
}

function hashOf(report, i) {
  return `#object/${encodeURIComponent(report.types[report.type[i]])}/${hex(report.address[i])}`;
}

/** What the page shows of an object where there is little room. */
function nameOf(report, i) {
  return report.names[i] || hex(report.address[i]);
}

const unpacked = new Map();

/** All that is known of an object, or null where the page has no room for it. */
async function detailsOf(report, i) {
  const place = report.detail[i] - 1;
  if (place < 0) {
    return null;
  }
  const block = Math.floor(place / report.detailBlock);
  if (!unpacked.has(block)) {
    unpacked.set(block, unpack("details-" + block).then((bytes) => JSON.parse(new TextDecoder().decode(bytes))));
  }
  return (await unpacked.get(block))[place % report.detailBlock];
}
