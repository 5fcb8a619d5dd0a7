import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {adviceChart, axis} from '../chart/advice.js';
import {estimate, figure, plural, trial} from '../core/format.js';
import {colourClass} from '../core/palette.js';
import {Panel} from '../core/panel.js';
import {command} from '../core/shell.js';
import {focused, shown} from '../core/state.js';
import './byparameter.js';
import {costWords, nearestEpoch} from './rules.js';
import {ruleTable} from './rule-table.js';
import {findings, honest} from './findings.js';

const LEAST_WIDTH = 280;

/** How many epochs: the answer, how sure it is, what other counts cost, what is wrong with the training, and what decides the count. */
class EpochAdvisor extends Panel {
  pointed = ['epoch'];
  #width = 0;
  #rule = '';
  /** What the slider is at while it is held. @type {number|null} */ #held = null;
  #seen = new ResizeObserver(entries => {
    const width = Math.floor(entries[0].contentRect.width);
    if (Math.abs(width - this.#width) > 2) { this.#width = width; this.ask(); }
  });
  /** @type {Element|null} */ #host = null;

  template(state) {
    const asked = this.trial(state);
    const {value, error} = this.load('advice', JSON.stringify([state.version, asked, state.view.rule]), () => api.epochs(state.name, asked, state.view.rule));
    return html`${this.choice(state, value)}
      ${error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : nothing}
      ${value ? (value.cost ? this.advice(state, value) : waiting(value)) : error ? nothing : html`<p class="loading" role="status">Loading…</p>`}
      <epochs-by-parameter .state=${state}></epochs-by-parameter>`;
  }

