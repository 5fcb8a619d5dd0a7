import {html, nothing, render} from '../lib/lit-html.js';
import {ROUTES, experiments} from '../core/api.js';
import {plural} from '../core/format.js';
import {loginAddress, session} from '../core/session.js';
import {command, failure, shell} from '../core/shell.js';
import {curl, example, fields, operations, typeName} from './description.js';

/** An example shows the form of an answer; a long one is cut, and says so. */
const MAX_LETTERS = 3000;

const page = {
  /** @type {any} */ description: null,
  /** @type {Error|null} */ error: null,
  /** The first experiment stands for {name} in what can be tried. */ name: '',
  /** Whether programs must send the token. */ locked: true,
  /** @type {Map<string, {text: string, status: number}>} */ answers: new Map(),
};

async function load() {
  page.error = null;
  draw();
  try {
    page.description = await answerOf(ROUTES.openapi).then(answer => JSON.parse(answer.text));
    page.locked = (await session()).required;
    page.name = await experiments().then(list => list.name[0] ?? '');
  } catch (error) {
    page.error = error;
  }
  draw();
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

async function answerOf(address) {
  const answer = await fetch(address);
  if (answer.status === 401) location.replace(loginAddress());
  return {text: await answer.text(), status: answer.status};
}

function draw() {
  const content = page.description ? reference(page.description) : html`<div class="page"><h1>API</h1>
    ${page.error ? failure(page.error, load) : html`<p class="loading" role="status">Loading…</p>`}</div>`;
  render(shell({here: 'API', content}), document.body);
}

/** @param {any} description */
function reference(description) {
  const groups = description.tags.map(tag => ({...tag, entries: operations(description).filter(entry => entry.tags.includes(tag.name))})).filter(tag => tag.entries.length);
  return html`<div class="page reference">
    <nav class="contents" aria-label="Contents">${groups.map(group => html`<p class="group">${group.name}</p>
      <ul>${group.entries.map(entry => html`<li><a href="#${entry.operationId}"><span class="method ${entry.method}">${entry.method.toUpperCase()}</span><span>${entry.summary}</span></a></li>`)}</ul>`)}</nav>
    <div>
      <h1>API</h1>
      <p class="lead">${description.info.description}</p>
      <p class="lead">A program sends the token, where one is asked for, as <code>Authorization: Bearer</code>. The same description for tools: <a href=${ROUTES.openapi}>openapi.json</a> (OpenAPI ${description.openapi}).</p>
      ${groups.map(group => html`<section class="group" aria-labelledby="group-${group.name}"><h2 id="group-${group.name}">${group.name}</h2><p class="quiet">${group.description}</p>
        ${group.entries.map(entry => operation(description, entry))}</section>`)}
    </div>
  </div>`;
}

/** @param {any} description @param {import('./description.js').Operation} entry */
function operation(description, entry) {
  const answered = fields(description, entry.schema);
  return html`<article id=${entry.operationId} aria-labelledby="${entry.operationId}-title">
    <h3 id="${entry.operationId}-title"><span class="method ${entry.method}">${entry.method.toUpperCase()}</span> <code>${entry.path}</code></h3>
    <p><strong>${entry.summary}.</strong> ${entry.description ?? ''}</p>
    ${entry.parameters.length ? table(`Parameters of ${entry.summary}`, entry.parameters.map(p => ({name: p.name, type: typeName(p.schema), text: `${p.description}${p.required ? '' : ' (may be left out)'}`}))) : nothing}
    ${entry.body ? html`<p class="label">Body</p>${table(`Body of ${entry.summary}`, fields(description, entry.body))}` : nothing}
    ${answered.length ? html`<details><summary>Answer: ${plural(answered.length, 'field')}</summary>${table(`Answer of ${entry.summary}`, answered)}</details>` : html`<p class="label">Answer: ${entry.media || 'no body'}</p>`}
    ${answered.length ? html`<details><summary>Example</summary><pre tabindex="0">${JSON.stringify(example(description, entry.schema), null, 2)}</pre></details>` : nothing}
    <p class="quiet">Errors, as ${entry.errors.length ? html`problem+json: ${entry.errors.join(', ')}` : 'problem+json: none of its own'}.</p>
    ${command(curl(location.origin, page.locked, entry, page.name))}
    ${tryIt(entry)}
  </article>`;
}

/** @param {import('./description.js').Operation} entry */
function tryIt(entry) {
  if (entry['x-try'] === undefined || (entry.path.includes('{') && !page.name)) return nothing;
  const address = entry.path.replace('{name}', encodeURIComponent(page.name)).replace('{number}', '1') + (entry['x-try'] ? `?${entry['x-try']}` : '');
  const ask = async () => {
    page.answers.set(entry.operationId, await answerOf(address).catch(() => ({text: 'The dashboard does not answer.', status: 0})));
    draw();
  };
  const got = page.answers.get(entry.operationId);
  return html`<p><button type="button" @click=${ask}>Try it</button> <a href=${address}>Open the answer</a></p>
    ${got ? html`<p class="label" role="status">Status ${got.status}, ${plural(got.text.length, 'letter')}${got.text.length > MAX_LETTERS ? `, the first ${MAX_LETTERS} of them` : ''}</p>
      <pre tabindex="0" aria-label="Answer of ${entry.summary}">${got.text.slice(0, MAX_LETTERS)}</pre>` : nothing}`;
}

/** @param {string} label @param {import('./description.js').Field[]} rows */
function table(label, rows) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table class="fields">
    <thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">What it is</th></tr></thead>
    <tbody>${rows.map(row => html`<tr><th scope="row"><code>${row.name}</code></th><td class="quiet">${row.type}</td><td>${row.text}</td></tr>`)}</tbody></table></div>`;
}

document.body.replaceChildren();
load();
