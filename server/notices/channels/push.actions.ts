import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { Preferences } from '../../../shared/preferences.ts';
import {
  MAX_PUSH_SUBSCRIPTIONS,
  type showPush,
  type subscribePush,
  type unsubscribePush,
} from '../../../shared/push.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Channel, Outcome, Said } from './channel.ts';
import type { Courier } from './push-courier.ts';
import { mayAsk, pushPayload } from './push.rules.ts';
import type { PushSubscriptionDoc, PushSubscriptionStore } from './push-subscriptions.store.ts';

/** Whose these sessions are; those that ended are missing. */
export type LiveOwners = (sessionIds: readonly string[]) => Promise<ReadonlyMap<string, PersonId>>;

interface ChannelParts {
  readonly store: PushSubscriptionStore;
  readonly courier: Courier;
  /** Push services that may be asked. */
  readonly places: readonly string[];
  readonly liveOwners: LiveOwners;
  readonly languageOf: (personId: PersonId) => Promise<Preferences['language']>;
  readonly clock: Clock;
}

/** Whoever has been ringing for longer has died over it. */
const ABANDONED_MS = 120_000;

const outcomeOf = (refused: string | null): Outcome =>
  refused === null ? { state: 'said' } : { state: 'refused', why: refused };

const NOBODY: Outcome = { state: 'refused', why: 'NO_SUBSCRIPTION' };

/**
 * Makes the channel of Web Push: rings in every browser of a person in which their session stands. A browser that was rung
 * for a delivery is not rung for it again; one that is no more, or whose session ended, is forgotten.
 */
export function makePushChannel(parts: ChannelParts): Channel {
  const { store, courier, places, clock } = parts;

  /** Those that may be rung; the others are removed. */
  async function browsersOf(personId: PersonId): Promise<PushSubscriptionDoc[]> {
    const all = await store.ofPerson(personId);
    const owners = await parts.liveOwners(all.map((one) => one.sessionId));
    const isGood = (one: PushSubscriptionDoc) =>
      owners.get(one.sessionId) === personId && mayAsk(one.endpoint, places);
    await store.remove(all.filter((one) => !isGood(one)).map((one) => one._id));
    return all.filter(isGood);
  }

  /** Throws what passes, also while somebody else is ringing it. */
  async function ring(one: PushSubscriptionDoc, payload: string, deliveryId: string): Promise<Outcome> {
    const now = clock.now();
    const abandonedBefore = new Date(now.getTime() - ABANDONED_MS);
    if (!(await store.claim(one._id, deliveryId, { now, abandonedBefore }))) {
      const earlier = await store.earlier(one._id, deliveryId);
      if (earlier) return outcomeOf(earlier.refused);
      throw new Error(`${deliveryId} is being pushed by somebody else`);
    }
    const pushed = await courier(one, payload).catch(async (error: unknown) => {
      await store.release(one._id, deliveryId);
      throw error;
    });
    if (pushed === 'gone') {
      await store.remove([one._id]);
      return NOBODY;
    }
    const refused = pushed === 'taken' ? null : pushed.refused;
    await store.done(one._id, deliveryId, { at: clock.now(), refused });
    return outcomeOf(refused);
  }

  async function deliver({ recipient, deliveryId, count }: Said): Promise<Outcome> {
    if (recipient === 'room' || recipient === 'operators') return { state: 'refused', why: 'NOT_A_PERSON' };
    const browsers = await browsersOf(recipient);
    if (browsers.length === 0) return NOBODY;
    const payload = pushPayload(Math.max(1, count), await parts.languageOf(recipient));
    const rung = await Promise.allSettled(browsers.map((one) => ring(one, payload, deliveryId)));
    const outcomes = rung.map((one) => {
      if (one.status === 'rejected') throw one.reason; // those that were rung are not rung again
      return one.value;
    });
    return outcomes.find(({ state }) => state === 'said') ?? outcomes[0] ?? NOBODY;
  }

  return { name: 'push', deliver };
}

interface DeskParts {
  readonly store: PushSubscriptionStore;
  /** Null: nothing is pushed here. */
  readonly publicKey: string | null;
  readonly places: readonly string[];
  readonly clock: Clock;
}

/** push:show. */
export const makeShowPush =
  ({ store, publicKey }: DeskParts): Handler<typeof showPush> =>
  async (_input, { sessionId }) => {
    const isSubscribed = await store.isSubscribed(sessionId);
    return { key: publicKey, subscribed: publicKey !== null && isSubscribed };
  };

/** push:subscribe. */
export const makeSubscribePush =
  ({ store, publicKey, places, clock }: DeskParts): Handler<typeof subscribePush> =>
  async ({ endpoint, p256dh, auth }, { personId, sessionId }) => {
    if (publicKey === null || !mayAsk(endpoint, places))
      throw new Fault('INVALID_INPUT', { paths: ['endpoint'] });
    const subscription = { personId, sessionId, endpoint, p256dh, auth, at: clock.now() };
    await store.keep(subscription, MAX_PUSH_SUBSCRIPTIONS);
    return {};
  };

/** push:unsubscribe. */
export const makeUnsubscribePush =
  ({ store }: Pick<DeskParts, 'store'>): Handler<typeof unsubscribePush> =>
  async (_input, { sessionId }) => {
    await store.endOfSession(sessionId);
    return {};
  };
