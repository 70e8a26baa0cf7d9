import { Fault } from '../../shared/faults.ts';
import type { showNumber } from '../../shared/org.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller, Clock, NewId } from '../wire/ports.ts';
import type { KnownPerson, makeAddressBook } from './address-book.actions.ts';
import { type Finding, isAround, isInOpenList, type MayLookUp } from './looking-up.rules.ts';
import type { LookStore } from './looks.store.ts';

export interface NumberParts {
  readonly people: Pick<ReturnType<typeof makeAddressBook>, 'cards' | 'phoneOf'>;
  readonly looks: LookStore;
  readonly may: MayLookUp;
  readonly finding: Finding;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A phone number in full. Who saw whose is kept first: what cannot be written down is not shown. */
export const makeShowNumber =
  (parts: NumberParts): Handler<typeof showNumber> =>
  async ({ personId }, caller) => {
    const sought = (await parts.people.cards([personId])).get(personId);
    if (sought === undefined || !(await mayLookUp(parts, caller, sought)))
      throw new Fault('NOT_ALLOWED', { personId });
    const number = await parts.people.phoneOf(personId);
    if (number === null) throw new Fault('NOT_FOUND', { personId });
    const { congressId, personId: by } = caller;
    await parts.looks.insert({
      ...{ _id: parts.newId(), congressId, by, whose: personId, at: parts.clock.now() },
    });
    return { number };
  };

/** Whom the address book shows somebody: the lists that are open to them, and who sits in a room with them. */
const mayLookUp = async ({ may, finding }: NumberParts, by: Caller, sought: KnownPerson): Promise<boolean> =>
  isInOpenList(may, by, sought) ||
  (isAround(by, sought) && (await finding.meets(by.personId, sought.personId)));
