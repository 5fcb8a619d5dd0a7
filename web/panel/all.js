import './advisor.js';
import './grid.js';
import './importance.js';
import './parallel.js';
import './timeline.js';
import './values.js';

/**
 * The panels beside the curves that a person can open and close, by their name in the URL: a title and the element.
 * The usual ones are open unless a person has chosen others.
 *
 * @type {Record<string, {title: string, tag: string, usual: boolean, wide?: boolean}>}
 */
export const PANELS = {
  values: {title: 'Values', tag: 'epoch-values', usual: true, wide: true},
  advisor: {title: 'Epoch advisor', tag: 'epoch-advisor', usual: true, wide: true},
  parallel: {title: 'Parameters → result', tag: 'parameter-lines', usual: true, wide: true},
  grid: {title: 'Grid', tag: 'parameter-grid', usual: true},
  importance: {title: 'Importance', tag: 'parameter-importance', usual: true},
  timeline: {title: 'Timeline', tag: 'run-timeline', usual: false, wide: true},
};

/** The names of the panels that are open, in order. @param {import('../core/view.js').View} view */
export function open(view) {
  return view.panels?.filter(name => name in PANELS) ?? Object.keys(PANELS).filter(name => PANELS[name].usual);
}
