'use strict';

// Builds the page from the data that stand in it. In this order: the colours, what a trace becomes
// in Plotly's terms, figures, tables, scrubbers, the page.

const page = JSON.parse(document.getElementById('data').textContent);

// ---- colours ----

const dark = matchMedia('(prefers-color-scheme: dark)');

const LIGHT = {
  series: ['#c2410c', '#1d4ed8', '#047857', '#a21caf', '#ca8a04', '#0e7490', '#be123c', '#4d7c0f', '#6d28d9', '#57534e'],
  ground: '#8b929b',
  contour: '#ffffff',
  label: '#4a5a62',
  heights: [[0, '#3d6f8e'], [0.25, '#7ba3b3'], [0.5, '#b3ccce'], [0.75, '#dbe6e0'], [1, '#f7f6ee']],
  amounts: [[0, '#ffffff'], [0.5, '#9fc3d8'], [1, '#1d5f8a']],
};

const DARK = {
  series: ['#ff8f6b', '#7cacff', '#4fd1a5', '#e79bf0', '#fbbf5b', '#5fd3e6', '#ff8fa8', '#b6dc6a', '#b9a4ff', '#b8b3ad'],
  ground: '#8b929b',
  contour: '#0b1116',
  label: '#c9d4d6',
  heights: [[0, '#10202c'], [0.25, '#1d3b4c'], [0.5, '#2f5b6b'], [0.75, '#4c7f88'], [1, '#7fa9a8']],
  amounts: [[0, '#1d2024'], [0.5, '#2c5f86'], [1, '#8ec7f0']],
};

const theme = () => (dark.matches ? DARK : LIGHT);
const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

// A name has one colour in the whole page, in the order in which names appear.
const names = [];
function seriesColour(name) {
  if (!names.includes(name)) {
    names.push(name);
  }
  const series = theme().series;
  return series[names.indexOf(name) % series.length];
}

// Plotly reads texts as a kind of HTML; ours are shown as they are.
const plain = text => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

// ---- traces: one function for each kind; `step` is the present one ----

// The part of a trace that has been gone through at a step.
const upTo = (values, step) => values.slice(0, step + 1);
const at = (values, step) => values[Math.min(step, values.length - 1)];
const markerSize = count => (count > 200 ? 3 : count > 60 ? 5 : 7);

// A point without neighbours gives no line; it is drawn as a dot.
function line(trace) {
  const shape = trace.kind === 'stairs' ? 'hv' : 'linear';
  const color = seriesColour(trace.name);
  const missing = i => !(i in trace.y) || trace.x[i] === null || trace.y[i] === null;
  const size = trace.y.map((_, i) => (missing(i - 1) && missing(i + 1) ? 7 : 0));
  const marker = { color, size, line: { width: 0 } };
  const mode = size.some(width => width > 0) ? 'lines+markers' : 'lines';
  return [{ type: 'scatter', mode, x: trace.x, y: trace.y, line: { color, width: 2.2, shape }, marker }];
}

function points(trace) {
  const marker = { color: seriesColour(trace.name), size: markerSize(trace.x.length), opacity: 0.8 };
  return [{ type: 'scatter', mode: 'markers', x: trace.x, y: trace.y, marker }];
}

function ground(trace) {
  return [{ type: 'scatter', mode: 'lines', x: trace.x, y: trace.y, line: { color: theme().ground, width: 2, simplify: false }, hoverinfo: 'skip' }];
}

function path(trace, step) {
  const x = upTo(trace.x, step);
  const y = upTo(trace.y, step);
  const color = seriesColour(trace.name);
  if (trace.z) {
    return pathInSpace(trace, step, x, y, color);
  }
  const size = markerSize(trace.x.length) + 4;
  const marker = { color, size, symbol: 'arrow', angleref: 'previous', standoff: 2 };
  const head = { color, size: 13, line: { color: colour('card'), width: 2 } };
  return [
    { type: 'scatter', mode: 'lines+markers', x, y, marker, line: { color, width: 1.6 } },
    { type: 'scatter', mode: 'markers', x: x.slice(-1), y: y.slice(-1), marker: head, showlegend: false, hoverinfo: 'skip' },
  ];
}

function pathInSpace(trace, step, x, y, color) {
  const all = trace.z.filter(z => z !== null);
  const lift = 0.012 * (Math.max(...all) - Math.min(...all)); // else the surface hides half of the line
  const z = upTo(trace.z, step).map(height => (height === null ? null : height + lift));
  const size = markerSize(trace.x.length) - 2.5;
  return [
    { type: 'scatter3d', mode: 'lines+markers', x, y, z, line: { color, width: 6 }, marker: { color, size } },
    { type: 'scatter3d', mode: 'markers', x: x.slice(-1), y: y.slice(-1), z: z.slice(-1),
      marker: { color, size: 7, line: { color: colour('card'), width: 2 } }, showlegend: false, hoverinfo: 'skip' },
  ];
}

