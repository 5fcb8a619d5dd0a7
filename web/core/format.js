const UNITS = [[86_400, 'd'], [3_600, 'h'], [60, 'min'], [1, 's']];

/** A score with as many decimals as the whole column. @param {number|null} value @param {number} decimals */
export function score(value, decimals) {
  if (value === null || value === undefined) return '–';
  const size = Math.abs(value);
  return size >= 1e5 || (size > 0 && size < 10 ** -decimals / 2) ? value.toExponential(2) : value.toFixed(decimals);
}

/** Decimals that show three digits of the smallest typical value. @param {(number|null)[]} values */
export function decimalsFor(values) {
  const sizes = values.filter(v => Number.isFinite(v) && v !== 0).map(Math.abs).sort((a, b) => a - b);
  if (!sizes.length) return 3;
  return Math.min(6, Math.max(1, 3 - Math.ceil(Math.log10(sizes[0]))));
}

/** A hyperparameter as a person writes it. @param {any} value */
export function parameter(value) {
  if (value === null || value === undefined) return '–';
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value);
  const size = Math.abs(value);
  return (size < 1e-3 || size >= 1e6 ? value.toExponential(2).replace(/\.?0+e/, 'e') : String(Number(value.toPrecision(4)))).replace('-', '−');
}

/** How the values on an axis are written: with as many decimals as their distance needs. @param {number[]} ticks in order @returns {(value: number) => string} */
export function ticked(ticks) {
  const step = Math.abs(ticks.length > 1 ? ticks[1] - ticks[0] : ticks[0]) || 1;
  const decimals = Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
  return value => value.toLocaleString('en', {minimumFractionDigits: decimals, maximumFractionDigits: decimals}).replace('-', '−');
}

/** A large number in a few signs. @param {number} value */
export function short(value) {
  return value.toLocaleString('en', value < 1e4 ? {} : {notation: 'compact', maximumSignificantDigits: 4}).replace('K', 'k');
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString('en');
}

/** @param {number} number of a trial */
export function trial(number) {
  return `t${String(number).padStart(2, '0')}`;
}

/** @param {string} instant ISO 8601 */
export function ago(instant) {
  const seconds = (Date.now() - Date.parse(instant)) / 1000;
  const [size, unit] = UNITS.find(([s]) => seconds >= s) ?? [1, ''];
  return unit ? `${Math.floor(seconds / size)} ${unit} ago` : 'just now';
}

/** A duration on an axis. @param {number} seconds */
export function duration(seconds) {
  const [size, unit] = UNITS.find(([s]) => seconds >= s) ?? [1, 's'];
  return `${Number((seconds / size).toPrecision(3))} ${unit}`;
}

/** @param {import('./api.js').Counts} counts */
export function total(counts) {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/** How many have ended. @param {import('./api.js').Counts} counts */
export function ended(counts) {
  return ['COMPLETED', 'PRUNED', 'FAILED', 'CANCELLED'].reduce((sum, state) => sum + (counts[state] ?? 0), 0);
}

/** @param {number} n @param {string} word */
export function plural(n, word) {
  return `${count(n)} ${word}${n === 1 ? '' : 's'}`;
}

/** A number to so many significant digits, without an exponent if it is readable so. @param {number|null|undefined} value @param {number} [digits] */
export function figure(value, digits = 4) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return value.toExponential(digits - 1).replace('-', '−');
  const decimals = size === 0 ? 0 : Math.min(6, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return value.toFixed(decimals).replace('-', '−');
}

/** A mean and its standard error, with as many decimals as show two digits of the error. @param {number|null} mean @param {number|null|undefined} error */
export function estimate(mean, error) {
  if (mean === null || !Number.isFinite(mean) || !Number.isFinite(error) || !(error > 1e-5) || Math.abs(mean) >= 1e6) return figure(mean) + (error > 0 ? ` ± ${figure(error, 2)}` : '');
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))));
  return `${mean.toFixed(decimals).replace('-', '−')} ± ${error.toFixed(decimals)}`;
}

/** @param {number} bytes */
export function bytes(bytes) {
  const [size, unit] = [[2 ** 30, 'GB'], [2 ** 20, 'MB'], [2 ** 10, 'kB']].find(([s]) => bytes >= s) ?? [1, 'bytes'];
  return `${Number((bytes / Number(size)).toPrecision(3))} ${unit}`;
}
