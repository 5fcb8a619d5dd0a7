import {html, render} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {ago, count, ended, score, total} from '../core/format.js';
import {follow} from '../core/live.js';
import {chip, command, failure, progress, shell} from '../core/shell.js';

const RELATIVE_TIMES_MILLIS = 20_000;

/** @type {{list: api.ExperimentList|null, error: Error|null, live: 'connecting'|'live'|'lost'}} */
const page = {list: null, error: null, live: 'connecting'};

async function load() {
  try {
    page.list = await api.experiments();
    page.error = null;
  } catch (error) {
    page.error = error;
  }
  draw();
}

function draw() {
  render(shell({here: '', live: page.live, content: content()}), document.body);
}

function content() {
  return html`<div class="page">
    <h1>Experiments</h1>
    ${page.list ? (page.list.name.length ? table(page.list) : empty()) : page.error ? failure(page.error, load) : html`<p class="loading" role="status">Loading…</p>`}
  </div>`;
}

function empty() {
  return html`<section class="blank">
    <h2>No experiments yet</h2>
    <p>Run one, and it appears here while it trains:</p>
    ${command('./plateau run experiments/digits.yaml')}
    <p class="quiet">A search has one file. The one above is an example that comes with Plateau: handwritten digits, nothing to download.</p>
  </section>`;
}

/** @param {api.ExperimentList} list */
function table(list) {
  return html`<div class="scroll"><table class="list">
    <thead><tr><th scope="col">Experiment</th><th scope="col">State</th><th scope="col">Runs</th><th scope="col" class="number">Trials</th>
      <th scope="col" class="number">Epochs</th><th scope="col" class="number">Best score</th><th scope="col">Last activity</th></tr></thead>
    <tbody>${list.name.map((name, i) => row(list, i))}</tbody>
  </table></div>`;
}

/** @param {api.ExperimentList} list @param {number} i */
function row(list, i) {
  const runs = total(list.runs[i]);
  const done = ended(list.runs[i]);
  const failed = list.trials[i].FAILED ?? 0;
  return html`<tr>
    <th scope="row"><a href=${api.url(api.ROUTES.experimentPage, list.name[i])}>${list.name[i]}</a><p class="quiet">${list.description[i]}</p></th>
    <td>${chip(list.state[i])}</td>
    <td class="progress">${progress(done, runs, `Runs of ${list.name[i]}`)}<span>${count(done)} of ${count(runs)}</span></td>
    <td class="number">${count(total(list.trials[i]))}${failed ? html`<br><small class="bad">${count(failed)} failed</small>` : ''}</td>
    <td class="number">${count(list.epochs[i])}</td>
    <td class="number" title="The best of several is optimistic: chosen on these very folds"><strong>${score(list.best_score[i], 4)}</strong> <span class="quiet">${list.metric[i]}</span></td>
    <td title=${list.last_activity[i]}>${ago(list.last_activity[i])}</td>
  </tr>`;
}

document.body.replaceChildren();
draw();
follow(load, live => { page.live = live; draw(); });
setInterval(draw, RELATIVE_TIMES_MILLIS);
