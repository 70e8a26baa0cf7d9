import type { KeyObject } from 'node:crypto';
import { personId, type PersonId } from '../../shared/ids.ts';
import type { Org } from '../org/index.ts';
import { makeGather } from '../store/gather.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import type { Bots } from './bots.actions.ts';
import { botClaimOf, isBotSession } from './bots.rules.ts';
import { readAccess, type AccessClaims } from './access-tokens.rules.ts';
import type { SessionStore } from './sessions.store.ts';

interface LookUpParts {
  readonly store: SessionStore;
  readonly bots: Pick<Bots, 'callersNow'>;
  readonly org: Org;
  readonly clock: Clock;
}

interface Parts {
  readonly callersNow: CallersNow;
  readonly bots: Pick<Bots, 'callerOf'>;
  readonly clock: Clock;
  readonly accessKey: KeyObject;
}

/** Who says to be calling, in which session. */
export type Claim = Pick<AccessClaims, 'sessionId' | 'personId'>;

/** Who these callers are now; null: the session ended, or the person left. In the order of the claims. */
export type CallersNow = (claims: readonly Claim[]) => Promise<(Caller | null)[]>;

const TOGETHER = 500; // callers looked up by one pair of statements

/** A few statements for any number. A disabled account has no session left. */
export const makeCallersNow =
  ({ store, bots, org, clock }: LookUpParts): CallersNow =>
  async (claims) => {
    const ofBots = claims.filter((claim) => isBotSession(claim.sessionId));
    const ofPeople = claims.filter((claim) => !isBotSession(claim.sessionId));
    const [owners, people, programs] = await Promise.all([
      store.liveOwners([...new Set(ofPeople.map((claim) => claim.sessionId))], clock.now()),
      org.people.cards(idsOf(ofPeople)),
      bots.callersNow(idsOf(ofBots)),
    ]);
    return claims.map(({ sessionId, personId }) => {
      if (isBotSession(sessionId)) return programs.get(sessionId) ?? null;
      const person = people.get(personId as PersonId);
      if (owners.get(sessionId) !== personId || person?.active !== true) return null;
      const { congressId, roles, unitId, delegationId, name, label } = person;
      return { personId: person.personId, sessionId, congressId, roles, unitId, delegationId, name, label };
    });
  };

const idsOf = (claims: readonly Claim[]): PersonId[] => [
  ...new Set(claims.map((claim) => claim.personId as PersonId)),
];

/**
 * Who holds this access token, or null. Read anew each time, so a session that ended is refused at once on every
 * node; callers who arrive together are looked up together.
 */
export function makeCallerOf({ callersNow, bots, clock, accessKey }: Parts) {
  const lookUp = makeGather<Claim, Caller | null>(callersNow, TOGETHER);

  return async (accessToken: string): Promise<{ caller: Caller; expiresAt: Date } | null> => {
    if (botClaimOf(accessToken) !== null) return bots.callerOf(accessToken);
    const claims = readAccess(accessKey, accessToken, clock.now());
    if (claims === null || !personId.safeParse(claims.personId).success) return null;
    const caller = await lookUp(claims);
    return caller === null ? null : { caller, expiresAt: claims.expiresAt };
  };
}
