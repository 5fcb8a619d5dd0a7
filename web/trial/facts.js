import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import {ago, bytes, count, duration, estimate, figure, parameter, plural, trial} from '../core/format.js';
import {command} from '../core/shell.js';
import {findings} from '../panel/findings.js';
import {reach} from './trial-view.js';

const NAMES = {
  command: 'command', file: 'experiment file', git_commit: 'git commit', git_state: 'working folder', data_sha256: 'data, SHA-256', data_rows: 'data rows',
  plateau: 'plateau', trainer_name: 'trained by', trainer: 'trainer', java: 'java', system: 'system', processors: 'processors', memory_mb: 'memory',
};

/** How many epochs, in short, with the diagnosis. @param {api.TrialDetail} d @param {string} advisor address of the advisor's panel */
export function advice(d, advisor) {
  const a = d.advice;
  if (!a) return html`<section class="card"><h2>How many epochs</h2><p class="quiet">${d.missing}.</p></section>`;
  return html`<section class="card"><h2>How many epochs <a href=${advisor}>the advisor</a></h2>
    <p class="answer">${a.still_improving ? 'More than' : 'Train'} <b>${plural(a.epoch, 'epoch')}</b>${a.low < a.high ? html` <span class="range">[${a.low}–${a.high}]</span>` : nothing}</p>
    <p class="why">${a.reason}</p>
    ${reach(d) < a.last_epoch ? html`<p class="quiet">From all ${a.last_epoch} epochs of its training, which other trials read further than this one (to ${d.epochs}).</p>` : nothing}
    <p>Expect ${d.metric} <b>${estimate(a.estimate, a.standard_error)}</b>${a.estimate === a.optimistic ? nothing : html` <small>optimistic ${figure(a.optimistic)}</small>`}</p>
    ${findings(a)}</section>`;
}

/** What it was, beside the best trial where it differs. @param {api.TrialDetail} d */
export function parameters(d) {
  const mine = Object.keys(d.configuration);
  const other = d.best !== null && d.best !== d.number ? d.best_configuration : null;
  const names = [...new Set([...mine, ...Object.keys(other ?? {})])];
  const differs = name => other !== null && JSON.stringify(d.configuration[name]) !== JSON.stringify(other[name]);
  const rest = Object.keys(d.settings).filter(name => !(name in d.configuration));
  const many = other ? names.filter(differs).length : 0;
  return html`<section class="card"><h2>Parameters <small>${other ? `${many ? `${many} differ${many === 1 ? 's' : ''}` : 'the same as'} from the best, ${trial(d.best)}` : d.best === d.number ? 'this is the best trial' : ''}</small></h2>
    <table class="plain-table"><thead class=${other ? '' : 'hidden'}><tr><th scope="col">parameter</th><th scope="col">${trial(d.number)}</th>${other ? html`<th scope="col">${trial(d.best)}</th>` : nothing}</tr></thead>
      <tbody>${names.map(name => html`<tr class=${differs(name) ? 'differs' : ''}><th scope="row">${name}</th><td>${parameter(d.configuration[name])}</td>${other ? html`<td>${differs(name) ? parameter(other[name]) : html`<span class="quiet">same</span>`}</td>` : nothing}</tr>`)}</tbody></table>
    ${rest.length ? html`<details><summary>${plural(rest.length, 'more setting')} of the training</summary><table class="plain-table"><tbody>${rest.map(name => html`<tr><th scope="row">${name}</th><td>${parameter(d.settings[name])}</td></tr>`)}</tbody></table></details>` : nothing}
    ${d.siblings.sentence ? html`<p class="siblings">${trial(d.number)} ${linked(d)}: trained once.</p>` : nothing}</section>`;
}

/** @param {api.TrialDetail} d */
function linked(d) {
  const groups = new Map();
  d.siblings.number.forEach((number, i) => groups.set(d.siblings.shared[i], [...(groups.get(d.siblings.shared[i]) ?? []), number]));
  return html`shares ${[...groups].map(([shared, numbers], k) => html`${k ? '; ' : ''}epochs 1–${shared} with ${numbers.map((number, i) => html`${i ? ', ' : ''}<a href=${api.url(api.ROUTES.trialPage, d.experiment, number)}>${trial(number)}</a>`)}`)}`;
}

