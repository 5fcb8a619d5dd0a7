import {html, nothing} from '../lib/lit-html.js';
import {parameter, plural} from '../core/format.js';
import {swatch} from '../core/palette.js';
import {nameOf} from './compare-trials.js';

const GROUPS = {parameter: 'Parameters', model: 'Model', data: 'Data and folds', code: 'Code and machine'};

/** @typedef {import('../page/compare.js').Shown} Shown */

/** What differs between the trials, a line each, the baseline first; what is the same on demand, counted. @param {Shown} p @param {boolean} all @param {(all: boolean) => void} choose */
export function factTable(p, all, choose) {
  const {compared: c} = p;
  const differing = c.facts.filter(fact => fact.differs);
  const shown = all ? c.facts : differing;
  const rest = c.facts.length - differing.length;
  const order = [c.baseline, ...c.trials.number.map((_, i) => i).filter(i => i !== c.baseline)];
  return html`<header class="part"><h2>What differs <span class="quiet">${differing.length} of ${plural(c.facts.length, 'fact')}</span></h2>
      ${rest ? html`<label class="check"><input type="checkbox" .checked=${all} @change=${event => choose(event.target.checked)}> show the ${rest} that are the same</label>` : nothing}</header>
    ${shown.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Table of differences"><table class="facts">
      <caption class="hidden">What differs between the trials</caption>
      <thead><tr><th scope="col"><span class="hidden">What</span></th>${order.map(i => html`<th scope="col">${swatch(p.places[i])}${nameOf(p, i)}${i === c.baseline ? html` <em>baseline</em>` : nothing}</th>`)}</tr></thead>
      ${Object.entries(GROUPS).map(([group, title]) => part(shown.filter(fact => fact.group === group), title, order))}</table></div>`
    : html`<p class="quiet nothing">Nothing that is stored differs: same parameters, data, folds and code.</p>`}`;
}

/** @param {import('../core/api.js').Fact[]} facts @param {string} title @param {number[]} order the baseline first */
function part(facts, title, order) {
  if (!facts.length) return nothing;
  return html`<tbody><tr class="group"><th scope="colgroup" colspan=${order.length + 1}>${title}</th></tr>
    ${facts.map(fact => html`<tr class=${fact.differs ? '' : 'same'}><th scope="row">${fact.name}</th>${order.map((i, place) => {
      const other = place > 0 && JSON.stringify(fact.values[i]) !== JSON.stringify(fact.values[order[0]]);
      const text = parameter(fact.values[i]);
      return html`<td class=${other ? 'other' : ''} title=${text}>${other ? html`<span class="hidden">differs: </span>` : nothing}${text}</td>`;
    })}</tr>`)}</tbody>`;
}
