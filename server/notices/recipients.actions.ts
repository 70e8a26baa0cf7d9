import { groupedBy } from '../../shared/grouped.ts';
import type { CivilDate, CongressId, PersonId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import { civilDateOf, standInOf } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import {
  type AddressBook,
  askedFor,
  type Reach,
  type Reachable,
  recipientsOf,
  type Reminding,
} from './recipients.rules.ts';

/** Who is to be told privately, at this moment, by the duty’s id. */
export type RecipientsOf = (
  congressId: CongressId,
  remindings: readonly Reminding[],
) => Promise<Map<string, PersonId[]>>;

/** Looks recipients up for many duties of one congress with a handful of questions. */
export const makeRecipientsOf =
  (book: AddressBook, clock: Clock): RecipientsOf =>
  async (congressId, remindings) => {
    const reach = await look({ book, today: civilDateOf(clock.now()) }, congressId, remindings);
    return new Map(remindings.map((r) => [r.id, recipientsOf(r, reach)]));
  };

async function look(
  { book, today }: { book: AddressBook; today: CivilDate },
  congressId: CongressId,
  remindings: readonly Reminding[],
): Promise<Reach> {
  const asked = askedFor(remindings);
  const [cards, unitPeople, delegates, holders] = await Promise.all([
    book.cards(asked.people),
    asked.units.length > 0 ? book.ofUnits(congressId, asked.units) : [],
    Promise.all(asked.delegations.map((id) => book.ofDelegation(congressId, id))),
    Promise.all(asked.roles.map(async (role) => [role, await book.withRole(congressId, role)] as const)),
  ]);
  const byUnit = groupedBy(unitPeople.filter(isActive), (p) => p.unitId);
  const colleagues = new Map(unitPeople.filter(isActive).map((p) => [p._id, p]));
  const byDelegation = groupedBy(delegates.flat().filter(isActive), (p) => p.delegationId);
  const byRole = new Map<PersonRole, readonly Reachable[]>(holders);
  return {
    ofUnit: (id) => byUnit.get(id) ?? [],
    ofDelegation: (id) => byDelegation.get(id) ?? [],
    withRole: (role) => byRole.get(role) ?? [],
    isActive: (id) => cards.get(id)?.active ?? false,
    standInFor(id) {
      const away = colleagues.get(id);
      const other = away && colleagues.get(standInOf(away, today) ?? id);
      return other && other !== away && other.unitId === away.unitId ? other._id : null;
    },
  };
}

const isActive = ({ active }: Reachable): boolean => active;
