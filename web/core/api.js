/** Every URL that the front end knows. A test compares this list with the routes of the server. */
export const ROUTES = {
  experimentsPage: '/',
  experimentPage: '/experiments/{name}',
  comparePage: '/compare',
  loginPage: '/login',
  docsPage: '/api/docs',
  trialPage: '/experiments/{name}/trials/{number}',
  experiments: '/api/experiments',
  experiment: '/api/experiments/{name}',
  trials: '/api/experiments/{name}/trials',
  curves: '/api/experiments/{name}/curves',
  importance: '/api/experiments/{name}/importance',
  epochs: '/api/experiments/{name}/epochs',
  compare: '/api/compare',
  epochsByParameter: '/api/experiments/{name}/epochs/by-parameter',
  trial: '/api/experiments/{name}/trials/{number}',
  series: '/api/experiments/{name}/trials/{number}/series',
  log: '/api/experiments/{name}/trials/{number}/log',
  control: '/api/experiments/{name}/control',
  timeline: '/api/experiments/{name}/timeline',
  stop: '/api/experiments/{name}/stop',
  resume: '/api/experiments/{name}/resume',
  note: '/api/experiments/{name}/note',
  tags: '/api/experiments/{name}/tags',
  archived: '/api/experiments/{name}/archived',
  trialNote: '/api/experiments/{name}/trials/{number}/note',
  trialTags: '/api/experiments/{name}/trials/{number}/tags',
  cancel: '/api/experiments/{name}/trials/{number}/cancel',
  requeue: '/api/experiments/{name}/trials/{number}/requeue',
  views: '/api/views',
  files: '/api/files',
  searches: '/api/searches',
  events: '/api/events',
  session: '/api/session',
  openapi: '/api/openapi.json',
};

/**
 * @typedef {'QUEUED'|'RUNNING'|'COMPLETED'|'PRUNED'|'FAILED'|'CANCELLED'|'LOST'} State
 * @typedef {Partial<Record<State, number>>} Counts
 * @typedef {{name: string[], description: string[], state: State[], metric: string[], goal: string[], best_score: (number|null)[],
 *   best_error: (number|null)[], best_trial: number[], sparkline: number[][], seconds_left: (number|null)[], tags: string[][], archived: boolean[],
 *   created: string[], last_activity: string[], trials: Counts[], runs: Counts[], epochs: number[]}} ExperimentList
 * @typedef {{number: number[], configuration: Object<string, any[]>, state: State[], score: (number|null)[],
 *   score_error: (number|null)[], folds_done: number[], epochs: number[], epochs_done: number[],
 *   best_so_far: (number|null)[], message: string[], name: string[]}} TrialColumns
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
 *   last_activity: string, best_score: number|null, best_score_error: number|null, best_trial: number, last_trial: number,
 *   best_configuration: Object<string, any>, leading: number[], parameters: Parameter[], fixed: Object<string, any>, indistinguishable: number[], optimistic: string, folds: number, epochs: number, epochs_planned: number,
 *   trials_by_state: Counts, runs_by_state: Counts, metrics: string[]}} ExperimentDetail
 * @typedef {{mean: (number|null)[], error: (number|null)[], sd: (number|null)[], min: (number|null)[], max: (number|null)[], count: number[],
 *   folds: {repeat: number, fold: number, values: (number|null)[]}[]|null}} Band
 * @typedef {{number: number, state: State, message: string, configuration: Object<string, any>, score: number|null, score_error: number|null,
 *   folds_done: number, epochs: number, epoch: number[], of: number, step: number[], samples: number[], seconds: number[], train: Band|null,
 *   validation: Band|null, advice: {epoch: number, low: number, high: number, still_improving: boolean, trained: number, reason: string}|null}} TrialCurves
 * @typedef {{train: string, validation: string, standard_errors: (number|null)[], trials: TrialCurves[]}} Curves
 * @typedef {{metric: string, trials: number, least_trials: number, parameter: string[], explained: number[], low: number[],
 *   high: number[], p: number[], untold: string[]}} Importance
 * @typedef {{earlier: number, untimed: number, run: number[], stage: number[], trials: number[][], fold: number[], repeat: number[], inner: boolean[],
 *   attempt: number[], worker: string[], started: number[], ended: (number|null)[], state: State[], first_epoch: number[], epochs: number[]}} Timeline
 *   started and ended: milliseconds since 1970
 * @typedef {{epoch: number, low: number, high: number, confidence: number, rule: string,
 *   estimate: number, optimistic: number, standard_error: number|null, rules: Record<string, number|null>, shortest_equivalent: number,
 *   shorter: {epoch: number, loss: number, error: number|null, saved: number, sentence: string},
 *   diagnosis: {kind: string, epoch: number, evidence: string, next: string}[],
 *   forecast: {more_epochs: number, gain: number, low: number, high: number, model: string, why: string, sentence: string}|null,
 *   still_improving: boolean, last_epoch: number, diverged: number, reason: string}} EpochCount
 * @typedef {{epoch: number[], loss: number[], error: (number|null)[], saved: number[], mean: number[], mean_error: (number|null)[],
 *   smooth: number[], training: number[]}} Costs
 * @typedef {{score: number|null, error: number|null, optimistic: number|null, optimism: number|null, pending: number, trial: number|null, epoch: number|null,
 *   folds: {repeat: number[], fold: number[], trial: (number|null)[], epoch: (number|null)[], score: (number|null)[]}}} Nested
 * @typedef {{trial: number|null, metric: string, goal: 'MINIMIZE'|'MAXIMIZE', folds: number, folds_planned: number, read_at: number|null, missing: string, refit: string,
 *   cost: Costs|null, nested: Nested|null} & Partial<EpochCount>} EpochAnswer
 * @typedef {{name: string, ordered: boolean, share: number|null, tells: boolean, sentence: string, value: any[], level: (number|null)[],
 *   levels: {value: string[], trainings: number[], improving: number[], epochs: number[], low: (number|null)[], high: (number|null)[]}}} ParameterEpochs
 * @typedef {{metric: string, left_out: number, improving: number, confidence: number, trial: number[], epochs: number[], steps: (number|null)[],
 *   samples: (number|null)[], at_least: boolean[], parameters: ParameterEpochs[]}} EpochsByParameter
 * @typedef {{id: number[], repeat: number[], fold: number[], state: State[], attempt: number[], epochs: number[], seconds: number[], worker: string[],
 *   seed: string[], message: string[]}} Runs
 * @typedef {{experiment: string, number: number, state: State, metric: string, goal: 'MINIMIZE'|'MAXIMIZE', score: number|null, score_error: number|null,
 *   epochs: number, stage_epochs: number, folds: number, folds_done: number, message: string, previous: number|null, next: number|null, best: number|null,
 *   configuration: Record<string, any>, best_configuration: Record<string, any>|null, settings: Record<string, any>, metrics: string[], missing: string,
 *   advice: EpochCount|null, runs: Runs, siblings: {number: number[], epochs: number[], shared: number[], sentence: string}, environment: Record<string, string>,
 *   reproduce: {verify: string, run: string, refit: string, exact: string[]},
 *   artifacts: {id: number[], name: string[], kind: string[], bytes: number[], sha256: string[], created: string[], url: string[], hidden: string}}} TrialDetail
 * @typedef {{name: string, mean: (number|null)[], error: (number|null)[], count: number[], values: (number|null)[][]}} MetricSeries
 * @typedef {{from: number, to: number, longest: number, runs: {id: number[], repeat: number[], fold: number[], seconds: number[][]}, metrics: MetricSeries[]}} TrialSeries
 * @typedef {{run: number, repeat: number, fold: number, state: State, attempt: number, lines: string[], more: boolean, missing: string, command: string}} RunLog
 */

