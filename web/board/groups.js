import {html, nothing} from '../lib/lit-html.js';
import {trialUrl} from '../core/api.js';
import {count, decimalsFor, parameter, score, trial} from '../core/format.js';
import {STATES, write} from './filters.js';

/** Orders that groups have, by the name that the server gives them. */
export const SORTS = ['score', 'mean', 'trials', 'name'];
/** More rows than a person reads, and fewer than a browser minds. */
export const FEW = 200;
export const MANY = 5000;

/** One row a value of a hyperparameter. @param {{groups: import('../core/api.js').TrialGroups, sort: string, name: string}} p */
export function table(p) {
  const g = p.groups;
  const decimals = decimalsFor([...g.best, ...g.mean]);
  return html`<table class="groups">
    <caption class="hidden">Trials by ${g.group}</caption>
    <thead><tr>${head('name', g.group, p, false)}${head('trials', 'trials', p)}${head('score', `best ${g.metric}`, p)}${head('mean', 'mean of all', p)}<th scope="col">best trial</th><th scope="col">states</th></tr></thead>
    <tbody>${g.name.map((value, i) => html`<tr @click=${event => { if (!event.target.closest('a, button')) p.onOpen(filter(g, i)); }}>
      <th scope="row"><button type="button" class="plain open" @click=${() => p.onOpen(filter(g, i))} aria-label="Show the trials with ${g.group} ${parameter(value)}">▸</button>${value === null ? html`<span class="quiet">none</span>` : parameter(value)}</th>
      <td class="number">${count(g.trials[i])}</td>
      <td class="number">${estimate(g.best[i], g.best_error[i], decimals)}</td>
      <td class="number">${estimate(g.mean[i], g.mean_error[i], decimals)}${g.scored[i] < g.trials[i] ? html` <small title="Trials that have a value">of ${count(g.scored[i])}</small>` : nothing}</td>
      <td>${g.best_trial[i] ? html`<a href=${trialUrl(p.name, g.best_trial[i])}>${trial(g.best_trial[i])}</a>` : '–'}</td>
      <td>${STATES.filter(state => g.states[i][state]).map(state => html`<span class="chip ${state.toLowerCase()}">${count(g.states[i][state])} ${state.toLowerCase()}</span> `)}</td></tr>`)}</tbody>
  </table>
  ${g.name.length < g.groups ? html`<p class="more">The first ${count(g.name.length)} of ${count(g.groups)} values are shown. ${g.name.length < MANY ? html`<button type="button" @click=${p.onMore}>Show more</button>` : 'Filter to see others.'}</p>` : nothing}`;
}

function estimate(mean, error, decimals) {
  return mean === null ? html`<span class="quiet">–</span>` : html`<b>${score(mean, decimals)}</b><small class="error">${error === null ? '' : `±${score(error, decimals)}`}</small>`;
}

/** The filter that shows one group. */
function filter(g, i) {
  return write({column: `p.${g.group}`, low: '', high: '', values: [g.name[i] === null ? '' : String(g.name[i])]});
}

function head(key, title, p, numeric = true) {
  const sorted = p.sort.replace(/^-/, '') === key;
  const down = p.sort.startsWith('-');
  return html`<th scope="col" class=${numeric ? 'number' : ''} aria-sort=${sorted ? (down ? 'descending' : 'ascending') : 'none'}>
    <button type="button" @click=${() => p.onSort(sorted && !down ? `-${key}` : key)}>${title}${sorted ? html`<i aria-hidden="true">${down ? '▾' : '▴'}</i>` : nothing}</button></th>`;
}
