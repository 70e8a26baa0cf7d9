import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { SourceType, TrackRole } from '../../../shared/suggestions.ts';
import type { UpsertOptions } from '../../org/index.ts';
import type { Clock, NewId } from '../../wire/ports.ts';
import { inLanes } from '../lanes.rules.ts';
import type { Follow } from './follow.actions.ts';
import { hashOf, isSame, numberKeyOf, orderKeyOf, withoutLead } from './record.rules.ts';
import type { Change, RecordStore } from './record.store.ts';
import type { LeanSuggestion, SuggestionDoc } from './suggestion.store.ts';

/** A suggestion as an import gives it, its names already resolved to ids of the same congress. */
export interface SuggestionRow {
  /** The id of a suggestion that is new; the server makes one where this is left out. */
  readonly id?: SuggestionId | undefined;
  readonly session: number;
  /** Empty when the published record gives none; such records are told apart by their title. */
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly source: SourceType;
  readonly leadId: PersonId | null;
  readonly secondingIds: readonly PersonId[];
  readonly delegationId: DelegationId | null;
  readonly wantsWrittenReply: boolean;
  /** No unit twice. `contactIds` empty: leave whom the unit named. */
  readonly tracks: readonly {
    readonly unitId: UnitId;
    readonly role: TrackRole;
    readonly contactIds: readonly PersonId[];
  }[];
  readonly replyClass: string;
  readonly repliedOn: string;
}

/** What became of a row. */
export interface UpsertOutcome {
  readonly outcome: 'added' | 'updated' | 'unchanged';
  readonly id: SuggestionId;
}

interface UpsertParts {
  record: RecordStore;
  follow: Follow;
  clock: Clock;
  newId: NewId;
}

const GROUP = 500; // rows in one statement
const MOST_ROUNDS = 20; // somebody else changes the same records at the same moment
const LANES = 4;

interface Waiting {
  row: SuggestionRow;
  position: number;
  key: string;
  hash: string;
}

/**
 * Adds or updates suggestions by session and number; one outcome per row, in order. The same row again changes
 * nothing, also after the office revised the record: only a row that says something else than the last one counts.
 * Rooms of suggestions already handed over follow.
 */
export const makeUpsertMany =
  (parts: UpsertParts) =>
  async (
    congressId: CongressId,
    rows: readonly SuggestionRow[],
    { preview = false }: UpsertOptions = {},
  ): Promise<UpsertOutcome[]> => {
    const outcomes: UpsertOutcome[] = [];
    for (let from = 0; from < rows.length; from += GROUP) {
      let waiting = rows.slice(from, from + GROUP).map((row, i) => waitingOf(row, from + i));
      for (let round = 0; waiting.length > 0; round++) {
        if (round === MOST_ROUNDS) throw new Error('suggestions: somebody keeps changing what is imported');
        waiting = await upsertRound(parts, congressId, { waiting, outcomes, preview });
      }
    }
    return outcomes;
  };

const waitingOf = (row: SuggestionRow, position: number): Waiting => ({
  row,
  position,
  key: `${row.session} ${numberKeyOf(row.number, row.title)}`,
  hash: rowHashOf(row),
});

/** By the columns in a fixed order, however the row was put together. */
const rowHashOf = (row: SuggestionRow): string =>
  hashOf([
    [row.title, row.text, row.category, row.source, row.leadId, row.secondingIds, row.delegationId],
    [row.wantsWrittenReply, row.replyClass, row.repliedOn],
    row.tracks.map((t) => [t.unitId, t.role, t.contactIds]),
  ]);

interface Round {
  waiting: readonly Waiting[];
  outcomes: UpsertOutcome[];
  /** Says what would become of each row, and writes nothing. */
  preview: boolean;
}

/** Writes what can be written now; answers what has to wait: rows of the same number, and those who came too late. */
async function upsertRound(parts: UpsertParts, congressId: CongressId, round: Round): Promise<Waiting[]> {
  const now = [...new Map(round.waiting.toReversed().map((w) => [w.key, w])).values()];
  const later = round.waiting.filter((w) => !now.includes(w));
  const kept = await keptOf(parts.record, congressId, now);
  const fresh: { waiting: Waiting; doc: SuggestionDoc }[] = [];
  const changes: { waiting: Waiting; change: Change; kept: LeanSuggestion }[] = [];
  for (const waiting of now) {
    const found = kept.get(waiting.key);
    if (!found) fresh.push({ waiting, doc: newDoc(parts, congressId, waiting) });
    else if (found.importedHash === waiting.hash)
      round.outcomes[waiting.position] = { outcome: 'unchanged', id: found._id };
    else changes.push({ waiting, change: changeOf(parts, found, waiting), kept: found });
  }
  if (round.preview) {
    for (const { waiting, doc } of fresh)
      round.outcomes[waiting.position] = { outcome: 'added', id: doc._id };
    for (const { waiting, change } of changes)
      round.outcomes[waiting.position] = { outcome: 'updated', id: change.id };
    return later;
  }
  const taken = new Set(await parts.record.insert(fresh.map((f) => f.doc)));
  fresh.forEach(({ waiting, doc }, i) => {
    if (taken.has(i)) later.push(waiting);
    else round.outcomes[waiting.position] = { outcome: 'added', id: doc._id };
  });
  const late = await writeChanges(
    parts,
    changes.map((c) => c.change),
  );
  for (const { waiting, change } of changes) {
    if (late.has(change.id)) later.push(waiting);
    else round.outcomes[waiting.position] = { outcome: 'updated', id: change.id };
  }
  return later;
}

