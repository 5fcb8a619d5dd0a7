import {html, nothing} from '../lib/lit-html.js';
import {decimalsFor, plural, score, trial} from '../core/format.js';
import {linesOf} from '../chart/lines.js';
import {swatch} from '../core/palette.js';
import {Panel} from '../core/panel.js';
import {chip} from '../core/shell.js';
import {focused} from '../core/state.js';
import {toggled} from '../core/view.js';

/** The numbers of the selected trials: at the pointer's epoch, or where each ends. */
class Values extends Panel {
  template(state) {
    if (!state.curves) return html`<p class="loading" role="status">Loading…</p>`;
    const all = linesOf(state);
    if (!all.length) return html`<p class="quiet">Select trials in the table to see their values.</p>`;
    return values({lines: all, detail: state.detail, curves: state.curves, x: null, focus: focused(state), onRemove: number => this.choose({trials: toggled(state.places, number)})}, state.hover.epoch ?? state.view.epoch);
  }
}
customElements.define('epoch-values', Values);

/** @param {number|null} epoch */
function values(p, epoch) {
  const decimals = decimalsFor(p.lines.flatMap(line => at(line, epoch).validation?.y ?? []));
  const names = p.curves.trials.some(t => t.validation) ? [p.curves.train, p.curves.validation] : [p.curves.train, ''];
  return html`<div class="scroll"><table class="readout">
    <caption class="hidden">Selected trials</caption>
    <thead><tr><th scope="col">selected</th><th scope="col" class="number">epoch</th>
      ${names[1] ? html`<th scope="col" class="number">${names[1]}</th>` : nothing}<th scope="col" class="number">${names[0]}</th>
      <th scope="col">best epoch</th><th scope="col">folds</th><th scope="col">state</th><th><span class="hidden">remove</span></th></tr></thead>
    <tbody>${p.lines.map(line => row(line, p, decimals, Boolean(names[1]), epoch))}</tbody>
  </table></div>`;
}

function at(line, epoch) {
  const i = Math.min(epoch ?? Infinity, line.xs.length) - 1;
  return {epoch: i + 1, validation: line.validation[i], train: line.train[i]};
}

function row(line, p, decimals, both, epoch) {
  const t = p.detail.trials;
  const i = t.number.indexOf(line.number);
  const here = at(line, epoch);
  return html`<tr class=${line.number === p.focus ? 'focus' : ''}>
    <th scope="row">${swatch(line.place)}${trial(line.number)}</th>
    <td class="number">${here.epoch || '–'}</td>
    ${both ? html`<td class="number">${value(here.validation, decimals)}</td>` : nothing}
    <td class="number">${value(here.train, decimals, both)}</td>
    <td>${stop(line)}</td>
    <td>${t.folds_done[i]} of ${p.detail.folds}</td>
    <td>${chip(t.state[i])}${t.message[i] ? html`<small class="message">${t.message[i]}</small>` : diverged(line)}</td>
    <td><button type="button" class="plain" @click=${() => p.onRemove(line.number)} aria-label="Take ${trial(line.number)} off the chart">×</button></td>
  </tr>`;
}

/** @param {import('../chart/lines.js').Point|undefined} p */
function value(p, decimals, plain = false) {
  if (!p) return '–';
  if (!Number.isFinite(p.y)) return html`<span class="bad">not finite</span>`;
  return html`<b>${score(p.y, decimals)}</b>${plain || !(p.error >= 0) ? nothing : html` <small>±${score(p.error, decimals)}</small>`}`;
}

function stop(line) {
  if (!line.stop) return '–';
  const {epoch, low, high, longer, advised, reason} = line.stop;
  if (longer) return html`<span title=${reason}><b>${epoch}+</b> <small>still improving</small></span>`;
  return advised ? html`<span title=${reason}><b>${epoch}</b>${high > low ? html` <small>[${low}–${high}]</small>` : nothing}</span>` : html`<b>${epoch}</b> <small>best mean</small>`;
}

function diverged(line) {
  const main = line.validation.length ? line.validation : line.train;
  const lost = main.findIndex(p => !Number.isFinite(p.y));
  return lost >= 0 ? html`<small class="message">a fold is not finite from epoch ${lost + 1}</small>` : nothing;
}

/** The advice for one trial, the one in focus or else the first, with its reason. @param {import('../chart/lines.js').Line[]} lines @param {number|null} focus */
export function advice(lines, focus) {
  const line = lines.find(l => l.number === focus) ?? lines[0];
  if (!line?.stop?.advised) return nothing;
  return html`<p class="advice">${swatch(line.place)}<b>${trial(line.number)}</b> ${line.stop.reason}</p>`;
}

/** What is on the chart, for those who cannot see it. @param {import('../chart/lines.js').Line[]} lines @param {string} metric */
export function described(lines, metric) {
  const texts = lines.map(line => {
    const main = line.validation.length ? line.validation : line.train;
    const last = main.filter(p => Number.isFinite(p.y)).at(-1);
    return `${trial(line.number)}: ${last ? `${plural(main.length, 'epoch')}, last ${Number(last.y.toPrecision(3))}` : 'no values'}${line.stop ? `, best at ${line.stop.epoch}` : ''}`;
  });
  return `Curves of ${metric}. ${texts.join('. ')}. Arrow keys move from epoch to epoch.`;
}
