import {html, nothing, render} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {trial} from '../core/format.js';
import {follow} from '../core/live.js';
import {chip, failure, shell} from '../core/shell.js';
import '../panel/control.js';
import '../panel/note.js';
import '../trial/epoch-table.js';
import {advice, artifacts, environment, headline, parameters, reproduce} from '../trial/facts.js';
import '../trial/fold-charts.js';
import '../trial/log-tail.js';
import * as view from '../trial/trial-view.js';

const name = api.nameOfPage();
const number = api.trialOfPage();

const page = {
  /** @type {api.TrialDetail|null} */ detail: null,
  /** @type {api.TrialSeries|null} */ series: null,
  /** @type {Error|null} */ error: null,
  /** @type {'connecting'|'live'|'lost'} */ live: 'connecting',
  view: view.read(),
  /** @type {number|null} */ epoch: null,
  version: 0,
};

async function load() {
  try {
    const [detail, series] = await Promise.all([api.trial(name, number), api.series(name, number, page.view.from)]);
    Object.assign(page, {detail, series, error: null, version: page.version + 1});
  } catch (error) {
    page.error = error;
  }
  draw();
}

/** Takes a choice: into the URL, then onto the page. @param {Partial<view.TrialView>} change */
function choose(change) {
  const from = page.view.from;
  page.view = {...page.view, ...change};
  const address = location.pathname + view.query(page.view);
  if (address !== location.pathname + location.search) history.pushState(null, '', address);
  if (page.view.from === from) draw();
  else load();
}

function draw() {
  document.title = `${trial(number)} · ${name} · Plateau`;
  const title = html`<a href=${experiment('')}>${name}</a> / ${trial(number)}`;
  const content = page.detail ? body(page.detail) : html`<div class="page"><h1>${title}</h1>${page.error ? failure(page.error, load) : html`<p class="loading" role="status">Loading…</p>`}</div>`;
  render(shell({here: name, live: page.live, content}), document.body);
}

/** The experiment's page with something chosen. @param {string} query */
function experiment(query) {
  return api.url(api.ROUTES.experimentPage, name) + query;
}

/** @returns {view.TrialState} */
function state() {
  const {detail, series, epoch, version} = page;
  return {name, number, view: page.view, detail, series, epoch, version};
}

/** @param {api.TrialDetail} d */
function body(d) {
  const now = /** @type {any} */ (state());
  return html`<div class="trial-page" @choose=${event => choose(event.detail)} @point=${event => { page.epoch = event.detail.epoch; draw(); }}>
    ${page.error ? html`<p class="notice" role="alert">${page.error.message} What is shown may be old. <button type="button" @click=${load}>Try again</button></p>` : nothing}
    <header class="trial-head">
      <div><h1><a href=${experiment(`?trials=${d.number}`)}>${name}</a> <span class="quiet">/</span> ${trial(d.number)} <small>${d.environment.run_name}</small> ${chip(d.state)}${d.best === d.number ? html` <em class="badge">best</em>` : nothing}</h1>
        ${d.message ? html`<p class="bad">${d.message}</p>` : nothing}
        ${d.reproduce.verify ? html`<trial-control .state=${controlState(d)} @changed=${load}></trial-control>` : nothing}</div>
      ${headline(d)}
      <nav class="beside" aria-label="Trials">${beside(d.previous, '‹', 'k')}${beside(d.next, '›', 'j')}</nav>
    </header>
    <div class="trial-columns">
      <div class="trial-main">
        <fold-charts .state=${now}></fold-charts>
        <epoch-table .state=${now}></epoch-table>
        <log-tail .state=${now}></log-tail>
      </div>
      <div class="trial-side">
        ${advice(d, experiment(`?trials=${d.number}&panels=advisor&advised=${d.number}`))}
        ${parameters(d)}
        <section class="card" aria-label="Note and tags"><note-editor .state=${noteState()}></note-editor></section>
        ${reproduce(d)}${artifacts(d)}${environment(d)}
      </div>
    </div>
  </div>`;
}

/** @type {Map<string, {key: string, state: any}>} */
const given = new Map();

/** The same object as long as it says the same, so that what is typed is not drawn again. @param {string} what @param {any} next */
function same(what, next) {
  const key = JSON.stringify(next);
  if (given.get(what)?.key !== key) given.set(what, {key, state: next});
  return given.get(what).state;
}

function noteState() {
  return same('note', {name, version: page.version, trial: number});
}

/** @param {api.TrialDetail} d */
function controlState(d) {
  return same('control', {name, trial: d.number, state: d.state});
}

/** @param {number|null} other @param {string} sign @param {string} key */
function beside(other, sign, key) {
  const text = key === 'k' ? 'previous' : 'next';
  return other === null ? html`<span class="button off" aria-disabled="true">${sign} <span class="hidden">no ${text} trial</span></span>`
    : html`<a class="button" data-key=${key} href=${api.url(api.ROUTES.trialPage, name, other)} title="${text} trial (${key})">${key === 'k' ? `${sign} ` : ''}${trial(other)}${key === 'j' ? ` ${sign}` : ''}</a>`;
}

addEventListener('keydown', event => {
  const typing = event.target instanceof HTMLElement && event.target.closest('input, select, textarea, [contenteditable]');
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !['j', 'k'].includes(event.key)) return;
  /** @type {HTMLElement|null} */ (document.querySelector(`.beside a[data-key="${event.key}"]`))?.click();
});
document.body.replaceChildren();
draw();
addEventListener('popstate', () => { page.view = view.read(); load(); });
follow(load, live => { page.live = live; draw(); });
