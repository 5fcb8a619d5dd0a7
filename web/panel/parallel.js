import '../lib/d3.js';
import {html, nothing} from '../lib/lit-html.js';
import {put, read} from '../board/filters.js';
import {count, decimalsFor, parameter, plural, score, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {MAX_SELECTED} from '../core/view.js';
import {axes} from '../parameter/dimensions.js';
import {limits} from '../parameter/limits.js';
import {Plot} from '../parameter/plot.js';
import {range, share} from '../parameter/shade.js';
import {paintRamp, ramp} from '../parameter/ramp.js';
import {MAX_ROWS, columnsOf, trialsFor} from '../parameter/trials.js';

/** Nearer than this the labels of two axes would touch. */
const LEAST_GAP = 76;

/** Every trial as a line through its parameters to its result. A brush on an axis filters the page. */
class ParameterLines extends Panel {
  pointed = ['trial'];
  /** @type {Plot|null} */ #plot = null;
  #open = '';
  /** @type {string[]} keys of the axes in a person's order */ #order = [];
  /** @type {Set<string>} keys of the axes that are turned over */ #turned = new Set();
  /** @type {{page: any, turned: string, axes: any[], range: any, shares: number[]}} */ #model = {page: null, turned: '', axes: [], range: null, shares: []};

  template(state) {
    const {page, inside, error} = trialsFor(this, state);
    if (!page) return error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : html`<p class="loading" role="status">Loading…</p>`;
    if (!page.number.length) return html`<p class="quiet">No trials have been asked for yet.</p>`;
    const {axes: all, range: colours} = this.#modelOf(page, state.detail.parameters);
    if (all.length < 2) return html`<p class="quiet">All trials have the same parameters: there is nothing to compare.</p>`;
    return html`${this.#facts(state, page, inside, colours)}
      ${error ? html`<p class="bad" role="alert">${error.message}</p>` : nothing}
      ${this.#limits(state, page, all)}
      <div class="scroll" tabindex="0" role="region" aria-label="Parallel coordinates">
        <div class="parallel"><canvas></canvas><canvas></canvas><svg role="img" aria-label=${described(page, all, inside)}></svg>
        ${all.map(axis => this.#title(axis, state, page))}
        ${this.#tip(state, page)}</div></div>
      <p class="hint">Drag along an axis to filter, drag its name to move it, click its name for exact limits.${all.some(a => a.column.some(v => v === null)) ? ' Lines that end below an axis have no value there.' : ''}</p>`;
  }

  painted(state) {
    const host = this.querySelector('.parallel');
    const {page, inside} = trialsFor(this, state);
    if (!host || !page || !inside) return;
    const {axes: all, shares} = this.#model;
    /** @type {HTMLElement} */ (host).style.minWidth = `${all.length * LEAST_GAP}px`;
    if (this.#plot?.host !== host) {
      this.#plot?.stop();
      this.#plot = new Plot(/** @type {HTMLElement} */ (host), {
        onPoint: row => this.point({trial: row < 0 ? null : this.#model.page.number[row]}),
        onBrush: filter => this.#filter(filter),
        onOrder: keys => { this.#order = keys; this.#model.page = null; this.ask(); },
      });
    }
    const keys = columnsOf(page);
    this.#plot.set({axes: all, shares, inside, numbers: page.number, filters: state.view.where.map(text => read(text, keys)), places: state.places}, state.hover.trial);
    paintRamp(this);
  }

  disconnectedCallback() {
    this.#plot?.stop();
    this.#plot = null;
  }

  #modelOf(page, parameters) {
    const turned = [...this.#turned].join();
    if (this.#model.page === page && this.#model.turned === turned) return this.#model;
    const all = axes(page, parameters).map(axis => ({...axis, up: axis.up !== this.#turned.has(axis.key)}));
    const place = axis => { const at = this.#order.indexOf(axis.key); return at < 0 ? this.#order.length : at; };
    const colours = range(page.value, page.goal);
    this.#model = {page, turned, axes: all.sort((a, b) => place(a) - place(b)), range: colours, shares: page.value.map(v => (colours ? share(colours, v) : NaN))};
    return this.#model;
  }

  #facts(state, page, inside, colours) {
    const n = inside.reduce((sum, one) => sum + one, 0);
    const without = page.value.reduce((sum, v) => sum + (Number.isFinite(v) ? 0 : 1), 0);
    const chosen = Math.min(n, MAX_SELECTED);
    return html`<p class="facts"><span><b>${count(n)}</b> of ${plural(page.number.length, 'trial')} inside${without ? html`, ${count(without)} without a score` : nothing}
      ${page.matching > MAX_ROWS ? html`<span class="bad">; ${count(page.matching - MAX_ROWS)} more are not drawn</span>` : nothing}</span>
      ${n && n < page.number.length ? html`<button type="button" @click=${() => this.#select(page, inside)} title=${n > chosen ? `${count(n - chosen)} are left out: a chart takes ${MAX_SELECTED}` : ''}>Select ${n > chosen ? `the best ${chosen} of these` : 'these'}</button>` : nothing}
      ${state.view.where.length || state.view.q ? html`<button type="button" class="plain link" @click=${() => this.choose({where: [], q: ''})}>Clear filters</button>` : nothing}
      <span class="grow"></span>${ramp(colours, page)}</p>`;
  }

  #title(axis, state, page) {
    const filtered = state.view.where.some(text => read(text, columnsOf(page)).column === axis.key);
    return html`<button type="button" class="end ${filtered ? 'filtered' : ''}" data-key=${axis.key} aria-expanded=${this.#open === axis.key} title="${axis.title}${axis.log ? ', logarithmic' : ''}"
      @click=${() => { this.#open = this.#open === axis.key ? '' : axis.key; this.ask(); }}><span>${axis.title}</span>${axis.up ? '' : ' ↓'}</button>`;
  }

  #limits(state, page, all) {
    const at = all.findIndex(axis => axis.key === this.#open);
    if (at < 0) return nothing;
    const keys = all.map(axis => axis.key);
    return limits({
      axis: all[at], filter: state.view.where.map(text => read(text, columnsOf(page))).find(f => f.column === this.#open) ?? null, first: at === 0, last: at === all.length - 1,
      onFilter: filter => this.#filter(filter),
      onMove: way => { keys.splice(at, 1); keys.splice(at + way, 0, this.#open); this.#order = keys; this.#model.page = null; this.ask(); },
      onTurn: () => { this.#turned = new Set(this.#turned.has(this.#open) ? [...this.#turned].filter(k => k !== this.#open) : [...this.#turned, this.#open]); this.ask(); },
      onClose: () => { const key = this.#open; this.#open = ''; this.ask(); /** @type {HTMLElement|null} */ (this.querySelector(`[data-key="${CSS.escape(key)}"]`))?.focus(); },
    });
  }

  /** @param {import('../board/filters.js').Filter} filter with no values: take it away */
  #filter(filter) {
    this.choose({where: put(this.state.view.where, filter, columnsOf(this.#model.page))});
  }

  #select(page, inside) {
    const sign = page.goal === 'MAXIMIZE' ? -1 : 1;
    const at = i => (Number.isFinite(page.value[i]) ? sign * page.value[i] : Infinity);
    const rows = page.number.map((_, i) => i).filter(i => inside[i]).sort((a, b) => (at(a) === at(b) ? a - b : at(a) - at(b)));
    this.choose({trials: rows.slice(0, MAX_SELECTED).map(i => page.number[i])});
  }

  #tip(state, page) {
    const row = page.number.indexOf(state.hover.trial);
    if (row < 0 || !this.#plot?.isPointed) return nothing;
    const value = page.value[row];
    return html`<p class="tip" aria-hidden="true"><b>${trial(page.number[row])}</b> ${this.#model.axes.filter(a => a.key !== 'score').map(a => `${a.title} ${parameter(a.column[row])}`).join(' · ')} · <b>${Number.isFinite(value) ? score(value, decimalsFor([value])) : page.state[row].toLowerCase()}</b></p>`;
  }
}
customElements.define('parameter-lines', ParameterLines);

/** The chart in a sentence. */
function described(page, all, inside) {
  const n = inside.reduce((sum, one) => sum + one, 0);
  return `Parallel coordinates of ${count(n)} of ${plural(page.number.length, 'trial')} over ${all.map(axis => axis.title).join(', ')}.`;
}
