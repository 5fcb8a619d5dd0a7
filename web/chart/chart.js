import {extent, nearest} from './lines.js';
import {colour, ink, markPath} from '../core/palette.js';
import {TITLES, scales, xTicks, yTicks} from './scales.js';
import {trial} from '../core/format.js';

const MARGIN = {left: 54, right: 46, top: 26, bottom: 38};
const FONT = '11px system-ui, sans-serif';
const LABEL_HEIGHT = 13;
const LABEL_WIDTH = 32;

/**
 * The curves of the selected trials on two canvases: one for what the data says, one for the pointer.
 */
export class Chart {
  /** @param {HTMLElement} host @param {(x: number|null, focus: number|null) => void} onHover */
  constructor(host, onHover) {
    this.host = host;
    this.onHover = onHover;
    this.input = null;
    this.x = null;
    this.focus = null;
    [this.base, this.overlay] = host.querySelectorAll('canvas');
    new ResizeObserver(() => this.draw()).observe(host);
    addEventListener('themechange', () => this.draw());
    host.addEventListener('pointermove', event => this.point(event));
    host.addEventListener('pointerleave', () => this.hover(null, null));
    host.addEventListener('keydown', event => this.step(event));
    host.addEventListener('blur', () => this.hover(null, null));
  }

  /**
   * @param {{lines: import('./lines.js').Line[], axis: string, metric: string, log: ''|'0'|'1', train: boolean, folds: boolean}} input
   */
  set(input) {
    this.input = input;
    this.draw();
  }

  /** Lets one trial stand out, as when the pointer is on its row. @param {number|null} number */
  highlight(number) {
    if (number === this.focus) return;
    this.focus = number;
    this.draw();
  }

  draw() {
    const {width, height} = this.host.getBoundingClientRect();
    if (!this.input || !width) return;
    for (const canvas of [this.base, this.overlay]) fit(canvas, width, height);
    this.box = {left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom};
    const size = extent(this.input.lines, this.input);
    const c = this.base.getContext('2d');
    c.clearRect(0, 0, width, height);
    if (size.empty) { this.scale = null; return; }
    this.scale = scales(size, this.box, this.input.log, this.input.axis);
    this.drawAxes(c);
    this.drawStop(c);
    c.save();
    c.beginPath();
    c.rect(this.box.left - 4, this.box.top - 4, this.box.right - this.box.left + 8, this.box.bottom - this.box.top + 8);
    c.clip();
    const ordered = [...this.input.lines].sort((a, b) => (a.number === this.focus) - (b.number === this.focus));
    for (const line of ordered) this.drawLine(c, line);
    c.restore();
    this.drawEnds(c);
    this.drawPointer();
  }

  drawAxes(c) {
    const {box, scale: {x, y, logarithmic}} = this;
    c.font = FONT;
    c.lineWidth = 1;
    c.textBaseline = 'middle';
    c.textAlign = 'right';
    for (const {v, text} of yTicks(y, logarithmic, box.bottom - box.top)) {
      c.strokeStyle = ink(text ? '--grid' : '--grid-faint');
      stroke(c, [[box.left, crisp(y(v))], [box.right, crisp(y(v))]]);
      c.fillStyle = ink('--quiet');
      c.fillText(text, box.left - 8, y(v));
    }
    c.textAlign = 'center';
    c.strokeStyle = ink('--line');
    stroke(c, [[box.left, crisp(box.bottom)], [box.right, crisp(box.bottom)]]);
    for (const {v, text} of xTicks(x, this.input.axis, box.right - box.left)) {
      stroke(c, [[crisp(x(v)), box.bottom], [crisp(x(v)), box.bottom + 4]]);
      c.fillText(text, x(v), box.bottom + 13);
    }
    c.fillText(TITLES[this.input.axis], (box.left + box.right) / 2, box.bottom + 29);
    c.textAlign = 'left';
    c.fillText(this.input.metric + (logarithmic ? ' (log)' : ''), 8, 11);
  }

