import type { Refusals } from './trial.ts';
import { stranger } from './wrongs.ts';

/** Rooms, who sits in them and is there, how far they have read, and catching up. */
export const ROOMS = {
  'inbox:list': {},
  'inbox:find': {},
  // Whoever asks, these are about the asker's own seats; what one room refuses is in the answer, room by room.
  'task:list': {},
  'task:changes': {},
  'task:later': {},
  'task:quiet': {},
  'task:read': {},
  'task:pass-on': {},
  'head:digest': {},
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
  'read:roll': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, seq: 1, cursor: null },
    }),
    UNKNOWN_MESSAGE: ({ theCase: { roomId, lead } }) => ({
      asker: lead,
      input: { roomId, seq: 1_000_000, cursor: null },
      facts: { seq: 1_000_000 },
      well: { input: { seq: 1 } },
    }),
  },
  'read:count': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId, seqs: [1] } }),
  },
  'typing:show': {
    NOT_A_MEMBER: (stage) => ({ ...stranger(stage), input: { roomId: stage.theCase.roomId } }),
  },
  'presence:list': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, personIds: [stage.theCase.lead.personId] },
    }),
  },
  'search:messages': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, text: '梯田', cursor: null },
    }),
  },
  'search:names': {
    NOT_A_MEMBER: (stage) => ({
      ...stranger(stage),
      input: { roomId: stage.theCase.roomId, text: 'zhuoma' },
    }),
  },
} satisfies Partial<Refusals>;
