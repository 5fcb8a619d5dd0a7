import {html, nothing, render} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {csv, download} from '../core/download.js';
import {plural} from '../core/format.js';
import {keys, search} from '../core/keys.js';
import {follow} from '../core/live.js';
import {failure, shell} from '../core/shell.js';
import {factTable} from '../panel/compare-facts.js';
import '../panel/compare-curves.js';
import {scoreStrips} from '../panel/compare-scores.js';
import {trialTable} from '../panel/compare-trials.js';
import {adder, meant} from './compare-add.js';
import * as views from './compare-view.js';

/**
 * What the parts of the page get.
 *
 * @typedef {Object} Shown
 * @property {api.Compared} compared @property {number[]} places @property {boolean} several whether there is more than one experiment
 * @property {string|null} hover @property {(key: string|null) => void} point
 * @property {(key: api.TrialKey) => void} base @property {(from: number, to: number) => void} move @property {(key: api.TrialKey) => void} remove
 */

const page = {
  /** @type {api.Compared|null} */ compared: null,
  /** @type {import('../panel/compare-curves.js').CurvesState['parts']} */ parts: [],
  /** @type {api.ExperimentList|null} */ list: null,
  /** @type {Error|null} */ error: null,
  /** @type {'connecting'|'live'|'lost'} */ live: 'connecting',
  view: views.read(),
  places: /** @type {number[]} */ ([]),
  problem: '',
  /** @type {string|null} */ hover: null,
  asked: 0,
};
let state = null;

async function load() {
  const asked = ++page.asked;
  const {trials, baseline, at, metric, folds} = page.view;
  try {
    const compared = await api.compare(trials, known(trials, baseline), at);
    const parts = await Promise.all([...new Set(trials.map(key => key.experiment))].map(name => part(name, trials, metric, folds)));
    if (asked !== page.asked) return;
    Object.assign(page, {compared, parts, error: null, places: views.places(page.view)});
  } catch (error) {
    if (asked !== page.asked) return;
    page.error = error;
  }
  draw();
}

/** The curves of one experiment; one that cannot be had does not take the others away. */
async function part(experiment, trials, metric, folds) {
  const numbers = trials.filter(key => key.experiment === experiment).map(key => key.number);
  try {
    return {experiment, curves: await api.curves(experiment, numbers, metric, folds), error: ''};
  } catch (error) {
    if (error.status !== 404) throw error;
    return {experiment, curves: null, error: error.message};
  }
}

function known(trials, baseline) {
  return baseline && trials.some(key => views.same(key, baseline)) ? baseline : null;
}

/** @param {Partial<import('./compare-view.js').CompareView>} change */
function choose(change) {
  page.view = {...page.view, ...change};
  views.write(page.view);
  again(change);
}

/** Asks the server for what the change needs of it. */
function again(change) {
  if (['trials', 'baseline', 'at', 'metric', 'folds'].some(field => field in change)) load();
  else draw();
}

function draw() {
  render(shell({here: 'Compare', live: page.live, content: content()}), document.body);
  const panel = /** @type {import('../core/panel.js').Panel|null} */ (document.querySelector('compare-curves'));
  if (panel && page.compared) panel.state = curvesState();
}

/** The same object until something in it is another. */
function curvesState() {
  const {compared, parts, places, hover} = page;
  const axis = page.view.axis || compared.budget?.axis || 'epoch';
  const next = {view: page.view, axis, compared, parts, places, hover};
  if (!state || Object.keys(next).some(key => state.from[key] !== next[key])) {
    const view = state?.from.view === page.view && state.from.axis === axis ? state.given.view : {...page.view, axis};
    state = {from: next, given: {view, compared, parts, places, hover}};
  }
  return state.given;
}

function content() {
  if (!page.view.trials.length) return html`<div class="page"><h1>Compare</h1>${empty()}</div>`;
  return html`<div class="compare">${head()}${page.compared && page.compared.trials.number.length ? body() : page.error ? nothing : html`<p class="loading" role="status">Loading…</p>`}
    ${page.error && !page.compared ? html`${failure(page.error, load)}${leftovers()}` : nothing}</div>`;
}

function empty() {
  return html`<section class="blank"><h2>Nothing to compare yet</h2>
    <p>Add trials of any experiment here, or select some on the page of an experiment and follow “Compare”.</p>${add()}
    <p><a href=${api.ROUTES.experimentsPage}>All experiments</a></p></section>`;
}

function head() {
  const {compared: c, view: v} = page;
  const n = v.trials.length;
  return html`<header class="bar"><h1>Compare</h1>
      <p class="quiet" role="status">${plural(n, 'trial')}${c?.compared ? ` · ${plural(c.compared, 'test')}, adjusted by Holm` : ''}</p>
      ${add()}<span class="push"></span>
      ${c ? readAt(c) : nothing}
      ${n > 1 ? html`<button type="button" @click=${swap} title="The baseline and the trial after it change roles">Swap</button>` : nothing}
      <button type="button" ?disabled=${!c} @click=${save} title="Scores and verdicts as a table">CSV</button></header>
    ${page.error && page.compared ? html`<p class="notice" role="alert">${page.error.message} What is shown is older. <button type="button" class="link plain" @click=${load}>Try again</button></p>` : nothing}`;
}

function add() {
  const here = page.view.trials.at(-1)?.experiment ?? '';
  return adder({list: page.list, problem: page.problem, here, ask: experiments, add: addTrial});
}

async function experiments() {
  if (page.list) return;
  page.list = await api.experiments().catch(() => null);
  draw();
}

