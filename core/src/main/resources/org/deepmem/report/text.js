// Elements and texts. Nothing here or elsewhere in the page makes HTML of a text.

const CLIP = 160;

/** An element with attributes and children: elements or texts. A `class` or `aria-` attribute is set as written. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function byId(id) {
  return document.getElementById(id);
}

/** A text that may be long: clipped, with a button that shows all. */
function clipped(text, limit = CLIP) {
  if (text.length <= limit) {
    return make("span", { class: "dumped" }, text);
  }
  const shown = make("span", { class: "dumped" }, text.slice(0, limit) + "…");
  const button = make("button", { type: "button", class: "more", "aria-expanded": "false" }, `all ${text.length} characters`);
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "false";
    shown.textContent = open ? text : text.slice(0, limit) + "…";
    button.textContent = open ? "less" : `all ${text.length} characters`;
    button.setAttribute("aria-expanded", String(open));
  });
  return make("span", {}, shown, " ", button);
}

const GROUPED = new Intl.NumberFormat("en");

function count(number, one, many = one + "s") {
  return `${GROUPED.format(number)} ${number === 1 ? one : many}`;
}

function hex(value, digits = 16) {
  return "0x" + value.toString(16).padStart(digits, "0");
}

function bytesText(bytes) {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${units[unit]}`;
}

/** A table of texts or elements. Columns are `[title, class]`. */
function fillTable(table, caption, columns, rows) {
  const head = make("tr", {}, ...columns.map(([title, kind]) => make("th", { scope: "col", class: kind }, title)));
  const body = rows.map((row) => make("tr", {}, ...row.map((cell, i) => make("td", { class: columns[i][1] }, cell))));
  table.replaceChildren(make("caption", { class: "hidden" }, caption), make("thead", {}, head), make("tbody", {}, ...body));
  return table;
}
