import type { RoomId } from '../../../shared/ids.ts';
import type { MessageBody } from '../../../shared/messages.ts';
import type { Clock } from '../../wire/ports.ts';
import type { MessageLog } from '../messages/message-log.store.ts';
import type { MessageStore } from '../messages/messages.store.ts';
import type { ChangeLog } from './change-log.store.ts';
import type { ChangeStore } from './changes.store.ts';

export interface LateQuotesParts {
  messages: MessageStore;
  changes: ChangeStore;
  changeLog: ChangeLog;
  clock: Clock;
}

/** How far back recalls are looked at: longer than any answer is under way, whatever the clocks of the nodes say. */
const LOOK_BACK_MS = 3_600_000;
const GROUP = 100;

export interface LateQuotes {
  /** The same log; an answer to what was recalled meanwhile is kept without its words. */
  watching(log: MessageLog): MessageLog;
  /** Empties quotes that a crash left behind; returns of how many messages. */
  sweep(): Promise<number>;
}

/**
 * An answer is written with the words it answers; if these are recalled in between, the recall does not see the answer.
 * So whoever kept it looks again afterwards. The recall is then said once more, by the product itself: it changes nothing
 * of the message, and empties what quotes it under a number of its own.
 */
export function makeLateQuotes({ messages, changes, changeLog, clock }: LateQuotesParts): LateQuotes {
  const sayAgain = (roomId: RoomId, seq: number, stub: MessageBody) =>
    changeLog.append({
      ...{ roomId, by: 'system', why: '', at: clock.now() },
      deed: { kind: 'recalled', seq, body: stub },
    });

  return {
    watching: (log) => ({
      async append(draft) {
        const kept = await log.append(draft);
        const { roomId, seq, quote } = kept.message;
        if (!quote || quote.recalled) return kept;
        const [quoted] = await messages.bySeqs(roomId, [quote.seq]);
        if (quoted?.body.kind !== 'recalled') return kept;
        await sayAgain(roomId, quote.seq, quoted.body);
        const [message] = await messages.bySeqs(roomId, [seq]);
        return { ...kept, message: message ?? kept.message };
      },
    }),
    async sweep() {
      const recalls = await changes.recallsSince(new Date(clock.now().getTime() - LOOK_BACK_MS));
      let count = 0;
      for (let i = 0; i < recalls.length; i += GROUP) {
        const late = await messages.quotesWithWords(recalls.slice(i, i + GROUP));
        for (const { roomId, seq } of late) {
          const [quoted] = await messages.bySeqs(roomId, [seq]);
          if (quoted?.body.kind === 'recalled') await sayAgain(roomId, seq, quoted.body);
        }
        count += late.length;
      }
      return count;
    },
  };
}
