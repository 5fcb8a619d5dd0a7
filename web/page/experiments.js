import '../panel/start.js';
import {html, nothing, render} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {csv, download} from '../core/download.js';
import {count, plural} from '../core/format.js';
import {keys, search} from '../core/keys.js';
import {follow} from '../core/live.js';
import {command, failure, shell} from '../core/shell.js';
import {table as listTable} from './experiment-table.js';
import {counted, filtered, rowsOf, sorted, table} from './experiment-rows.js';
import * as views from './list-view.js';

const RELATIVE_TIMES_MILLIS = 20_000;
/** Rows of a page: what a browser draws at once, and a person looks through. */
const ROWS = 50;

const page = {
  /** @type {import('./experiment-rows.js').Row[]|null} */ rows: null,
  /** @type {Error|null} */ error: null,
  /** @type {'connecting'|'live'|'lost'} */ live: 'connecting',
  view: views.read(),
  /** What was put away or back last. @type {{name: string, archived: boolean}|null} */ done: null,
};

async function load() {
  try {
    page.rows = rowsOf(await api.experiments());
    page.error = null;
  } catch (error) {
    page.error = error;
  }
  draw();
}

/** @param {Partial<import('./list-view.js').ListView>} change @param {boolean} [replace] without a step in the history */
function choose(change, replace = false) {
  page.view = {...page.view, page: 1, ...change};
  views.write(page.view, replace);
  draw();
}

function draw() {
  render(shell({here: '', live: page.live, content: content()}), document.body);
}

function content() {
  if (page.rows?.length) return html`<div class="page wide experiments">${listed(page.rows)}</div>`;
  const rest = page.rows ? empty() : page.error ? failure(page.error, load) : html`<p class="loading" role="status">Loading…</p>`;
  return html`<div class="page"><h1>Experiments</h1>${rest}</div>`;
}

function empty() {
  return html`<section class="blank">
    <h2>No experiments yet</h2>
    <p>Run one, and it appears here while it trains:</p>
    ${command('./plateau run experiments/digits.yaml')}
    <p class="quiet">A search has one file. The one above is an example that comes with Plateau: handwritten digits, nothing to download.</p>
  </section>`;
}

/** @param {import('./experiment-rows.js').Row[]} rows */
function listed(rows) {
  const {view} = page;
  const shown = sorted(filtered(rows, view), view.sort);
  const pages = Math.max(1, Math.ceil(shown.length / ROWS));
  const at = Math.min(view.page, pages);
  const part = shown.slice((at - 1) * ROWS, at * ROWS);
  return html`
    <header class="bar">
      <h1>Experiments</h1>
      <p class="quiet" role="status">${said(rows, shown)}</p>
      <span class="push"></span>
      <button type="button" @click=${() => download('experiments.csv', csv(table(shown)))} title="The rows that match, as a table">CSV</button>
      <start-search></start-search>
    </header>
    ${filters(rows)}
    ${page.error ? html`<p class="notice" role="alert">${page.error.message} <button type="button" class="link plain" @click=${load}>Try again</button></p>` : nothing}
    ${part.length ? listTable({rows: part, view, choose, onArchive: row => archive(row.name, !row.archived)}) : none()}
    ${pages > 1 ? pager(at, pages, shown.length) : nothing}
    ${chosen(rows)}${undo()}`;
}

function said(rows, shown) {
  const hidden = page.view.archived ? 0 : rows.filter(row => row.archived).length;
  const parts = [shown.length === rows.length - hidden ? plural(shown.length, 'experiment') : `${count(shown.length)} of ${plural(rows.length - hidden, 'experiment')}`];
  if (hidden) parts.push(`${count(hidden)} archived, not shown`);
  return parts.join(' · ');
}

/** @param {import('./experiment-rows.js').Row[]} rows */
function filters(rows) {
  const {view} = page;
  const open = rows.filter(row => view.archived || !row.archived);
  const archived = rows.filter(row => row.archived).length;
  const tags = counted(open.flatMap(row => row.tags));
  const flip = (list, value) => (list.includes(value) ? list.filter(v => v !== value) : [...list, value]);
  return html`<div class="filters" role="search" aria-label="Filter experiments">
    <input id="search" type="search" placeholder="Search name, description, tag  ( / )" aria-label="Search experiments" .value=${view.q} @input=${event => choose({q: event.target.value}, true)}>
    ${toggles('State', counted(open.map(row => row.state.toLowerCase())), view.state, value => choose({state: flip(view.state, value)}))}
    ${tags.length ? toggles('Tag', tags, view.tag, value => choose({tag: flip(view.tag, value)})) : nothing}
    ${archived ? html`<label class="check"><input type="checkbox" .checked=${view.archived} @change=${() => choose({archived: !view.archived})}> archived <small>${count(archived)}</small></label>` : nothing}
    ${narrowed() ? html`<button type="button" class="link plain" @click=${widen}>Clear filters</button>` : nothing}
  </div>`;
}

