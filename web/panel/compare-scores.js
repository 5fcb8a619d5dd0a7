import '../lib/d3.js';
import {html, nothing, svg} from '../lib/lit-html.js';
import {colourClass, swatch} from '../core/palette.js';
import {decimalsOf, nameOf, verdictChip} from './compare-trials.js';
import {score, ticked} from '../core/format.js';

const d3 = globalThis.d3;
const [WIDTH, HEIGHT, EDGE, AXIS] = [300, 30, 10, 22];

/** @typedef {import('../page/compare.js').Shown} Shown */

/** Fold scores of each trial as dots with mean and interval, differences from the baseline as whiskers around 0, and what follows in a sentence. @param {Shown} p */
export function scoreStrips(p) {
  const {compared: c} = p;
  const x = scale([...c.trials.scores.flat(), ...c.trials.low, ...c.trials.high], false);
  const d = scale([...c.verdicts.difference, ...c.verdicts.low, ...c.verdicts.high], true);
  const decimals = decimalsOf(c);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of scores"><table class="strips">
    <caption class="hidden">Scores by fold and differences from the baseline</caption>
    <thead><tr><th scope="col"><span class="hidden">Trial</span></th><th scope="col">Folds, mean and 95 % interval</th><th scope="col">Difference from the baseline, 95 % interval</th></tr></thead>
    <tbody>${c.trials.number.map((_, i) => html`<tr>
      <th scope="row">${swatch(p.places[i])}${nameOf(p, i)}</th>
      <td>${strip(p, i, x, decimals)}</td>
      <td>${i === c.baseline ? svgBase(d) : whisker(p, i, d, decimals)}</td></tr>
      <tr class="said"><td colspan="3">${verdictChip(c.verdicts.verdict[i], '')} ${c.verdicts.sentence[i]}</td></tr>`)}
    </tbody>
    <tfoot><tr aria-hidden="true"><th></th><td>${axis(x, c.metric)}</td><td>${axis(d, `${c.metric} minus the baseline's, ${c.goal === 'MAXIMIZE' ? 'right' : 'left'} is better`)}</td></tr></tfoot>
  </table></div>`;
}

/** @param {(number|null)[]} values @param {boolean} zero takes 0 in */
function scale(values, zero) {
  const all = values.filter(v => v !== null && Number.isFinite(v));
  if (zero) all.push(0);
  const [low, high] = all.length ? d3.extent(all) : [0, 1];
  const pad = high > low ? 0 : Math.abs(high) / 10 || 1;
  return d3.scaleLinear().domain([low - pad, high + pad]).range([EDGE, WIDTH - EDGE]);
}

function picture(label, content) {
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>${content}</svg>`;
}

/** @param {Shown} p @param {number} i */
function strip(p, i, x, decimals) {
  const t = p.compared.trials;
  const finite = t.scores[i].filter(v => v !== null);
  const gaps = t.scores[i].length - finite.length;
  if (!t.scores[i].length) return html`<span class="quiet">no score yet</span>`;
  const label = `Scores of ${nameOf(p, i)} on ${t.scores[i].length} folds: ${finite.map(v => score(v, decimals)).join(', ')}${gaps ? `, and ${gaps} that are not a number` : ''}`
      + (t.low[i] === null ? '' : `; mean ${score(t.score[i], decimals)}, interval ${score(t.low[i], decimals)} to ${score(t.high[i], decimals)}`);
  return html`${picture(label, svg`<g class=${colourClass(p.places[i])}>
    ${t.low[i] === null ? nothing : svg`<path class="interval" d="M${x(t.low[i])} 15H${x(t.high[i])}M${x(t.low[i])} 10v10M${x(t.high[i])} 10v10" />`}
    ${finite.map(v => svg`<circle class="fold" cx=${x(v)} cy="15" r="3.4" />`)}
    ${t.score[i] === null ? nothing : svg`<path class="mean" d="M${x(t.score[i])} 5v20" />`}</g>`)}
    ${gaps ? html`<small class="bad">${gaps} of ${t.scores[i].length} folds not a number</small>` : t.scores[i].length < t.folds[i] ? html`<small>${t.scores[i].length} of ${t.folds[i]} folds</small>` : nothing}`;
}

function svgBase(d) {
  return picture('The baseline: 0', svg`<path class="zero" d="M${d(0)} 0v${HEIGHT}" /><circle class="origin" cx=${d(0)} cy="15" r="3" />`);
}

/** @param {Shown} p @param {number} i */
function whisker(p, i, d, decimals) {
  const v = p.compared.verdicts;
  const zero = svg`<path class="zero" d="M${d(0)} 0v${HEIGHT}" />`;
  if (v.difference[i] === null) return picture('Not tested', zero);
  const tested = v.low[i] !== null;
  const label = `Difference ${score(v.difference[i], decimals)}${tested ? `, interval ${score(v.low[i], decimals)} to ${score(v.high[i], decimals)}` : ', not tested'}`;
  return picture(label, svg`${zero}<g class=${{BETTER: 'good', WORSE: 'bad'}[v.verdict[i]] ?? 'even'}>
    ${tested ? svg`<path class="interval" d="M${d(v.low[i])} 15H${d(v.high[i])}M${d(v.low[i])} 10v10M${d(v.high[i])} 10v10" />` : nothing}
    <circle class=${tested ? 'mean' : 'untested'} cx=${d(v.difference[i])} cy="15" r="4" /></g>`);
}

/** @param {string} title */
function axis(x, title) {
  return html`<svg class="strip axis" viewBox="0 0 ${WIDTH} ${AXIS + 14}">${x.ticks(4).map(v => svg`<path d="M${x(v)} 0v4" /><text x=${x(v)} y="15">${ticked(x.ticks(4))(v)}</text>`)}
    <text x=${WIDTH / 2} y="31">${title}</text></svg>`;
}
