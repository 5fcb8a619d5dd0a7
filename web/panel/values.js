import {html, nothing} from '../lib/lit-html.js';
import {decimalsFor, plural, score} from '../core/format.js';
import {linesOf, longest, nearest, placeOf} from '../chart/lines.js';
import {swatch} from '../core/palette.js';
import {Panel} from '../core/panel.js';
import {chip} from '../core/shell.js';
import {focused} from '../core/state.js';
import {toggled} from '../core/view.js';

/** Curves that are told to those who cannot see them; the rest is counted. */
const TOLD = 24;

/** The numbers of the selected trials: at the pointer's epoch, or the pinned one, or where each ends. */
class Values extends Panel {
  /** Rows that follow the pointer without a pause; a person can have all of them. */ most = 24;

  template(state) {
    const {curves, view, hover} = state;
    if (!curves) return html`<p class="loading" role="status">Loading…</p>`;
    const lines = linesOf(state);
    if (!lines.length) return html`<p class="quiet">Select trials in the table to see their values.</p>`;
    const epoch = hover.epoch ?? view.epoch;
    const x = epoch === null ? Infinity : placeOf(lines.find(line => line.number === hover.trial) ?? longest(lines), epoch, view.axis);
    const both = curves.trials.some(t => t.validation);
    const p = {
      state, both, lines, x: Number.isNaN(x) ? Infinity : x, focus: focused(state), decimals: this.decimals(lines),
      base: lines.find(line => line.baseline) ?? null, trials: new Map(curves.trials.map(t => [t.number, t])),
    };
    return html`<p class="caption quiet">${epoch === null ? 'Where each ends.' : hover.epoch === null ? html`At the pinned epoch ${epoch}. <button type="button" class="plain link" @click=${() => this.choose({epoch: null})}>Unpin</button>` : `At ${view.axis === 'epoch' ? '' : `the ${view.axis} of `}epoch ${epoch}. Click pins it.`}</p>
      <div class="scroll" tabindex="0" role="region" aria-label="Table of values"><table class="readout">
      <caption class="hidden">Selected trials</caption>
      <thead><tr><th scope="col">trial</th><th scope="col" class="number">epoch</th>
        <th scope="col" class="number">${both ? curves.validation : curves.train}</th>${p.base ? html`<th scope="col" class="number">− ${p.base.label}</th>` : nothing}${both ? html`<th scope="col" class="number">${curves.train}</th>` : nothing}
        <th scope="col">best epoch</th><th scope="col">folds</th><th scope="col">state</th><th><span class="hidden">baseline, remove</span></th></tr></thead>
      <tbody>${lines.slice(0, this.most).map(line => this.row(line, p))}</tbody>
    </table></div>
    ${lines.length > this.most ? html`<p class="caption quiet">The first ${this.most} of ${lines.length} trials. <button type="button" class="plain link" @click=${() => { this.most = lines.length; this.ask(); }}>Show all</button></p>` : nothing}`;
  }

  /** As many as the ends need: the same at every epoch, so that columns do not jump. */
  decimals(lines) {
    return decimalsFor(lines.map(line => line.main.y.findLast(Number.isFinite) ?? NaN));
  }