/** @param {string} text @returns {Promise<boolean>} whether it was added */
async function addTrial(text) {
  await experiments();
  const key = meant(text, page.list, page.view.trials.at(-1)?.experiment ?? '');
  page.problem = typeof key === 'string' ? key : await objection(key);
  if (!page.problem && typeof key !== 'string') choose(views.rearranged(page.view, [...page.view.trials, key]));
  draw();
  return !page.problem;
}

/** Why a trial cannot be added; empty if it can. @param {api.TrialKey} key */
async function objection(key) {
  if (page.view.trials.some(other => views.same(other, key))) return 'It is there already.';
  if (page.view.trials.length >= views.MAX_COMPARED) return `At most ${views.MAX_COMPARED} trials at a time: take one away first.`;
  return api.compare([key], null, 'last').then(() => '', error => error.message);
}

/** @param {api.Compared} c */
function readAt(c) {
  const epoch = page.view.epoch ?? Number(/^epoch:(\d+)$/.exec(c.at)?.[1] ?? 0);
  const own = page.view.at;
  const options = [['last', 'each at its own epochs'], ['best', 'each at its best epoch (optimistic)'], ['samples', 'the same number of samples'], ['steps', 'the same number of steps'], ['seconds', 'the same training time'],
    ...(epoch ? [[`epoch:${epoch}`, `all at epoch ${epoch}`]] : [])];
  if (options.every(([value]) => value !== own)) options.push([own, own.replace(':', ' ')]);
  return html`<label>Read <select name="at" @change=${event => choose({at: event.target.value})}>${options.map(([value, text]) => html`<option value=${value} .selected=${value === own}>${text}</option>`)}</select></label>`;
}

function body() {
  const p = shown();
  return html`<div class="top-row"><section class="trials" aria-label="Trials">${trialTable(p)}${budget(p.compared)}</section>
      <compare-curves @choose=${event => choose(event.detail)} @line=${event => p.point(event.detail)}></compare-curves></div>
    <div class="low-row"><section aria-label="Scores"><header class="part"><h2>Scores and verdicts <span class="quiet">corrected resampled t test on the same folds</span></h2></header>${scoreStrips(p)}</section>
      <section aria-label="Differences">${factTable(p, page.view.all, all => choose({all}))}</section></div>`;
}

/** @param {api.Compared} c */
function budget(c) {
  if (!c.budget) return nothing;
  if (!c.budget.samples) return html`<p class="quiet remark">No value at an equal budget: one of the trials tells no samples yet.</p>`;
  return html`<p class="quiet remark">At an equal budget each is read at the last epoch within what the shortest has spent: ${Math.round(c.budget.samples).toLocaleString('en')} samples a fold.</p>`;
}

/** @returns {Shown} */
function shown() {
  return {
    compared: page.compared, places: page.places, several: new Set(page.compared.trials.experiment).size > 1, hover: page.hover,
    point: key => { if (key !== page.hover) { page.hover = key; draw(); } },
    base: key => choose({baseline: key}),
    move: (from, to) => { const next = [...page.view.trials]; next.splice(to, 0, ...next.splice(from, 1)); choose({...views.rearranged(page.view, next), baseline: baseline()}); },
    remove: key => choose(views.rearranged(page.view, page.view.trials.filter(other => !views.same(other, key)))),
  };
}

/** The baseline by name, so that it stays the same in another order. */
function baseline() {
  return page.view.baseline ?? page.view.trials[0];
}

/** The baseline and the one after it, or before it if it is the last. */
function swap() {
  const trials = [...page.view.trials];
  const at = trials.findIndex(key => views.same(key, baseline()));
  const other = at + 1 < trials.length ? at + 1 : at - 1;
  choose({baseline: trials[other]});
}

/** What can still be done when one of the trials in the URL is wrong. */
function leftovers() {
  return html`<ul class="leftovers">${page.view.trials.map(key => html`<li><button type="button" @click=${() => choose(views.rearranged(page.view, page.view.trials.filter(other => other !== key)))}>Leave out ${key.experiment} ${key.number}</button></li>`)}</ul>`;
}

function save() {
  const {trials: t, verdicts: v, at} = page.compared;
  const head = ['experiment', 'trial', 'state', 'metric', 'read_at', 'epoch', 'score', 'error', 'low', 'high', 'verdict', 'difference', 'difference_low', 'difference_high', 'p', 'holm_p', 'effect', 'sentence'];
  download('comparison.csv', csv([head, ...t.number.map((number, i) => [t.experiment[i], number, t.state[i], t.metric[i], at, t.epoch[i], t.score[i], t.error[i], t.low[i], t.high[i],
    v.verdict[i], v.difference[i], v.low[i], v.high[i], v.p[i], v.holm[i], v.effect[i], v.sentence[i]])]));
}

/** The row with the focus or the pointer. @param {string} selector of a button in it */
function press(selector) {
  const row = document.activeElement?.closest('.compared tbody tr') ?? document.querySelector('.compared tr.focus');
  /** @type {HTMLElement|null} */ (row?.querySelector(selector))?.click();
}

/** @param {number} way */
function walk(way) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.compared tbody th a')]);
  const at = links.findIndex(link => link.closest('tr').contains(document.activeElement));
  links[at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + way))]?.focus();
}

document.body.replaceChildren();
draw();
keys([
  {keys: ['/'], text: 'add a trial', run: search},
  {keys: ['j', 'ArrowDown'], text: 'next trial', run: () => walk(1)},
  {keys: ['k', 'ArrowUp'], text: 'previous trial', run: () => walk(-1)},
  {keys: ['b'], text: 'make the trial the baseline', run: () => press('.mark')},
  {keys: ['x'], text: 'take the trial away', run: () => press('.remove')},
]);
addEventListener('popstate', () => { page.view = views.read(); page.problem = ''; load(); });
follow(load, live => { page.live = live; draw(); });
