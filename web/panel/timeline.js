import {html, nothing, svg} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {count, duration, plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {busy, endOf, lanes, span} from '../parameter/lanes.js';
import {Gantt} from '../parameter/gantt.js';

/** While something trains the bars grow: once a second is as fine as they are wide. */
const TICK_MILLIS = 1000;
const WORDS = {COMPLETED: 'completed', RUNNING: 'running', FAILED: 'failed', LOST: 'lost', PRUNED: 'pruned', CANCELLED: 'cancelled', QUEUED: 'stopped, waits'};

/** When each run trained, on which worker. */
class RunTimeline extends Panel {
  pointed = ['trial'];
  /** @type {Gantt|null} */ #gantt = null;
  /** @type {[number, number]|null} */ #zoom = null;
  #row = -1;
  #timer = 0;

  template(state) {
    const {value: t, error} = this.load('timeline', `${state.name} ${state.version}`, () => api.timeline(state.name));
    if (!t) return error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : html`<p class="loading" role="status">Loading…</p>`;
    if (!t.run.length) return html`<p class="quiet">${t.untimed ? `${plural(t.untimed, 'run')} trained before Plateau kept when and where: the times of later runs appear here.` : 'No run has begun yet. Each appears here with its worker as it trains.'}</p>`;
    const now = Date.now();
    const all = lanes(t, now);
    return html`${this.#facts(t, all, now)}
      <div class="lanes" tabindex="0" role="img" aria-label=${described(t, all, now)}
        @keydown=${event => this.#key(event)}><canvas></canvas>${this.#row >= 0 ? html`<p class="tip" aria-hidden="true">${words(t, this.#row, now)}</p>` : nothing}</div>
      ${kinds(t)}
      <p class="hint">Drag to zoom, double click to see all; with the keyboard + and −, arrows move.${t.earlier ? ` ${count(t.earlier)} earlier attempts are not drawn.` : ''}${t.untimed ? ` ${plural(t.untimed, 'run')} trained before Plateau kept when and where.` : ''}</p>
      ${error ? html`<p class="bad" role="alert">${error.message} What is shown may be old.</p>` : nothing}`;
  }

  painted(state) {
    const host = /** @type {HTMLElement|null} */ (this.querySelector('.lanes'));
    const t = this.load('timeline', `${state.name} ${state.version}`, () => api.timeline(state.name)).value;
    clearTimeout(this.#timer);
    if (!host || !t) return;
    if (this.#gantt?.host !== host) {
      this.#gantt?.stop();
      this.#gantt = new Gantt(host, {
        onZoom: zoom => { this.#zoom = zoom; this.ask(); },
        onPoint: row => { this.#row = row; this.ask(); this.point({trial: row < 0 ? null : this.#trials()[row]?.[0] ?? null}); },
        onPick: row => this.#pick(row),
      });
    }
    const now = Date.now();
    this.#gantt.set({timeline: t, lanes: lanes(t, now), zoom: this.#zoom, now, hovered: state.hover.trial, row: this.#row});
    if (t.ended.includes(null)) this.#timer = setTimeout(() => this.ask(), TICK_MILLIS);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#gantt?.stop();
    this.#gantt = null;
  }

  /** The trials of each bar. */
  #trials() {
    const {value: t} = this.load('timeline', `${this.state.name} ${this.state.version}`, () => api.timeline(this.state.name));
    return t.trials;
  }

  #facts(t, all, now) {
    const [from, to] = this.#zoom ?? span(t, now);
    const workers = new Set(t.worker).size;
    const retries = t.attempt.filter(attempt => attempt > 1).length;
    const bad = t.state.filter(state => state === 'FAILED' || state === 'LOST').length;
    return html`<p class="facts"><span><b>${plural(workers, 'worker')}</b> busy <b>${(100 * busy(t, all, [from, to], now)).toFixed(0)} %</b> of ${duration((to - from) / 1000)}${this.#zoom ? ' in sight' : ''}${all.length > workers ? ` (${all.length} runs at a time)` : ''}</span>
      <span>${plural(t.run.length, 'attempt')}${retries ? `, ${retries} of them again` : ''}${bad ? html`, <span class="bad">${bad} failed or lost</span>` : nothing}</span>
      <span class="grow"></span>${this.#zoom ? html`<button type="button" @click=${() => { this.#zoom = null; this.ask(); }}>Show all</button>` : nothing}</p>`;
  }

  /** Puts the trials of a bar on the charts. */
  #pick(row) {
    const own = this.#trials()[row] ?? [];
    if (own.length) this.choose({trials: own.slice(0, 8)});
  }

  #key(event) {
    const way = {'+': [0.25, 0.75], '=': [0.25, 0.75], '-': [-0.5, 1.5], ArrowLeft: [-0.25, 0.75], ArrowRight: [0.25, 1.25]}[event.key];
    const {value: t} = this.load('timeline', `${this.state.name} ${this.state.version}`, () => api.timeline(this.state.name));
    if (!way || !t) return;
    event.preventDefault();
    event.stopPropagation();
    const whole = span(t, Date.now());
    const [from, to] = this.#zoom ?? whole;
    const next = /** @type {[number, number]} */ ([Math.max(whole[0], from + way[0] * (to - from)), Math.min(whole[1], from + way[1] * (to - from))]);
    this.#zoom = next[1] - next[0] < 1 ? this.#zoom : next[0] <= whole[0] && next[1] >= whole[1] ? null : next;
    this.ask();
  }
}
customElements.define('run-timeline', RunTimeline);

/** What a bar is. */
function words(t, row, now) {
  const own = t.trials[row];
  const fold = `${t.inner[row] ? 'inner ' : ''}fold ${t.fold[row] + 1}${t.repeat.some(r => r > 0) ? ` of repeat ${t.repeat[row] + 1}` : ''}`;
  return html`<b>${own.slice(0, 3).map(trial).join(', ')}${own.length > 3 ? ` and ${own.length - 3} more` : ''}</b> ${fold}${t.attempt[row] > 1 ? `, attempt ${t.attempt[row]}` : ''} · ${WORDS[t.state[row]]} · epochs ${t.first_epoch[row]}–${Math.max(t.first_epoch[row] - 1, t.epochs[row])} · ${duration(Math.max(0.001, (endOf(t, row, now) - t.started[row]) / 1000))} on ${t.worker[row]}`;
}

function kinds(t) {
  const found = Object.keys(WORDS).filter(state => t.state.includes(/** @type {any} */ (state)));
  return html`<ul class="kinds">${found.map(state => html`<li><svg class=${state} viewBox="0 0 14 10" aria-hidden="true">${state === 'FAILED' || state === 'LOST' ? svg`<path d="M0 1h14v8H0z" />` : svg`<path d="M0 2h14v6H0z" />`}</svg>${WORDS[state]}</li>`)}
    ${t.attempt.some(attempt => attempt > 1) ? html`<li>◂ tried again</li>` : nothing}</ul>`;
}

function described(t, all, now) {
  const [from, to] = span(t, now);
  const bad = t.state.filter(state => state === 'FAILED' || state === 'LOST').length;
  return `${plural(t.run.length, 'attempt')} on ${plural(new Set(t.worker).size, 'worker')} over ${duration((to - from) / 1000)}, ${bad} failed or lost, ${t.ended.filter(end => end === null).length} running, busy ${(100 * busy(t, all, [from, to], now)).toFixed(0)} %.`;
}
