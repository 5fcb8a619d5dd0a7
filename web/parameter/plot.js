/** The picture of the parallel coordinates: lines on two canvases, axes and brushes as SVG, names of axes that can be dragged. */

import '../lib/d3.js';
import {render, svg} from '../lib/lit-html.js';
import {crisp, fit, inks, segment} from '../chart/paint.js';
import {filterOf, stretchOf, ticks} from './dimensions.js';
import {STEPS, hit, paint, place, steps} from './strands.js';
import {shades} from './shade.js';

const d3 = globalThis.d3;
const MARGIN = {left: 44, right: 50, top: 34, bottom: 34};
/** Below the axes, where lines go that have no value. */
const NONE = 20;
/** How far from an axis a brush can be begun, and from its end be taken hold of. */
const BRUSH = 11;
const END = 5;
const LABEL = 15;
/** From so many lines on they are painted thin, so that those below can be seen. */
const MANY = 400;

/**
 * @typedef {{axes: import('./dimensions.js').Axis[], shares: number[], inside: Uint8Array, numbers: number[],
 *   filters: import('../board/filters.js').Filter[], places: (number|null)[]}} Input shares: of each trial, 1 the best, NaN without a score
 */

export class Plot {
  /** @param {HTMLElement} host @param {{onPoint: (row: number) => void, onBrush: (filter: import('../board/filters.js').Filter) => void, onOrder: (keys: string[]) => void}} tell */
  constructor(host, tell) {
    this.host = host;
    this.tell = tell;
    this.isPointed = false;
    /** @type {Input|null} */ this.input = null;
    this.hovered = null;
    /** @type {Map<number, number>} row of each trial */ this.rows = new Map();
    this.frame = 0;
    [this.base, this.over] = host.querySelectorAll('canvas');
    this.svg = /** @type {any} */ (host.querySelector('svg'));
    /** @type {{placed: import('./strands.js').Placed, selection: [number, number]}|null} */ this.brush = null;
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(host);
    this.themed = () => this.draw();
    addEventListener('themechange', this.themed);
    host.addEventListener('pointermove', event => this.point(event));
    host.addEventListener('pointerleave', () => { this.isPointed = false; this.tell.onPoint(-1); });
    host.addEventListener('pointerdown', event => (/** @type {Element} */ (event.target).closest('.end') ? this.drag(event) : this.grasp(event)));
  }

  stop() {
    this.watcher.disconnect();
    removeEventListener('themechange', this.themed);
  }

  /** @param {Input} input @param {number|null} hovered trial */
  set(input, hovered) {
    const old = this.input;
    const same = old && old.axes === input.axes && old.shares === input.shares && old.places.join() === input.places.join()
      && JSON.stringify(old.filters) === JSON.stringify(input.filters) && old.inside === input.inside;
    this.input = input;
    if (!same) this.draw();
    if (same && hovered === this.hovered) return;
    this.hovered = hovered;
    this.drawOver();
  }

  draw() {
    this.size = this.host.getBoundingClientRect();
    const {width, height} = this.size;
    if (!this.input || width < 60) return;
    this.box = {top: MARGIN.top, bottom: height - MARGIN.bottom, none: height - MARGIN.bottom + NONE, left: MARGIN.left, right: width - MARGIN.right};
    this.placed = place(this.input.axes, this.box);
    this.drawLines(this.input.inside);
    this.drawAxes();
    this.drawOver();
  }

  /** @param {Uint8Array} inside */
  drawLines(inside) {
    const {width, height} = this.host.getBoundingClientRect();
    const c = fit(this.base, width, height);
    const [colours, shade] = [inks(), shades()];
    const outside = inside.map(one => 1 - one);
    const n = d3.sum(inside);
    c.lineWidth = 1;
    c.globalAlpha = 0.55;
    paint(c, this.placed, [{rows: d3.range(inside.length).filter(row => outside[row]), colour: colours.grid}]);
    const [none, ...scored] = steps(this.input.shares, inside);
    c.setLineDash([3, 3]);
    c.globalAlpha = 0.7;
    paint(c, this.placed, [{rows: none, colour: colours.quiet}]);
    c.setLineDash([]);
    c.globalAlpha = n > MANY ? 0.45 : 0.85;
    c.lineWidth = n > MANY ? 1 : 1.4;
    paint(c, this.placed, scored.map((rows, i) => ({rows, colour: shade((i + 0.5) / STEPS)})));
    c.globalAlpha = 1;
  }

