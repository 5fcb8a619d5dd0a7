import {html, nothing} from '../lib/lit-html.js';
import {Chart} from '../chart/chart.js';
import {csv} from '../chart/csv.js';
import {lines} from '../chart/lines.js';
import {fileName, png, save} from '../chart/png.js';
import {domain} from '../chart/scales.js';
import * as api from '../core/api.js';
import {plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {controls} from './controls.js';
import {notes} from './notes.js';

/**
 * What the curves need of the page.
 *
 * @typedef {Object} CurvesState
 * @property {import('../page/compare-view.js').CompareView} view with the axis that is shown
 * @property {import('../core/api.js').Compared} compared
 * @property {number[]} places colour of each trial
 * @property {{experiment: string, curves: import('../core/api.js').Curves|null, error: string}[]} parts curves by experiment
 * @property {string|null} hover key of the trial that somebody points at
 */

/** Curves of trials of any experiments on one chart. */
class CompareCurves extends Panel {
  /** @type {Chart|null} */ #chart = null;
  /** @type {{state: object, smooth: number|null, input: import('../chart/scales.js').Input, domain: import('../chart/scales.js').Domain}|null} */ #made = null;
  /** @type {number|null} */ #smooth = null;
  #problem = '';

  disconnectedCallback() {
    this.#chart?.close();
    this.#chart = null;
  }

  /** @param {CurvesState} state */
  template(state) {
    const {compared: c, view: v, parts} = state;
    const {input, domain: d} = this.made(state);
    const own = {smooth: this.#smooth ?? v.smooth, log: d.log, png: () => this.picture(), csv: () => this.table(),
      preview: value => { this.#smooth = value; this.ask(); }, commit: value => { this.#smooth = null; this.choose({smooth: value}); }};
    const problems = parts.filter(part => part.error).map(part => part.error);
    return html`${controls(this, {detail: {metric: c.metric, metrics: c.metrics}, view: v}, own)}
      <div class="chart">
        <div class="chart-head"><h2>${input.metric} <span class="quiet">${plural(input.lines.length, 'trial')} over ${v.axis === 'epoch' ? 'epochs' : v.axis === 'step' ? 'steps' : v.axis}</span></h2></div>
        ${fairness(c, v, axis => this.choose({axis, zoom: null}))}
        ${notes(input, d, change => this.choose(change))}
        ${[...problems, this.#problem].filter(Boolean).map(text => html`<p class="notes bad" role="alert">${text}</p>`)}
        <div class="plot" tabindex="0" role="img" aria-label=${described(input)}><canvas class="lines"></canvas><canvas class="axes"></canvas><canvas class="overlay"></canvas><div class="tip" hidden></div></div>
        ${parts.length < 1 ? html`<div class="over"><p class="loading" role="status">Loading…</p></div>` : d.empty ? html`<div class="over"><p>No curve has a finite value of this metric yet.</p></div>` : nothing}
      </div>`;
  }

  /** @param {CurvesState} state */
  painted(state) {
    const host = /** @type {HTMLElement} */ (this.querySelector('.plot'));
    const {input} = this.made(state);
    if (this.#chart?.host !== host) {
      this.#chart?.close();
      this.#chart = new Chart(host, {
        hover: (_, line) => this.dispatchEvent(new CustomEvent('line', {bubbles: true, detail: line?.key ?? null})),
        pin: epoch => this.choose({epoch}),
        zoom: zoom => this.choose({zoom}),
      });
    }
    if (this.#chart.input !== input) this.#chart.set(input);
    this.#chart.highlight(state.hover);
  }

  /** @param {CurvesState} state */
  made(state) {
    const known = this.#made;
    if (known && known.smooth === this.#smooth && ['view', 'compared', 'places', 'parts'].every(key => known.state[key] === state[key])) return known;
    const {axis, log, logx, train, folds, band, clip, zoom, epoch} = state.view;
    const input = {lines: linesOf(state, this.#smooth ?? state.view.smooth), axis, metric: shownMetric(state), log, logx, train, folds, band, clip, zoom, epoch};
    this.#made = {state, smooth: this.#smooth, input, domain: domain(input)};
    return this.#made;
  }

  async picture() {
    const {input} = this.made(this.state);
    const words = {title: `Comparison · ${input.metric}`, subtitle: `${plural(input.lines.length, 'trial')}, mean over folds${input.train ? ', training dashed' : ''}`};
    try {
      save(`${fileName('compare', input.metric)}.png`, await png(input, words, this.querySelector('.plot').getBoundingClientRect()));
      this.#problem = '';
    } catch (error) {
      this.#problem = error.message;
    }
    this.ask();
  }

  table() {
    const {input} = this.made(this.state);
    const names = this.state.parts.find(part => part.curves)?.curves;
    if (names) save(`${fileName('compare', input.metric)}.csv`, new Blob([csv(input.lines, names, {train: input.train, folds: input.folds, zoom: input.zoom})], {type: 'text/csv'}));
  }
}
customElements.define('compare-curves', CompareCurves);

/** @param {CurvesState} state @param {number} smooth @returns {import('../chart/lines.js').Line[]} */
function linesOf({compared: c, view: v, places, parts}, smooth) {
  const several = new Set(c.trials.experiment).size > 1;
  const all = parts.flatMap(({experiment, curves}) => (curves ? curves.trials.flatMap(t => {
    const i = c.trials.number.findIndex((number, k) => number === t.number && c.trials.experiment[k] === experiment);
    if (i < 0) return [];
    const key = api.trialKey({experiment, number: t.number});
    return lines({...curves, trials: [t]}, {axis: v.axis, band: v.band, smooth, folds: c.trials.folds[i], goal: c.trials.goal[i],
      identify: () => ({key, label: (several ? `${experiment}/` : '') + trial(t.number), place: places[i], baseline: i === c.baseline})});
  }) : []));
  return all.sort((a, b) => a.place - b.place);
}

/** @param {CurvesState} state */
function shownMetric({compared: c, parts}) {
  const known = parts.find(part => part.curves)?.curves;
  if (!known) return c.metric;
  return known.trials.some(t => t.validation) ? known.validation : known.train;
}

/** Which axis is shown and whether it is the fair one. @param {api.Compared} c @param {import('../page/compare-view.js').CompareView} v @param {(axis: string) => void} choose */
function fairness(c, v, choose) {
  if (!c.budget || c.budget.axis === 'epoch') return nothing;
  if (v.axis === 'epoch') return html`<p class="notes warn"><span>Epochs are not the same amount of training here. <button type="button" class="plain link" @click=${() => choose('')}>Over samples</button></span></p>`;
  return v.axis === c.budget.axis ? html`<p class="notes"><span>${c.budget.reason}</span></p>` : nothing;
}

/** @param {import('../chart/scales.js').Input} input */
function described(input) {
  const texts = input.lines.map(line => {
    const last = line.main.y.filter(Number.isFinite).at(-1);
    return `${line.label}: ${last === undefined ? 'no values' : `${plural(line.of, 'epoch')}, last ${Number(last.toPrecision(3))}`}`;
  });
  return `Curves of ${input.metric}. ${texts.join('. ')}. Arrow keys move from epoch to epoch.`;
}
