/** Paints the bars of the timeline on a canvas and hears the pointer. */

import {FONT, cross, crisp, fit, inks, segment} from '../chart/paint.js';
import {ink} from '../core/palette.js';
import {duration, trial} from '../core/format.js';
import {barAt, endOf, span, timeTicks} from './lanes.js';

const LANE = 22;
const BAR = 16;
const AXIS = 22;
const RIGHT = 12;
const NAME = {wide: 92, narrow: 58};
/** Narrower bars have no room for a name. */
const NAMED = 58;
/** A bar is at least as wide as can be seen. */
const LEAST = 1.5;
const COLOURS = {COMPLETED: '--good', RUNNING: '--accent', FAILED: '--bad', LOST: '--bad', PRUNED: '--warn', CANCELLED: '--quiet', QUEUED: '--quiet'};

/**
 * @typedef {{timeline: import('../core/api.js').Timeline, lanes: import('./lanes.js').Lane[], zoom: [number, number]|null, now: number, hovered: number|null, row: number}} Input
 */

export class Gantt {
  /** @param {HTMLElement} host @param {{onZoom: (zoom: [number, number]|null) => void, onPoint: (row: number) => void, onPick: (row: number) => void}} tell */
  constructor(host, tell) {
    this.host = host;
    this.tell = tell;
    this.canvas = host.querySelector('canvas');
    /** @type {Input|null} */ this.input = null;
    this.row = -1;
    /** @type {[number, number]|null} pixels between which the pointer was dragged */ this.dragged = null;
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(host);
    this.themed = () => this.draw();
    addEventListener('themechange', this.themed);
    this.canvas.addEventListener('pointermove', event => this.point(event));
    this.canvas.addEventListener('pointerleave', () => this.say(-1));
    this.canvas.addEventListener('pointerdown', event => this.drag(event));
    this.canvas.addEventListener('dblclick', () => this.tell.onZoom(null));
  }

  stop() {
    this.watcher.disconnect();
    removeEventListener('themechange', this.themed);
  }

  /** @param {Input} input */
  set(input) {
    this.input = input;
    this.draw();
  }

  draw() {
    const width = this.host.clientWidth;
    if (!this.input || width < 60) return;
    const {timeline: t, lanes, now} = this.input;
    this.left = width < 460 ? NAME.narrow : NAME.wide;
    this.right = width - RIGHT;
    [this.from, this.to] = this.input.zoom ?? span(t, now);
    const height = lanes.length * LANE + AXIS;
    this.canvas.style.height = `${height}px`;
    const c = fit(this.canvas, width, height);
    const colours = inks();
    this.drawAxis(c, colours, height);
    const fills = Object.fromEntries(Object.entries(COLOURS).map(([state, name]) => [state, ink(name)]));
    lanes.forEach((lane, k) => this.drawLane(c, {lane, y: k * LANE, colours, fills}));
    if (t.ended.includes(null) && now <= this.to) this.drawNow(c, colours, height);
    if (this.dragged) {
      c.globalAlpha = 0.18;
      c.fillStyle = colours.accent;
      c.fillRect(Math.min(...this.dragged), 0, Math.abs(this.dragged[1] - this.dragged[0]), height - AXIS);
      c.globalAlpha = 1;
    }
  }

  x(time) {
    return this.left + (time - this.from) / (this.to - this.from) * (this.right - this.left);
  }

  drawAxis(c, colours, height) {
    const origin = span(this.input.timeline, this.input.now)[0];
    c.font = FONT;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    for (const v of timeTicks(origin, [this.from, this.to], Math.max(2, Math.floor((this.right - this.left) / 80)))) {
      const x = crisp(this.x(origin + v));
      c.strokeStyle = colours.grid;
      segment(c, x, 0, x, height - AXIS + 4);
      c.fillStyle = colours.quiet;
      c.fillText(v === 0 ? '0' : duration(v / 1000), Math.min(x, this.right - 8), height - AXIS / 2 + 2);
    }
  }

  drawLane(c, {lane, y, colours, fills}) {
    const {timeline: t, now} = this.input;
    c.fillStyle = colours.quiet;
    c.textAlign = 'left';
    c.fillText(lane.track ? '' : short(c, lane.worker, this.left - 16), 8, y + LANE / 2);
    c.strokeStyle = colours.faint;
    segment(c, 0, crisp(y + LANE - 1), this.right, crisp(y + LANE - 1));
    c.save();
    c.beginPath();
    c.rect(this.left, y, this.right - this.left, LANE);
    c.clip();
    for (const row of lane.bars) {
      const [from, to] = [this.x(t.started[row]), this.x(endOf(t, row, now))];
      if (to >= this.left && from <= this.right) this.drawBar(c, {row, from, to, y, colours, fills});
    }
    c.restore();
  }