function now(trace, step) {
  const marker = { color: seriesColour(trace.name), size: 13, line: { color: colour('card'), width: 2 } };
  return [{ type: 'scatter', mode: 'markers', x: [at(trace.x, step)], y: [at(trace.y, step)], marker, showlegend: false }];
}

function frames(trace, step) {
  const solid = { color: seriesColour(trace.name), width: 2.4 };
  return [{ type: 'scatter', mode: 'lines', x: at(trace.x, step) || [], y: at(trace.y, step) || [], line: solid }];
}

function contours(trace) {
  return [{
    type: 'contour', x: trace.x, y: trace.y, z: trace.z, colorscale: theme().heights, ncontours: 24,
    line: { width: 0.7, color: theme().contour }, showscale: false,
    contours: { showlabels: true, labelfont: { size: 10, color: theme().label } },
    hovertemplate: '(%{x:.3g}, %{y:.3g}): %{z:.4g}<extra></extra>', showlegend: false,
  }];
}

// The logarithm of the height above the lowest place, as a part of the whole height; what is lower than
// FLOOR is drawn as the bottom.
const FLOOR = 3e-3;
function logContours(trace) {
  const heights = trace.z.flat().filter(z => z !== null);
  const least = heights.reduce((a, b) => Math.min(a, b), Infinity);
  const span = heights.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  const logs = trace.z.map(row => row.map(z => (z === null ? null : Math.log10((z - least) / span + FLOOR))));
  const [field] = contours({ ...trace, z: logs });
  const hovertemplate = '(%{x:.3g}, %{y:.3g}): %{text:.4g}<extra></extra>';
  return [{ ...field, text: trace.z, texttemplate: '', hovertemplate, contours: {} }];
}

function surface(trace) {
  const lines = { show: true, usecolormap: true, width: 1, highlight: false };
  return [{
    type: 'surface', x: trace.x, y: trace.y, z: trace.z, colorscale: theme().heights, opacity: 0.96,
    contours: { z: lines }, lighting: { ambient: 0.75, diffuse: 0.5, specular: 0.08, roughness: 0.9 }, showscale: false,
    hovertemplate: '(%{x:.3g}, %{y:.3g}): %{z:.4g}<extra></extra>', showlegend: false,
  }];
}

function heatMap(trace) {
  return [{
    type: 'heatmap', x: trace.x.map(plain), y: trace.y.map(plain), z: trace.z, text: trace.texts.map(row => row.map(plain)), texttemplate: '%{text}',
    colorscale: theme().amounts, showscale: false, xgap: 2, ygap: 2, showlegend: false,
    hovertemplate: '%{y} → %{x}: %{text}<extra></extra>',
  }];
}

function bars(trace) {
  const x = trace.x.map(place => (typeof place === 'string' ? plain(place) : place));
  return [{ type: 'bar', x, y: trace.y, marker: { color: seriesColour(trace.name) }, opacity: 0.85 }];
}

const KINDS = {
  line, stairs: line, points, ground, path, now, frames, contours, 'log-contours': logContours, surface, 'heat-map': heatMap, bars,
};
const MOVING = ['path', 'now', 'frames'];

// What a logarithmic axis has no place for is left out; Plotly would draw a line down to the edge.
const above0 = values => values.map(value => (typeof value === 'number' && value <= 0 ? null : value));
for (const figure of page.parts.flatMap(part => part.figures || [])) {
  for (const trace of figure.traces.filter(trace => ['line', 'stairs', 'points', 'ground', 'path', 'now'].includes(trace.kind))) {
    trace.x = figure.x.log ? above0(trace.x) : trace.x;
    trace.y = figure.y.log ? above0(trace.y) : trace.y;
  }
}

// What stands still is made once for all steps.
const still = new Map();
function inPlotlysTerms(trace, step) {
  if (MOVING.includes(trace.kind)) {
    return KINDS[trace.kind](trace, step);
  }
  if (!still.has(trace)) {
    still.set(trace, KINDS[trace.kind](trace, step));
  }
  return still.get(trace);
}

// All traces of a figure at a step, each name once in the legend.
function traces(figure, step) {
  const named = new Set(figure.traces.map(trace => trace.name).filter(name => name !== '')).size;
  const seen = new Set();
  return figure.traces.flatMap(trace =>
    inPlotlysTerms(trace, step).map(drawn => {
      const first = drawn.showlegend !== false && trace.name !== '' && !seen.has(trace.name);
      if (first) {
        seen.add(trace.name);
      }
      return { ...drawn, name: plain(trace.name), legendgroup: trace.name, showlegend: first && named > 1 };
    }));
}

