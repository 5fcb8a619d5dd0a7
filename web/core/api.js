/** Every URL that the front end knows. A test compares this list with the routes of the server. */
export const ROUTES = {
  experimentsPage: '/',
  experimentPage: '/experiments/{name}',
  comparePage: '/compare',
  loginPage: '/login',
  docsPage: '/api/docs',
  experiments: '/api/experiments',
  experiment: '/api/experiments/{name}',
  trials: '/api/experiments/{name}/trials',
  curves: '/api/experiments/{name}/curves',
  importance: '/api/experiments/{name}/importance',
  timeline: '/api/experiments/{name}/timeline',
  epochs: '/api/experiments/{name}/epochs',
  compare: '/api/compare',
  events: '/api/events',
  session: '/api/session',
  openapi: '/api/openapi.json',
};

/**
 * @typedef {'QUEUED'|'RUNNING'|'COMPLETED'|'PRUNED'|'FAILED'|'CANCELLED'|'LOST'} State
 * @typedef {Partial<Record<State, number>>} Counts
 * @typedef {{name: string[], description: string[], state: State[], metric: string[], goal: string[], best_score: (number|null)[],
 *   created: string[], last_activity: string[], trials: Counts[], runs: Counts[], epochs: number[]}} ExperimentList
 * @typedef {{number: number[], configuration: Object<string, any[]>, state: State[], score: (number|null)[],
 *   score_error: (number|null)[], folds_done: number[], epochs: number[], epochs_done: number[],
 *   best_so_far: (number|null)[], message: string[]}} TrialColumns
 * @typedef {{name: string, kind: 'number'|'flag'|'text', log: boolean, low: number|null, high: number|null, values: any[],
 *   different: number, varies: boolean}} Parameter
 * @typedef {TrialColumns & {total: number, matching: number, offset: number, next: string|null, metric: string, goal: 'MINIMIZE'|'MAXIMIZE',
 *   meaning: string, stage: number[], value: (number|null)[], value_error: (number|null)[], value_count: number[]}} TrialPage
 * @typedef {{group: string, total: number, matching: number, groups: number, offset: number, metric: string, goal: 'MINIMIZE'|'MAXIMIZE',
 *   meaning: string, name: any[], trials: number[], best: (number|null)[], best_error: (number|null)[], best_trial: number[],
 *   mean: (number|null)[], mean_error: (number|null)[], scored: number[], states: Counts[]}} TrialGroups
 * @typedef {{value?: string, metric?: string, sort?: string, where?: string[], q?: string, group?: string, offset?: number,
 *   limit?: number, cursor?: string, format?: string}} TrialQuery
 * @typedef {{name: string, description: string, state: State, metric: string, goal: 'MINIMIZE'|'MAXIMIZE', created: string,
 *   last_activity: string, best_score: number|null, best_score_error: number|null, best_trial: number,
 *   best_configuration: Object<string, any>, leading: number[], parameters: Parameter[], fixed: Object<string, any>, indistinguishable: number[], optimistic: string, folds: number, epochs: number, epochs_planned: number,
 *   trials_by_state: Counts, runs_by_state: Counts, metrics: string[], trials: TrialColumns}} ExperimentDetail
 * @typedef {{mean: (number|null)[], error: (number|null)[], count: number[],
 *   folds: {repeat: number, fold: number, values: (number|null)[]}[]}} Folds
 * @typedef {{number: number, epochs: number, step: number[], samples: number[], seconds: number[], train: Folds|null,
 *   validation: Folds|null, advice: {epoch: number, low: number, high: number, still_improving: boolean, reason: string}|null}} TrialCurves
 * @typedef {{train: string, validation: string, trials: TrialCurves[]}} Curves
 * @typedef {{metric: string, trials: number, least_trials: number, parameter: string[], explained: number[], low: number[],
 *   high: number[], p: number[], untold: string[]}} Importance
 * @typedef {{left_out: number, unrecorded: number, run: number[], stage: number[], repeat: number[], fold: number[], inner: boolean[],
 *   attempt: number[], worker: string[], started: number[], ended: (number|null)[], first_epoch: number[], epochs: number[],
 *   state: State[], message: string[], trials: Object<string, number[]>}} Timeline
 * @typedef {{trial: number, metric: string, folds: number, epoch: number, low: number, high: number, confidence: number, rule: string,
 *   estimate: number, optimistic: number, standard_error: number|null, rules: Object<string, number|null>, shortest_equivalent: number,
 *   shorter: {epoch: number, loss: number, error: number|null, saved: number, sentence: string},
 *   diagnosis: {kind: string, epoch: number, evidence: string, next: string}[],
 *   forecast: {more_epochs: number, gain: number, low: number, high: number, model: string, why: string, sentence: string}|null,
 *   still_improving: boolean, last_epoch: number, diverged: number, reason: string}} EpochCount
 */

