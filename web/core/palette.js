import {svg} from '../lib/lit-html.js';

/** Colours that people with any colour vision tell apart, in `style.css` as --series-0 ... for each theme. */
const COLOURS = 8;

/** @param {number} place */
export function colourClass(place) {
  return `series-${place % COLOURS}`;
}

/** What the page has answered, until the theme is another one. @type {Map<string, string>} */
const inks = new Map();
addEventListener('themechange', () => inks.clear());

/** A canvas cannot read a CSS variable: this asks the page. @param {number} place */
export function colour(place) {
  return ink(`--series-${place % COLOURS}`);
}

/** @param {string} name of a CSS variable */
export function ink(name) {
  if (!inks.has(name)) inks.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return inks.get(name);
}

/** The mark at the end of a line: where colours repeat, the mark differs. @param {number} place */
export function markPath(place) {
  const x = 0;
  const r = 3.6;
  return [
    `M${x - r},0a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0z`,
    `M${-r},${-r}h${2 * r}v${2 * r}h${-2 * r}z`,
    `M0,${-r * 1.2}L${r * 1.2},${r}H${-r * 1.2}z`,
  ][Math.floor(place / COLOURS) % 3];
}

/** The sign of a trial beside its number. @param {number} place */
export function swatch(place) {
  return svg`<svg class="swatch ${colourClass(place)}" viewBox="-12 -6 24 12" aria-hidden="true"><path d="M-11 0H11" /><path class="mark" d=${markPath(place)} /></svg>`;
}
