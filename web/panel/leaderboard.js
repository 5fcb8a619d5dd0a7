import {html, nothing} from '../lib/lit-html.js';
import {count, decimalsFor, parameter, score, trial} from '../core/format.js';
import {swatch} from '../core/palette.js';
import {Panel} from '../core/panel.js';
import {chip, progress} from '../core/shell.js';
import {toggled} from '../core/view.js';

/** Height of a row in pixels, as in experiment.css: only the rows in sight exist, however many trials there are. */
const ROW = 29;
const SPARE_ROWS = 8;

/**
 * @typedef {{key: string, title: string, numeric: boolean, value: (row: number) => any, cell: (row: number) => unknown}} Column
 */

/** @param {import('../core/api.js').ExperimentDetail} detail @returns {Column[]} */
export function columns(detail) {
  const t = detail.trials;
  const decimals = decimalsFor(t.score);
  const own = [
    {key: 'trial', title: 'trial', numeric: false, value: i => t.number[i], cell: i => trial(t.number[i])},
    {key: 'score', title: detail.metric, numeric: true, value: i => t.score[i], cell: i => scoreCell(detail, i, decimals)},
  ];
  const parameters = varying(t).map(name => ({
    key: `p.${name}`, title: name, numeric: typeof t.configuration[name].find(v => v !== null) === 'number',
    value: i => t.configuration[name][i], cell: i => parameter(t.configuration[name][i]),
  }));
  if (!('epochs' in t.configuration)) {
    parameters.push({key: 'epochs', title: 'epochs', numeric: true, value: i => t.epochs[i], cell: i => count(t.epochs[i])});
  }
  return [...own, ...parameters, {key: 'state', title: 'state', numeric: false, value: i => t.state[i], cell: i => stateCell(detail, i)}];
}

/** Hyperparameters that differ between trials. @param {import('../core/api.js').TrialColumns} trials */
function varying(trials) {
  const names = Object.keys(trials.configuration);
  return names.filter(name => trials.configuration[name].some(v => JSON.stringify(v) !== JSON.stringify(trials.configuration[name][0])));
}

/** `name=value` of those that are the same everywhere. @param {import('../core/api.js').TrialColumns} trials */
export function fixed(trials) {
  const vary = varying(trials);
  return Object.keys(trials.configuration).filter(name => !vary.includes(name)).map(name => `${name}=${parameter(trials.configuration[name][0])}`);
}

function scoreCell(detail, i, decimals) {
  const t = detail.trials;
  if (t.score[i] === null) return html`<span class="quiet">–</span>`;
  const error = t.score_error[i] === null ? nothing : html`<small>±${score(t.score_error[i], decimals)}</small>`;
  return html`<b>${score(t.score[i], decimals)}</b> ${error}`;
}

function stateCell(detail, i) {
  const t = detail.trials;
  const partial = t.folds_done[i] > 0 && t.folds_done[i] < detail.folds ? html`<small title=${`${t.folds_done[i]} of ${detail.folds} folds`}>${t.folds_done[i]}/${detail.folds}<span class="hidden"> folds</span></small>` : nothing;
  const bar = t.state[i] === 'RUNNING' ? progress(t.epochs_done[i], t.epochs[i] * detail.folds, `Epochs of ${trial(t.number[i])}`) : nothing;
  const why = t.message[i] ? html`<small class="message">${t.message[i]}</small>` : nothing;
  return html`<span title=${t.message[i]}>${chip(t.state[i])}${bar}${partial}${why}</span>`;
}

/**
 * Rows in the order of a column; trials without a value come last either way.
 *
 * @param {Column[]} all @param {string} sort @param {import('../core/api.js').ExperimentDetail} detail
 */
export function order(all, sort, detail) {
  const down = sort.startsWith('-');
  const column = all.find(c => c.key === sort.replace(/^-/, '')) ?? all[1];
  const better = column.key === 'score' && detail.goal === 'MAXIMIZE' ? -1 : 1;
  const sign = better * (down ? -1 : 1);
  const values = detail.trials.number.map((_, i) => column.value(i));
  return detail.trials.number.map((_, i) => i).sort((a, b) => missing(values[a]) - missing(values[b]) || sign * compare(values[a], values[b]) || a - b);
}

