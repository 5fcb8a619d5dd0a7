import {html, nothing} from '../lib/lit-html.js';
import {count, parameter} from '../core/format.js';

/** Above so many values a person gives a range; below, he ticks them. */
const MAX_TICKS = 12;
/** In the order in which a person cares. */
export const STATES = ['COMPLETED', 'RUNNING', 'QUEUED', 'PRUNED', 'FAILED', 'CANCELLED', 'LOST'];

/** @typedef {{column: string, low: string, high: string, values: string[]|null}} Filter values: null for a range */

/** A filter as it is in the URL. @param {string} text @param {string[]} keys of all columns @returns {Filter} */
export function read(text, keys) {
  const column = keys.filter(key => text.startsWith(`${key}:`)).sort((a, b) => b.length - a.length)[0] ?? text.split(':')[0];
  const rest = text.slice(column.length + 1);
  const range = /^([-+.\deE]*?)\.\.([-+.\deE]*)$/.exec(rest);
  if (range) return {column, low: range[1], high: range[2], values: null};
  return {column, low: '', high: '', values: rest.split('|').map(decoded)};
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {Filter} filter */
export function write(filter) {
  return `${filter.column}:${filter.values ? filter.values.map(encodeURIComponent).join('|') : `${filter.low}..${filter.high}`}`;
}

/** The filters with one put in place of that of its column. @param {string[]} where @param {Filter} filter @param {string[]} keys */
export function put(where, filter, keys) {
  const others = where.filter(text => read(text, keys).column !== filter.column);
  return filter.values && !filter.values.length ? others : [...others, write(filter)];
}

/** In words. @param {Filter} filter */
function said({low, high, values}) {
  if (values) return values.map(value => value || 'none').join(' or ');
  return low === '' ? `≤ ${shown(high)}` : high === '' ? `≥ ${shown(low)}` : `${shown(low)} – ${shown(high)}`;
}

function shown(text) {
  return parameter(Number(text));
}

/** Chips of the states with how many trials each has: pressed ones are shown, none pressed shows all. */
export function states(p) {
  const own = p.filters.find(f => f.column === 'state')?.values ?? [];
  const present = STATES.filter(state => p.detail.trials_by_state[state] || own.includes(state));
  return html`<span class="states" role="group" aria-label="States">${present.map(state => {
    const pressed = own.includes(state);
    const values = pressed ? own.filter(other => other !== state) : [...own, state];
    return html`<button type="button" class="chip ${state.toLowerCase()}" aria-pressed=${pressed} @click=${() => p.onFilter({column: 'state', low: '', high: '', values})}>${state.toLowerCase()} ${count(p.detail.trials_by_state[state] ?? 0)}</button>`;
  })}</span>`;
}

/** Chips of the other filters, to take them away. */
export function chips(p) {
  return p.filters.filter(f => f.column !== 'state').map(filter => {
    const title = p.titles.get(filter.column) ?? filter.column;
    return html`<span class="filter"><b>${title}</b> ${said(filter)}<button type="button" class="plain" @click=${() => p.onFilter({...filter, values: []})} aria-label="Remove the filter ${title} ${said(filter)}">×</button></span>`;
  });
}

/** The form that adds one. @param {{column: string, columns: {key: string, title: string}[], parameters: import('../core/api.js').Parameter[]}} p */
export function form(p) {
  const own = p.parameters.find(one => `p.${one.name}` === p.column);
  const ticks = own && own.values.length && (own.kind !== 'number' || own.different <= MAX_TICKS);
  const current = p.filters.find(f => f.column === p.column);
  return html`<form class="filtering" @submit=${event => submit(event, p)}>
    <label>Column <select name="column" @change=${event => p.onColumn(event.target.value)}>
      ${p.columns.map(c => html`<option value=${c.key} .selected=${c.key === p.column}>${c.title}</option>`)}</select></label>
    ${ticks ? html`<fieldset><legend class="hidden">Values</legend>${own.values.map(value => html`<label><input type="checkbox" name="value" value=${String(value)} .checked=${current?.values?.includes(String(value)) ?? false}> ${parameter(value)}</label>`)}</fieldset>`
      : own && own.kind !== 'number' ? html`<label>is <input name="text" size="18" placeholder="a value, word for word"></label>`
        : html`<div class="range"><label>from <input name="low" type="number" step="any" .value=${current?.low ?? ''} placeholder=${own?.low ?? ''}></label>
          <label>to <input name="high" type="number" step="any" .value=${current?.high ?? ''} placeholder=${own?.high ?? ''}></label></div>`}
    <p class="bad" role="alert">${p.fault || nothing}</p>
    <button type="submit">Filter</button>
  </form>`;
}

/** @param {SubmitEvent} event */
function submit(event, p) {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
  const column = String(data.get('column'));
  if (!data.has('low')) {
    const values = (data.has('text') ? [data.get('text')] : data.getAll('value')).map(String);
    return p.onFilter({column, low: '', high: '', values}, true);
  }
  const low = String(data.get('low'));
  const high = String(data.get('high'));
  if (low === '' && high === '') return p.onFault('Give at least one end of the range.');
  if (low !== '' && high !== '' && Number(low) > Number(high)) return p.onFault('The range must begin below its end.');
  return p.onFilter({column, low, high, values: null}, true);
}
