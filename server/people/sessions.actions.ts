import { type KeyObject, randomBytes } from 'node:crypto';
import { Fault } from '../../shared/faults.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { LiveSession, Me, Session } from '../../shared/people.ts';
import type { KnownPerson, Org } from '../org/index.ts';
import type { Clock, NewId, Tell } from '../wire/ports.ts';
import { signAccess } from './access-tokens.rules.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { placeOf } from './places.rules.ts';
import { claimOf, isGenuine, refreshToken, verdictOn } from './refresh-tokens.rules.ts';
import type { RevocationStore } from './revocations.store.ts';
import type { SessionDoc, SessionStore } from './sessions.store.ts';

export interface SessionParts {
  readonly store: SessionStore;
  readonly revocations: Pick<RevocationStore, 'append'>;
  readonly org: Org;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tell: Tell;
  readonly limits: PeopleLimits;
  readonly keys: { readonly access: KeyObject; readonly refresh: KeyObject };
}

/** How somebody comes in. */
interface Arrival {
  readonly device: string;
  /** Others use this computer, too. */
  readonly shared: boolean;
  readonly address: string;
}

/** What a person gets who signed in or refreshed. `endsAt`: when the refresh token ceases to work. */
export interface Granted extends Session {
  readonly refreshToken: string;
  readonly sessionId: string;
  readonly endsAt: Date;
}

export type Sessions = ReturnType<typeof makeSessions>;

/** Opens, refreshes and ends sessions. */
export function makeSessions(parts: SessionParts) {
  const { store, revocations, org, clock, newId, tell, limits } = parts;
  const grant = makeGrant(parts);

  /** At once by a broadcast, which may be lost; within a second by the log, which every node follows. */
  const letKnow = async (sessionIds: readonly string[]): Promise<void> => {
    for (const id of sessionIds) tell.disconnect(id);
    await revocations.append({ sessionIds }, clock.now());
  };

  const end = async (sessionId: string): Promise<boolean> => {
    const wasLive = await store.revoke(sessionId, clock.now());
    if (wasLive) await letKnow([sessionId]);
    return wasLive;
  };

  return {
    meOf: (person: KnownPerson) => meOf(org, person),

    /** A new family of refresh tokens. */
    open: async (person: KnownPerson, { device, shared, address }: Arrival): Promise<Granted> => {
      const now = clock.now();
      const session: SessionDoc = {
        _id: newId(),
        personId: person.personId,
        seed: randomBytes(16).toString('base64url'),
        generation: 0,
        startedAt: now,
        rotatedAt: now,
        expiresAt: expiryOf(now, { startedAt: now, shared }, limits),
        revokedAt: null,
        device,
        shared,
        place: placeOf(address),
      };
      await store.open(session);
      return grant(session, person);
    },

    /** The next token of the family, or SESSION_ENDED. A used token ends the family, but for the grace after its use. */
    refresh: async (token: string, address: string): Promise<Granted> => {
      const session = await nextGeneration(parts, { token, place: placeOf(address) }, end);
      const person = (await org.people.cards([session.personId])).get(session.personId);
      if (person?.active !== true) {
        await end(session._id);
        throw new Fault('SESSION_ENDED');
      }
      return grant(session, person);
    },

    /** Where a person is signed in, last used first. `sessionId`: the one they ask from. */
    list: async (personId: PersonId, sessionId: string): Promise<LiveSession[]> =>
      (await store.live(personId, clock.now())).map((session) => shownTo(sessionId, session)),

    /** Ends one session; its sockets are closed. False: it had ended. */
    end,
    /** Ends a session of this person. False: they have no such session. */
    endOwn: async (personId: PersonId, sessionId: string): Promise<boolean> => {
      const session = await store.byId(sessionId);
      return session?.personId === personId && session.expiresAt > clock.now() && end(sessionId);
    },
    /** Ends all sessions of a person; how many there were. */
    endAll: async (personId: PersonId): Promise<number> => {
      const ended = await store.revokeAll(personId, clock.now());
      await letKnow(ended);
      return ended.length;
    },
  };
}

/** Moves the token's family one generation on, or finds it already moved by the same token a moment ago. */
async function nextGeneration(
  { store, clock, limits, keys }: SessionParts,
  { token, place }: { token: string; place: string },
  end: (sessionId: string) => Promise<boolean>,
): Promise<SessionDoc> {
  const claim = claimOf(token);
  for (;;) {
    const now = clock.now();
    const session = claim === null ? null : await store.byId(claim.familyId);
    if (claim === null || session === null) throw new Fault('SESSION_ENDED');
    const family = { familyId: session._id, seed: session.seed };
    const isLive = session.revokedAt === null && session.expiresAt > now;
    if (!isLive || !isGenuine(keys.refresh, family, claim)) throw new Fault('SESSION_ENDED');

    const verdict = verdictOn(claim.generation, session.generation);
    if (verdict !== 'rotate') {
      const since =
        verdict === 'repeat' ? await store.sinceRotation(session._id, session.generation) : Infinity;
      if (since === null) continue;
      if (since <= limits.refreshGrace) return session;
      await end(session._id);
      throw new Fault('SESSION_ENDED');
    }
    const expiresAt = expiryOf(now, session, limits);
    const moved = await store.rotate(session._id, claim.generation, { rotatedAt: now, expiresAt, place });
    if (moved !== null) return moved;
    // Somebody moved or ended it in between: look again. The generation only grows, so this ends.
  }
}

/** Terms of a session; those of a computer that others use, too, are short. */
const termsOf = ({ shared }: Pick<SessionDoc, 'shared'>, limits: PeopleLimits) =>
  shared === true
    ? { idle: limits.sharedIdle, life: limits.sharedLife }
    : { idle: limits.sessionIdle, life: limits.sessionLife };

function expiryOf(now: Date, session: Pick<SessionDoc, 'startedAt' | 'shared'>, limits: PeopleLimits): Date {
  const { idle, life } = termsOf(session, limits);
  return new Date(Math.min(now.getTime() + idle, session.startedAt.getTime() + life));
}

const shownTo = (
  current: string,
  { _id, device, place, startedAt, rotatedAt, shared }: SessionDoc,
): LiveSession => ({
  sessionId: _id,
  device,
  place: place ?? '',
  startedAt: startedAt.toISOString(),
  usedAt: rotatedAt.toISOString(),
  shared: shared === true,
  current: _id === current,
});

function makeGrant({ org, clock, limits, keys }: SessionParts) {
  return async (session: SessionDoc, person: KnownPerson): Promise<Granted> => {
    const who = { personId: person.personId, sessionId: session._id };
    const now = clock.now();
    const { idle, life } = termsOf(session, limits);
    const access = signAccess(keys.access, who, { now, life: limits.accessToken });
    const family = { familyId: session._id, seed: session.seed };
    return {
      accessToken: access.accessToken,
      expiresAt: access.expiresAt.toISOString(),
      refreshToken: refreshToken(keys.refresh, family, session.generation),
      me: await meOf(org, person),
      shared: session.shared === true,
      idleMs: idle,
      endsInMs: Math.max(0, session.startedAt.getTime() + life - now.getTime()),
      sessionId: session._id,
      endsAt: session.expiresAt,
    };
  };
}

async function meOf(org: Org, person: KnownPerson): Promise<Me> {
  const congress = await org.congresses.byId(person.congressId);
  return {
    personId: person.personId,
    name: person.name,
    label: person.label,
    roles: [...person.roles],
    congressId: person.congressId,
    congressName: congress?.name ?? '',
    unitId: person.unitId,
    delegationId: person.delegationId,
  };
}
