/** Runs on workers over time: lanes, how busy they were, and the labels of the time axis. No canvas here. */

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800].map(s => s * 1000);

/**
 * @typedef {{worker: string, track: number, bars: number[], busy: number}} Lane bars: rows of the timeline in order of start.
 *   track: above 0 where a worker trains several runs at a time. busy: milliseconds
 */

/** When the last bar ends; those that train end now. @param {import('../core/api.js').Timeline} t @param {number} now */
export function endOf(t, row, now) {
  return t.ended[row] ?? Math.max(now, t.started[row]);
}

/** Lanes in the order of their names. @param {import('../core/api.js').Timeline} t @param {number} now in milliseconds @returns {Lane[]} */
export function lanes(t, now) {
  const workers = new Map();
  t.started.map((_, i) => i).sort((a, b) => t.started[a] - t.started[b] || a - b).forEach(row => {
    const tracks = workers.get(t.worker[row]) ?? [];
    workers.set(t.worker[row], tracks);
    let track = tracks.find(one => one.until <= t.started[row]);
    if (!track) tracks.push(track = {bars: [], until: 0, busy: 0});
    track.bars.push(row);
    track.until = endOf(t, row, now);
    track.busy += track.until - t.started[row];
  });
  const names = [...workers.keys()].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  return names.flatMap(worker => workers.get(worker).map(({bars, busy}, track) => ({worker, track, bars, busy})));
}

/** From the first start to the last end. @returns {[number, number]} */
export function span(t, now) {
  let [from, to] = [Infinity, -Infinity];
  for (let i = 0; i < t.started.length; i++) [from, to] = [Math.min(from, t.started[i]), Math.max(to, endOf(t, i, now))];
  return [from, Math.max(to, from + 1)];
}

/** The part of a stretch of time in which lanes were busy, from 0 to 1. @param {Lane[]} all @param {[number, number]} stretch */
export function busy(t, all, [from, to], now) {
  let sum = 0;
  for (const lane of all) for (const row of lane.bars) sum += Math.max(0, Math.min(to, endOf(t, row, now)) - Math.max(from, t.started[row]));
  return sum / ((to - from) * Math.max(1, all.length));
}

/** The bar of a lane at a time; -1 if it was idle. A bar may be wider than its time, so that it can be seen. @param {number} slack milliseconds */
export function barAt(t, lane, time, slack, now) {
  let [best, nearest] = [-1, slack];
  for (const row of lane.bars) {
    const distance = Math.max(0, t.started[row] - time, time - endOf(t, row, now));
    if (distance === 0) return row;
    if (distance < nearest) [best, nearest] = [row, distance];
  }
  return best;
}

/** Times since the start for labels. @param {number} origin @param {[number, number]} stretch @param {number} most @returns {number[]} */
export function timeTicks(origin, [from, to], most) {
  const step = STEPS.find(s => (to - from) / s <= most) ?? Math.ceil((to - from) / most / STEPS.at(-1)) * STEPS.at(-1);
  const small = to - from < 2000 ? 10 ** Math.ceil(Math.log10((to - from) / most)) : step;
  const ticks = [];
  for (let v = Math.ceil((from - origin) / small) * small; v <= to - origin; v += small) ticks.push(v);
  return ticks;
}
