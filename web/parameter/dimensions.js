/** The axes of the parallel coordinates, and where a trial lies on each. No page and no canvas here. */

import '../lib/d3.js';
import {parameter} from '../core/format.js';
import {column} from './trials.js';

const d3 = globalThis.d3;
/** As many labels as an axis has room for. */
const MAX_LABELS = 12;
const LOG_RANGE = 8;

/**
 * @typedef {{key: string, title: string, kind: 'number'|'text', log: boolean, low: number, high: number, values: string[], up: boolean, column: any[]}} Axis
 *   values: of a text axis, from the bottom. up: the greatest number is at the top
 */

/** One axis for each parameter that differs, the epochs, and the result. @param {import('../core/api.js').TrialPage} page @param {import('../core/api.js').Parameter[]} parameters @returns {Axis[]} */
export function axes(page, parameters) {
  const own = parameters.filter(p => p.varies).map(p => (p.kind === 'number' ? numeric(page, `p.${p.name}`, p.name, p.log) : texts(page, `p.${p.name}`, p.name)));
  const epochs = numeric(page, 'epochs', 'epochs', false);
  if (!parameters.some(p => p.name === 'epochs') && epochs.low < epochs.high) own.push(epochs);
  const score = numeric(page, 'score', page.metric, false);
  score.log = score.low > 0 && score.high / score.low > LOG_RANGE;
  score.up = page.goal === 'MAXIMIZE';
  return [...own, score];
}

function numeric(page, key, title, log) {
  const values = column(page, key);
  const [low, high] = d3.extent(values.filter(v => Number.isFinite(v)));
  return {key, title, kind: /** @type {'number'} */ ('number'), log, low: low ?? 0, high: high ?? 0, values: [], up: true, column: values};
}

function texts(page, key, title) {
  const values = column(page, key).map(written);
  const different = [...new Set(values.filter(v => v !== null))].sort((a, b) => d3.ascending(a, b));
  return {key, title, kind: /** @type {'text'} */ ('text'), log: false, low: 0, high: different.length - 1, values: different, up: true, column: values};
}

function written(value) {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** From 0 at the bottom to 1 at the top; NaN for no value. @param {Axis} axis @returns {(value: any) => number} */
export function position(axis) {
  const place = new Map(axis.values.map((value, i) => [value, i]));
  const at = axis.log ? Math.log : Number;
  const [low, high] = [at(axis.low), at(axis.high)];
  return value => {
    const v = axis.kind === 'text' ? place.get(value) ?? NaN : value === null || value === undefined ? NaN : at(value);
    if (!Number.isFinite(v)) return NaN;
    const share = low === high ? 0.5 : (v - low) / (high - low);
    return axis.up ? share : 1 - share;
  };
}

/** The number at a position. @param {Axis} axis @param {number} share from 0 at the bottom to 1 at the top */
export function numberAt(axis, share) {
  const s = axis.up ? share : 1 - share;
  if (!axis.log) return axis.low + s * (axis.high - axis.low);
  return Math.exp(Math.log(axis.low) + s * (Math.log(axis.high) - Math.log(axis.low)));
}

/** Labels with their positions: all values if they are few, else round numbers. @param {Axis} axis @param {number} room labels that fit @returns {{share: number, text: string}[]} */
export function ticks(axis, room) {
  const at = position(axis);
  const most = Math.max(2, Math.min(room, MAX_LABELS));
  if (axis.kind === 'text') {
    const step = Math.ceil(axis.values.length / Math.max(2, room));
    return axis.values.filter((_, i) => i % step === 0).map(value => ({share: at(value), text: value}));
  }
  const different = [...new Set(axis.column.filter(v => Number.isFinite(v)))].sort((a, b) => a - b);
  const all = different.length <= most ? different : axis.log ? logTicks(axis, most) : d3.ticks(axis.low, axis.high, Math.max(2, Math.floor(most * 0.6)));
  return apart(all.map(v => ({share: at(v), text: parameter(v)})), 1 / most);
}

function logTicks(axis, most) {
  const wanted = d3.scaleLog([axis.low, axis.high], [0, 1]).ticks().filter(v => {
    const lead = Math.round(v / 10 ** Math.floor(Math.log10(v) + 1e-9));
    return lead === 1 || (most > 6 && (lead === 2 || lead === 5));
  });
  return wanted.length >= 2 ? wanted : [axis.low, axis.high];
}

/** Those that keep their distance, the ends first. */
function apart(all, least) {
  const kept = [];
  for (const tick of [all[0], all.at(-1), ...all.slice(1, -1)]) {
    if (tick && kept.every(other => Math.abs(other.share - tick.share) >= least * 0.8)) kept.push(tick);
  }
  return kept;
}

/**
 * What a brush from one position to another lets through.
 *
 * @param {Axis} axis @param {number} from @param {number} to @returns {import('../board/filters.js').Filter}
 */
export function filterOf(axis, from, to) {
  const [bottom, top] = [Math.min(from, to), Math.max(from, to)];
  if (axis.kind === 'text') {
    const at = position(axis);
    return {column: axis.key, low: '', high: '', values: axis.values.filter(value => at(value) >= bottom && at(value) <= top)};
  }
  const [low, high] = [numberAt(axis, bottom), numberAt(axis, top)].sort((a, b) => a - b);
  const short = v => String(Number(v.toPrecision(4)));
  return {column: axis.key, low: short(low), high: short(high), values: null};
}

/** Where the brush of a filter lies, [bottom, top] as positions; null if it is no stretch of the axis. @param {Axis} axis @param {import('../board/filters.js').Filter} filter @returns {[number, number]|null} */
export function stretchOf(axis, filter) {
  const at = position(axis);
  const clamp = v => Math.min(1, Math.max(0, v));
  if (!filter.values) {
    const ends = [filter.low === '' ? axis.low : Math.max(axis.low, Number(filter.low)), filter.high === '' ? axis.high : Math.min(axis.high, Number(filter.high))];
    const [a, b] = ends.map(v => clamp(at(v))).sort((x, y) => x - y);
    return Number.isNaN(a) || Number.isNaN(b) ? null : [a, b];
  }
  const spots = filter.values.map(value => at(axis.kind === 'text' ? value : Number(value))).filter(v => !Number.isNaN(v)).sort((a, b) => a - b);
  if (!spots.length || axis.kind !== 'text') return null;
  const between = axis.values.filter(value => at(value) >= spots[0] && at(value) <= spots.at(-1)).length;
  const half = 0.35 / Math.max(1, axis.values.length - 1);
  return between === spots.length ? [clamp(spots[0] - half), clamp(spots.at(-1) + half)] : null;
}
