/** One small chart: a fold, a sparkline. Nothing but the curve: its size, its neighbours and a caption say the rest. */

import '../lib/d3.js';
import {area, cross, crisp, dot, fit, inks, path, segment, stretches} from './paint.js';

const d3 = globalThis.d3;
const MARGIN = 4;

/**
 * @typedef {Object} SmallLine
 * @property {number[]} xs
 * @property {(number|null)[]} y null or NaN where there is no value: the line has a gap there, and a cross before it
 * @property {(number|null)[]} [low] lower edge of a band @property {(number|null)[]} [high] its upper edge
 * @property {number} [place] of the trial: its colour; left out: the colour of quiet text
 * @property {boolean} [dashed] as training is @property {boolean} [faint] in the background
 */

/**
 * Draws lines into the whole of a canvas, as large as CSS makes it. Draw again when its size or the theme (`themechange`) changes.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{lines: SmallLine[], log?: boolean, mark?: number|{x: number, low?: number, high?: number}|null, x?: [number, number], y?: [number, number]}} chart
 *   log: y axis, where all values are above 0. mark: an epoch that stands out, with its interval. x, y: what the axes span, so that
 *   several charts can be compared; the data's own span if left out
 * @returns {{x: [number, number], y: [number, number]}|null} what the axes span, for captions; null if there is nothing to draw
 */
export function drawSmall(canvas, {lines, log = false, mark = null, x, y}) {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const c = fit(canvas, width, height);
  const [across, up] = [x ?? span(lines.map(line => line.xs)), y ?? span(lines.flatMap(line => [line.y, line.low ?? [], line.high ?? []]))];
  if (!across || !up || !width || !height) return null;
  const logarithmic = log && up[0] > 0;
  const scale = {
    x: d3.scaleLinear(across[0] < across[1] ? across : [across[0] - 1, across[1] + 1], [MARGIN, width - MARGIN]),
    y: (logarithmic ? d3.scaleLog() : d3.scaleLinear()).domain(up[0] < up[1] ? up : [up[0] - (Math.abs(up[0]) || 1) * 0.1, up[1] + (Math.abs(up[1]) || 1) * 0.1]).range([height - MARGIN, MARGIN]).clamp(true),
  };
  const colours = inks();
  c.strokeStyle = colours.grid;
  segment(c, 0, crisp(height - 1), width, crisp(height - 1));
  if (mark !== null) drawMark(c, typeof mark === 'number' ? {x: mark} : mark, scale.x, height, colours);
  for (const line of lines) drawOne(c, line, scale, colours);
  return {x: across, y: up};
}

/** Smallest and largest finite value. @param {(number|null)[][]} columns @returns {[number, number]|null} */
export function span(columns) {
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns) for (const v of column) if (v !== null && Number.isFinite(v)) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return low <= high ? [low, high] : null;
}

function drawMark(c, mark, x, height, colours) {
  c.fillStyle = c.strokeStyle = colours.accent;
  if (mark.high > mark.low) {
    c.globalAlpha = 0.12;
    c.fillRect(x(mark.low), 0, x(mark.high) - x(mark.low), height);
  }
  c.globalAlpha = 0.8;
  c.setLineDash([3, 2]);
  segment(c, crisp(x(mark.x)), 0, crisp(x(mark.x)), height);
  c.setLineDash([]);
  c.globalAlpha = 1;
}

function drawOne(c, line, scale, colours) {
  const ys = line.y.map(v => v ?? NaN);
  const [px, py] = [i => scale.x(line.xs[i]), i => scale.y(ys[i])];
  c.strokeStyle = c.fillStyle = line.place === undefined ? colours.quiet : colours.series(line.place);
  c.lineJoin = 'bevel';
  c.lineWidth = line.faint ? 1 : 1.5;
  const strength = line.faint ? 0.35 : 1;
  for (const [from, to] of stretches(line.xs, ys)) {
    if (line.low && line.high) {
      c.globalAlpha = 0.16 * strength;
      area(c, from, to, px, i => scale.y(line.low[i] ?? ys[i]), i => scale.y(line.high[i] ?? ys[i]));
    }
    c.globalAlpha = strength;
    c.setLineDash(line.dashed ? [4, 3] : []);
    if (to - from === 1) dot(c, px(from), py(from), 1.8);
    else path(c, from, to, px, py);
    c.setLineDash([]);
    if (to < ys.length && line.xs[to] !== undefined) cross(c, px(to - 1), py(to - 1), 3);
  }
  c.globalAlpha = 1;
}
