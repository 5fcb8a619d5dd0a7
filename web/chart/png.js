import {markPath} from '../core/palette.js';
import {drawAxes} from './axes.js';
import {frame} from './chart.js';
import {drawLines} from './curve.js';
import {drawEnds} from './ends.js';
import {FONT, fit, inks} from './paint.js';

const SCALE = 2;
const SIDE = 16;
const ROW = 18;
const HEADING = 44;
/** Names in the legend; the rest is counted. */
const MOST_NAMED = 60;

/**
 * The chart as a picture of twice its size, with title and legend, in the colours of the present theme.
 *
 * @param {import('./scales.js').Input} input @param {{title: string, subtitle: string}} words @param {{width: number, height: number}} size of the chart
 * @returns {Promise<Blob>}
 */
export function png(input, words, size) {
  const canvas = document.createElement('canvas');
  const legend = legendOf(canvas.getContext('2d'), input.lines, size.width);
  const height = HEADING + size.height + legend.height + SIDE;
  const c = fit(canvas, size.width, height, SCALE);
  const colours = inks();
  c.fillStyle = colours.surface;
  c.fillRect(0, 0, size.width, height);
  drawWords(c, words, colours);
  const ready = frame(input, c, {left: 0, top: HEADING, width: size.width, height: size.height});
  if (ready) {
    drawAxes(c, ready);
    drawLines(c, ready);
    drawEnds(c, ready);
  }
  for (const entry of legend.entries) drawEntry(c, entry, HEADING + size.height, colours);
  return new Promise((done, fail) => { canvas.toBlob(blob => (blob ? done(blob) : fail(new Error('The browser could not write the picture'))), 'image/png'); });
}

function drawWords(c, {title, subtitle}, colours) {
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.fillStyle = colours.text;
  c.font = '600 15px system-ui, sans-serif';
  c.fillText(title, SIDE, 17);
  c.fillStyle = colours.quiet;
  c.font = FONT;
  c.fillText(subtitle, SIDE, 36);
}

/** Where each name of the legend stands, in rows that end at the width. */
function legendOf(c, lines, width) {
  c.font = FONT;
  let [left, top] = [SIDE, 10];
  const put = (label, line) => {
    const needed = 34 + c.measureText(label).width + 16;
    if (left + needed > width && left > SIDE) [left, top] = [SIDE, top + ROW];
    const entry = {label, line, left, top};
    left += needed;
    return entry;
  };
  const entries = lines.slice(0, MOST_NAMED).map(line => put(line.baseline ? `${line.label} (baseline)` : line.label, line));
  if (lines.length > MOST_NAMED) entries.push(put(`and ${lines.length - MOST_NAMED} more`, null));
  return {entries, height: entries.length ? top + ROW / 2 : 0};
}

function drawEntry(c, {label, line, left, top}, offset, colours) {
  c.save();
  c.translate(left, offset + top);
  if (line) {
    c.strokeStyle = c.fillStyle = colours.series(line.place);
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(0, 0);
    c.lineTo(24, 0);
    c.stroke();
    c.save();
    c.translate(12, 0);
    c.fill(new Path2D(markPath(line.place)));
    c.restore();
  }
  c.font = FONT;
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  c.fillStyle = colours.text;
  c.fillText(label, line ? 30 : 0, 0);
  c.restore();
}

/** Hands a file to the person. @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has begun by then; the address would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The name of a file, of what any system allows in one. @param {string[]} parts */
export function fileName(...parts) {
  return parts.map(part => part.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '')).filter(Boolean).join('-') || 'curves';
}
