import {html, nothing, render} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {count, ended, parameter, plural, score, total, trial} from '../core/format.js';
import {keys, search} from '../core/keys.js';
import {follow} from '../core/live.js';
import {chip, failure, progress, shell} from '../core/shell.js';
import {focused, shown} from '../core/state.js';
import * as view from '../core/view.js';
import {PANELS, open} from '../panel/all.js';
import '../panel/control.js';
import '../panel/curves.js';
import '../panel/leaderboard.js';
import '../panel/note.js';
import '../panel/views.js';

/** Shown before anybody has chosen: enough to compare, few enough to read. */
const SHOWN_AT_FIRST = 5;

/** As many as the page that compares takes. */
const MAX_COMPARED = 50;
const COPIED_MILLIS = 1_600;

const name = api.nameOfPage();

const page = {
  /** @type {api.ExperimentDetail|null} */ detail: null,
  /** @type {api.Curves|null} */ curves: null,
  /** @type {Error|null} */ error: null,
  /** @type {'connecting'|'live'|'lost'} */ live: 'connecting',
  view: view.read(),
  /** @type {import('../core/state.js').Hover} */ hover: {trial: null, epoch: null},
  version: 0,
  /** What the curves that are there answer. */ asked: '',
  note: '',
  /** The drawing that is asked for, 0 for none: moves of the pointer come faster than frames. */ frame: 0,
  /** @type {(number|null)[]} */ places: [],
  /** What the note editor was given last. @type {any} */ noted: null,
};

/** The panels that were ever open: they keep what they have loaded. @type {Map<string, import('../core/panel.js').Panel>} */
const panels = new Map();

/** The trials on the chart by place: chosen ones, or else the best, or else the first that run. */
function places() {
  if (page.view.trials) return page.view.trials;
  return page.detail.leading.slice(0, SHOWN_AT_FIRST);
}

async function load() {
  page.version++;
  await attempt(async () => {
    page.detail = await api.experiment(name);
    await loadCurves();
  });
}

async function attempt(action) {
  try {
    await action();
    page.error = null;
  } catch (error) {
    page.error = error;
  }
  draw();
}

async function loadCurves() {
  const trials = places().filter(n => n !== null && n <= page.detail.last_trial);
  const asked = JSON.stringify([page.version, trials, page.view.metric, page.view.folds]);
  if (asked === page.asked) return;
  const curves = await api.curves(name, trials, page.view.metric, page.view.folds);
  [page.curves, page.asked] = [curves, asked];
}

/** Takes a choice: into the URL, then onto the page. @param {Partial<view.View>} change */
function choose(change) {
  page.note = '';
  if (change.trials && change.trials.length === places().length && change.trials.every((n, i) => n === places()[i])) {
    page.note = `The chart shows at most ${view.MAX_SELECTED} trials: take one off first.`;
    return draw();
  }
  page.view = {...page.view, ...change};
  view.write(page.view);
  return show();
}

function show() {
  draw();
  return page.detail ? attempt(loadCurves) : undefined;
}

function point(hover) {
  const next = {...page.hover, ...hover};
  if (next.trial === page.hover.trial && next.epoch === page.hover.epoch) return;
  page.hover = next;
  if (!page.frame) page.frame = requestAnimationFrame(() => { page.frame = 0; draw(); });
}

function draw() {
  document.title = `${name} · Plateau`;
  const content = page.detail ? experiment(page.detail) : page.error ? html`<div class="page"><h1>${name}</h1>${failure(page.error, load)}</div>`
    : html`<div class="page"><h1>${name}</h1><p class="loading" role="status">Loading…</p></div>`;
  render(shell({here: name, live: page.live, content}), document.body);
  if (page.detail) requestAnimationFrame(() => afterCurves());
}

/** The panels beside the curves are drawn a frame later: what was clicked for is seen first. */
function afterCurves() {
  const now = state();
  for (const key of open(page.view)) if (panels.has(key)) panels.get(key).state = now;
}

/** @returns {import('../core/state.js').State} */
function state() {
  const {detail, curves, hover, version, live} = page;
  const next = places();
  if (JSON.stringify(next) !== JSON.stringify(page.places)) page.places = next;
  return {name, view: page.view, detail, curves, places: page.places, hover, version, live};
}

