import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { editMessage, recallMessage } from '../../../shared/message-acts.ts';
import type { Message } from '../../../shared/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import type { ChangeLog } from '../changes/change-log.store.ts';
import { messageOf } from '../room.rules.ts';
import type { MessageReader } from './access-message.actions.ts';
import {
  type ActLimits,
  bodyWithText,
  isWrittenBy,
  recallAs,
  type RecallAs,
  textOf,
  whyMayNotEdit,
} from './acts.rules.ts';

export interface WordsParts {
  reader: MessageReader;
  changeLog: ChangeLog;
  clock: Clock;
  limits: ActLimits;
  /** The role table. */
  isOffice: (caller: Pick<Caller, 'roles'>) => boolean;
}

/** Other words in the place of the caller's own. The same words again change nothing; a recall always wins. */
export const makeEditMessage =
  ({ reader, changeLog, clock, limits }: WordsParts): Handler<typeof editMessage> =>
  async ({ roomId, seq, text }, caller) => {
    const place = { roomId, seq };
    const touching = await reader.access(caller.personId, place);
    const before = touching.message.body;
    if (!isWrittenBy(touching.message, caller)) throw new Fault('NOT_YOURS');
    if (before.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq });
    const body = bodyWithText(before, text);
    if (body === null) throw new Fault('NOT_YOURS');
    if (textOf(before) === text) return reader.answer(caller.personId, place);
    const at = clock.now();
    const refused = whyMayNotEdit(touching, at, limits);
    if (refused) throw refused;
    await changeLog.append({
      ...{ roomId, by: caller.personId, why: '', at },
      deed: { kind: 'edited', seq, before, body },
    });
    return reader.answer(caller.personId, place);
  };

export interface Recall {
  caller: Pick<Caller, 'personId' | 'name'>;
  roomId: RoomId;
  seq: number;
  why: string;
  as: RecallAs;
}

export type TakeBack = (recall: Recall) => Promise<Message>;

/** Takes a message back for who may; gives the stub. */
export const makeTakeBack =
  ({ reader, changeLog, clock }: Pick<WordsParts, 'reader' | 'changeLog' | 'clock'>): TakeBack =>
  async ({ caller, roomId, seq, why, as }) => {
    const stub = { kind: 'recalled' as const, by: caller.name, byOffice: as === 'office', why };
    await changeLog.append({
      ...{ roomId, by: caller.personId, why, at: clock.now() },
      deed: { kind: 'recalled', seq, body: stub },
    });
    return messageOf(await reader.fresh({ roomId, seq }));
  };

/** The author for a short time, the office later and with a reason. What was taken back already is answered as it is. */
export const makeRecallMessage = (
  { reader, clock, limits, isOffice }: WordsParts,
  takeBack: TakeBack,
): Handler<typeof recallMessage> => {
  return async ({ roomId, seq, why }, caller) => {
    const touching = await reader.access(caller.personId, { roomId, seq });
    if (touching.message.body.kind === 'recalled') return messageOf(touching.message);
    const asked = { caller, isOffice: isOffice(caller), why };
    const as = recallAs(touching, asked, { now: clock.now(), limits });
    if (as instanceof Fault) throw as;
    return takeBack({ caller, roomId, seq, why, as });
  };
};
