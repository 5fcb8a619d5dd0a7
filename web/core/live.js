import {ROUTES} from './api.js';
import {session} from './session.js';

/** Longer than two heartbeats of the server (10 s): after that the connection is dead, whatever the browser thinks. */
const SILENCE_MILLIS = 25_000;
const RETRY_MILLIS = 2_000;
/** Epochs come faster than a person reads. */
const LEAST_MILLIS = 250;

/** @typedef {'connecting'|'live'|'lost'|'out'} Live how fresh a page is; out: its session has ended */

/**
 * Calls `reload` when the store has changed: never twice at a time, and with pauses that grow with the time it takes, so that a
 * large experiment does not keep the machine from training. A hidden page listens to nothing and catches up when it is seen again.
 *
 * @param {() => Promise<void>} reload must not throw
 * @param {(state: Live) => void} tell
 */
export function follow(reload, tell) {
  let source = null;
  let silence = 0;
  let busy = false;
  let again = false;

  async function changed() {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      const started = performance.now();
      await reload();
      await new Promise(done => setTimeout(done, Math.max(LEAST_MILLIS, 2 * (performance.now() - started))));
    }
    busy = false;
  }

  function heard() {
    tell('live');
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MILLIS);
  }

  /** An event source does not say why it fails: whether the session has ended is asked for. */
  function lose() {
    close();
    tell('lost');
    silence = setTimeout(async () => {
      const now = await session().catch(() => null);
      if (now && !now.logged_in) tell('out');
      else open();
    }, RETRY_MILLIS);
  }

  function close() {
    clearTimeout(silence);
    source?.close();
    source = null;
  }

  function open() {
    close();
    source = new EventSource(ROUTES.events);
    source.addEventListener('change', () => { heard(); changed(); });
    source.addEventListener('beat', heard);
    source.addEventListener('error', lose);
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  tell('connecting');
  changed();
  open();
}
