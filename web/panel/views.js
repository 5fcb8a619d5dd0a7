import {html, nothing} from '../lib/lit-html.js';
import * as desk from '../core/desk.js';
import {Panel} from '../core/panel.js';
import {query, read} from '../core/view.js';

/** Views that are kept by name: what the URL holds, for everybody who uses this database. */
class SavedViews extends Panel {
  pointed = [];
  #name = '';
  #failed = '';
  #changes = 0;

  template({name, version}) {
    const {value, error} = this.load('views', `${name} ${version} ${this.#changes}`, () => desk.views(name));
    const names = value?.name ?? [];
    const known = names.includes(this.#name.trim());
    return html`<details class="menu">
      <summary class="button">Views${names.length ? ` ${names.length}` : ''}</summary>
      <div class="sheet">
        ${names.length ? html`<ul>${names.map((one, i) => html`<li><button type="button" class="plain link" @click=${() => this.show(value.query[i])}>${one}</button>
          <button type="button" class="plain" @click=${() => this.write(() => desk.deleteView(one, name))} aria-label="Delete the view ${one}" title="Delete">×</button></li>`)}</ul>`
          : value ? html`<p class="quiet">Nothing saved yet. A view is what you see: selection, filters, columns, axes, panels.</p>` : nothing}
        <form @submit=${event => { event.preventDefault(); this.save(); }}>
          <label>Save this view as <input type="text" maxlength="64" .value=${this.#name} @input=${event => { this.#name = event.target.value; this.ask(); }}></label>
          <button ?disabled=${!this.#name.trim()}>${known ? 'Replace' : 'Save'}</button>
        </form>
        ${this.#failed || error ? html`<p class="bad" role="alert">${this.#failed || error.message}</p>` : nothing}
      </div>
    </details>`;
  }

  /** @param {string} saved the query of a URL */
  show(saved) {
    this.choose(read(saved));
    this.querySelector('details').open = false;
  }

  async save() {
    const {name, view} = this.state;
    await this.write(() => desk.saveView({experiment: name, name: this.#name.trim(), query: query(view).slice(1)}));
    if (!this.#failed) this.#name = '';
    this.ask();
  }

  /** @param {() => Promise<unknown>} change */
  async write(change) {
    this.#failed = '';
    await change().catch(error => { this.#failed = error.message; });
    this.#changes++;
    this.ask();
  }
}
customElements.define('saved-views', SavedViews);
