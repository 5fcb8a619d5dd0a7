/** The trials that the panels about parameters show, asked for once for all of them, and which of them the filters let through. */

import * as api from '../core/api.js';
import {read} from '../board/filters.js';

/** As many as the server gives at once. */
export const MAX_ROWS = 10_000;

/** @type {{key: string, answer: Promise<api.TrialPage>|null}} */
const kept = {key: '', answer: null};

/** What passed last time: hovering asks again and again. @type {WeakMap<object, {page: any, key: string, numbers: any, inside: Uint8Array}>} */
const passed = new WeakMap();

/** What decides the values of the trials, as the leaderboard has it. @param {import('../core/state.js').State} state @returns {api.TrialQuery} */
function query({view, detail}) {
  if (view.value === 'score') return {limit: MAX_ROWS};
  const wanted = view.metric.replace(/^val_/, '');
  const metric = wanted ? [`val_${wanted}`, wanted].find(name => detail.metrics.includes(name)) ?? '' : '';
  return {value: view.value, metric, limit: MAX_ROWS};
}

/** All trials of the experiment. Two panels that ask in the same state share one request. @param {import('../core/state.js').State} state */
function all(state) {
  const key = JSON.stringify([state.name, state.version, query(state)]);
  if (kept.key !== key) {
    const answer = api.trials(state.name, {...query(state), sort: 'trial'});
    Object.assign(kept, {key, answer});
    answer.catch(() => { if (kept.key === key) kept.key = ''; });
  }
  return kept.answer;
}

/**
 * Trials for a panel: null until they are there. Filters that this page cannot decide are decided by the server.
 *
 * @param {import('../core/panel.js').Panel} panel @param {import('../core/state.js').State} state
 * @returns {{page: api.TrialPage|null, inside: Uint8Array|null, error: Error|null}} inside: 1 for each row that passes the filters
 */
export function trialsFor(panel, state) {
  const key = JSON.stringify([state.version, query(state)]);
  const {value: page, error} = panel.load('trials', key, () => all(state));
  if (!page) return {page: null, inside: null, error};
  const keys = columnsOf(page);
  const filters = state.view.where.map(text => ({text, filter: read(text, keys)}));
  const foreign = filters.filter(({filter}) => !keys.includes(filter.column)).map(({text}) => text);
  const asked = foreign.length > 0 || state.view.q !== '';
  const server = panel.load('foreign', asked ? key + JSON.stringify([foreign, state.view.q]) : '', () => api.trials(state.name, {...query(state), where: foreign, q: state.view.q}));
  const numbers = asked && server.value ? server.value.number : null;
  const old = passed.get(panel);
  const where = state.view.where.join();
  const inside = old?.page === page && old.key === where && old.numbers === numbers ? old.inside
    : within(page, insideOf(page, filters.map(({filter}) => filter).filter(filter => keys.includes(filter.column))), numbers);
  passed.set(panel, {page, key: where, numbers, inside});
  return {page, inside, error: error ?? (asked ? server.error : null)};
}

/** @param {number[]|null} numbers of the trials that pass on the server; null: all */
function within(page, inside, numbers) {
  if (!numbers) return inside;
  const known = new Set(numbers);
  return inside.map((one, i) => (one && known.has(page.number[i]) ? 1 : 0));
}

/** The columns that this page can filter by. @param {api.TrialPage} page @returns {string[]} */
export function columnsOf(page) {
  return ['trial', 'score', 'state', 'epochs', 'epochs_done', 'folds_done', 'stage', ...Object.keys(page.configuration).map(name => `p.${name}`)];
}

/** One column of all trials. @param {api.TrialPage} page @param {string} key @returns {any[]} */
export function column(page, key) {
  if (key.startsWith('p.')) return page.configuration[key.slice(2)] ?? [];
  if (key === 'trial') return page.number;
  return key === 'score' ? page.value : page[key] ?? [];
}

/**
 * 1 for each trial that passes all filters, by the rules of the server: both ends of a range belong to it, what has no value is outside of it.
 *
 * @param {api.TrialPage} page @param {import('../board/filters.js').Filter[]} filters
 */
export function insideOf(page, filters) {
  const inside = new Uint8Array(page.number.length).fill(1);
  for (const filter of filters) {
    const values = column(page, filter.column);
    const passes = filter.values ? oneOf(filter.values) : between(filter.low, filter.high);
    for (let i = 0; i < inside.length; i++) if (!passes(values[i])) inside[i] = 0;
  }
  return inside;
}

function between(low, high) {
  const [from, to] = [low === '' ? -Infinity : Number(low), high === '' ? Infinity : Number(high)];
  return value => typeof value === 'number' && value >= from && value <= to;
}

function oneOf(values) {
  const texts = new Set(values.map(value => value.toLowerCase()));
  const numbers = new Set(values.filter(value => value !== '').map(Number));
  return value => {
    if (value === null || value === undefined) return texts.has('');
    return typeof value === 'number' ? numbers.has(value) : texts.has((typeof value === 'object' ? JSON.stringify(value) : String(value)).toLowerCase());
  };
}
