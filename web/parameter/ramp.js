/** The legend of the colours of scores. */

import {html, nothing} from '../lib/lit-html.js';
import {decimalsFor, plural, score} from '../core/format.js';
import {shades} from './shade.js';

/** From the worst to the best. @param {import('./shade.js').Range|null} range @param {import('../core/api.js').TrialPage} page */
export function ramp(range, page) {
  if (!range) return nothing;
  const decimals = decimalsFor([range.best, range.worst]);
  const worse = range.cut ? (page.goal === 'MAXIMIZE' ? '≤ ' : '≥ ') : '';
  return html`<span class="ramp" title=${range.cut ? `${plural(range.cut, 'trial')} worse than ${score(range.worst, decimals)} have its colour` : ''}>${page.metric}
    ${worse}${score(range.worst, decimals)} <canvas class="shades" width="84" height="9" aria-hidden="true"></canvas> <b>${score(range.best, decimals)}</b> best${range.log ? ', log' : ''}</span>`;
}

/** Fills the canvas of the legend. @param {HTMLElement} panel */
export function paintRamp(panel) {
  const canvas = /** @type {HTMLCanvasElement|null} */ (panel.querySelector('canvas.shades'));
  const theme = document.documentElement.dataset.theme;
  if (!canvas || canvas.dataset.theme === theme) return;
  canvas.dataset.theme = theme;
  const c = canvas.getContext('2d');
  const shade = shades();
  for (let x = 0; x < canvas.width; x++) {
    c.fillStyle = shade(x / (canvas.width - 1));
    c.fillRect(x, 0, 1, canvas.height);
  }
}
