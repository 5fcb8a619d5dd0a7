/** What a person has chosen on a page. It lives in the URL, so that back, forward, a reload or a sent link show the same page. */

/** Places for trials on the charts: 8 colours with 3 marks each; more can be shown, then colours and marks repeat. */
export const MAX_SELECTED = 200;

export const AXES = ['epoch', 'step', 'samples', 'time'];
/** What a band says over the folds: standard error, standard deviation, smallest to largest, 95 % interval of the mean. */
export const BANDS = ['se', 'sd', 'range', 'ci', 'none'];
export const PANELS = ['values', 'advisor', 'parallel', 'grid', 'importance', 'timeline'];
/** The ways to choose an epoch count, as the server calls them. */
export const RULES = ['auto', 'minimum', 'smoothed_minimum', 'one_standard_error', 'one_standard_error_paired', 'patience', 'gl', 'pq', 'up', 'fold_mean'];

/**
 * @typedef {Object} View
 * @property {(number|null)[]|null} trials the selected trials by place (a place is a colour), null for a free place; null: the best ones
 * @property {number|null} baseline the trial that others are compared with
 * @property {number|null} epoch that is pinned; null: none
 * @property {string} metric empty for the objective
 * @property {string} axis one of AXES
 * @property {''|'0'|'1'} log y axis; empty: as the data asks for
 * @property {boolean} logx
 * @property {string} band one of BANDS
 * @property {boolean} train
 * @property {boolean} folds
 * @property {number} smooth weight of what came before, 0 to 0.99; 0: not smoothed
 * @property {boolean} clip leaves outliers out of the y axis
 * @property {number[]|null} zoom [left, right, bottom, top] in values
 * @property {string} value of a trial in the table: 'score', 'best', 'last' or 'epoch:N'
 * @property {string} sort key of a column; '-' before it turns it round
 * @property {string[]} where filters: 'column:low..high' (either side may be missing) or 'column:one|two', texts URI-encoded
 * @property {string} q text that a trial must contain
 * @property {string} group parameter that rows are grouped by; empty: none
 * @property {string[]|null} columns shown, in order; null: the usual ones
 * @property {string[]} pins columns that stay at the left
 * @property {string[]|null} panels that are open, in order; null: the usual ones
 * @property {number|null} advised the trial that the advisor speaks of; null: the baseline, or else the best
 * @property {string} rule that chooses the epoch count, one of RULES; empty: the experiment's
 * @property {string[]|null} cells the two parameters of the grid, x then y; null: the most important ones
 */

const text = {read: value => value, write: value => value};
const flag = {read: value => value === '1', write: value => (value ? '1' : '0')};
const list = {read: value => (value === '' ? [] : value.split(',').map(decodeURIComponent)), write: value => value.map(encodeURIComponent).join(',')};
const number = {read: value => (value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined), write: String};
const numbers = {
  read: value => { const all = value.split(',').map(Number); return all.length === 4 && all.every(Number.isFinite) ? all : undefined; },
  write: value => value.map(v => Number(v.toPrecision(6))).join(','),
};
const places = {
  read: value => (value === '' ? [] : value.split(',').slice(0, MAX_SELECTED).map(part => (/^\d+$/.test(part) ? Number(part) : null))),
  write: value => value.map(n => n ?? '').join(','),
};
const oneOf = all => ({read: value => (all.includes(value) ? value : undefined), write: value => value});

/** Each field: how it is read and written, and what it is when the URL does not have it. */
const FIELDS = {
  trials: [places, null],
  baseline: [number, null],
  epoch: [number, null],
  metric: [text, ''],
  axis: [oneOf(AXES), 'epoch'],
  log: [oneOf(['0', '1']), ''],
  logx: [flag, false],
  band: [oneOf(BANDS), 'se'],
  train: [flag, true],
  folds: [flag, false],
  smooth: [{read: value => Math.min(0.99, Math.max(0, Number(value) || 0)), write: String}, 0],
  clip: [flag, false],
  zoom: [numbers, null],
  value: [{read: value => (/^(score|best|last|epoch:[1-9]\d{0,6})$/.test(value) ? value : undefined), write: value => value}, 'score'],
  sort: [text, 'score'],
  where: [list, []],
  q: [text, ''],
  group: [text, ''],
  columns: [list, null],
  pins: [list, []],
  panels: [{read: value => list.read(value).filter(p => PANELS.includes(p)), write: list.write}, null],
  advised: [number, null],
  rule: [oneOf(RULES), ''],
  cells: [list, null],
};

/** @param {string} [search] the query of a URL @returns {View} */
export function read(search = location.search) {
  const query = new URLSearchParams(search);
  return /** @type {View} */ (Object.fromEntries(Object.entries(FIELDS).map(([key, [kind, usual]]) => {
    const value = query.has(key) ? kind.read(query.get(key)) : undefined;
    return [key, value === undefined ? usual : value];
  })));
}

/** The query of a view, with its question mark; empty for the usual view. @param {View} view */
export function query(view) {
  const pairs = Object.entries(FIELDS).filter(([key, [, usual]]) => JSON.stringify(view[key]) !== JSON.stringify(usual))
      .map(([key, [kind]]) => `${key}=${encodeURIComponent(kind.write(view[key])).replaceAll('%2C', ',')}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}

/** Puts the view into the URL: as a new page of the history, or in place of the present one. @param {View} view @param {boolean} [replace] */
export function write(view, replace = false) {
  const address = location.pathname + query(view);
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(history.state, '', address);
  else history.pushState({steps: steps() + 1}, '', address);
}

/** How many choices on this page can be undone. */
export function steps() {
  return history.state?.steps ?? 0;
}

/** Takes the last choice back, as the browser's own button does, but never leaves the page. */
export function undo() {
  if (steps()) history.back();
}

/**
 * The places after a trial was switched on or off; unchanged if all are taken. The others keep their colours.
 *
 * @param {(number|null)[]} taken @param {number} trial
 */
export function toggled(taken, trial) {
  const next = [...taken];
  const at = next.indexOf(trial);
  if (at >= 0) {
    next[at] = null;
    while (next.length && next.at(-1) === null) next.pop();
    return next;
  }
  const free = next.indexOf(null);
  if (free >= 0) next[free] = trial;
  else if (next.length < MAX_SELECTED) next.push(trial);
  return next;
}
