import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { RecordStore } from '../record/record.store.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import { fieldsOf } from './case.store.ts';
import { firstBreak } from './entries.rules.ts';
import type { EntryStore } from './entries.store.ts';
import { foldAll } from './fold.rules.ts';
import type { History } from './history.actions.ts';

/** Where a suggestion is not what its history says. */
export interface Break {
  readonly suggestionId: SuggestionId;
  readonly number: string;
  /** Number of the entry; for what is kept beside the history its last one. */
  readonly n: number;
  /** missing, changed or unlinked: the history itself; otherwise the field of the record that says something else. */
  readonly what: string;
}

export interface Verified {
  readonly suggestions: number;
  readonly entries: number;
  /** In the order in which they were found. */
  readonly breaks: readonly Break[];
}

interface Parts {
  record: Pick<RecordStore, 'idsAfter' | 'countAll'>;
  history: Pick<History, 'loadMany'>;
  entries: Pick<EntryStore, 'ofCases'>;
}

const GROUP = 20; // with all their histories at once in memory

/** Replays every history of a congress and compares it with the record. */
export const makeVerify =
  ({ record, history, entries }: Parts) =>
  async (congressId: CongressId, onProgress: (done: number, of: number) => void): Promise<Verified> => {
    const of = await record.countAll(congressId);
    const breaks: Break[] = [];
    let suggestions = 0;
    let kept = 0;
    for (let ids = await record.idsAfter(congressId, '', GROUP); ids.length > 0;) {
      // What a dead process left is applied first: that is no break.
      const docs = await history.loadMany(ids);
      const histories = await entries.ofCases(ids);
      for (const doc of docs) {
        const own = histories.get(doc._id) ?? [];
        kept += own.length;
        breaks.push(...breakOf(doc, own));
      }
      suggestions += ids.length;
      onProgress(suggestions, Math.max(of, suggestions));
      ids = await record.idsAfter(congressId, ids.at(-1) ?? '', GROUP);
    }
    return { suggestions, entries: kept, breaks };
  };

type Own = Parameters<typeof firstBreak>[0];

/** The first thing wrong with a suggestion, if any. Entries that came since the record was read are left to the next look. */
function breakOf(doc: SuggestionDoc, all: Own): Break[] {
  const own = all.slice(0, doc.revision);
  const { _id: suggestionId, congressId, number, revision } = doc;
  const broken = firstBreak(own) ?? (own.length < Math.max(1, revision) ? missingAt(own.length + 1) : null);
  if (broken) return [{ suggestionId, number, ...broken }];
  const kept: object = doc;
  const said = fieldsOf(foldAll({ suggestionId, congressId }, own));
  const field = Object.entries(said).find(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(kept[name as keyof typeof kept]),
  )?.[0];
  return field === undefined ? [] : [{ suggestionId, number, n: revision, what: field }];
}

const missingAt = (n: number) => ({ n, what: 'missing' as const });
