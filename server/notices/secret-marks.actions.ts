import type { CongressId, PersonId, RoomId } from '../../shared/ids.ts';
import { noticeDelivered } from '../../shared/notices.ts';
import type { Clock, Tell } from '../wire/ports.ts';
import { noticeView } from './deliveries.rules.ts';
import type { NoticeStore } from './notices.store.ts';
import type { AddressBook } from './recipients.rules.ts';
import { HEARD, secretMarkNotice, type SecretMarkSeen } from './secret-marks.rules.ts';

interface Parts {
  readonly notices: Pick<NoticeStore, 'insertMissing'>;
  readonly people: Pick<AddressBook, 'withRole' | 'cards'>;
  readonly tell: Pick<Tell, 'people'>;
  readonly clock: Clock;
}

/** Makes the word to a congress’s administrators that a state secret was about to come in. Said twice it is said once. */
export const makeTellSecretMark =
  ({ notices, people, tell, clock }: Parts) =>
  async (congressId: CongressId, seen: SecretMarkSeen): Promise<void> => {
    const administrators = await people.withRole(congressId, 'administrator');
    const at = clock.now();
    const docs = administrators.filter((p) => p.active).map((p) => secretMarkNotice(seen, p._id, at));
    for (const made of await notices.insertMissing(docs))
      tell.people(
        [made.personId],
        noticeDelivered,
        noticeView(made, () => ''),
      );
  };

/** Makes the word that a machine understood such a mark in somebody’s voice. */
export const makeTellSecretHeard =
  (parts: Parts) =>
  async ({ congressId, ownerId, roomId, seq }: SecretVoice): Promise<void> => {
    const card = (await parts.people.cards([ownerId])).get(ownerId);
    const by = { personId: ownerId, name: card?.name ?? ownerId, label: card?.label ?? '' };
    await makeTellSecretMark(parts)(congressId, { by, request: HEARD, path: `${roomId} ${seq}` });
  };

/** Who said it, and where. */
export interface SecretVoice {
  readonly congressId: CongressId;
  readonly ownerId: PersonId;
  readonly roomId: RoomId;
  readonly seq: number;
}
