/** From a score to a colour: the better, the further from the page's background, in even steps of lightness. */

import '../lib/d3.js';
import {ink} from '../core/palette.js';

const d3 = globalThis.d3;
const STOPS = 7;
/** Trials that are worse than nine in ten share one colour, or one that diverged would take all of them. */
const WORST = 0.9;
/** A logarithmic range of scores from here on, as the axis of the curves has it. */
const LOG_RANGE = 8;

/**
 * @typedef {{best: number, worst: number, log: boolean, cut: number}} Range cut: how many are worse than `worst`
 */

/** What the colours span; null if nothing has a score. @param {(number|null)[]} values @param {'MINIMIZE'|'MAXIMIZE'} goal @returns {Range|null} */
export function range(values, goal) {
  const sorted = values.filter(v => Number.isFinite(v)).sort((a, b) => a - b);
  if (!sorted.length) return null;
  if (goal === 'MAXIMIZE') sorted.reverse();
  const worst = sorted[Math.ceil((sorted.length - 1) * WORST)];
  const [low, high] = [Math.min(sorted[0], worst), Math.max(sorted[0], worst)];
  const cut = sorted.filter(v => (goal === 'MAXIMIZE' ? v < worst : v > worst)).length;
  return {best: sorted[0], worst, log: low > 0 && high / low > LOG_RANGE, cut};
}

/** 1 for the best, 0 for the worst and what is worse; NaN without a score. @param {Range} r @param {number|null} value */
export function share(r, value) {
  if (!Number.isFinite(value)) return NaN;
  const at = r.log ? Math.log : Number;
  if (r.best === r.worst) return value === r.best ? 1 : 0;
  if (r.log && value <= 0) return 0;
  return Math.min(1, Math.max(0, (at(value) - at(r.worst)) / (at(r.best) - at(r.worst))));
}

/** The colour of a share, for the present theme. @returns {(share: number) => string} */
export function shades() {
  return d3.piecewise(d3.interpolateLab, Array.from({length: STOPS}, (_, i) => ink(`--scale-${i}`)));
}

/** Black or white, whichever can be read better on a colour: at least 4.58 to 1 on any. @param {string} background */
export function textOn(background) {
  const l = luminance(background);
  return (l + 0.05) / 0.05 >= 1.05 / (l + 0.05) ? '#000' : '#fff';
}

/** How light a colour is, from 0 to 1. WCAG 2.2, relative luminance. @param {string} text */
export function luminance(text) {
  const {r, g, b} = d3.rgb(text);
  const [red, green, blue] = [r, g, b].map(v => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
