/** Trials in the cells of a grid of two parameters. No page here. */

import '../lib/d3.js';
import {parameter} from '../core/format.js';
import {column} from './trials.js';

const d3 = globalThis.d3;
/** More values than this are put into bins. */
export const MAX_VALUES = 12;
const BINS = 8;

/** Of states, which a cell without a score shows: the one that a person can do something about first. */
const STATES = [['RUNNING', 'running'], ['QUEUED', 'queued'], ['LOST', 'lost'], ['FAILED', 'failed'], ['PRUNED', 'pruned'], ['CANCELLED', 'cancelled']];

/**
 * @typedef {{labels: string[], of: number[], binned: string}} Bins of: the bin of each trial. binned: how, in words; empty if each value has its own
 * @typedef {{rows: number[], value: number, best: number, scored: number, state: string}} Cell
 *   rows: best first. value: NaN without a score. best: the row with the best score, -1 without. state: 'none', 'scored', 'partial' or that of trials without a score
 */

/** The bins of a parameter. @param {import('../core/api.js').TrialPage} page @param {import('../core/api.js').Parameter} p @returns {Bins} */
export function bins(page, p) {
  const values = column(page, `p.${p.name}`);
  const texts = values.map(v => (v === null || v === undefined ? null : typeof v === 'object' ? JSON.stringify(v) : v));
  const different = [...new Set(texts.filter(v => v !== null))].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : d3.ascending(String(a), String(b))));
  const made = different.length <= MAX_VALUES ? each(texts, different) : p.kind === 'number' ? ranges(texts, p.log && p.low > 0) : common(texts, different);
  if (!texts.includes(null)) return made;
  const none = made.labels.length;
  return {...made, labels: [...made.labels, 'none'], of: made.of.map((bin, i) => (texts[i] === null ? none : bin))};
}

function each(texts, different) {
  const place = new Map(different.map((value, i) => [value, i]));
  return {labels: different.map(parameter), of: texts.map(value => place.get(value) ?? -1), binned: ''};
}

/** Equal ratios on a log scale, or else as many trials in each. */
function ranges(texts, log) {
  const numbers = texts.filter(v => typeof v === 'number').sort((a, b) => a - b);
  const [low, high] = [numbers[0], numbers.at(-1)];
  const inner = Array.from({length: BINS - 1}, (_, i) => (log ? low * (high / low) ** ((i + 1) / BINS) : d3.quantileSorted(numbers, (i + 1) / BINS)));
  const edges = [...new Set(inner)].filter(edge => edge > low);
  const short = v => parameter(Number(v.toPrecision(2)));
  const labels = [low, ...edges].map((from, i) => `${short(from)}–${short(edges[i] ?? high)}`);
  return {labels, of: texts.map(v => (typeof v === 'number' ? d3.bisectRight(edges, v) : -1)), binned: log ? 'equal ratios' : 'as many trials in each'};
}

/** The most frequent texts, and one bin for all others. */
function common(texts, different) {
  const counts = d3.rollup(texts, all => all.length, v => v);
  const shown = [...different].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, MAX_VALUES - 1);
  const place = new Map(shown.map((value, i) => [value, i]));
  const others = different.length - shown.length;
  return {labels: [...shown.map(parameter), `${others} others`], of: texts.map(v => (v === null ? -1 : place.get(v) ?? shown.length)), binned: `the ${shown.length} most frequent`};
}

/**
 * The cells, by row (y), then column (x).
 *
 * @param {import('../core/api.js').TrialPage} page @param {{x: Bins, y: Bins, how: 'best'|'mean', inside: Uint8Array, folds: number}} p @returns {Cell[][]}
 */
export function cells(page, {x, y, how, inside, folds}) {
  const rows = y.labels.map(() => x.labels.map(() => /** @type {number[]} */ ([])));
  page.number.forEach((_, i) => { if (inside[i] && x.of[i] >= 0 && y.of[i] >= 0) rows[y.of[i]][x.of[i]].push(i); });
  const sign = page.goal === 'MAXIMIZE' ? -1 : 1;
  return rows.map(line => line.map(own => cell(page, own, {how, sign, folds})));
}

function cell(page, own, {how, sign, folds}) {
  const scored = own.filter(i => Number.isFinite(page.value[i])).sort((a, b) => sign * (page.value[a] - page.value[b]) || a - b);
  const rest = own.filter(i => !Number.isFinite(page.value[i]));
  const value = !scored.length ? NaN : how === 'mean' ? d3.mean(scored, i => page.value[i]) : page.value[scored[0]];
  const unfinished = scored.some(i => page.folds_done[i] < folds && ['RUNNING', 'QUEUED'].includes(page.state[i])) || (scored.length > 0 && rest.some(i => ['RUNNING', 'QUEUED'].includes(page.state[i])));
  const state = scored.length ? (unfinished ? 'partial' : 'scored') : stateOf(rest.map(i => page.state[i]));
  return {rows: [...scored, ...rest], value, best: scored[0] ?? -1, scored: scored.length, state};
}

/** Of trials that have no score. Completed without one: the score was not finite. @param {string[]} states */
function stateOf(states) {
  if (!states.length) return 'none';
  return STATES.find(([state]) => states.includes(state))?.[1] ?? 'failed';
}

/** The place [row, column] of the best value; null if no cell has one. @param {Cell[][]} all @param {'MINIMIZE'|'MAXIMIZE'} goal */
export function bestCell(all, goal) {
  let best = null;
  all.forEach((line, r) => line.forEach((one, k) => {
    if (!Number.isNaN(one.value) && (!best || (goal === 'MAXIMIZE' ? one.value > best.value : one.value < best.value))) best = {r, k, value: one.value};
  }));
  return best && [best.r, best.k];
}
