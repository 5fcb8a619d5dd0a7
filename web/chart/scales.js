import '../lib/d3.js';
import {duration} from '../core/format.js';

const d3 = globalThis.d3;

export const TITLES = {epoch: 'epoch', step: 'optimiser steps', samples: 'samples seen', time: 'training time'};

/**
 * The scales of the chart and whether a log axis was possible.
 *
 * @param {ReturnType<import('./lines.js').extent>} e @param {{left: number, right: number, top: number, bottom: number}} box in pixels
 * @param {''|'0'|'1'} log as chosen; empty: if the values span more than a decade, all above 0
 */
export function scales(e, box, log, axis) {
  const logarithmic = isLogarithmic(e, log);
  const from = axis === 'epoch' ? Math.min(1, e.left) : 0;
  const x = d3.scaleLinear([from, Math.max(e.right, from + 1e-9)], [box.left, box.right]);
  const pad = (e.high - e.low || Math.abs(e.high) || 1) * 0.04;
  const y = logarithmic
    ? d3.scaleLog([Math.max(e.low, e.positive) / 1.06, e.high * 1.06], [box.bottom, box.top])
    : d3.scaleLinear([e.low - pad, e.high + pad], [box.bottom, box.top]);
  return {x, y, logarithmic};
}

/** Whether the y axis is logarithmic: as chosen, or else if the values are above 0 and span much of a decade. */
export function isLogarithmic(e, log) {
  return log === '' ? e.low > 0 && e.high / e.low > 8 : log === '1' && e.positive < Infinity;
}

/** Values and labels on the y axis. */
export function yTicks(y, logarithmic, height) {
  const wanted = Math.max(3, Math.floor(height / 60));
  if (!logarithmic) return y.ticks(wanted).map(v => ({v, text: y.tickFormat(wanted)(v)}));
  const [low, high] = y.domain();
  const all = y.ticks().filter(v => v >= low && v <= high);
  const leading = v => Math.round(v / 10 ** Math.floor(Math.log10(v) + 1e-9));
  const decades = Math.log10(high / low);
  const labelled = decades > 3 ? [1] : decades > 0.6 ? [1, 2, 5] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const ticks = all.map(v => ({v, text: labelled.includes(leading(v)) ? plain(v) : ''}));
  return ticks.filter(t => t.text).length >= 2 ? ticks : d3.ticks(low, high, wanted).map(v => ({v, text: plain(v)}));
}

/** Values and labels on the x axis. */
export function xTicks(x, axis, width) {
  const wanted = Math.max(2, Math.floor(width / 90));
  const values = x.ticks(wanted).filter(v => axis === 'time' || Number.isInteger(v));
  if (axis === 'time') return values.map(v => ({v, text: v === 0 ? '0' : duration(v)}));
  return values.map(v => ({v, text: axis === 'epoch' ? String(v) : d3.format(v >= 1e4 ? '~s' : ',')(v)}));
}

function plain(v) {
  return v >= 1e4 || v < 1e-4 ? v.toExponential(0) : String(Number(v.toPrecision(4)));
}