function missing(value) {
  return value === null || value === undefined ? 1 : 0;
}

function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The trials as a table, of which only the part in sight exists. */
class Leaderboard extends Panel {
  #top = 0;
  #height = 900;

  connectedCallback() {
    super.connectedCallback();
    this.watcher ??= new ResizeObserver(() => { this.#height = this.clientHeight || 900; this.ask(); });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
  }

  template(state) {
    const {detail, places, view} = state;
    if (!detail.trials.number.length) return html`<p class="loading">No trials have been asked for yet.</p>`;
    return table({
      detail, sort: view.sort, places, top: this.#top, height: this.#height,
      onSort: sort => this.choose({sort}),
      onToggle: number => this.choose({trials: toggled(places, number)}),
      onFocus: number => this.point({trial: number}),
      onScroll: event => { this.#top = event.target.scrollTop; this.ask(); },
    });
  }

  painted() {
    for (const spacer of this.querySelectorAll('.spacer')) spacer.firstElementChild.style.height = `${spacer.dataset.height}px`;
  }
}
customElements.define('trial-board', Leaderboard);

function table(p) {
  const all = columns(p.detail);
  const rows = order(all, p.sort, p.detail);
  const first = Math.max(0, Math.min(rows.length, Math.floor(p.top / ROW)) - SPARE_ROWS);
  const last = Math.min(rows.length, first + Math.ceil(p.height / ROW) + 2 * SPARE_ROWS);
  return html`<div class="scroll board" @scroll=${p.onScroll} tabindex="0" role="region" aria-label="Leaderboard">
    <table aria-rowcount=${rows.length + 1}>
      <thead><tr><th scope="col"><span class="hidden">shown</span></th>${all.map(c => head(c, p))}</tr></thead>
      <tbody>
        <tr class="spacer" aria-hidden="true" data-height=${first * ROW}><td colspan=${all.length + 1}></td></tr>
        ${rows.slice(first, last).map((i, k) => row(all, i, first + k, p))}
        <tr class="spacer" aria-hidden="true" data-height=${(rows.length - last) * ROW}><td colspan=${all.length + 1}></td></tr>
      </tbody>
    </table>
  </div>`;
}

/** @param {Column} c */
function head(c, p) {
  const sorted = p.sort.replace(/^-/, '') === c.key;
  const down = p.sort.startsWith('-');
  return html`<th scope="col" class=${c.numeric ? 'number' : ''} aria-sort=${sorted ? (down ? 'descending' : 'ascending') : 'none'}>
    <button type="button" @click=${() => p.onSort(sorted && !down ? `-${c.key}` : c.key)}>${c.title}${sorted ? html`<i aria-hidden="true">${down ? '▾' : '▴'}</i>` : nothing}</button></th>`;
}

/** @param {Column[]} all */
function row(all, i, position, p) {
  const t = p.detail.trials;
  const number = t.number[i];
  const place = p.places.indexOf(number);
  const best = number === p.detail.best_trial;
  const near = p.detail.indistinguishable.includes(number);
  return html`<tr class="${place >= 0 ? 'on' : ''} ${t.state[i].toLowerCase()}" aria-rowindex=${position + 2}
      @click=${event => { if (!event.target.closest('input')) p.onToggle(number, event); }}
      @pointerenter=${() => p.onFocus(number)} @pointerleave=${() => p.onFocus(null)}>
    <td><input type="checkbox" .checked=${place >= 0} @change=${event => p.onToggle(number, event)} aria-label="Show ${trial(number)}"></td>
    ${all.map((c, k) => (k === 0
      ? html`<th scope="row">${place >= 0 ? swatch(place) : html`<span class="swatch"></span>`}${c.cell(i)}${best ? html`<em title="Best completed trial">best</em>` : nothing}${near ? html`<em class="near" title="Cannot be told from the best trial: corrected paired t test over folds, Holm, 5 %">~</em>` : nothing}</th>`
      : html`<td class=${c.numeric ? 'number' : ''}>${c.cell(i)}</td>`))}
  </tr>`;
}
