import * as z from 'zod/mini';
import { roomId } from '../shared/ids.ts';
import { mention } from '../shared/messages.ts';
import type { PendingMessage } from './huying.ts';

const fault = z.object({ code: z.string(), facts: z.record(z.string(), z.unknown()) });

/** An unsent message as it lies in the storage. Earlier versions wrote neither replies, mentions nor announcements. */
const kept = z.object({
  sendKey: z.uuid(),
  roomId,
  text: z.string(),
  replyTo: z.optional(z.int()),
  mentions: z.optional(z.array(mention)),
  announcement: z.optional(z.object({ ackRequired: z.boolean() })),
  writtenAt: z.number(),
  state: z.enum(['waiting', 'refused']),
  fault: z.nullable(fault),
});

/** Null: torn, or not written by us; it is left where it is. */
export function asPending(text: string): PendingMessage | null {
  try {
    return kept.parse(JSON.parse(text)) as PendingMessage;
  } catch {
    return null;
  }
}
