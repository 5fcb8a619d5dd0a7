/** What the rules are called and what each does, by the names of the server. @type {Record<string, {short: string, text: string}>} */
export const WORDS = {
  auto: {short: 'auto', text: 'mean best epoch of resampled folds'},
  minimum: {short: 'lowest mean', text: 'the epoch with the lowest mean over folds'},
  smoothed_minimum: {short: 'smoothed', text: 'lowest mean over a window of 9 epochs'},
  one_standard_error: {short: '1 SE', text: 'the first within one standard error of the lowest mean'},
  one_standard_error_paired: {short: '1 SE paired', text: 'the first within one standard error of the difference from the lowest mean'},
  patience: {short: 'patience 10', text: 'best when 10 epochs in a row brought nothing better'},
  gl: {short: 'GL 5 %', text: 'best when the mean had risen by 5 % (Prechelt 1998)'},
  pq: {short: 'PQ', text: 'best when the rise outran the progress on training rows (Prechelt 1998)'},
  up: {short: 'UP 3', text: 'best when the mean had risen over 3 strips of 5 epochs (Prechelt 1998)'},
  fold_mean: {short: 'fold mean', text: "mean of the folds' own best epochs, as H2O takes it"},
};

/**
 * What an epoch count costs against the advised one, in words.
 *
 * @param {import('../core/api.js').Costs} cost @param {number} at index of the epoch @param {number} advised epoch
 */
export function costWords(cost, at, advised) {
  const epoch = cost.epoch[at];
  const [loss, error, saved] = [cost.loss[at], cost.error[at], cost.saved[at]];
  if (epoch === advised) return {lead: `${epochs(epoch)}: the advised count`, rest: '', sure: ''};
  const spread = error === null ? '' : ` ± ${short(error)}`;
  const against = loss > 0 ? `lose ${short(loss)}${spread}` : `lose nothing (${short(-loss)}${spread} better)`;
  const length = saved >= 0 ? `save ${Math.round(100 * saved)} %` : `take ${Math.round(-100 * saved)} % longer`;
  const far = error > 0 && loss > 0 ? loss / error : 0;
  const sure = loss <= 0 ? '' : far <= 1 ? 'within one standard error' : `${far.toFixed(1)} standard errors worse`;
  return {lead: `${epochs(epoch)} ${against} and ${length}`, rest: ` against ${epochs(advised)}`, sure};
}

/** @param {number} n */
export function epochs(n) {
  return `${n} epoch${n === 1 ? '' : 's'}`;
}

/** Two digits. @param {number} v */
export function short(v) {
  if (v === 0) return '0';
  return Math.abs(v) < 1e-4 || Math.abs(v) >= 1e5 ? v.toExponential(1) : String(Number(v.toPrecision(2)));
}

/** The index of the epoch nearest to one. @param {number[]} all ascending @param {number} epoch */
export function nearestEpoch(all, epoch) {
  let at = 0;
  all.forEach((one, i) => { if (Math.abs(one - epoch) < Math.abs(all[at] - epoch)) at = i; });
  return at;
}
