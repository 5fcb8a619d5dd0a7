/** What a person can change: notes, tags, archive, saved views, and what searches do. Each function throws RequestError with a sentence. */
import {ROUTES, get, send, url} from './api.js';

export {archive} from './api.js';

/**
 * @typedef {import('./api.js').State} State
 * @typedef {{state: State, stop_requested: boolean, cannot_stop: string, cannot_resume: string, archived: boolean, note: string,
 *   tags: string[], trials: {number: number[], note: string[], tags: string[][]}}} Control
 * @typedef {{cannot_start: string, hidden: number, file: string[], name: string[], configurations: (number|null)[],
 *   state: (State|null)[], mistake: string[]}} FileColumns
 * @typedef {{what: string[], started: string[], running: boolean[], exit_code: (number|null)[], log: string[][]}} Started
 * @typedef {{experiment: (string|null)[], name: string[], query: string[]}} Views
 * @typedef {{runs: number, trials: number[]}} Changed
 */

/** @param {string} name @returns {Promise<Control>} */
export function control(name) {
  return get(url(ROUTES.control, name));
}

/** @param {string} name @returns {Promise<{stop_requested: boolean}>} */
export function stop(name) {
  return send('POST', url(ROUTES.stop, name), {});
}

/** @param {string} name @returns {Promise<Started>} */
export function resume(name) {
  return send('POST', url(ROUTES.resume, name), {});
}

/** Ends the trainings of a trial for good. @param {string} name @param {number} number @returns {Promise<Changed>} */
export function cancel(name, number) {
  return send('POST', url(ROUTES.cancel, name, number), {});
}

/** Lets the trainings of a trial that ended badly wait again. @param {string} name @param {number} number @returns {Promise<Changed>} */
export function requeue(name, number) {
  return send('POST', url(ROUTES.requeue, name, number), {});
}

/** @param {string} name @param {number|null} number of a trial, null for the experiment @param {string} text @returns {Promise<{note: string}>} */
export function note(name, number, text) {
  return send('PUT', number ? url(ROUTES.trialNote, name, number) : url(ROUTES.note, name), {note: text});
}

/** @param {string} name @param {number|null} number of a trial, null for the experiment @param {string[]} all @returns {Promise<{tags: string[]}>} */
export function tags(name, number, all) {
  return send('PUT', number ? url(ROUTES.trialTags, name, number) : url(ROUTES.tags, name), {tags: all});
}

/** @param {string} [experiment] its views only @returns {Promise<Views>} */
export function views(experiment) {
  return get(ROUTES.views + (experiment ? `?${new URLSearchParams({experiment})}` : ''));
}

/** @param {{experiment: string|null, name: string, query: string}} view @returns {Promise<Views>} */
export function saveView(view) {
  return send('PUT', ROUTES.views, view);
}

/** @param {string} name @param {string|null} experiment @returns {Promise<Views>} */
export function deleteView(name, experiment) {
  return send('DELETE', `${ROUTES.views}?${new URLSearchParams(experiment ? {name, experiment} : {name})}`, null);
}

/** @returns {Promise<FileColumns>} */
export function files() {
  return get(ROUTES.files);
}

/** Starts the search of a file. @param {string} file @returns {Promise<Started>} */
export function start(file) {
  return send('POST', ROUTES.searches, {file});
}

/** The searches that were started from this dashboard. @returns {Promise<Started>} */
export function started() {
  return get(ROUTES.searches);
}
