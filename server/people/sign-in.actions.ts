import type { KeyObject } from 'node:crypto';
import { Fault } from '../../shared/faults.ts';
import type { KnownPerson, Org } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import type { AccountDoc, AccountStore } from './accounts.store.ts';
import { sameHash } from './activation-codes.rules.ts';
import { type Challenge, markOf, readChallenge, signChallenge } from './challenges.rules.ts';
import type { Hasher } from './hasher.actions.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { loginText } from './logins.rules.ts';
import type { SecondFactors } from './second-factor.actions.ts';
import type { Granted, Sessions } from './sessions.actions.ts';
import type { Tries, UsedAccount } from './tries.actions.ts';

interface Parts {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactors;
  readonly tries: Tries;
  readonly org: Org;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly limits: PeopleLimits;
  readonly challengeKey: KeyObject;
}

interface Attempt {
  readonly login: string;
  readonly password: string;
  readonly device: string;
  readonly shared: boolean;
  readonly address: string;
}

/** A session; and the recovery codes where a second factor was confirmed on the way. */
type Finished = Granted & { readonly recoveryCodes: string[] | null };

/** Signs in by account name or phone, then by a code where there is a second factor, or must be one. */
export const makeSignIn = (parts: Parts) => ({
  withPassword: makeWithPassword(parts),
  withCode: makeWithCode(parts),
  /** Begins a second factor for who holds a challenge. Faults: CHALLENGE_ENDED, ALREADY_DONE. */
  enrol: async (token: string): Promise<{ address: string }> =>
    parts.secondFactors.begin((await challenged(parts, token)).account),
});

/** One refusal for every reason: SIGN_IN_REFUSED after the same work. Else SECOND_FACTOR_NEEDED with a challenge. */
function makeWithPassword(parts: Parts) {
  const { tries, hasher, secondFactors } = parts;
  return async (attempt: Attempt): Promise<Granted> => {
    const id = await accountIdOf(parts, attempt.login);
    const looks = ({ passwordHash }: Pick<AccountDoc, 'passwordHash'>) =>
      hasher.verify(passwordHash, attempt.password);
    const right = await tries.at(id, looks, id ?? loginText(attempt.login));
    if (right === null) throw new Fault('SIGN_IN_REFUSED');
    const { account, takeBack } = right;
    const person = await personOf(parts, account);
    if (person === null) throw new Fault('SIGN_IN_REFUSED');

    const enrol = (account.secondFactor ?? null) === null;
    if (enrol && !secondFactors.isObliged(person.roles))
      return openFor(parts, { account, person, ...attempt, refusal: 'SIGN_IN_REFUSED' });
    // Earlier failures stay: who knows the password does not guess codes for ever.
    await takeBack();
    const { challenge, expiresAt } = challengeFor(parts, account, attempt);
    throw new Fault('SECOND_FACTOR_NEEDED', { challenge, expiresAt: expiresAt.toISOString(), enrol });
  };
}

/** Challenge and code for a session. Faults: CHALLENGE_ENDED, CODE_REFUSED, NOT_YET. */
function makeWithCode(parts: Parts) {
  const { tries, secondFactors } = parts;
  return async (token: string, code: string, address: string): Promise<Finished> => {
    const { account, challenge } = await challenged(parts, token);
    const person = await personOf(parts, account);
    if (person === null) throw new Fault('CHALLENGE_ENDED');
    const { device, shared } = challenge;
    const arrival = { account, person, device, shared, address, refusal: 'CHALLENGE_ENDED' } as const;
    if ((account.secondFactor ?? null) === null) {
      const recoveryCodes = await secondFactors.enrol(account, code);
      return { ...(await openFor(parts, arrival)), recoveryCodes };
    }
    // Of the account as it is when this try has its turn.
    const right = await tries.at(account._id, async ({ passwordHash, secondFactor }, locked) => {
      if (locked || passwordHash !== account.passwordHash) return false;
      return secondFactors.takeCode({ _id: account._id, secondFactor: secondFactor ?? null }, code);
    });
    if (right === null) throw new Fault('CODE_REFUSED');
    return { ...(await openFor(parts, arrival)), recoveryCodes: null };
  };
}

function challengeFor(
  { challengeKey, clock, limits }: Parts,
  { _id, passwordHash }: UsedAccount,
  { device, shared }: Pick<Attempt, 'device' | 'shared'>,
) {
  const said = { personId: _id, mark: markOf(challengeKey, passwordHash), device, shared };
  return signChallenge(challengeKey, said, { now: clock.now(), life: limits.challenge });
}

/** Whose challenge it is, if their password and account are still what they were. Fault: CHALLENGE_ENDED. */
async function challenged(
  { accounts, challengeKey, clock }: Parts,
  token: string,
): Promise<{ account: UsedAccount; challenge: Challenge }> {
  const challenge = readChallenge(challengeKey, token, clock.now());
  const account = challenge === null ? null : await accounts.byId(challenge.personId);
  if (challenge === null || account === null || account.passwordHash === null || account.disabled)
    throw new Fault('CHALLENGE_ENDED');
  if (!sameHash(challenge.mark, markOf(challengeKey, account.passwordHash)))
    throw new Fault('CHALLENGE_ENDED');
  return { account: { ...account, passwordHash: account.passwordHash }, challenge };
}

async function personOf({ org }: Parts, { _id }: UsedAccount): Promise<KnownPerson | null> {
  const person = (await org.people.cards([_id])).get(_id);
  return person?.active === true ? person : null;
}

interface Arrival extends Pick<Attempt, 'device' | 'shared' | 'address'> {
  readonly account: UsedAccount;
  readonly person: KnownPerson;
  /** What is answered when the account changed meanwhile. */
  readonly refusal: 'SIGN_IN_REFUSED' | 'CHALLENGE_ENDED';
}

/** Opens the session. After it stands: whoever disables the account or changes the password now ends it with the others. */
async function openFor(
  { accounts, sessions }: Parts,
  { account, person, device, shared, address, refusal }: Arrival,
): Promise<Granted> {
  const granted = await sessions.open(person, { device, shared, address });
  if (await accounts.forgetFailures(account._id, account.passwordHash)) return granted;
  await sessions.end(granted.sessionId);
  throw new Fault(refusal);
}

async function accountIdOf({ accounts, org }: Parts, login: string): Promise<string | null> {
  const named = await accounts.byLogin(loginText(login));
  if (named !== null) return named._id;
  const people = await org.people.byPhone(login);
  if (people === null) return null;
  const owners = await accounts.byIds(people); // asked even of nobody: the same statements for every number
  return owners.length === 1 ? (owners[0]?._id ?? null) : null; // a shared phone says nothing about who it is
}
