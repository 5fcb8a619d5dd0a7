import {longest, nearest} from './lines.js';

/** The pointer is on a line if it is so near, in pixels. */
const NEAR = 36;
/** A shorter way of the pointer is a click and no drag. */
const CLICK = 5;
/** A drag that is flatter or narrower than that zooms one axis only. */
const FLAT = 12;

/** Makes a chart follow the pointer: hover, click to pin an epoch, drag to zoom, double click for everything. @param {import('./chart.js').Chart} chart */
export function listen(chart) {
  const {host} = chart;
  let start = null;
  const at = event => {
    const {left, top} = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  host.addEventListener('pointermove', event => {
    if (!chart.frame) return;
    const [px, py] = at(event);
    if (start && Math.hypot(px - start[0], py - start[1]) >= CLICK) chart.pointer.drag = [...start, px, py];
    hover(chart, px, py);
  });
  host.addEventListener('pointerleave', () => { if (!start) leave(chart); });
  host.addEventListener('pointerdown', event => {
    if (!chart.frame || event.button !== 0 || event.pointerType === 'touch') return;
    start = at(event);
    // A pointer that is not a real one cannot be held.
    try { host.setPointerCapture(event.pointerId); } catch { /* then it is let go outside */ }
  });
  host.addEventListener('pointerup', event => {
    const from = start;
    const drag = chart.pointer.drag;
    start = chart.pointer.drag = null;
    if (!from || !chart.frame) return;
    if (drag) chart.tell.zoom(zoomOf(chart.frame, drag));
    else pin(chart, chart.pointer.x ?? chart.frame.x.invert(at(event)[0]));
    chart.drawPointer();
  });
  host.addEventListener('pointercancel', () => { start = chart.pointer.drag = null; leave(chart); });
  host.addEventListener('dblclick', () => chart.tell.zoom(null));
  host.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || chart.pointer.x === null) return;
    event.preventDefault();
    pin(chart, chart.pointer.x);
  });
  host.addEventListener('blur', () => leave(chart));
}

/** @param {import('./chart.js').Chart} chart */
function leave(chart) {
  if (chart.pointer.x === null && chart.pointer.key === null) return;
  Object.assign(chart.pointer, {x: null, key: null});
  chart.drawPointer();
  chart.tell.hover(null, null);
}

function hover(chart, px, py) {
  const {frame, pointer} = chart;
  const {box} = frame;
  if (px < box.left - 8 || py < box.top - 24) return leave(chart);
  const x = frame.x.invert(Math.min(box.right, Math.max(box.left, px)));
  const line = nearestLine(frame, x, py);
  const walked = line ?? longest(frame.input.lines);
  const place = nearest(walked.xs, x);
  const snapped = walked.xs[place] ?? x;
  const same = snapped === pointer.x && (line?.key ?? null) === pointer.key;
  Object.assign(pointer, {x: snapped, key: line?.key ?? null, px, py});
  if (!same || pointer.drag) chart.drawPointer();
  if (!same) chart.tell.hover(walked.epochs[place] ?? null, line);
  return undefined;
}

/** The line whose mean is nearest to a place, along the y axis. @param {import('./axes.js').Frame} frame @param {number} x @param {number} py in pixels */
function nearestLine(frame, x, py) {
  let [found, least] = [null, NEAR];
  for (const line of frame.input.lines) {
    const last = line.xs.at(-1);
    if (!(x <= last + (frame.x.domain()[1] - frame.x.domain()[0]) * 0.02)) continue;
    const distance = Math.abs(frame.y(valueAt(line, x)) - py);
    if (distance < least || (distance === least && line.baseline)) [found, least] = [line, distance];
  }
  return found;
}

/** The mean of a line between its points. @param {import('./lines.js').Line} line */
function valueAt(line, x) {
  const i = nearest(line.xs, x);
  const k = x < line.xs[i] ? i - 1 : i + 1;
  const [a, b] = [line.main.y[i], line.main.y[k]];
  if (!Number.isFinite(b) || line.xs[k] === line.xs[i]) return a;
  return a + (b - a) * (x - line.xs[i]) / (line.xs[k] - line.xs[i]);
}

/** What a drag asks for: [left, right, bottom, top] in values; all of an axis along which it was short. */
function zoomOf({x, y, box}, [x1, y1, x2, y2]) {
  const within = (v, low, high) => Math.min(high, Math.max(low, v));
  const wide = Math.abs(x2 - x1) >= FLAT;
  const high = Math.abs(y2 - y1) >= FLAT;
  if (!wide && !high) return null;
  const across = wide ? [Math.min(x1, x2), Math.max(x1, x2)].map(v => x.invert(within(v, box.left, box.right))) : x.domain();
  const up = high ? [Math.max(y1, y2), Math.min(y1, y2)].map(v => y.invert(within(v, box.top, box.bottom))) : y.domain();
  return [...across, ...up];
}

/** Pins the epoch at a place, or takes the pin away where it is already. */
function pin(chart, x) {
  const {input} = chart.frame;
  const line = chart.focus() ?? longest(input.lines);
  const epoch = line?.epochs[nearest(line.xs, x)];
  if (epoch !== undefined) chart.tell.pin(epoch === input.epoch ? null : epoch);
}

