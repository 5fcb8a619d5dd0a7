import {drawAxes} from './axes.js';
import {drawLines} from './curve.js';
import {drawEnds, labelWidth} from './ends.js';
import {drawOverlay} from './overlay.js';
import {fit, inks} from './paint.js';
import {listen} from './pointer.js';
import {domain, scales} from './scales.js';

const MARGIN = {left: 54, right: 20, top: 26, bottom: 38};
/** A label may take so much of the width. */
const WIDEST = 0.25;

/**
 * What a person does on a chart.
 *
 * @typedef {{hover: (epoch: number|null, line: import('./lines.js').Line|null) => void, pin: (epoch: number|null) => void, zoom: (zoom: number[]|null) => void}} Tell
 */

/**
 * Curves on three canvases: axes, lines, and what moves with the pointer. So a move of the pointer redraws one line, however many there are.
 *
 * The host is an element of its own size with a `canvas.lines`, a `canvas.axes`, a `canvas.overlay` and a `.tip` in it.
 */
export class Chart {
  /** @param {HTMLElement} host @param {Tell} tell */
  constructor(host, tell) {
    this.host = host;
    this.tell = tell;
    /** @type {import('./scales.js').Input|null} */ this.input = null;
    /** @type {import('./axes.js').Frame|null} */ this.frame = null;
    /** Where the pointer is: a place on the x axis and the line beside it. @type {{x: number|null, key: string|null, drag: number[]|null}} */
    this.pointer = {x: null, key: null, drag: null};
    /** The line that stands out because somebody points at it elsewhere. @type {string|null} */ this.outside = null;
    [this.lines, this.axes, this.overlay] = ['lines', 'axes', 'overlay'].map(name => /** @type {HTMLCanvasElement} */ (host.querySelector(`canvas.${name}`)));
    this.tip = /** @type {HTMLElement} */ (host.querySelector('.tip'));
    this.size = new ResizeObserver(() => this.draw());
    this.size.observe(host);
    this.redraw = () => this.draw();
    addEventListener('themechange', this.redraw);
    listen(this);
  }

  /** The host has gone. */
  close() {
    this.size.disconnect();
    removeEventListener('themechange', this.redraw);
  }

  /** @param {import('./scales.js').Input} input */
  set(input) {
    this.input = input;
    this.draw();
  }

  /** Lets one line stand out, as when the pointer is on its row. @param {string|null} key */
  highlight(key) {
    if (key === this.outside) return;
    this.outside = key;
    this.drawPointer();
  }

  /** The line that stands out. */
  focus() {
    const key = this.pointer.key ?? this.outside;
    return (key !== null && this.input?.lines.find(line => line.key === key)) || null;
  }

  draw() {
    const {width, height} = this.host.getBoundingClientRect();
    if (!this.input || !width || !height) return;
    const c = fit(this.lines, width, height);
    const axes = fit(this.axes, width, height);
    this.frame = frame(this.input, c, {left: 0, top: 0, width, height});
    if (this.frame) {
      drawAxes(axes, this.frame);
      drawLines(c, this.frame);
      drawEnds(c, this.frame);
    }
    this.drawPointer();
  }

  drawPointer() {
    const {width, height} = this.host.getBoundingClientRect();
    if (!width || !height) return;
    const c = fit(this.overlay, width, height);
    const focus = this.focus();
    this.lines.style.opacity = focus && this.input.lines.length > 1 ? '0.4' : '1';
    if (this.frame) drawOverlay(c, this.frame, this);
  }
}

/**
 * A chart ready to be drawn into a part of a canvas; null if there is nothing on it.
 *
 * @param {import('./scales.js').Input} input @param {CanvasRenderingContext2D} c @param {{left: number, top: number, width: number, height: number}} room
 * @returns {import('./axes.js').Frame|null}
 */
export function frame(input, c, {left, top, width, height}) {
  const d = domain(input);
  if (d.empty) return null;
  const labels = Math.min(width * WIDEST, labelWidth(c, input.lines));
  const box = {left: left + MARGIN.left, right: left + width - MARGIN.right - labels, top: top + MARGIN.top, bottom: top + height - MARGIN.bottom};
  return {box, ...scales(d, box), domain: d, input, inks: inks()};
}
