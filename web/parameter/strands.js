/** Where the lines of the parallel coordinates run, how thousands of them are painted, and which one is under the pointer. */

import {position} from './dimensions.js';

/** Steps of colour: more than an eye tells apart, few enough for one path each. */
export const STEPS = 24;
/** How far from a line the pointer may be, in pixels. */
const REACH = 7;

/**
 * @typedef {{axis: import('./dimensions.js').Axis, x: number, y: Float32Array, missing: number}} Placed y of each trial in pixels
 * @typedef {{top: number, bottom: number, none: number, left: number, right: number}} Box none: where what has no value lies
 */

/** Puts the axes side by side. @param {import('./dimensions.js').Axis[]} axes @param {Box} box @returns {Placed[]} */
export function place(axes, box) {
  const step = axes.length > 1 ? (box.right - box.left) / (axes.length - 1) : 0;
  return axes.map((axis, i) => {
    const at = position(axis);
    const y = new Float32Array(axis.column.length);
    let missing = 0;
    axis.column.forEach((value, row) => {
      const share = at(value);
      if (Number.isNaN(share)) missing++;
      y[row] = Number.isNaN(share) ? box.none : box.bottom - share * (box.bottom - box.top);
    });
    return {axis, x: box.left + i * step, y, missing};
  });
}

/**
 * Paints trials in groups, each in one colour. Lines of a group that fall on the same pixels are painted once, so that thousands of
 * trials of a grid cost as much as its values.
 *
 * @param {CanvasRenderingContext2D} c @param {Placed[]} placed @param {{rows: number[], colour: string}[]} groups the last one lies on top
 */
export function paint(c, placed, groups) {
  c.lineJoin = 'bevel';
  for (const {rows, colour} of groups) {
    c.strokeStyle = colour;
    c.beginPath();
    for (let k = 0; k + 1 < placed.length; k++) stretch(c, placed[k], placed[k + 1], rows);
    c.stroke();
  }
}

function stretch(c, from, to, rows) {
  const seen = new Set();
  for (const row of rows) {
    const [a, b] = [Math.round(from.y[row]), Math.round(to.y[row])];
    const key = a * 8192 + b;
    if (seen.has(key)) continue;
    seen.add(key);
    c.moveTo(from.x, a);
    c.lineTo(to.x, b);
  }
}

/**
 * The trial whose line is nearest to a point; -1 if none is within reach.
 *
 * @param {Placed[]} placed @param {Uint8Array} inside @param {number} x @param {number} y
 */
export function hit(placed, inside, x, y) {
  const k = Math.max(0, Math.min(placed.length - 2, placed.findLastIndex(p => p.x <= x)));
  if (placed.length < 2) return -1;
  const [from, to] = [placed[k], placed[k + 1]];
  const width = to.x - from.x;
  const share = (x - from.x) / width;
  let [best, nearest] = [-1, REACH];
  for (let row = 0; row < inside.length; row++) {
    if (!inside[row]) continue;
    const rise = to.y[row] - from.y[row];
    const distance = Math.abs(from.y[row] + share * rise - y) * width / Math.hypot(width, rise);
    if (distance < nearest) [best, nearest] = [row, distance];
  }
  return best;
}

/** Trials by step of colour: those without a score first, then from the worst to the best. @param {number[]} shares NaN: no score @param {Uint8Array} inside @returns {number[][]} STEPS + 1 groups */
export function steps(shares, inside) {
  const groups = Array.from({length: STEPS + 1}, () => []);
  shares.forEach((share, row) => {
    if (inside[row]) groups[Number.isNaN(share) ? 0 : 1 + Math.min(STEPS - 1, Math.floor(share * STEPS))].push(row);
  });
  return groups;
}
