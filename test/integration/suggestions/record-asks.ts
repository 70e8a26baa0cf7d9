import type { SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { Message, MessageBody } from '../../../shared/messages.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import type { House, Name } from './house.ts';

type SystemLine = Extract<MessageBody, { kind: 'system' }>;

/** What is asked of a record and of the room that follows it; by somebody of the office, if nobody is named. */
export interface RecordAsks {
  show(id: SuggestionId, who?: Name): Promise<SuggestionView>;
  /** Changes it upon the revision that it has. */
  revise(id: SuggestionId, change: object, who?: Name): Promise<SuggestionView>;
  track(unit: Name, role: string): { unitId: UnitId; role: string };
  header(id: SuggestionId): Promise<RoomHeader>;
  systemLines(id: SuggestionId): Promise<SystemLine[]>;
}

/** Asks in this house. */
export function recordAsks(house: House): RecordAsks {
  const show = (id: SuggestionId, who: Name = '办公甲') =>
    house.ask('suggestion:show', { suggestionId: id }, who) as Promise<SuggestionView>;
  return {
    show,
    revise: async (id, change, who = '办公甲') =>
      house.ask(
        'suggestion:revise',
        { suggestionId: id, revision: (await show(id)).revision, why: '交办后调整', ...change },
        who,
      ) as Promise<SuggestionView>,
    track: (unit, role) => ({ unitId: house.unit(unit), role }),
    header: async (id) =>
      ((await house.ask('room:open', { roomId: roomIdOf(id) }, '办公甲')) as { room: RoomHeader }).room,
    async systemLines(id) {
      const { messages } = (await house.ask(
        'message:list',
        { roomId: roomIdOf(id), limit: 100 },
        '办公甲',
      )) as { messages: Message[] };
      return messages.flatMap(({ body }) => (body.kind === 'system' ? [body] : []));
    },
  };
}
