import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { PersonId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { Org } from '../org/index.ts';
import type { Database } from '../store/mongo.ts';
import type { Sealer } from '../store/sealed.ts';
import type { Clock, NewId, Tell } from '../wire/ports.ts';
import { makeAccounts } from './accounts.actions.ts';
import { makeAccountStore } from './accounts.store.ts';
import { makeBots } from './bots.actions.ts';
import { makeBotStore } from './bots.store.ts';
import { makeCallerOf, makeCallersNow } from './callers.actions.ts';
import { makeHasher } from './hasher.actions.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { peopleBindings } from './people.wire.ts';
import { makePreferences } from './preferences.actions.ts';
import { makePreferencesStore } from './preferences.store.ts';
import { may } from './roles.rules.ts';
import { makeRevocationStore } from './revocations.store.ts';
import { makeSecondFactors } from './second-factor.actions.ts';
import { makeSessions } from './sessions.actions.ts';
import { makeSessionStore } from './sessions.store.ts';
import { makeSignIn } from './sign-in.actions.ts';
import { makeTries } from './tries.actions.ts';

export { PEOPLE_LIMITS, type PeopleLimits } from './limits.rules.ts';
export { may } from './roles.rules.ts';

interface Parts {
  readonly database: Database;
  readonly org: Org;
  readonly clock: Clock;
  readonly newId: NewId;
  /** `token`: at least 32 secret bytes; all keys of sign-in are derived from them. */
  readonly secrets: { readonly token: Uint8Array };
  readonly tell: Tell;
  readonly limits: PeopleLimits;
  readonly sealer: Sealer;
  /** Who of these may not sign in without a second factor. */
  readonly obliged: readonly PersonRole[];
}

export type People = ReturnType<typeof makePeople>;

/** Accounts, sign-in, sessions, preferences, and what each role may do. */
export function makePeople(parts: Parts) {
  const { database, org, clock, newId, secrets, tell, limits } = parts;
  const key = (purpose: string) => subkey(secrets.token, purpose);
  const accountStore = makeAccountStore(database);
  const sessionStore = makeSessionStore(database);
  const hasher = makeHasher(limits.argon2);
  const keys = { access: key('access token'), refresh: key('refresh token') };
  const revocations = makeRevocationStore(database);
  const sessions = makeSessions({ store: sessionStore, revocations, org, clock, newId, tell, limits, keys });
  const bots = makeBots({ store: makeBotStore(database), revocations, clock, newId, tell });
  const callersNow = makeCallersNow({ store: sessionStore, bots, org, clock });
  const callerOf = makeCallerOf({ callersNow, bots, clock, accessKey: keys.access });
  const { activate, ...accounts } = makeAccounts({
    store: accountStore,
    sessions,
    org,
    hasher,
    clock,
    limits,
    codeKey: key('activation code'),
  });
  const tries = makeTries({ accounts: accountStore, clock, limits });
  const secondFactors = makeSecondFactors({
    ...{ accounts: accountStore, sessions, tries, hasher, clock, limits },
    ...{ sealer: parts.sealer, obliged: parts.obliged, recoveryKey: key('recovery code') },
  });
  const signingIn = makeSignIn({
    ...{ accounts: accountStore, sessions, secondFactors, tries, org, hasher, clock, limits },
    challengeKey: key('challenge'),
  });
  const preferences = makePreferences({ store: makePreferencesStore(database), tell });
  return {
    bindings: peopleBindings({
      ...{ signingIn, secondFactors, sessions, callerOf, org, preferences },
      accounts: { ...accounts, activate },
    }),
    callerOf,
    callersNow,
    /** The log of what must be looked at again. */
    revocations,
    /** To be told of people whose name, roles or place changed. */
    peopleChanged: (personIds: readonly PersonId[]) => revocations.append({ personIds }, clock.now()),
    may,
    accounts,
    quietHoursOf: preferences.quietHoursOf,
    languageOf: preferences.languageOf,
    /** Whose these sessions are; those that ended are missing. */
    liveOwners: (sessionIds: readonly string[]) => sessionStore.liveOwners(sessionIds, clock.now()),
    secondFactors,
    /** Accounts of programs. */
    bots,
  };
}

/** HKDF-SHA-256 (RFC 5869): one secret, one key for each purpose. */
export const subkey = (secret: Uint8Array, purpose: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `huying ${purpose}`, 32)));
