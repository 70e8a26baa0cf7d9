import type { RoomId } from '../shared/ids.ts';
import type { Message } from '../shared/messages.ts';
import type { ServerToClient } from '../shared/protocol.ts';
import type { Cases } from './cases.ts';
import type { HuyingEvents } from './huying.ts';
import type { LiveInbox } from './inbox.ts';
import type { Line } from './line.ts';
import type { Emitter } from './observable.ts';
import type { LiveRoom } from './room.ts';
import type { LiveTasks } from './tasks.ts';

export interface HearingParts {
  readonly line: Line;
  readonly inbox: LiveInbox;
  readonly tasks: LiveTasks;
  readonly events: Emitter<HuyingEvents>;
  readonly cases: Cases;
  /** A room that was asked for before. */
  readonly room: (roomId: RoomId) => LiveRoom | undefined;
  readonly said: (message: Message) => void;
}

/** After these somebody may have more to do, or less. */
const STIRRING = [
  'head:moved',
  'room:changed',
  'room:entered',
  'read:marked',
  'mention:noted',
] as const satisfies (keyof ServerToClient)[];

/** Passes on what the server tells to those whom it concerns. */
export function hearAll({ line, inbox, tasks, events, cases, room, said }: HearingParts): void {
  for (const event of STIRRING) line.hear(event, () => tasks.stir());
  line.hear('message:posted', said);
  line.hear('head:moved', (head) => {
    inbox.tookHead(head);
    room(head.roomId)?.view.tookHead(head);
    cases.moved(head.roomId);
  });
  line.hear('room:changed', ({ from, room: header, messages }) => {
    room(header.roomId)?.view.tookChanges(from, header, messages);
    inbox.tookHeader(header);
    inbox.tookChanged(messages);
    cases.moved(header.roomId);
  });
  line.hear('room:entered', ({ roomId }) => {
    inbox.soon();
    cases.moved(roomId);
    events.emit('entered', roomId);
  });
  line.hear('room:revoked', ({ roomId }) => {
    // Told again to who still listens when somebody speaks: the first word may have been lost.
    const isKnown = room(roomId)?.read().state === 'revoked';
    room(roomId)?.revoke();
    tasks.drop(roomId);
    if (inbox.drop(roomId) || !isKnown) events.emit('revoked', roomId);
  });
  line.hear('read:marked', ({ roomId, readSeq }) => {
    room(roomId)?.view.tookRead(readSeq);
    inbox.tookRead(roomId, readSeq);
  });
  line.hear('reaction:marked', ({ roomId, ...mark }) => room(roomId)?.view.tookMine(mark));
  line.hear('voice:heard', ({ roomId, seq }) => room(roomId)?.tookHeard(seq));
  line.hear('typing:showed', ({ roomId, personId, name }) => room(roomId)?.tookTyping(personId, name));
  line.hear('mention:noted', (mention) => {
    inbox.tookMention(mention.roomId, mention.seq);
    events.emit('mention', mention);
  });
  line.hear('message:reported', (reported) => events.emit('reported', reported));
  line.hear('notice:delivered', (notice) => events.emit('notice', notice));
  line.hear('hand-over:progressed', (run) => events.emit('hand-over', run));
  line.hear('import:progressed', (step) => events.emit('import', step));
  line.hear('preferences:changed', (kept) => events.emit('preferences', kept));
}