  /** Selected trials in their own colours, and the one under the pointer. */
  drawOver() {
    if (!this.input || !this.placed) return;
    const c = fit(this.over, this.size.width, this.size.height);
    const colours = inks();
    if (this.numbers !== this.input.numbers) [this.numbers, this.rows] = [this.input.numbers, new Map(this.input.numbers.map((number, i) => [number, i]))];
    const row = this.rows;
    this.input.places.forEach((number, i) => {
      if (number !== null && row.has(number)) this.line(c, row.get(number), colours.series(i), 2, colours.surface);
    });
    if (row.has(this.hovered)) {
      const at = this.input.places.indexOf(this.hovered);
      this.line(c, row.get(this.hovered), at < 0 ? colours.text : colours.series(at), 3, colours.surface);
    }
  }

  line(c, row, colour, width, halo) {
    for (const [style, wide] of [[halo, width + 2.5], [colour, width]]) {
      c.strokeStyle = style;
      c.lineWidth = wide;
      for (let k = 0; k + 1 < this.placed.length; k++) segment(c, this.placed[k].x, this.placed[k].y[row], this.placed[k + 1].x, this.placed[k + 1].y[row]);
    }
  }

  drawAxes() {
    const {top, bottom} = this.box;
    const room = Math.floor((bottom - top) / LABEL);
    render(this.placed.map((p, k) => axisOf(p, {box: this.box, room, last: k > 0 && k === this.placed.length - 1, selection: this.selection(p)})), this.svg);
    for (const button of this.host.querySelectorAll('.end')) this.putName(/** @type {HTMLElement} */ (button));
  }

  /** The pixels [top, bottom] that a brush covers: the one that is being dragged, or else that of the filter. */
  selection(p) {
    if (this.brush?.placed.axis.key === p.axis.key) return this.brush.selection;
    const filter = this.input.filters.find(f => f.column === p.axis.key);
    const stretch = filter ? stretchOf(p.axis, filter) : null;
    const {top, bottom} = this.box;
    return stretch && [bottom - stretch[1] * (bottom - top) - 1, bottom - stretch[0] * (bottom - top) + 1];
  }

  /** Begins a brush on an axis, or takes hold of the one that is there. @param {PointerEvent} event */
  grasp(event) {
    const {left, top} = this.host.getBoundingClientRect();
    const y = event.clientY - top;
    const placed = this.placed?.find(p => Math.abs(p.x - event.clientX + left) <= BRUSH);
    if (event.button || !placed || y < this.box.top - 4 || y > this.box.bottom + 4) return;
    event.preventDefault();
    const drag = dragged(this.selection(placed), y, this.box);
    const move = now => {
      this.brush = {placed, selection: drag(now.clientY - top)};
      this.drawAxes();
      this.preview(placed, this.brush.selection);
    };
    const end = now => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
      cancelAnimationFrame(this.frame);
      this.brush = null;
      this.brushed(placed, now.type === 'pointercancel' ? null : drag(now.clientY - top), Math.abs(now.clientY - top - y) > 2);
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
  }

  /** A brush has ended: a filter. A click without a drag takes the filter away. */
  brushed({axis}, selection, moved) {
    const share = y => (this.box.bottom - y) / (this.box.bottom - this.box.top);
    if (selection && moved) this.tell.onBrush(filterOf(axis, share(selection[1]), share(selection[0])));
    else if (selection && this.input.filters.some(f => f.column === axis.key)) this.tell.onBrush({column: axis.key, low: '', high: '', values: []});
    this.draw();
  }

