import { voiceHeard } from '../shared/file-acts.ts';
import { handOverProgressed } from '../shared/hand-over.ts';
import type { RoomId } from '../shared/ids.ts';
import { messageReported, reactionMarked } from '../shared/message-acts.ts';
import { mentionNoted, messagePosted, type Message } from '../shared/messages.ts';
import { noticeDelivered } from '../shared/notices.ts';
import { preferencesChanged } from '../shared/preferences.ts';
import { typingShowed } from '../shared/presence.ts';
import * as rooms from '../shared/rooms.ts';
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

/** Passes on what the server tells to those whom it concerns. */
export function hearAll({ line, inbox, tasks, events, cases, room, said }: HearingParts): void {
  for (const { name } of [
    rooms.headMoved,
    rooms.roomChanged,
    rooms.roomEntered,
    rooms.readMarked,
    mentionNoted,
  ])
    line.hear(name, () => tasks.stir());
  line.hear(messagePosted.name, said);
  line.hear(rooms.headMoved.name, (head) => {
    inbox.tookHead(head);
    room(head.roomId)?.view.tookHead(head);
    cases.moved(head.roomId);
  });
  line.hear(rooms.roomChanged.name, ({ from, room: header, messages }) => {
    room(header.roomId)?.view.tookChanges(from, header, messages);
    inbox.tookHeader(header);
    inbox.tookChanged(messages);
    cases.moved(header.roomId);
  });
  line.hear(rooms.roomEntered.name, ({ roomId }) => {
    inbox.soon();
    cases.moved(roomId);
    events.emit('entered', roomId);
  });
  line.hear(rooms.roomRevoked.name, ({ roomId }) => {
    // Told again to who still listens when somebody speaks: the first word may have been lost.
    const isKnown = room(roomId)?.read().state === 'revoked';
    room(roomId)?.revoke();
    tasks.drop(roomId);
    if (inbox.drop(roomId) || !isKnown) events.emit('revoked', roomId);
  });
  line.hear(rooms.readMarked.name, ({ roomId, readSeq }) => {
    room(roomId)?.view.tookRead(readSeq);
    inbox.tookRead(roomId, readSeq);
  });
  line.hear(reactionMarked.name, ({ roomId, ...mark }) => room(roomId)?.view.tookMine(mark));
  line.hear(voiceHeard.name, ({ roomId, seq }) => room(roomId)?.tookHeard(seq));
  line.hear(typingShowed.name, ({ roomId, personId, name }) => room(roomId)?.tookTyping(personId, name));
  line.hear(mentionNoted.name, (mention) => {
    inbox.tookMention(mention.roomId, mention.seq);
    events.emit('mention', mention);
  });
  line.hear(messageReported.name, (reported) => events.emit('reported', reported));
  line.hear(noticeDelivered.name, (notice) => events.emit('notice', notice));
  line.hear(handOverProgressed.name, (run) => events.emit('hand-over', run));
  line.hear('import:progressed', (step) => events.emit('import', step));
  line.hear(preferencesChanged.name, (kept) => events.emit('preferences', kept));
}