  /** The interval of the best epoch, for one trial at a time: the one in focus, or else the first. */
  drawStop(c) {
    const line = this.input.lines.find(l => l.number === this.focus) ?? this.input.lines[0];
    if (!line?.stop) return;
    const {box} = this;
    const at = epoch => this.scale.x(line.xs[Math.min(epoch, line.xs.length) - 1]);
    const {epoch, low, high, longer, advised} = line.stop;
    c.fillStyle = colour(line.place);
    if (high > low) {
      c.globalAlpha = 0.09;
      c.fillRect(at(low), box.top, at(high) - at(low), box.bottom - box.top);
    }
    c.globalAlpha = 0.9;
    c.strokeStyle = colour(line.place);
    c.setLineDash([4, 3]);
    stroke(c, [[crisp(at(epoch)), box.top], [crisp(at(epoch)), box.bottom]]);
    c.setLineDash([]);
    c.globalAlpha = 1;
    const text = `${trial(line.number)} ${longer ? `still improving at ${epoch}` : advised ? `stop at ${epoch}${high > low ? ` [${low}–${high}]` : ''}` : `best at ${epoch}`}`;
    const half = c.measureText(text).width / 2 + 4;
    c.textAlign = 'center';
    c.fillText(text, Math.min(box.right + MARGIN.right - half, Math.max(box.left + half + 60, at(epoch))), box.top - 10);
  }

  drawLine(c, line) {
    const {x, y} = this.scale;
    const {train, folds} = this.input;
    const focused = line.number === this.focus;
    const dim = this.focus !== null && !focused && this.input.lines.some(l => l.number === this.focus);
    const place = p => [x(p.x), y(Math.max(p.y, y.domain()[0] / 10))];
    const strength = dim ? 0.28 : 1;
    const main = line.validation.length ? line.validation : line.train;
    c.strokeStyle = c.fillStyle = colour(line.place);
    c.lineJoin = 'bevel';
    if (!folds) {
      c.globalAlpha = 0.15 * strength;
      for (const part of runs(main.filter(p => p.error > 0 || Number.isNaN(p.y)))) area(c, part, x, y);
    }
    c.lineWidth = 1;
    if (folds) {
      c.globalAlpha = 0.4 * strength;
      for (const fold of line.folds) for (const part of runs(fold)) stroke(c, part.map(place));
    }
    if (train && line.validation.length) {
      c.globalAlpha = 0.75 * strength;
      c.setLineDash([5, 4]);
      for (const part of runs(line.train)) stroke(c, part.map(place));
      c.setLineDash([]);
    }
    c.lineWidth = focused ? 2.5 : 1.75;
    for (const part of runs(main)) {
      // Where folds are still missing the mean is of fewer of them: paler, with one point of overlap so that the line holds together.
      const whole = part.findLastIndex(p => p.whole);
      c.globalAlpha = strength;
      stroke(c, part.slice(0, whole + 1).map(place));
      c.globalAlpha = 0.45 * strength;
      stroke(c, part.slice(Math.max(0, whole)).map(place));
      if (part.length === 1) dot(c, ...place(part[0]), 2);
    }
    c.globalAlpha = strength;
    const gap = main.findIndex(p => Number.isNaN(p.y));
    if (gap > 0) cross(c, ...place(main[gap - 1]));
    const best = line.stop && main[line.stop.epoch - 1];
    if (best && Number.isFinite(best.y)) ring(c, ...place(best), ink('--surface'));
    c.globalAlpha = 1;
  }

  /** Numbers and marks at the ends of the lines, pushed apart where they would collide. */
  drawEnds(c) {
    const {x, y} = this.scale;
    const ends = this.input.lines.flatMap(line => {
      const main = line.validation.length ? line.validation : line.train;
      const last = main.filter(p => Number.isFinite(p.y)).at(-1);
      return last ? [{line, x: x(last.x), y: y(last.y), want: y(last.y)}] : [];
    });
    for (const end of ends) {
      c.fillStyle = colour(end.line.place);
      c.translate(end.x, end.y);
      c.fill(new Path2D(markPath(end.line.place)));
      c.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    }
    const groups = [];
    for (const end of ends.sort((a, b) => b.x - a.x)) {
      const group = groups.find(g => g[0].x - end.x < LABEL_WIDTH);
      if (group) group.push(end);
      else groups.push([end]);
    }
    for (const group of groups) spread(group.sort((a, b) => a.want - b.want), this.box.top, this.box.bottom);
    c.textAlign = 'left';
    c.textBaseline = 'middle';
    for (const end of ends) {
      c.font = `${end.line.number === this.focus ? '700' : '500'} ${FONT}`;
      c.strokeStyle = ink('--surface');
      c.lineWidth = 3;
      c.strokeText(trial(end.line.number), end.x + 9, end.want);
      c.fillStyle = colour(end.line.place);
      c.fillText(trial(end.line.number), end.x + 9, end.want);
    }
  }

