import type { listFiles, SharedItem } from '../../../shared/file-acts.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { FileDoc, FileStore } from '../files.store.ts';
import { sharedFileOf } from '../files.rules.ts';

export interface ItemParts {
  readonly files: Pick<FileStore, 'readyBefore'>;
  readonly messages: Pick<FileMessages, 'access' | 'showing'>;
}

const PAGE = 30;

/** file:list. The cursor is the number of the last message shown; what was taken back is passed over. */
export const makeListFiles =
  ({ files, messages }: ItemParts): Handler<typeof listFiles> =>
  async ({ roomId, kind, cursor }, caller) => {
    await messages.access(caller.personId, roomId);
    const items: SharedItem[] = [];
    let before = readCursor(cursor) ?? Number.MAX_SAFE_INTEGER;
    for (;;) {
      const found = await files.readyBefore({ roomId, kind, before }, PAGE);
      const shown = await messages.showing(
        roomId,
        found.map(({ seq }) => seq),
      );
      for (const doc of found) {
        const message = shown.get(doc.seq);
        if (message) items.push(itemOf(doc, message));
        before = doc.seq;
        if (items.length === PAGE) return { items, cursor: String(before) };
      }
      if (found.length < PAGE) return { items, cursor: null };
    }
  };

type Shown = Awaited<ReturnType<FileMessages['showing']>> extends Map<number, infer M> ? M : never;

const itemOf = (doc: FileDoc, { seq, at, author }: Shown): SharedItem => ({
  ...{ seq, author, at: at.toISOString() },
  file: sharedFileOf(doc),
});

const readCursor = (cursor: string | null): number | null =>
  cursor !== null && /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
