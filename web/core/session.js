import {ROUTES, RequestError} from './api.js';

/**
 * @typedef {{required: boolean, logged_in: boolean}} Session whether the dashboard asks for a token, and whether this browser has given it
 */

/** @returns {Promise<Session>} */
export function session() {
  return ask({});
}

/** Throws a RequestError that says why if it does not work. @param {string} token @returns {Promise<Session>} */
export function logIn(token) {
  return ask({method: 'POST', body: JSON.stringify({token}), headers: {'Content-Type': 'application/json'}});
}

/** @returns {Promise<Session>} */
export function logOut() {
  return ask({method: 'DELETE'});
}

/** The page where people log in and that leads back here. */
export function loginAddress() {
  return `${ROUTES.loginPage}?to=${encodeURIComponent(location.pathname + location.search)}`;
}

/** Where a person wanted to go before he had to log in: an address of this dashboard, whatever the URL says. */
export function wanted() {
  const to = new URL(new URLSearchParams(location.search).get('to') ?? ROUTES.experimentsPage, location.origin);
  // Two slashes at the beginning would be the name of another server.
  const here = to.origin === location.origin && !to.pathname.startsWith('//') && to.pathname !== ROUTES.loginPage;
  return here ? to.pathname + to.search : ROUTES.experimentsPage;
}

async function ask(options) {
  let answer;
  try {
    answer = await fetch(ROUTES.session, options);
  } catch {
    throw new RequestError('The dashboard does not answer. Is plateau still running?', 0);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) throw new RequestError(body?.detail ?? `The dashboard answered ${answer.status}.`, answer.status);
  return body;
}
