import {html, nothing, svg} from '../lib/lit-html.js';
import * as sketch from '../chart/sketch.js';
import {duration, figure} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {chip} from '../core/shell.js';
import {base, best, maximised, reach} from './trial-view.js';

const HEIGHT = 150;
const LEAST_WIDTH = 190;
const GAP = 14;

/** One chart a fold and metric, all of a metric on the same axes. */
class FoldCharts extends Panel {
  #width = 0;
  #seen = new ResizeObserver(entries => {
    const width = Math.floor(entries[0].contentRect.width);
    if (Math.abs(width - this.#width) > 1) { this.#width = width; this.ask(); }
  });

  connectedCallback() {
    super.connectedCallback();
    this.#seen.observe(this);
  }

  /** @param {import('./trial-view.js').TrialState} state */
  template(state) {
    const {detail: d, view: v, series: s} = state;
    const bases = [...new Set([d.metric, ...d.metrics].map(base))];
    const chosen = v.metrics.length ? bases.filter(name => v.metrics.includes(name)) : [base(d.metric)];
    const toggle = name => {
      const next = chosen.includes(name) ? chosen.filter(one => one !== name) : [...chosen, name];
      this.choose(/** @type {any} */ ({metrics: next.length === 1 && next[0] === base(d.metric) ? [] : next}));
    };
    return html`<div class="bar"><h2>Folds</h2>
      <fieldset class="choices"><legend class="hidden">Metrics</legend>${bases.map(name => html`<label><input type="checkbox" .checked=${chosen.includes(name)} @change=${() => toggle(name)}> ${name}</label>`)}</fieldset>
      <label><input type="checkbox" .checked=${s ? chosen.some(name => logarithmic(state, name)) : false} @change=${event => this.choose(/** @type {any} */ ({log: event.target.checked ? '1' : '0'}))}> log y</label>
      <p class="key" aria-hidden="true"><svg viewBox="0 0 24 8"><path d="M0 4h24" /></svg>validation <svg class="dash" viewBox="0 0 24 8"><path d="M0 4h24" /></svg>training <svg viewBox="0 0 24 8"><circle cx="12" cy="4" r="3" /></svg>own best epoch</p></div>
      ${this.#width ? this.charts(state, chosen) : nothing}`;
  }

