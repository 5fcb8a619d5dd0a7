/** What a person has chosen on the experiment page. It lives in the URL, so that a reload or a sent link shows the same page. */

/** Places for trials on the chart: 8 colours with 3 marks each. */
export const MAX_SELECTED = 24;

export const AXES = ['epoch', 'step', 'samples', 'time'];

/**
 * @typedef {Object} View
 * @property {(number|null)[]|null} trials the selected trials by place (a place is a colour), null for a free place; null: the best ones
 * @property {string} metric empty for the objective
 * @property {string} axis one of AXES
 * @property {string} sort name of a column; '-' before it turns it round
 * @property {''|'0'|'1'} log y axis; empty: as the data asks for
 * @property {boolean} train
 * @property {boolean} folds
 */

/** @returns {View} */
export function read() {
  const query = new URLSearchParams(location.search);
  const places = query.get('trials')?.split(',').slice(0, MAX_SELECTED).map(text => (/^\d+$/.test(text) ? Number(text) : null)) ?? null;
  return {
    trials: places && (query.get('trials') === '' ? [] : places),
    metric: query.get('metric') ?? '',
    axis: AXES.includes(query.get('axis')) ? query.get('axis') : AXES[0],
    sort: query.get('sort') ?? 'score',
    log: ['0', '1'].includes(query.get('log')) ? query.get('log') : '',
    train: query.get('train') !== '0',
    folds: query.get('folds') === '1',
  };
}

/** @param {View} view */
export function write(view) {
  const pairs = {
    trials: view.trials?.map(n => n ?? '').join(','),
    metric: view.metric || undefined,
    axis: view.axis === AXES[0] ? undefined : view.axis,
    sort: view.sort === 'score' ? undefined : view.sort,
    log: view.log || undefined,
    train: view.train ? undefined : '0',
    folds: view.folds ? '1' : undefined,
  };
  const query = Object.entries(pairs).filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`).join('&');
  history.pushState(null, '', location.pathname + (query ? `?${query}` : ''));
}

/**
 * The places after a trial was switched on or off; unchanged if all are taken. The others keep their colours.
 *
 * @param {(number|null)[]} places @param {number} number
 */
export function toggled(places, number) {
  const next = [...places];
  const at = next.indexOf(number);
  if (at >= 0) {
    next[at] = null;
    while (next.length && next.at(-1) === null) next.pop();
    return next;
  }
  const free = next.indexOf(null);
  if (free >= 0) next[free] = number;
  else if (next.length < MAX_SELECTED) next.push(number);
  return next;
}
