/** How many rows are fetched at a time: two screens. */
const ROWS = 100;
/** Who scrolls fast asks for what he stops at, not for everything between. */
const MAX_REQUESTS = 2;

/**
 * @typedef {import('../core/api.js').TrialPage} TrialPage
 * @typedef {{selection: string, version: number, pages: Map<number, TrialPage>, asked: Set<number>, error: Error|null}} Generation
 *   rows of one selection at one version of the store
 */

/**
 * Rows of a long table, fetched in windows around what is in sight. Rows of another order or a newer version replace the old ones when
 * all that is in sight has come; the old ones stay until then.
 */
export class Windows {
  /** @type {Generation|null} */ #shown = null;
  /** @type {Generation|null} */ #coming = null;
  /** @type {Generation|null} */ #older = null;
  #requests = 0;
  #wanted = [0, 0];

  /** @param {(offset: number, limit: number) => Promise<TrialPage>} fetch for the selection that is wanted now @param {() => void} ask draws again */
  constructor(fetch, ask) {
    this.fetch = fetch;
    this.ask = ask;
  }

  /** Says what is in sight. @param {string} selection @param {number} version @param {number} first @param {number} last row */
  want(selection, version, first, last) {
    const same = generation => generation?.selection === selection && generation.version === version;
    if (!same(this.#shown) && !same(this.#coming)) this.#coming = {selection, version, pages: new Map(), asked: new Set(), error: null};
    if (same(this.#shown)) this.#coming = null;
    const target = this.#coming ?? this.#shown;
    const fresh = this.#shown?.selection !== selection;
    this.#wanted = fresh ? [0, 0] : [Math.floor(first / ROWS), Math.floor(Math.max(first, last - 1) / ROWS)];
    for (let page = this.#wanted[0]; page <= this.#wanted[1]; page++) this.#load(target, page);
  }

  /** @param {Generation} target @param {number} page */
  #load(target, page) {
    if (target.asked.has(page) || this.#requests >= MAX_REQUESTS || target.error) return;
    const known = target.pages.values().next().value;
    if (known && page * ROWS >= Math.max(1, known.matching)) return;
    target.asked.add(page);
    this.#requests++;
    this.fetch(page * ROWS, ROWS).then(answer => { target.pages.set(page, answer); }, error => { target.error = error; }).then(() => {
      this.#requests--;
      if (target === this.#coming) this.#arrive(target);
      this.ask();
    });
  }

  /** @param {Generation} target */
  #arrive(target) {
    const [answer] = target.pages.values();
    if (!answer) return;
    for (let page = this.#wanted[0]; page <= this.#wanted[1]; page++) {
      if (!target.pages.has(page) && page * ROWS < answer.matching) return;
    }
    this.#older = this.#shown?.selection === target.selection ? this.#shown : null;
    this.#shown = target;
    this.#coming = null;
  }

  /** Any page of what is shown: its totals hold for all. @returns {TrialPage|null} */
  get page() {
    return this.#shown?.pages.values().next().value ?? null;
  }

  /** What the rows that are shown were asked with. */
  get selection() {
    return this.#shown?.selection ?? '';
  }

  get busy() {
    return this.#requests > 0;
  }

  /** Why the rows that are wanted cannot be had. */
  get error() {
    return (this.#coming ?? this.#shown)?.error ?? null;
  }

  /** Tries again what failed. */
  retry() {
    const target = this.#coming ?? this.#shown;
    if (!target) return;
    target.error = null;
    for (const page of [...target.asked]) if (!target.pages.has(page)) target.asked.delete(page);
  }

  /** Where a row is: its page and the place in it; null while it is on its way. @param {number} row */
  at(row) {
    const key = Math.floor(row / ROWS);
    const page = this.#shown?.pages.get(key) ?? this.#older?.pages.get(key);
    const i = row - key * ROWS;
    return page && i < page.number.length ? {page, i} : null;
  }

  /** The row of a trial among those that are known, -1 if it is not. @param {number|null} trial */
  rowOf(trial) {
    for (const [key, page] of this.#shown?.pages ?? []) {
      const i = page.number.indexOf(trial);
      if (i >= 0) return key * ROWS + i;
    }
    return -1;
  }
}
