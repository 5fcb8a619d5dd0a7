import {nothing, svg} from '../lib/lit-html.js';
import * as sketch from './sketch.js';
import {WORDS, nearestEpoch} from '../panel/rules.js';

const HEIGHT = {labels: 34, curve: 176, gap: 24, cost: 74, axis: 32};
const MARGIN = {left: 58, right: 14};

/** The place of an epoch on the chart and back, for the slider below it and the pointer. @param {number} width @param {number} last */
export function axis(width, last) {
  return sketch.epochs(last, {left: MARGIN.left, right: width - MARGIN.right, top: 0, bottom: 0});
}

export const LEFT = MARGIN.left;
export const RIGHT = MARGIN.right;

/**
 * The mean curve with its interval and where each rule would stop; below it what each epoch count costs against the advised one.
 *
 * @param {{answer: import('../core/api.js').EpochAnswer, width: number, epoch: number|null, rule: string, colour: string}} p epoch: asked about; rule: pointed at
 */
export function adviceChart({answer, width, epoch, rule, colour}) {
  const cost = answer.cost;
  const height = HEIGHT.labels + HEIGHT.curve + HEIGHT.gap + HEIGHT.cost + HEIGHT.axis;
  const upper = {left: MARGIN.left, right: width - MARGIN.right, top: HEIGHT.labels, bottom: HEIGHT.labels + HEIGHT.curve};
  const lower = {...upper, top: upper.bottom + HEIGHT.gap, bottom: upper.bottom + HEIGHT.gap + HEIGHT.cost};
  const x = axis(width, answer.last_epoch);
  const log = sketch.spans(cost.mean, 8);
  const y = sketch.values([...cost.mean, ...edge(cost.mean, cost.mean_error, -1), ...edge(cost.mean, cost.mean_error, 1)], upper, log);
  // The training curve may go far below: it must not press the curve that decides flat.
  const training = cost.training.map(v => (y(v) > upper.bottom + 1 || y(v) < upper.top ? NaN : v));
  return svg`<svg class="advice-chart" viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="img" aria-label=${described(answer)}>
    ${interval(answer, x, upper.top, lower.bottom, upper)}
    ${sketch.leftAxis(y, upper)}
    <path class="band ${colour}" d=${sketch.band(cost.epoch, edge(cost.mean, cost.mean_error, -1), edge(cost.mean, cost.mean_error, 1), x, y)} />
    ${cost.training.length ? svg`<path class="dashed ${colour}" d=${sketch.line(cost.epoch, training, x, y)} />` : nothing}
    <path class="line ${colour}" d=${sketch.line(cost.epoch, cost.mean, x, y)} />
    ${marks(answer, {x, y, box: upper, rule, colour})}
    ${costs(answer, x, lower)}
    ${sketch.bottomAxis(x, lower, 'epochs')}
    ${epoch === null ? nothing : pointer(answer, {x, y, upper, lower, epoch, colour})}
  </svg>`;
}

function edge(means, errors, side) {
  return means.map((mean, i) => (errors[i] === null ? NaN : mean + side * errors[i]));
}

function interval(answer, x, top, bottom, box) {
  const from = Math.max(box.left, x(answer.low - 0.5));
  const to = Math.min(box.right, x(answer.high + 0.5));
  return svg`<rect class="interval" x=${from} y=${top} width=${Math.max(1, to - from)} height=${bottom - top} />
    <path class="advised" d="M${Math.round(x(answer.epoch)) + 0.5} ${top}V${bottom}" />`;
}

