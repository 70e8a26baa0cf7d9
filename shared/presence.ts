import * as z from 'zod/mini';
import { broadcast, request } from './contract.ts';
import { personId, roomId } from './ids.ts';

export const showTyping = request({
  name: 'typing:show',
  summary: 'The caller is writing here. Told at most every 3 s, to those who have the room open.',
  input: z.object({ roomId }),
  output: z.object({}),
  faults: ['NOT_A_MEMBER'],
});

export const typingShowed = broadcast({
  name: 'typing:showed',
  summary: 'Somebody else is writing in an open room. Good for 5 s.',
  to: 'room',
  body: z.object({ roomId, personId, name: z.string() }),
});

/** online: a device is connected; recent: was within some days (3, unless configured); away: neither. */
export const presence = z.enum(['online', 'recent', 'away']);
export type Presence = z.infer<typeof presence>;

export const listPresence = request({
  name: 'presence:list',
  summary:
    'Who of these members of a room is there, 100 at most: asked for the names on screen, never broadcast.',
  input: z.object({ roomId, personIds: z.array(personId).check(z.maxLength(100)) }),
  /** Only people who sit in the room are in the answer. */
  output: z.object({ people: z.array(z.object({ personId, presence })) }),
  faults: ['NOT_A_MEMBER'],
});

export const nodeDrained = broadcast({
  name: 'node:drained',
  summary: 'This node is about to stop: come back, to another, at a moment of your own within this time.',
  to: 'person',
  body: z.object({ withinMs: z.int() }),
});