  charts(state, chosen) {
    const {detail: d, series: s} = state;
    const columns = Math.max(1, Math.min(d.runs.id.length, Math.floor((this.#width + GAP) / (LEAST_WIDTH + GAP))));
    const width = Math.floor((this.#width - GAP * (columns - 1)) / columns);
    return html`${chosen.map((name, k) => html`${chosen.length > 1 ? html`<h3 class="metric-name">${name}</h3>` : nothing}
      <div class="fold-grid">${d.runs.id.map((_, i) => this.fold(state, {name, i, width, facts: k === 0, y: s ? this.scale(state, name, width) : null}))}</div>`)}`;
  }

  /** One value axis for all folds of a metric. */
  scale(state, name, width) {
    return sketch.values(numbers(state.series, name), box(width), logarithmic(state, name));
  }

  fold(state, {name, i, width, facts, y}) {
    const {detail: d, series: s} = state;
    const r = d.runs;
    const repeats = Math.max(...r.repeat) > 1;
    const called = `fold ${r.fold[i]}${repeats ? `, repeat ${r.repeat[i]}` : ''}`;
    const [training, validation] = s ? pair(s, name).map(metric => metric?.values[i] ?? []) : [[], []];
    const main = validation.length ? validation : training;
    const top = best(main, maximised(name, d));
    const from = s?.from || 1;
    return html`<figure class="fold ${r.state[i].toLowerCase()}">
      <figcaption><b>${called}</b> ${chip(r.state[i])}${top < 0 ? nothing : html`<small class="fold-best">best at <b>${from + top}</b>: ${figure(main[top])}</small>`}</figcaption>
      ${y && main.length ? chart({d, main, training: validation.length ? training : [], y, width, top, from, last: reach(d), epoch: state.epoch, called, name, point: epoch => this.point({epoch})})
        : html`<p class="no-curve">${none(r.state[i], r.epochs[i])}</p>`}
      ${r.message[i] && facts ? html`<p class="fold-message ${r.state[i] === 'FAILED' || r.state[i] === 'LOST' ? 'bad' : 'quiet'}">${r.message[i]}</p>` : nothing}
      ${facts ? html`<p class="fold-facts">${r.epochs[i]} of ${d.stage_epochs} epochs${r.seconds[i] ? ` · ${duration(r.seconds[i])}` : ''}${r.attempt[i] > 1 ? html` · <b>attempt ${r.attempt[i]}</b>` : nothing}${r.worker[i] ? ` · ${r.worker[i]}` : ''} · seed ${r.seed[i]}</p>` : nothing}
    </figure>`;
  }
}
customElements.define('fold-charts', FoldCharts);

/** Why a fold has no curve. @param {import('../core/api.js').State} state @param {number} epochs */
function none(state, epochs) {
  if (epochs) return 'has no values of this metric';
  if (state === 'QUEUED') return 'waits for a worker';
  return state === 'RUNNING' ? 'its first epoch is not there yet' : 'ended before its first epoch';
}

function box(width) {
  return {left: 44, right: width - 8, top: 8, bottom: HEIGHT - 22};
}

/** A metric on the rows trained on, and on the others. @param {import('../core/api.js').TrialSeries} s @param {string} name */
function pair(s, name) {
  return [s.metrics.find(m => m.name === name), s.metrics.find(m => m.name === `val_${name}`)];
}

function numbers(s, name) {
  return pair(s, name).flatMap(metric => metric?.values.flat() ?? []);
}

/** As chosen, or else if the values span much of a decade. */
function logarithmic({series, view}, name) {
  return view.log !== '0' && sketch.spans(numbers(series, name), view.log === '1' ? 1 : 8);
}

function chart({d, main, training, y, width, top, from, last, epoch, called, name, point}) {
  const place = box(width);
  const x = sketch.epochs(Math.min(last, from + 4999), place);
  const kept = sketch.thinned(main, width);
  const xs = kept.map(i => from + i);
  const gap = main.findIndex(v => !Number.isFinite(v));
  const before = gap > 0 ? gap - 1 : -1;
  const advice = d.advice;
  const at = epoch === null ? null : main[epoch - from];
  const under = event => Math.round(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left));
  return svg`<svg class="sketch" width=${width} height=${HEIGHT} viewBox="0 0 ${width} ${HEIGHT}" role="img"
      aria-label=${`${name} of ${called}: ${main.length} epochs, ${top < 0 ? 'no finite value' : `best ${figure(main[top])} at epoch ${from + top}`}${gap < 0 ? '' : `, not finite from epoch ${from + gap}`}`}
      @pointermove=${event => point(under(event))} @pointerleave=${() => point(null)}>
    ${advice && advice.high <= last ? svg`<rect class="interval" x=${x(advice.low)} y=${place.top} width=${Math.max(1, x(advice.high) - x(advice.low))} height=${place.bottom - place.top} />` : nothing}
    ${sketch.leftAxis(y, place, 3)}${sketch.bottomAxis(x, place)}
    ${training.length ? svg`<path class="dashed series-7" d=${sketch.line(xs, kept.map(i => training[i]), x, y)} />` : nothing}
    <path class="line series-0" d=${sketch.line(xs, kept.map(i => main[i]), x, y)} />
    ${top < 0 ? nothing : svg`<circle class="dot series-0" cx=${x(from + top)} cy=${y(main[top])} r="4" />`}
    ${gap < 0 ? nothing : before < 0 ? svg`<text class="axis-text" x=${place.left + 8} y=${place.top + 14}>not finite from epoch ${from + gap}</text>` : sketch.cross(x(from + before), y(main[before]))}
    ${at === null || at === undefined || !Number.isFinite(at) ? nothing : svg`<path class="pointer" d="M${Math.round(x(epoch)) + 0.5} ${place.top}V${place.bottom}" /><circle class="dot on series-0" cx=${x(epoch)} cy=${y(at)} r="3.5" />
      <text class="read" x=${Math.min(place.right - 4, Math.max(place.left + 60, x(epoch)))} y=${place.top + 3} text-anchor="end">${epoch}: ${figure(at)}</text>`}
  </svg>`;
}
