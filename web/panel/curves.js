import {html, nothing} from '../lib/lit-html.js';
import {Chart} from '../chart/chart.js';
import {extent, linesOf} from '../chart/lines.js';
import {isLogarithmic} from '../chart/scales.js';
import {plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {focused} from '../core/state.js';
import * as view from '../core/view.js';
import {advice, described} from './values.js';

/** Learning curves of the selected trials, and what can be chosen about them. */
class LearningCurves extends Panel {
  #drawn = '';
  /** @type {Chart|null} */ #chart = null;

  template(state) {
    const lines = state.curves ? linesOf(state) : [];
    const metric = shownMetric(state);
    return html`${this.controls(state, lines)}
      <div class="chart">
        <h2>${metric.startsWith('val_') ? `Validation ${metric.slice(4)}` : metric} <span class="quiet">${lines.length ? `${lines.length} of ${plural(state.detail.trials.number.length, 'trial')}` : ''}</span></h2>
        ${key(state.view)}
        ${advice(lines, focused(state))}
        <div class="plot" tabindex="0" role="img" aria-label=${described(lines, metric)}><canvas></canvas><canvas></canvas></div>
        ${state.curves && extent(lines, state.view).empty ? html`<div class="over">${why(state.detail, lines)}</div>` : nothing}
      </div>`;
  }

  painted(state) {
    const host = this.querySelector('.plot');
    if (!host || !state.curves) return;
    if (this.#chart?.host !== host) this.#chart = new Chart(host, (epoch, focus) => this.point({epoch, trial: focus}));
    const {axis, log, train, folds} = state.view;
    const input = JSON.stringify([state.version, state.curves.trials.map(t => t.number), state.curves.train, state.places, axis, log, train, folds]);
    if (input === this.#drawn) return this.#chart.highlight(state.hover.trial);
    this.#drawn = input;
    this.#chart.set({lines: linesOf(state), axis, metric: shownMetric(state), log, train, folds});
    this.dataset.painted = String(state.curves.trials.length);
    return undefined;
  }

  controls(state, lines) {
    const {detail: d, view: v} = state;
    const bases = [...new Set([d.metric, ...d.metrics].map(m => m.replace(/^val_/, '')))];
    const current = (v.metric || d.metric).replace(/^val_/, '');
    const log = v.log === '' && state.curves ? isLogarithmic(extent(lines, v), '') : v.log === '1';
    return html`<div class="controls">
      <label>Metric <select @change=${e => this.choose({metric: e.target.value === d.metric.replace(/^val_/, '') ? '' : e.target.value})}>
        ${bases.map(m => html`<option .selected=${m === current}>${m}</option>`)}</select></label>
      <fieldset class="segments"><legend class="hidden">X axis</legend>
        ${view.AXES.map(axis => html`<label><input type="radio" name="axis" value=${axis} .checked=${v.axis === axis} @change=${() => this.choose({axis})}><span>${axis}</span></label>`)}</fieldset>
      <label><input type="checkbox" .checked=${log} @change=${e => this.choose({log: e.target.checked ? '1' : '0'})}> log y</label>
      <label><input type="checkbox" .checked=${v.train} @change=${e => this.choose({train: e.target.checked})}> training</label>
      <label><input type="checkbox" .checked=${v.folds} @change=${e => this.choose({folds: e.target.checked})}> single folds</label>
    </div>`;
  }
}
customElements.define('learning-curves', LearningCurves);

/** @param {import('../core/state.js').State} state */
function shownMetric({curves, detail}) {
  if (!curves) return detail.metric;
  return curves.trials.some(t => t.validation) || !curves.trials.length ? curves.validation : curves.train;
}

/** @param {view.View} v */
function key(v) {
  return html`<p class="key" aria-hidden="true"><svg viewBox="0 0 24 8"><path d="M0 4h24" /></svg>validation ${v.train ? html`<svg class="dash" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>training` : nothing}
    ${v.folds ? html`<svg class="thin" viewBox="0 0 24 8"><path d="M0 2h24M0 6h24" /></svg>single folds` : html`<svg class="band" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>± 1 SE over folds`}
    <svg class="pale" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>folds still missing</p>`;
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
