import type { KeyObject } from 'node:crypto';
import { Fault } from '../../shared/faults.ts';
import type { PersonId } from '../../shared/ids.ts';
import type { PersonRole, SecondFactor } from '../../shared/people.ts';
import type { Sealer, SealedPlace } from '../store/sealed.ts';
import type { Clock } from '../wire/ports.ts';
import type { AccountDoc, AccountStore } from './accounts.store.ts';
import { codeHash, newCode, plainCode } from './activation-codes.rules.ts';
import type { Hasher } from './hasher.actions.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { loginText } from './logins.rules.ts';
import type { Sessions } from './sessions.actions.ts';
import { digitsOf, newSecret, otpAddress, stepOf } from './totp.rules.ts';
import type { RightTry, Tries, UsedAccount } from './tries.actions.ts';

export interface SecondFactorParts {
  readonly accounts: AccountStore;
  readonly sessions: Pick<Sessions, 'endAll'>;
  readonly tries: Tries;
  readonly hasher: Hasher;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly limits: PeopleLimits;
  readonly recoveryKey: KeyObject;
  /** Who of these must have one. */
  readonly obliged: readonly PersonRole[];
}

const RECOVERY_CODES = 10;
const RESEALED_AT_ONCE = 500;

const placeOf = (id: PersonId): SealedPlace => ({ collection: 'accounts', field: 'secondFactor', id });

export type SecondFactors = ReturnType<typeof makeSecondFactors>;

/** Codes of the moment (RFC 6238) and recovery codes: beginning, confirming, asking for, ending. */
export function makeSecondFactors(parts: SecondFactorParts) {
  const { accounts, sessions } = parts;
  const isObliged = (roles: readonly PersonRole[]) => roles.some((role) => parts.obliged.includes(role));
  const enrol = makeEnrol(parts);
  const takeCode = makeTakeCode(parts);
  return {
    isObliged,
    /** A fresh secret in its address. Fault: ALREADY_DONE. */
    begin: makeBegin(parts),
    enrol,
    takeCode,

    show: async (id: PersonId, roles: readonly PersonRole[]): Promise<SecondFactor> => {
      const factor = (await accounts.byId(id))?.secondFactor ?? null;
      return {
        since: factor?.since.toISOString() ?? null,
        recoveryCodesLeft: factor?.recovery.length ?? 0,
        obliged: isObliged(roles),
      };
    },
    /** By who is signed in: needs the password once more. */
    beginWith: async (id: PersonId, password: string): Promise<{ address: string }> => {
      const { account, takeBack } = await rightPassword(parts, id, password);
      await takeBack();
      return makeBegin(parts)(account);
    },
    confirm: async (id: PersonId, code: string): Promise<{ recoveryCodes: string[] }> => {
      const account = await accounts.byId(id);
      if (account === null) throw new Fault('NOT_YET', { missing: 'account' });
      return { recoveryCodes: await enrol(account, code) };
    },
    /** Needs password and code. Faults: SIGN_IN_REFUSED, CODE_REFUSED, NOT_YET. */
    end: async (id: PersonId, { password, code }: { password: string; code: string }): Promise<void> => {
      const { account, takeBack } = await rightPassword(parts, id, password);
      if ((account.secondFactor ?? null) === null) {
        await takeBack();
        throw new Fault('NOT_YET', { missing: 'second-factor' });
      }
      if (!(await takeCode(account, code))) throw new Fault('CODE_REFUSED');
      await accounts.forgetFailures(id, account.passwordHash);
      if (account.secondFactor) await accounts.endSecondFactor(id, account.secondFactor);
    },
    /** Takes it from who lost it; all sessions end. Null: no such account; false: it had none. */
    reset: async (login: string): Promise<{ personId: PersonId; had: boolean } | null> => {
      const account = await accounts.byLogin(loginText(login));
      if (account === null) return null;
      await accounts.set(account._id, { secondFactor: null, enrolling: null });
      await sessions.endAll(account._id);
      return { personId: account._id, had: (account.secondFactor ?? null) !== null };
    },
    reseal: () => reseal(parts),
  };
}

/** The password once more, of who is signed in; the try is counted until it is taken back or forgotten. */
async function rightPassword(
  { tries, hasher }: SecondFactorParts,
  id: PersonId,
  password: string,
): Promise<RightTry> {
  const right = await tries.at(id, ({ passwordHash }) => hasher.verify(passwordHash, password));
  if (right === null) throw new Fault('SIGN_IN_REFUSED');
  return right;
}

function makeBegin({ accounts, sealer, clock }: SecondFactorParts) {
  return async ({ _id, login }: Pick<AccountDoc, '_id' | 'login'>): Promise<{ address: string }> => {
    const secret = newSecret();
    const enrolling = { secret: sealer.seal(secret, placeOf(_id)), at: clock.now() };
    if (!(await accounts.beginEnrolling(_id, enrolling))) throw new Fault('ALREADY_DONE');
    return { address: otpAddress(secret, login) };
  };
}

/** Confirms the second factor that was begun; its recovery codes, readable here and never again. Faults: NOT_YET, CODE_REFUSED. */
function makeEnrol({ accounts, sealer, clock, limits, recoveryKey }: SecondFactorParts) {
  return async (account: AccountDoc, typed: string): Promise<string[]> => {
    const now = clock.now();
    const { _id, enrolling = null } = account;
    if (enrolling === null || enrolling.at.getTime() + limits.enrolment <= now.getTime())
      throw new Fault('NOT_YET', { missing: 'second-factor' });
    const digits = digitsOf(typed);
    const step = digits === null ? null : stepOf(sealer.open(enrolling.secret, placeOf(_id)), digits, now);
    if (step === null) throw new Fault('CODE_REFUSED');
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newCode);
    const recovery = recoveryCodes.map((code) => codeHash(recoveryKey, _id, code));
    const { secret } = enrolling;
    if (!(await accounts.enrol(_id, { secret, step, since: now, recovery })))
      throw new Fault('NOT_YET', { missing: 'second-factor' });
    return recoveryCodes;
  };
}

/** Takes a code once: of two who bring the same, one. False: wrong, or taken before. */
function makeTakeCode({ accounts, sealer, clock, recoveryKey }: SecondFactorParts) {
  return async (
    { _id, secondFactor }: Pick<UsedAccount, '_id' | 'secondFactor'>,
    typed: string,
  ): Promise<boolean> => {
    if (!secondFactor) return false;
    const digits = digitsOf(typed);
    if (digits === null)
      return plainCode(typed) !== '' && accounts.takeRecovery(_id, codeHash(recoveryKey, _id, typed));
    const step = stepOf(sealer.open(secondFactor.secret, placeOf(_id)), digits, clock.now());
    return step !== null && accounts.takeStep(_id, secondFactor, step);
  };
}

/** Seals anew what an older key sealed; how many. What was only begun is not worth it. */
async function reseal({ accounts, sealer }: SecondFactorParts): Promise<number> {
  let count = 0;
  for (let last = ''; ;) {
    const page = await accounts.secretsAfter(last, RESEALED_AT_ONCE);
    for (const { _id, secondFactor } of page) {
      if (!secondFactor || sealer.isCurrent(secondFactor.secret)) continue;
      const secret = sealer.seal(sealer.open(secondFactor.secret, placeOf(_id)), placeOf(_id));
      if (await accounts.resealSecret(_id, secondFactor.secret, secret)) count += 1;
    }
    const end = page.at(-1);
    if (end === undefined || page.length < RESEALED_AT_ONCE) return count;
    last = end._id;
  }
}
