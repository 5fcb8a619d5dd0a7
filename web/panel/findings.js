import {html, nothing} from '../lib/lit-html.js';
import {estimate, figure, plural, trial} from '../core/format.js';

const BAD = ['diverged', 'learning_rate_too_large', 'flat'];
const FINE = ['plateau'];

/**
 * What is wrong with the training, with its evidence and what to do next, and what more epochs would bring.
 *
 * @param {import('../core/api.js').EpochCount} a @param {(epoch: number) => void} [show] an epoch
 */
export function findings(a, show) {
  const worth = a.forecast;
  if (!a.diagnosis.length && !worth) return nothing;
  return html`<ul class="findings">
    ${a.diagnosis.map(found => html`<li class=${BAD.includes(found.kind) ? 'is-bad' : FINE.includes(found.kind) ? 'is-fine' : 'is-odd'}>
      <h3>${found.kind === 'plateau' ? 'levelled off' : found.kind.replaceAll('_', ' ')}
        ${show ? html`<button type="button" class="plain link" @click=${() => show(found.epoch)}>epoch ${found.epoch}</button>` : html`<small>epoch ${found.epoch}</small>`}</h3>
      <p>${found.evidence}</p><p class="next">${found.next}</p></li>`)}
    ${worth ? html`<li class="is-odd"><h3>${plural(worth.more_epochs, 'more epoch')}</h3>
      ${worth.model === 'ensemble' || worth.model === 'ENSEMBLE' ? html`<p>${worth.sentence}.</p>` : html`<p>What ${plural(worth.more_epochs, 'more epoch')} would bring cannot be foretold.</p>`}
      <p class="next">${worth.why}</p></li>` : nothing}
  </ul>`;
}

/** The score of a nested search, chosen without the rows that it is measured on. @param {import('../core/api.js').EpochAnswer} a */
export function honest(a) {
  const n = a.nested;
  if (!n) return nothing;
  if (n.pending > 0) return html`<p class="honest"><b>Honest score</b> follows after ${plural(n.pending, 'more run')} (nested)</p>`;
  if (n.score === null) return html`<p class="honest"><b>No honest score:</b> a configuration that was chosen without a fold failed on it</p>`;
  const times = new Map();
  for (const one of n.folds.trial) if (one) times.set(one, (times.get(one) ?? 0) + 1);
  const chosen = [...times].sort(([, x], [, y]) => y - x).map(([number, count]) => `${trial(number)} for ${count}`).join(', ');
  const epochs = n.folds.epoch.filter(Boolean);
  return html`<p class="honest"><b>Honest score ${estimate(n.score, n.error)}</b> nested: configuration and epochs chosen without the fold that scores them.
    ${n.trial ? html`${trial(n.trial)}'s own ${figure(n.optimistic)} at epoch ${n.epoch} ${n.optimism > 0 ? html`is optimistic by <b>${figure(n.optimism, 2)}</b>` : 'is not optimistic here'}.` : nothing}
    <small>Chosen without each fold: ${chosen} of ${plural(n.folds.trial.length, 'fold')}; ${Math.min(...epochs)} to ${Math.max(...epochs)} epochs.</small></p>`;
}