// ---- figures ----

const overLabels = figure => figure.traces.some(trace => trace.kind === 'bars' && typeof trace.x[0] === 'string');
const inSpace = figure => figure.traces.some(trace => trace.kind === 'surface' || trace.z && trace.kind === 'path');

// On a logarithmic axis over some powers of ten, only these have labels.
function powers(values) {
  const sizes = values.flat().filter(value => value > 0).map(Math.log10);
  const decades = sizes.reduce((a, b) => Math.max(a, b), -Infinity) - sizes.reduce((a, b) => Math.min(a, b), Infinity);
  return decades > 1.6 ? Math.ceil(decades / 8) : undefined;
}

function axis(from, values) {
  const range = from.from === null ? undefined : [from.from, from.to].map(v => (from.log ? Math.log10(v) : v));
  return {
    title: { text: plain(from.title), font: { size: 13, color: colour('soft') }, standoff: 8 }, type: from.log ? 'log' : '-', range,
    gridcolor: colour('line'), linecolor: colour('line'), zerolinecolor: colour('line'), zerolinewidth: 1, ticks: '',
    automargin: true, exponentformat: 'power', minexponent: 4, dtick: from.log ? powers(values) : undefined,
  };
}

function layout(figure) {
  const ink = colour('ink');
  const common = {
    font: { family: getComputedStyle(document.body).fontFamily, size: 12.5, color: ink },
    paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', bargap: overLabels(figure) ? 0.3 : 0.06,
    barmode: overLabels(figure) ? 'group' : 'overlay', hovermode: 'closest',
    margin: { l: 52, r: 14, t: 12, b: 44 }, uirevision: 'kept',
    legend: { orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom', bgcolor: 'rgba(0,0,0,0)' },
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: colour('line'), activecolor: colour('accent') },
    hoverlabel: { bgcolor: colour('card'), bordercolor: colour('line'), font: { color: ink } },
  };
  if (inSpace(figure)) {
    const scene = { camera: { eye: { x: 1.04, y: -1.29, z: 1.38 }, center: { x: 0, y: 0, z: -0.12 } }, aspectmode: 'manual', aspectratio: { x: 1.15, y: 1.15, z: 0.65 } };
    for (const name of ['x', 'y', 'z']) {
      scene[name + 'axis'] = { ...axis(figure[name], []), title: { text: figure[name].title || name }, backgroundcolor: 'rgba(0,0,0,0)' };
    }
    return { ...common, scene, margin: { l: 0, r: 0, t: 0, b: 0 } };
  }
  const xaxis = axis(figure.x, figure.traces.flatMap(trace => trace.x));
  const yaxis = axis(figure.y, figure.traces.flatMap(trace => trace.y));
  const kinds = figure.traces.map(trace => trace.kind);
  if (figure.sameScale) {
    xaxis.constrain = 'domain';
    Object.assign(yaxis, { scaleanchor: 'x', constrain: 'domain' });
  }
  if (kinds.includes('heat-map')) {
    Object.assign(xaxis, { type: 'category', showgrid: false, constrain: 'domain' });
    Object.assign(yaxis, { type: 'category', showgrid: false, autorange: 'reversed', scaleanchor: 'x', constrain: 'domain' });
  }
  if (kinds.includes('contours') || kinds.includes('log-contours')) {
    const field = figure.traces.find(trace => trace.kind.endsWith('contours'));
    xaxis.range = xaxis.range || [field.x[0], field.x.at(-1)];
    yaxis.range = yaxis.range || [field.y[0], field.y.at(-1)];
  }
  return { ...common, xaxis, yaxis };
}

const BUTTONS = [['toImage', 'resetScale2d']];
const BUTTONS_IN_SPACE = [['toImage', 'resetCameraDefault3d']];
const config = figure => ({ displaylogo: false, responsive: true, modeBarButtons: inSpace(figure) ? BUTTONS_IN_SPACE : BUTTONS });

// Makes the figure's element; its `draw(step)` draws it.
function figureElement(figure) {
  const plot = element('div', { className: inSpace(figure) ? 'plot deep' : 'plot', role: 'img', ariaLabel: figure.title });
  const box = element('figure', {},
    figure.title && element('h3', { textContent: figure.title }), plot,
    figure.caption && element('figcaption', {}, ...withCode(figure.caption)));
  box.draw = step => Plotly.react(plot, traces(figure, step), layout(figure), config(figure));
  box.moves = figure.traces.some(trace => MOVING.includes(trace.kind));
  return box;
}

