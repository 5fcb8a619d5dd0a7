import {address, flag, like, list, ordinal, text} from '../core/address.js';

/**
 * What a person has chosen on the page of experiments.
 *
 * @typedef {Object} ListView
 * @property {string} q text that name, description, metric or a tag must contain
 * @property {string[]} state states that are shown; none: all
 * @property {string[]} tag tags that an experiment must have
 * @property {boolean} archived shows those that were put away as well
 * @property {string} sort key of a column, '-' before it turns it round
 * @property {number} page from 1
 * @property {string[]} chosen names of experiments
 */

export const SORTS = ['name', 'state', 'score', 'trials', 'progress', 'activity'];

export const {read, query, write} = address({
  q: [text, ''],
  state: [list, []],
  tag: [list, []],
  archived: [flag, false],
  sort: [like(new RegExp(`^-?(${SORTS.join('|')})$`)), '-activity'],
  page: [ordinal, 1],
  chosen: [list, []],
});
