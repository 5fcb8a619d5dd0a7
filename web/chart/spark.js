import {svg} from '../lib/lit-html.js';

const [WIDTH, HEIGHT, EDGE] = [120, 26, 3];

/** A line without axes, the last value marked; a dash for nothing, a dot for one value. @param {number[]} values @param {string} label what it shows */
export function spark(values, label) {
  if (!values.length) return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}></svg>`;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = i => EDGE + (values.length > 1 ? i / (values.length - 1) : 1) * (WIDTH - 2 * EDGE);
  const y = v => (high > low ? EDGE + (high - v) / (high - low) * (HEIGHT - 2 * EDGE) : HEIGHT / 2);
  const path = values.map((v, i) => `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(v).toFixed(1)}`).join('');
  return svg`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    <path d=${path} /><circle cx=${x(values.length - 1)} cy=${y(values.at(-1))} r="2.4" /></svg>`;
}

const ORDER = ['COMPLETED', 'PRUNED', 'CANCELLED', 'FAILED', 'LOST', 'RUNNING', 'QUEUED'];

/** Counts in the order in which a search goes through its states. @param {import('../core/api.js').Counts} counts @returns {[string, number][]} */
export function inOrder(counts) {
  return ORDER.filter(state => counts[state]).map(state => [state.toLowerCase(), counts[state]]);
}

/** A bar of parts; the numbers stand beside it as text. @param {import('../core/api.js').Counts} counts */
export function stack(counts) {
  const parts = inOrder(counts);
  const all = parts.reduce((sum, [, n]) => sum + n, 0);
  let at = 0;
  return svg`<svg class="stack" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">${parts.map(([state, n]) => {
    const from = at;
    at += n / all * 100;
    return svg`<rect class=${state} x=${from} width=${at - from} height="6" />`;
  })}</svg>`;
}
