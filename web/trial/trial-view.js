/**
 * What a person has chosen on the page of a trial. It lives in the URL.
 *
 * @typedef {Object} TrialView
 * @property {string[]} metrics whose folds are drawn, by the name without val_; empty: the objective
 * @property {boolean} folds single folds in the table
 * @property {''|'0'|'1'} log y axes; empty: as the data asks for
 * @property {string} log_of the run whose log is open, 'fold' or 'fold.repeat'; empty: the first that has ended badly, or else the first
 * @property {number} from first epoch of the table
 *
 * @typedef {Object} TrialState what the parts of the page get
 * @property {string} name of the experiment
 * @property {number} number
 * @property {TrialView} view
 * @property {import('../core/api.js').TrialDetail} detail
 * @property {import('../core/api.js').TrialSeries|null} series
 * @property {number|null} epoch under the pointer
 * @property {number} version
 */

/** @param {string} [search] @returns {TrialView} */
export function read(search = location.search) {
  const query = new URLSearchParams(search);
  return {
    metrics: (query.get('metrics') ?? '').split(',').filter(Boolean).map(decodeURIComponent),
    folds: query.get('folds') === '1',
    log: /** @type {''|'0'|'1'} */ (['0', '1'].includes(query.get('log')) ? query.get('log') : ''),
    log_of: /^\d+(\.\d+)?$/.test(query.get('run') ?? '') ? query.get('run') : '',
    from: Math.max(1, Math.floor(Number(query.get('from'))) || 1),
  };
}

/** @param {TrialView} view */
export function query(view) {
  const pairs = [
    view.metrics.length ? `metrics=${view.metrics.map(encodeURIComponent).join(',')}` : '',
    view.folds ? 'folds=1' : '', view.log ? `log=${view.log}` : '', view.log_of ? `run=${view.log_of}` : '', view.from > 1 ? `from=${view.from}` : '',
  ].filter(Boolean);
  return pairs.length ? `?${pairs.join('&')}` : '';
}

/** A metric and its namesake on the training rows. @param {string} metric */
export function base(metric) {
  return metric.replace(/^val_/, '');
}

/** Whether more is better: known of the objective, a guess from its name of any other. @param {string} metric @param {import('../core/api.js').TrialDetail} detail */
export function maximised(metric, detail) {
  return base(metric) === base(detail.metric) ? detail.goal === 'MAXIMIZE' : /acc|f1|auc|precision|recall|r2/.test(metric);
}

/** The index of the best value, the first of equals; -1 without any. @param {(number|null|undefined)[]} values @param {boolean} most */
export function best(values, most) {
  let at = -1;
  values.forEach((v, i) => {
    if (Number.isFinite(v) && (at < 0 || (most ? v > values[at] : v < values[at]))) at = i;
  });
  return at;
}

/** Up to which epoch the curves of its training are the trial's: to the end for the one that reads it last. @param {import('../core/api.js').TrialDetail} detail */
export function reach(detail) {
  return detail.siblings.epochs.some(epochs => epochs > detail.epochs) ? detail.epochs : detail.stage_epochs;
}
