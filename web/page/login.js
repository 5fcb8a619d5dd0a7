import {html, nothing, render} from '../lib/lit-html.js';
import {ROUTES} from '../core/api.js';
import {logIn, logOut, session, wanted} from '../core/session.js';
import {shell} from '../core/shell.js';

const page = {
  /** @type {import('../core/session.js').Session|null} */ session: null,
  /** @type {Error|null} */ error: null,
  busy: true,
};

/** The token of a link stands behind the #, which no server and no log gets to see; it leaves the address and the history at once. */
function tokenOfLink() {
  const token = decodeURIComponent(location.hash.slice(1));
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/** @param {() => Promise<import('../core/session.js').Session>} what @param {boolean} [leave] when it has worked */
async function attempt(what, leave = false) {
  page.busy = true;
  page.error = null;
  draw();
  try {
    page.session = await what();
    if (leave) return location.replace(wanted());
  } catch (error) {
    page.error = error;
  }
  page.busy = false;
  draw();
  return undefined;
}

function submit(event) {
  event.preventDefault();
  const field = event.target.elements.namedItem('token');
  attempt(() => logIn(field.value.trim()), true).then(() => field.isConnected && field.select());
}

function draw() {
  render(shell({here: 'Log in', content: html`<div class="page entrance">${content()}</div>`}), document.body);
}

function content() {
  if (page.session?.required && page.session.logged_in) return inside();
  if (page.session && !page.session.required) return free();
  return html`<h1>Log in</h1>
    <p>This dashboard can be reached from other machines, so it asks for its token. The terminal showed it when <code>plateau serve</code> made it.</p>
    <form @submit=${submit}>
      <label for="token">Token</label>
      <input id="token" name="token" type="password" autocomplete="current-password" spellcheck="false" required maxlength="200"
        aria-describedby=${page.error ? 'why help' : 'help'} aria-invalid=${page.error ? 'true' : 'false'} ?readonly=${page.busy}>
      <button type="submit" class="main">${page.busy ? 'One moment…' : 'Log in'}</button>
    </form>
    ${page.error ? html`<p id="why" class="bad" role="alert">${page.error.message}</p>` : nothing}
    <p id="help" class="quiet">Lost it? <code>plateau serve --new-token</code> makes another one. A session ends after 12 hours without use, after 30 days, and when plateau is started again.</p>`;
}

function inside() {
  return html`<h1>You are logged in</h1>
    <p>This browser stays logged in for 30 days at most, until it was not used for 12 hours, or until plateau is started again.</p>
    <p class="choices"><a class="button" href=${wanted()}>Go on</a> <button type="button" @click=${() => attempt(logOut)}>Log out</button></p>
    ${page.error ? html`<p class="bad" role="alert">${page.error.message}</p>` : nothing}`;
}

function free() {
  return html`<h1>No login needed</h1>
    <p>Only this machine can reach this dashboard, so it asks for nothing.</p>
    <p class="choices"><a class="button" href=${ROUTES.experimentsPage}>All experiments</a></p>`;
}

const token = tokenOfLink();
document.body.replaceChildren();
if (token) attempt(() => logIn(token), true);
else attempt(session);
