import type * as z from 'zod/mini';
import { Fault } from '../../shared/faults.ts';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import type { headMoved } from '../../shared/rooms.ts';
import type { AccessRoom } from './access.actions.ts';

/** Where the heads of those of these rooms stand in which somebody sits. */
export const makeHeadsOf =
  (access: AccessRoom) =>
  async (personId: PersonId, roomIds: readonly RoomId[]): Promise<z.input<typeof headMoved.body>[]> => {
    const seen = await Promise.all(
      roomIds.map((roomId) => access(personId, roomId).catch((error: unknown) => nobody(error))),
    );
    return seen.flatMap((s) => {
      if (s === null) return [];
      const { _id, seq, changeSeq, lastAt } = s.room;
      return [{ roomId: _id, seq, changeSeq, at: lastAt.toISOString() }];
    });
  };

function nobody(error: unknown): null {
  if (error instanceof Fault && error.code === 'NOT_A_MEMBER') return null;
  throw error;
}
