import type { FileSource, PendingFile, SendingFile } from './huying.ts';
import { asFileName } from './file-names.ts';

/** Up to this size the whole content is at hand for a moment, and its SHA-256 is announced. */
const DIGESTED_BYTES = 16 * 1024 * 1024;

// What is used of Node, so that the package builds for browsers.
interface NodeFiles {
  openAsBlob(path: string): Promise<Blob>;
}
interface Surroundings {
  readonly process?: { getBuiltinModule?(name: 'node:fs'): NodeFiles };
}
const around = globalThis as unknown as Surroundings;

/** The content that a path names, read as it is needed. Throws when there is none, or no file system. */
export async function openPath(path: string): Promise<Blob> {
  const files = around.process?.getBuiltinModule?.('node:fs');
  if (!files) throw new Error('paths of files are for Node');
  return files.openAsBlob(path);
}

const nameOf = (source: FileSource): string => {
  if ('path' in source) return source.path;
  return 'name' in source && typeof source.name === 'string' ? source.name : '';
};

/** A file before its content was looked at. */
export const announced = (source: FileSource, { kind, name }: SendingFile): PendingFile => ({
  kind,
  name: asFileName(name ?? nameOf(source), kind),
  bytes: 'path' in source ? 0 : source.size,
  ...('path' in source && { path: source.path }),
  progress: 0,
});

/** Lower-case hexadecimal; null: too large, or this page may not reckon it (no https). */
async function sha256Of(content: Blob): Promise<string | null> {
  const { subtle } = globalThis.crypto as { subtle?: typeof globalThis.crypto.subtle };
  if (subtle === undefined || content.size > DIGESTED_BYTES) return null;
  const digest = new Uint8Array(await subtle.digest('SHA-256', await content.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Opens a content and says what can be said of it. */
export async function looked(
  source: FileSource,
  file: PendingFile,
): Promise<{ content: Blob; file: PendingFile }> {
  const content = 'path' in source ? await openPath(source.path) : source;
  const sha256 = await sha256Of(content);
  return { content, file: { ...file, bytes: content.size, ...(sha256 !== null && { sha256 }) } };
}
