import {html, nothing} from '../lib/lit-html.js';
import {count, plural} from '../core/format.js';
import {MANY, plain} from '../chart/scales.js';

/** Trials that are named; the rest is counted. */
const NAMED = 4;

/**
 * What the chart does not show, and what must be known to read it; each limit is named.
 *
 * @param {import('../chart/scales.js').Input} input @param {import('../chart/scales.js').Domain} domain
 * @param {(change: Partial<import('../core/view.js').View>) => void} choose
 */
export function notes(input, domain, choose) {
  const all = [
    input.zoom ? html`Zoomed. <button type="button" class="plain link" @click=${() => choose({zoom: null})}>Show all</button>` : null,
    domain.above ? `${plural(domain.above, 'point')} above ${plain(domain.y[1])} ${domain.above === 1 ? 'is' : 'are'} not shown` : null,
    domain.below ? `${plural(domain.below, 'point')} below ${plain(domain.y[0])} ${domain.below === 1 ? 'is' : 'are'} not shown` : null,
    domain.lost ? `${plural(domain.lost, 'point')} at or below 0 ${domain.lost === 1 ? 'has' : 'have'} no place on a log axis` : null,
    unfair(input, choose),
    missing(input.lines),
    input.lines.length > MANY ? `${input.lines.length} curves: colours and marks repeat; band and name only on the one you point at and the baseline` : null,
    thinned(input.lines),
  ].filter(Boolean);
  return all.length ? html`<p class="notes">${all.map(note => html`<span>${note}</span>`)}</p>` : nothing;
}

/** An epoch is not the same work for everybody where batch sizes differ. */
function unfair({axis, lines}, choose) {
  if (axis !== 'epoch') return null;
  const steps = lines.map(line => line.axes.step[0] / line.epochs[0]).filter(Number.isFinite);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  if (!(most > least * 1.01)) return null;
  return html`An epoch is ${count(Math.round(least))} to ${count(Math.round(most))} steps here. <button type="button" class="plain link" @click=${() => choose({axis: 'step', zoom: null})}>Compare by step</button>`;
}

function missing(lines) {
  const partial = lines.filter(line => line.main.count.some(n => n < line.folds));
  if (!partial.length) return null;
  const most = partial.slice(0, NAMED).map(line => `${line.label} ${line.main.count.at(-1)} of ${plural(line.folds, 'fold')}`);
  return `At the last epoch: ${most.join(', ')}${partial.length > NAMED ? ` and ${plural(partial.length - NAMED, 'more trial')} with folds missing` : ''}`;
}

function thinned(lines) {
  const line = lines.find(one => one.of > one.epochs.length);
  return line ? `${count(line.epochs.length)} of ${count(line.of)} epochs of ${line.label} drawn${lines.length > 1 ? ', others alike' : ''}: every minimum, maximum and gap is kept` : null;
}
