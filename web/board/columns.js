import {html, nothing} from '../lib/lit-html.js';
import {trialUrl} from '../core/api.js';
import {count, parameter, score, trial} from '../core/format.js';
import {swatch} from '../core/palette.js';
import {chip, progress} from '../core/shell.js';

/**
 * @typedef {{page: import('../core/api.js').TrialPage, i: number}} Row
 * @typedef {{detail: import('../core/api.js').ExperimentDetail, decimals: number, baseline: number|null, goal: string, tests: {best: number, near: Set<number>}, name: string}} Facts
 *   what cells show besides their row; baseline: the value that others are compared with
 * @typedef {{key: string, title: string, numeric: boolean, about: string, cell: (row: Row, facts: Facts) => unknown}} Column
 */

/** All columns that a table can have, the trial's own left out. @param {import('../core/api.js').ExperimentDetail} detail @param {string} title of the value @returns {Column[]} */
export function all(detail, title) {
  const parameters = detail.parameters.map(p => ({
    key: `p.${p.name}`, title: p.name, numeric: p.kind === 'number', about: 'hyperparameter',
    cell: ({page, i}) => parameter(page.configuration[p.name]?.[i]),
  }));
  return [
    {key: 'score', title, numeric: true, about: 'mean ± standard error over folds', cell: value},
    {key: 'state', title: 'state', numeric: false, about: '', cell: state},
    ...parameters,
    {key: 'folds_done', title: 'folds', numeric: true, about: 'folds done', cell: ({page, i}, {detail: d}) => html`${page.folds_done[i]}<span class="quiet">/${d.folds}</span>`},
    {key: 'epochs', title: 'epochs', numeric: true, about: 'epoch at which the trial is read', cell: ({page, i}) => count(page.epochs[i])},
    {key: 'epochs_done', title: 'trained', numeric: true, about: 'epochs trained towards it, all folds together', cell: ({page, i}) => count(page.epochs_done[i])},
    {key: 'stage', title: 'stage', numeric: true, about: 'training that it shares with others', cell: ({page, i}) => page.stage[i]},
    {key: 'message', title: 'message', numeric: false, about: 'why it ended', cell: ({page, i}) => html`<span class="message" title=${page.message[i]}>${page.message[i]}</span>`},
  ];
}

/** Settings that leave room for the state beside them. */
const FEW = 4;

/** Keys of the columns that are shown, in order: those a person has chosen, or else what tells trials apart. */
export function chosen(detail, view) {
  if (view.columns) return view.columns;
  const vary = detail.parameters.filter(p => p.varies).map(p => `p.${p.name}`);
  const settings = [...vary, ...(vary.includes('p.epochs') ? [] : ['epochs'])];
  return settings.length <= FEW ? ['score', ...settings, 'state', 'folds_done'] : ['score', 'state', 'folds_done', ...settings];
}

/** The columns of a table: pinned ones first. @param {Column[]} known @param {string[]} keys @param {string[]} pins */
export function laid(known, keys, pins) {
  const pinned = pins.filter(key => keys.includes(key));
  return [...pinned, ...keys.filter(key => !pinned.includes(key))].map(key => known.find(c => c.key === key)).filter(Boolean);
}

/** @param {Row} row @param {Facts} facts */
function value({page, i}, facts) {
  const own = page.value[i];
  if (own === null) return html`<span class="quiet">${page.value_count[i] && page.folds_done[i] ? 'not finite' : '–'}</span>`;
  const error = page.value_error[i];
  return html`<b>${score(own, facts.decimals)}</b><small class="error">${error === null ? '' : `±${score(error, facts.decimals)}`}</small>${difference(own, facts)}`;
}

/** How far from the baseline, and whether that is better: in words for those who do not see the colour. */
function difference(own, {baseline, goal, decimals}) {
  if (baseline === null) return nothing;
  const by = own - baseline;
  if (by === 0) return html`<small class="difference">=</small>`;
  const better = goal === 'MAXIMIZE' ? by > 0 : by < 0;
  const text = `${by > 0 ? '+' : '−'}${Math.abs(by) < 1e5 ? Math.abs(by).toFixed(decimals) : Math.abs(by).toExponential(2)}`;
  return html`<small class="difference ${better ? 'better' : 'worse'}" title="${better ? 'Better' : 'Worse'} than the baseline by ${Number(Math.abs(by).toPrecision(3))}">${text}<span class="hidden"> ${better ? 'better' : 'worse'}</span></small>`;
}

/** @param {Row} row @param {Facts} facts */
function state({page, i}, {detail}) {
  const all = page.epochs[i] * detail.folds;
  const bar = page.state[i] === 'RUNNING' ? progress(page.epochs_done[i], all, `Epochs of ${trial(page.number[i])}: ${page.epochs_done[i]} of ${all}`) : nothing;
  return html`<span title=${page.message[i]}>${chip(page.state[i])}${bar}${page.message[i] ? html`<small class="message">${page.message[i]}</small>` : nothing}</span>`;
}

/** The trial's number with its sign on the charts, a link to its page. @param {Row} row @param {number} place @param {Facts} facts */
export function name({page, i}, place, facts) {
  const number = page.number[i];
  return html`${place >= 0 ? swatch(place) : html`<span class="swatch"></span>`}<a href=${trialUrl(facts.name, number)}>${trial(number)}</a>${page.name[i] ? html` <small title=${page.name[i]}>${page.name[i]}</small>` : nothing}${number === facts.tests.best ? html`<em title="Best completed trial">best</em>` : nothing}${facts.tests.near.has(number)
    ? html`<em class="near" title="Cannot be told from the best trial: corrected paired t test over folds, Holm, 5 %">~<span class="hidden"> cannot be told from the best</span></em>` : nothing}`;
}
