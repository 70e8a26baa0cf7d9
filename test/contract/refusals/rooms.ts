import { randomUUID } from 'node:crypto';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';

/** The one thing wrong: who asks does not sit in the room. */
const stranger = ({ theCase: { strangerDeputy, lead, roomId } }: Stage) => ({
  asker: strangerDeputy,
  facts: { roomId },
  well: { asker: lead },
});

/** No request closes a room yet, so its state is set as the store keeps it. */
const setState = ({ server, theCase: { roomId } }: Stage, state: 'open' | 'closed') =>
  server.parts.database.connection
    .collection<{ _id: string }>('rooms')
    .updateOne({ _id: roomId }, { $set: { state } });

/** Rooms, their members, what is said in them, and the private notices beside them. */
export const ROOMS = {
  'inbox:list': {},
  'room:open': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId } }),
  },
  'room:close': {},
  'room:sync': {},
  'member:list': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId, cursor: null } }),
  },
  'read:mark': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId, seq: 1 } }),
  },
  'message:list': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId, limit: 10 } }),
  },
  'message:post': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, text: '可以进来吗', sendKey: randomUUID() },
    }),
    ROOM_CLOSED: async (stage) => {
      const { roomId, lead } = stage.theCase;
      await setState(stage, 'closed');
      return {
        asker: lead,
        input: { roomId, text: '还能说话吗', sendKey: randomUUID() },
        facts: { roomId },
        well: { first: () => setState(stage, 'open') },
      };
    },
    SEND_KEY_REUSED: async ({ as, theCase: { roomId, lead } }) => {
      const sendKey = randomUUID();
      await (await as(lead)).http('message:post', { roomId, text: '第一句', sendKey });
      return {
        asker: lead,
        input: { roomId, text: '第二句', sendKey },
        facts: { sendKey },
        well: { input: { text: '第一句' } },
      };
    },
  },
  'duty:list': {
    NOT_ALLOWED: ({ theCase: { lead, contact } }) => ({
      asker: lead,
      input: { cursor: null },
      facts: {},
      well: { asker: contact },
    }),
  },
  'notice:list': {},
  'notice:read': {
    NOT_FOUND: ({ noticeId, theCase: { coContact, contact } }) => ({
      asker: coContact,
      input: { noticeId },
      facts: {},
      well: { asker: contact },
    }),
  },
} satisfies Partial<Refusals>;
