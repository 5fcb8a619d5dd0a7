import {html, nothing, render} from './lib/lit-html.js';
import * as api from './api.js';
import {Chart} from './chart.js';
import {count, ended, parameter, plural, score, total, trial} from './format.js';
import {fixed, leaderboard, stretch} from './leaderboard.js';
import {extent, lines} from './lines.js';
import {follow} from './live.js';
import {advice, described, readout} from './readout.js';
import {isLogarithmic} from './scales.js';
import {chip, failure, progress, shell} from './shell.js';
import * as view from './view.js';

/** Shown before anybody has chosen: enough to compare, few enough to read. */
const SHOWN_AT_FIRST = 5;

const name = api.nameOfPage();

const page = {
  /** @type {api.ExperimentDetail|null} */ detail: null,
  /** @type {api.Curves|null} */ curves: null,
  /** @type {Error|null} */ error: null,
  /** @type {'connecting'|'live'|'lost'} */ live: 'connecting',
  view: view.read(),
  /** @type {number|null} */ x: null,
  /** @type {number|null} */ focus: null,
  /** @type {Chart|null} */ chart: null,
  note: '',
  top: 0,
  height: 900,
};

/** The trials on the chart by place: chosen ones, or else the best, or else the first that run. */
function places() {
  if (page.view.trials) return page.view.trials;
  const t = page.detail.trials;
  const sign = page.detail.goal === 'MAXIMIZE' ? -1 : 1;
  const rows = t.number.map((_, i) => i);
  const scored = rows.filter(i => t.score[i] !== null).sort((a, b) => sign * (t.score[a] - t.score[b]) || a - b);
  return (scored.length ? scored : rows.filter(i => t.state[i] === 'RUNNING')).slice(0, SHOWN_AT_FIRST).map(i => t.number[i]);
}

async function load() {
  try {
    page.detail = await api.experiment(name);
    await loadCurves();
    page.error = null;
  } catch (error) {
    page.error = error;
  }
  draw();
}

async function loadCurves() {
  const known = new Set(page.detail.trials.number);
  page.curves = await api.curves(name, places().filter(n => n !== null && known.has(n)), page.view.metric);
}

/** Takes a choice: into the URL, then onto the page. @param {Partial<view.View>} change */
function choose(change) {
  page.note = '';
  page.view = {...page.view, ...change};
  view.write(page.view);
  show();
}

async function show() {
  draw();
  try {
    await loadCurves();
    page.error = null;
  } catch (error) {
    page.error = error;
  }
  draw();
}

/** @param {number} number @param {Event} [event] */
function toggle(number, event) {
  const next = view.toggled(places(), number);
  if (next.length === places().length && next.every((n, i) => n === places()[i])) {
    if (event?.target instanceof HTMLInputElement) event.target.checked = false;
    page.note = `The chart shows at most ${view.MAX_SELECTED} trials: take one off first.`;
    draw();
    return;
  }
  choose({trials: next});
}

function draw() {
  document.title = `${name} · Plateau`;
  const content = page.detail ? experiment(page.detail) : page.error ? html`<div class="page"><h1>${name}</h1>${failure(page.error, load)}</div>`
    : html`<div class="page"><h1>${name}</h1><p class="loading" role="status">Loading…</p></div>`;
  render(shell({here: name, live: page.live, content}), document.body);
  stretch();
  const host = document.querySelector('.plot');
  if (!host || !page.curves) return;
  if (page.chart?.host !== host) page.chart = new Chart(host, (x, focus) => { page.x = x; page.focus = focus; draw(); });
  const metric = shownMetric();
  const {axis, log, train, folds} = page.view;
  const input = JSON.stringify([page.curves, places(), axis, log, train, folds, metric]);
  if (input !== page.drawn || page.chart.input === null) {
    page.drawn = input;
    page.chart.set({lines: chartLines(), axis, metric, log, train, folds});
  }
}

function shownMetric() {
  return page.curves.trials.some(t => t.validation) || !page.curves.trials.length ? page.curves.validation : page.curves.train;
}

