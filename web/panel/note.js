import {html, nothing} from '../lib/lit-html.js';
import * as desk from '../core/desk.js';
import {Panel} from '../core/panel.js';

const MAX_ROWS = 14;

/**
 * Note and tags of an experiment or a trial. Its state: {name, version, trial} with the number of the trial, or null for the experiment.
 * Saves when it is left and on Ctrl+Enter; sends `changed`.
 */
class NoteEditor extends Panel {
  /** @type {string|null} what is typed and not saved, null for nothing */ draft = null;
  /** @type {string|null} what was there before the last save */ before = null;
  /** @type {''|'saving'|'saved'} */ progress = '';
  /** @type {string} */ failed = '';
  /** @type {{note: string, tags: string[]}|null} what was saved here after the last load */ own = null;
  #key = '';

  template({name, version, trial}) {
    const key = `${name} ${version} ${trial}`;
    const {value, error, busy} = this.load('control', key, () => desk.control(name));
    if (!busy && this.#key !== key) {
      this.#key = key;
      this.own = null;
    }
    if (!value) return error ? html`<p class="bad" role="alert">${error.message} <button type="button" @click=${() => this.retry()}>Try again</button></p>` : html`<p class="loading" role="status">Loading …</p>`;
    const stored = this.own ?? of(value, trial);
    const text = this.draft ?? stored.note;
    const id = `note-${trial ?? 'experiment'}`;
    return html`<div class="note">
      ${this.tagList(stored.tags)}
      <label for=${id}>Note</label>
      <textarea id=${id} rows=${Math.min(MAX_ROWS, Math.max(2, text.split('\n').length))} aria-describedby="${id}-state" placeholder="What did you try, and what did you see?"
        .value=${text} @input=${event => this.type(event.target.value, stored.note)} @blur=${() => this.save()} @keydown=${event => this.key(event)}></textarea>
      <p class="said" id="${id}-state"><span role="status">${this.words()}</span>
        ${this.failed ? html`<span class="bad" role="alert">Not saved: ${this.failed}</span> <button type="button" @click=${() => this.save()}>Try again</button>` : nothing}
        ${this.before !== null && this.draft === null && this.progress === 'saved' ? html`<button type="button" class="plain link" @click=${() => this.undo()}>Undo</button>` : nothing}</p>
    </div>`;
  }

  words() {
    if (this.progress === 'saving') return 'Saving …';
    if (this.draft !== null) return this.failed ? '' : 'Not saved yet: Ctrl+Enter, or leave the field.';
    return this.progress === 'saved' ? 'Saved.' : '';
  }

  /** @param {string[]} tags */
  tagList(tags) {
    const id = `tag-${this.state.trial ?? 'experiment'}`;
    return html`<div class="tags"><label for=${id}>Tags</label>
      <ul aria-label="Tags">${tags.map(tag => html`<li><span class="tag">${tag}<button type="button" class="plain" aria-label="Remove the tag ${tag}" title="Remove" @click=${() => this.saveTags(tags.filter(other => other !== tag))}>×</button></span></li>`)}</ul>
      <input id=${id} type="text" maxlength="64" placeholder="add a tag" autocomplete="off" @keydown=${event => this.tagKey(event, tags)} @blur=${event => this.addTag(event.target, tags)}></div>`;
  }

  tagKey(event, tags) {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      this.addTag(event.target, tags);
    }
  }

  addTag(input, tags) {
    const tag = input.value.trim();
    input.value = '';
    if (tag && !tags.includes(tag)) this.saveTags([...tags, tag]);
  }

  type(text, stored) {
    this.draft = text === stored ? null : text;
    this.progress = '';
    this.failed = '';
    this.ask();
  }

  key(event) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.save();
    }
  }

  stored() {
    const {name, version, trial} = this.state;
    const {value} = this.load('control', `${name} ${version} ${trial}`, () => desk.control(name));
    return this.own ?? of(value, trial);
  }

  async save() {
    if (this.draft === null || this.progress === 'saving') return;
    const {name, trial} = this.state;
    const stored = this.stored();
    const text = this.draft;
    await this.write(async () => {
      await desk.note(name, trial, text);
      this.before = stored.note;
      this.own = {note: text, tags: stored.tags};
      if (this.draft === text) this.draft = null;
    });
  }

  undo() {
    this.draft = this.before;
    return this.save();
  }

  async saveTags(tags) {
    const {name, trial} = this.state;
    const stored = this.stored();
    await this.write(async () => {
      const saved = await desk.tags(name, trial, tags);
      this.own = {note: stored.note, tags: saved.tags};
    });
  }

  /** @param {() => Promise<void>} change */
  async write(change) {
    this.progress = 'saving';
    this.failed = '';
    this.ask();
    try {
      await change();
      this.progress = 'saved';
      this.dispatchEvent(new CustomEvent('changed', {bubbles: true}));
    } catch (error) {
      this.progress = '';
      this.failed = error.message;
    }
    this.ask();
  }
}

/** @param {desk.Control} control @param {number|null} trial */
function of(control, trial) {
  if (!trial) return {note: control.note, tags: control.tags};
  const i = control.trials.number.indexOf(trial);
  return i < 0 ? {note: '', tags: []} : {note: control.trials.note[i], tags: control.trials.tags[i]};
}

customElements.define('note-editor', NoteEditor);
