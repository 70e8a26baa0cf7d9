import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { Seat } from '../../shared/seats.ts';
import type { Org } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import { type MemberDoc, type MemberStore, seatKey } from './members.store.ts';

export interface SeatsParts {
  members: MemberStore;
  org: Org;
  clock: Clock;
}

/** These people as they sit in a room. Who left it, or never sat there, is named all the same, without a role. */
export type SeatsOf = (roomId: RoomId, people: readonly PersonId[]) => Promise<(id: PersonId) => Seat>;

export const makeSeatsOf =
  ({ members, org, clock }: SeatsParts): SeatsOf =>
  async (roomId, people) => {
    const ids = [...new Set(people)];
    const [cards, sitting] = await Promise.all([
      org.people.cards(ids),
      members.byKeys(ids.map((id) => seatKey(roomId, id))),
    ]);
    return (id) => {
      const { name = '', label = '' } = cards.get(id) ?? {};
      const member = sitting.get(seatKey(roomId, id));
      return { personId: id, name, label, roles: member?.roles ?? [], ...mutedPart(member, clock.now()) };
    };
  };

/** Until when a member may not speak; nothing once that is over. */
export const mutedPart = (
  member: Pick<MemberDoc, 'mutedUntil'> | undefined,
  now: Date,
): Pick<Seat, 'mutedUntil'> =>
  member?.mutedUntil && member.mutedUntil > now ? { mutedUntil: member.mutedUntil.toISOString() } : {};
