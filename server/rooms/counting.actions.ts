import type { Handler } from '../wire/bind.ts';
import type { digestHeads, syncRooms } from '../../shared/rooms.ts';
import type { Counters } from '../wire/ports.ts';
import type { ChangeStore } from './changes/changes.store.ts';
import type { MessageStore } from './messages/messages.store.ts';

/** The same store; what one write keeps is counted. */
export const countMessages = (store: MessageStore, { count, size }: Counters): MessageStore => ({
  ...store,
  async insert(docs) {
    const refused = new Set(await store.insert(docs));
    const kept = docs.filter((_, i) => !refused.has(i));
    const holes = kept.filter((m) => m.body.kind === 'tombstone').length;
    if (holes > 0) count('tombstones', holes);
    if (kept.length > holes) {
      count('messages-kept', kept.length - holes);
      size('message-batch', kept.length - holes);
    }
    return [...refused];
  },
});

/** The same store; what one write keeps is counted. */
export const countChanges = (store: ChangeStore, { size }: Counters): ChangeStore => ({
  ...store,
  async insert(docs) {
    const kept = await store.insert(docs);
    if (kept > 0) size('change-batch', kept);
    return kept;
  },
});

/** Counts the rooms for which an answer had something that the client lacked. */
export const countSyncs =
  (sync: Handler<typeof syncRooms>, { count }: Counters): Handler<typeof syncRooms> =>
  async (input, caller, door) => {
    const answer = await sync(input, caller, door);
    const repaired = answer.rooms.filter(
      (r) => r.state === 'limited' || (r.state === 'current' && r.messages.length > 0),
    );
    if (repaired.length > 0) count('gaps-repaired', repaired.length);
    return answer;
  };

/** Counts digests. */
export const countDigests =
  (digest: Handler<typeof digestHeads>, { count }: Counters): Handler<typeof digestHeads> =>
  (input, caller, door) => {
    count('digests');
    return digest(input, caller, door);
  };
