import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type {
  Mention,
  Message,
  MessageBody,
  postAnnouncement,
  postMessage,
  Quote,
} from '../../../shared/messages.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import type { Access, AccessRoom } from '../access.actions.ts';
import type { MemberDoc } from '../members.store.ts';
import type { Calling } from './mentions.actions.ts';
import { whyMayNotCall } from './mentions.rules.ts';
import type { Say, TellPosted } from './messages.actions.ts';
import { messageIdOf, quoteOf, saysTheSame, whyMayNotAnnounce, whyMayNotPost } from './messages.rules.ts';
import type { MessageDoc, MessageStore } from './messages.store.ts';

/** What a person says in a room. */
export interface Speech {
  roomId: RoomId;
  sendKey: string;
  body: MessageBody;
  replyTo?: number | undefined;
  mentions?: readonly Mention[] | undefined;
}

export type Speak = (speech: Speech, caller: Caller) => Promise<Message>;

export interface SpeakParts {
  access: AccessRoom;
  messages: MessageStore;
  calling: Calling;
  say: Say;
  tellPosted: TellPosted;
  clock: Clock;
}

/** What a speech needs besides its words; nothing is read for one that neither answers nor calls. */
interface Prepared {
  quote?: Quote;
  called: MemberDoc[];
}

/**
 * Hop 2 of what people say: access, rule, store, tell. A repeat of what was kept is answered even where it would be
 * refused by now (the room was closed, the answered message recalled), and finishes what a crash left undone.
 */
export function makeSpeak(parts: SpeakParts): Speak {
  const { access, messages, calling, say, clock } = parts;

  return async (speech, caller) => {
    const standing = await access(caller.personId, speech.roomId);
    const prepared = await prepare(speech, standing).catch(faultOnly);
    if (prepared instanceof Fault) return repeat(parts, speech, { standing, refused: prepared });
    const { quote, called } = prepared;
    const mentions = speech.mentions?.length ? [...speech.mentions] : undefined;
    const message = await say({
      room: standing.room,
      author: { kind: 'person', personId: caller.personId, name: caller.name, label: caller.label },
      body: speech.body,
      sendKey: speech.sendKey,
      ...(quote && { quote }),
      ...(mentions && { mentions, notified: called.length }),
    });
    if (mentions && message.body.kind !== 'recalled') await calling.note(speech.roomId, message.seq, called);
    return message;
  };

  async function prepare(speech: Speech, { room, member }: Access): Promise<Prepared> {
    const { roomId, body, replyTo, mentions = [] } = speech;
    const refused =
      whyMayNotPost(room, member, clock.now()) ??
      whyMayNotAnnounce(body, member) ??
      whyMayNotCall(mentions, member);
    if (refused) throw refused;
    if (replyTo === undefined && mentions.length === 0) return { called: [] };
    const [answered, called] = await Promise.all([
      replyTo === undefined ? [] : messages.bySeqs(roomId, [replyTo]),
      mentions.length === 0 ? [] : calling.seats({ roomId, mentions, author: member.personId }),
    ]);
    return { called, ...(replyTo !== undefined && { quote: quoteAnswered(answered[0], replyTo) }) };
  }
}

/** The quote of what is answered; what was recalled, or never said, is not. */
function quoteAnswered(answered: MessageDoc | undefined, seq: number): Quote {
  if (!answered || answered.body.kind === 'tombstone' || answered.body.kind === 'recalled')
    throw new Fault('UNKNOWN_MESSAGE', { seq });
  return quoteOf(answered);
}

/** The same was kept before, so it stands; otherwise it is refused. */
async function repeat(
  { messages, calling, tellPosted }: SpeakParts,
  speech: Speech,
  { standing: { room, member }, refused }: { standing: Access; refused: Fault },
): Promise<Message> {
  const { roomId, sendKey, mentions = [] } = speech;
  const mark = { roomId, authorKey: member.personId, sendKey };
  const [kept] = await messages.byIds([messageIdOf(mark)]);
  if (!kept) throw refused;
  if (!saysTheSame(kept, speech)) throw new Fault('SEND_KEY_REUSED', { sendKey });
  const message = tellPosted(room, kept);
  if (mentions.length > 0 && kept.body.kind !== 'recalled')
    await calling.note(
      roomId,
      kept.seq,
      await calling.seatsStill({ roomId, mentions, author: member.personId }),
    );
  return message;
}

function faultOnly(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}

/** message:post */
export const makePostMessage =
  (speak: Speak): Handler<typeof postMessage> =>
  ({ roomId, text, sendKey, replyTo, mentions }, caller) =>
    speak({ roomId, sendKey, body: { kind: 'text', text }, replyTo, mentions }, caller);

/** announcement:post: a card in a person’s name. */
export const makePostAnnouncement =
  (speak: Speak): Handler<typeof postAnnouncement> =>
  ({ roomId, text, sendKey, ackRequired, mentions }, caller) =>
    speak(
      {
        roomId,
        sendKey,
        body: { kind: 'card', card: { type: 'announcement', text, ackRequired } },
        mentions,
      },
      caller,
    );
