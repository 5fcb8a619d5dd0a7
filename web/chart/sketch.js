import {nothing, svg} from '../lib/lit-html.js';
import '../lib/d3.js';
import {ticked} from '../core/format.js';

const d3 = globalThis.d3;

/**
 * Small charts in SVG: few points, many of them on a page. What is drawn has its size in pixels, so that text is never stretched.
 *
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box in pixels
 * @typedef {(value: number) => number} Place
 */

/** A value axis over the numbers that are finite; logarithmic if it must and can be. @param {(number|null|undefined)[]} values @param {Box} box @param {boolean} [log] */
export function values(values, box, log = false) {
  const finite = values.filter(v => Number.isFinite(v) && (!log || v > 0));
  const [low, high] = finite.length ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))] : [0, 1];
  if (log && finite.length) return d3.scaleLog([low / 1.04, high * 1.04], [box.bottom, box.top]);
  const pad = (high - low || Math.abs(high) || 1) * 0.05;
  return d3.scaleLinear([low - pad, high + pad], [box.bottom, box.top]);
}

/** An axis of epochs from the first to the last. @param {number} last @param {Box} box */
export function epochs(last, box) {
  return d3.scaleLinear([1, Math.max(last, 2)], [box.left, box.right]);
}

/** Whether numbers are all above 0 and span a factor of so much. @param {(number|null|undefined)[]} numbers @param {number} factor */
export function spans(numbers, factor) {
  const finite = numbers.filter(v => Number.isFinite(v));
  return finite.length > 0 && finite.every(v => v > 0) && finite.reduce((a, b) => Math.max(a, b)) / finite.reduce((a, b) => Math.min(a, b)) > factor;
}

/** The path of a line that breaks off where there is no number. A number alone is a short stroke. @param {number[]} xs @param {(number|null|undefined)[]} ys @param {Place} x @param {Place} y */
export function line(xs, ys, x, y) {
  const parts = [];
  let open = false;
  ys.forEach((value, i) => {
    const fine = Number.isFinite(value) && Number.isFinite(y(value));
    if (!fine) { open = false; return; }
    const alone = !open && !Number.isFinite(ys[i + 1]);
    parts.push(`${open ? 'L' : 'M'}${round(x(xs[i]))},${round(y(value))}${alone ? 'h1' : ''}`);
    open = true;
  });
  return parts.join('');
}

/** The path of a band between two lines, over the points at which both are numbers. @param {number[]} xs @param {(number|null)[]} lows @param {(number|null)[]} highs @param {Place} x @param {Place} y */
export function band(xs, lows, highs, x, y) {
  const at = xs.map((_, i) => i).filter(i => Number.isFinite(lows[i]) && Number.isFinite(highs[i]) && Number.isFinite(y(lows[i])) && Number.isFinite(y(highs[i])));
  if (at.length < 2) return '';
  const upper = at.map(i => `${round(x(xs[i]))},${round(y(highs[i]))}`);
  const lower = at.reverse().map(i => `${round(x(xs[i]))},${round(y(lows[i]))}`);
  return `M${upper.join('L')}L${lower.join('L')}Z`;
}

function round(v) {
  return Math.round(v * 10) / 10;
}

/**
 * The indices of at most about two points a column of pixels, such that no least and no greatest value is lost, nor a gap.
 *
 * @param {(number|null|undefined)[]} ys @param {number} columns
 */
export function thinned(ys, columns) {
  if (ys.length <= 2 * columns) return ys.map((_, i) => i);
  const kept = new Set([0, ys.length - 1]);
  const step = ys.length / columns;
  for (let column = 0; column < columns; column++) {
    let [low, high] = [-1, -1];
    for (let i = Math.floor(column * step); i < Math.floor((column + 1) * step); i++) {
      if (!Number.isFinite(ys[i])) { kept.add(i); continue; }
      if (low < 0 || ys[i] < ys[low]) low = i;
      if (high < 0 || ys[i] > ys[high]) high = i;
    }
    if (low >= 0) kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Lines across and numbers at the left. @param {any} y a scale of d3 @param {Box} box @param {number} [wanted] */
export function leftAxis(y, box, wanted = 4) {
  const log = typeof y.base === 'function';
  const ticks = log ? logTicks(y, wanted) : y.ticks(wanted);
  const text = log ? v => plain(v) : ticked(y.ticks(wanted));
  return svg`<g class="axis" aria-hidden="true">${ticks.map(v => svg`<path class="rule" d="M${box.left} ${Math.round(y(v)) + 0.5}H${box.right}" />
    <text x=${box.left - 5} y=${y(v)} dy=".32em" text-anchor="end">${text(v).replace('-', '−')}</text>`)}</g>`;
}

function logTicks(y, wanted) {
  const [low, high] = y.domain();
  const fine = y.ticks().filter(v => v >= low && v <= high);
  const leading = v => Math.round(v / 10 ** Math.floor(Math.log10(v) + 1e-9));
  const chosen = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7]].map(digits => fine.filter(v => digits.includes(leading(v))));
  const enough = chosen.filter(all => all.length <= wanted + 1).at(-1) ?? chosen[0];
  return enough.length >= 2 ? enough : d3.ticks(low, high, wanted).filter(v => v > 0);
}

/** Numbers below. @param {any} x a scale of d3 @param {Box} box @param {string} [title] */
export function bottomAxis(x, box, title = '') {
  const wanted = Math.max(2, Math.floor((box.right - box.left) / 60));
  const [first, last] = x.domain();
  const ticks = x.ticks(wanted).filter(v => Number.isInteger(v) && v >= first && v <= last);
  return svg`<g class="axis" aria-hidden="true"><path class="base" d="M${box.left} ${box.bottom + 0.5}H${box.right}" />
    ${ticks.map(v => svg`<path class="base" d="M${Math.round(x(v)) + 0.5} ${box.bottom}v4" /><text x=${x(v)} y=${box.bottom + 15} text-anchor="middle">${v}</text>`)}
    ${title ? svg`<text x=${box.right} y=${box.bottom + 28} text-anchor="end">${title}</text>` : nothing}</g>`;
}

/** A number on an axis. @param {number} v */
export function plain(v) {
  return v !== 0 && (Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3) ? v.toExponential(0).replace('e+', 'e') : String(Number(v.toPrecision(3)));
}

/** Where a curve breaks off. @param {number} x @param {number} y */
export function cross(x, y) {
  return svg`<path class="cross" d="M${round(x - 4)} ${round(y - 4)}l8 8m0 -8l-8 8" />`;
}

/**
 * Labels on one to `rows` rows above a chart so that none covers another: each is centred on its place where there is room, and left out where
 * there is none. What comes first has the first choice.
 *
 * @param {{at: number, text: string}[]} labels @param {Box} box @param {number} rows @returns {{at: number, text: string, x: number, row: number}[]}
 */
export function spread(labels, box, rows) {
  /** @type {[number, number][][]} */
  const taken = Array.from({length: rows}, () => []);
  return labels.flatMap(label => {
    const half = label.text.length * 3.1 + 4;
    const x = Math.min(box.right - half, Math.max(box.left + half, label.at));
    const row = taken.findIndex(all => all.every(([from, to]) => x + half < from || x - half > to));
    if (row < 0) return [];
    taken[row].push([x - half, x + half]);
    return [{...label, x, row}];
  });
}
