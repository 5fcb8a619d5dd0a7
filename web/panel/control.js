import {html, nothing} from '../lib/lit-html.js';
import * as desk from '../core/desk.js';
import {plural, trial as trialName} from '../core/format.js';
import {Panel} from '../core/panel.js';
import {outcome} from './start.js';

const LOOK_MILLIS = 700;
const AGAIN_MILLIS = 3000;
/** A start that has shown nothing for so long is no longer waited for: the log of the search says more. */
const MAX_LOOKS = 120;

/** A panel with buttons that change something: one change at a time, and what came of it in words. */
class Changing extends Panel {
  pointed = [];
  /** @type {string} what is under way, empty for nothing */ doing = '';
  /** @type {string} */ said = '';
  /** @type {string} */ failed = '';
  /** Raised when what the server says may be another thing. */ looks = 0;

  /** @param {string} doing in words @param {() => Promise<string>} change says what came of it */
  async change(doing, change) {
    Object.assign(this, {doing, said: '', failed: ''});
    this.ask();
    try {
      this.said = await change();
    } catch (error) {
      this.failed = error.message;
    }
    this.doing = '';
    this.looks++;
    this.ask();
    this.dispatchEvent(new CustomEvent('changed', {bubbles: true}));
  }

  messages() {
    return html`<span class="said" role="status">${this.doing || this.said}</span>
      ${this.failed ? html`<span class="said bad" role="alert">${this.failed}</span>` : nothing}`;
  }
}

/**
 * Stop, resume and archive, in the heading of an experiment. Its state is the page's: {name, detail, version}. Sends `changed`.
 */
class SearchControl extends Changing {
  timer = 0;

  template({name, detail, version}) {
    const {value, error} = this.load('control', `${name} ${version} ${detail?.state} ${this.looks}`, () => desk.control(name));
    if (!value) return error ? html`<p class="control"><span class="said bad" role="alert">${error.message}</span></p>` : html`<p class="control" aria-busy="true"></p>`;
    const running = value.state === 'RUNNING';
    const reason = running ? value.cannot_stop : value.cannot_resume;
    const over = ['COMPLETED', 'CANCELLED', 'FAILED'].includes(value.state);
    if (reason && !running && !over) this.later();
    return html`<p class="control">
      ${running ? this.button('Stop', reason, () => this.change('Asking it to stop …', () => this.stop(name)))
        : over ? nothing : this.button('Resume', reason, () => this.change('Starting …', () => this.resume(name)))}
      <button type="button" ?disabled=${!!this.doing} @click=${() => this.change('Saving …', () => this.archive(name, !value.archived))}>${value.archived ? 'Bring back' : 'Archive'}</button>
      ${reason && !over ? html`<span class="quiet" id="control-reason">${reason}.</span>` : nothing}
      ${value.archived ? html`<span class="quiet">Archived.</span>` : nothing}
      ${this.messages()}</p>`;
  }

  button(label, reason, act) {
    return html`<button type="button" ?disabled=${!!reason || !!this.doing} aria-describedby=${reason ? 'control-reason' : nothing} @click=${act}>${label}</button>`;
  }

  async stop(name) {
    await desk.stop(name);
    return '';
  }

  async archive(name, archived) {
    await desk.archive(name, archived);
    return '';
  }

  async resume(name) {
    await desk.resume(name);
    for (let look = 0; look < MAX_LOOKS && this.isConnected; look++) {
      await new Promise(done => setTimeout(done, LOOK_MILLIS));
      if ((await desk.control(name)).state === 'RUNNING') break;
      const failed = outcome(await desk.started());
      if (failed) throw new Error(`It did not go on: ${failed.at(-1) ?? 'it said nothing'}`);
    }
    return '';
  }

  /** That another search has ended is no news of this experiment: looks again while one is in the way. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.isConnected) { this.looks++; this.ask(); } }, AGAIN_MILLIS);
  }
}

/**
 * Cancel or re-queue a trial. Its state: {name, trial, state} with the trial's number and state. Sends `changed`.
 */
class TrialControl extends Changing {
  sure = false;

  template({name, trial, state}) {
    if (state === 'QUEUED' || state === 'RUNNING') return html`<p class="control">${this.sure ? this.question(name, trial) : this.first(trial)} ${this.messages()}</p>`;
    const again = ['FAILED', 'CANCELLED', 'PRUNED'].includes(state);
    return html`<p class="control">
      ${again ? html`<button type="button" ?disabled=${!!this.doing} @click=${() => this.change('Re-queueing …', () => this.requeue(name, trial))}>Re-queue</button>
        <span class="quiet">Goes on from the last stored epoch; scores that are there stay.</span>` : nothing} ${this.messages()}</p>`;
  }

  first(trial) {
    return html`<button type="button" ?disabled=${!!this.doing} @click=${() => this.turn(true)}>Cancel ${trialName(trial)} …</button>`;
  }

  question(name, trial) {
    return html`<span>End its trainings? Trials that share them end too; all can be re-queued.</span>
      <button type="button" class="danger" @click=${() => { this.turn(false); this.change('Cancelling …', () => this.cancel(name, trial)); }}>Cancel ${trialName(trial)}</button>
      <button type="button" @click=${() => this.turn(false)}>Keep it</button>`;
  }

  turn(sure) {
    this.sure = sure;
    this.ask();
  }

  async cancel(name, trial) {
    const {runs, trials} = await desk.cancel(name, trial);
    return `${plural(runs, 'run')} cancelled${others(trials, trial)}.`;
  }

  async requeue(name, trial) {
    const {runs, trials} = await desk.requeue(name, trial);
    return `${plural(runs, 'run')} ${runs === 1 ? 'waits' : 'wait'} again${others(trials, trial)}. A running search trains ${runs === 1 ? 'it' : 'them'} at its end; resume one that is paused.`;
  }
}

/** @param {number[]} trials @param {number} trial */
function others(trials, trial) {
  const rest = trials.filter(number => number !== trial).map(trialName);
  return rest.length ? `, and with them ${rest.slice(0, 5).join(', ')}${rest.length > 5 ? ` and ${rest.length - 5} more` : ''}` : '';
}

customElements.define('search-control', SearchControl);
customElements.define('trial-control', TrialControl);
