import {html, nothing, svg} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import * as sketch from '../chart/sketch.js';
import {figure, parameter, plural, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';

/** More at once than anybody reads; the rest is a click away. */
const SHOWN = 8;
const [WIDTH, HEIGHT] = [252, 168];
const BOX = {left: 40, right: WIDTH - 12, top: 8, bottom: HEIGHT - 24};

/** The best epoch of every training against each parameter, with what it says. */
class EpochsByParameter extends Panel {
  pointed = [];
  #all = false;

  template(state) {
    // Only runs that have ended count: not each epoch of those that go on is worth asking again.
    const key = JSON.stringify([state.name, state.detail.runs_by_state]);
    const {value, error} = this.load('by', key, () => api.epochsByParameter(state.name));
    return html`<section class="by-parameter"><h3>What decides the epoch count ${value ? html`<small>${this.counted(value)}</small>` : nothing}</h3>
      ${error ? html`<p class="bad">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : nothing}
      ${value ? this.charts(value, state) : error ? nothing : html`<p class="loading" role="status">Loading…</p>`}</section>`;
  }

  counted(v) {
    return `best epoch of ${plural(v.trial.length, 'training')}${v.left_out ? ` of ${plural(v.trial.length + v.left_out, 'training')}, evenly` : ''}${v.improving ? `; ▴ ${v.improving} still improved at the last epoch and would take more` : ''}`;
  }

  charts(v, state) {
    if (v.trial.length < 2) return html`<p class="quiet">What decides it takes several trainings with an ended fold; there ${v.trial.length === 1 ? 'is one' : 'is none'}.</p>`;
    if (!v.parameters.length) return html`<p class="quiet">No parameter has two values.</p>`;
    const some = this.#all ? v.parameters : v.parameters.slice(0, SHOWN);
    return html`<div class="multiples">${some.map(one => html`<figure>
        <figcaption><b>${one.name}</b> ${one.share === null ? nothing : html`<small title="Part of the variance of the best epoch's logarithm that lies between the values">explains ${Math.round(100 * one.share)} %</small>`}</figcaption>
        ${scatter(v, one, number => this.point({trial: number}), state.hover.trial)}
        <p class=${one.tells ? '' : 'quiet'}>${one.sentence}.</p></figure>`)}</div>
      ${v.parameters.length > SHOWN ? html`<button type="button" @click=${() => { this.#all = !this.#all; this.ask(); }}>${this.#all ? `Show ${SHOWN}` : `Show all ${v.parameters.length} parameters`}</button>` : nothing}`;
  }
}
customElements.define('epochs-by-parameter', EpochsByParameter);

/** @param {api.EpochsByParameter} v @param {api.ParameterEpochs} one @param {(trial: number|null) => void} point @param {number|null} hovered */
function scatter(v, one, point, hovered) {
  const at = v.trial.map((_, i) => i).filter(i => one.level[i] !== null);
  const ends = [...one.levels.epochs, ...one.levels.low, ...one.levels.high].filter(e => e !== null);
  const y = sketch.values([...v.epochs, ...ends.map(e => Math.min(e, 2 * Math.max(...v.epochs)))], BOX, true);
  const {place, labels} = across(one, at);
  const levels = one.levels.value.map((value, i) => ({value, i, x: middle(at.filter(j => one.level[j] === i).map(place)), y: y(one.levels.epochs[i]),
    low: one.levels.low[i], high: one.levels.high[i], more: one.levels.improving[i] > 0}));
  return svg`<svg class="scatter" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${`${one.name}: ${one.sentence}. ${one.levels.value.map((value, i) => `${value}: ${figure(one.levels.epochs[i], 3)} epochs`).join(', ')}`} @pointerleave=${() => point(null)}>
    ${sketch.leftAxis(y, BOX, 3)}<path class="base" d="M${BOX.left} ${BOX.bottom + 0.5}H${BOX.right}" />
    ${labels.map(label => svg`<text x=${label.x} y=${BOX.bottom + 15} text-anchor="middle" class="axis-text">${label.text}</text>`)}
    ${at.map(i => svg`<path class="training ${v.trial[i] === hovered ? 'on' : ''}" d=${sign(place(i), y(v.epochs[i]), v.at_least[i])} @pointerenter=${() => point(v.trial[i])}><title>${trial(v.trial[i])}: ${one.name} ${parameter(one.value[i])}, ${v.at_least[i] ? 'at least ' : ''}${v.epochs[i]} epochs</title></path>`)}
    ${one.ordered ? svg`<path class="trend" d=${`M${levels.map(l => `${l.x},${l.y}`).join('L')}`} />` : nothing}
    ${levels.map(l => svg`${l.low === null ? nothing : svg`<path class="whisker" d="M${l.x} ${y(l.low)}V${l.high === null ? BOX.top : y(l.high)}" />`}
      <path class="level" d=${sign(l.x, l.y, l.more, 4.6)}><title>${l.value}: ${l.more ? 'at least ' : ''}${figure(one.levels.epochs[l.i], 3)} epochs, mean of ${one.levels.trainings[l.i]}</title></path>`)}
  </svg>`;
}

/** Places on the x axis: numbers where they are, on a log scale if they span much; other values side by side. */
function across(one, at) {
  const numbers = at.map(i => one.value[i]);
  const spread = i => ((i * 0.618) % 1 - 0.5) * 9;
  if (!one.ordered || one.levels.value.length === one.levels.trainings.length && new Set(numbers).size <= one.levels.value.length) {
    const step = (BOX.right - BOX.left) / one.levels.value.length;
    const centre = level => BOX.left + step * (level + 0.5);
    const every = Math.ceil(Math.max(...one.levels.value.map(text => text.length)) * 6 / step);
    return {place: i => centre(one.level[i]) + spread(i), labels: one.levels.value.map((text, i) => ({x: centre(i), text})).filter((_, i) => i % every === 0).map(l => ({...l, text: cut(l.text, step * every)}))};
  }
  const log = sketch.spans(numbers, 20);
  const x = sketch.values(numbers, {left: 0, right: 0, top: BOX.right, bottom: BOX.left}, log);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return {place: i => x(one.value[i]), labels: [low, high].map((value, i) => ({x: x(value) + (i ? -12 : 12), text: parameter(value)}))};
}

function cut(text, width) {
  const fits = Math.max(3, Math.floor(width / 6));
  return text.length > fits ? `${text.slice(0, fits - 1)}…` : text;
}

function middle(all) {
  return all.reduce((sum, v) => sum + v, 0) / Math.max(1, all.length);
}

/** A dot, or a sign that points up where the true value is at least that. */
function sign(x, y, more, size = 3) {
  return more ? `M${x - size},${y + size * 0.8}h${2 * size}L${x},${y - size}z` : `M${x - size},${y}a${size},${size} 0 1 0 ${2 * size},0a${size},${size} 0 1 0 ${-2 * size},0z`;
}