  painted() {
    const host = this.querySelector('.advice-plot');
    if (host === this.#host) return;
    if (this.#host) this.#seen.unobserve(this.#host);
    this.#host = host;
    if (host) this.#seen.observe(host);
  }

  /** The trial that is asked about: chosen here, or else the baseline, or else the best, or else one that is on the chart. */
  trial(state) {
    const best = state.detail.best_trial || null;
    return state.view.advised ?? state.view.baseline ?? best ?? focused(state);
  }

  choice(state, value) {
    const best = state.detail.best_trial || null;
    const now = this.trial(state);
    const others = [...new Set([now, ...shown(state)])].filter(number => number && number !== best);
    return html`<div class="advisor-bar">
      <label>Trial <select @change=${event => this.choose({advised: event.target.value === '' ? null : Number(event.target.value)})}>
        ${best ? html`<option value=${state.view.baseline && state.view.baseline !== best ? best : ''} .selected=${now === best}>${trial(best)}, the best</option>` : nothing}
        ${others.sort((a, b) => a - b).map(number => html`<option value=${number} .selected=${number === now}>${trial(number)}${number === state.view.baseline ? ', the baseline' : ''}</option>`)}
      </select></label>
      ${value?.trial ? html`<a href=${api.url(api.ROUTES.trialPage, state.name, value.trial)}>all about ${trial(value.trial)}</a>` : nothing}
      ${value?.cost ? html`<span class="quiet">${value.folds < value.folds_planned ? html`<b class="partial">${value.folds} of ${plural(value.folds_planned, 'fold')}</b> so far` : plural(value.folds, 'fold')}${value.diverged ? html`, <span class="bad">${value.diverged} diverged</span>` : nothing}</span>` : nothing}
    </div>`;
  }

  /** @param {import('../core/state.js').State} state @param {api.EpochAnswer} a */
  advice(state, a) {
    const place = state.places.indexOf(a.trial);
    const epoch = this.#held ?? state.hover.epoch ?? state.view.epoch ?? a.epoch;
    const at = nearestEpoch(a.cost.epoch, epoch);
    const width = Math.max(LEAST_WIDTH, this.#width);
    return html`<div class="advisor">
      <div class="advisor-main">
        ${headline(a)}
        <div class="advice-plot" @pointermove=${event => this.follow(event, a, width)} @pointerleave=${() => this.point({epoch: null})}
          @click=${event => this.choose({epoch: a.cost.epoch[this.under(event, a, width)]})}>${this.#width ? adviceChart({answer: a, width, epoch: epoch === a.epoch ? null : epoch, rule: this.#rule, colour: place < 0 ? 'series-0' : colourClass(place)}) : nothing}</div>
        ${this.slider(a, at)}
      </div>
      <div class="advisor-side">${ruleTable(a, {choose: rule => this.choose({rule}), point: rule => { this.#rule = rule; this.ask(); }})}</div>
    </div>
    ${findings(a, n => this.choose({epoch: n}))}${honest(a)}`;
  }

  /** @param {api.EpochAnswer} a @param {number} at */
  slider(a, at) {
    const words = costWords(a.cost, at, a.epoch);
    const n = a.cost.epoch[at];
    return html`<div class="cost">
      <input type="range" min="0" max=${a.cost.epoch.length - 1} .value=${String(at)} aria-label="Epochs" aria-valuetext=${`${words.lead}${words.rest}`}
        @input=${event => { this.#held = a.cost.epoch[Number(event.target.value)]; this.point({epoch: this.#held}); this.ask(); }}
        @change=${event => { this.#held = null; this.point({epoch: null}); this.choose({epoch: a.cost.epoch[Number(event.target.value)]}); }}>
      <p class="cost-words" role="status"><b>${words.lead}</b>${words.rest}${words.sure ? html` <small>${words.sure}</small>` : nothing}
        ${a.folds - a.diverged === 1 ? html`<small>± by experience: one fold has no spread over folds</small>` : nothing}
        ${n === a.epoch ? nothing : html` <button type="button" class="plain link" @click=${() => this.choose({epoch: null})}>back to ${a.epoch}</button>`}</p>
      <div class="refit"><span class="quiet">Train it on all rows:</span>${command(`${a.refit} --epochs ${n}`)}</div>
    </div>`;
  }

  under(event, a, width) {
    const {left} = this.querySelector('.advice-plot svg').getBoundingClientRect();
    return nearestEpoch(a.cost.epoch, axis(width, a.last_epoch).invert(event.clientX - left));
  }

  follow(event, a, width) {
    if (event.pointerType === 'mouse' && this.querySelector('.advice-plot svg')) this.point({epoch: a.cost.epoch[this.under(event, a, width)]});
  }
}
customElements.define('epoch-advisor', EpochAdvisor);

/** @param {api.EpochAnswer} a */
function headline(a) {
  const spread = a.low < a.high ? html` <span class="range">[${a.low}–${a.high}]</span>` : nothing;
  return html`<p class="answer">${a.still_improving ? 'Train longer than' : 'Train'} <b>${plural(a.epoch, 'epoch')}</b>${spread} <small title=${a.standard_error === null ? 'By experience: one fold does not tell' : 'Epochs that a paired test over the folds cannot tell from the best'}>${Number((100 * a.confidence).toPrecision(4))} % interval</small></p>
    <p class="why">${a.reason}${a.read_at < a.last_epoch ? ` From all ${a.last_epoch} epochs of its training, which ${trial(a.trial)} reads to epoch ${a.read_at}.` : nothing}</p>
    <dl class="facts">
      <div><dt>expected ${a.metric}</dt><dd><b>${estimate(a.estimate, a.standard_error)}</b>${a.estimate === a.optimistic ? nothing
        : html` <small title="The mean at the epoch that these very folds chose">optimistic ${figure(a.optimistic)}</small>`}</dd></div>
      <div><dt>shortest that is as good</dt><dd>${a.shortest_equivalent < a.epoch ? html`<b>${plural(a.shortest_equivalent, 'epoch')}</b> <small>save ${Math.round(100 * a.shorter.saved)} %</small>` : html`<b>none shorter</b>`}</dd></div>
    </dl>`;
}

/** There is no advice yet. @param {api.EpochAnswer} a */
function waiting(a) {
  return html`<div class="blank slim"><p>${a.missing}.</p></div>`;
}
