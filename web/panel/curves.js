import {html, nothing} from '../lib/lit-html.js';
import {Chart} from '../chart/chart.js';
import {csv} from '../chart/csv.js';
import {linesOf} from '../chart/lines.js';
import {fileName, png, save} from '../chart/png.js';
import {domain} from '../chart/scales.js';
import {plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {focused} from '../core/state.js';
import {controls} from './controls.js';
import {notes} from './notes.js';
import {advice, described} from './values.js';

/** What the band says, as the legend writes it. */
const BAND_TEXTS = {se: '± 1 SE over folds', sd: '± 1 SD of folds', range: 'smallest to largest fold', ci: '95 % interval of the mean'};

/** Learning curves of the selected trials, and what can be chosen about them. */
class LearningCurves extends Panel {
  pointed = ['trial'];
  /** @type {Chart|null} */ #chart = null;
  /** What is drawn: the same object until something about it changes. @type {{key: string, curves: object|null, input: import('../chart/scales.js').Input, domain: import('../chart/scales.js').Domain, text: string}|null} */
  #made = null;
  /** Smoothing while the slider is being moved: it comes into the URL when it is let go. @type {number|null} */
  #smooth = null;
  #problem = '';

  disconnectedCallback() {
    this.#chart?.close();
    this.#chart = null;
  }

  template(state) {
    const {detail: d, view: v, curves} = state;
    const made = this.made(state);
    const lines = made?.input.lines ?? [];
    const shown = shownMetric(state);
    return html`${controls(this, state, {smooth: this.#smooth ?? v.smooth, log: made?.domain.log ?? v.log === '1', preview: value => { this.#smooth = value; this.ask(); },
      commit: value => { this.#smooth = null; this.choose({smooth: value}); }, png: () => this.picture(), csv: () => this.table()})}
      <div class="chart">
        <div class="chart-head"><h2>${shown.startsWith('val_') ? `Validation ${shown.slice(4)}` : shown} <span class="quiet">${lines.length ? plural(lines.length, 'trial') : ''}</span></h2>
        ${key(v, Boolean(curves?.trials.some(t => t.validation)))}</div>
        ${advice(lines, focused(state))}
        ${made ? notes(made.input, made.domain, change => this.choose(change)) : nothing}
        ${this.#problem ? html`<p class="notes bad" role="alert">${this.#problem}</p>` : nothing}
        <div class="plot" tabindex="0" role="img" aria-label=${made?.text ?? 'Curves are loading'}><canvas class="lines"></canvas><canvas class="axes"></canvas><canvas class="overlay"></canvas><div class="tip" hidden></div></div>
        ${curves ? (made.domain.empty ? html`<div class="over">${why(d, curves, lines)}</div>` : nothing) : html`<div class="over"><p class="loading" role="status">Loading…</p></div>`}
      </div>`;
  }

  painted(state) {
    const host = this.querySelector('.plot');
    const made = this.made(state);
    if (!host || !made) return;
    if (this.#chart?.host !== host) {
      this.#chart?.close();
      this.#chart = new Chart(/** @type {HTMLElement} */ (host), {
        hover: (epoch, line) => this.point({epoch, trial: line?.number ?? null}),
        pin: epoch => this.choose({epoch}),
        zoom: zoom => this.choose({zoom}),
      });
    }
    if (this.#chart.input !== made.input) this.#chart.set(made.input);
    this.#chart.highlight(state.hover.trial === null ? null : String(state.hover.trial));
    this.dataset.painted = String(state.curves.trials.length);
  }

  /** @param {import('../core/state.js').State} state */
  made(state) {
    const {curves, places} = state;
    if (!curves) return null;
    const v = this.#smooth === null ? state.view : {...state.view, smooth: this.#smooth};
    const {axis, log, logx, train, folds, band, clip, zoom, epoch, smooth, baseline} = v;
    const text = JSON.stringify([axis, log, logx, train, folds, band, clip, zoom, epoch, smooth, baseline, places]);
    if (this.#made?.curves === curves && this.#made.key === text) return this.#made;
    const lines = linesOf({...state, view: v});
    const input = {lines, axis, metric: shownMetric(state), log, logx, train, folds, band, clip, zoom, epoch};
    this.#made = {key: text, curves, input, domain: domain(input), text: described(lines, input.metric)};
    return this.#made;
  }

  async picture() {
    const {state} = this;
    const {input} = this.made(state);
    const plot = this.querySelector('.plot').getBoundingClientRect();
    const folds = plural(state.detail.folds, 'fold');
    const words = {title: `${state.name} · ${input.metric}`, subtitle: `${plural(input.lines.length, 'trial')}, mean of ${folds}${input.band !== 'none' && !input.folds ? `, band: ${BAND_TEXTS[input.band]}` : ''}${input.train ? ', training dashed' : ''}${state.view.smooth ? `, smoothed ${state.view.smooth}` : ''}` };
    try {
      save(`${fileName(state.name, input.metric)}.png`, await png(input, words, plot));
      this.#problem = '';
    } catch (error) {
      this.#problem = error.message;
    }
    this.ask();
  }

  table() {
    const {state} = this;
    const {input} = this.made(state);
    const text = csv(input.lines, state.curves, {train: input.train, folds: input.folds, zoom: input.zoom});
    save(`${fileName(state.name, input.metric)}.csv`, new Blob([text], {type: 'text/csv'}));
  }
}
customElements.define('learning-curves', LearningCurves);

/** @param {import('../core/state.js').State} state */
function shownMetric({curves, detail}) {
  if (!curves) return detail.metric;
  return curves.trials.some(t => t.validation) || !curves.trials.length ? curves.validation : curves.train;
}

/** What the lines mean. @param {import('../core/view.js').View} v @param {boolean} both whether there is a validation metric */
function key(v, both) {
  return html`<p class="key" aria-hidden="true"><svg viewBox="0 0 24 8"><path d="M0 4h24" /></svg>${both ? 'validation' : 'training'} ${v.train && both ? html`<svg class="dash" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>training` : nothing}
    ${v.folds ? html`<svg class="thin" viewBox="0 0 24 8"><path d="M0 2h24M0 6h24" /></svg>single folds` : v.band !== 'none' ? html`<svg class="band" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>${BAND_TEXTS[v.band]}` : nothing}
    ${v.smooth ? html`<svg class="thin pale" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>not smoothed` : nothing}
    <svg class="pale" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>folds still missing</p>`;
}

/** Why there is nothing to draw, and what to do. @param {import('../core/api.js').ExperimentDetail} d @param {import('../core/api.js').Curves} curves */
function why(d, curves, lines) {
  if (!lines.length && d.epochs > 0) return html`<p>Select trials in the table to see their curves.</p>`;
  const failed = curves.trials.find(t => t.state === 'FAILED' && t.message);
  if (lines.length && d.epochs > 0) return html`<p>The selected trials have no finite value of this metric yet.</p>${failed ? html`<p class="bad">${trial(failed.number)}: ${failed.message}</p>` : nothing}`;
  const n = d.trials_by_state.FAILED ?? 0;
  if (n) return html`<p class="bad">${plural(n, 'trial')} failed before the first epoch ended.${failed ? ` ${trial(failed.number)}: ${failed.message}` : ' Select one in the table to see why.'}</p>`;
  if (d.state === 'RUNNING' || d.state === 'QUEUED') return html`<p>The first epoch is not there yet. Its curves appear here as it trains.</p>`;
  return html`<p>Nothing was trained. The same command that began this search goes on with it.</p>`;
}
