import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {count, decimalsFor, score, trial} from '../core/format.js';
import {swatch} from '../core/palette.js';
import {chip} from '../core/shell.js';

/** @typedef {import('../page/compare.js').Shown} Shown */

const VERDICTS = {BASELINE: ['baseline', 'base'], BETTER: ['better', 'good'], WORSE: ['worse', 'bad'], CANNOT_TELL: ['cannot tell', 'even'], SAME: ['the same', 'even'], UNTESTED: ['not tested', 'none']};

/** What a verdict is called in a table. @param {import('../core/api.js').Verdict} verdict @param {string} sentence */
export function verdictChip(verdict, sentence) {
  const [text, kind] = VERDICTS[verdict];
  return html`<span class="verdict ${kind}" title=${sentence}>${text}</span>`;
}

/** The name of a trial, with its experiment where there are several. @param {Shown} p @param {number} i */
export function nameOf(p, i) {
  const t = p.compared.trials;
  return (p.several ? `${t.experiment[i]}/` : '') + trial(t.number[i]);
}

/** As many decimals as scores need. @param {import('../core/api.js').Compared} compared */
export function decimalsOf({trials}) {
  return Math.max(3, decimalsFor(trials.error.some(Number.isFinite) ? trials.error : trials.score) - 1);
}

/** The trials, with what they come to. @param {Shown} p */
export function trialTable(p) {
  const {compared: c} = p;
  const decimals = decimalsOf(c);
  const equal = c.budget?.samples > 0;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of trials"><table class="compared">
    <caption class="hidden">Compared trials</caption>
    <thead><tr><th scope="col">Trial</th><th scope="col" class="number">${sameMetric(c) ? c.metric : 'score'} <i class="arrow">${c.goal === 'MAXIMIZE' ? '↑' : '↓'}</i></th>
      <th scope="col" class="number">Δ baseline</th><th scope="col">Verdict</th>
      ${equal ? html`<th scope="col" class="number" title="Where each had seen as many samples as the one that saw the fewest: the same amount of training for all">at ${count(Math.round(c.budget.samples))} samples</th>` : nothing}
      <th scope="col"><span class="hidden">Actions</span></th></tr></thead>
    <tbody>${c.trials.number.map((_, i) => row(p, i, decimals, equal))}</tbody></table></div>`;
}

/** @param {import('../core/api.js').Compared} c */
function sameMetric({trials}) {
  return trials.metric.every(metric => metric === trials.metric[0]);
}

/** @param {Shown} p @param {number} i */
function row(p, i, decimals, equal) {
  const {compared: c, places} = p;
  const t = c.trials;
  const [v, b] = [c.verdicts, c.budget];
  const key = {experiment: t.experiment[i], number: t.number[i]};
  const name = nameOf(p, i);
  const base = i === c.baseline;
  return html`<tr class=${`${p.hover === api.trialKey(key) ? 'focus' : ''} ${base ? 'base' : ''}`} @pointerenter=${() => p.point(api.trialKey(key))} @pointerleave=${() => p.point(null)}>
    <th scope="row">${swatch(places[i])}<a href=${`${api.url(api.ROUTES.experimentPage, key.experiment)}?trials=${key.number}`}>${name}</a>
      ${t.state[i] === 'COMPLETED' ? nothing : chip(t.state[i])}${t.folds_done[i] < t.folds[i] ? html` <small class="partial">${t.folds_done[i]} of ${t.folds[i]} folds</small>` : nothing}${t.message[i] ? html`<small class="message" title=${t.message[i]}>${t.message[i]}</small>` : nothing}</th>
    <td class="number">${value(t.score[i], t.error[i], t.scores[i], decimals)}${sameMetric(c) ? nothing : html` <small>${t.metric[i]}</small>`}<small class="epoch"> @${t.epoch[i] || '–'}</small></td>
    <td class="number">${base ? html`<span class="quiet">0</span>` : difference(v, i, decimals, c.goal)}</td>
    <td>${verdictChip(v.verdict[i], v.sentence[i])}</td>
    ${equal ? html`<td class="number">${value(b.score[i], b.error[i], [], decimals)}<small class="epoch"> @${b.epoch[i] || '–'}</small></td>` : nothing}
    <td class="acts">
      <button type="button" class="plain mark" aria-pressed=${base} title="Compare the others with this one (b)" aria-label="Make ${name} the baseline" @click=${() => p.base(key)}>${base ? '◆' : '◇'}</button>
      <button type="button" class="plain" ?disabled=${i === 0} aria-label="Move ${name} up" @click=${() => p.move(i, i - 1)}>↑</button>
      <button type="button" class="plain" ?disabled=${i === t.number.length - 1} aria-label="Move ${name} down" @click=${() => p.move(i, i + 1)}>↓</button>
      <button type="button" class="plain remove" aria-label="Take ${name} away" @click=${() => p.remove(key)}>×</button></td></tr>`;
}

function value(mean, error, scores, decimals) {
  const gaps = scores.filter(one => one === null).length;
  if (gaps) return html`<span class="bad" title="Not a number on ${gaps} of ${scores.length} folds">diverged</span>`;
  if (mean === null) return html`<span class="quiet">–</span>`;
  return html`<b>${score(mean, decimals)}</b>${error === null ? nothing : html`<small> ±${score(error, decimals)}</small>`}`;
}

/** Only a tested difference is coloured: what could be chance is neither good nor bad. */
function difference(v, i, decimals, goal) {
  const d = v.difference[i];
  if (d === null) return html`<span class="quiet">–</span>`;
  const kind = {BETTER: 'good', WORSE: 'bad'}[v.verdict[i]] ?? 'quiet';
  return html`<span class=${kind} title=${`${goal === 'MAXIMIZE' ? 'higher' : 'lower'} is better`}>${d > 0 ? '+' : d < 0 ? '−' : ''}${score(Math.abs(d), decimals)}</span>`;
}

