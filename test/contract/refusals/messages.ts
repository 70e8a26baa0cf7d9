import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';
import { muted, readOnly, stranger } from './wrongs.ts';

/** A sentence, which is in order. */
const sentence = ({ theCase: { roomId } }: Stage) => ({ roomId, text: '可以说话吗', sendKey: randomUUID() });
/** An announcement, which is in order for who leads the case. */
const announcement = (stage: Stage) => ({ ...sentence(stage), ackRequired: true });

const calling = (personId: string) => [{ kind: 'person' as const, personId }];
const EVERYONE = [{ kind: 'everyone' as const }];

/** Who is called does not sit in the room; the one put right does. */
const callsStranger = ({ theCase: { lead, second, strangerDeputy } }: Stage) => ({
  asker: lead,
  mentions: calling(strangerDeputy.personId),
  facts: { personIds: [strangerDeputy.personId] },
  well: { input: { mentions: calling(second.personId) } },
});

/** The words under this key were others. */
async function reusedKey({ ask, theCase: { lead } }: Stage, input: ReturnType<typeof sentence>) {
  await ask(lead, 'message:post', { ...input, text: '先说的话' });
  const { sendKey } = input;
  return { asker: lead, facts: { sendKey } };
}

/** What is said in rooms, and history. */
export const MESSAGES = {
  'message:list': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId, limit: 10 } }),
  },
  'message:post': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: sentence(stage) }),
    ROOM_CLOSED: async (stage) => ({ ...(await readOnly(stage)), input: sentence(stage) }),
    MUTED: async (stage) => ({ ...(await muted(stage)), input: sentence(stage) }),
    SEND_KEY_REUSED: async (stage) => {
      const input = sentence(stage);
      return { ...(await reusedKey(stage, input)), input, well: { input: { text: '先说的话' } } };
    },
    UNKNOWN_MESSAGE: (stage) => ({
      asker: stage.theCase.lead,
      input: { ...sentence(stage), replyTo: 1_000_000 },
      facts: { seq: 1_000_000 },
      well: { input: { replyTo: 1 } },
    }),
    UNKNOWN_PERSON: (stage) => {
      const { mentions, ...wrong } = callsStranger(stage);
      return { ...wrong, input: { ...sentence(stage), mentions } };
    },
    NOT_ALLOWED: (stage) => ({
      asker: stage.theCase.second,
      input: { ...sentence(stage), mentions: EVERYONE },
      facts: { power: 'mention-everyone' },
      well: { asker: stage.theCase.lead },
    }),
  },
  'announcement:post': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: announcement(stage) }),
    ROOM_CLOSED: async (stage) => ({ ...(await readOnly(stage)), input: announcement(stage) }),
    MUTED: async (stage) => ({ ...(await muted(stage)), input: announcement(stage) }),
    SEND_KEY_REUSED: async (stage) => {
      const input = announcement(stage);
      return { ...(await reusedKey(stage, input)), input, well: { input: { sendKey: randomUUID() } } };
    },
    UNKNOWN_PERSON: (stage) => {
      const { mentions, ...wrong } = callsStranger(stage);
      return { ...wrong, input: { ...announcement(stage), mentions } };
    },
    NOT_ALLOWED: (stage) => ({
      asker: stage.theCase.second,
      input: announcement(stage),
      facts: { power: 'announce' },
      well: { asker: stage.theCase.lead },
    }),
  },
  'mention:count': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, mentions: calling(stage.theCase.second.personId) },
    }),
    UNKNOWN_PERSON: (stage) => {
      const { mentions, ...wrong } = callsStranger(stage);
      return { ...wrong, input: { roomId: stage.theCase.roomId, mentions } };
    },
    NOT_ALLOWED: ({ theCase: { roomId, second, lead } }) => ({
      asker: second,
      input: { roomId, mentions: EVERYONE },
      facts: { power: 'mention-everyone' },
      well: { asker: lead },
    }),
  },
} satisfies Partial<Refusals>;
