import {address, flag, like, oneOf} from '../core/address.js';
import {readTrialKey, trialKey} from '../core/api.js';
import * as chart from '../core/view.js';

/**
 * What a person has chosen on the page that compares trials. What the curves look like is as on the page of an experiment.
 *
 * @typedef {Omit<import('../core/view.js').View, 'trials'|'baseline'> & Own} CompareView
 * @typedef {Object} Own
 * @property {import('../core/api.js').TrialKey[]} trials in the order of the table
 * @property {number[]|null} places the colour of each; null: as they stand
 * @property {import('../core/api.js').TrialKey|null} baseline null: the first
 * @property {string} at where scores are read: 'last', 'best', 'epoch:N', 'samples' (the same budget for all), 'samples:N'
 * @property {string} axis one of AXES; empty: the one that is fair
 * @property {boolean} all shows what does not differ as well
 */

/** The server refuses more. */
export const MAX_COMPARED = 50;

const keys = {
  read: value => unique(value.split(',').flatMap(part => readTrialKey(part) ?? [])).slice(0, MAX_COMPARED),
  write: value => value.map(trialKey).join(','),
};
const numbers = {read: value => (/^\d{1,3}(,\d{1,3})*$/.test(value) ? value.split(',').map(Number) : undefined), write: value => value.join(',')};

const own = address({
  trials: [keys, []],
  places: [numbers, null],
  baseline: [{read: value => readTrialKey(value) ?? undefined, write: trialKey}, null],
  at: [like(/^(last|best|epoch:[1-9]\d{0,6}|(steps|samples|seconds)(:\d{1,15})?)$/), 'last'],
  axis: [oneOf(['', ...chart.AXES]), ''],
  all: [flag, false],
});

/** @param {string} [search] @returns {CompareView} */
export function read(search = location.search) {
  return {...chart.read(search), ...own.read(search)};
}

/** @param {CompareView} view */
export function write(view, replace = false) {
  const rest = chart.query({...chart.read(''), ...view, trials: null, baseline: null, axis: 'epoch'});
  const next = location.pathname + [own.query(view), rest].filter(Boolean).join('&').replace('&?', '&');
  if (next === location.pathname + location.search) return;
  if (replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
}

/** The colour of each trial. @param {CompareView} view @returns {number[]} */
export function places({trials, places: own}) {
  return own?.length === trials.length && new Set(own).size === own.length ? own : trials.map((_, i) => i);
}

/** @param {import('../core/api.js').TrialKey} a @param {import('../core/api.js').TrialKey} b */
export function same(a, b) {
  return a.experiment === b.experiment && a.number === b.number;
}

/** The trials in another order, or fewer of them, or more: each keeps its colour. @param {CompareView} view @param {import('../core/api.js').TrialKey[]} next */
export function rearranged(view, next) {
  const before = places(view);
  const colours = next.map(key => before[view.trials.findIndex(known => same(known, key))] ?? -1);
  const free = Array.from({length: next.length}, (_, i) => i).filter(i => !colours.includes(i));
  const filled = colours.map(colour => (colour < 0 ? free.shift() : colour));
  const baseline = view.baseline && next.some(key => same(key, view.baseline)) ? view.baseline : null;
  return {trials: next, places: filled.every((colour, i) => colour === i) ? null : filled, baseline};
}

function unique(all) {
  return all.filter((key, i) => all.findIndex(other => same(other, key)) === i);
}
