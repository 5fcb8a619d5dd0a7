import '../lib/d3.js';
import {duration, short, ticked} from '../core/format.js';

const d3 = globalThis.d3;

export const TITLES = {epoch: 'epoch', step: 'optimiser steps', samples: 'samples seen', time: 'training time'};

/** An outlier is further from the middle nine tenths of all values than they are wide. */
const TAIL = 0.05;

/**
 * @typedef {Object} Input what is drawn and how
 * @property {import('./lines.js').Line[]} lines @property {string} axis @property {string} metric as it is written at the axis
 * @property {''|'0'|'1'} log @property {boolean} logx @property {boolean} train @property {boolean} folds @property {string} band
 * @property {boolean} clip @property {number[]|null} zoom @property {number|null} epoch that is pinned
 *
 * @typedef {Object} Domain what the axes span
 * @property {[number, number]} x @property {[number, number]} y @property {boolean} log @property {boolean} logx
 * @property {boolean} empty @property {number} above how many points are clipped there @property {number} below
 * @property {number} lost points at or below 0, which a log axis does not have
 */

/** Every value that is drawn, point by point. @param {Input} input @param {(x: number, y: number, edge: boolean) => void} see */
function each(input, see) {
  for (const line of input.lines) {
    const shown = input.train && line.train && line.train !== line.main ? [line.main, line.train] : [line.main];
    for (const series of shown) series.y.forEach((y, i) => see(line.xs[i], y, false));
    if (line.main.raw) line.main.raw.forEach((y, i) => see(line.xs[i], y, false));
    if (input.folds) for (const fold of line.single) fold.y.forEach((y, i) => see(line.xs[i], y, false));
    else if (input.band !== 'none' && (input.lines.length <= MANY || line.baseline)) for (const column of [line.main.low, line.main.high]) column.forEach((y, i) => see(line.xs[i], y, true));
  }
}

/** More lines than that and neither labels nor bands can be told apart; colours with marks repeat from there. */
export const MANY = 24;

/** @param {Input} input @returns {Domain} */
export function domain(input) {
  const e = {left: Infinity, right: -Infinity, low: Infinity, high: -Infinity, positive: Infinity, positiveX: Infinity};
  const values = [];
  each(input, (x, y, edge) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    [e.left, e.right, e.low, e.high] = [Math.min(e.left, x), Math.max(e.right, x), Math.min(e.low, y), Math.max(e.high, y)];
    if (y > 0 && !edge) e.positive = Math.min(e.positive, y);
    if (x > 0) e.positiveX = Math.min(e.positiveX, x);
    if (!edge) values.push(y);
  });
  const log = isLogarithmic(e, input.log);
  const logx = input.logx && e.positiveX < Infinity;
  const empty = !values.length;
  const all = {x: across(e, input.axis, logx), y: up(e, log), log, logx, empty, above: 0, below: 0, lost: log ? values.filter(y => y <= 0).length : 0};
  if (empty) return all;
  if (input.clip) Object.assign(all, clipped(values, all));
  if (input.zoom) Object.assign(all, zoomed(input.zoom, all));
  return all;
}

function across(e, axis, logx) {
  const from = logx ? e.positiveX : axis === 'epoch' ? Math.min(1, e.left) : 0;
  return [from, e.right > from ? e.right : from + (axis === 'epoch' || logx ? 1 : 1e-9)];
}

function up(e, log) {
  const pad = (e.high - e.low || Math.abs(e.high) || 1) * 0.04;
  return log ? [Math.max(e.low, e.positive) / 1.06, e.high * 1.06] : [e.low - pad, e.high + pad];
}

/** Leaves out what is far from nearly everything else, and says how much that is. @param {number[]} values @param {Domain} all */
function clipped(values, all) {
  const [there, back] = all.log ? [Math.log, Math.exp] : [v => v, v => v];
  const sorted = Float64Array.from((all.log ? values.filter(v => v > 0) : values).map(there)).sort();
  const [low, high] = [d3.quantileSorted(sorted, TAIL), d3.quantileSorted(sorted, 1 - TAIL)];
  const [bottom, top] = [back(low - (high - low)), back(high + (high - low))];
  const y = [Math.max(all.y[0], bottom), Math.min(all.y[1], top)];
  if (!(y[0] < y[1])) return {};
  return {y, above: values.filter(v => v > y[1]).length, below: values.filter(v => v < y[0] && (!all.log || v > 0)).length};
}

function zoomed([left, right, bottom, top], all) {
  const fits = left < right && bottom < top && (!all.log || bottom > 0) && (!all.logx || left > 0);
  return fits ? {x: [left, right], y: [bottom, top], above: 0, below: 0} : {};
}

/** Whether the y axis is logarithmic: as chosen, or else if the values are above 0 and span much of a decade. */
function isLogarithmic(e, log) {
  return log === '' ? e.low > 0 && e.high / e.low > 8 : log === '1' && e.positive < Infinity;
}

/** @param {Domain} d @param {{left: number, right: number, top: number, bottom: number}} box in pixels */
export function scales(d, box) {
  const make = logarithmic => (logarithmic ? d3.scaleLog() : d3.scaleLinear());
  return {x: make(d.logx).domain(d.x).range([box.left, box.right]), y: make(d.log).domain(d.y).range([box.bottom, box.top])};
}

/** Values and labels on the y axis. */
export function yTicks(y, logarithmic, height) {
  const wanted = Math.max(3, Math.floor(height / 60));
  if (!logarithmic) {
    const write = ticked(y.ticks(wanted));
    return y.ticks(wanted).map(v => ({v, text: write(v)}));
  }
  return decades(y, wanted, plain);
}

/** Every digit of every decade has a line, and as many of them a label as there is room for. */
function decades(scale, wanted, write) {
  const [low, high] = scale.domain();
  const all = scale.ticks().filter(v => v >= low && v <= high);
  const leading = v => Math.round(v / 10 ** Math.floor(Math.log10(v) + 1e-9));
  const size = Math.log10(high / low);
  const labelled = size > 3 ? [1] : size > 0.6 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks = all.map(v => ({v, text: labelled.includes(leading(v)) ? write(v) : ''}));
  return ticks.filter(t => t.text).length >= 2 ? ticks : d3.ticks(low, high, wanted).filter(v => v > 0).map(v => ({v, text: write(v)}));
}

/** Values and labels on the x axis. */
export function xTicks(x, axis, width, logarithmic = false) {
  const wanted = Math.max(2, Math.floor(width / 90));
  const write = v => (axis === 'time' ? (v === 0 ? '0' : duration(v)) : axis === 'epoch' ? String(v) : short(v));
  if (logarithmic) return decades(x, wanted, v => write(Number(v.toPrecision(3)))).filter(t => axis === 'time' || Number.isInteger(t.v));
  return x.ticks(wanted).filter(v => axis === 'time' || Number.isInteger(v)).map(v => ({v, text: write(v)}));
}

/** A value as it stands at an axis. @param {number} v */
export function plain(v) {
  return Math.abs(v) >= 1e4 || (v !== 0 && Math.abs(v) < 1e-4) ? v.toExponential(0) : String(Number(v.toPrecision(4)));
}
