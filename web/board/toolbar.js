import {html, nothing} from '../lib/lit-html.js';
import {count} from '../core/format.js';
import * as filters from './filters.js';

/** Readings of a trial's curves in the order of the menu. */
const READINGS = [['score', 'Score'], ['best', 'Best of folds'], ['last', 'Last'], ['epoch', 'At epoch']];

/** What is above the table. */
export function toolbar(p) {
  const {view} = p;
  const at = view.value.startsWith('epoch:') ? view.value.slice(6) : '';
  return html`<div class="tools">
    <label class="search"><span class="hidden">Search trials</span><input id="search" type="search" placeholder="Search  /" autocomplete="off" spellcheck="false" .value=${p.q} @input=${event => p.onSearch(event.target.value)}></label>
    <label title="What is read of each trial: mean ± standard error over folds"><span class="hidden">Value</span><select @change=${event => p.onValue(event.target.value)}>
      ${READINGS.map(([key, title]) => html`<option value=${key} .selected=${key === (at ? 'epoch' : view.value)}>${title}</option>`)}</select></label>
    ${at ? html`<label><span class="hidden">Epoch</span><input class="epoch" type="number" min="1" max="9999999" .value=${at} @change=${event => p.onValue('epoch', event.target.value)}></label>` : nothing}
    <label><span class="hidden">Group by</span><select @change=${event => p.onGroup(event.target.value)}>
      <option value="" .selected=${!view.group}>No groups</option>
      ${p.detail.parameters.filter(one => one.varies).map(one => html`<option value=${one.name} .selected=${one.name === view.group}>By ${one.name}</option>`)}</select></label>
    ${menu('Filter', filters.form(p))}
    ${view.group ? nothing : menu('Columns', columnMenu(p))}
    <a class="button" href=${p.csv} download title="The trials that match, as a table for spreadsheets">CSV</a>
  </div>
  <div class="chosen">${filters.states(p)}${filters.chips(p)}</div>`;
}

/** A button with something under it. @param {string} title @param {unknown} content */
function menu(title, content) {
  return html`<details class="menu" data-menu=${title} @keydown=${closing} @focusout=${left}><summary class="button">${title}</summary><div class="sheet">${content}</div></details>`;
}

/** @param {KeyboardEvent} event */
function closing(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key !== 'Escape' || !menu.open) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector('summary').focus();
}

/** Closes what the focus has left; a click on plain text inside leaves it nowhere and closes nothing. @param {FocusEvent} event */
function left(event) {
  const menu = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
}

/** Which columns are shown, in which order, and which stay at the left. */
function columnMenu(p) {
  const {keys, pins} = p;
  const rest = p.columns.filter(c => !keys.includes(c.key));
  const listed = [...keys.map(key => p.columns.find(c => c.key === key)).filter(Boolean), ...rest];
  return html`<ul class="columns" aria-label="Columns, in order">
    ${listed.map(c => {
      const at = keys.indexOf(c.key);
      const pinned = pins.includes(c.key);
      return html`<li draggable=${at >= 0} data-key=${c.key} @dragstart=${event => event.dataTransfer.setData('text/plain', c.key)}
          @dragover=${event => event.preventDefault()} @drop=${event => { event.preventDefault(); p.onColumns(dropped(keys, event.dataTransfer.getData('text/plain'), c.key)); }}>
        <label title=${c.about}><input type="checkbox" .checked=${at >= 0} @change=${() => p.onColumns(at >= 0 ? keys.filter(key => key !== c.key) : [...keys, c.key])}> ${c.title}</label>
        ${at >= 0 ? html`<button type="button" class="plain" ?disabled=${at === 0} @click=${() => p.onColumns(moved(keys, at, -1))} aria-label="Move ${c.title} to the left">↑</button>
          <button type="button" class="plain" ?disabled=${at === keys.length - 1} @click=${() => p.onColumns(moved(keys, at, 1))} aria-label="Move ${c.title} to the right">↓</button>
          <button type="button" class="plain pinner" aria-pressed=${pinned} @click=${() => p.onPins(pinned ? pins.filter(key => key !== c.key) : [...pins, c.key])} aria-label="Keep ${c.title} at the left" title="Keep at the left">pin</button>` : nothing}</li>`;
    })}</ul>
    <button type="button" @click=${() => p.onColumns(null)}>Usual columns</button>`;
}

/** @param {string[]} keys @param {number} at @param {number} by */
export function moved(keys, at, by) {
  const next = [...keys];
  [next[at], next[at + by]] = [next[at + by], next[at]];
  return next;
}

/** The order after one was dropped on another. @param {string[]} keys @param {string} key @param {string} onto */
export function dropped(keys, key, onto) {
  const [from, to] = [keys.indexOf(key), keys.indexOf(onto)];
  if (from < 0 || to < 0 || from === to) return keys;
  const next = keys.filter(other => other !== key);
  next.splice(to, 0, key);
  return next;
}

/** How many match, and what can be done with all of them. */
export function summary(p) {
  const {page, max} = p;
  const some = page.matching < page.total;
  return html`<p class="summary" role="status"><span>${some ? html`<b>${count(page.matching)}</b> of ${count(page.total)} trials match` : html`${count(page.total)} trials`}${p.selected ? `, ${count(p.selected)} on the charts` : ''}</span>
    ${page.matching && !p.grouped ? html`<button type="button" class="plain link" @click=${p.onSelect}>${page.matching > max ? `Select the first ${count(max)}, leave out ${count(page.matching - max)}` : `Select all ${some ? 'matching ' : ''}(${count(page.matching)})`}</button>` : nothing}
    ${p.selected ? html`<button type="button" class="plain link" @click=${p.onNone}>Select none</button>` : nothing}
    ${p.filtered ? html`<button type="button" class="plain link" @click=${p.onClear}>Clear filters</button>` : nothing}</p>`;
}
