import {nothing, render} from '../lib/lit-html.js';

/**
 * What every panel of a page is: an element with the page's state as its one property, which draws itself when the state changes and
 * tells the page by events what a person does. It never changes the state itself.
 *
 * A panel writes `template`, and `painted` if it has a canvas. Events that it sends: `choose` (see `choose`), `point` (see `point`).
 */
export class Panel extends HTMLElement {
  /** What of the pointer's place the panel shows: a move that changes nothing else is not drawn. @type {('trial'|'epoch')[]} */
  pointed = ['trial', 'epoch'];
  #state = null;
  #waiting = false;
  /** @type {Map<string, {key: string, value: any, error: Error|null, busy: boolean}>} */
  #loads = new Map();

  /** @param {import('./state.js').State} next a new object whenever something in it is another */
  set state(next) {
    const before = this.#state;
    this.#state = next;
    if (!before || this.#differs(before, next)) this.ask();
    else this.moved(next);
  }

  /** The pointer has moved and nothing else: what can be shown of it without drawing the panel. @param {import('./state.js').State} state */
  moved(state) {
    return state;
  }

  #differs(before, next) {
    return Object.keys(next).some(key => key !== 'hover' && next[key] !== before[key])
        || this.pointed.some(part => next.hover?.[part] !== before.hover?.[part]);
  }

  /** @returns {import('./state.js').State} */
  get state() {
    return this.#state;
  }

  connectedCallback() {
    this.ask();
  }

  /** Draws soon, once however often it is asked. */
  ask() {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (!this.isConnected || !this.#state) return;
      render(this.template(this.#state), this);
      this.painted(this.#state);
    });
  }

  /** What is in the panel. @param {import('./state.js').State} state @returns {unknown} */
  template(state) {
    return state ? nothing : nothing;
  }

  /** After the template is in the document. @param {import('./state.js').State} state */
  painted(state) {
    return state;
  }

  /** A person has chosen something: part of the view, which goes into the URL. @param {Partial<import('./view.js').View>} change */
  choose(change) {
    this.dispatchEvent(new CustomEvent('choose', {bubbles: true, detail: change}));
  }

  /** The pointer is on a trial, an epoch, both or neither. @param {Partial<import('./state.js').Hover>} hover */
  point(hover) {
    this.dispatchEvent(new CustomEvent('point', {bubbles: true, detail: hover}));
  }

  /**
   * Data of this panel: fetched when the key is another one, drawn when it is there. What was there before stays until then.
   *
   * @template T @param {string} name of the data in this panel @param {string} key @param {() => Promise<T>} fetch
   * @returns {{value: T|null, error: Error|null, busy: boolean}}
   */
  load(name, key, fetch) {
    const known = this.#loads.get(name) ?? {key: '', value: null, error: null, busy: false};
    this.#loads.set(name, known);
    if (known.key === key) return known;
    known.key = key;
    known.busy = true;
    const settle = (value, error) => {
      if (known.key !== key) return;
      Object.assign(known, {busy: false, error}, error ? {} : {value});
      this.ask();
    };
    fetch().then(value => settle(value, null), error => settle(null, error));
    return known;
  }

  /** Asks again for what could not be had. */
  retry() {
    for (const known of this.#loads.values()) if (known.error) known.key = '';
    this.ask();
  }
}
