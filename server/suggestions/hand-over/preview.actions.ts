import { setImmediate as breathe } from 'node:timers/promises';
import type { CivilDate, CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { SeatRole } from '../../../shared/seats.ts';
import type { TrackRole } from '../../../shared/suggestions.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Clock } from '../../wire/ports.ts';
import { membersOf, peopleOfTrack, type Seated } from '../record/members.rules.ts';
import type { SuggestionRow } from '../record/upsert.actions.ts';
import { type BatchParts, lookAround } from './batch.actions.ts';
import { type RoomSource, roomSpecOf, type Surroundings } from './hand-over.rules.ts';

/** What of a row its room, its units and its people follow from. */
export type PreviewedRow = Pick<
  SuggestionRow,
  'number' | 'title' | 'source' | 'leadId' | 'secondingIds' | 'delegationId' | 'wantsWrittenReply' | 'tracks'
>;

/** A room as it would stand if it were handed over today. */
export interface PreviewedRoom {
  readonly name: string;
  readonly title: string;
  readonly leadUnits: readonly string[];
  readonly coUnits: readonly string[];
  readonly contactDue: CivilDate | null;
  readonly seats: readonly { readonly personId: PersonId; readonly roles: readonly SeatRole[] }[];
}

export interface HandOverPreview {
  /** Of the first rows. */
  readonly rooms: readonly PreviewedRoom[];
  /** How many suggestions each unit would be given, and who would sit in rooms for it; by name. */
  readonly units: readonly (Readonly<Record<TrackRole, number>> & {
    readonly name: string;
    readonly people: number;
  })[];
  /** People who would sit in one room at least. */
  readonly people: number;
}

export type PreviewHandOver = (
  congressId: CongressId,
  rows: readonly PreviewedRow[],
  rooms: number,
) => Promise<HandOverPreview>;

/** Rows that are seated between two breaths: others are waiting, too. */
const AT_ONCE = 500;
/** In the place of an id that nobody has yet. */
const NOBODY = '' as SuggestionId;

/** Says what a hand-over of rows that are not in the record yet would make; writes nothing. */
export const makePreviewHandOver =
  (
    parts: Pick<BatchParts, 'org' | 'calendar' | 'policies' | 'loadRoster'> & { clock: Clock },
  ): PreviewHandOver =>
  async (congressId, rows, rooms) => {
    const seated = rows.map(seatedOf);
    const surroundings = await lookAround(parts, { congressId, by: 'system' }, seated);
    const people = new Set<PersonId>();
    for (let from = 0; from < seated.length; from += AT_ONCE) {
      for (const one of seated.slice(from, from + AT_ONCE))
        for (const { personId } of membersOf(one, surroundings.roster)) people.add(personId);
      await breathe();
    }
    const on = civilDateOf(parts.clock.now());
    return {
      rooms: rows.slice(0, rooms).map((row) => roomOf(roomSource(congressId, row, on), surroundings)),
      units: unitsOf(rows, surroundings),
      people: people.size,
    };
  };

/** As it is seated before anybody presses for it. */
const seatedOf = (row: PreviewedRow): Seated => ({
  ...row,
  secondingIds: row.secondingIds.filter((id) => id !== row.leadId),
  committeeUnitId: null,
  supervisionLeaderId: null,
});

const roomSource = (congressId: CongressId, row: PreviewedRow, on: CivilDate): RoomSource => ({
  ...seatedOf(row),
  ...{ _id: NOBODY, congressId, bound: { on } },
  ...{ number: row.number, title: row.title, wantsWrittenReply: row.wantsWrittenReply },
  tracks: row.tracks.map((track) => ({ ...track, contactIds: [...track.contactIds], contacted: [] })),
});

function roomOf(source: RoomSource, surroundings: Surroundings): PreviewedRoom {
  const { name, title, nextDue, seats, welcome } = roomSpecOf(source, surroundings);
  const units = welcome.type === 'welcome' ? welcome : { leadUnits: [], coUnits: [] };
  const { leadUnits, coUnits } = units;
  return { name, title, leadUnits, coUnits, contactDue: nextDue, seats };
}

function unitsOf(
  rows: readonly PreviewedRow[],
  { unitNames, roster }: Surroundings,
): HandOverPreview['units'] {
  const counted = new Map<UnitId, Record<TrackRole, number> & { people: Set<PersonId> }>();
  for (const track of rows.flatMap(({ tracks }) => tracks)) {
    const sums = counted.get(track.unitId) ?? {
      ...{ lead: 0, co: 0, separate: 0, reference: 0 },
      people: new Set<PersonId>(),
    };
    sums[track.role] += 1;
    for (const { _id } of peopleOfTrack(track, roster)) sums.people.add(_id);
    counted.set(track.unitId, sums);
  }
  return [...counted]
    .map(([unitId, sums]) => ({ ...sums, name: unitNames.get(unitId) ?? '', people: sums.people.size }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
}
