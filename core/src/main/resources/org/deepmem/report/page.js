// Puts the parts together.

async function start() {
  const report = await readReport();
  report.ranks = paletteRanks(report);
  const filter = makeFilter(report);
  let setFilter = () => {};
  const showObjects = (wanted) => {
    setFilter(wanted);
    byId("objects").scrollIntoView();
    byId("filter-text").focus({ preventScroll: true });
  };
  showSummary(report, showObjects);
  const table = makeTable(report, filter);
  setFilter = bindFilters(report, filter, () => table.draw());
  makeMap(report, showObjects);
  showScores(report);
  const panel = makePanel(report);
  const route = () => {
    const match = /^#object\/([^/]*)\/(0x[0-9a-f]{1,16})$/.exec(location.hash);
    if (!match) {
      panel.close();
      return;
    }
    const type = decoded(match[1]);
    const number = report.find(type, BigInt(match[2]));
    if (number < 0) {
      panel.missing(type, match[2]);
    } else {
      panel.open(number);
    }
  };
  addEventListener("popstate", route); // links to a hash, back and forward, all end here
  route();
  byId("status").hidden = true;
  document.documentElement.dataset.ready = "true";
  setTimeout(filter.warm, 200);
}

/** A link from elsewhere may be malformed. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

start().catch((error) => {
  byId("status").textContent = `The data of this page can't be unpacked: ${error.message}. Is the file whole, and the browser of 2023 or later?`;
});
