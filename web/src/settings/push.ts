import type { Huying } from '../../../client-sdk/index.ts';

/** How reminders ring on this device: `none`: they cannot; `refused`: the person forbade it to the browser. */
export type Ringing = 'none' | 'refused' | 'off' | 'on';

/** How long the worker that would ring is waited for, in milliseconds: where none is taken it never comes. */
const WORKER_MS = 15_000;

/** What this browser has for it; null: nothing, as without encryption or in a private window. */
async function browsersPart(): Promise<PushManager | null> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window))
    return null;
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), WORKER_MS);
  });
  return (await Promise.race([navigator.serviceWorker.ready, late]))?.pushManager ?? null;
}

/** How it is now. Throws when the server cannot be asked. */
export async function ringing(huying: Huying): Promise<Ringing> {
  const part = await browsersPart();
  // A subscription outlives the page: on a computer that others use, too, there is none.
  if (part === null || huying.terms?.shared !== false) return 'none';
  const { key, subscribed } = await huying.ask('push:show', {});
  if (key === null) return 'none';
  if (Notification.permission === 'denied') return 'refused';
  return subscribed && (await part.getSubscription()) !== null ? 'on' : 'off';
}

/** Asks the person once, then the push service, then the server. */
export async function ring(huying: Huying): Promise<Ringing> {
  const part = await browsersPart();
  const { key } = await huying.ask('push:show', {});
  if (part === null || key === null) return 'none';
  if ((await Notification.requestPermission()) !== 'granted') return 'refused';
  const subscription = await subscribed(part, key);
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  await huying.ask('push:subscribe', { endpoint: endpoint ?? '', p256dh, auth });
  return 'on';
}

/** The server forgets it first: then it is off, whatever the push service says. */
export async function ringNoMore(huying: Huying): Promise<Ringing> {
  await huying.ask('push:unsubscribe', {});
  const subscription = await (await browsersPart())?.getSubscription();
  await subscription?.unsubscribe().catch(() => undefined);
  return 'off';
}

/** A subscription for another key of the server is no longer good. */
async function subscribed(part: PushManager, applicationServerKey: string): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await part.subscribe(options);
  } catch (error) {
    const old = await part.getSubscription();
    if (old === null) throw error;
    await old.unsubscribe();
    return part.subscribe(options);
  }
}
