import webPush from 'web-push';
import type { PushSubscriptionDoc } from './push-subscriptions.store.ts';

/** What a push service answered: `gone`: there is no such browser any more; otherwise it will never take this. */
export type Pushed = 'taken' | 'gone' | { readonly refused: string };

/** Hands sealed words to push services. It throws what passes: nobody there, busy. */
export type Courier = (
  to: Pick<PushSubscriptionDoc, 'endpoint' | 'p256dh' | 'auth'>,
  payload: string,
) => Promise<Pushed>;

/** Who we are to push services (RFC 8292). */
export interface Vapid {
  readonly subject: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

const ANSWER_MS = 10_000;
/** Who has not switched the device on for so long finds the reminders in the application, in seconds. */
const KEPT_S = 24 * 3_600;
/** Of those that wait at the push service only the last is given (RFC 8030 5.4). */
const TOPIC = 'huying';

/** Seals for the browser alone (RFC 8291), and asks without following anywhere. */
export function makeCourier(vapidDetails: Vapid): Courier {
  return async ({ endpoint, p256dh, auth }, payload) => {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      ...{ vapidDetails, TTL: KEPT_S, topic: TOPIC, urgency: 'normal', contentEncoding: 'aes128gcm' },
    });
    const sent = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-length');
    const { status } = await fetch(endpoint, {
      method: 'POST',
      headers: Object.fromEntries(sent),
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((error: unknown) => {
      throw new Error('no push service answered', { cause: codeOf(error) });
    });
    if (status >= 200 && status < 300) return 'taken';
    if (status === 404 || status === 410) return 'gone';
    if (status === 429 || status >= 500) throw new Error(`a push service answered ${status}`);
    return { refused: `PUSH_${status}` };
  };
}

/** Why it failed, without the address: whoever knows that can ring there. */
const codeOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
};