/** @param {api.ExperimentDetail} d */
function experiment(d) {
  const now = state();
  return html`<div class="experiment" @choose=${event => choose(event.detail)} @point=${event => point(event.detail)}>
    ${page.error ? html`<p class="notice" role="alert">${page.error.message} What is shown may be old. <button type="button" @click=${load}>Try again</button></p>` : nothing}
    ${heading(d, now)}
    <section class="left" aria-label="Trials"><trial-board .state=${now}></trial-board>${foot(d)}</section>
    <section class="right" aria-label="Charts">
      <learning-curves .state=${now}></learning-curves>
      <div class="panels">${open(page.view).map(key => panel(key, now))}</div>
      ${closed(now)}
    </section>
  </div>`;
}

/** @param {string} key @param {import('../core/state.js').State} now */
function panel(key, now) {
  const {title, tag, wide} = PANELS[key];
  if (!panels.has(key)) panels.set(key, /** @type {any} */ (document.createElement(tag)));
  panels.get(key).state ??= now;
  return html`<section class="panel ${wide ? 'wide' : ''}" aria-label=${title}>
    <header><h2>${title}</h2><button type="button" class="plain" @click=${() => choose({panels: open(page.view).filter(other => other !== key)})} aria-label="Close ${title}" title="Close">×</button></header>
    ${panels.get(key)}</section>`;
}

/** Buttons for the panels that are not open. @param {import('../core/state.js').State} now */
function closed(now) {
  const rest = Object.keys(PANELS).filter(key => !open(now.view).includes(key));
  return rest.length ? html`<p class="closed">Add ${rest.map(key => html`<button type="button" @click=${() => choose({panels: [...open(page.view), key]})}>${PANELS[key].title}</button>`)}</p>` : nothing;
}

/** @param {api.ExperimentDetail} d @param {import('../core/state.js').State} now */
function heading(d, now) {
  const runs = total(d.runs_by_state);
  const done = ended(d.runs_by_state);
  const over = ['COMPLETED', 'CANCELLED', 'FAILED'].includes(d.state);
  return html`<div class="heading">
    <div class="title"><h1>${d.name} ${chip(d.state)}</h1><p class="quiet">${d.description}</p></div>
    ${actions(now)}
    <dl>
      <div><dt>best so far</dt><dd>${!d.best_trial ? html`<span class="quiet">no trial has completed</span>` : html`<b>${score(d.best_score, 4)}</b>
        <small>${d.best_score_error === null ? '' : `±${score(d.best_score_error, 4)}`} ${d.metric}</small>
        <button type="button" class="plain link" title=${setting(d.best_configuration)} @click=${() => places().includes(d.best_trial) || choose({trials: view.toggled(places(), d.best_trial)})}>${trial(d.best_trial)}</button>
        ${d.optimistic ? html`<small class="quiet" title=${`The score of ${trial(d.best_trial)} is ${d.optimistic}`}>optimistic</small>` : nothing}`}</dd></div>
      <div><dt>runs</dt><dd><b>${count(done)}</b> <small>of ${count(runs)}</small>${failed(d)}</dd></div>
      <div><dt>epochs</dt><dd><b>${count(d.epochs)}</b> <small>of ${over ? '' : 'at most '}${count(d.epochs_planned)}</small></dd></div>
    </dl>
    ${progress(over ? 1 : d.epochs, over ? 1 : d.epochs_planned, 'Epochs trained')}
  </div>`;
}

/** What can be done with the experiment and with what is chosen on the page. @param {import('../core/state.js').State} now */
function actions(now) {
  const chosen = shown(now);
  const note = {name, version: page.version, trial: null};
  return html`<div class="actions" @changed=${load}>
    <search-control .state=${now}></search-control>
    <a class="button" href=${compareAddress(now)} title="c">Compare ${chosen.length}</a>
    <saved-views .state=${now}></saved-views>
    <details class="menu"><summary class="button">Note, tags</summary><div class="sheet"><note-editor .state=${sameNote(note)}></note-editor></div></details>
    <button type="button" @click=${copyLink}>Copy link</button>
    <button type="button" ?disabled=${!view.steps()} @click=${view.undo} title="Ctrl+Z">Undo</button>
  </div>`;
}

