import * as z from 'zod/mini';
import { request } from './contract.ts';

/** Sessions of one person that may be reached by Web Push; one more takes the place of the oldest. */
export const MAX_PUSH_SUBSCRIPTIONS = 10;

export const showPush = request({
  name: 'push:show',
  summary:
    'How a browser subscribes to Web Push here: the server’s public key (RFC 8292, base64url), null where it sends none; and whether the caller’s session is subscribed.',
  input: z.object({}),
  output: z.object({ key: z.nullable(z.string()), subscribed: z.boolean() }),
});

export const subscribePush = request({
  name: 'push:subscribe',
  summary:
    'From now on reminders ring in the caller’s browser, until the session ends. A push service that is not on the server’s list is INVALID_INPUT, with the path `endpoint`.',
  pace: 'act',
  input: z.object({
    /** Where the browser’s push service takes messages for it (RFC 8030). */
    endpoint: z.string().check(z.maxLength(1_000), z.regex(/^https?:\/\/\S+$/)),
    /** The browser’s key on P-256, uncompressed, base64url (RFC 8291). */
    p256dh: z.string().check(z.maxLength(87), z.regex(/^B[\w-]{86}$/)),
    /** 16 bytes, base64url. */
    auth: z.string().check(z.maxLength(22), z.regex(/^[\w-]{22}$/)),
  }),
  output: z.object({}),
});

export const unsubscribePush = request({
  name: 'push:unsubscribe',
  summary: 'Nothing rings in the browser of the caller’s session any more.',
  pace: 'act',
  input: z.object({}),
  output: z.object({}),
});

export const pushRequests = [showPush, subscribePush, unsubscribePush] as const;
