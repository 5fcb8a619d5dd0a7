import {html, nothing, render} from '../lib/lit-html.js';
import {parameter} from '../core/format.js';
import {swatch} from '../core/palette.js';
import {nearest} from './lines.js';
import {plain} from './scales.js';

/** Parameters that fit into the box beside the pointer. */
const PARAMETERS = 6;

/**
 * The box beside the pointer: the line that it is on, its value there, and what sets its trial apart.
 *
 * @param {HTMLElement} host @param {import('./axes.js').Frame} frame @param {{x: number|null, px?: number, py?: number, drag: number[]|null}} pointer
 * @param {import('./lines.js').Line|null} line
 */
export function tip(host, frame, pointer, line) {
  const shown = line !== null && pointer.x !== null && !pointer.drag;
  host.hidden = !shown;
  if (!shown) return;
  const i = nearest(line.xs, pointer.x);
  render(content(frame, line, i), host);
  const {width, height} = host.getBoundingClientRect();
  const room = host.parentElement.getBoundingClientRect();
  const left = frame.x(pointer.x) + 14 + width > room.width ? frame.x(pointer.x) - 14 - width : frame.x(pointer.x) + 14;
  const top = Math.min(room.height - height - 4, Math.max(0, (pointer.py ?? frame.box.top) - height - 10));
  host.style.transform = `translate(${Math.round(Math.max(0, left))}px, ${Math.round(top)}px)`;
}

function content(frame, line, i) {
  const {main} = line;
  const names = varying(frame.input.lines);
  const count = main.count[i];
  return html`<p>${swatch(line.place)}<b>${line.label}</b>${line.baseline ? ' baseline' : nothing} <span class="quiet">epoch ${line.epochs[i]}</span></p>
    <p><b>${Number.isFinite(main.y[i]) ? plain(main.y[i]) : 'not finite'}</b>${main.error[i] >= 0 ? html` ± ${plain(Number(main.error[i].toPrecision(2)))} <span class="quiet">SE</span>` : nothing}
      ${main.raw && Number.isFinite(main.raw[i]) ? html`<span class="quiet">raw ${plain(main.raw[i])}</span>` : nothing}
      ${count < line.folds ? html`<span class="quiet">${count} of ${line.folds} folds</span>` : nothing}</p>
    ${names.length ? html`<dl>${names.slice(0, PARAMETERS).map(name => html`<div><dt>${name}</dt><dd>${parameter(line.configuration[name])}</dd></div>`)}</dl>` : nothing}
    ${names.length > PARAMETERS ? html`<p class="quiet">and ${names.length - PARAMETERS} more parameters</p>` : nothing}`;
}

/** @type {WeakMap<import('./lines.js').Line[], string[]>} */
const known = new WeakMap();

/** The parameters that are not the same for all lines. @param {import('./lines.js').Line[]} lines @returns {string[]} */
export function varying(lines) {
  let names = known.get(lines);
  if (!names) {
    const all = [...new Set(lines.flatMap(line => Object.keys(line.configuration)))];
    const first = lines[0]?.configuration ?? {};
    names = lines.length < 2 ? all : all.filter(name => lines.some(line => JSON.stringify(line.configuration[name]) !== JSON.stringify(first[name])));
    known.set(lines, names);
  }
  return names;
}
