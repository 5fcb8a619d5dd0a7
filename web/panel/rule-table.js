import {html, nothing} from '../lib/lit-html.js';
import {figure} from '../core/format.js';
import {WORDS, nearestEpoch} from './rules.js';

/**
 * The rules side by side; a person may take another one.
 *
 * @param {import('../core/api.js').EpochAnswer} a @param {{choose: (rule: string) => void, point: (rule: string) => void}} act
 */
export function ruleTable(a, act) {
  const rows = Object.entries(a.rules);
  const decimals = decimalsOf(a, rows.map(([, epoch]) => epoch));
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of rules"><table class="rules">
    <caption class="hidden">What each rule chooses</caption>
    <thead><tr><th scope="col">rule</th><th scope="col" class="number">epochs</th>
      <th scope="col" class="number" title="Against ${a.epoch} epochs, smoothed, paired over folds">loses</th><th scope="col" class="number">saves</th></tr></thead>
    <tbody @pointerleave=${() => act.point('')}>${rows.map(([name, epoch]) => row(a, [name, epoch], decimals, act))}</tbody>
  </table></div>
  <p class="quiet note">${WORDS[a.rule].short}: ${WORDS[a.rule].text}. Losses are against ${a.epoch} epochs.</p>`;
}

function row(a, [name, epoch], decimals, act) {
  const {short: called, text} = WORDS[name] ?? {short: name, text: ''};
  const on = name === a.rule;
  const label = html`<label title=${text}><input type="radio" name="epoch-rule" value=${name} .checked=${on} ?disabled=${epoch === null} @change=${() => act.choose(name)}> ${called}</label>`;
  if (epoch === null) return html`<tr><th scope="row">${label}</th><td class="quiet" colspan="3">needs the metric on training rows</td></tr>`;
  const at = nearestEpoch(a.cost.epoch, epoch);
  const [loss, error, saved] = [a.cost.loss[at], a.cost.error[at], a.cost.saved[at]];
  return html`<tr class=${on ? 'on' : ''} @pointerenter=${() => act.point(name)}>
    <th scope="row">${label}</th>
    <td class="number" title="${a.metric} ${figure(a.cost.mean[at])}"><b>${epoch}</b></td>
    <td class="number">${epoch === a.epoch ? html`<span class="quiet">0</span>` : html`<span class=${loss > 2 * (error ?? Infinity) ? 'bad' : ''}>${loss.toFixed(decimals).replace('-', '−')}</span>${error === null ? nothing : html` <small>±${error.toFixed(decimals)}</small>`}`}</td>
    <td class="number">${epoch === a.epoch ? '–' : `${saved < 0 ? '−' : ''}${Math.round(Math.abs(100 * saved))} %`}</td>
  </tr>`;
}

/** As many as show a digit of the typical error, or else of the typical loss. */
function decimalsOf(a, epochs) {
  const at = epochs.filter(epoch => epoch && epoch !== a.epoch).map(epoch => nearestEpoch(a.cost.epoch, epoch));
  const sizes = at.map(i => a.cost.error[i] || Math.abs(a.cost.loss[i])).filter(v => v > 0).sort((x, y) => x - y);
  const typical = sizes[Math.floor(sizes.length / 2)];
  return typical ? Math.min(6, Math.max(0, -Math.floor(Math.log10(typical)))) : 3;
}
