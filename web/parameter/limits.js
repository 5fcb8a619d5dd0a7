/** The form of an axis: its limits or values, its place and its direction, for the keyboard and for exact numbers. */

import {html, nothing} from '../lib/lit-html.js';
import {parameter} from '../core/format.js';

/**
 * @param {{axis: import('./dimensions.js').Axis, filter: import('../board/filters.js').Filter|null, first: boolean, last: boolean,
 *   onFilter: (filter: import('../board/filters.js').Filter) => void, onMove: (way: number) => void, onTurn: () => void, onClose: () => void}} p
 */
export function limits(p) {
  const {axis, filter} = p;
  return html`<form class="limits" aria-label="Limits of ${axis.title}" @submit=${event => { event.preventDefault(); p.onFilter(written(event.target, axis)); }} @keydown=${event => { if (event.key === 'Escape') p.onClose(); }}>
    <b>${axis.title}</b>
    ${axis.kind === 'text' ? html`<fieldset><legend class="hidden">Values</legend>${axis.values.map(value => html`<label><input type="checkbox" name="value" value=${value} .checked=${filter?.values?.includes(value) ?? false}> ${value}</label>`)}</fieldset>`
      : html`<label>from <input name="low" type="number" step="any" .value=${filter?.low ?? ''} placeholder=${parameter(axis.low)}></label>
        <label>to <input name="high" type="number" step="any" .value=${filter?.high ?? ''} placeholder=${parameter(axis.high)}></label>`}
    <button type="submit">Filter</button>
    ${filter ? html`<button type="button" @click=${() => p.onFilter({column: axis.key, low: '', high: '', values: []})}>Clear</button>` : nothing}
    <button type="button" ?disabled=${p.first} @click=${() => p.onMove(-1)} aria-label="Move ${axis.title} to the left">←</button>
    <button type="button" ?disabled=${p.last} @click=${() => p.onMove(1)} aria-label="Move ${axis.title} to the right">→</button>
    <button type="button" @click=${p.onTurn}>Turn over</button>
    <button type="button" class="plain" @click=${p.onClose} aria-label="Close the limits of ${axis.title}">×</button>
  </form>`;
}

/** What the form says. Neither end, or no value: no filter. @param {HTMLFormElement} form @param {import('./dimensions.js').Axis} axis */
function written(form, axis) {
  const data = new FormData(form);
  if (axis.kind === 'text') return {column: axis.key, low: '', high: '', values: data.getAll('value').map(String)};
  let [low, high] = [String(data.get('low')), String(data.get('high'))];
  if (low !== '' && high !== '' && Number(low) > Number(high)) [low, high] = [high, low];
  return {column: axis.key, low, high, values: low === '' && high === '' ? [] : null};
}
