"use strict";
// Draws the graph with parts that open and close. Which cells stand in which rank, and in which
// order, is in the data; here they get their places, anew whenever a part opens or closes.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const view = document.getElementById("view"), scene = document.getElementById("scene");
  const details = document.getElementById("details");
  const CHARACTER = 7.3, LINE = 16, PADDING = 9, MARGIN = 14, HEADER = 26, RANK_GAP = 30, PORT_GAP = 16, WIRE_GAP = 22, GAP = 18;
  const SWEEPS = 9, WEIGHT_OF_BEND = 4, SEEN_AT_FIRST = 120;

  // ---- what the data says ----

  const parts = data.parts.map((part, id) => ({ id, title: part.title, outer: part.outer, open: false }));
  data.parts.forEach((from, id) => {
    const part = parts[id];
    part.cells = from.cells.map(([kind, of]) => ({ kind, of, x: 0, width: 0, height: 0, above: [], below: [] }));
    part.ranks = from.ranks.map((rank, i) => rank.map(c => Object.assign(part.cells[c], { rank: i })));
    part.links = from.links.map(([a, b, source, behind]) => ({ from: part.cells[a], to: part.cells[b], source, behind, fromOffset: 0, toOffset: 0 }));
    for (const link of part.links) {
      if (!link.behind) {
        link.from.below.push(link);
        link.to.above.push(link);
      }
    }
    part.ports = kind => new Map(part.cells.filter(cell => cell.kind === kind).map(cell => [cell.of, cell]));
    part.entries = part.ports("entry");
    part.exits = part.ports("exit");
    for (const cell of part.cells) {
      if (cell.kind === "vertex") data.vertices[cell.of - 1].part = part;
    }
  });
  const countIn = part => part.cells.reduce((n, cell) =>
    n + (cell.kind === "part" ? countIn(parts[cell.of]) : cell.kind === "vertex" ? 1 : 0), 0);
  parts.forEach(part => { part.count = countIn(part); });
  const depth = part => part.outer < 0 ? 0 : 1 + depth(parts[part.outer]);

  // Opens as many layers of parts as leave not too much to be seen.
  function openAtFirst() {
    const deepest = Math.max(...parts.map(depth));
    for (let d = 0; d <= deepest; d++) {
      const opened = parts.filter(part => depth(part) <= d);
      const seen = opened.reduce((n, part) => n + part.cells.filter(cell =>
        cell.kind === "vertex" || cell.kind === "part" && d === depth(part)).length, 0);
      if (d > 0 && seen > SEEN_AT_FIRST) return;
      opened.forEach(part => { part.open = true; });
    }
  }

  // ---- places ----

  function size(part) {
    for (const cell of part.cells) {
      if (cell.kind === "vertex") {
        const lines = data.vertices[cell.of - 1].lines;
        cell.width = Math.max(...lines.map(line => line.length)) * CHARACTER + 2 * PADDING;
        cell.height = lines.length * LINE + 2 * PADDING;
      } else if (cell.kind === "part") {
        const inner = parts[cell.of];
        if (inner.open) size(inner); else sizeClosed(inner);
        cell.width = inner.width;
        cell.height = inner.height;
      }
    }
    for (const link of part.links) {
      link.fromOffset = port(link.from, link.source, "exits");
      link.toOffset = port(link.to, link.source, "entries");
    }
    columns(part);
    part.cells.forEach(spread);
    part.width = Math.max(part.title.length * CHARACTER, ...part.cells.map(cell => cell.x + cell.width / 2)) + 2 * MARGIN;
    let y = part.outer < 0 ? MARGIN : HEADER;
    part.ranks.forEach((rank, i) => {
      y += !i ? 0 : isOfPorts(rank) || isOfPorts(part.ranks[i - 1]) ? PORT_GAP : RANK_GAP;
      rank.top = y;
      y = rank.bottom = Math.max(y, ...rank.map(cell => y + cell.height));
    });
    part.height = y + MARGIN;
  }

  const isOfPorts = rank => rank.every(cell => cell.kind !== "vertex" && cell.kind !== "part");
  const note = part => `${part.count} ${part.count === 1 ? "box" : "boxes"} inside`;

  function sizeClosed(part) {
    part.width = Math.max(part.title.length + 2, note(part).length) * CHARACTER + 2 * PADDING;
    part.height = 2 * LINE + 2 * PADDING;
  }

  function port(cell, source, side) {
    if (cell.kind !== "part") return 0;
    const part = parts[cell.of];
    if (part.open) return MARGIN + part[side].get(source).x - cell.width / 2;
    const sources = [...part[side].keys()];
    const step = Math.min(WIRE_GAP, (cell.width - 2 * PADDING) / sources.length);
    return (sources.indexOf(source) - (sources.length - 1) / 2) * step;
  }

  function spread(cell) {
    if (cell.kind !== "vertex" || cell.above.length < 2) return;
    const links = [...cell.above].sort((a, b) => top(a) - top(b));
    const step = Math.min(WIRE_GAP, (cell.width - 2 * PADDING) / links.length);
    links.forEach((link, i) => { link.toOffset = (i - (links.length - 1) / 2) * step; });
  }

  const top = link => link.from.x + link.fromOffset, bottom = link => link.to.x + link.toOffset;
  const distance = (left, right) => (left.width + right.width) / 2 + GAP;

  // Every cell goes as near to its neighbours above, then below, as those beside it let it.
  function columns(part) {
    for (const rank of part.ranks) {
      rank.forEach((cell, i) => { cell.x = i ? rank[i - 1].x + distance(rank[i - 1], cell) : 0; });
      const middle = rank.length ? (rank[0].x + rank.at(-1).x) / 2 : 0;
      rank.forEach(cell => { cell.x -= middle; });
    }
    for (let i = 0; i < SWEEPS; i++) {
      const down = i % 2 === 0;
      for (const rank of down ? part.ranks : [...part.ranks].reverse()) fit(rank, down);
    }
    let left = Infinity;
    part.cells.forEach(cell => { left = Math.min(left, cell.x - cell.width / 2); });
    part.cells.forEach(cell => { cell.x -= left; });
  }

  // Cells that would overlap become one block at the mean of their wishes.
  function fit(rank, down) {
    const blocks = [];
    let shift = 0;
    rank.forEach((cell, i) => {
      shift += i ? distance(rank[i - 1], cell) : 0;
      cell.shift = shift;
      const block = { mean: wish(cell, down) - shift, weight: cell.kind === "vertex" || cell.kind === "part" ? 1 : WEIGHT_OF_BEND, cells: [cell] };
      while (blocks.length && blocks.at(-1).mean > block.mean) {
        const before = blocks.pop(), both = before.weight + block.weight;
        block.mean = (before.mean * before.weight + block.mean * block.weight) / both;
        block.weight = both;
        block.cells = before.cells.concat(block.cells);
      }
      blocks.push(block);
    });
    for (const block of blocks) block.cells.forEach(cell => { cell.x = block.mean + cell.shift; });
  }

  function wish(cell, down) {
    const links = down ? cell.above : cell.below;
    const sum = links.reduce((s, link) => s + (down ? top(link) - link.toOffset : bottom(link) - link.fromOffset), 0);
    return links.length ? sum / links.length : cell.x;
  }

  // ---- drawing ----

  const escaped = text => text.replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
  const rectangle = (x, y, width, height, corner, style = "") =>
    `<rect class="${style}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="${corner}"/>`;
  const label = (x, y, style, text) => `<text class="${style}" x="${x.toFixed(1)}" y="${y.toFixed(1)}">${escaped(text)}</text>`;

  function cellTop(part, cell) {
    const rank = part.ranks[cell.rank];
    const share = !cell.above.length ? 1 : !cell.below.length ? 0 : 0.5;
    return rank.top + (rank.bottom - rank.top - cell.height) * share;
  }

  function draw(part, left, top, out) {
    Object.assign(part, { left, top });
    if (part.outer >= 0) frame(part, out);
    if (!part.open) return;
    for (const link of part.links) out.wires.push(wire(part, link));
    for (const cell of part.cells) {
      const x = left + MARGIN + cell.x - cell.width / 2, y = top + cellTop(part, cell);
      if (cell.kind === "part") draw(parts[cell.of], x, y, out);
      else if (cell.kind === "vertex") out.boxes.push(box(cell, x, y));
    }
  }

  function frame(part, out) {
    const { left, top, width, height } = part;
    const title = label(left + PADDING, top + LINE + (part.open ? 0 : 5), "", `${part.open ? "−" : "+"} ${part.title}`);
    const inner = part.open ? "" : label(left + PADDING, top + 2 * LINE + 5, "shape note", note(part));
    const under = part.open ? "" : rectangle(left + 4, top + 4, width, height, 10, "under");
    out.frames.push(`<g class="part ${part.open ? "" : "closed"}" data-part="${part.id}" tabindex="0" role="button" aria-expanded="${part.open}">${under}${rectangle(left, top, width, height, 10)}${title}${inner}</g>`);
  }

  function box(cell, x, y) {
    const vertex = data.vertices[cell.of - 1];
    Object.assign(vertex, { x: x + cell.width / 2, y: y + cell.height / 2 });
    const text = vertex.lines.map((line, i) => label(x + PADDING, y + PADDING + 12 + i * LINE, vertex.styles[i], line)).join("");
    return `<g class="box ${vertex.kind}" data-vertex="${cell.of}" tabindex="0">${rectangle(x, y, cell.width, cell.height, vertex.kind.startsWith("operation") ? 6 : 14)}${text}</g>`;
  }

  function wire(part, link) {
    const { from, to } = link, x1 = part.left + MARGIN + top(link), x2 = part.left + MARGIN + bottom(link);
    const start = part.ranks[from.rank], end = part.ranks[to.rank];
    const y1 = part.top + (from.kind === "entry" ? 0 : from.kind === "bend" ? start.top : cellTop(part, from) + from.height);
    const y2 = part.top + (to.kind === "exit" ? part.height : to.kind === "bend" ? end.top : cellTop(part, to));
    const bend1 = Math.max(y1, part.top + start.bottom), bend2 = Math.min(y2, part.top + end.top), middle = (bend1 + bend2) / 2;
    const ends = to.kind === "vertex" || to.kind === "part" && !parts[to.of].open;
    const across = Math.abs(x1 - x2) < 0.5 ? "" : `V${bend1.toFixed(1)}C${x1.toFixed(1)} ${middle.toFixed(1)} ${x2.toFixed(1)} ${middle.toFixed(1)} ${x2.toFixed(1)} ${bend2.toFixed(1)}`;
    const d = `M${x1.toFixed(1)} ${y1.toFixed(1)}${across}V${y2.toFixed(1)}`;
    const about = `data-source="${link.source}"${to.kind === "vertex" ? ` data-target="${to.of}"` : ""}`;
    return `<path class="wire ${link.behind ? "behind" : ""}" ${about} d="${d}"/>${ends ? `<path class="tip" ${about} d="M${x2.toFixed(1)} ${y2.toFixed(1)}l-4 -7h8z"/>` : ""}`;
  }

  function redraw() {
    const out = { frames: [], wires: [], boxes: [] };
    size(parts[0]);
    draw(parts[0], 0, 0, out);
    scene.innerHTML = out.frames.join("") + out.wires.join("") + out.boxes.join("");
    if (chosen) mark(chosen);
  }

  // ---- looking around ----

  let scale = 1, panX = 0, panY = 0, chosen = 0;
  function move() {
    scene.setAttribute("transform", `translate(${panX} ${panY}) scale(${scale})`);
  }
  function zoom(factor, x, y) {
    const next = Math.min(4, Math.max(0.002, scale * factor));
    panX = x - (x - panX) * next / scale;
    panY = y - (y - panY) * next / scale;
    scale = next;
    move();
  }
  function look(least) {
    const { width, height } = view.getBoundingClientRect(), whole = parts[0];
    scale = Math.min(1.2, Math.max(least, Math.min(width / whole.width, height / whole.height)));
    panX = (width - whole.width * scale) / 2;
    panY = Math.max(0, (height - whole.height * scale) / 2);
    move();
  }
  function toggle(part) {
    const { left, top } = part;
    part.open = !part.open;
    redraw();
    panX += (left - part.left) * scale;
    panY += (top - part.top) * scale;
    move();
  }
  // Marks a vertex, what it leads to, and the wires from its inputs as far as they are its own.
  function mark(number) {
    for (const old of scene.querySelectorAll(".near")) old.classList.remove("near");
    const { inputs } = data.vertices[number - 1];
    const near = inputs.map(input => `[data-source="${input}"]:not([data-target]),[data-source="${input}"][data-target="${number}"]`);
    near.push(`[data-vertex="${number}"]`, `[data-source="${number}"]`);
    for (const one of scene.querySelectorAll(near.join())) one.classList.add("near");
  }
  function tell(number) {
    chosen = number;
    details.textContent = data.vertices[number - 1].details;
    mark(number);
  }
  function show(number) {
    const vertex = data.vertices[number - 1];
    for (let part = vertex.part; part; part = parts[part.outer]) part.open = true;
    redraw();
    const { width, height } = view.getBoundingClientRect();
    scale = Math.max(scale, 0.8);
    panX = width / 2 - vertex.x * scale;
    panY = height / 2 - vertex.y * scale;
    move();
    tell(number);
    scene.querySelector(`[data-vertex="${number}"]`).classList.add("found");
  }

  // ---- what the reader does ----

  let drag = null;
  view.addEventListener("pointerdown", e => { drag = { x: e.clientX, y: e.clientY, moved: false }; });
  addEventListener("pointermove", e => {
    if (!drag) return;
    drag.moved ||= Math.hypot(e.clientX - drag.x, e.clientY - drag.y) > 4;
    if (!drag.moved) return;
    view.classList.add("dragging");
    panX += e.movementX;
    panY += e.movementY;
    move();
  });
  addEventListener("pointerup", e => {
    const part = drag && !drag.moved && e.target.closest?.("[data-part]");
    drag = null;
    view.classList.remove("dragging");
    if (part) toggle(parts[part.dataset.part]);
  });
  view.addEventListener("wheel", e => {
    e.preventDefault();
    const { left, top } = view.getBoundingClientRect();
    zoom(Math.exp(-e.deltaY / 500), e.clientX - left, e.clientY - top);
  }, { passive: false });
  for (const event of ["pointerover", "focusin"]) {
    scene.addEventListener(event, e => {
      const vertex = e.target.closest("[data-vertex]");
      if (vertex && !drag) tell(Number(vertex.dataset.vertex));
    });
  }
  view.addEventListener("keydown", e => {
    const { width, height } = view.getBoundingClientRect(), part = e.target.closest("[data-part]");
    if (part && (e.key === "Enter" || e.key === " ")) {
      e.preventDefault();
      toggle(parts[part.dataset.part]);
      scene.querySelector(`[data-part="${part.dataset.part}"]`).focus();
    } else if (e.key === "+" || e.key === "-") zoom(e.key === "+" ? 1.25 : 0.8, width / 2, height / 2);
  });

  const search = document.getElementById("search"), found = document.getElementById("found");
  let hits = [], hit = -1;
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    hits = words ? data.vertices.flatMap((vertex, i) => vertex.lines[0].toLowerCase().includes(words) ? [i + 1] : []) : [];
    hit = -1;
    found.textContent = words ? `${hits.length} found` : "";
  });
  search.addEventListener("keydown", e => {
    if (e.key !== "Enter" || !hits.length) return;
    hit = (hit + (e.shiftKey ? hits.length - 1 : 1)) % hits.length;
    show(hits[hit]);
    found.textContent = `${hit + 1} of ${hits.length}`;
  });
  const all = open => () => {
    parts.forEach(part => { part.open = open || part.outer < 0; });
    redraw();
    look(0.002);
  };
  document.getElementById("open").addEventListener("click", all(true));
  document.getElementById("close").addEventListener("click", all(false));
  document.getElementById("fit").addEventListener("click", () => look(0.002));

  document.getElementById("count").textContent = data.count;
  details.textContent = data.hint;
  openAtFirst();
  redraw();
  look(0.75);
})();