  /** Lines as the filter would leave them, while the pointer is still down. */
  preview(placed, [top, bottom]) {
    const {inside} = this.input;
    const slack = 1;
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.drawLines(inside.map((one, row) => (one && placed.y[row] >= top - slack && placed.y[row] <= bottom + slack ? 1 : 0))));
  }

  /** @param {HTMLElement} button */
  putName(button) {
    const at = this.placed.find(p => p.axis.key === button.dataset.key);
    if (!at) return;
    button.style.maxWidth = `${Math.max(60, (this.box.right - this.box.left) / Math.max(1, this.placed.length - 1) - 2)}px`;
    const half = button.offsetWidth / 2;
    button.style.left = `${Math.min(Math.max(at.x, half), this.host.clientWidth - half)}px`;
  }

  point(event) {
    if (!this.placed || event.buttons) return;
    const {left, top} = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const row = y < MARGIN.top - 4 ? -1 : hit(this.placed, this.input.inside, x, y);
    this.isPointed = row >= 0;
    this.tell.onPoint(row);
    const tip = /** @type {HTMLElement|null} */ (this.host.querySelector('.tip'));
    if (!tip) return;
    tip.style.left = `${Math.max(0, Math.min(x + 14, this.host.clientWidth - tip.offsetWidth))}px`;
    tip.style.top = `${y > this.box.bottom - 40 ? y - 34 : y + 14}px`;
  }

  /** Drags the name of an axis to another place. @param {PointerEvent} event */
  drag(event) {
    const button = /** @type {HTMLElement|null} */ (/** @type {Element} */ (event.target).closest('.end'));
    if (!button || event.button) return;
    const from = event.clientX;
    const left = this.host.getBoundingClientRect().left;
    let moved = false;
    const move = now => {
      moved ||= Math.abs(now.clientX - from) > 8;
      if (!moved) return;
      button.classList.add('dragged');
      button.style.left = `${now.clientX - left}px`;
    };
    const end = now => {
      removeEventListener('pointermove', move);
      button.classList.remove('dragged');
      if (!moved || now.type === 'pointercancel') return;
      const swallow = click => click.stopImmediatePropagation();
      button.addEventListener('click', swallow, {capture: true, once: true});
      setTimeout(() => button.removeEventListener('click', swallow, {capture: true}));
      const x = now.clientX - left;
      const spots = this.placed.map(p => ({key: p.axis.key, x: p.axis.key === button.dataset.key ? x : p.x}));
      this.tell.onOrder(spots.sort((a, b) => a.x - b.x).map(spot => spot.key));
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', end, {once: true});
  }
}

/** @param {import('./strands.js').Placed} p */
function axisOf(p, {box, room, last, selection}) {
  const [x, side] = [crisp(p.x), last ? 'end' : 'start'];
  const y = share => box.bottom - share * (box.bottom - box.top);
  return svg`<g class="axis" transform="translate(${x},0)">
    <rect class="field" x=${-BRUSH} y=${box.top - 4} width=${2 * BRUSH} height=${box.bottom - box.top + 8} />
    <path class="line" d="M0 ${box.top}V${box.bottom}" />
    ${p.missing ? svg`<g class="none"><path d="M0 ${box.bottom}V${box.none}" /><text text-anchor=${side} x=${last ? -8 : 8} y=${box.none} dy=".32em">${p.axis.key === 'score' ? 'no score' : 'none'} (${p.missing})</text></g>` : ''}
    ${ticks(p.axis, room).map(t => svg`<g class="tick" transform="translate(0,${y(t.share)})"><path d="M0 0H-4" /><text x="-7" dy=".32em" text-anchor="end">${t.text.length > 14 ? `${t.text.slice(0, 13)}…` : t.text}<title>${t.text}</title></text></g>`)}
    ${selection ? svg`<rect class="selection" x=${-BRUSH + 3} y=${selection[0]} width=${2 * BRUSH - 6} height=${Math.max(2, selection[1] - selection[0])} />` : ''}</g>`;
}

/** What a drag from a place makes of a brush: another end, another place, or a new one. @returns {(y: number) => [number, number]} */
function dragged(old, from, {top, bottom}) {
  const inside = y => Math.min(bottom, Math.max(top, y));
  const sorted = (a, b) => /** @type {[number, number]} */ (a < b ? [a, b] : [b, a]);
  if (old && Math.abs(from - old[0]) <= END) return y => sorted(inside(y), old[1]);
  if (old && Math.abs(from - old[1]) <= END) return y => sorted(old[0], inside(y));
  if (old && from > old[0] && from < old[1]) {
    return y => {
      const by = Math.min(bottom - old[1], Math.max(top - old[0], y - from));
      return [old[0] + by, old[1] + by];
    };
  }
  return y => sorted(inside(from), inside(y));
}
