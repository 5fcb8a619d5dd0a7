import {area, cross, dot, path, ring, stretches} from './paint.js';
import {MANY} from './scales.js';
import {nearest} from './lines.js';

/** From so many points on, lines of one pixel: wider ones take ten times as long to paint. */
const MANY_POINTS = 8_000;

/**
 * All lines, the baseline on top. @param {CanvasRenderingContext2D} c @param {import('./axes.js').Frame} frame
 */
export function drawLines(c, frame) {
  const {lines} = frame.input;
  const points = lines.reduce((sum, line) => sum + line.xs.length, 0);
  const look = {bands: lines.length <= MANY, width: points > MANY_POINTS ? 1 : 1.75};
  inside(c, frame, () => {
    for (const line of [...lines].sort((a, b) => Number(a.baseline) - Number(b.baseline))) {
      drawLine(c, line, frame, line.baseline ? {bands: true, width: 2.75} : look);
    }
  });
}

/** Draws with nothing outside of the axes. */
export function inside(c, {box}, draw) {
  c.save();
  c.beginPath();
  c.rect(box.left - 4, box.top - 4, box.right - box.left + 8, box.bottom - box.top + 8);
  c.clip();
  draw();
  c.restore();
}

/** @param {import('./lines.js').Line} line @param {import('./axes.js').Frame} frame @param {{bands: boolean, width: number}} look */
export function drawLine(c, line, frame, look) {
  const {x, y, input, inks} = frame;
  const px = i => x(line.xs[i]);
  const floor = frame.domain.log ? y.domain()[0] / 10 : -Infinity;
  const up = column => i => y(Math.max(column[i], floor));
  c.strokeStyle = c.fillStyle = inks.series(line.place);
  c.lineJoin = 'bevel';
  if (look.bands && input.band !== 'none' && !input.folds) drawBand(c, line, px, up);
  c.lineWidth = 1;
  if (input.folds) drawPlain(c, line.xs, line.single.map(fold => fold.y), px, up, 0.4);
  if (line.main.raw) drawPlain(c, line.xs, [line.main.raw], px, up, 0.3);
  if (input.train && line.train && line.train !== line.main) {
    c.setLineDash([5, 4]);
    drawPlain(c, line.xs, [line.train.y], px, up, 0.75);
    c.setLineDash([]);
  }
  c.lineWidth = look.width;
  drawMain(c, line, px, up(line.main.y), look.width);
  const at = line.stop ? nearest(line.epochs, line.stop.epoch) : -1;
  if (at >= 0 && line.epochs[at] === line.stop.epoch && Number.isFinite(line.main.y[at]) && (look.bands || input.lines.length <= MANY)) ring(c, px(at), up(line.main.y)(at), inks.surface);
  c.globalAlpha = 1;
}

function drawPlain(c, xs, columns, px, up, strength) {
  c.globalAlpha = strength;
  for (const column of columns) for (const [from, to] of stretches(xs, column)) path(c, from, to, px, up(column));
}

function drawBand(c, line, px, up) {
  const {main} = line;
  c.globalAlpha = 0.15;
  const both = main.low.map((low, i) => (Number.isFinite(low) && Number.isFinite(main.high[i]) ? low : NaN));
  for (const [from, to] of stretches(line.xs, both)) if (to - from > 1) area(c, from, to, px, up(main.low), up(main.high));
}

/** The mean: paler where folds are still missing, a cross where it breaks off. */
function drawMain(c, line, px, py, width) {
  const {y, count} = line.main;
  for (const [from, to] of stretches(line.xs, y)) {
    let whole = from;
    while (whole < to && count[whole] >= line.folds) whole++;
    c.globalAlpha = 1;
    // One point of overlap, so that the line holds together.
    if (whole > from) path(c, from, whole, px, py);
    c.globalAlpha = 0.45;
    if (whole < to) path(c, Math.max(from, whole - 1), to, px, py);
    if (to - from === 1) dot(c, px(from), py(from), Math.max(2, width));
    c.globalAlpha = 1;
    if (to < y.length) cross(c, px(to - 1), py(to - 1));
  }
}
