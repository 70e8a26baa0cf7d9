import { Fault } from '../../../shared/faults.ts';
import { type hearVoice, type listHeard, voiceHeard } from '../../../shared/file-acts.ts';
import type { FileMessages } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Tell } from '../../wire/ports.ts';
import type { HeardStore } from './heard.store.ts';

export interface HeardParts {
  readonly messages: Pick<FileMessages, 'access' | 'read'>;
  readonly heard: HeardStore;
  readonly clock: Clock;
  readonly tell: Tell;
}

/** voice:hear. Heard again it stays heard, and nobody is told twice. */
export const makeHearVoice =
  ({ messages, heard, clock, tell }: HeardParts): Handler<typeof hearVoice> =>
  async ({ roomId, seq }, { personId }) => {
    const { message } = await messages.read(personId, { roomId, seq });
    if (message.body.kind === 'recalled') throw new Fault('MESSAGE_RECALLED', { seq });
    if (message.body.kind !== 'file' || message.body.file.kind !== 'voice')
      throw new Fault('UNKNOWN_MESSAGE', { seq });
    const isNew = await heard.insert({ roomId, seq, personId, at: clock.now() });
    if (isNew) tell.people([personId], voiceHeard, { roomId, personId, seq });
    return {};
  };

/** voice:list-heard */
export const makeListHeard =
  ({ messages, heard }: Pick<HeardParts, 'messages' | 'heard'>): Handler<typeof listHeard> =>
  async ({ roomId, seqs }, { personId }) => {
    await messages.access(personId, roomId);
    return { seqs: await heard.among(personId, roomId, seqs) };
  };