/** How to get the same again, and where it came from. @param {api.TrialDetail} d */
export function reproduce(d) {
  const {verify, run, refit, exact} = d.reproduce;
  if (!verify) return html`<section class="card"><h2>Reproduce</h2><p class="quiet">${exact[0]}.</p></section>`;
  return html`<section class="card"><h2>Reproduce</h2>
    <p class="quiet">Train everything again and compare every stored value, bit for bit:</p>${command(verify)}
    ${run ? html`<p class="quiet">Begin the search anew, into a database of its own:</p>${command(run)}` : nothing}
    <p class="quiet">Train this trial on all rows:</p>${command(d.advice ? `${refit} --epochs ${d.advice.epoch}` : refit)}
    <details><summary>What makes it exact</summary><ul class="exact">${exact.map(line => html`<li>${line}.</li>`)}</ul></details></section>`;
}

/** @param {api.TrialDetail} d */
export function environment(d) {
  const facts = Object.entries(d.environment);
  return html`<section class="card"><h2>Environment</h2>${facts.length ? html`<dl class="environment">${facts.map(([name, value]) => html`<div><dt>${NAMES[name] ?? name.replaceAll('_', ' ')}</dt>
      <dd class=${value === 'changed' ? 'is-odd' : ''}>${name === 'memory_mb' ? bytes(Number(value) * 2 ** 20) : name === 'data_rows' ? count(Number(value)) : html`<code>${value}</code>`}</dd></div>`)}</dl>` : html`<p class="quiet">Nothing was written down.</p>`}</section>`;
}

/** @param {api.TrialDetail} d */
export function artifacts(d) {
  const a = d.artifacts;
  return html`<section class="card"><h2>Artifacts</h2>${a.id.length ? html`<div class="scroll" tabindex="0" role="region" aria-label="Table of artifacts"><table class="plain-table"><thead><tr><th scope="col">file</th><th scope="col" class="number">size</th><th scope="col">made</th><th scope="col">SHA-256</th></tr></thead>
      <tbody>${a.id.map((_, i) => html`<tr><th scope="row">${a.url[i] ? html`<a href=${a.url[i]}>${a.name[i]}</a>` : a.name[i]} <small>${a.kind[i]}</small></th><td class="number">${bytes(a.bytes[i])}</td><td title=${a.created[i]}>${ago(a.created[i])}</td><td>${a.sha256[i] ? html`<code title=${a.sha256[i]}>${a.sha256[i].slice(0, 12)}…</code>` : '–'}</td></tr>`)}</tbody></table></div><p class="quiet">${a.hidden}</p>`
    : html`<p class="quiet">${d.reproduce.refit ? html`No model has been made of it yet. <code>plateau refit</code> makes one.` : 'It has logged no file.'}</p>`}</section>`;
}

/** What stands beside the title. @param {api.TrialDetail} d */
export function headline(d) {
  const seconds = d.runs.seconds.reduce((sum, s) => sum + s, 0);
  return html`<dl class="facts">
    <div><dt>${d.metric} at epoch ${d.epochs}</dt><dd><b>${d.score === null ? (d.folds_done ? 'not finite' : '–') : estimate(d.score, d.score_error)}</b></dd></div>
    <div><dt>folds</dt><dd><b class=${d.folds_done < d.folds ? 'partial' : ''}>${d.folds_done}</b> <small>of ${d.folds}</small></dd></div>
    <div><dt>epochs</dt><dd><b>${count(d.runs.epochs.reduce((sum, n) => sum + n, 0))}</b> <small>of at most ${count(d.stage_epochs * d.folds)}</small></dd></div>
    <div><dt>training</dt><dd><b>${duration(seconds)}</b></dd></div></dl>`;
}
