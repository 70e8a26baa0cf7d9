import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Mention } from '../../../shared/messages.ts';
import type { MemberDoc } from '../members.store.ts';
import { hasPower } from '../powers.rules.ts';

type Seat = Pick<MemberDoc, 'personId' | 'roles'>;

/** Whom these mentions call of those who sit here: everybody once, never the author. */
export function calledBy<S extends Seat>(
  mentions: readonly Mention[],
  seats: readonly S[],
  author: PersonId,
): S[] {
  const calls = (seat: S) =>
    mentions.some((mention) => {
      switch (mention.kind) {
        case 'everyone':
          return true;
        case 'role':
          return seat.roles.includes(mention.role);
        case 'person':
          return seat.personId === mention.personId;
      }
    });
  return seats.filter((seat) => seat.personId !== author && calls(seat));
}

/** Why who sits so may not call everybody, if they do; or null. */
export const whyMayNotCall = (
  mentions: readonly Mention[],
  { roles }: Pick<MemberDoc, 'roles'>,
): Fault | null =>
  mentions.some((m) => m.kind === 'everyone') && !hasPower(roles, 'mention-everyone')
    ? new Fault('NOT_ALLOWED', { power: 'mention-everyone' })
    : null;

/** Who is called by name must sit in the room. */
export function whyUnknown(mentions: readonly Mention[], seats: readonly Seat[]): Fault | null {
  const sitting = new Set(seats.map((seat) => seat.personId));
  const strangers = mentions.flatMap((m) =>
    m.kind === 'person' && !sitting.has(m.personId) ? [m.personId] : [],
  );
  return strangers.length > 0 ? new Fault('UNKNOWN_PERSON', { personIds: strangers }) : null;
}