  row(line, p) {
    const t = p.trials.get(line.number);
    const i = at(line, p.x);
    const there = i >= 0 && (p.x === Infinity || p.x <= line.xs.at(-1) * (1 + 1e-9));
    return html`<tr class="${line.number === p.focus ? 'focus' : ''} ${line.baseline ? 'baseline' : ''}" @pointerenter=${() => this.point({trial: line.number})} @pointerleave=${() => this.point({trial: null})}>
      <th scope="row">${swatch(line.place)}${line.label}${line.baseline ? html` <em>baseline</em>` : nothing}</th>
      <td class="number">${there ? line.epochs[i] : line.epochs.length ? html`<span class="quiet" title="It does not go further">${line.epochs.at(-1)} last</span>` : '–'}</td>
      <td class="number">${value(line.main, i, p.decimals)}</td>
      ${p.base ? html`<td class="number">${line === p.base ? '' : difference(line, p.base, i, p)}</td>` : nothing}
      ${p.both ? html`<td class="number">${value(line.validation ? line.train : null, i, p.decimals, true)}</td>` : nothing}
      <td>${stop(line)}</td>
      <td>${t.folds_done} of ${line.folds}</td>
      <td>${chip(t.state)}${t.message ? html`<small class="message" title=${t.message}>${t.message}</small>` : diverged(line)}</td>
      <td class="acts"><button type="button" class="plain" aria-pressed=${line.baseline} @click=${() => this.choose({baseline: line.baseline ? null : line.number})} aria-label="${line.label} as the baseline" title="Baseline">${line.baseline ? '◆' : '◇'}</button>
        <button type="button" class="plain" @click=${() => this.choose({trials: toggled(p.state.places, line.number)})} aria-label="Take ${line.label} off the chart" title="Take off the chart">×</button></td>
    </tr>`;
  }
}
customElements.define('epoch-values', Values);

/** The point of a line at a place, or its last before that. */
function at(line, x) {
  return x === Infinity ? line.xs.length - 1 : nearest(line.xs, x);
}

/** @param {import('../chart/lines.js').Series|null} series */
function value(series, i, decimals, plain = false) {
  if (!series || i < 0 || i >= series.y.length) return '–';
  const y = series.raw ? series.raw[i] : series.y[i];
  if (!Number.isFinite(y)) return html`<span class="bad">not finite</span>`;
  return html`<b>${score(y, decimals)}</b>${plain || !(series.error[i] >= 0) ? nothing : html` <small>±${score(series.error[i], decimals)}</small>`}`;
}

/** How much larger than the baseline at the same place. What is better depends on the metric, and whether it means something on the folds: no colours. */
function difference(line, base, i, p) {
  const k = at(base, p.x);
  const raw = (series, j) => (series.raw ?? series.y)[j];
  const d = raw(line.main, i) - raw(base.main, k);
  return Number.isFinite(d) ? `${d < 0 ? '−' : '+'}${score(Math.abs(d), p.decimals)}` : '–';
}

function stop(line) {
  if (!line.stop) return '–';
  const {epoch, low, high, longer, advised, reason} = line.stop;
  if (longer) return html`<span title=${reason}><b>${epoch}+</b> <small>still improving</small></span>`;
  return advised ? html`<span title=${reason}><b>${epoch}</b>${high > low ? html` <small>[${low}–${high}]</small>` : nothing}</span>` : html`<b>${epoch}</b> <small>best mean</small>`;
}

function diverged(line) {
  const y = line.main.raw ?? line.main.y;
  const lost = y.findIndex(v => !Number.isFinite(v));
  return lost >= 0 ? html`<small class="message">a fold is not finite from epoch ${line.epochs[lost]}</small>` : nothing;
}

/** The advice for one trial, the one in focus or else the first, with its reason. @param {import('../chart/lines.js').Line[]} lines @param {number|null} focus */
export function advice(lines, focus) {
  const line = lines.find(l => l.number === focus) ?? lines[0];
  if (!line?.stop?.advised) return nothing;
  return html`<p class="advice" title=${line.stop.reason}>${swatch(line.place)}<b>${line.label}</b> ${line.stop.reason}</p>`;
}

/** What is on the chart, for those who cannot see it. @param {import('../chart/lines.js').Line[]} lines @param {string} metric */
export function described(lines, metric) {
  const texts = lines.slice(0, TOLD).map(line => {
    const last = line.main.y.findLast(Number.isFinite);
    return `${line.label}: ${last === undefined ? 'no values' : `${plural(line.of, 'epoch')}, last ${Number(last.toPrecision(3))}`}${line.stop ? `, best at ${line.stop.epoch}` : ''}`;
  });
  if (lines.length > TOLD) texts.push(`And ${lines.length - TOLD} more`);
  return `Curves of ${metric}. ${texts.join('. ')}. Left and right arrows pin the epoch before or after.`;
}
