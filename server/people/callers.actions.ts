import type { KeyObject } from 'node:crypto';
import { personId, type PersonId } from '../../shared/ids.ts';
import type { Org } from '../org/index.ts';
import { makeGather } from '../store/gather.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import { readAccess, type AccessClaims } from './access-tokens.rules.ts';
import type { SessionStore } from './sessions.store.ts';

interface Parts {
  readonly store: SessionStore;
  readonly org: Org;
  readonly clock: Clock;
  readonly accessKey: KeyObject;
}

const TOGETHER = 500; // callers looked up by one pair of statements

/**
 * Who holds this access token, or null. Read anew each time, so a session that ended is refused at once on every
 * node; callers who arrive together are looked up together. A disabled account has no session left.
 */
export function makeCallerOf({ store, org, clock, accessKey }: Parts) {
  const lookUp = makeGather<AccessClaims, Caller | null>(async (claims) => {
    const sessionIds = [...new Set(claims.map((claim) => claim.sessionId))];
    const personIds = [...new Set(claims.map((claim) => claim.personId as PersonId))];
    const [owners, people] = await Promise.all([
      store.liveOwners(sessionIds, clock.now()),
      org.people.cards(personIds),
    ]);
    return claims.map(({ sessionId, personId }) => {
      const person = people.get(personId as PersonId);
      if (owners.get(sessionId) !== personId || person?.active !== true) return null;
      const { congressId, roles, unitId, delegationId, name, label } = person;
      return { personId: person.personId, sessionId, congressId, roles, unitId, delegationId, name, label };
    });
  }, TOGETHER);

  return async (accessToken: string): Promise<{ caller: Caller; expiresAt: Date } | null> => {
    const claims = readAccess(accessKey, accessToken, clock.now());
    if (claims === null || !personId.safeParse(claims.personId).success) return null;
    const caller = await lookUp(claims);
    return caller === null ? null : { caller, expiresAt: claims.expiresAt };
  };
}
