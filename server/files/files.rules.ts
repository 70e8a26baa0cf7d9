import type { SharedFile } from '../../shared/files.ts';
import type { FileDoc } from './files.store.ts';

/** A file as its message shows it. */
export const sharedFileOf = (doc: FileDoc): SharedFile => ({
  fileId: doc._id,
  kind: doc.kind,
  name: doc.name,
  bytes: doc.announced.bytes,
  state: doc.state,
  why: doc.why,
  revision: doc.revision,
  mime: doc.mime,
  scanned: doc.scanned,
  renditions: doc.renditions.map(({ rendition }) => rendition),
  ...doc.facts,
});
