import type { PersonId } from '../../../shared/ids.ts';
import type { Preferences } from '../../../shared/preferences.ts';
import { showPush, subscribePush, unsubscribePush } from '../../../shared/push.ts';
import type { Database } from '../../store/mongo.ts';
import { bind, type Binding } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Channel } from './channel.ts';
import { makeCourier } from './push-courier.ts';
import {
  type LiveOwners,
  makePushChannel,
  makeShowPush,
  makeSubscribePush,
  makeUnsubscribePush,
} from './push.actions.ts';
import { makePushSubscriptionStore } from './push-subscriptions.store.ts';

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly liveOwners: LiveOwners;
  readonly languageOf: (personId: PersonId) => Promise<Preferences['language']>;
  /** Of the configuration. */
  readonly settings: {
    readonly HUYING_VAPID_PUBLIC_KEY: string;
    readonly HUYING_VAPID_PRIVATE_KEY: string;
    readonly HUYING_VAPID_SUBJECT: string;
    readonly HUYING_PUSH_HOSTS: readonly string[];
  };
}

/** Web Push: the channel, who may be reached by it, and the requests by which browsers come and go. */
export interface Push {
  /** Null where the configuration has no keys. */
  readonly channel: Channel | null;
  /** Those of these people who may be reached by it. */
  readonly reaches: (personIds: readonly PersonId[]) => Promise<ReadonlySet<PersonId>>;
  readonly bindings: readonly Binding[];
}

/** Makes Web Push; without keys browsers are told that there is none. */
export function openPush({ database, clock, liveOwners, languageOf, settings }: Parts): Push {
  const {
    HUYING_VAPID_PUBLIC_KEY: publicKey,
    HUYING_VAPID_PRIVATE_KEY: privateKey,
    HUYING_VAPID_SUBJECT: subject,
    HUYING_PUSH_HOSTS: places,
  } = settings;
  const store = makePushSubscriptionStore(database);
  const isOn = publicKey !== '';
  const desk = { store, publicKey: isOn ? publicKey : null, places, clock };
  const channel = isOn
    ? makePushChannel({
        ...{ store, places, liveOwners, languageOf, clock },
        courier: makeCourier({ subject, publicKey, privateKey }),
      })
    : null;
  return {
    channel,
    reaches: (personIds) => (isOn ? store.having(personIds) : Promise.resolve(new Set<PersonId>())),
    bindings: [
      bind(showPush, makeShowPush(desk)),
      bind(subscribePush, makeSubscribePush(desk)),
      bind(unsubscribePush, makeUnsubscribePush(desk)),
    ],
  };
}