  drawPointer() {
    const c = this.overlay.getContext('2d');
    const {width, height} = this.host.getBoundingClientRect();
    c.clearRect(0, 0, width, height);
    if (this.x === null || !this.scale) return;
    const {box, scale: {x, y}} = this;
    c.strokeStyle = ink('--quiet');
    stroke(c, [[crisp(x(this.x)), box.top], [crisp(x(this.x)), box.bottom]]);
    for (const line of this.input.lines) {
      const main = line.validation.length ? line.validation : line.train;
      const p = main[nearest(line.xs, this.x)];
      if (!p || !Number.isFinite(p.y)) continue;
      c.fillStyle = colour(line.place);
      dot(c, x(p.x), y(p.y), 3.5);
    }
  }

  point(event) {
    if (!this.scale) return;
    const {left, top} = this.host.getBoundingClientRect();
    const [px, py] = [event.clientX - left, event.clientY - top];
    const at = this.snap(this.scale.x.invert(Math.min(this.box.right, Math.max(this.box.left, px))));
    let [focus, closest] = [null, 40];
    for (const line of this.input.lines) {
      const p = (line.validation.length ? line.validation : line.train)[nearest(line.xs, at)];
      const distance = p ? Math.abs(this.scale.y(p.y) - py) : Infinity;
      if (distance < closest) [focus, closest] = [line.number, distance];
    }
    this.hover(at, focus);
  }

  /** The nearest epoch of the longest line. @param {number} x */
  snap(x) {
    const xs = this.longest();
    return xs[nearest(xs, x)] ?? x;
  }

  longest() {
    return this.input.lines.reduce((longest, line) => (line.xs.length > longest.length ? line.xs : longest), /** @type {number[]} */ ([]));
  }

  /** Arrow keys walk from epoch to epoch. */
  step(event) {
    const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!way || !this.scale) return;
    event.preventDefault();
    const xs = this.longest();
    const at = this.x === null ? (way < 0 ? xs.length : -1) : nearest(xs, this.x);
    this.hover(xs[Math.min(xs.length - 1, Math.max(0, at + way))], this.focus);
  }

  hover(x, focus) {
    if (x === this.x && focus === this.focus) return;
    const redraw = focus !== this.focus;
    this.x = x;
    this.focus = focus;
    if (redraw) this.draw();
    else this.drawPointer();
    this.onHover(x === null ? null : nearest(this.longest(), x) + 1, focus);
  }
}

function fit(canvas, width, height) {
  const [w, h] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  canvas.getContext('2d').setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
}

/** The stretches between missing values. @param {import('./lines.js').Point[]} points */
function runs(points) {
  const parts = [[]];
  for (const p of points) {
    if (Number.isFinite(p.y) && Number.isFinite(p.x)) parts.at(-1).push(p);
    else if (parts.at(-1).length) parts.push([]);
  }
  return parts.filter(part => part.length);
}

function stroke(c, points) {
  if (points.length < 2) return;
  c.beginPath();
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.stroke();
}

function area(c, part, x, y) {
  const floor = y.domain()[0];
  c.beginPath();
  part.forEach((p, i) => (i ? c.lineTo(x(p.x), y(p.y + p.error)) : c.moveTo(x(p.x), y(p.y + p.error))));
  for (const p of [...part].reverse()) c.lineTo(x(p.x), y(Math.max(p.y - p.error, Math.min(floor, p.y))));
  c.fill();
}

function dot(c, x, y, radius) {
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  c.fill();
}

function ring(c, x, y, inside) {
  const outside = c.fillStyle;
  dot(c, x, y, 5);
  c.fillStyle = inside;
  dot(c, x, y, 2.6);
  c.fillStyle = outside;
}

/** Where a curve breaks off because a fold gave no number. */
function cross(c, x, y) {
  c.lineWidth = 2;
  stroke(c, [[x - 4, y - 4], [x + 4, y + 4]]);
  stroke(c, [[x - 4, y + 4], [x + 4, y - 4]]);
}

function crisp(v) {
  return Math.round(v) + 0.5;
}

/** Moves labels apart, the least that makes all of them readable. @param {{want: number}[]} labels from top to bottom */
function spread(labels, top, bottom) {
  if (labels.length > 1) labels[0].want = Math.max(top, labels[0].want - (labels.length - 1) * LABEL_HEIGHT / 3);
  for (let i = 1; i < labels.length; i++) labels[i].want = Math.max(labels[i].want, labels[i - 1].want + LABEL_HEIGHT);
  const over = labels.length ? labels.at(-1).want - bottom : 0;
  if (over > 0) labels.at(-1).want = bottom;
  for (let i = labels.length - 2; over > 0 && i >= 0; i--) labels[i].want = Math.max(top, Math.min(labels[i].want, labels[i + 1].want - LABEL_HEIGHT));
}