  drawBar(c, {row, from, to, y, colours, fills}) {
    const {timeline: t, hovered} = this.input;
    const state = t.state[row];
    const bad = state === 'FAILED' || state === 'LOST';
    const wide = Math.max(LEAST, to - from - (to - from > 6 ? 1 : 0));
    const top = y + (LANE - BAR) / 2;
    const own = t.trials[row];
    const here = row === this.row || (hovered !== null && own.includes(hovered));
    c.globalAlpha = here ? 1 : bad ? 0.95 : 0.6;
    c.fillStyle = fills[state];
    c.fillRect(from, top, wide, BAR);
    c.globalAlpha = 1;
    if (bad) {
      c.strokeStyle = colours.surface;
      if (wide > 12) cross(c, to - 7, top + BAR / 2, 3);
    }
    c.fillStyle = colours.text;
    if (t.attempt[row] > 1) triangle(c, from, top);
    if (wide >= NAMED && own.length) {
      c.textAlign = 'left';
      c.lineWidth = 3;
      c.strokeStyle = colours.surface;
      const text = short(c, `${trial(own[0])}${own.length > 1 ? `+${own.length - 1}` : ''} / ${t.fold[row] + 1}`, wide - 16);
      c.strokeText(text, Math.max(from, this.left) + 7, top + BAR / 2);
      c.fillText(text, Math.max(from, this.left) + 7, top + BAR / 2);
      c.lineWidth = 1;
    }
    if (here) {
      c.strokeStyle = colours.text;
      c.strokeRect(from + 0.5, top + 0.5, Math.max(1, wide - 1), BAR - 1);
    }
  }

  drawNow(c, colours, height) {
    const x = crisp(Math.min(this.x(this.input.now), this.right));
    c.strokeStyle = colours.accent;
    c.setLineDash([3, 2]);
    segment(c, x, 0, x, height - AXIS);
    c.setLineDash([]);
  }

  place(event) {
    const {left, top} = this.canvas.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  time(x) {
    return this.from + (x - this.left) / (this.right - this.left) * (this.to - this.from);
  }

  rowAt(event) {
    const [x, y] = this.place(event);
    const lane = this.input?.lanes[Math.floor(y / LANE)];
    const slack = 3 / (this.right - this.left) * (this.to - this.from);
    return lane && x >= this.left ? barAt(this.input.timeline, lane, this.time(x), slack, this.input.now) : -1;
  }

  point(event) {
    if (event.buttons) return;
    const [x, y] = this.place(event);
    this.say(this.rowAt(event));
    const tip = /** @type {HTMLElement|null} */ (this.host.querySelector('.tip'));
    if (!tip) return;
    tip.style.left = `${Math.max(0, Math.min(x + 12, this.host.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${y + 16}px`;
  }

  say(row) {
    if (row === this.row) return;
    this.row = row;
    this.tell.onPoint(row);
  }

  /** A drag zooms, a click picks. @param {PointerEvent} event */
  drag(event) {
    if (event.button) return;
    const [from] = this.place(event);
    const move = now => {
      const [to] = this.place(now);
      this.dragged = Math.abs(to - from) > 5 ? [clamp(from, this.left, this.right), clamp(to, this.left, this.right)] : null;
      this.draw();
    };
    const end = now => {
      removeEventListener('pointermove', move);
      const dragged = this.dragged;
      this.dragged = null;
      if (dragged) this.tell.onZoom([this.time(Math.min(...dragged)), Math.max(this.time(Math.min(...dragged)) + 1, this.time(Math.max(...dragged)))]);
      else if (this.rowAt(now) >= 0) this.tell.onPick(this.rowAt(now));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, {once: true});
  }
}

function clamp(v, low, high) {
  return Math.min(high, Math.max(low, v));
}

/** A text cut to a width, which says that it was cut. */
function short(c, text, width) {
  if (c.measureText(text).width <= width) return text;
  let kept = text;
  while (kept.length > 1 && c.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1);
  return `${kept}…`;
}

/** The mark of a run that is tried again. */
function triangle(c, x, y) {
  c.beginPath();
  c.moveTo(x, y);
  c.lineTo(x + 6, y);
  c.lineTo(x, y + 6);
  c.fill();
}
