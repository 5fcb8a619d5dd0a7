/** Turns what the server sent into what the chart draws. No canvas here. */

/**
 * @typedef {{x: number, y: number, error: number, whole: boolean}} Point y is NaN where a fold has no finite value
 * @typedef {{number: number, place: number, train: Point[], validation: Point[], folds: Point[][],
 *   stop: {epoch: number, low: number, high: number, longer: boolean, reason: string, advised: boolean}|null, xs: number[]}} Line
 */

/**
 * @param {import('../core/api.js').Curves} curves @param {(number|null)[]} places @param {string} axis @param {number} folds of each trial
 * @param {'MINIMIZE'|'MAXIMIZE'} goal of the metric that is shown
 * @returns {Line[]}
 */
export function lines(curves, places, axis, folds, goal) {
  return curves.trials.filter(t => places.includes(t.number)).map(t => {
    const xs = positions(t, axis);
    const main = t.validation ?? t.train;
    return {
      number: t.number,
      place: places.indexOf(t.number),
      xs,
      validation: band(t.validation, xs, folds),
      train: band(t.train, xs, folds),
      folds: (main?.folds ?? []).map(fold => fold.values.map((y, i) => ({x: xs[i], y: y ?? NaN, error: NaN, whole: true}))),
      stop: t.advice ? {...t.advice, longer: t.advice.still_improving, advised: true} : best(main, goal),
    };
  });
}

/** The lines of the trials that a page shows. @param {import('../core/state.js').State} state */
export function linesOf({curves, places, view, detail}) {
  const objective = [curves.train, curves.validation].includes(detail.metric);
  const goal = objective ? detail.goal : /acc|f1|auc|precision|recall|r2/.test(curves.train) ? 'MAXIMIZE' : 'MINIMIZE';
  return lines(curves, places, view.axis, detail.folds, goal);
}

/** @param {import('../core/api.js').TrialCurves} t @param {string} axis */
function positions(t, axis) {
  if (axis === 'step') return t.step;
  if (axis === 'samples') return t.samples;
  if (axis === 'time') return t.seconds;
  return Array.from({length: Math.max(t.validation?.mean.length ?? 0, t.train?.mean.length ?? 0)}, (_, i) => i + 1);
}

/** @param {import('../core/api.js').Folds|null} metric @returns {Point[]} */
function band(metric, xs, folds) {
  return (metric?.mean ?? []).map((y, i) => ({x: xs[i], y: y ?? NaN, error: metric.error[i] ?? NaN, whole: metric.count[i] >= folds}));
}

/** The epoch with the best mean, where nobody has advised. @param {import('../core/api.js').Folds|null} metric */
function best(metric, goal) {
  let at = -1;
  const sign = goal === 'MAXIMIZE' ? -1 : 1;
  (metric?.mean ?? []).forEach((y, i) => {
    if (y !== null && (at < 0 || sign * y < sign * metric.mean[at])) at = i;
  });
  return at < 0 ? null : {epoch: at + 1, low: at + 1, high: at + 1, longer: false, reason: '', advised: false};
}

/** Smallest and largest of what is shown. @param {Line[]} all @param {{train: boolean, folds: boolean}} shown */
export function extent(all, shown) {
  let [low, high, left, right, positive] = [Infinity, -Infinity, Infinity, -Infinity, Infinity];
  const see = (x, y) => {
    if (!Number.isFinite(y) || !Number.isFinite(x)) return;
    [low, high, left, right] = [Math.min(low, y), Math.max(high, y), Math.min(left, x), Math.max(right, x)];
    if (y > 0) positive = Math.min(positive, y);
  };
  for (const line of all) {
    for (const p of line.validation) {
      see(p.x, p.y);
      if (p.error) { see(p.x, p.y + p.error); see(p.x, p.y - p.error); }
    }
    if (shown.train || !line.validation.length) for (const p of line.train) see(p.x, p.y);
    if (shown.folds) for (const fold of line.folds) for (const p of fold) see(p.x, p.y);
  }
  return {low, high, left, right, positive, empty: !(low <= high)};
}

/** The index of the epoch nearest to a place on the x axis, -1 for a line without epochs. @param {number[]} xs @param {number} x */
export function nearest(xs, x) {
  let at = -1;
  for (let i = 0; i < xs.length; i++) if (at < 0 || Math.abs(xs[i] - x) < Math.abs(xs[at] - x)) at = i;
  return at;
}
