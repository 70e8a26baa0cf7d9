import type { Parts } from '../../server/app.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
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

const GROUP = 50; // a year’s hundreds of entries, duties and deliveries of each at once in memory

/** Case by case, some hundreds at a time. */
export async function* casesOf({ database }: Parts, people: readonly Person[]): AsyncGenerator<CaseKept[]> {
  const { connection } = database;
  const of = <T extends object>(name: string) => connection.collection<T>(name);
  for (let behind = '', more = true; more;) {
    const found = await of<SuggestionKept>('suggestions')
      .find({ _id: { $gt: behind } }, { projection: { state: 1, tracks: 1 } })
      .sort({ _id: 1 })
      .limit(GROUP)
      .toArray();
    const ids = found.map(({ _id }) => _id);
    const ofThese = { suggestionId: { $in: ids } };
    const [entries, duties, deliveries, rooms] = [
      await of<EntryKept>('caseEntries').find(ofThese).toArray(),
      await of<DutyKept>('duties').find(ofThese).toArray(),
      await of<DeliveryKept>('deliveries').find(ofThese).toArray(),
      await of<{ suggestionId: string | null }>('rooms')
        .find(ofThese, { projection: { suggestionId: 1 } })
        .toArray(),
    ];
    const said = await of<WordKept>('messages')
      .find(
        { roomId: { $in: ids.map((id) => roomIdOf(id as SuggestionId)) }, 'body.kind': 'text' },
        { projection: { roomId: 1, seq: 1, author: 1, at: 1 } },
      )
      .toArray();
    const speaker = speakers(people);
    const words = groupedBy(said, ({ roomId }) => roomId);
    const [histories, owed, given] = [by(entries), by(duties), by(deliveries)];
    yield found.map(({ _id: suggestionId, state, tracks }) => ({
      ...{ suggestionId, state, tracks },
      rooms: rooms.filter((room) => room.suggestionId === suggestionId).length,
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
    behind = ids.at(-1) ?? behind;
    more = found.length === GROUP;
  }
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
