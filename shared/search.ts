import * as z from 'zod/mini';
import { request } from './contract.ts';
import { instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { maskedNumber } from './org.ts';

/** What to look for: words between spaces, one of two characters at least; width, case and traditional forms do not matter. */
const sought = z.string().check(
  z.trim(),
  z.maxLength(100),
  z.refine((text) => text.split(/\s+/).some((word) => Array.from(word).length >= 2), 'too short'),
);
const cursor = z.nullable(z.string().check(z.maxLength(200)));

export const hit = z.object({
  roomId,
  roomName: z.string(),
  /** Where it stands: `message:list` around this number shows it. */
  seq: z.int(),
  author: z.string(),
  at: instant,
  kind: z.enum(['text', 'card', 'quote', 'file', 'voice']),
  /** About 80 characters around the first find. */
  excerpt: z.string(),
  /** Where in the excerpt the sought words stand: [start, end) in UTF-16 units. */
  marks: z.array(z.tuple([z.int(), z.int()])),
});
export type Hit = z.infer<typeof hit>;

export const searchMessages = request({
  name: 'search:messages',
  summary:
    'Messages of one room, or of all the caller’s rooms, that contain all the words, newest first, 30 a page. The cursor continues.',
  input: z.object({ roomId: z.nullable(roomId), text: sought, cursor }),
  output: z.object({ hits: z.array(hit), cursor: z.nullable(z.string()) }),
  faults: ['NOT_A_MEMBER'],
});

export const foundName = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('person'),
    personId,
    name: z.string(),
    label: z.string(),
    number: maskedNumber,
  }),
  z.object({ kind: z.literal('unit'), unitId, name: z.string() }),
  z.object({
    kind: z.literal('suggestion'),
    suggestionId,
    roomId,
    number: z.string(),
    title: z.string(),
  }),
]);
export type FoundName = z.infer<typeof foundName>;

export const searchNames = request({
  name: 'search:names',
  summary:
    'Persons, units and suggestions by name, number, pinyin or initials: people who share a room with the caller (or sit in this room), units of the congress, suggestions of the caller’s rooms.',
  input: z.object({
    roomId: z.nullable(roomId),
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  }),
  output: z.object({ names: z.array(foundName) }),
  faults: ['NOT_A_MEMBER'],
});
