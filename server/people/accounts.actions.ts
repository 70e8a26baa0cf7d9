import type { KeyObject } from 'node:crypto';
import { Fault } from '../../shared/faults.ts';
import type { CongressId, PersonId } from '../../shared/ids.ts';
import type { PersonRole } from '../../shared/people.ts';
import type { KnownPerson, Org } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import type { AccountDoc, AccountStore } from './accounts.store.ts';
import { codeHash, newCode, sameHash } from './activation-codes.rules.ts';
import type { Hasher } from './hasher.actions.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { loginText } from './logins.rules.ts';
import { passwordFlaw } from './passwords.rules.ts';
import type { Sessions } from './sessions.actions.ts';

interface Parts {
  readonly store: AccountStore;
  readonly sessions: Sessions;
  readonly org: Org;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly limits: PeopleLimits;
  readonly codeKey: KeyObject;
}

export interface NewAccount {
  readonly personId: PersonId;
  readonly congressId: CongressId;
  readonly login: string;
}

/** What became of one account to be made. The code is readable here and never again. */
export type AccountOutcome =
  | {
      readonly outcome: 'created';
      readonly personId: PersonId;
      readonly login: string;
      readonly code: string;
    }
  /** `exists`: the person has one, under the login given here; `login-taken`: it is somebody else's. */
  | {
      readonly outcome: 'exists' | 'login-taken';
      readonly personId: PersonId;
      readonly login: string;
      readonly code: null;
    };

/** What the office and the command line do with accounts. */
export function makeAccounts(parts: Parts) {
  const { store, sessions, org, hasher } = parts;
  const createMany = makeCreateMany(parts);

  return {
    /** Makes accounts and their one-time codes; one outcome per row, in order. Who has an account keeps it. */
    createMany,

    /** A new one-time code for an account that is there; older codes end, the password works until it is used. */
    issueCode: async (login: string): Promise<{ personId: PersonId; login: string; code: string } | null> => {
      const account = await store.byLogin(loginText(login));
      if (account === null) return null;
      const { code, activation } = makeActivation(parts, account._id);
      await store.set(account._id, { activation });
      return { personId: account._id, login: account.login, code };
    },

    /** Sets a password without a code; all sessions end. Faults: NOT_FOUND, WEAK_PASSWORD. */
    setPassword: async (personId: PersonId, password: string): Promise<void> => {
      const account = await store.byId(personId);
      const person = (await org.people.cards([personId])).get(personId);
      if (account === null || person === undefined) throw new Fault('NOT_FOUND', { personId });
      await refuseWeak(org, { account, person }, password);
      const passwordHash = await hasher.hash(password);
      await store.set(personId, { passwordHash, activation: null, failures: 0, lockedUntil: null });
      await sessions.endAll(personId);
    },

    /** Nobody signs in with it until it is enabled; all sessions end. False: there is no such account. */
    disable: async (personId: PersonId): Promise<boolean> => {
      const found = await store.set(personId, { disabled: true });
      await sessions.endAll(personId);
      return found;
    },
    enable: (personId: PersonId): Promise<boolean> =>
      store.set(personId, { disabled: false, failures: 0, lockedUntil: null }),

    /** A person who is in no file, with an account: the first administrator. Their code in the address book is the login. */
    adminCreate: async (row: {
      congressId: CongressId;
      login: string;
      name: string;
      roles: readonly PersonRole[];
    }): Promise<AccountOutcome> => {
      const login = loginText(row.login);
      const taken = await store.byLogin(login);
      if (taken !== null) return { outcome: 'login-taken', personId: taken._id, login, code: null };
      const [made] = await org.people.upsertMany(row.congressId, [
        { code: login, name: row.name, roles: row.roles, onDuty: false },
      ]);
      if (made === undefined || made.outcome === 'refused') throw new Error('a single row cannot be refused');
      const [outcome] = await createMany([{ personId: made.id, congressId: row.congressId, login }]);
      if (outcome === undefined) throw new Error('one row has one outcome');
      return outcome;
    },

    activate: makeActivate(parts),
  };
}

