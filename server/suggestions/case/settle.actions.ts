import type { SuggestionId } from '../../../shared/ids.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Standing } from '../../notices/index.ts';
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

/** A case as its record has it, and the history that it stands at the end of. */
interface Read {
  readonly found: Case;
  readonly entries: readonly Told[];
}

export interface SettleParts {
  history: Pick<History, 'load' | 'finishBeginnings'>;
  entries: Pick<EntryStore, 'told' | 'known' | 'ofCase' | 'settled' | 'unsettled'>;
  follow: Pick<Follow, 'one'>;
  sayLines: SayLines;
  /**
   * Makes the duties of a case what its record says, as it was read; they were so of the record before, if it is given.
   * Answers how it stands.
   */
  settleDuties: (read: Read, before: Case | null) => Promise<Standing | undefined>;
  doConsequences: DoConsequences;
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

/** A record that everything follows, and how the case stands by it; before the hand-over nothing is owed in it. */
export interface SettledRecord {
  readonly doc: SuggestionDoc;
  readonly standing: Standing | undefined;
}

export interface Settle {
  /**
   * Lets everything follow what has happened to a case: record, room, duties. Again: changes nothing. `appended`: what
   * whoever acted has just added. Answers the record where it is known to stand so.
   */
  readonly one: (id: SuggestionId, appended?: Appended) => Promise<SettledRecord | null>;
  /** The same, but an error is noted and left to the next repair: what happened is kept already. */
  readonly soon: (id: SuggestionId, appended?: Appended) => Promise<SettledRecord | null>;
  /** Settles what a dead process left; how many cases that were. */
  readonly lagging: () => Promise<number>;
}

const IN_FLIGHT_MS = 10_000; // younger ones are being settled by whoever wrote them
const BATCH = 500;
const LANES = 4;

/** Makes everything follow histories; what a crash interrupts is finished by `lagging`. */
export function makeSettle(parts: SettleParts): Settle {
  const { history, entries, follow, sayLines, doConsequences, clock, onSurprise } = parts;

  async function one(id: SuggestionId, appended?: Appended): Promise<SettledRecord | null> {
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
    let standing: Standing | undefined;
    if (hasRoom(doc)) {
      const before =
        appended?.before.revision === from - 1
          ? appended.before
          : foldAll({ suggestionId: id, congressId: doc.congressId }, await upTo(id, from));
      const isElse = followedOf(before) !== followedOf(caseOf(doc));
      standing = await followDuties({ found: caseOf(doc), entries: all }, before); // and the header, so that what follows finds it as it shall be
      if (isElse || doc.lag) await follow.one(id, becauseOf(last));
      await sayLines({ before, entries: newest, fresh: left });
    }
    for (const entry of left) await doConsequences(entry);
    await Promise.all(left.map(({ _id }) => entries.settled(_id)));
    return left.some(hasConsequences) ? null : { doc, standing };
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
  async function followDuties(read: Read, before: Case): Promise<Standing | undefined> {
    let standing = await parts.settleDuties(read, before);
    for (let at = await newerThan(read); at !== null; at = await newerThan(at))
      standing = await parts.settleDuties(at, null);
    return standing;
  }

  async function newerThan({ found: { suggestionId, revision } }: Read): Promise<Read | null> {
    const next = await entries.known([`${suggestionId}:${revision + 1}`]);
    const now = next.length === 0 ? null : await history.load(suggestionId);
    return now && { found: caseOf(now), entries: (await entries.told(suggestionId)).all };
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
