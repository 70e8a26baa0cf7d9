import type { Parts } from '../../server/app.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import { ONE_ANSWER } from '../../server/store/gathered.ts';
import { groupedBy } from '../../shared/grouped.ts';
import type { SuggestionId } from '../../shared/ids.ts';
import { dayAt, type Person, type Word } from '../count/index.ts';
import type { Given } from './compare.rules.ts';
import type { Kept } from './invariants.rules.ts';

/** All that the database has of one case, as far as it is looked at. */
export interface CaseKept extends Kept {
  /** What people said in its room. */
  readonly words: readonly Word[];
  readonly deliveries: readonly (Given & { readonly parcel: string | null; readonly at: Date | null })[];
}

interface SuggestionKept {
  _id: string;
  state: string;
  tracks: Kept['tracks'];
}
interface EntryKept {
  suggestionId: string;
  n: number;
  at: Date;
  on: string;
  by: { personId: string };
  happened: Kept['entries'][number]['happened'];
}
type DutyKept = Kept['duties'][number] & { suggestionId: string };
interface WordKept {
  seq: number;
  roomId: string;
  author: { kind: string; personId?: string };
  at: Date;
}
interface DeliveryKept extends Omit<Given, 'on'> {
  parcel: string | null;
  sentAt: Date | null;
}

const GROUP = 10; // a year’s hundreds of entries, duties and deliveries of each at once in memory, and those of the next

const PARTS = {
  entries: { suggestionId: 1, n: 1, at: 1, on: 1, 'by.personId': 1, happened: 1 },
  duties: { suggestionId: 1, rule: 1, due: 1, state: 1, closedOn: 1 },
  deliveries: {
    ...{ suggestionId: 1, rule: 1, offset: 1, recipient: 1, channel: 1, dutyId: 1, state: 1 },
    ...{ parcel: 1, sentAt: 1 },
  },
  words: { roomId: 1, seq: 1, 'author.kind': 1, 'author.personId': 1, at: 1 },
};

/** Case by case, some at a time: while those are looked at, the next are read. */
export async function* casesOf(parts: Parts, people: readonly Person[]): AsyncGenerator<CaseKept[]> {
  const looking = { rooms: await roomsOf(parts), speaker: speakers(people) };
  for (let next: Promise<Group> | null = groupBehind(parts, ''); next !== null;) {
    const group: Group = await next;
    next = group.found.length === GROUP ? groupBehind(parts, group.found.at(-1)?._id ?? '') : null;
    next?.catch(() => undefined); // whoever asks for it hears of it
    yield casesIn(group, looking);
  }
}

/** How many rooms each suggestion has; none: missing. */
async function roomsOf({ database }: Parts): Promise<ReadonlyMap<string | null, number>> {
  const rooms = await database.connection
    .collection<{ suggestionId: string | null }>('rooms')
    .find({}, { projection: { _id: 0, suggestionId: 1 } })
    .toArray();
  return new Map(
    [...groupedBy(rooms, ({ suggestionId }) => suggestionId)].map(([id, own]) => [id, own.length]),
  );
}

/** Some cases as they are kept, with all that is kept of them. */
interface Group {
  readonly found: readonly SuggestionKept[];
  readonly entries: readonly EntryKept[];
  readonly duties: readonly DutyKept[];
  readonly deliveries: readonly DeliveryKept[];
  readonly said: readonly WordKept[];
}

async function groupBehind({ database }: Parts, behind: string): Promise<Group> {
  const of = <T extends object>(name: string) => database.connection.collection<T>(name);
  const found = await of<SuggestionKept>('suggestions')
    .find({ _id: { $gt: behind } }, { projection: { state: 1, tracks: 1 } })
    .sort({ _id: 1 })
    .limit(GROUP)
    .toArray();
  const ids = found.map(({ _id }) => _id);
  const ofThese = { suggestionId: { $in: ids } };
  // Deliveries are found by their duties, whose ids begin with the suggestion’s: between the first and the last are these.
  const ofTheirDuties = { dutyId: { $gte: `${ids[0] ?? ''}|`, $lt: `${ids.at(-1) ?? ''}|~` } };
  const wordsOfThese = {
    roomId: { $in: ids.map((id) => roomIdOf(id as SuggestionId)) },
    'body.kind': 'text',
  };
  const whole = (projection: object) => ({ projection: { _id: 0, ...projection }, batchSize: ONE_ANSWER });
  const [entries, duties, deliveries, said] = await Promise.all([
    of<EntryKept>('caseEntries').find(ofThese, whole(PARTS.entries)).toArray(),
    of<DutyKept>('duties').find(ofThese, whole(PARTS.duties)).toArray(),
    of<DeliveryKept>('deliveries').find(ofTheirDuties, whole(PARTS.deliveries)).toArray(),
    of<WordKept>('messages').find(wordsOfThese, whole(PARTS.words)).toArray(),
  ]);
  return { found, entries, duties, deliveries, said };
}

interface Looking {
  readonly rooms: ReadonlyMap<string | null, number>;
  readonly speaker: ReturnType<typeof speakers>;
}

function casesIn({ found, ...read }: Group, { rooms, speaker }: Looking): CaseKept[] {
  const words = groupedBy(read.said, ({ roomId }) => roomId);
  const [histories, owed, given] = [by(read.entries), by(read.duties), by(read.deliveries)];
  return found.map(({ _id: suggestionId, state, tracks }) => ({
    ...{ suggestionId, state, tracks },
    rooms: rooms.get(suggestionId) ?? 0,
    entries: (histories.get(suggestionId) ?? [])
      .sort((a, b) => a.n - b.n)
      .map(({ n, at, on, by: who, happened }) => ({ n, at: at.getTime(), on, by: who, happened })),
    words: (words.get(roomIdOf(suggestionId as SuggestionId)) ?? [])
      .sort((a, b) => a.seq - b.seq)
      .map(({ author, at }) => ({
        at: at.getTime(),
        on: dayAt(at.getTime()),
        by: speaker(author.personId),
      })),
    duties: owed.get(suggestionId) ?? [],
    deliveries: (given.get(suggestionId) ?? []).map(({ sentAt, ...delivery }) => ({
      ...delivery,
      at: sentAt,
      on: sentAt && dayAt(sentAt.getTime()),
    })),
  }));
}

/** Deputies ask, people of units answer. */
function speakers(people: readonly Person[]): (id: string | undefined) => Word['by'] {
  const known = new Map(people.map((person) => [person.id, person]));
  return (id) => {
    const person = known.get(id ?? '');
    if (person?.roles.includes('deputy')) return 'deputy';
    return (person?.unitId ?? null) === null ? 'other' : 'unit';
  };
}

const by = <T extends { readonly suggestionId: string }>(docs: readonly T[]): Map<string, T[]> =>
  groupedBy(docs, ({ suggestionId }) => suggestionId);
