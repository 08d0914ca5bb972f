// An object's panel. location.hash says which: back and forward work, and a link to an object can be kept.

function makePanel(report) {
  const panel = byId("panel");
  const body = byId("panel-body");
  let opener = null;
  let shown = 0;

  async function open(i) {
    const turn = ++shown;
    if (panel.hidden) {
      opener = document.activeElement;
    }
    const details = await detailsOf(report, i);
    if (turn !== shown) {
      return; // another was opened meanwhile
    }
    body.replaceChildren(...panelParts(report, i, details));
    panel.hidden = false;
    document.body.classList.add("has-panel");
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
  }

  function missing(type, address) {
    shown++;
    body.replaceChildren(make("h2", { id: "panel-title" }, "Not found"),
      make("p", {}, "This result has no object ", make("span", { class: "mono dumped" }, `${type} ${address}`), "."));
    panel.hidden = false;
    panel.focus();
  }

  function close() {
    shown++;
    if (!panel.hidden) {
      panel.hidden = true;
      document.body.classList.remove("has-panel");
      (opener?.isConnected ? opener : byId("table").querySelector("a"))?.focus({ preventScroll: true });
    }
  }

  function leave() {
    history.pushState(null, "", location.pathname + location.search);
    close();
  }
  byId("panel-close").addEventListener("click", leave);
  byId("panel-back").addEventListener("click", () => history.back());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      leave();
    }
  });
  return { open, close, missing };
}