/**
 * @typedef {'BASELINE'|'BETTER'|'WORSE'|'CANNOT_TELL'|'SAME'|'UNTESTED'} Verdict
 * @typedef {{experiment: string[], number: number[], state: State[], message: string[], metric: string[], goal: string[], folds: number[], folds_done: number[],
 *   epochs: number[], epoch: number[], scores: (number|null)[][], score: (number|null)[], error: (number|null)[], low: (number|null)[], high: (number|null)[]}} ComparedTrials
 * @typedef {{verdict: Verdict[], difference: (number|null)[], low: (number|null)[], high: (number|null)[], p: (number|null)[], holm: (number|null)[],
 *   effect: (number|null)[], sentence: string[]}} Verdicts
 * @typedef {{axis: 'epoch'|'samples', reason: string, samples: number, epoch: number[], score: (number|null)[], error: (number|null)[], spent: number[]}} EqualBudget
 * @typedef {{group: string, name: string, values: any[], differs: boolean}} Fact
 * @typedef {{at: string, baseline: number, metric: string, goal: string, level: number, compared: number, trials: ComparedTrials, verdicts: Verdicts, facts: Fact[],
 *   metrics: string[], budget: EqualBudget|null}} Compared
 * @typedef {{experiment: string, number: number}} TrialKey
 */

