// Bytes beside the votes.

const ZERO_ROWS = 3;

/** Marks of bytes: 1 where a node votes for the object, 2 where one speaks against it. */
function byteMarks(why, address) {
  const marks = new Uint8Array(why.size);
  const mark = (votes, value) => {
    for (const [node, length] of votes) {
      const at = Number(BigInt(node) - address);
      for (let i = Math.max(0, at); i < Math.min(marks.length, at + Math.min(length, 64)); i++) {
        marks[i] = value;
      }
    }
  };
  mark(why.against, 2);
  mark(why.votes, 1);
  return marks;
}

function hexDump(why, address) {
  const bytes = Uint8Array.from(atob(why.bytes), (c) => c.charCodeAt(0));
  const marks = byteMarks(why, address);
  const width = matchMedia("(max-width: 40rem)").matches ? 8 : 16;
  const lines = make("pre", { class: "hex", tabindex: "0", role: "region", "aria-label": "Bytes of the object" });
  for (let at = 0; at < bytes.length; ) {
    const zeros = zeroRows(bytes, marks, at, width);
    if (zeros >= ZERO_ROWS) {
      lines.append(make("span", { class: "skipped" }, `      ${GROUPED.format(zeros * width)} zero bytes\n`));
      at += zeros * width;
    } else {
      lines.append(...hexLine(bytes, marks, at, Math.min(width, bytes.length - at), width));
      at += width;
    }
  }
  const absent = why.size - why.present;
  const cut = why.present - bytes.length;
  return make("div", {},
    lines,
    make("p", { class: "hint" },
      make("span", { class: "m1" }, "votes for it"), " ", make("span", { class: "m2" }, "speaks against it"),
      cut > 0 ? ` · ${count(cut, "further byte")} left out here` : "",
      absent > 0 ? ` · ${count(absent, "byte")} not in the dump` : ""));
}

function zeroRows(bytes, marks, at, width) {
  let end = at;
  while (end + width <= bytes.length && !bytes.subarray(end, end + width).some(Boolean) && !marks.subarray(end, end + width).some(Boolean)) {
    end += width;
  }
  return (end - at) / width;
}

function hexLine(bytes, marks, at, length, width) {
  const parts = [make("span", { class: "offset" }, at.toString(16).padStart(4, "0") + "  ")];
  for (let from = at; from < at + length; ) {
    let to = from + 1;
    while (to < at + length && marks[to] === marks[from]) {
      to++;
    }
    const text = Array.from(bytes.subarray(from, to), (b) => b.toString(16).padStart(2, "0")).join(" ");
    parts.push(make("span", { class: "m" + (marks[from] ?? 0) }, text), to < at + length ? " " : "");
    from = to;
  }
  const letters = Array.from(bytes.subarray(at, at + length), (b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : "·")).join("");
  parts.push("   ".repeat(width - length) + "  ", make("span", { class: "letters" }, letters), "\n");
  return parts;
}