/** Writes and lets rooms follow; answers who was not written because somebody else was first. */
async function writeChanges(
  { record, follow }: UpsertParts,
  changes: readonly Change[],
): Promise<Set<SuggestionId>> {
  if (changes.length === 0) return new Set();
  await record.replaceAt(changes);
  const after = new Map((await record.leanByIds(changes.map((c) => c.id))).map((s) => [s._id, s]));
  const isWritten = ({ id, set }: Change) => after.get(id)?.importedHash === set.importedHash;
  const moved = changes.filter((c) => isWritten(c) && c.set.lag && after.get(c.id)?.state === 'assigned');
  await inLanes(moved, LANES, ({ id }) => follow.soon(id));
  return new Set(changes.filter((c) => !isWritten(c)).map((c) => c.id));
}

async function keptOf(
  record: RecordStore,
  congressId: CongressId,
  waiting: readonly Waiting[],
): Promise<Map<string, LeanSuggestion>> {
  const sessions = new Map<number, string[]>();
  for (const { row } of waiting)
    sessions.set(row.session, [...(sessions.get(row.session) ?? []), numberKeyOf(row.number, row.title)]);
  const found = await Promise.all(
    [...sessions].map(([session, keys]) => record.byNumberKeys(congressId, session, keys)),
  );
  return new Map(found.flat().map((s) => [`${s.session} ${s.numberKey}`, s]));
}

/** The columns as they are kept. */
const columnsOf = ({ row, hash }: Waiting) => ({
  title: row.title,
  text: row.text,
  category: row.category,
  source: row.source,
  leadId: row.leadId,
  secondingIds: withoutLead(row.secondingIds, row.leadId),
  delegationId: row.delegationId,
  wantsWrittenReply: row.wantsWrittenReply,
  replyClass: row.replyClass,
  repliedOn: row.repliedOn,
  importedHash: hash,
});

function newDoc({ clock, newId }: UpsertParts, congressId: CongressId, waiting: Waiting): SuggestionDoc {
  const { id = newId() as SuggestionId, session, number, title, tracks } = waiting.row;
  const now = clock.now();
  return {
    _id: id,
    congressId,
    session,
    number,
    numberKey: numberKeyOf(number, title),
    orderKey: orderKeyOf(session, number, title),
    ...columnsOf(waiting),
    tracks: tracks.map(({ unitId, role, contactIds }) => ({
      unitId,
      role,
      contactIds: [...contactIds],
      contacted: [],
    })),
    state: 'registered',
    assignedOn: null,
    handOverId: null,
    seatsKey: null,
    revision: 1,
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * Contacts that a unit named, and what it has done, stay; a row that knows of no deputies leaves those the office
 * added. The room follows if seats may have changed.
 */
function changeOf({ clock, follow }: UpsertParts, kept: LeanSuggestion, waiting: Waiting): Change {
  const given = columnsOf(waiting);
  const { source, leadId, secondingIds } = given.source === 'unknown' ? kept : given;
  const columns = { ...given, source, leadId, secondingIds };
  const tracks = waiting.row.tracks.map(({ unitId, role, contactIds }) => {
    const before = kept.tracks.find((t) => t.unitId === unitId);
    return {
      unitId,
      role,
      contactIds: contactIds.length > 0 ? [...contactIds] : (before?.contactIds ?? []),
      contacted: before?.contacted ?? [],
    };
  });
  const { delegationId } = columns;
  const seatsStay = isSame<LeanSuggestion>({ source, leadId, secondingIds, delegationId, tracks }, kept);
  return {
    id: kept._id,
    revision: kept.revision,
    set: {
      ...columns,
      tracks,
      ...(seatsStay ? {} : { lag: follow.lagOf('system', '导入更新') }),
      updatedAt: clock.now(),
    },
  };
}
