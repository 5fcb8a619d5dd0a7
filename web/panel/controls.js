import {html} from '../lib/lit-html.js';
import {AXES, BANDS} from '../core/view.js';

const BAND_NAMES = {se: 'mean ± SE', sd: 'mean ± SD', range: 'min to max', ci: '95 % interval', none: 'no band'};
const BAND_TITLES = 'Over the folds: standard error of the mean, standard deviation, smallest to largest, or the 95 % interval of the mean (Student\'s t, as if folds were independent)';

/**
 * What can be chosen about the curves.
 *
 * @param {import('../core/panel.js').Panel} panel @param {import('../core/state.js').State} state
 * @param {{smooth: number, log: boolean, preview: (value: number) => void, commit: (value: number) => void, png: () => void, csv: () => void}} own
 */
export function controls(panel, {detail: d, view: v}, own) {
  const check = (name, text, on, title = '') => html`<label title=${title}><input type="checkbox" name=${name} .checked=${on} @change=${e => panel.choose(flag(name, e.target.checked))}> ${text}</label>`;
  const base = d.metric.replace(/^val_/, '');
  const bases = [...new Set([d.metric, ...d.metrics].map(m => m.replace(/^val_/, '')))];
  const current = (v.metric || d.metric).replace(/^val_/, '');
  return html`<div class="controls">
    <label>Metric <select name="metric" @change=${e => panel.choose({metric: e.target.value === base ? '' : e.target.value, zoom: null})}>
      ${bases.map(m => html`<option .selected=${m === current}>${m}</option>`)}</select></label>
    <fieldset class="segments"><legend class="hidden">X axis</legend>
      ${AXES.map(axis => html`<label><input type="radio" name="axis" value=${axis} .checked=${v.axis === axis} @change=${() => panel.choose({axis, zoom: null})}><span>${axis}</span></label>`)}</fieldset>
    <label title="Exponential moving average as in TensorBoard">Smooth <input type="range" name="smooth" min="0" max="0.99" step="0.01" .value=${String(own.smooth)}
      @input=${e => own.preview(Number(e.target.value))} @change=${e => own.commit(Number(e.target.value))}><output>${own.smooth.toFixed(2)}</output></label>
    <label title=${BAND_TITLES}><span class="hidden">Band</span><select name="band" @change=${e => panel.choose({band: e.target.value})}>
      ${BANDS.map(band => html`<option value=${band} .selected=${v.band === band}>${BAND_NAMES[band]}</option>`)}</select></label>
    ${check('log', 'log y', own.log)}${check('logx', 'log x', v.logx)}${check('train', 'training', v.train)}${check('folds', 'single folds', v.folds)}
    ${check('clip', 'clip outliers', v.clip, 'Leaves out of the y axis what is further from the middle nine tenths of all values than they are wide, and counts it')}
    <span class="exports"><button type="button" @click=${own.png} title="The chart as a picture">PNG</button><button type="button" @click=${own.csv} title="What the chart shows as a table, not smoothed">CSV</button></span>
  </div>`;
}

function flag(name, on) {
  return name === 'log' ? {log: on ? '1' : '0'} : {[name]: on};
}
