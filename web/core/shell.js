import {html, nothing} from '../lib/lit-html.js';
import {ROUTES} from './api.js';
import {loginAddress} from './session.js';

const LIVE = {connecting: 'connecting', live: 'live', lost: 'connection lost, retrying', out: 'logged out'};

/**
 * What every page has around its content.
 *
 * @param {{here: string, live?: import('./live.js').Live, content: unknown}} page live: left out where nothing on the page moves
 */
export function shell({here, live, content}) {
  return html`
    <a class="skip" href="#main">Skip to content</a>
    <header class="top">
      <a class="brand" href=${ROUTES.experimentsPage} aria-label="Plateau, all experiments">
        <svg viewBox="0 0 20 16" aria-hidden="true"><path d="M2 2c1.4 7.6 4 11 8 11h8" /></svg>Plateau</a>
      <nav aria-label="Pages">
        <a href=${ROUTES.experimentsPage} aria-current=${here ? 'false' : 'page'}>Experiments</a>
        ${here ? html`<span class="crumb" aria-hidden="true">/</span><a href=${location.href} aria-current="page">${here}</a>` : nothing}
      </nav>
      <a class="quiet" href=${ROUTES.docsPage}>API</a>
      ${live ? html`<span class="feed ${live}" role="status"><i aria-hidden="true"></i>${LIVE[live]}</span>` : nothing}
      <button class="icon" type="button" @click=${() => dispatchEvent(new Event('themetoggle'))} aria-label="Switch between light and dark" title="Light or dark">
        <svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6" /><path class="half" d="M8 2a6 6 0 0 1 0 12z" /></svg>
      </button>
    </header>
    ${live === 'out' ? html`<p class="notice" role="alert">Your session has ended: plateau was started again, or it was not used for long. What is shown stays. <a href=${loginAddress()}>Log in</a></p>` : nothing}
    ${live === 'lost' ? html`<p class="notice" role="status">Not live: plateau has ended or cannot be reached. What is shown stays; it catches up by itself.</p>` : nothing}
    <main id="main">${content}</main>`;
}

/** @param {import('./api.js').State} state */
export function chip(state) {
  return html`<span class="chip ${state.toLowerCase()}">${state.toLowerCase()}</span>`;
}

/** @param {Error} error @param {() => void} retry */
export function failure(error, retry) {
  if (error.status === 401) {
    return html`<section class="blank" role="alert"><h2>Logged out</h2><p>${error.message}.</p><p><a class="button" href=${loginAddress()}>Log in</a></p></section>`;
  }
  return html`<section class="blank" role="alert">
    <h2>${error.status === 404 ? 'Not here' : 'This did not work'}</h2>
    <p>${error.message}</p>
    <p><button type="button" @click=${retry}>Try again</button> <a class="button" href=${ROUTES.experimentsPage}>All experiments</a></p>
  </section>`;
}

/** A command to copy. @param {string} text */
export function command(text) {
  const copy = async event => {
    const button = event.currentTarget;
    await navigator.clipboard.writeText(text).then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Select it by hand'; });
  };
  return html`<div class="command"><code tabindex="0">${text}</code><button type="button" @click=${copy}>Copy</button></div>`;
}

/** @param {number} done @param {number} all @param {string} label */
export function progress(done, all, label) {
  return html`<progress max=${Math.max(1, all)} .value=${done} aria-label=${label}></progress>`;
}
