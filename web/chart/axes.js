import {FONT, crisp, segment} from './paint.js';
import {TITLES, xTicks, yTicks} from './scales.js';

/**
 * A chart that is ready to be drawn: where, how large, in which colours.
 *
 * @typedef {{box: {left: number, right: number, top: number, bottom: number}, x: Function & any, y: Function & any, domain: import('./scales.js').Domain,
 *   input: import('./scales.js').Input, inks: import('./paint.js').Inks}} Frame
 */

/** Grid, numbers and names of the axes. @param {CanvasRenderingContext2D} c @param {Frame} frame */
export function drawAxes(c, frame) {
  const {box, inks} = frame;
  c.font = FONT;
  c.lineWidth = 1;
  c.textBaseline = 'middle';
  drawUp(c, frame);
  drawAcross(c, frame);
  c.fillStyle = inks.quiet;
  c.textAlign = 'left';
  c.fillText(title(frame), box.left - 46, box.top - 15);
}

/** What the y axis shows. @param {Frame} frame */
function title({input, domain}) {
  return input.metric + (domain.log ? ' (log)' : '');
}

/** Where the title of the y axis ends: other labels keep to its right. @param {CanvasRenderingContext2D} c @param {Frame} frame */
export function titleEnd(c, frame) {
  c.font = FONT;
  return frame.box.left - 46 + c.measureText(title(frame)).width + 12;
}

function drawUp(c, {box, y, domain, inks}) {
  c.textAlign = 'right';
  let last = Infinity;
  for (const {v, text} of yTicks(y, domain.log, box.bottom - box.top).sort((a, b) => y(b.v) - y(a.v))) {
    c.strokeStyle = text ? inks.grid : inks.faint;
    segment(c, box.left, crisp(y(v)), box.right, crisp(y(v)));
    c.fillStyle = inks.quiet;
    if (!text || last - y(v) < 13) continue;
    last = y(v);
    c.fillText(text, box.left - 8, y(v));
  }
}

function drawAcross(c, {box, x, domain, input, inks}) {
  c.textAlign = 'center';
  c.fillStyle = inks.quiet;
  c.strokeStyle = inks.line;
  segment(c, box.left, crisp(box.bottom), box.right, crisp(box.bottom));
  let end = -Infinity;
  for (const {v, text} of xTicks(x, input.axis, box.right - box.left, domain.logx)) {
    const at = x(v);
    segment(c, crisp(at), box.bottom, crisp(at), box.bottom + 4);
    const half = c.measureText(text).width / 2;
    if (!text || at - half < end + 8) continue;
    end = at + half;
    c.fillText(text, at, box.bottom + 13);
  }
  c.fillText(TITLES[input.axis] + (domain.logx ? ' (log)' : ''), (box.left + box.right) / 2, box.bottom + 29);
}
