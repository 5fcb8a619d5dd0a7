/**
 * What the page knows, as its panels get it. There is one of it: table and charts show the same selection, pointer and colours.
 *
 * @typedef {{trial: number|null, epoch: number|null}} Hover where the pointer or the keyboard is
 *
 * @typedef {Object} State
 * @property {string} name of the experiment
 * @property {import('./view.js').View} view what a person has chosen: the URL
 * @property {import('./api.js').ExperimentDetail} detail
 * @property {import('./api.js').Curves|null} curves of the selected trials; null until they are there
 * @property {(number|null)[]} places trial numbers on the charts: the index is the colour, null is a free place
 * @property {Hover} hover
 * @property {number} version another one whenever the store has changed: part of the key of everything that is loaded
 * @property {'connecting'|'live'|'lost'} live
 */

/** The trials on the charts. @param {State} state @returns {number[]} */
export function shown(state) {
  return state.places.filter(number => number !== null);
}

/** The trial that stands out: under the pointer, or else the baseline, or else the first. @param {State} state @returns {number|null} */
export function focused(state) {
  const trials = shown(state);
  if (trials.includes(state.hover.trial)) return state.hover.trial;
  return trials.includes(state.view.baseline) ? state.view.baseline : trials[0] ?? null;
}
