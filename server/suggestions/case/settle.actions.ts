import type { SuggestionId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { ReadRecord } from '../duties/standing.actions.ts';
import { inLanes } from '../../ops/lanes.ts';
import type { Follow } from '../record/follow.actions.ts';
import { followedOf } from '../record/followed.rules.ts';
import type { SuggestionDoc } from '../record/suggestion.store.ts';
import { type Case, type CaseEntry, hasRoom, type Told } from './case.rules.ts';
import { caseOf } from './case.store.ts';
import { type DoConsequences, hasConsequences } from './consequences.actions.ts';
import type { EntryStore } from './entries.store.ts';
import { foldAll } from './fold.rules.ts';
import type { Appended, History } from './history.actions.ts';
import type { SayLines } from './say-lines.actions.ts';

export interface SettleParts {
  history: Pick<History, 'load' | 'finishBeginnings'>;
  entries: Pick<EntryStore, 'told' | 'known' | 'ofCase' | 'settled' | 'unsettled'>;
  follow: Pick<Follow, 'one'>;
  sayLines: SayLines;
  /** Makes the duties of a case what its record says, as it was read; they were so of the record before, if it is given. */
  settleDuties: (read: ReadRecord, before: Case | null) => Promise<unknown>;
  doConsequences: DoConsequences;
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

export interface Settle {
  /**
   * Lets everything follow what has happened to a case: record, room, duties. Again: changes nothing. `appended`: what
   * whoever acted has just added. Answers the record where it is known to stand so.
   */
  readonly one: (id: SuggestionId, appended?: Appended) => Promise<SuggestionDoc | null>;
  /** The same, but an error is noted and left to the next repair: what happened is kept already. */
  readonly soon: (id: SuggestionId, appended?: Appended) => Promise<SuggestionDoc | null>;
  /** Settles what a dead process left; how many cases that were. */
  readonly lagging: () => Promise<number>;
}

const IN_FLIGHT_MS = 10_000; // younger ones are being settled by whoever wrote them
const BATCH = 500;
const LANES = 4;

/** Makes everything follow histories; what a crash interrupts is finished by `lagging`. */
export function makeSettle(parts: SettleParts): Settle {
  const { history, entries, follow, sayLines, doConsequences, clock, onSurprise } = parts;

  async function one(id: SuggestionId, appended?: Appended): Promise<SuggestionDoc | null> {
    const { all, unsettled } = await entries.told(id);
    const [from] = unsettled;
    if (from === undefined) return null;
    const newest = await newestOf(id, from, { all, appended });
    const left = newest.filter(({ n }) => unsettled.includes(n));
    const last = left.at(-1);
    if (!last) return null;
    const isKept = appended !== undefined && appended.doc.revision === all.at(-1)?.n;
    const doc = isKept ? appended.doc : await history.load(id);
    if (!doc) return null;
    if (hasRoom(doc)) {
      const before =
        appended?.before.revision === from - 1
          ? appended.before
          : foldAll({ suggestionId: id, congressId: doc.congressId }, await upTo(id, from));
      const isElse = followedOf(before) !== followedOf(caseOf(doc));
      await followDuties({ doc, entries: all }, before); // and the header, so that what follows finds it as it shall be
      if (isElse || doc.lag) await follow.one(id, becauseOf(last));
      await sayLines({ before, entries: newest, fresh: left });
    }
    for (const entry of left) await doConsequences(entry);
    await Promise.all(left.map(({ _id }) => entries.settled(_id)));
    return left.some(hasConsequences) ? null : doc;
  }

  /** The end of a history from a number on, whole; whoever has just added all of it need not have it read. */
  async function newestOf(
    id: SuggestionId,
    from: number,
    { all, appended }: { all: readonly Told[]; appended: Appended | undefined },
  ): Promise<readonly CaseEntry[]> {
    const added = appended?.entry;
    if (added?.n === from && all.at(-1)?.n === from) return [added];
    return (await entries.ofCase(id, from - 1)).slice(0, all.length - from + 1);
  }

  const upTo = async (id: SuggestionId, n: number) => (await entries.ofCase(id)).filter((e) => e.n < n);

  /** Again, and all of them, when somebody has acted meanwhile: what was read first may have undone what they made of the duties. */
  async function followDuties(read: ReadRecord, before: Case): Promise<void> {
    await parts.settleDuties(read, before);
    for (let at = await newerThan(read); at !== null; at = await newerThan(at))
      await parts.settleDuties(at, null);
  }

  async function newerThan({ doc }: ReadRecord): Promise<ReadRecord | null> {
    const next = await entries.known([`${doc._id}:${doc.revision + 1}`]);
    const now = next.length === 0 ? null : await history.load(doc._id);
    return now && { doc: now, entries: (await entries.told(now._id)).all };
  }

  const soon = (id: SuggestionId, appended?: Appended) =>
    one(id, appended).catch((error: unknown) => {
      onSurprise(error, 'suggestions: settle');
      return null;
    });

  return {
    one,
    soon,
    async lagging() {
      const before = new Date(clock.now().getTime() - IN_FLIGHT_MS);
      await history.finishBeginnings(before, BATCH);
      const ids = await entries.unsettled(before, BATCH);
      await inLanes(ids, LANES, soon);
      return ids.length;
    },
  };
}

const WHY = { imported: '导入更新', 'contacts-named': '承办单位确定联系人' } as const;

/** By whom and why people come into the room or leave it. */
function becauseOf({ by, why, happened }: CaseEntry) {
  const kind = happened[0]?.kind ?? '';
  return { personId: by.personId, why: why ?? (kind in WHY ? WHY[kind as keyof typeof WHY] : '办理变动') };
}
