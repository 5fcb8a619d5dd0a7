/** Turns what the server sent into what the chart draws. No canvas here. */

import {trial} from '../core/format.js';
import {smoothed} from './smooth.js';

/**
 * One metric of a line, by columns: index i belongs to `xs[i]` of the line. NaN where there is nothing.
 *
 * @typedef {{y: number[], low: number[], high: number[], error: number[], count: number[], raw: number[]|null}} Series
 *   y: fold mean, smoothed if asked for, then raw is what it was; low, high: edges of the band; error: standard error; count: folds
 *
 * @typedef {{epoch: number, low: number, high: number, longer: boolean, reason: string, advised: boolean}} Stop
 *
 * @typedef {Object} Line
 * @property {string} key tells it from all others on the chart
 * @property {string} label at its end @property {number} number of the trial @property {number} place its colour
 * @property {boolean} baseline
 * @property {number[]} xs @property {number[]} epochs of its points @property {number} of how many epochs there are
 * @property {{step: number[], samples: number[], seconds: number[]}} axes
 * @property {Series|null} train @property {Series|null} validation @property {Series} main the validation, or else the training
 * @property {{name: string, y: number[]}[]} single folds of main, where they were asked for
 * @property {number} folds that there will be @property {Stop|null} stop
 * @property {Object<string, any>} configuration
 */

/**
 * @typedef {Object} Choice how lines are made
 * @property {string} axis one of AXES in core/view.js @property {string} band one of its BANDS @property {number} smooth
 * @property {number} folds that each trial will have @property {'MINIMIZE'|'MAXIMIZE'} goal of the metric that is shown
 * @property {(t: import('../core/api.js').TrialCurves) => {key: string, label: string, place: number, baseline: boolean}} identify
 */

/** @param {import('../core/api.js').Curves} curves @param {Choice} choice @returns {Line[]} */
export function lines(curves, choice) {
  const {axis, band, smooth, folds, goal, identify} = choice;
  return curves.trials.map(t => {
    const make = metric => (metric ? series(metric, band, curves.standard_errors, smooth) : null);
    const [train, validation] = [make(t.train), make(t.validation)];
    return {
      ...identify(t), number: t.number, configuration: t.configuration, folds,
      xs: positions(t, axis), epochs: t.epoch, of: t.of,
      axes: {step: t.step, samples: t.samples, seconds: t.seconds},
      train, validation, main: validation ?? train ?? EMPTY,
      single: ((t.validation ?? t.train)?.folds ?? []).map(fold => ({name: fold.repeat ? `${fold.repeat + 1}.${fold.fold + 1}` : String(fold.fold + 1), y: numbers(fold.values)})),
      stop: t.advice ? {...t.advice, longer: t.advice.still_improving, advised: true} : best(t.validation ?? t.train, t.epoch, goal),
    };
  });
}

const EMPTY = {y: [], low: [], high: [], error: [], count: [], raw: null};

/** Lines that were made of an answer: asked for several times for each move of the pointer. @type {WeakMap<object, {key: string, lines: Line[]}>} */
const made = new WeakMap();

/** The lines of the trials that a page shows; the same objects while nothing about them has changed. @param {import('../core/state.js').State} state @returns {Line[]} */
export function linesOf({curves, places, view, detail}) {
  const key = JSON.stringify([places, view.axis, view.band, view.smooth, view.baseline, detail.folds]);
  const known = made.get(curves);
  if (known?.key === key) return known.lines;
  const at = new Map(places.map((number, place) => [number, place]));
  const objective = [curves.train, curves.validation].includes(detail.metric);
  const fresh = lines({...curves, trials: curves.trials.filter(t => at.has(t.number))}, {
    axis: view.axis, band: view.band, smooth: view.smooth, folds: detail.folds,
    goal: objective ? detail.goal : goalOf(curves.train),
    identify: t => ({key: String(t.number), label: trial(t.number), place: at.get(t.number), baseline: t.number === view.baseline}),
  });
  made.set(curves, {key, lines: fresh});
  return fresh;
}

/** What is better of a metric that is not the objective: nothing says it but its name. @param {string} metric @returns {'MINIMIZE'|'MAXIMIZE'} */
export function goalOf(metric) {
  return /acc|f1|auc|precision|recall|r2/.test(metric) ? 'MAXIMIZE' : 'MINIMIZE';
}

function numbers(values) {
  return values.map(v => v ?? NaN);
}

/** @param {import('../core/api.js').TrialCurves} t @param {string} axis */
function positions(t, axis) {
  if (axis === 'step') return numbers(t.step);
  if (axis === 'samples') return numbers(t.samples);
  if (axis === 'time') return numbers(t.seconds);
  return t.epoch;
}

/** @param {import('../core/api.js').Band} metric @returns {Series} */
function series(metric, band, standardErrors, smooth) {
  const [mean, error] = [numbers(metric.mean), numbers(metric.error)];
  const y = smoothed(mean, smooth);
  const [low, high] = edges(metric, band, mean, error, standardErrors);
  return {y, low: smoothed(low, smooth), high: smoothed(high, smooth), error, count: metric.count, raw: y === mean ? null : mean};
}

function edges(metric, band, mean, error, standardErrors) {
  if (band === 'range') return [numbers(metric.min), numbers(metric.max)];
  const half = {
    se: i => error[i],
    sd: i => metric.sd[i] ?? NaN,
    ci: i => error[i] * (standardErrors[metric.count[i]] ?? NaN),
    none: () => NaN,
  }[band];
  return [mean.map((y, i) => y - half(i)), mean.map((y, i) => y + half(i))];
}

/** The epoch with the best mean, where nobody has advised. @param {import('../core/api.js').Band|null} metric @returns {Stop|null} */
function best(metric, epochs, goal) {
  let at = -1;
  const sign = goal === 'MAXIMIZE' ? -1 : 1;
  (metric?.mean ?? []).forEach((y, i) => {
    if (y !== null && (at < 0 || sign * y < sign * metric.mean[at])) at = i;
  });
  return at < 0 ? null : {epoch: epochs[at], low: epochs[at], high: epochs[at], longer: false, reason: '', advised: false};
}

/** The index of the place nearest to one on the axis, -1 where there is none. @param {number[]} xs rising @param {number} x */
export function nearest(xs, x) {
  let [low, high] = [0, xs.length - 1];
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return Math.abs(xs[low] - x) <= Math.abs(xs[high] - x) ? low : high;
}

/** The longest line: its epochs are those that the keyboard steps through. @param {Line[]} all @returns {Line|undefined} */
export function longest(all) {
  return all.reduce((most, line) => (!most || line.of > most.of ? line : most), /** @type {Line|undefined} */ (undefined));
}

/** Where an epoch of a line is on the axis; NaN where it has no such epoch and the axis does not tell. @param {Line} line @param {number} epoch @param {string} axis */
export function placeOf(line, epoch, axis) {
  if (axis === 'epoch') return epoch;
  return epoch > (line.epochs.at(-1) ?? 0) ? NaN : line.xs[nearest(line.epochs, epoch)] ?? NaN;
}
