/** Reads what openapi.json says. Nothing here knows a URL or the document. */

/**
 * @typedef {{name: string, type: string, text: string}} Field
 * @typedef {{operationId: string, method: string, path: string, tags: string[], summary: string, description?: string, 'x-try'?: string,
 *   parameters: {name: string, in: string, description: string, required?: boolean, schema: any}[], body: any, schema: any, media: string, errors: string[]}} Operation
 */

/** Every operation, in the order of the description. @param {any} description @returns {Operation[]} */
export function operations(description) {
  return Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => {
    const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
    const [media, content] = Object.entries(good?.content ?? {})[0] ?? ['', {}];
    return {
      ...operation,
      method,
      path,
      parameters: operation.parameters ?? [],
      body: operation.requestBody?.content?.['application/json']?.schema ?? null,
      schema: media === 'application/json' ? content.schema : null,
      media,
      errors: Object.keys(operation.responses).filter(status => status >= '400').sort(),
    };
  }));
}

/** The schema itself where it is a reference, or the first of several. @param {any} description @param {any} schema */
function resolved(description, schema) {
  if (schema?.oneOf) return resolved(description, schema.oneOf[0]);
  return schema?.$ref ? schema.$ref.slice(2).split('/').reduce((at, key) => at[key], description) : schema;
}

/** @param {any} schema */
export function typeName(schema) {
  if (!schema) return '';
  const names = [schema.type ?? 'any'].flat().map(type => (type === 'array' && schema.items?.type ? `${typeName(schema.items)}[]` : type));
  return names.join(' or ');
}

/** Every field of an answer, objects before what is in them. @param {any} description @param {any} schema @param {string} [path] @returns {Field[]} */
export function fields(description, schema, path = '') {
  const own = resolved(description, schema);
  if (!own) return [];
  if (own.items) return fields(description, own.items, `${path}[]`);
  const members = Object.entries(own.properties ?? {});
  if (own.additionalProperties?.type) members.push(['*', {description: 'one for each name', ...own.additionalProperties}]);
  return members.flatMap(([name, member]) => {
    const here = path ? `${path}.${name}` : name;
    return [{name: here, type: typeName(resolved(description, member)), text: member.description ?? ''}, ...fields(description, member, here)];
  });
}

/** An answer of that form: made up, but of the right types. @param {any} description @param {any} schema @returns {any} */
export function example(description, schema) {
  const own = resolved(description, schema);
  switch ([own?.type].flat()[0]) {
    case 'object': {
      const members = Object.entries(own.properties ?? {}).map(([name, member]) => [name, example(description, member)]);
      if (own.additionalProperties?.type) members.push(['…', example(description, own.additionalProperties)]);
      return Object.fromEntries(members);
    }
    case 'array': return own.items?.type || own.items?.$ref ? [example(description, own.items)] : [];
    case 'integer': return 1;
    case 'number': return 0.5;
    case 'boolean': return true;
    case 'string': return '…';
    default: return null;
  }
}

/** The same request from a terminal. @param {string} origin @param {boolean} locked whether a token is needed @param {Operation} entry @param {string} name of an experiment */
export function curl(origin, locked, entry, name) {
  const path = entry.path.replace('{name}', name ? encodeURIComponent(name) : 'NAME').replace('{number}', '1');
  const query = entry['x-try'] ? `?${entry['x-try']}` : '';
  const method = entry.method === 'get' ? '' : ` -X ${entry.method.toUpperCase()}`;
  const body = entry.body ? ` -H 'Content-Type: application/json' -d '${JSON.stringify(example({}, entry.body)).replaceAll("'", "'\\''")}'` : '';
  const token = !locked || entry.security?.length === 0 ? '' : ' -H "Authorization: Bearer $TOKEN"';
  return `curl${method}${token}${body} '${origin}${path}${query}'`;
}
