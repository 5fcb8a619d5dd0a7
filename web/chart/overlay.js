import {titleEnd} from './axes.js';
import {drawLine, inside} from './curve.js';
import {drawEnds} from './ends.js';
import {longest, nearest, placeOf} from './lines.js';
import {FONT, crisp, dot, halo, segment} from './paint.js';
import {tip} from './tip.js';

/** Dots on more lines than that hide what they are on. */
const DOTS = 24;

/**
 * What moves: the line that stands out, its best epoch, the pointer, the pinned epoch, and the area that is being dragged.
 *
 * @param {CanvasRenderingContext2D} c @param {import('./axes.js').Frame} frame @param {import('./chart.js').Chart} chart
 */
export function drawOverlay(c, frame, chart) {
  const {input} = frame;
  const focus = chart.focus();
  const baseline = input.lines.find(line => line.baseline) ?? null;
  const stands = focus ?? baseline ?? input.lines[0];
  if (stands && (focus || baseline || input.lines.length <= DOTS)) drawStop(c, frame, stands);
  if (focus) {
    const raised = baseline && baseline !== focus && input.lines.length > 1 ? [baseline, focus] : [focus];
    inside(c, frame, () => { for (const line of raised) drawLine(c, line, frame, {bands: true, width: 2.75}); });
    drawEnds(c, frame, raised);
  }
  drawPinned(c, frame, focus);
  drawPointer(c, frame, chart.pointer);
  drawDrag(c, frame, chart.pointer.drag);
  tip(chart.tip, frame, chart.pointer, focus);
}

/** The best epoch of one line with its interval. @param {CanvasRenderingContext2D} c @param {import('./axes.js').Frame} frame @param {import('./lines.js').Line} line */
function drawStop(c, frame, line) {
  if (!line.stop) return;
  const {box, x, input, inks} = frame;
  const {epoch, low, high, longer, advised} = line.stop;
  const at = e => Math.min(box.right, Math.max(box.left, x(placeOf(line, e, input.axis))));
  const place = x(placeOf(line, epoch, input.axis));
  c.fillStyle = c.strokeStyle = inks.series(line.place);
  c.lineWidth = 1;
  if (high > low && at(high) > at(low)) {
    c.globalAlpha = 0.09;
    c.fillRect(at(low), box.top, at(high) - at(low), box.bottom - box.top);
    c.globalAlpha = 1;
  }
  const there = place >= box.left - 1 && place <= box.right + 1;
  if (there) {
    c.setLineDash([4, 3]);
    segment(c, crisp(place), box.top, crisp(place), box.bottom);
    c.setLineDash([]);
  }
  const range = high > low ? ` [${low}–${high}]` : '';
  const text = `${line.label} ${longer ? `still improving at ${epoch}` : advised ? `stop at ${epoch}${range}` : `best at ${epoch}`}${there ? '' : ', beyond this axis'}`;
  c.font = FONT;
  c.textBaseline = 'middle';
  c.textAlign = 'center';
  const half = c.measureText(text).width / 2;
  const left = titleEnd(c, frame);
  if (left + 2 * half > box.right + 14) return;
  c.fillText(text, Math.min(box.right + 14 - half, Math.max(left + half, there ? place : box.right)), box.top - 15);
}

function drawPinned(c, frame, focus) {
  const {box, x, input, inks} = frame;
  if (input.epoch === null) return;
  const line = focus ?? longest(input.lines);
  const place = line ? x(placeOf(line, input.epoch, input.axis)) : NaN;
  if (!(place >= box.left - 1 && place <= box.right + 1)) return;
  c.strokeStyle = c.fillStyle = inks.text;
  c.lineWidth = 1.5;
  segment(c, place, box.top, place, box.bottom);
  c.font = `600 ${FONT}`;
  c.textBaseline = 'middle';
  const right = place > (box.left + box.right) / 2;
  c.textAlign = right ? 'right' : 'left';
  halo(c, `epoch ${input.epoch}`, place + (right ? -5 : 5), box.top + 9, inks.surface);
  drawDots(c, frame, input.axis === 'epoch' ? input.epoch : placeOf(line, input.epoch, input.axis));
}

function drawPointer(c, frame, pointer) {
  if (pointer.x === null || pointer.drag) return;
  const {box, x, inks} = frame;
  c.strokeStyle = inks.quiet;
  c.lineWidth = 1;
  segment(c, crisp(x(pointer.x)), box.top, crisp(x(pointer.x)), box.bottom);
  drawDots(c, frame, pointer.x, pointer.key);
}

/** A dot on each line at a place; on one line only where there are too many. */
function drawDots(c, frame, at, key = null) {
  const {x, y, input, inks} = frame;
  inside(c, frame, () => {
    for (const line of input.lines) {
      if (input.lines.length > DOTS && line.key !== key) continue;
      const i = nearest(line.xs, at);
      if (i < 0 || at > line.xs.at(-1) || !Number.isFinite(line.main.y[i])) continue;
      c.fillStyle = inks.series(line.place);
      dot(c, x(line.xs[i]), y(line.main.y[i]), line.key === key ? 4.5 : 3);
    }
  });
}

function drawDrag(c, {box, inks}, drag) {
  if (!drag) return;
  const [x1, y1, x2, y2] = drag;
  const within = (v, low, high) => Math.min(high, Math.max(low, v));
  const wide = Math.abs(x2 - x1) >= 12;
  const high = Math.abs(y2 - y1) >= 12;
  const [left, right] = wide ? [x1, x2].map(v => within(v, box.left, box.right)).sort((a, b) => a - b) : [box.left, box.right];
  const [top, bottom] = high ? [y1, y2].map(v => within(v, box.top, box.bottom)).sort((a, b) => a - b) : [box.top, box.bottom];
  c.fillStyle = c.strokeStyle = inks.accent;
  c.lineWidth = 1;
  c.globalAlpha = 0.12;
  c.fillRect(left, top, right - left, bottom - top);
  c.globalAlpha = 1;
  c.strokeRect(crisp(left), crisp(top), right - left, bottom - top);
}
