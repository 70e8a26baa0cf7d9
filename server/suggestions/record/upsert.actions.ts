import type { EventBody } from '../../../shared/case-events.ts';
import type { CongressId, DelegationId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Origin, SourceType, TrackRole } from '../../../shared/suggestions.ts';
import type { UpsertOptions } from '../../org/index.ts';
import type { Clock, NewId } from '../../wire/ports.ts';
import { type Case, confirmedSeconders, hasRoom, PRODUCT } from '../case/case.rules.ts';
import { caseOf } from '../case/case.store.ts';
import { type Deed, entryAfter } from '../case/entries.rules.ts';
import { after as afterEntry } from '../case/fold.rules.ts';
import type { History } from '../case/history.actions.ts';
import type { Settle } from '../case/settle.actions.ts';
import { inLanes } from '../../ops/lanes.ts';
import { hashOf, isSame, numberKeyOf, withoutLead } from './record.rules.ts';
import type { RecordStore } from './record.store.ts';
import type { LeanSuggestion } from './suggestion.store.ts';

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
  /** Left out: nothing is said of it. */
  readonly betweenSessions?: boolean | undefined;
  readonly origins?: readonly Origin[] | undefined;
}

/** What became of a row. */
export interface UpsertOutcome {
  readonly outcome: 'added' | 'updated' | 'unchanged';
  readonly id: SuggestionId;
}

interface UpsertParts {
  record: RecordStore;
  history: Pick<History, 'begin' | 'loadMany' | 'appendMany'>;
  settle: Pick<Settle, 'soon'>;
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
    [row.wantsWrittenReply, row.replyClass, row.repliedOn, row.betweenSessions, row.origins],
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
  const fresh: Placed[] = [];
  const changed: Placed[] = [];
  for (const waiting of now) {
    const found = kept.get(waiting.key);
    if (!found) fresh.push({ waiting, id: waiting.row.id ?? (parts.newId() as SuggestionId) });
    else if (found.importedHash === waiting.hash)
      round.outcomes[waiting.position] = { outcome: 'unchanged', id: found._id };
    else changed.push({ waiting, id: found._id });
  }
  const taken = round.preview ? new Set<number>() : await begin(parts, congressId, fresh);
  const late = round.preview ? new Set<SuggestionId>() : await goOn(parts, changed);
  fresh.forEach(({ waiting, id }, i) => {
    if (taken.has(i)) later.push(waiting);
    else round.outcomes[waiting.position] = { outcome: 'added', id };
  });
  for (const { waiting, id } of changed) {
    if (late.has(id)) later.push(waiting);
    else round.outcomes[waiting.position] = { outcome: 'updated', id };
  }
  return later;
}

/** A row and the suggestion that it is about. */
interface Placed {
  readonly waiting: Waiting;
  readonly id: SuggestionId;
}

/** Begins suggestions that are new; answers the positions that somebody else has begun meanwhile. */
const begin = ({ history, clock }: UpsertParts, congressId: CongressId, fresh: readonly Placed[]) =>
  history.begin(
    fresh.map(({ waiting, id }) => ({
      ...{ suggestionId: id, congressId },
      deed: importedAt(clock.now(), importOf(waiting)),
    })),
  );

/** Goes on with suggestions that are there, and lets rooms follow; answers those where somebody else was first. */
async function goOn(
  { history, settle, clock }: UpsertParts,
  changes: readonly Placed[],
): Promise<Set<SuggestionId>> {
  if (changes.length === 0) return new Set();
  const rows = new Map(changes.map(({ waiting, id }) => [id, waiting]));
  const made = (await history.loadMany([...rows.keys()])).flatMap((doc) => {
    const waiting = rows.get(doc._id);
    return waiting ? [continuationOf(caseOf(doc), waiting, clock.now())] : [];
  });
  const following = made.filter((m) => m.moves);
  const still = made.filter((m) => !m.moves);
  const late = new Set([
    ...(await history.appendMany(following, { settled: false })),
    ...(await history.appendMany(still, { settled: true })),
  ]);
  const moved = following.map((m) => m.found.suggestionId).filter((id) => !late.has(id));
  await inLanes(moved, LANES, (id) => settle.soon(id));
  return late;
}

/** What a row says of a suggestion that is there; the room follows if it may have changed. */
function continuationOf(found: Case, waiting: Waiting, now: Date) {
  const body = importOf(waiting, found);
  const deed = importedAt(now, body);
  const after = afterEntry(found, entryAfter(found, deed));
  return { found, deed, moves: hasRoom(found) && !isSame<Shown>(shownOf(after), shownOf(found)) };
}

type Shown = ReturnType<typeof shownOf>;

/** What of a suggestion its room shows, or is decided by. */
const shownOf = ({ number, title, source, leadId, seconders, delegationId, tracks }: Case) => ({
  ...{ number, title, source, leadId, seconders, delegationId, tracks },
});

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

/** The row as a history keeps it. A row that knows of no deputies leaves those that are there. */
function importOf({ row, hash }: Waiting, found?: Case): EventBody<'imported'> {
  const given = { source: row.source, leadId: row.leadId, secondingIds: [...row.secondingIds] };
  const deputies =
    found && row.source === 'unknown'
      ? { source: found.source, leadId: found.leadId, secondingIds: confirmedSeconders(found) }
      : { ...given, secondingIds: withoutLead(given.secondingIds, given.leadId) };
  const { session, number, title, text, category, delegationId } = row;
  const { wantsWrittenReply, replyClass, repliedOn, betweenSessions, origins } = row;
  return {
    columns: {
      ...{ session, number, title, text, category, delegationId },
      ...{ wantsWrittenReply, replyClass, repliedOn, ...deputies },
      ...(betweenSessions !== undefined && { betweenSessions }),
      ...(origins && { origins: [...origins] }),
    },
    tracks: row.tracks.map(({ unitId, role, contactIds }) => ({
      ...{ unitId, role, part: '' },
      contactIds: [...contactIds],
    })),
    hash,
  };
}

/** That a row was imported. */
const importedAt = (at: Date, body: EventBody<'imported'>): Deed => ({
  ...{ at, by: PRODUCT, why: null, actKey: null, asked: null },
  happened: [{ kind: 'imported', body }],
});
