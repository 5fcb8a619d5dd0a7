import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {inOrder, spark, stack} from '../chart/spark.js';
import {ago, count, decimalsFor, duration, plural, score, total, trial} from '../core/format.js';
import {chip, progress} from '../core/shell.js';

/** Each column: its key in the view's sort, its title, the order of the first click. */
const HEADS = [['name', 'Experiment', ''], ['state', 'State', ''], ['score', 'Best score', ''], [null, 'Best so far', ''], ['trials', 'Trials', '-'], ['progress', 'Runs', '-'], ['activity', 'Last activity', '-']];

/**
 * The experiments of one page of the list.
 *
 * @param {{rows: import('./experiment-rows.js').Row[], view: import('./list-view.js').ListView,
 *   choose: (change: Partial<import('./list-view.js').ListView>) => void, onArchive: ((row: import('./experiment-rows.js').Row) => void)|null}} p
 */
export function table(p) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of experiments"><table class="list" role="table">
    <caption class="hidden">Experiments</caption>
    <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col"><span class="hidden">Choose</span></th>${HEADS.map(([key, title, first]) => head(p, key, title, first))}
      ${p.onArchive ? html`<th role="columnheader" scope="col"><span class="hidden">Archive</span></th>` : nothing}</tr></thead>
    <tbody role="rowgroup">${p.rows.map(row => line(p, row))}</tbody>
  </table></div>`;
}

function head({view, choose}, key, title, first) {
  if (!key) return html`<th role="columnheader" scope="col">${title}</th>`;
  const on = view.sort.replace(/^-/, '') === key;
  const down = view.sort.startsWith('-');
  const next = on ? (down ? key : `-${key}`) : first + key;
  const hint = key === 'score' ? 'Scores of one metric, the best first; experiments of other metrics below' : '';
  return html`<th role="columnheader" scope="col" aria-sort=${on ? (down ? 'descending' : 'ascending') : 'none'}>
    <button type="button" class="plain" title=${hint} @click=${() => choose({sort: next})}>${title}${on ? html` <i aria-hidden="true">${down ? '▾' : '▴'}</i>` : nothing}</button></th>`;
}

/** @param {import('./experiment-rows.js').Row} row */
function line(p, row) {
  const on = p.view.chosen.includes(row.name);
  const flip = () => p.choose({chosen: on ? p.view.chosen.filter(name => name !== row.name) : [...p.view.chosen, row.name], page: p.view.page});
  return html`<tr role="row" class=${`${on ? 'on' : ''} ${row.archived ? 'archived' : ''}`}>
    <td role="cell" class="pick"><input type="checkbox" .checked=${on} @change=${flip} aria-label="Choose ${row.name}"></td>
    <th role="rowheader" scope="row"><a href=${api.url(api.ROUTES.experimentPage, row.name)}>${row.name}</a>${row.archived ? html` <span class="chip">archived</span>` : nothing}
      ${row.tags.map(tag => html` <span class="chip tag">${tag}</span>`)}
      ${row.description ? html`<p class="quiet" title=${row.description}>${row.description}</p>` : nothing}</th>
    <td role="cell" data-title="State">${chip(row.state)}</td>
    <td role="cell" data-title="Best score" class="best">${best(row)}</td>
    <td role="cell" data-title="Best so far">${spark(row.sparkline, sparkText(row))}</td>
    <td role="cell" data-title="Trials" class="trials"><b>${count(total(row.trials))}</b>${stack(row.trials)}<small>${inOrder(row.trials).map(([state, n], i) => html`${i ? ' · ' : ''}<span class=${state}>${count(n)} ${state}</span>`)}</small></td>
    <td role="cell" data-title="Runs" class="progress">${progress(row.runsDone, row.runs, `Runs of ${row.name}`)}<small>${count(row.runsDone)} of ${count(row.runs)}${left(row)}</small></td>
    <td role="cell" data-title="Last activity" title=${new Date(row.activity).toLocaleString()}>${ago(row.activity)}</td>
    ${p.onArchive ? html`<td role="cell"><button type="button" class="plain" @click=${() => p.onArchive(row)} aria-label="${row.archived ? 'Bring back' : 'Archive'} ${row.name}">${row.archived ? 'Bring back' : 'Archive'}</button></td>` : nothing}
  </tr>`;
}

/** @param {import('./experiment-rows.js').Row} row */
function best(row) {
  const down = row.goal !== 'MAXIMIZE';
  const sign = html`<i class="goal" role="img" aria-label=${down ? 'lower is better' : 'higher is better'} title=${down ? 'lower is better' : 'higher is better'}>${down ? '↓' : '↑'}</i>`;
  if (row.score === null) return html`<span class="quiet">– <small>${row.metric} ${sign}</small></span>`;
  const decimals = Math.max(3, decimalsFor([row.error ?? row.score]) - 1);
  return html`<span title="The best of several is optimistic: chosen on these very folds"><strong>${score(row.score, decimals)}</strong>${row.error === null ? nothing : html` <small>±${score(row.error, decimals)}</small>`}</span>
    <small>${row.metric} ${sign} · ${trial(row.bestTrial)}</small>`;
}

function sparkText(row) {
  if (!row.sparkline.length) return 'No completed trial yet';
  const [first, last] = [row.sparkline[0], row.sparkline.at(-1)].map(v => Number(v.toPrecision(3)));
  return `Best ${row.metric} so far over ${plural(row.trials.COMPLETED ?? 0, 'completed trial')}: from ${first} to ${last}`;
}

function left(row) {
  return row.secondsLeft === null ? nothing : html` · <span class="running" title="At the pace so far, if no run stops early">${row.secondsLeft < 1 ? 'almost done' : `at most ${duration(row.secondsLeft)} left`}</span>`;
}