function chartLines() {
  const objective = [page.curves.train, page.curves.validation].includes(page.detail.metric);
  const goal = objective ? page.detail.goal : /acc|f1|auc|precision|recall|r2/.test(page.curves.train) ? 'MAXIMIZE' : 'MINIMIZE';
  return lines(page.curves, places(), page.view.axis, page.detail.folds, goal);
}

/** @param {api.ExperimentDetail} d */
function experiment(d) {
  return html`<div class="experiment">
    ${page.error ? html`<p class="notice" role="alert">${page.error.message} What is shown may be old. <button type="button" @click=${load}>Try again</button></p>` : nothing}
    ${heading(d)}
    <section class="left" aria-label="Trials">
      ${d.trials.number.length ? leaderboard({
        detail: d, sort: page.view.sort, places: places(), top: page.top, height: page.height, onToggle: toggle,
        onSort: sort => choose({sort}),
        onScroll: event => { page.top = event.target.scrollTop; page.height = event.target.clientHeight; draw(); },
        onFocus: number => { page.focus = number; page.chart?.highlight(number); draw(); },
      }) : html`<p class="loading">No trials have been asked for yet.</p>`}
      ${foot(d)}
    </section>
    <section class="right" aria-label="Curves">${controls(d)}${curves(d)}</section>
  </div>`;
}

/** @param {api.ExperimentDetail} d */
function heading(d) {
  const runs = total(d.runs_by_state);
  const done = ended(d.runs_by_state);
  const over = ['COMPLETED', 'CANCELLED', 'FAILED'].includes(d.state);
  const i = d.trials.number.indexOf(d.best_trial);
  return html`<div class="heading">
    <div class="title"><h1>${d.name} ${chip(d.state)}</h1><p class="quiet">${d.description}</p></div>
    <dl>
      <div><dt>best so far</dt><dd>${i < 0 ? html`<span class="quiet">no trial has completed</span>` : html`<b>${score(d.best_score, 4)}</b>
        <small>${d.trials.score_error[i] === null ? '' : `±${score(d.trials.score_error[i], 4)}`} ${d.metric}</small>
        <button type="button" class="plain link" title=${setting(d, i)} @click=${() => places().includes(d.best_trial) || toggle(d.best_trial)}>${trial(d.best_trial)}</button>
        ${d.optimistic ? html`<small class="quiet" title=${`The score of ${trial(d.best_trial)} is ${d.optimistic}`}>optimistic</small>` : nothing}`}</dd></div>
      <div><dt>runs</dt><dd><b>${count(done)}</b> <small>of ${count(runs)}</small>${failed(d)}</dd></div>
      <div><dt>epochs</dt><dd><b>${count(d.epochs)}</b> <small>of ${over ? '' : 'at most '}${count(d.epochs_planned)}</small></dd></div>
    </dl>
    ${progress(over ? 1 : d.epochs, over ? 1 : d.epochs_planned, 'Epochs trained')}
  </div>`;
}

function setting(d, i) {
  return Object.keys(d.trials.configuration).map(key => `${key}=${parameter(d.trials.configuration[key][i])}`).join('  ');
}

function failed(d) {
  const n = d.trials_by_state.FAILED ?? 0;
  return n ? html`<span class="bad"> ${plural(n, 'trial')} failed</span>` : nothing;
}

/** @param {api.ExperimentDetail} d */
function foot(d) {
  const same = fixed(d.trials);
  return html`<p class="foot">${plural(d.trials.number.length, 'trial')}${page.view.trials || !places().length ? nothing : ', the best are on the chart'}.
    Score: mean ± standard error over ${plural(d.folds, 'fold')}${d.indistinguishable.length ? '; ~ cannot be told from the best' : ''}${same.length ? html`. The same everywhere: <span class="same">${same.join('  ')}</span>` : ''}
    ${page.view.trials ? html`<button type="button" class="plain link" @click=${() => choose({trials: null})}>Show the best</button>` : nothing}</p>
    ${page.note ? html`<p class="notice" role="alert">${page.note}</p>` : nothing}`;
}

