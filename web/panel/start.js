import {html, nothing} from '../lib/lit-html.js';
import {ROUTES, url} from '../core/api.js';
import * as desk from '../core/desk.js';
import {plural} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {chip, command} from '../core/shell.js';

const LOOK_MILLIS = 700;

/** The last lines of the search that was started last, if it has ended badly. @param {desk.Started} started @returns {string[]|null} */
export function outcome(started) {
  const bad = started.what.length && !started.running[0] && ![0, 130].includes(started.exit_code[0]);
  return bad ? started.log[0] : null;
}

/**
 * The button "Start a search" and its dialog with the files that the server offers. Its state is the page's: {version}; sends `changed`.
 */
class StartSearch extends Panel {
  /** @type {{file: string, name: string, log: string[]|null}|null} the one that was started */ begun = null;
  /** @type {string} */ failed = '';
  opened = 0;

  connectedCallback() {
    this.state ??= /** @type {any} */ ({});
    super.connectedCallback();
  }

  template() {
    return html`<button type="button" class="primary" @click=${() => this.open()}>Start a search</button>
      <dialog aria-labelledby="start-title" @close=${() => this.close()}>
        <header><h2 id="start-title">Start a search</h2><button type="button" class="plain" aria-label="Close" title="Close" @click=${() => this.dialog().close()}>×</button></header>
        ${this.opened ? this.content() : nothing}
      </dialog>`;
  }

  /** @returns {HTMLDialogElement} */
  dialog() {
    return this.querySelector('dialog');
  }

  open() {
    Object.assign(this, {opened: this.opened + 1, begun: null, failed: ''});
    this.dialog().showModal();
    this.ask();
  }

  close() {
    this.begun = null;
    this.ask();
  }

  content() {
    const {value, error, busy} = this.load('files', String(this.opened), desk.files);
    if (error) return html`<p role="alert" class="bad">${error.message}</p><p><button type="button" @click=${() => this.retry()}>Try again</button></p>`;
    if (!value) return html`<p class="loading" role="status">${busy ? 'Reading the files …' : ''}</p>`;
    if (!value.file.length) return this.empty(value);
    return html`
      ${value.cannot_start && !this.begun ? html`<p class="notice" id="start-reason">${value.cannot_start}.</p>` : nothing}
      <div class="scroll"><table class="files">
        <thead><tr><th scope="col">File</th><th scope="col">Experiment</th><th scope="col"><span class="hidden">Start</span></th></tr></thead>
        <tbody>${value.file.map((_, i) => this.row(value, i))}</tbody></table></div>
      ${value.hidden ? html`<p class="quiet">${plural(value.hidden, 'more file')} in the folder not shown.</p>` : nothing}
      ${this.progress()}`;
  }

  /** @param {desk.FileColumns} files */
  empty(files) {
    return html`<p>${files.cannot_start ? `${files.cannot_start}.` : 'There is no experiment file here. The dashboard shows those of the folder that it is given:'}</p>
      ${files.cannot_start ? nothing : command('./plateau serve --experiments DIR')}`;
  }

  /** @param {desk.FileColumns} files @param {number} i */
  row(files, i) {
    const reason = files.mistake[i] || (files.state[i] === 'COMPLETED' ? 'It is complete' : '');
    const label = files.state[i] && files.state[i] !== 'COMPLETED' ? 'Go on' : 'Start';
    return html`<tr><th scope="row"><code>${files.file[i]}</code>${files.mistake[i] ? html`<p class="bad">${files.mistake[i]}</p>` : nothing}</th>
      <td>${files.name[i] || '–'} ${files.state[i] ? chip(files.state[i]) : nothing}
        ${files.configurations[i] === null ? nothing : html`<br><small>${plural(files.configurations[i], 'configuration')}</small>`}</td>
      <td><button type="button" ?disabled=${!!reason || !!files.cannot_start || !!this.begun} aria-label="${label} ${files.file[i]}"
        aria-describedby=${files.cannot_start ? 'start-reason' : nothing} title=${reason || nothing} @click=${() => this.start(files.file[i], files.name[i])}>${label}</button></td></tr>`;
  }

  progress() {
    if (this.failed) return html`<p class="bad" role="alert">${this.failed}</p>`;
    if (!this.begun) return nothing;
    if (this.begun.log) return html`<p class="bad" role="alert">${this.begun.file} has ended. The last lines of its log:</p><pre tabindex="0">${this.begun.log.join('\n') || 'It said nothing.'}</pre>`;
    return html`<p role="status">${this.begun.file} starts in a process of its own, which goes on without this page.
      <a href=${url(ROUTES.experimentPage, this.begun.name)}>Watch ${this.begun.name}</a></p>`;
  }

  /** @param {string} file @param {string} name of its experiment */
  async start(file, name) {
    this.failed = '';
    try {
      await desk.start(file);
      this.begun = {file, name, log: null};
      this.ask();
      this.dispatchEvent(new CustomEvent('changed', {bubbles: true}));
      await this.watch();
    } catch (error) {
      this.failed = error.message;
    }
    this.ask();
  }

  /** Until it ends badly or nobody looks any more. */
  async watch() {
    while (this.begun && this.isConnected) {
      await new Promise(done => setTimeout(done, LOOK_MILLIS));
      const started = await desk.started();
      const log = outcome(started);
      if (log && this.begun) this.begun.log = log;
      if (log || !started.running[0]) return;
    }
  }
}

customElements.define('start-search', StartSearch);
