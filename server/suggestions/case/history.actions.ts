import { Fault } from '../../../shared/faults.ts';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import type { Case, CaseEntry } from './case.rules.ts';
import {
  caseOf,
  type CaseStore,
  docOf,
  fieldsOf,
  type RecordInShort,
  type SpeakingDoc,
  type Step,
} from './case.store.ts';
import { type Deed, entryAfter } from './entries.rules.ts';
import type { EntryStore } from './entries.store.ts';
import { after, nothingYet } from './fold.rules.ts';

/** A case that begins. */
export interface Beginning {
  readonly suggestionId: SuggestionId;
  readonly congressId: CongressId;
  readonly deed: Deed;
}

/** One more deed of a case as it was read. */
export interface Continuation {
  readonly found: Case;
  readonly deed: Deed;
  readonly also?: Step['also'];
}

/** What an append came to: the record as it stood and stands then; without an entry nothing was added. */
export interface Appended {
  readonly before: Case;
  readonly doc: SuggestionDoc;
  readonly entry: CaseEntry | null;
}

/** Decides upon a case as it stands: what was done, or null when nothing is to be added. Throws what refuses it. */
export type Decide = (found: Case) => Promise<Deed | null> | Deed | null;

export type History = ReturnType<typeof makeHistory>;

const MOST_TRIES = 20; // somebody else acts on the same case each time

/** Reads and continues histories. The entry is the truth; the record is made to follow it by whoever comes next. */
export function makeHistory({ entries, store }: { entries: EntryStore; store: CaseStore }) {
  /** Keeps what a case begins with, where a process died before it did. */
  async function begin(docs: readonly SuggestionDoc[]): Promise<void> {
    await entries.addMany(
      docs.flatMap(({ first }) => first ?? []),
      { settled: true },
    );
    await store.begun(docs.map((d) => d._id));
  }

  /** The record with everything applied that its history has beyond it. */
  async function caughtUp(doc: SuggestionDoc): Promise<SuggestionDoc> {
    const [next] = await entries.known([`${doc._id}:${doc.revision + 1}`]);
    if (!next) return doc;
    const behind = await entries.ofCase(doc._id, doc.revision);
    const last = behind.at(-1);
    if (!last) return doc;
    const before = caseOf(doc);
    const now = behind.reduce(after, before);
    await store.apply({ before, after: now, at: last.at });
    return { ...doc, ...fieldsOf(now), updatedAt: last.at };
  }

  async function load(id: SuggestionId): Promise<SuggestionDoc | null> {
    const doc = await store.byId(id);
    if (!doc) return null;
    if (doc.first) await begin([doc]);
    return caughtUp(doc);
  }

  /** Of these records, those that their histories are ahead of. */
  const behind = async (docs: readonly Pick<SuggestionDoc, '_id' | 'revision'>[]) =>
    new Set(await entries.known(docs.map((d) => `${d._id}:${d.revision + 1}`)));

  async function loadMany(ids: readonly SuggestionId[]): Promise<SuggestionDoc[]> {
    const docs = await store.byIds(ids);
    await begin(docs.filter((d) => d.first));
    const late = await behind(docs);
    return Promise.all(docs.map(async (d) => (late.has(d._id) ? caughtUp(d) : d)));
  }

  /** Records that were read in part, where their histories are not ahead of them; those others whole. */
  async function orWhole<D extends Pick<SuggestionDoc, '_id' | 'revision'>>(
    docs: readonly D[],
  ): Promise<(D | SuggestionDoc)[]> {
    const late = await behind(docs);
    if (late.size === 0) return [...docs];
    return [...docs.filter((d) => !late.has(d._id)), ...(await loadMany([...late]))];
  }

  return {
    /** A suggestion as its history has it. */
    load,

    /** Many at once; those that are gone are missing. */
    loadMany,

    /** The same without what no duty follows from; of those that were handed over. */
    inShort: async (ids: readonly SuggestionId[]): Promise<RecordInShort[]> =>
      orWhole(await store.inShort(ids)),

    /** Of many that were handed over, what words in their rooms are reckoned by. */
    speaking: async (ids: readonly SuggestionId[]): Promise<SpeakingDoc[]> =>
      orWhole(await store.speaking(ids)),

    /**
     * Adds to a history what `decide` makes of it, at first of the record as it was read just now, if it was; decided anew
     * when somebody else was first. Null: there is no such suggestion.
     */
    async append(id: SuggestionId, decide: Decide, read?: SuggestionDoc): Promise<Appended | null> {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const doc = tries === 0 && read ? read : await load(id);
        if (!doc) return null;
        const before = caseOf(doc);
        const deed = await decide(before);
        if (deed === null) return { before, doc, entry: null };
        const entry = entryAfter(before, deed);
        const now = after(before, entry);
        if (!(await store.claimNumber(before, now))) throw new Fault('NUMBER_TAKEN', { number: now.number });
        if (!(await entries.add(entry))) continue;
        await store.apply({ before, after: now, at: entry.at });
        return { before, doc: { ...doc, ...fieldsOf(now), updatedAt: entry.at }, entry };
      }
      throw new Error(`cases: somebody keeps changing ${id}`);
    },

    /** Continues many histories in two statements; answers those where somebody else was first. */
    async appendMany(
      given: readonly Continuation[],
      { settled }: { settled: boolean },
    ): Promise<Set<SuggestionId>> {
      const made = given.map(({ found, deed, also }) => {
        const entry = entryAfter(found, deed);
        const step: Step = { before: found, after: after(found, entry), at: entry.at, ...(also && { also }) };
        return { entry, step };
      });
      const late = new Set(
        await entries.addMany(
          made.map((m) => m.entry),
          { settled },
        ),
      );
      await store.applyMany(made.filter((_, i) => !late.has(i)).map((m) => m.step));
      return new Set(given.filter((_, i) => late.has(i)).map((g) => g.found.suggestionId));
    },

    /** Begins many histories; answers the positions whose number, or id, was taken meanwhile. */
    async begin(given: readonly Beginning[]): Promise<Set<number>> {
      const docs = given.map(({ suggestionId, congressId, deed }) => {
        const nothing = nothingYet(suggestionId, congressId);
        const entry = entryAfter(nothing, deed);
        return docOf(after(nothing, entry), entry);
      });
      const taken = new Set(await store.insert(docs));
      await begin(docs.filter((_, i) => !taken.has(i)));
      return taken;
    },

    /** Begins what a dead process left without its first entry; how many that were. */
    async finishBeginnings(before: Date, limit: number): Promise<number> {
      const docs = await store.unbegun(before, limit);
      await begin(docs);
      return docs.length;
    },
  };
}