/** @param {api.ExperimentDetail} d */
function controls(d) {
  const v = page.view;
  const bases = [...new Set([d.metric, ...d.metrics].map(m => m.replace(/^val_/, '')))];
  const current = (v.metric || d.metric).replace(/^val_/, '');
  return html`<div class="controls">
    <label>Metric <select @change=${e => choose({metric: e.target.value === d.metric.replace(/^val_/, '') ? '' : e.target.value})}>
      ${bases.map(m => html`<option .selected=${m === current}>${m}</option>`)}</select></label>
    <fieldset class="segments"><legend class="hidden">X axis</legend>
      ${view.AXES.map(axis => html`<label><input type="radio" name="axis" value=${axis} .checked=${v.axis === axis} @change=${() => choose({axis})}><span>${axis}</span></label>`)}</fieldset>
    <label><input type="checkbox" .checked=${logOn()} @change=${e => choose({log: e.target.checked ? '1' : '0'})}> log y</label>
    <label><input type="checkbox" .checked=${v.train} @change=${e => choose({train: e.target.checked})}> training</label>
    <label><input type="checkbox" .checked=${v.folds} @change=${e => choose({folds: e.target.checked})}> single folds</label>
  </div>`;
}

function logOn() {
  if (page.view.log !== '' || !page.curves) return page.view.log === '1';
  return isLogarithmic(extent(chartLines(), page.view), '');
}

/** @param {api.ExperimentDetail} d */
function curves(d) {
  const shown = page.curves ? chartLines() : [];
  const metric = page.curves ? shownMetric() : d.metric;
  const bare = page.curves && extent(shown, page.view).empty;
  return html`<div class="chart">
    <h2>${metric.startsWith('val_') ? `Validation ${metric.slice(4)}` : metric} <span class="quiet">${shown.length ? `${shown.length} of ${plural(d.trials.number.length, 'trial')}` : ''}</span></h2>
    <p class="key" aria-hidden="true"><svg viewBox="0 0 24 8"><path d="M0 4h24" /></svg>validation ${page.view.train ? html`<svg class="dash" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>training` : nothing}
      ${page.view.folds ? html`<svg class="thin" viewBox="0 0 24 8"><path d="M0 2h24M0 6h24" /></svg>single folds` : html`<svg class="band" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>± 1 SE over folds`}
      <svg class="pale" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>folds still missing</p>
    ${advice(shown, page.focus)}
    <div class="plot" tabindex="0" role="img" aria-label=${described(shown, metric)}><canvas></canvas><canvas></canvas></div>
    ${bare ? html`<div class="over">${why(d, shown)}</div>` : nothing}
  </div>
  ${page.curves && shown.length ? readout({lines: shown, detail: d, curves: page.curves, x: page.x, focus: page.focus, onRemove: toggle}) : nothing}`;
}

/** Why there is nothing to draw, and what to do. */
function why(d, shown) {
  if (!shown.length && d.epochs > 0) return html`<p>Select trials in the table to see their curves.</p>`;
  if (shown.length && d.epochs > 0) return html`<p>The selected trials have no finite value of this metric yet.</p>`;
  const i = d.trials.state.indexOf('FAILED');
  if (i >= 0) return html`<p class="bad">${plural(d.trials_by_state.FAILED, 'trial')} failed before the first epoch ended. ${trial(d.trials.number[i])}: ${d.trials.message[i]}</p>`;
  if (d.state === 'RUNNING' || d.state === 'QUEUED') return html`<p>The first epoch is not there yet. Its curves appear here as it trains.</p>`;
  return html`<p>Nothing was trained. The same command that began this search goes on with it.</p>`;
}

document.body.replaceChildren();
draw();
addEventListener('popstate', () => { page.view = view.read(); show(); });
addEventListener('resize', () => {
  page.height = document.querySelector('.board')?.clientHeight ?? page.height;
  draw();
});
follow(load, live => { page.live = live; draw(); });