/** What a person reads when a request fails. */
export class RequestError extends Error {
  /** @param {string} message @param {number} status 0 when there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @param {string} route @param {string} [name] of an experiment @param {number} [trial] its number */
export function url(route, name = '', trial = 0) {
  return route.replace('{name}', encodeURIComponent(name)).replace('{number}', String(trial));
}

/** The name of the experiment that this page shows. */
export function nameOfPage() {
  return decodeURIComponent(location.pathname.split('/')[2]);
}

/** The number of the trial that this page shows. */
export function trialOfPage() {
  return Number(location.pathname.split('/')[4]);
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

/** @param {string} name @param {number[]} trials @param {string} metric @param {boolean} [folds] with the values of single folds @returns {Promise<Curves>} */
export function curves(name, trials, metric, folds = false) {
  const query = new URLSearchParams({trials: trials.join(',')});
  if (metric) query.set('metric', metric);
  if (folds) query.set('folds', '1');
  return get(`${url(ROUTES.curves, name)}?${query}`, drawn);
}

/** @param {string} name @param {number|null} [trial] null: the best one @param {string} [rule] empty: the experiment's @returns {Promise<EpochAnswer>} */
export function epochs(name, trial = null, rule = '') {
  const query = new URLSearchParams({...(trial ? {trial: String(trial)} : {}), ...(rule ? {rule} : {})});
  return get(`${url(ROUTES.epochs, name)}?${query}`);
}

/** @param {string} name @returns {Promise<EpochsByParameter>} */
export function epochsByParameter(name) {
  return get(url(ROUTES.epochsByParameter, name));
}

/** @param {string} name @param {number} trial @returns {Promise<TrialDetail>} */
export function trial(name, trial) {
  return get(url(ROUTES.trial, name, trial));
}

/** @param {string} name @param {number} trial @param {number} [from] the first epoch @returns {Promise<TrialSeries>} */
export function series(name, trial, from = 1) {
  return get(`${url(ROUTES.series, name, trial)}?from=${from}`);
}

/** The end of a run's log. @param {string} name @param {number} trial @param {{fold: number, repeat: number, lines: number}} which @returns {Promise<RunLog>} */
export function log(name, trial, which) {
  return get(`${url(ROUTES.log, name, trial)}?${new URLSearchParams(Object.entries(which).map(([key, value]) => [key, String(value)]))}`);
}

/** Puts an experiment away, or back. @param {string} name @param {boolean} archived @returns {Promise<{archived: boolean}>} */
export function archive(name, archived) {
  return send('PUT', url(ROUTES.archived, name), {archived});
}

/** How URLs name a trial of any experiment. @param {TrialKey} trial */
export function trialKey({experiment: name, number}) {
  return `${encodeURIComponent(name)}:${number}`;
}

/** @param {string} key as trialKey writes it @returns {TrialKey|null} */
export function readTrialKey(key) {
  const parts = /^(.+):([1-9]\d{0,8})$/.exec(key);
  try {
    return parts && {experiment: decodeURIComponent(parts[1]), number: Number(parts[2])};
  } catch {
    return null;
  }
}

/** The page that compares trials. @param {TrialKey[]} list @param {TrialKey|null} baseline the first if left out */
export function compareUrl(list, baseline) {
  return ROUTES.comparePage + compareQuery(list, baseline);
}

/** @param {TrialKey[]} list @param {TrialKey|null} baseline @param {string} at where scores are read @returns {Promise<Compared>} */
export function compare(list, baseline, at) {
  return get(ROUTES.compare + compareQuery(list, baseline) + (at ? `&at=${encodeURIComponent(at)}` : ''));
}

function compareQuery(list, baseline) {
  const part = trial => encodeURIComponent(trialKey(trial)).replaceAll('%3A', ':');
  return `?trials=${list.map(part).join(',')}${baseline ? `&baseline=${part(baseline)}` : ''}`;
}

/** @param {string} name @returns {Promise<Importance>} */
export function importance(name) {
  return get(url(ROUTES.importance, name));
}

/** When runs trained. @param {string} name @returns {Promise<Timeline>} */
export async function timeline(name) {
  const t = await get(url(ROUTES.timeline, name));
  return {...t, started: t.started.map(Date.parse), ended: t.ended.map(end => (end === null ? null : Date.parse(end)))};
}

/** Answers that are drawn, the last ones: the same object as long as the store is the same, so that nothing is drawn again. @type {Map<string, {tag: string, body: any}>} */
const drawn = new Map();
const MOST_DRAWN = 4;

/** @param {string} address @param {Map<string, {tag: string, body: any}>} [known] */
export function get(address, known) {
  return ask(address, {headers: {Accept: 'application/json'}}, known);
}

/** Changes something. @param {'POST'|'PUT'|'DELETE'} method @param {string} address @param {object|null} body @returns {Promise<any>} */
export function send(method, address, body) {
  return ask(address, {method, headers: {Accept: 'application/json', 'Content-Type': 'application/json'}, body: body && JSON.stringify(body)});
}

/** @param {string} address @param {RequestInit} options @param {Map<string, {tag: string, body: any}>} [known] */
async function ask(address, options, known) {
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw new RequestError('The dashboard does not answer. Is plateau still running?', 0);
  }
  const tag = answer.ok ? answer.headers.get('ETag') : null;
  const same = known?.get(address);
  if (same && same.tag === tag) return same.body;
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) throw new RequestError(body?.detail ?? `The dashboard answered ${answer.status}.`, answer.status);
  if (known && tag) {
    known.delete(address);
    known.set(address, {tag, body});
    if (known.size > MOST_DRAWN) known.delete(known.keys().next().value);
  }
  return body;
}
