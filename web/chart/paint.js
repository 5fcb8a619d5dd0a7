/** Strokes and shapes on a canvas. They know pixels, not data. */

import {ink} from '../core/palette.js';

export const FONT = '11px system-ui, sans-serif';

const SERIES = 8;

/**
 * The colours of the present theme. Asked once for a drawing: each is a question to the page.
 *
 * @typedef {{series: (place: number) => string, surface: string, text: string, quiet: string, line: string, grid: string, faint: string, accent: string, bad: string}} Inks
 * @returns {Inks}
 */
export function inks() {
  const series = Array.from({length: SERIES}, (_, i) => ink(`--series-${i}`));
  return {
    series: place => series[place % SERIES], surface: ink('--surface'), text: ink('--text'), quiet: ink('--quiet'), line: ink('--line'),
    grid: ink('--grid'), faint: ink('--grid-faint'), accent: ink('--accent'), bad: ink('--bad'),
  };
}

/** Makes a canvas as sharp as the screen, and empty. @param {HTMLCanvasElement} canvas @returns {CanvasRenderingContext2D} */
export function fit(canvas, width, height, ratio = devicePixelRatio) {
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const c = canvas.getContext('2d');
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  return c;
}

/** The stretches [from, to) of a curve between its missing values. @param {number[]} xs @param {number[]} ys @returns {[number, number][]} */
export function stretches(xs, ys) {
  const parts = [];
  let from = -1;
  for (let i = 0; i <= ys.length; i++) {
    const there = i < ys.length && Number.isFinite(ys[i]) && Number.isFinite(xs[i]);
    if (there && from < 0) from = i;
    if (!there && from >= 0) { parts.push([from, i]); from = -1; }
  }
  return parts;
}

/** A line through points given in pixels by their index. */
export function path(c, from, to, x, y) {
  c.beginPath();
  c.moveTo(x(from), y(from));
  for (let i = from + 1; i < to; i++) c.lineTo(x(i), y(i));
  if (to - from === 1) c.lineTo(x(from) + 0.01, y(from));
  c.stroke();
}

/** The area between two lines. */
export function area(c, from, to, x, low, high) {
  c.beginPath();
  c.moveTo(x(from), high(from));
  for (let i = from + 1; i < to; i++) c.lineTo(x(i), high(i));
  for (let i = to - 1; i >= from; i--) c.lineTo(x(i), low(i));
  c.fill();
}

export function segment(c, x1, y1, x2, y2) {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
}

export function dot(c, x, y, radius) {
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  c.fill();
}

/** The mark of a best epoch. */
export function ring(c, x, y, inside) {
  const outside = c.fillStyle;
  dot(c, x, y, 5);
  c.fillStyle = inside;
  dot(c, x, y, 2.6);
  c.fillStyle = outside;
}

/** Where a curve breaks off because a fold gave no number. */
export function cross(c, x, y, size = 4) {
  const width = c.lineWidth;
  c.lineWidth = 2;
  segment(c, x - size, y - size, x + size, y + size);
  segment(c, x - size, y + size, x + size, y - size);
  c.lineWidth = width;
}

/** The middle of a pixel: a thin line there is not blurred. */
export function crisp(v) {
  return Math.round(v) + 0.5;
}

/** Text that can be read on top of lines. */
export function halo(c, text, x, y, surface) {
  const fill = c.fillStyle;
  c.lineWidth = 3;
  c.lineJoin = 'round';
  c.strokeStyle = surface;
  c.strokeText(text, x, y);
  c.fillStyle = fill;
  c.fillText(text, x, y);
}
