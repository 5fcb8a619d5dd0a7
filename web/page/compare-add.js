import {html, nothing} from '../lib/lit-html.js';

/**
 * The trial that a person means: an experiment and a number, `digits 7`, `digits/t07`, `digits:7`, or `digits best`; a number alone is of the
 * experiment that is there already.
 *
 * @param {string} text @param {import('../core/api.js').ExperimentList|null} list @param {string} here an experiment, or empty
 * @returns {import('../core/api.js').TrialKey|string} or a sentence that says what is wrong
 */
export function meant(text, list, here) {
  const parts = /^\s*(?:(.*?)\s*[\s/:])?\s*(?:t?(\d{1,9})|best)\s*$/i.exec(text);
  if (!parts) return `Write an experiment and a number, such as ${here || list?.name[0] || 'digits'} 3, or best for its best trial.`;
  const name = parts[1] || here;
  if (!name) return 'Of which experiment? Write its name before the number.';
  const i = list ? list.name.indexOf(name) : -1;
  if (list && i < 0) return `There is no experiment ${name}.`;
  if (parts[2] !== undefined) return Number(parts[2]) > 0 ? {experiment: name, number: Number(parts[2])} : 'Trials are numbered from 1.';
  if (!list) return 'The list of experiments is not there yet.';
  return list.best_trial[i] ? {experiment: name, number: list.best_trial[i]} : `${name} has no completed trial yet.`;
}

/**
 * @param {{list: import('../core/api.js').ExperimentList|null, problem: string, here: string, ask: () => void, add: (text: string) => Promise<boolean>}} p
 */
export function adder({list, problem, here, ask, add}) {
  const submit = async event => {
    event.preventDefault();
    const field = event.target.querySelector('input');
    if (field.value.trim() && await add(field.value)) field.value = '';
  };
  return html`<form class="add" @submit=${submit}>
    <label class="hidden" for="search">Add a trial</label>
    <input id="search" list="known" autocomplete="off" @focus=${ask} placeholder=${`Add a trial: ${here || 'digits'} 3  ( / )`} aria-describedby="add-problem" aria-invalid=${problem ? 'true' : 'false'}>
    <datalist id="known">${(list?.name ?? []).flatMap((name, i) => (list.best_trial[i] ? [html`<option value=${`${name} ${list.best_trial[i]}`}>best of ${name}</option>`] : []))}</datalist>
    <button>Add</button>
    <span id="add-problem" class="bad" role="alert">${problem || nothing}</span>
  </form>`;
}
