import {html, nothing} from '../lib/lit-html.js';
import * as api from '../core/api.js';
import * as columns from '../board/columns.js';
import * as filters from '../board/filters.js';
import * as groups from '../board/groups.js';
import {summary, toolbar} from '../board/toolbar.js';
import {Windows} from '../board/windows.js';
import {decimalsFor, trial} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {MAX_SELECTED, toggled} from '../core/view.js';

/** Rows that exist above and below those in sight. */
const SPARE_ROWS = 8;
/** A pause in writing after which the table is searched. */
const SEARCH_MILLIS = 150;
/** Fingers need larger rows: their height in pixels, as in board.css. */
const COARSE = matchMedia('(max-width: 640px), (pointer: coarse)');
const rowHeight = () => (COARSE.matches ? 40 : 29);

/** The trials as a table, of which only the part in sight exists. The server sorts, filters and groups. */
class Leaderboard extends Panel {
  pointed = [];
  /** What was there when columns were measured last: a move of the pointer changes no width. @type {any[]} */ #measured = [];
  #top = 0;
  #height = 900;
  #selection = '';
  #groupRows = groups.FEW;
  #column = 'score';
  #fault = '';
  /** @type {string|null} what is being written into the search field */ #q = null;
  #searching = 0;
  /** @type {number|null} a row that keys have moved to and that is not there yet */ #target = null;
  /** @type {Map<string, number>} the widest that each column has been: columns do not jump while rows pass */ #widths = new Map();
  #windows = new Windows((offset, limit) => api.trials(this.state.name, {...this.#query(), offset, limit}), () => this.ask());