const drawn = []; // what has to be drawn again when the colours change
function row(figures, step) {
  const boxes = figures.map(figureElement);
  drawn.push(() => boxes.forEach(box => box.draw(step())));
  const all = element('div', { className: 'row' }, ...boxes);
  all.move = () => boxes.filter(box => box.moves).forEach(box => box.draw(step()));
  return all;
}

// ---- tables ----

function table(columns) {
  const side = column => (column.numeric ? 'numeric' : '');
  const head = columns.map(column => element('th', { className: side(column), scope: 'col', textContent: column.name }));
  const rows = columns[0].cells.map((_, i) =>
    element('tr', {}, ...columns.map(column => element('td', { className: side(column), textContent: minus(column.cells[i]) }))));
  const body = element('tbody', {}, ...rows);
  const scroll = element('div', { className: 'scroll', tabIndex: 0 },
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), body));
  const card = element('div', { className: 'card tables' }, scroll);
  return { card, scroll, rows, head };
}

const minus = text => text.replace(/^-(?=[\d.])/, '−');

// ---- scrubbers ----

const PLAY = 'M3 1.5v13l11-6.5z';
const PAUSE = 'M3 1.5h3.6v13H3zM9.4 1.5H13v13H9.4z';
const FULL_PLAY_MS = 8000;

function scrubber(part) {
  const last = part.steps - 1;
  const slider = element('input', { type: 'range', min: 0, max: last, step: 1, value: 0, ariaLabel: part.name });
  const text = element('output', {});
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const button = element('button', { type: 'button', className: 'play' }, icon(shape));
  const step = () => Number(slider.value);
  const steps = part.columns && table([{ name: part.name, numeric: true, cells: numbersTo(last) }, ...part.columns]);
  const figures = row(part.figures, step);

  let timer = null;
  function play(on) {
    clearInterval(timer);
    timer = on ? setInterval(next, Math.min(500, Math.max(60, FULL_PLAY_MS / part.steps))) : null;
    shape.setAttribute('d', on ? PAUSE : PLAY);
    button.ariaLabel = on ? 'pause' : 'play';
  }
  function next() {
    go(step() + 1);
    if (step() === last) {
      play(false);
    }
  }
  function go(to) {
    slider.value = to;
    show();
    figures.move();
  }
  function show() {
    text.textContent = `${part.name} ${step()} of ${last}`;
    steps?.rows.forEach((line, i) => (i === step() ? line.setAttribute('aria-current', 'step') : line.removeAttribute('aria-current')));
    steps && keepInSight(steps.scroll, steps.head[0], steps.rows[step()]);
  }

  slider.addEventListener('input', () => {
    play(false);
    go(step());
  });
  button.addEventListener('click', () => {
    if (step() === last) {
      go(0);
    }
    play(timer === null);
  });
  steps?.rows.forEach((line, i) => line.addEventListener('click', () => go(i)));
  play(false);
  show();

  const controls = element('div', { className: 'card controls' }, button, slider, text);
  steps?.card.classList.add('steps');
  const stage = element('div', { className: 'stage' }, figures, steps && steps.card);
  return element('section', { className: steps ? 'scrubber with-table' : 'scrubber' }, controls, stage);
}

const numbersTo = last => Array.from({ length: last + 1 }, (_, i) => String(i));

// Scrolls the table, and never the page, so that the row can be seen.
function keepInSight(scroll, head, line) {
  const top = line.offsetTop - head.offsetHeight;
  const bottom = line.offsetTop + line.offsetHeight;
  if (top < scroll.scrollTop) {
    scroll.scrollTop = top;
  } else if (bottom > scroll.scrollTop + scroll.clientHeight) {
    scroll.scrollTop = bottom - scroll.clientHeight;
  }
}

function icon(shape) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(shape);
  return svg;
}

// ---- the page ----

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children.filter(child => child));
  return made;
}

// What stands between backticks is code.
function withCode(text) {
  return text.split('`').map((piece, i) => (i % 2 === 1 ? element('code', { textContent: piece }) : piece));
}

function partElement(part) {
  if (part.heading !== undefined) {
    return element('h2', { textContent: part.heading });
  }
  if (part.text !== undefined) {
    return element('p', {}, ...withCode(part.text));
  }
  if (part.steps !== undefined) {
    return scrubber(part);
  }
  return part.figures ? row(part.figures, () => Infinity) : table(part.columns).card;
}

const main = document.querySelector('main');
main.append(element('h1', { textContent: page.title }), ...page.parts.map(partElement));
drawn.forEach(draw => draw());
dark.addEventListener('change', () => {
  still.clear();
  drawn.forEach(draw => draw());
});