/** The same object as long as it says the same, so that the editor is not drawn again at each move of the pointer. */
function sameNote(next) {
  if (next.version !== page.noted?.version) page.noted = next;
  return page.noted;
}

/** @param {import('../core/state.js').State} now */
function compareAddress(now) {
  const key = number => ({experiment: name, number});
  return api.compareUrl(shown(now).slice(0, MAX_COMPARED).map(key), now.view.baseline === null ? null : key(now.view.baseline));
}

async function copyLink(event) {
  const button = event.currentTarget;
  const text = button.textContent;
  button.textContent = await navigator.clipboard.writeText(location.href).then(() => 'Copied', () => 'Copy the address by hand');
  setTimeout(() => { button.textContent = text; }, COPIED_MILLIS);
}

/** @param {Object<string, any>} configuration */
function setting(configuration) {
  return Object.entries(configuration).map(([key, value]) => `${key}=${parameter(value)}`).join('  ');
}

function failed(d) {
  const n = d.trials_by_state.FAILED ?? 0;
  return n ? html`<span class="bad"> ${plural(n, 'trial')} failed</span>` : nothing;
}

/** @param {api.ExperimentDetail} d */
function foot(d) {
  const same = setting(d.fixed);
  return html`<p class="foot">${page.view.trials || !places().length ? nothing : 'The best are on the charts. '}Score: mean ± standard error over ${plural(d.folds, 'fold')}${d.indistinguishable.length ? '; ~ cannot be told from the best' : ''}${same ? html`. The same everywhere: <span class="same">${same}</span>` : ''}
    ${page.view.trials ? html`<button type="button" class="plain link" @click=${() => choose({trials: null})}>Show the best</button>` : nothing}</p>
    ${page.note ? html`<p class="notice" role="alert">${page.note}</p>` : nothing}`;
}

/** The trial that keys act on: where the pointer or the last j or k was. */
function current() {
  return page.hover.trial ?? focused(state());
}

/** @param {number} by rows */
function move(by) {
  /** @type {any} */ (document.querySelector('trial-board'))?.move?.(by);
}

/** Pins the epoch before or after the one that is pinned, or else after the pointer's. @param {number} by epochs */
function step(by) {
  const last = Math.max(0, ...(page.curves?.trials ?? []).map(t => t.epoch.at(-1) ?? 0));
  if (!last) return;
  const from = page.view.epoch ?? page.hover.epoch ?? (by > 0 ? 0 : last + 1);
  page.view = {...page.view, epoch: Math.min(last, Math.max(1, from + by))};
  view.write(page.view, true);
  draw();
}

keys([
  {keys: ['/'], text: 'search trials', run: search},
  {keys: ['j'], text: 'next row', run: () => move(1)},
  {keys: ['k'], text: 'row before', run: () => move(-1)},
  {keys: ['x'], text: 'row on or off the charts', run: () => current() && choose({trials: view.toggled(places(), current())})},
  {keys: ['b'], text: 'row as the baseline, or no longer', run: () => current() && choose({baseline: page.view.baseline === current() ? null : current()})},
  {keys: ['ArrowLeft', 'ArrowRight'], text: 'pin the epoch before or after', run: event => step(event.key === 'ArrowRight' ? 1 : -1)},
  {keys: ['Escape'], text: 'no pinned epoch, no zoom', run: () => choose({epoch: null, zoom: null})},
  {keys: ['c'], text: 'compare the selected trials', run: () => location.assign(compareAddress(state()))},
  {keys: ['Enter'], text: 'open the page of the row', run: () => current() && location.assign(api.url(api.ROUTES.trialPage, name, current()))},
  {keys: ['Ctrl+z'], text: 'undo the last choice', run: view.undo},
]);
document.body.replaceChildren();
draw();
addEventListener('popstate', () => { page.view = view.read(); show(); });
follow(load, live => { page.live = live; draw(); });