  connectedCallback() {
    super.connectedCallback();
    this.watcher ??= new ResizeObserver(() => { this.#height = this.querySelector('.board')?.clientHeight || 900; this.ask(); });
    this.watcher.observe(this);
  }

  disconnectedCallback() {
    this.watcher.disconnect();
    clearTimeout(this.#searching);
  }

  /** What the server is asked for, without a page. @returns {api.TrialQuery} */
  #query() {
    const {view, detail} = this.state;
    const wanted = view.metric.replace(/^val_/, '');
    const metric = view.value === 'score' || !wanted ? '' : [`val_${wanted}`, wanted].find(name => detail.metrics.includes(name)) ?? '';
    return {value: view.value === 'score' ? '' : view.value, metric, sort: view.group || view.sort === 'score' ? '' : view.sort, where: view.where, q: view.q};
  }

  template(state) {
    const {view, detail} = state;
    if (!Object.keys(detail.trials_by_state).length) return html`<p class="loading">No trials have been asked for yet.</p>`;
    const query = this.#query();
    const selection = JSON.stringify(query);
    const known = columns.all(detail, title(query, detail));
    const {value: page, error} = view.group ? this.#groups(query) : {value: this.#rows(selection), error: this.#windows.error};
    return html`${this.#tools(known, query)}
      ${page ? this.#summary(page) : nothing}
      ${this.#failure(error)}
      ${view.group ? this.#groupTable(page) : this.#table(known, page)}`;
  }

  #rows(selection) {
    const row = rowHeight();
    if (selection !== this.#selection && this.#windows.selection === selection) {
      this.#selection = selection;
      this.#top = 0;
      this.querySelector('.board')?.scrollTo({top: 0});
    }
    const first = Math.max(0, Math.floor(this.#top / row) - SPARE_ROWS);
    this.#windows.want(selection, this.state.version, first, first + Math.ceil(this.#height / row) + 2 * SPARE_ROWS);
    return this.#windows.page;
  }

  #groupSort() {
    const {sort} = this.state.view;
    return groups.SORTS.includes(sort.replace(/^-/, '')) ? sort : 'score';
  }

  #groups(query) {
    const {name, view, version} = this.state;
    const wanted = {...query, group: view.group, sort: this.#groupSort(), limit: this.#groupRows};
    return this.load('groups', JSON.stringify([wanted, version]), () => api.trialGroups(name, wanted));
  }

  #tools(known, query) {
    const {view, detail, name} = this.state;
    const filterable = [...known, {key: 'trial', title: 'trial'}].filter(c => !['state', 'message'].includes(c.key));
    const keys = [...filterable.map(c => c.key), 'state'];
    return toolbar({
      view, detail, columns: known, column: this.#column, fault: this.#fault, q: this.#q ?? view.q, titles: new Map(filterable.map(c => [c.key, c.title])),
      parameters: detail.parameters, filters: view.where.map(text => filters.read(text, keys)), keys: columns.chosen(detail, view), pins: view.pins,
      csv: api.trialsUrl(name, {...query, format: 'csv'}),
      onSearch: text => this.#search(text),
      onValue: (kind, epoch) => this.choose({value: kind === 'epoch' ? `epoch:${/^[1-9]\d{0,6}$/.test(epoch ?? '') ? epoch : view.epoch ?? 1}` : kind}),
      onGroup: group => { this.#groupRows = groups.FEW; this.choose({group, sort: 'score'}); },
      onFilter: (filter, close) => { this.#fault = ''; this.choose({where: filters.put(view.where, filter, keys)}); if (close) this.#close(); },
      onColumn: column => { this.#column = column; this.#fault = ''; this.ask(); },
      onFault: fault => { this.#fault = fault; this.ask(); },
      onColumns: next => this.choose(next ? {columns: next} : {columns: null, pins: []}),
      onPins: pins => this.choose({pins}),
    });
  }

  #search(text) {
    this.#q = text;
    clearTimeout(this.#searching);
    this.#searching = setTimeout(() => { this.#q = null; this.choose({q: text.trim()}); }, SEARCH_MILLIS);
  }

  #close() {
    for (const menu of this.querySelectorAll('details[open]')) /** @type {HTMLDetailsElement} */ (menu).open = false;
  }

  #summary(page) {
    const {view, places} = this.state;
    const selected = places.filter(n => n !== null).length;
    return summary({
      page, selected, max: MAX_SELECTED, grouped: Boolean(view.group), filtered: view.where.length > 0 || view.q !== '',
      onSelect: () => this.#selectAll(), onNone: () => this.choose({trials: []}), onClear: () => this.#clear(),
    });
  }

  #clear() {
    this.choose({where: [], q: ''});
  }

  /** Puts all that match on the charts, as many as there are places; those that are there keep their colours. */
  async #selectAll() {
    const {number} = await api.trials(this.state.name, {...this.#query(), limit: MAX_SELECTED}).catch(() => ({number: []}));
    if (!number.length) return;
    const kept = this.state.places.map(n => (number.includes(n) ? n : null));
    const rest = number.filter(n => !kept.includes(n));
    const trials = kept.map(n => n ?? rest.shift() ?? null);
    this.choose({trials: [...trials, ...rest].slice(0, MAX_SELECTED)});
  }

  #failure(error) {
    if (!error) return nothing;
    const retry = () => { this.#windows.retry(); this.retry(); this.ask(); };
    return html`<p class="notice" role="alert">${error.message} <button type="button" @click=${retry}>Try again</button>
      <button type="button" @click=${() => this.choose({where: [], q: '', sort: 'score', value: 'score', group: ''})}>Usual table</button></p>`;
  }

  #groupTable(page) {
    if (!page || page.group !== this.state.view.group) return html`<div class="scroll board"><p class="loading" role="status">Loading…</p></div>`;
    if (!page.groups) return this.#nothing();
    const {view, name} = this.state;
    return html`<div class="scroll board" tabindex="0" role="region" aria-label="Groups of trials">${groups.table({
      groups: page, sort: this.#groupSort(), name,
      onSort: sort => this.choose({sort}),
      onOpen: where => this.choose({group: '', sort: 'score', where: [...view.where.filter(other => !other.startsWith(`p.${page.group}:`)), where]}),
      onMore: () => { this.#groupRows = groups.MANY; this.ask(); },
    })}</div>`;
  }

  #nothing() {
    return html`<div class="scroll board"><div class="none"><p>No trial matches.</p><button type="button" @click=${() => this.#clear()}>Clear filters</button></div></div>`;
  }

  #table(known, page) {
    if (page && !page.matching) return this.#nothing();
    if (!page && this.#windows.error) return nothing;
    const {detail, view} = this.state;
    const laid = columns.laid(known, columns.chosen(detail, view), view.pins);
    const pinned = view.pins.filter(key => laid.some(c => c.key === key)).length;
    const row = rowHeight();
    const rows = page?.matching ?? 40;
    const first = Math.max(0, Math.min(rows, Math.floor(this.#top / row)) - SPARE_ROWS);
    const last = Math.min(rows, first + Math.ceil(this.#height / row) + 2 * SPARE_ROWS);
    const facts = this.#facts(page);
    return html`<div class="scroll board" @scroll=${event => this.#scrolled(event.currentTarget)} tabindex="0" role="region" aria-label="Leaderboard" aria-busy=${this.#windows.busy}>
      <table aria-rowcount=${rows + 1}>
        <thead><tr><th scope="col" class="pin pin-0"><span class="hidden">On the charts, baseline</span></th>${this.#head({key: 'trial', title: 'trial', numeric: false, about: ''}, 'pin pin-1')}
          ${laid.map((c, k) => this.#head(c, k < pinned ? `pin pin-${k + 2}` : ''))}<td class="fill"></td></tr></thead>
        <tbody>
          <tr class="spacer" aria-hidden="true" data-height=${first * row}><td colspan=${laid.length + 3}></td></tr>
          ${Array.from({length: last - first}, (_, k) => this.#row(first + k, {laid, pinned, facts}))}
          <tr class="spacer" aria-hidden="true" data-height=${(rows - last) * row}><td colspan=${laid.length + 3}></td></tr>
        </tbody>
      </table></div>`;
  }

  /** @returns {columns.Facts} */
  #facts(page) {
    const {detail, view, name, version} = this.state;
    let baseline = null;
    if (view.baseline !== null) {
      const query = {...this.#query(), where: [`trial:${view.baseline}`], q: '', sort: '', limit: 1};
      const there = this.load('baseline', JSON.stringify([query, version]), () => api.trials(name, query)).value;
      baseline = there?.number[0] === view.baseline ? there.value[0] : null;
    }
    return {detail, name, baseline, goal: page?.goal ?? detail.goal, decimals: decimalsFor(page?.value ?? []), tests: {best: detail.best_trial, near: new Set(detail.indistinguishable)}};
  }

  #head(c, pin) {
    const {sort} = this.state.view;
    const sorted = sort.replace(/^-/, '') === c.key;
    const down = sort.startsWith('-');
    return html`<th scope="col" class="${c.numeric ? 'number' : ''} ${pin}" data-key=${c.key} aria-sort=${sorted ? (down ? 'descending' : 'ascending') : 'none'}>
      <button type="button" title=${c.about || nothing} @click=${() => this.choose({sort: sorted && !down ? `-${c.key}` : c.key})}>${c.title}${sorted ? html`<i aria-hidden="true">${down ? '▾' : '▴'}</i>` : nothing}</button></th>`;
  }

  #row(index, {laid, pinned, facts}) {
    const at = this.#windows.at(index);
    if (!at) return html`<tr class="skeleton" aria-hidden="true"><td class="pin pin-0"></td><th class="pin pin-1"><i></i></th>${laid.map((_, k) => html`<td class=${k < pinned ? `pin pin-${k + 2}` : ''}><i></i></td>`)}</tr>`;
    const {places, view} = this.state;
    const number = at.page.number[at.i];
    const place = places.indexOf(number);
    const base = view.baseline === number;
    const toggle = () => this.choose({trials: toggled(places, number)});
    return html`<tr class="${place >= 0 ? 'on' : ''} ${at.page.state[at.i].toLowerCase()}" data-trial=${number} aria-rowindex=${index + 2}
        @click=${event => { if (!event.target.closest('input, button, a')) toggle(); }}
        @pointerenter=${() => this.point({trial: number})} @pointerleave=${() => this.point({trial: null})}>
      <td class="pin pin-0"><input type="checkbox" .checked=${place >= 0} @change=${toggle} aria-label="Show ${trial(number)}"><button type="button" class="plain diamond" aria-pressed=${base}
        @click=${() => this.choose({baseline: base ? null : number})} aria-label="Compare with ${trial(number)}" title=${base ? 'No baseline' : 'Compare others with this trial'}>${base ? '◆' : '◇'}</button></td>
      <th scope="row" class="pin pin-1">${columns.name(at, place, facts)}${base ? html`<em class="base">base</em>` : nothing}</th>
      ${laid.map((c, k) => html`<td class="${c.numeric ? 'number' : ''} ${k < pinned ? `pin pin-${k + 2}` : ''}">${c.cell(at, facts)}</td>`)}
    </tr>`;
  }

  #scrolled(board) {
    this.#top = board.scrollTop;
    this.#height = board.clientHeight;
    this.ask();
  }

  /** Goes some rows down or up from where the pointer is. @param {number} by */
  move(by) {
    const board = this.querySelector('.board');
    const page = this.#windows.page;
    if (!board || !page?.matching || this.state.view.group) return;
    const here = this.#target ?? this.#windows.rowOf(this.state.hover.trial);
    this.#target = Math.min(page.matching - 1, Math.max(0, here < 0 ? (by > 0 ? 0 : page.matching - 1) : here + by));
    const row = rowHeight();
    const top = this.#target * row;
    const inside = board.clientHeight - 2 * row;
    if (top < board.scrollTop) board.scrollTop = top;
    else if (top > board.scrollTop + inside) board.scrollTop = top - inside;
    this.#scrolled(board);
  }

  painted() {
    for (const spacer of this.querySelectorAll('.spacer')) spacer.firstElementChild.style.height = `${spacer.dataset.height}px`;
    this.#keepWidths();
    this.moved(this.state);
    const at = this.#target === null ? null : this.#windows.at(this.#target);
    if (at) {
      this.#target = null;
      this.point({trial: at.page.number[at.i]});
    }
  }

  /** Only the row under the pointer is another. @param {import('../core/state.js').State} state */
  moved({hover}) {
    this.querySelector('tr.here')?.classList.remove('here');
    if (hover.trial !== null) this.querySelector(`tr[data-trial="${hover.trial}"]`)?.classList.add('here');
  }

  /** Columns grow but never shrink while rows pass, and pinned ones stand beside each other. */
  #keepWidths() {
    const table = /** @type {HTMLElement|null} */ (this.querySelector('.board table:not(.groups)'));
    if (!table || !this.#windows.page) return;
    const key = [this.#windows.page, this.state.view, this.#top];
    if (key.every((one, i) => one === this.#measured[i])) return;
    this.#measured = key;
    const cells = /** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll('thead th'));
    const widths = [...cells].map(cell => cell.offsetWidth);
    let left = 0;
    cells.forEach((cell, k) => {
      const name = cell.dataset.key ?? '';
      if (widths[k] > (this.#widths.get(name) ?? 0)) this.#widths.set(name, widths[k]);
      cell.style.minWidth = `${this.#widths.get(name)}px`;
      if (cell.classList.contains('pin')) {
        table.style.setProperty(`--pin-${k}`, `${left}px`);
        left += widths[k];
      }
    });
  }
}
customElements.define('trial-board', Leaderboard);

/** @param {api.TrialQuery} query @param {api.ExperimentDetail} detail */
function title(query, detail) {
  const metric = query.metric || detail.metric;
  if (!query.value) return detail.metric;
  return query.value.startsWith('epoch:') ? `${metric} at epoch ${query.value.slice(6)}` : `${query.value} ${metric}`;
}
