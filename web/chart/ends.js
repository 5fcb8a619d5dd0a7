import {markPath} from '../core/palette.js';
import {FONT, halo} from './paint.js';
import {MANY} from './scales.js';

const HEIGHT = 13;
const GAP = 9;

/**
 * @typedef {{x: number, y: number, width: number, want: number}} Label beside (x, y), moved up or down to `want`
 */

/**
 * Moves labels up or down, the least that makes all of them readable: lines that end at about the same place share a column, and no label
 * lies on one of a column to its right.
 *
 * @param {Label[]} labels @param {number} top @param {number} bottom of the room for them @returns {Label[]} those that there is room for
 */
export function placed(labels, top, bottom) {
  const columns = [];
  for (const label of [...labels].sort((a, b) => b.x - a.x)) {
    const column = columns.find(other => other[0].x - label.x < Math.max(other[0].width, label.width) + GAP);
    if (column) column.push(label);
    else columns.push([label]);
  }
  const room = Math.floor((bottom - top) / HEIGHT) + 1;
  return columns.flatMap(column => {
    const kept = column.slice(0, room).sort((a, b) => a.y - b.y);
    spread(kept, top, bottom);
    return kept;
  });
}

/** Least squares with a least distance: neighbours that touch move together (pool adjacent violators). @param {Label[]} labels from top to bottom */
function spread(labels, top, bottom) {
  /** @type {{sum: number, n: number}[]} */
  const pools = [];
  labels.forEach((label, i) => {
    pools.push({sum: label.y - i * HEIGHT, n: 1});
    while (pools.length > 1 && pools.at(-2).sum / pools.at(-2).n > pools.at(-1).sum / pools.at(-1).n) {
      const last = pools.pop();
      pools.at(-1).sum += last.sum;
      pools.at(-1).n += last.n;
    }
  });
  const least = top;
  const most = bottom - (labels.length - 1) * HEIGHT;
  let i = 0;
  for (const pool of pools) {
    const at = Math.min(most, Math.max(least, pool.sum / pool.n));
    for (let k = 0; k < pool.n; k++, i++) labels[i].want = at + i * HEIGHT;
  }
}

/** Width of the margin that the labels need. @param {CanvasRenderingContext2D} c @param {import('./lines.js').Line[]} lines */
export function labelWidth(c, lines) {
  c.font = `600 ${FONT}`;
  return lines.reduce((most, line) => Math.max(most, c.measureText(line.label).width), 0);
}

/** Marks where lines end, with their names. @param {CanvasRenderingContext2D} c @param {import('./axes.js').Frame} frame @param {import('./lines.js').Line[]} [only] */
export function drawEnds(c, frame, only = frame.input.lines) {
  const {box, x, y, inks} = frame;
  const seen = (at, up) => at >= box.left - 1 && at <= box.right + 1 && up >= box.top - 1 && up <= box.bottom + 1;
  const ends = only.flatMap(line => {
    const last = line.main.y.findLastIndex((v, i) => Number.isFinite(v) && seen(x(line.xs[i]), y(v)));
    if (last < 0) return [];
    c.font = `600 ${FONT}`;
    const at = {x: x(line.xs[last]), y: y(line.main.y[last])};
    return [{...at, line, width: c.measureText(line.label).width, want: at.y}];
  });
  for (const end of ends) mark(c, end, inks);
  const labels = only.length <= MANY ? ends : ends.filter(end => end.line.baseline);
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  for (const label of /** @type {(Label & {line: import('./lines.js').Line})[]} */ (placed(labels, box.top, box.bottom))) {
    c.font = `${label.line.baseline ? '700' : '500'} ${FONT}`;
    c.fillStyle = inks.series(label.line.place);
    halo(c, label.line.label, label.x + GAP, label.want, inks.surface);
  }
}

function mark(c, {x, y, line}, inks) {
  c.save();
  c.translate(x, y);
  c.fillStyle = inks.series(line.place);
  c.fill(new Path2D(markPath(line.place)));
  c.restore();
}
