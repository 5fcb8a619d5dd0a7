import {html, nothing} from '../lib/lit-html.js';
import {count, decimalsFor, plural, score, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import * as api from '../core/api.js';
import {MAX_SELECTED} from '../core/view.js';
import {bestCell, bins, cells} from '../parameter/cells.js';
import {paintRamp, ramp} from '../parameter/ramp.js';
import {range, shades, share, textOn} from '../parameter/shade.js';
import {trialsFor} from '../parameter/trials.js';

/** What a cell without a score shows. */
const SIGNS = {failed: '×', running: '…', queued: '·', pruned: 'pruned', cancelled: 'cancelled', lost: 'lost'};

/** Any two parameters as a table of scores. */
class ParameterGrid extends Panel {
  pointed = ['trial'];
  /** @type {any} what was worked out last: hovering draws again and again */ #model = null;

  template(state) {
    const {page, inside, error} = trialsFor(this, state);
    if (!page) return error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : html`<p class="loading" role="status">Loading…</p>`;
    const able = state.detail.parameters.filter(p => p.varies);
    if (!page.number.length) return html`<p class="quiet">No trials have been asked for yet.</p>`;
    if (able.length < 2) return html`<p class="quiet">A grid takes two parameters that differ between trials; here ${able.length ? `only ${able[0].name} does` : 'none does'}.</p>`;
    const [x, y, how] = this.#axes(state, able);
    const {across, down, all, colours} = this.#modelOf({page, inside, x, y, how, folds: state.detail.folds});
    return html`${this.#facts({x, y, how, able, page, inside, colours})}${error ? html`<p class="bad" role="alert">${error.message}</p>` : nothing}
      <div class="scroll" tabindex="0" role="region" aria-label="Grid of ${x.name} and ${y.name}">${this.#table({state, page, x, y, across, down, all, colours, how})}</div>
      <p class="hint">${legend(all, how)}${[[x, across], [y, down]].filter(([, b]) => b.binned).map(([p, b]) => ` ${p.name} in ranges: ${b.binned}.`)} Click a cell to put its trials on the charts.</p>`;
  }

  painted() {
    const shade = shades();
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.cells button[data-share]'))) {
      const background = shade(Number(button.dataset.share));
      button.style.background = background;
      button.style.color = textOn(background);
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll('.cells button:not([data-share])'))) button.style.background = button.style.color = '';
    paintRamp(this);
  }

  connectedCallback() {
    super.connectedCallback();
    this.themed ??= () => this.ask();
    addEventListener('themechange', this.themed);
  }

  disconnectedCallback() {
    removeEventListener('themechange', this.themed);
  }

  #modelOf(p) {
    const old = this.#model;
    if (old && Object.keys(p).every(key => (key === 'x' || key === 'y' ? old[key].name === p[key].name : old[key] === p[key]))) return old;
    const [across, down] = [bins(p.page, p.x), bins(p.page, p.y)];
    const all = cells(p.page, {x: across, y: down, how: p.how, inside: p.inside, folds: p.folds});
    this.#model = {...p, across, down, all, colours: range(all.flat().map(one => one.value), p.page.goal)};
    return this.#model;
  }

  /** The two parameters: chosen ones, else those that decide most, else the first two. */
  #axes(state, able) {
    const chosen = state.view.cells ?? [];
    const {value: told} = state.view.cells ? {value: null} : this.load('importance', String(state.name), () => api.importance(state.name));
    const names = [...chosen.slice(0, 2), ...(told?.parameter ?? []), ...able.map(p => p.name)];
    const found = [...new Set(names)].map(name => able.find(p => p.name === name)).filter(Boolean);
    return [found[0], found[1], chosen[2] === 'mean' ? 'mean' : 'best'];
  }

  #facts({x, y, how, able, page, inside, colours}) {
    const n = inside.reduce((sum, one) => sum + one, 0);
    const other = (name, old, kept) => (name === kept ? old : kept);
    const pick = (label, current, change) => html`<label>${label} <select @change=${change}>${able.map(p => html`<option .selected=${p.name === current}>${p.name}</option>`)}</select></label>`;
    return html`<p class="facts">
      ${pick('across', x.name, e => this.choose({cells: [e.target.value, other(e.target.value, x.name, y.name), how]}))}
      ${pick('down', y.name, e => this.choose({cells: [other(e.target.value, y.name, x.name), e.target.value, how]}))}
      <label>show <select @change=${e => this.choose({cells: [x.name, y.name, e.target.value]})}><option value="best" .selected=${how === 'best'}>best</option><option value="mean" .selected=${how === 'mean'}>mean</option></select></label>
      ${n < page.number.length ? html`<span><b>${count(n)}</b> of ${plural(page.number.length, 'trial')}</span>` : nothing}
      <span class="grow"></span>${ramp(colours, page)}</p>`;
  }

  #table(p) {
    const {x, y, across, down, all, page} = p;
    const best = bestCell(all, page.goal);
    const decimals = decimalsFor(all.flat().map(one => one.value));
    return html`<table class="cells"><caption class="hidden">${p.how} ${page.metric} by ${x.name} and ${y.name}</caption>
      <thead><tr><th scope="col" class="corner">${y.name} \\ ${x.name}</th>${across.labels.map(label => html`<th scope="col">${label}</th>`)}</tr></thead>
      <tbody>${all.map((line, r) => html`<tr><th scope="row">${down.labels[r]}</th>${line.map((one, k) => this.#cell(one, {...p, decimals, isBest: best !== null && best[0] === r && best[1] === k, name: `${x.name} ${across.labels[k]}, ${y.name} ${down.labels[r]}`}))}</tr>`)}</tbody></table>`;
  }

  #cell(one, {state, page, colours, how, decimals, isBest, name}) {
    if (one.state === 'none') return html`<td class="none"><span class="hidden">not run</span></td>`;
    const numbers = one.rows.map(i => page.number[i]);
    const here = numbers.includes(state.hover.trial);
    const scored = one.scored > 0;
    const said = scored ? `${how} ${score(one.value, decimals)}` : one.state;
    const small = (one.state === 'partial' ? '◔ ' : '') + (one.rows.length > 1 ? `${one.scored}${one.scored < one.rows.length ? `/${one.rows.length}` : ''}` : '');
    return html`<td class="${isBest ? 'best' : ''} ${one.state === 'partial' ? '' : one.state} ${here ? 'here' : ''}"><button type="button" data-share=${scored ? share(colours, one.value) : nothing}
      title="${plural(one.rows.length, 'trial')}, ${one.scored} with a score${one.best >= 0 ? `; the best is ${trial(page.number[one.best])}` : ''}"
      aria-label="${name}: ${said}, ${plural(one.rows.length, 'trial')}${one.state === 'partial' ? ', not finished' : ''}${isBest ? ', the best cell' : ''}"
      @click=${() => this.#select(numbers)} @pointerenter=${() => this.point({trial: numbers[0]})} @pointerleave=${() => this.point({trial: null})}
      @focus=${() => this.point({trial: numbers[0]})} @blur=${() => this.point({trial: null})}>${scored ? score(one.value, decimals) : SIGNS[one.state]}${small ? html`<small>${small}</small>` : nothing}</button></td>`;
  }

  /** @param {number[]} numbers of the trials of a cell, best first */
  #select(numbers) {
    this.choose({trials: numbers.slice(0, MAX_SELECTED)});
  }
}
customElements.define('parameter-grid', ParameterGrid);

/** The signs that the grid has, in words. */
function legend(all, how) {
  const has = state => all.flat().some(one => one.state === state);
  const parts = [
    how === 'best' ? 'Each cell: its best trial' : 'Each cell: the mean of its trials', 'below it: how many trials', 'outlined: the best', has('none') ? 'hatched: not run' : '', has('failed') ? '×: failed' : '',
    has('running') ? '…: running, no score yet' : '', has('queued') ? '·: waits' : '', has('partial') ? '◔: folds or trials still run or wait' : '',
    all.flat().some(one => one.scored && one.scored < one.rows.length) ? '3/4: 3 of 4 trials have a score' : '',
    all.flat().some(one => one.rows.length > MAX_SELECTED) ? `a click takes the best ${MAX_SELECTED}` : '',
  ];
  return `${parts.filter(Boolean).join(' · ')}.`;
}
