/** Curves as comma-separated values, one value a row. */

const HEAD = ['trial', 'fold', 'epoch', 'step', 'samples', 'seconds', 'metric', 'value', 'error'];

/**
 * What the chart shows, not smoothed: fold means with their standard errors, single folds where they are shown, training where it is shown; of
 * a zoomed chart only what is between its left and its right.
 *
 * @param {import('./lines.js').Line[]} lines @param {{train: string, validation: string}} names of the two metrics
 * @param {{train: boolean, folds: boolean, zoom: number[]|null}} shown @returns {string}
 */
export function csv(lines, names, shown) {
  const rows = [HEAD];
  for (const line of lines) {
    const main = line.validation ? names.validation : names.train;
    add(rows, line, shown, {fold: 'mean', metric: main, y: line.main.raw ?? line.main.y, error: line.main.error});
    if (shown.train && line.train && line.validation) add(rows, line, shown, {fold: 'mean', metric: names.train, y: line.train.raw ?? line.train.y, error: line.train.error});
    if (shown.folds) for (const fold of line.single) add(rows, line, shown, {fold: fold.name, metric: main, y: fold.y, error: []});
  }
  return rows.map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function add(rows, line, {zoom}, {fold, metric, y, error}) {
  y.forEach((value, i) => {
    if (zoom && !(line.xs[i] >= zoom[0] && line.xs[i] <= zoom[1])) return;
    rows.push([line.label, fold, line.epochs[i], line.axes.step[i], line.axes.samples[i], line.axes.seconds[i], metric, value, error[i]]);
  });
}

/**
 * One cell. Numbers as they are, NaN and nothing as an empty cell. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 *
 * @param {unknown} value @returns {string}
 */
export function cell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const text = String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) && !Number.isFinite(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
