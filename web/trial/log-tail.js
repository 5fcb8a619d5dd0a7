import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {Panel} from '../core/panel.js';
import {command} from '../core/shell.js';

const STEPS = [200, 1000, 2000];

/** The end of the log of one run, which goes on as it is written. */
class LogTail extends Panel {
  #lines = STEPS[0];
  #stick = true;

  /** @param {import('./trial-view.js').TrialState} state */
  template(state) {
    const {detail: d} = state;
    const {fold, repeat, i} = chosen(state);
    if (i < 0) return html`<div class="bar"><h2>Log</h2></div><p class="quiet">There is no run.</p>`;
    const live = d.runs.state[i] === 'RUNNING';
    const key = JSON.stringify([d.number, fold, repeat, this.#lines, d.runs.attempt[i], d.runs.state[i], live ? state.version : 0]);
    const {value, error} = this.load('log', key, () => api.log(state.name, d.number, {fold, repeat, lines: this.#lines}));
    const repeats = Math.max(...d.runs.repeat) > 1;
    return html`<div class="bar"><h2>Log</h2>
      <label>of <select @change=${event => { this.#stick = true; this.choose(/** @type {any} */ ({log_of: event.target.value})); }}>
        ${d.runs.id.map((_, k) => html`<option value="${d.runs.fold[k]}.${d.runs.repeat[k]}" .selected=${k === i}>fold ${d.runs.fold[k]}${repeats ? `, repeat ${d.runs.repeat[k]}` : ''} · ${d.runs.state[k].toLowerCase()}</option>`)}</select></label>
      ${live ? html`<span class="feed live"><i aria-hidden="true"></i>follows</span>` : nothing}</div>
      ${error ? html`<p class="bad">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : nothing}
      ${!value ? (error ? nothing : html`<p class="loading" role="status">Loading…</p>`)
        : value.missing ? html`<p class="quiet">${value.missing}.</p>`
          : html`${value.more ? html`<p class="quiet cut">The last ${value.lines.length} lines.
              ${this.#lines < STEPS.at(-1) ? html`<button type="button" class="plain link" @click=${() => { this.#lines = STEPS[STEPS.indexOf(this.#lines) + 1]; this.ask(); }}>Show more</button>` : 'All of it:'}</p>${this.#lines < STEPS.at(-1) ? nothing : command(value.command)}` : nothing}
            <pre class="log" tabindex="0" aria-label="Log" @scroll=${event => { const p = event.currentTarget; this.#stick = p.scrollTop + p.clientHeight > p.scrollHeight - 8; }}>${value.lines.join('\n')}</pre>`}`;
  }

  painted() {
    const pre = this.querySelector('pre');
    if (pre && this.#stick) pre.scrollTop = pre.scrollHeight;
  }
}
customElements.define('log-tail', LogTail);

/** The run of the log: as in the URL, or else the first that ended badly, or that runs, or the first. @param {import('./trial-view.js').TrialState} state */
function chosen({view, detail: {runs}}) {
  const [fold, repeat] = view.log_of.split('.').map(Number);
  const asked = runs.id.findIndex((_, k) => runs.fold[k] === fold && runs.repeat[k] === (repeat || 1));
  const first = states => runs.state.findIndex(state => states.includes(state));
  const i = [asked, first(['FAILED', 'LOST']), first(['RUNNING']), runs.id.length ? 0 : -1].find(k => k >= 0) ?? -1;
  return {i, fold: runs.fold[i], repeat: runs.repeat[i]};
}
