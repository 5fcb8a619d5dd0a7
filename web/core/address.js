/**
 * What a person has chosen on a page, kept in its URL: kinds of fields, and a reader and writer of a set of them. A field that has its usual value is
 * left out, so that the URL of an untouched page is bare.
 *
 * @template T @typedef {{read: (text: string) => T|undefined, write: (value: T) => string}} Kind `read` gives undefined for what makes no sense
 */

/** @type {Kind<string>} */
export const text = {read: value => value, write: value => value};

/** @type {Kind<boolean>} */
export const flag = {read: value => value === '1', write: value => (value ? '1' : '0')};

/** @type {Kind<string[]>} */
export const list = {read: value => (value === '' ? [] : value.split(',').flatMap(decoded)), write: value => value.map(encodeURIComponent).join(',')};

/** Numbers from 1. @type {Kind<number>} */
export const ordinal = {read: value => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined), write: String};

/** @param {string[]} all @returns {Kind<string>} */
export const oneOf = all => ({read: value => (all.includes(value) ? value : undefined), write: value => value});

/** @param {RegExp} pattern @returns {Kind<string>} */
export const like = pattern => ({read: value => (pattern.test(value) ? value : undefined), write: value => value});

/** A name that somebody has broken by hand is left out. @param {string} part @returns {string[]} */
function decoded(part) {
  try {
    return [decodeURIComponent(part)];
  } catch {
    return [];
  }
}

/**
 * @param {Object<string, [Kind<any>, any]>} fields each with its kind and its usual value
 */
export function address(fields) {
  const read = (search = location.search) => {
    const query = new URLSearchParams(search);
    return Object.fromEntries(Object.entries(fields).map(([key, [kind, usual]]) => {
      const value = query.has(key) ? kind.read(query.get(key)) : undefined;
      return [key, value === undefined ? usual : value];
    }));
  };
  const query = view => {
    const pairs = Object.entries(fields).filter(([key, [, usual]]) => JSON.stringify(view[key]) !== JSON.stringify(usual))
        .map(([key, [kind]]) => `${key}=${encodeURIComponent(kind.write(view[key])).replaceAll('%2C', ',').replaceAll('%3A', ':')}`);
    return pairs.length ? `?${pairs.join('&')}` : '';
  };
  /** As a new page of the history, or in place of the present one. */
  const write = (view, replace = false) => {
    const next = location.pathname + query(view);
    if (next === location.pathname + location.search) return;
    if (replace) history.replaceState(null, '', next);
    else history.pushState(null, '', next);
  };
  return {read, query, write};
}