/** @param {string} label @param {[string, number][]} values @param {string[]} on @param {(value: string) => void} flip */
function toggles(label, values, on, flip) {
  const gone = on.filter(value => values.every(([known]) => known !== value)).map(value => [value, 0]);
  return html`<div class="toggles" role="group" aria-label=${label}>${[...values, ...gone].map(([value, n]) => html`<button type="button" aria-pressed=${on.includes(value)}
      @click=${() => flip(value)}>${value} <small>${count(n)}</small></button>`)}</div>`;
}

function narrowed() {
  const {q, state, tag} = page.view;
  return Boolean(q || state.length || tag.length);
}

function widen() {
  choose({q: '', state: [], tag: []});
}

function none() {
  return html`<section class="blank"><h2>No experiment matches</h2><p>${page.rows.every(row => row.archived) ? 'All of them are archived.' : 'Another word, or fewer filters?'}</p>
    <button type="button" @click=${() => choose({q: '', state: [], tag: [], archived: page.rows.every(row => row.archived)})}>Show all</button></section>`;
}

/** @param {number} at @param {number} pages @param {number} rows */
function pager(at, pages, rows) {
  const go = to => { choose({page: to}); document.querySelector('.list a')?.focus(); };
  return html`<nav class="pager" aria-label="Pages of the list">
    <button type="button" ?disabled=${at === 1} @click=${() => go(at - 1)}>Previous</button>
    <span>${count((at - 1) * ROWS + 1)}–${count(Math.min(rows, at * ROWS))} of ${count(rows)}</span>
    <button type="button" ?disabled=${at === pages} @click=${() => go(at + 1)}>Next</button></nav>`;
}

/** What can be done with the chosen ones. @param {import('./experiment-rows.js').Row[]} rows */
function chosen(rows) {
  const all = page.view.chosen.flatMap(name => rows.find(row => row.name === name) ?? []);
  if (!all.length) return nothing;
  const ready = all.filter(row => row.bestTrial);
  const without = all.length - ready.length;
  return html`<div class="chosen" role="region" aria-label="Chosen experiments">
    <b>${plural(all.length, 'experiment')} chosen</b>
    ${ready.length > 1
      ? html`<a class="button main" href=${api.compareUrl(ready.map(row => ({experiment: row.name, number: row.bestTrial})), null)}>Compare their best trials</a>`
      : html`<span class="quiet">Choose two with a completed trial to compare their best.</span>`}
    ${without && ready.length > 1 ? html`<span class="quiet">${without === 1 ? 'one has' : `${without} have`} no completed trial and will be left out</span>` : nothing}
    <button type="button" class="plain" @click=${() => choose({chosen: [], page: page.view.page})}>Clear</button></div>`;
}

/** @param {string} name @param {boolean} archived @param {boolean} [again] whether it can be undone */
async function archive(name, archived, again = true) {
  try {
    await api.archive(name, archived);
    page.done = again ? {name, archived} : null;
    await load();
  } catch (error) {
    page.error = error;
    draw();
  }
}

function undo() {
  const {done} = page;
  if (!done) return nothing;
  return html`<p class="undo" role="status">${done.name} is ${done.archived ? 'archived' : 'back'}. <button type="button" class="plain link" @click=${() => archive(done.name, !done.archived, false)}>Undo</button>
    <button type="button" class="plain link" @click=${() => { page.done = null; draw(); }}>Close</button></p>`;
}

/** The link of the row that has the focus, and those of all rows. */
function links() {
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.list tbody th a')]);
  return {all, at: all.findIndex(link => link.closest('tr').contains(document.activeElement))};
}

/** @param {number} way */
function walk(way) {
  const {all, at} = links();
  all[at < 0 ? (way > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + way))]?.focus();
}

document.body.replaceChildren();
draw();
keys([
  {keys: ['/'], text: 'search', run: search},
  {keys: ['j', 'ArrowDown'], text: 'next experiment', run: () => walk(1)},
  {keys: ['k', 'ArrowUp'], text: 'previous experiment', run: () => walk(-1)},
  {keys: ['x'], text: 'choose the experiment, to compare it', run: () => { const {all, at} = links(); all[at]?.closest('tr').querySelector('input')?.click(); }},
]);
addEventListener('popstate', () => { page.view = views.read(); draw(); });
follow(load, live => { page.live = live; draw(); });
setInterval(draw, RELATIVE_TIMES_MILLIS);
