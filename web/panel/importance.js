import {html, nothing, svg} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {plural} from '../core/format.js';
import {Panel} from '../core/panel.js';

/** Above this a share may well be chance. */
const SIGNIFICANT = 0.05;
/** The bars span at least this: small shares must look small. */
const LEAST_RANGE = 0.2;

/** How much of the scores each parameter decides by itself. */
class ParameterImportance extends Panel {
  pointed = [];
  template(state) {
    const {value: told, error} = this.load('importance', `${state.name} ${state.version}`, () => api.importance(state.name));
    if (!told) return error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : html`<p class="loading" role="status">Loading…</p>`;
    if (told.trials < told.least_trials) {
      return html`<p class="quiet">Importance needs ${told.least_trials} trials that have ended; ${told.trials === 0 ? 'none has' : `${plural(told.trials, 'trial')} ${told.trials === 1 ? 'has' : 'have'}`}.</p>${untold(told)}`;
    }
    if (!told.parameter.length) return html`<p class="quiet">Nothing can be told about any parameter.</p>${untold(told)}`;
    return html`<table class="bars"><caption class="hidden">Share of the variance of ${told.metric} that each parameter explains by itself, with its 95 % interval</caption>
      <thead><tr><th scope="col">parameter</th><th scope="col">explains</th><th scope="col" class="number">share</th><th scope="col" class="number">p</th><th scope="col"><span class="hidden">use</span></th></tr></thead>
      <tbody>${told.parameter.map((name, i) => this.#row(state, told, name, i))}</tbody></table>
      <p class="hint">Of the variance of ${told.metric} over ${plural(told.trials, 'trial')}, by itself; bars end at ${percent(Math.max(LEAST_RANGE, ...told.high, ...told.explained))}; line: 95 % interval; p: how often chance alone does as much, adjusted for ${plural(told.parameter.length, 'parameter')}. Shares may add up to more or less than 100 %.</p>
      ${error ? html`<p class="bad" role="alert">${error.message} What is shown may be old.</p>` : nothing}${untold(told)}`;
  }

  #row(state, told, name, i) {
    const {explained, low, high, p} = {explained: told.explained[i], low: told.low[i], high: told.high[i], p: told.p[i]};
    const grouped = state.view.group === name;
    return html`<tr class=${p < SIGNIFICANT ? '' : 'weak'}><th scope="row" title=${name}>${name}</th>
      <td class="bar">${bar({explained, low, high, most: Math.max(LEAST_RANGE, ...told.high, ...told.explained)})}</td>
      <td class="number" title="95 % interval: ${percent(low)} to ${percent(high)}"><b>${percent(explained)}</b><small class="hidden"> from ${percent(low)} to ${percent(high)}</small></td>
      <td class="number">${p === null ? '–' : p < 0.001 ? '<0.001' : p.toFixed(3)}</td>
      <td><button type="button" class="plain link" aria-pressed=${grouped} @click=${() => this.choose({group: grouped ? '' : name})} aria-label="Group the trials by ${name}">${grouped ? 'ungroup' : 'group'}</button>
        <button type="button" class="plain link" @click=${() => this.choose({cells: this.#cells(state, told, name), panels: withGrid(state)})} aria-label="Show ${name} in the grid">grid</button></td></tr>`;
  }

  /** The parameter across, and down what was across, or the most important other one. */
  #cells(state, told, name) {
    const [x, y, how] = state.view.cells ?? [];
    const others = [x, y, ...told.parameter, ...state.detail.parameters.filter(p => p.varies).map(p => p.name)];
    const second = others.find(other => other && other !== name) ?? '';
    return how ? [name, second, how] : [name, second];
  }
}
customElements.define('parameter-importance', ParameterImportance);

/** The grid is opened if it is not. @param {import('../core/state.js').State} state */
function withGrid({view}) {
  return view.panels && !view.panels.includes('grid') ? [...view.panels, 'grid'] : view.panels;
}

function percent(value) {
  return value === null ? '–' : `${(100 * value).toFixed(value < 0.0995 ? 1 : 0)} %`;
}

function bar({explained, low, high, most}) {
  const x = v => 1 + 98 * Math.min(1, Math.max(0, (v ?? 0) / most));
  return html`<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="share" x="1" y="3" width=${Math.max(0.3, x(explained) - 1)} height="10" />
    <path class="whisker" d="M${x(low)} 4v8M${x(high)} 4v8M${x(low)} 8H${x(high)}" />`}</svg>`;
}

function untold(told) {
  return told.untold.length ? html`<p class="hint">Nothing can be told about ${told.untold.map((name, i) => html`${i ? ', ' : ''}<b>${name}</b>`)}: too few trials have ${told.untold.length === 1 ? 'it' : 'them'}, or with one value only.</p>` : nothing;
}
