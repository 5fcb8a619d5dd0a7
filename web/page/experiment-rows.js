import {ended, total} from '../core/format.js';

/**
 * One experiment of the list, as the page sorts and shows it.
 *
 * @typedef {Object} Row
 * @property {string} name
 * @property {string} description
 * @property {string[]} tags
 * @property {boolean} archived
 * @property {import('../core/api.js').State} state
 * @property {string} metric
 * @property {string} goal
 * @property {number|null} score best so far
 * @property {number|null} error
 * @property {number} bestTrial 0 for none
 * @property {number[]} sparkline
 * @property {import('../core/api.js').Counts} trials
 * @property {number} runs
 * @property {number} runsDone
 * @property {number} epochs
 * @property {number|null} secondsLeft
 * @property {string} activity
 */

/** @param {import('../core/api.js').ExperimentList} list @returns {Row[]} */
export function rowsOf(list) {
  return list.name.map((name, i) => ({
    name,
    description: list.description[i],
    tags: list.tags[i],
    archived: list.archived[i],
    state: list.state[i],
    metric: list.metric[i],
    goal: list.goal[i],
    score: list.best_score[i],
    error: list.best_error[i],
    bestTrial: list.best_trial[i],
    sparkline: list.sparkline[i],
    trials: list.trials[i],
    runs: total(list.runs[i]),
    runsDone: ended(list.runs[i]),
    epochs: list.epochs[i],
    secondsLeft: list.seconds_left[i],
    activity: list.last_activity[i],
  }));
}

/** Those that a view asks for, archived ones left out unless it wants them. @param {Row[]} rows @param {import('./list-view.js').ListView} view */
export function filtered(rows, view) {
  const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => (view.archived || !row.archived)
      && (!view.state.length || view.state.includes(row.state.toLowerCase()))
      && view.tag.every(tag => row.tags.includes(tag))
      && words.every(word => text(row).includes(word)));
}

function text(row) {
  return [row.name, row.description, row.metric, ...row.tags].join('\n').toLowerCase();
}

const BY = {
  name: (a, b) => a.name.localeCompare(b.name, 'en', {numeric: true}),
  state: (a, b) => a.state.localeCompare(b.state),
  // Scores of different metrics are not larger or smaller than each other: they go by metric, then the best first.
  score: (a, b) => a.metric.localeCompare(b.metric) || (a.goal === 'MAXIMIZE' ? b.score - a.score : a.score - b.score),
  trials: (a, b) => total(a.trials) - total(b.trials),
  progress: (a, b) => a.runsDone / Math.max(1, a.runs) - b.runsDone / Math.max(1, b.runs),
  activity: (a, b) => a.activity.localeCompare(b.activity),
};

/** In the order that a view asks for; those without a score always come last in an order by score. @param {Row[]} rows @param {string} sort */
export function sorted(rows, sort) {
  const key = sort.replace(/^-/, '');
  const sign = sort.startsWith('-') ? -1 : 1;
  const without = row => (key === 'score' && row.score === null ? 1 : 0);
  return [...rows].sort((a, b) => without(a) - without(b) || sign * BY[key](a, b) || BY.name(a, b));
}

/** How often each value occurs, the most frequent first. @param {string[]} values @returns {[string, number][]} */
export function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** @param {Row[]} rows @returns {any[][]} */
export function table(rows) {
  return [
    ['name', 'description', 'tags', 'archived', 'state', 'metric', 'goal', 'best_score', 'best_error', 'best_trial', 'trials', 'runs', 'runs_done', 'epochs', 'last_activity'],
    ...rows.map(r => [r.name, r.description, r.tags.join(' '), r.archived, r.state, r.metric, r.goal, r.score, r.error, r.bestTrial || null, total(r.trials), r.runs, r.runsDone, r.epochs, r.activity]),
  ];
}
