import {html, render} from '../lib/lit-html.js';

/**
 * @typedef {{keys: string[], text: string, run: (event: KeyboardEvent) => void}} Binding keys as `KeyboardEvent.key` names them, with 'Ctrl+' before
 *   it where Control or Command is held; text says what it does, as the help shows it
 */

/** Names of keys as they are written on them. */
const SHOWN = {ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc'};

/**
 * Makes keys do something on this page, and `?` show all of them. Keys are left alone while somebody writes, but for Escape, which ends that.
 *
 * @param {Binding[]} bindings
 */
export function keys(bindings) {
  const all = [...bindings, {keys: ['?'], text: 'show these keys', run: () => help(all)}];
  addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (writes(target)) {
      if (event.key === 'Escape') target.blur();
      return;
    }
    if (operates(target, event.key)) return;
    const held = event.ctrlKey || event.metaKey;
    const name = (held ? 'Ctrl+' : '') + (held && event.shiftKey ? 'Shift+' : '') + (held ? event.key.toLowerCase() : event.key);
    const found = all.find(binding => binding.keys.includes(name));
    if (!found || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    found.run(event);
  });
}

/** @param {HTMLElement} element */
function writes(element) {
  return element.isContentEditable || ['TEXTAREA', 'SELECT'].includes(element.tagName)
      || (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(element.type));
}

/** Whether a key means something to the control itself that has the focus. @param {HTMLElement} element @param {string} key */
function operates(element, key) {
  if (key === 'Enter' || key === ' ') return element.closest('a, button, summary, input, [role=button]') !== null;
  return key.startsWith('Arrow') && element instanceof HTMLInputElement;
}

/** Puts the cursor into the search field of the page. */
export function search() {
  const field = document.getElementById('search');
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

/** @param {Binding[]} all */
function help(all) {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys';
  dialog.setAttribute('aria-label', 'Keys');
  render(html`<h2>Keys</h2>
    <dl>${all.map(binding => html`<div><dt>${binding.keys.map(key => html`<kbd>${key.split('+').map(part => SHOWN[part] ?? part).join(' ')}</kbd> `)}</dt><dd>${binding.text}</dd></div>`)}</dl>
    <form method="dialog"><button>Close</button></form>`, dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}
