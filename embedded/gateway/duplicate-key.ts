import { deserialize, EJSON, type Document } from 'bson';
import type { Call } from './commands/call.ts';
import { indexKey } from './engine/statements.ts';

/** What MongoDB tells of a violated unique key; the values are told when they can be read from the statement. */
export type DuplicateKey = { errmsg: string; keyPattern?: Document; keyValue?: Document };

/** Finds the key behind a violation. `index`: its name, or PostgreSQL's; `document`: what was to be written. */
export const describeDuplicate = async (
  { envelope, parts }: Call,
  index: string,
  document: Document,
): Promise<DuplicateKey> => {
  const { db, target } = envelope;
  const found = index === '_id_' ? idKey : await findKey(parts, [db, target, index]);
  const errmsg = `E11000 duplicate key error collection: ${db}.${target} index: ${found?.name ?? index}`;
  if (!found) return { errmsg };
  const keyPattern = found.key;
  const values = Object.keys(keyPattern).map((path) => [path, valueAt(document, path)] as const);
  if (values.some(([, value]) => value === undefined)) return { errmsg, keyPattern };
  const keyValue = Object.fromEntries(values);
  return { errmsg: `${errmsg} dup key: ${shown(keyValue)}`, keyPattern, keyValue };
};

type Key = { name: string; key: Document };
const idKey: Key = { name: '_id_', key: { _id: 1 } };

const findKey = async ({ engine }: Call['parts'], names: string[]): Promise<Key | undefined> => {
  const [name, key] = await engine
    .use((link) => link.one(indexKey, names))
    .catch((): [null, null] => [null, null]);
  return name && key ? { name: name.toString(), key: deserialize(key) } : undefined;
};

const valueAt = (document: Document, path: string): unknown => {
  if (path in document) return document[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      document,
    );
};

const shown = (values: Document): string =>
  `{ ${Object.entries(values)
    .map(([path, value]) => `${path}: ${EJSON.stringify(value as Document, { relaxed: true })}`)
    .join(', ')} }`;