/** What a person reads when a request fails. */
export class RequestError extends Error {
  /** @param {string} message @param {number} status 0 when there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @param {string} route @param {string} [name] */
export function url(route, name = '') {
  return route.replace('{name}', encodeURIComponent(name));
}

/** The name of the experiment that this page shows. */
export function nameOfPage() {
  return decodeURIComponent(location.pathname.slice(ROUTES.experimentPage.indexOf('{')));
}

/** @returns {Promise<ExperimentList>} */
export function experiments() {
  return get(ROUTES.experiments);
}

/** @param {string} name @returns {Promise<ExperimentDetail>} */
export function experiment(name) {
  return get(url(ROUTES.experiment, name));
}

/** A page of the leaderboard. @param {string} name @param {TrialQuery} query @returns {Promise<TrialPage>} */
export function trials(name, query) {
  return get(trialsUrl(name, query));
}

/** Trials by the value of a hyperparameter. @param {string} name @param {TrialQuery & {group: string}} query @returns {Promise<TrialGroups>} */
export function trialGroups(name, query) {
  return get(trialsUrl(name, query));
}

/** @param {string} name @param {TrialQuery} query */
export function trialsUrl(name, query) {
  const pairs = Object.entries(query).flatMap(([key, value]) => (Array.isArray(value) ? value.map(one => [key, one]) : value ? [[key, String(value)]] : []));
  return pairs.length ? `${url(ROUTES.trials, name)}?${new URLSearchParams(pairs)}` : url(ROUTES.trials, name);
}

/** The page of a trial. @param {string} name @param {number} number */
export function trialUrl(name, number) {
  return `${url(ROUTES.experimentPage, name)}/trials/${number}`;
}

/** @param {string} name @param {number[]} trials @param {string} metric @returns {Promise<Curves>} */
export function curves(name, trials, metric) {
  const query = new URLSearchParams({trials: trials.join(',')});
  if (metric) query.set('metric', metric);
  return get(`${url(ROUTES.curves, name)}?${query}`);
}

/** @param {string} name @param {number} [trial] the best one if left out @returns {Promise<EpochCount>} */
export function epochs(name, trial) {
  return get(url(ROUTES.epochs, name) + (trial ? `?trial=${trial}` : ''));
}

/** @param {string} name @returns {Promise<Importance>} */
export function importance(name) {
  return get(url(ROUTES.importance, name));
}

/** When runs trained. @param {string} name @returns {Promise<Timeline>} */
export function timeline(name) {
  return get(url(ROUTES.timeline, name));
}

async function get(address) {
  let answer;
  try {
    answer = await fetch(address, {headers: {Accept: 'application/json'}});
  } catch {
    throw new RequestError('The dashboard does not answer. Is plateau still running?', 0);
  }
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) throw new RequestError(body?.detail ?? `The dashboard answered ${answer.status}.`, answer.status);
  return body;
}
