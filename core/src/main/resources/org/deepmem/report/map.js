// The map of physical memory, coloured by the type with the most objects in each cell.

function makeMap(report, showObjects) {
  const canvas = byId("map");
  const place = byId("map-place");
  const merged = 2 ** Math.max(0, Math.ceil(Math.log2(report.presence.length / CELLS_WANTED)));
  const counts = cellCounts(report, merged);
  const present = Uint8Array.from(counts, (_, cell) => Math.max(0, ...report.presence.subarray(cell * merged, (cell + 1) * merged)));
  const bytes = BigInt(report.cellBytes * merged);
  let single = -1;
  let at = Math.max(0, present.findIndex(Boolean));
  let layout = null;
  if (present.length === 0) {
    canvas.hidden = true;
    place.textContent = "The dump's physical memory wasn't given.";
    return;
  }

  function draw() {
    const width = canvas.parentElement.clientWidth;
    const side = Math.max(4, Math.min(10, Math.round(Math.sqrt((width * 260) / present.length))));
    const across = Math.max(1, Math.floor(width / side));
    const rows = mapRows(present, across);
    const scale = devicePixelRatio || 1;
    canvas.width = across * side * scale;
    canvas.height = rows.length * side * scale;
    canvas.style.width = `${across * side}px`;
    canvas.style.height = `${rows.length * side}px`;
    layout = { side, across, rows };
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const colours = report.types.map((_, type) => typeColour(report, type));
    const [memory, gap, ink, accent] = ["--cell", "--line", "--ink", "--accent"].map(paint);
    rows.forEach((first, row) => {
      if (first < 0) {
        pen.fillStyle = gap;
        pen.fillRect(0, row * side + side / 2, across * side, 1);
        return;
      }
      for (let cell = first; cell < Math.min(present.length, first + across); cell++) {
        if (present[cell] > 0) {
          pen.fillStyle = cellColour(cell, colours, memory, accent);
          pen.fillRect((cell - first) * side, row * side, side - 1, side - 1);
        }
      }
    });
    if (document.activeElement === canvas) {
      const [x, y] = positionOf(at);
      pen.strokeStyle = ink;
      pen.lineWidth = 2;
      pen.strokeRect(Math.max(1, x - 1), Math.max(1, y - 1), side + 1, side + 1);
    }
  }

  function cellColour(cell, colours, memory, accent) {
    const types = counts[cell];
    if (!types || (single >= 0 && !types.has(single))) {
      return memory;
    }
    return single >= 0 ? accent : colours[mostOf(types)];
  }

  function positionOf(cell) {
    const row = layout.rows.indexOf(cell - (cell % layout.across));
    return [(cell % layout.across) * layout.side, row * layout.side];
  }

  function text(cell) {
    const from = BigInt(cell) * bytes;
    const types = [...(counts[cell] ?? [])].sort((a, b) => b[1] - a[1]);
    const what = present[cell] === 0 ? "not in the dump"
      : types.length === 0 ? "no objects"
      : types.slice(0, 4).map(([type, n]) => `${GROUPED.format(n)} ${report.types[type]}`).join(", ") + (types.length > 4 ? ", …" : "");
    return `${hex(from, 9)} to ${hex(from + bytes - 1n, 9)}: ${what}`;
  }

  function moveTo(cell) {
    at = Math.min(present.length - 1, Math.max(0, cell));
    canvas.setAttribute("aria-valuenow", at);
    canvas.setAttribute("aria-valuetext", text(at));
    place.textContent = text(at);
    draw();
  }

  function cellAt(event) {
    const box = canvas.getBoundingClientRect();
    const first = layout.rows[Math.floor((event.clientY - box.top) / layout.side)] ?? -1;
    const across = Math.floor((event.clientX - box.left) / layout.side);
    return first < 0 || across < 0 || across >= layout.across || first + across >= present.length ? -1 : first + across;
  }

  canvas.addEventListener("focus", draw);
  canvas.addEventListener("blur", draw);
  const list = () => showObjects({ range: [BigInt(at) * bytes, BigInt(at + 1) * bytes] });
  canvas.addEventListener("pointermove", (event) => {
    const cell = cellAt(event);
    place.textContent = text(cell < 0 ? at : cell);
  });
  canvas.addEventListener("click", (event) => {
    const cell = cellAt(event);
    if (cell >= 0) {
      moveTo(cell);
      list();
    }
  });
  canvas.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -layout.across, ArrowDown: layout.across };
    if (event.key === "Enter") {
      list();
    } else if (event.key in steps) {
      moveTo(at + steps[event.key]);
    } else if (event.key === "Home" || event.key === "End") {
      moveTo(event.key === "Home" ? 0 : present.length - 1);
    } else {
      return;
    }
    event.preventDefault();
  });
  canvas.setAttribute("aria-valuemin", 0);
  canvas.setAttribute("aria-valuemax", present.length - 1);
  mapLegend(report, (type) => {
    single = type;
    draw();
  });
  draw();
  moveTo(at);
  new ResizeObserver(draw).observe(canvas.parentElement);
  DARK.addEventListener("change", draw);
  mapTable(report);
}
