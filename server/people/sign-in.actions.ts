import { Fault } from '../../shared/faults.ts';
import type { Org } from '../org/index.ts';
import type { Clock } from '../wire/ports.ts';
import type { AccountDoc, AccountStore } from './accounts.store.ts';
import type { Hasher } from './hasher.actions.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { afterTry, isLocked } from './lock-out.rules.ts';
import { loginText } from './logins.rules.ts';
import type { Granted, Sessions } from './sessions.actions.ts';

interface Parts {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly org: Org;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly limits: PeopleLimits;
}

interface Attempt {
  readonly login: string;
  readonly password: string;
  readonly device: string;
}

/** Stands where no account was found, so that the same statements and the same hashing are done for it. */
const NOBODY = { _id: 'nobody', passwordHash: null, failures: 0, lockedUntil: null, disabled: true } as const;
type Nobody = typeof NOBODY;

/** Signs in by account name or phone. One refusal for every reason: SIGN_IN_REFUSED after the same work. */
export function makeSignIn(parts: Parts) {
  const inTurn = makeTurns();
  return async ({ login, password, device }: Attempt): Promise<Granted> => {
    const id = await accountIdOf(parts, login);
    // One try at a time for each account: many at once would all pass before the first failure counts.
    const account = await inTurn(id ?? loginText(login), () =>
      tryPassword(parts, id ?? NOBODY._id, password),
    );
    if (account === null) throw new Fault('SIGN_IN_REFUSED');
    const person = (await parts.org.people.cards([account._id])).get(account._id);
    if (person?.active !== true) throw new Fault('SIGN_IN_REFUSED');

    const granted = await parts.sessions.open(person, device);
    // After the session stands: whoever disables the account or changes the password now ends it with the others.
    if (await parts.accounts.forgetFailures(account._id, account.passwordHash)) return granted;
    await parts.sessions.end(granted.sessionId);
    throw new Fault('SIGN_IN_REFUSED');
  };
}

async function accountIdOf({ accounts, org }: Parts, login: string): Promise<string | null> {
  const named = await accounts.byLogin(loginText(login));
  if (named !== null) return named._id;
  const people = await org.people.byPhone(login);
  if (people === null) return null;
  const owners = await accounts.byIds(people); // asked even of nobody: the same statements for every number
  return owners.length === 1 ? (owners[0]?._id ?? null) : null; // a shared phone says nothing about who it is
}

/** Counts the try, then looks at the password. Null: refused. */
async function tryPassword(
  { accounts, hasher, clock, limits }: Parts,
  id: string,
  password: string,
): Promise<(AccountDoc & { passwordHash: string }) | null> {
  let account: AccountDoc | Nobody;
  let wasLocked: boolean;
  do {
    account = (await accounts.byId(id)) ?? NOBODY;
    wasLocked = isLocked(account, clock.now());
    // Not counted: another node counted a try since the account was read. Read it again.
  } while (
    !(await accounts.countTry(id, account, afterTry(account, clock.now(), limits))) &&
    account !== NOBODY
  );

  const fits = await hasher.verify(account.passwordHash, password);
  if (!fits || wasLocked || account.disabled || account.passwordHash === null) return null;
  return { ...account, passwordHash: account.passwordHash };
}

/** Runs work for one key after another, for different keys at once. */
function makeTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