/** A dot where each rule would stop, and its name above where there is room; the chosen one first. */
function marks(answer, {x, y, box, rule, colour}) {
  const {cost} = answer;
  /** @type {Map<number, string[]>} */
  const byEpoch = new Map();
  for (const [name, epoch] of Object.entries(answer.rules)) if (epoch) byEpoch.set(epoch, [...(byEpoch.get(epoch) ?? []), name]);
  const all = [...byEpoch].sort(([a], [b]) => Number(b === answer.epoch) - Number(a === answer.epoch) || a - b)
      .map(([epoch, names]) => ({epoch, names, at: x(epoch), text: names.map(name => WORDS[name]?.short ?? name).slice(0, 2).join(', ') + (names.length > 2 ? ` +${names.length - 2}` : '')}));
  const labels = sketch.spread(all, box, 2);
  return svg`${labels.map(label => svg`<text class="mark ${label.names.includes(answer.rule) ? 'on' : ''}" x=${label.x} y=${box.top - 7 - 13 * label.row} text-anchor="middle" aria-hidden="true">${label.text}</text>`)}
    ${all.map(({epoch, names, at}) => {
    const value = cost.mean[nearestEpoch(cost.epoch, epoch)];
    const on = names.includes(rule || answer.rule);
    return svg`<path class="tick ${on ? 'on' : ''}" d="M${Math.round(at) + 0.5} ${box.top - 4}v8" />
      <circle class="dot ${colour} ${on ? 'on' : ''}" cx=${at} cy=${y(value)} r=${on ? 5 : 3.2}><title>${names.map(name => WORDS[name]?.short ?? name).join(', ')}: epoch ${epoch}</title></circle>`;
  })}`;
}

/** Loss against the advised epoch, a band of one standard error about it, and a line where there is none. */
function costs(answer, x, box) {
  const {cost} = answer;
  const near = cost.loss.map((v, i) => ({v, error: cost.error[i] ?? 0})).filter(({v, error}) => v <= 6 * Math.max(error, 1e-12) || v <= 0);
  const most = Math.max(...near.map(({v, error}) => v + error), 1e-9);
  const least = Math.min(...near.map(({v, error}) => v - error), 0);
  const y = sketch.values([least, most], box);
  const inside = v => (v === null ? NaN : Math.min(v, 4 * most));
  const low = cost.loss.map((v, i) => inside(cost.error[i] === null ? NaN : v - cost.error[i]));
  const high = cost.loss.map((v, i) => inside(cost.error[i] === null ? NaN : v + cost.error[i]));
  return svg`${sketch.leftAxis(y, box, 2)}
    <text class="note" x=${box.left} y=${box.top - 6} aria-hidden="true">what other counts lose, ${answer.standard_error === null ? '± by experience' : '± 1 SE over folds (paired)'}</text>
    <clipPath id="advice-cost"><rect x=${box.left} y=${box.top} width=${box.right - box.left} height=${box.bottom - box.top} /></clipPath>
    <g clip-path="url(#advice-cost)"><path class="band" d=${sketch.band(cost.epoch, low, high, x, y)} />
    <path class="line plain" d=${sketch.line(cost.epoch, cost.loss.map(inside), x, y)} /></g>
    <path class="zero" d="M${box.left} ${Math.round(y(0)) + 0.5}H${box.right}" />`;
}

function pointer(answer, {x, y, upper, lower, epoch, colour}) {
  const {cost} = answer;
  const at = nearestEpoch(cost.epoch, epoch);
  const place = x(cost.epoch[at]);
  return svg`<path class="pointer" d="M${Math.round(place) + 0.5} ${upper.top}V${lower.bottom}" />
    <circle class="dot on ${colour}" cx=${place} cy=${y(cost.mean[at])} r="4" />`;
}

/** For those who cannot see it. @param {import('../core/api.js').EpochAnswer} answer */
function described(answer) {
  const rules = Object.entries(answer.rules).filter(([, epoch]) => epoch).map(([name, epoch]) => `${WORDS[name]?.short ?? name} ${epoch}`).join(', ');
  return `Mean ${answer.metric} of ${answer.folds} folds over ${answer.last_epoch} epochs. Advised: ${answer.epoch}, interval ${answer.low} to ${answer.high}. Rules: ${rules}.`;
}
