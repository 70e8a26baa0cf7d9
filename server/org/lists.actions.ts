import { Fault } from '../../shared/faults.ts';
import type { BookEntry, listDelegationPeople, listUnitPeople } from '../../shared/org.ts';
import type { Handler } from '../wire/bind.ts';
import type { makeAddressBook } from './address-book.actions.ts';
import { type Finding, mayOpenDelegation, mayOpenUnit, type MayLookUp } from './looking-up.rules.ts';
import type { PersonDoc } from './people.store.ts';

export interface ListParts {
  readonly people: Pick<ReturnType<typeof makeAddressBook>, 'ofUnits' | 'ofDelegation' | 'maskedNumbers'>;
  readonly may: MayLookUp;
  readonly finding: Finding;
}

const PAGE = 50;
const { compare } = new Intl.Collator('zh-CN');

/** By name, namesakes by code: the same order each time. */
const byName = (a: PersonDoc, b: PersonDoc) => compare(a.name, b.name) || (a.code < b.code ? -1 : 1);

/** The people of a unit, in the order of their codes. */
export const makeListUnitPeople =
  ({ people, may }: ListParts): Handler<typeof listUnitPeople> =>
  async ({ unitId }, caller) => {
    if (!mayOpenUnit(may, caller, unitId)) throw new Fault('NOT_ALLOWED', { unitId });
    return { people: await entriesOf(people, await people.ofUnits(caller.congressId, [unitId])) };
  };

/** A page of a delegation: everybody by name, or whom a text fits. */
export const makeListDelegationPeople =
  ({ people, may, finding }: ListParts): Handler<typeof listDelegationPeople> =>
  async ({ delegationId, text, cursor }, caller) => {
    if (!mayOpenDelegation(may, caller, delegationId)) throw new Fault('NOT_ALLOWED', { delegationId });
    const all = (await people.ofDelegation(caller.congressId, delegationId)).sort(byName);
    const found = text === '' ? all : pick(all, finding.fitting(text, namesOf(all)));
    const from = readCursor(cursor);
    const next = from + PAGE;
    return {
      people: await entriesOf(people, found.slice(from, next)),
      total: found.length,
      cursor: next < found.length ? String(next) : null,
    };
  };

const namesOf = (people: readonly PersonDoc[]) => people.map(({ name }) => name);

const pick = (people: readonly PersonDoc[], places: readonly number[]): PersonDoc[] =>
  places.flatMap((at) => people[at] ?? []);

/** A place in the list; what cannot be read begins at its top. */
const readCursor = (cursor: string | null): number =>
  cursor !== null && /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0;

async function entriesOf(book: ListParts['people'], people: readonly PersonDoc[]): Promise<BookEntry[]> {
  const numbers = await book.maskedNumbers(people.map(({ _id }) => _id));
  return people.map(({ _id, name, label, title, roles }) => ({
    personId: _id,
    ...{ name, label, title, roles },
    number: numbers.get(_id) ?? null,
  }));
}
