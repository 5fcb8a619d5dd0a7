import {html, nothing} from '../lib/lit-html.js';
import {count, figure, plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {base, best, maximised} from './trial-view.js';

const ROW = 24;
const SPARE = 12;

/** Every epoch: mean ± SE of each metric, single folds if they are asked for. Only the rows in sight exist. */
class EpochTable extends Panel {
  #top = 0;
  #height = 420;

  /** @param {import('./trial-view.js').TrialState} state */
  template(state) {
    const {detail: d, series: s, view: v} = state;
    const rows = s?.to ? s.to - s.from + 1 : 0;
    return html`<div class="bar"><h2>Epochs ${s && s.longest > rows ? html`<small>${count(s.from)} to ${count(s.to)} of ${count(s.longest)}</small>` : html`<small>${rows ? count(rows) : ''}</small>`}</h2>
      <label><input type="checkbox" .checked=${v.folds} @change=${event => this.choose(/** @type {any} */ ({folds: event.target.checked}))}> single folds</label>
      ${d.advice && s && d.advice.epoch >= s.from && d.advice.epoch <= s.to ? html`<button type="button" @click=${() => this.go(d.advice.epoch)}>Go to epoch ${d.advice.epoch}</button>` : nothing}
      ${s && s.from > 1 ? html`<button type="button" @click=${() => this.choose(/** @type {any} */ ({from: Math.max(1, s.from - (s.to - s.from + 1))}))}>Earlier</button>` : nothing}
      ${s && s.to < s.longest ? html`<button type="button" @click=${() => this.choose(/** @type {any} */ ({from: s.to + 1}))}>Later</button>` : nothing}
      <button type="button" ?disabled=${!rows} @click=${() => save(state)}>CSV</button></div>
      ${rows ? this.table(state, rows) : html`<p class="quiet">${s ? 'No epoch has been stored yet.' : 'Loading…'}</p>`}`;
  }

  table(state, rows) {
    const {detail: d, series: s, view: v} = state;
    const metrics = ordered(s.metrics, d);
    const tops = metrics.map(m => best(m.mean, maximised(m.name, d)));
    const first = Math.max(0, Math.floor(this.#top / ROW) - SPARE);
    const last = Math.min(rows, Math.ceil((this.#top + this.#height) / ROW) + SPARE);
    const width = 1 + metrics.reduce((sum, m) => sum + 1 + (v.folds ? m.values.length : 0), 0);
    return html`<div class="scroll epoch-scroll" tabindex="0" role="region" aria-label="Values at each epoch" @scroll=${event => this.scrolled(event.currentTarget)}>
      <table class="epochs" aria-rowcount=${rows + 1}>
        <thead><tr aria-rowindex="1"><th scope="col" class="number">epoch</th>${metrics.map(m => html`<th scope="col" class="number">${m.name} <small>± SE</small></th>
          ${v.folds ? m.values.map((_, i) => html`<th scope="col" class="number single">fold ${s.runs.fold[i]}${Math.max(...s.runs.repeat) > 1 ? `.${s.runs.repeat[i]}` : ''}</th>`) : nothing}`)}</tr></thead>
        <tbody>${spacer(first * ROW, width)}${Array.from({length: last - first}, (_, i) => first + i).map(i => row(state, {metrics, tops, i}))}${spacer((rows - last) * ROW, width)}</tbody>
      </table></div>`;
  }

  painted() {
    this.querySelectorAll('.spacer td').forEach(cell => { /** @type {HTMLElement} */ (cell).style.height = `${/** @type {HTMLElement} */ (cell).dataset.height}px`; });
  }

  scrolled(host) {
    this.#top = host.scrollTop;
    this.#height = host.clientHeight;
    this.ask();
  }

  go(epoch) {
    const host = this.querySelector('.epoch-scroll');
    if (host) host.scrollTop = (epoch - this.state.series.from) * ROW - host.clientHeight / 2 + ROW;
  }
}
customElements.define('epoch-table', EpochTable);

/** The objective, its namesake in training, then the others, each beside its namesake. */
function ordered(metrics, d) {
  const rank = m => (base(m.name) === base(d.metric) ? 0 : 1);
  const at = new Map(metrics.map((m, i) => [base(m.name), i]).reverse());
  return [...metrics].sort((a, b) => rank(a) - rank(b) || at.get(base(a.name)) - at.get(base(b.name)) || Number(a.name !== d.metric) - Number(b.name !== d.metric) || Number(a.name === base(a.name)) - Number(b.name === base(b.name)));
}

function spacer(height, width) {
  return html`<tr class="spacer" aria-hidden="true"><td colspan=${width} data-height=${height}></td></tr>`;
}

function row(state, {metrics, tops, i}) {
  const {detail: d, series: s, view: v} = state;
  const epoch = s.from + i;
  const a = d.advice;
  const kind = a && epoch === a.epoch ? 'is-advised' : a && epoch >= a.low && epoch <= a.high ? 'is-within' : '';
  return html`<tr class=${kind} aria-rowindex=${i + 2}><th scope="row" class="number">${epoch}${epoch === d.epochs && d.epochs !== d.stage_epochs ? html`<small title="Where ${trial(d.number)} is read"> ◂</small>` : nothing}</th>
    ${metrics.map((m, k) => html`<td class="number ${tops[k] === i ? 'is-best' : ''}">${mean(m, i, d.folds)}</td>
      ${v.folds ? m.values.map(values => html`<td class="number single">${i >= values.length ? html`<span class="quiet">·</span>` : values[i] === null ? html`<span class="bad">not finite</span>` : figure(values[i])}</td>`) : nothing}`)}</tr>`;
}

function mean(m, i, folds) {
  if (!m.count[i]) return html`<span class="quiet">·</span>`;
  if (m.mean[i] === null) return html`<span class="bad">not finite</span>`;
  return html`${figure(m.mean[i])}${m.error[i] === null ? nothing : html` <small>±${figure(m.error[i] > 1e-12 * Math.abs(m.mean[i]) ? m.error[i] : 0, 2)}</small>`}${m.count[i] < folds ? html` <small class="partial" title="Only ${plural(m.count[i], 'fold')} of ${folds}">${m.count[i]}/${folds}</small>` : nothing}`;
}

/** All of it as a file: a line an epoch. @param {import('./trial-view.js').TrialState} state */
function save({name, number, series: s}) {
  const head = ['epoch', ...s.metrics.flatMap(m => [m.name, `${m.name}_error`, `${m.name}_folds`, ...m.values.map((_, i) => `${m.name}_r${s.runs.repeat[i]}_f${s.runs.fold[i]}`)])];
  const lines = Array.from({length: s.to - s.from + 1}, (_, i) => [s.from + i, ...s.metrics.flatMap(m => [m.mean[i], m.error[i], m.count[i], ...m.values.map(values => values[i])])]);
  const text = [head, ...lines].map(cells => cells.map(cell => (cell === null || cell === undefined ? '' : quoted(String(cell)))).join(',')).join('\r\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${text}\r\n`], {type: 'text/csv'}));
  link.download = `${name.replaceAll(/[^A-Za-z0-9._-]/g, '_')}-${trial(number)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function quoted(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