function makeActivation({ clock, limits, codeKey }: Parts, personId: PersonId) {
  const code = newCode();
  const expiresAt = new Date(clock.now().getTime() + limits.activationLife);
  return { code, activation: { codeHash: codeHash(codeKey, personId, code), expiresAt, tries: 0 } };
}

function makeCreateMany(parts: Parts) {
  const { store, clock } = parts;
  return async (rows: readonly NewAccount[]): Promise<AccountOutcome[]> => {
    const [own, named] = await Promise.all([
      store.byIds(rows.map((row) => row.personId)),
      store.byLogins(rows.map((row) => loginText(row.login))),
    ]);
    const loginOf = new Map<PersonId, string>(own.map((account) => [account._id, account.login]));
    const taken = new Set(named.map((account) => account.login));
    const fresh: AccountDoc[] = [];
    const outcomes = rows.map(({ personId, congressId, login: typed }): AccountOutcome => {
      const login = loginText(typed);
      const kept = loginOf.get(personId);
      if (kept !== undefined) return { outcome: 'exists', personId, login: kept, code: null };
      if (taken.has(login)) return { outcome: 'login-taken', personId, login, code: null };
      const { code, activation } = makeActivation(parts, personId);
      loginOf.set(personId, login);
      taken.add(login);
      fresh.push({
        _id: personId,
        congressId,
        login,
        passwordHash: null,
        activation,
        failures: 0,
        lockedUntil: null,
        disabled: false,
        createdAt: clock.now(),
        secondFactor: null,
        enrolling: null,
      });
      return { outcome: 'created', personId, login, code };
    });
    return insertFresh(store, fresh, outcomes);
  };
}

/** Somebody may make the same accounts at the same moment: only codes that were kept are handed out. */
async function insertFresh(
  store: AccountStore,
  fresh: readonly AccountDoc[],
  outcomes: AccountOutcome[],
): Promise<AccountOutcome[]> {
  if (await store.insert(fresh)) return outcomes;
  const wanted = new Map(fresh.map((account) => [account._id, account.activation?.codeHash]));
  const kept = new Map((await store.byIds([...wanted.keys()])).map((account) => [account._id, account]));
  return outcomes.map((made) => {
    if (made.outcome !== 'created') return made;
    const { personId, login } = made;
    const account = kept.get(personId);
    if (account === undefined) return { outcome: 'login-taken', personId, login, code: null };
    if (account.activation?.codeHash === wanted.get(personId)) return made;
    return { outcome: 'exists', personId, login: account.login, code: null };
  });
}

/** Sets the first password with the one-time code. Faults: ACTIVATION_REFUSED for every reason, WEAK_PASSWORD. */
function makeActivate(parts: Parts) {
  const { store, sessions, org, hasher, clock, limits, codeKey } = parts;
  return async (input: { login: string; code: string; password: string }): Promise<{ login: string }> => {
    const account = await store.takeActivationTry(
      loginText(input.login),
      clock.now(),
      limits.activationTries,
    );
    const kept = account?.activation?.codeHash ?? '';
    const isRight = sameHash(kept, codeHash(codeKey, account?._id ?? 'nobody', input.code));
    const person = account === null ? undefined : (await org.people.cards([account._id])).get(account._id);
    if (account === null || !isRight || person?.active !== true) throw new Fault('ACTIVATION_REFUSED');

    await refuseWeak(org, { account, person }, input.password).catch(async (weak: unknown) => {
      await store.giveActivationTry(account._id, kept);
      throw weak;
    });
    const used = await store.activate(account._id, kept, await hasher.hash(input.password));
    if (!used) throw new Fault('ACTIVATION_REFUSED');
    await sessions.endAll(account._id); // a code may stand for a forgotten or stolen password
    return { login: account.login };
  };
}

async function refuseWeak(
  org: Org,
  { account, person }: { account: AccountDoc; person: KnownPerson },
  password: string,
): Promise<void> {
  const phone = await org.people.phoneOf(account._id);
  const reason = passwordFlaw(password, { login: account.login, name: person.name, phone });
  if (reason !== null) throw new Fault('WEAK_PASSWORD', { reason });
}
