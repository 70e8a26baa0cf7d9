import type { Clock } from '../wire/ports.ts';
import type { AccountDoc, AccountStore } from './accounts.store.ts';
import type { PeopleLimits } from './limits.rules.ts';
import { afterTry, isLocked } from './lock-out.rules.ts';

interface Parts {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly limits: PeopleLimits;
}

/** Stands where no account was found, so that the same statements and the same hashing are done for it. */
const NOBODY = {
  _id: 'nobody',
  passwordHash: null,
  failures: 0,
  lockedUntil: null,
  disabled: true,
  secondFactor: null,
} as const;
type Nobody = typeof NOBODY;

/** An account in use: it has a password. */
export type UsedAccount = AccountDoc & { passwordHash: string };

/** A try that was right; `takeBack` makes as if it had not been counted. */
export interface RightTry {
  readonly account: UsedAccount;
  readonly takeBack: () => Promise<void>;
}

/** Looks at what was brought. While locked it is refused in any case: the same work, but nothing is used up. */
type Looks = (account: AccountDoc | Nobody, locked: boolean) => Promise<boolean>;

export type Tries = ReturnType<typeof makeTries>;

/** Tries at accounts, each counted before anything is looked at; a locked account refuses what is right, too. */
export function makeTries({ accounts, clock, limits }: Parts) {
  const inTurn = makeTurns();

  async function attempt(id: string, looks: Looks): Promise<RightTry | null> {
    let account: AccountDoc | Nobody;
    let counted: ReturnType<typeof afterTry>;
    let wasLocked: boolean;
    do {
      account = (await accounts.byId(id)) ?? NOBODY;
      wasLocked = isLocked(account, clock.now());
      counted = afterTry(account, clock.now(), limits);
      // Not counted: another node counted a try since the account was read. Read it again.
    } while (!(await accounts.countTry(id, account, counted)) && account !== NOBODY);

    const fits = await looks(account, wasLocked);
    if (!fits || wasLocked || account.disabled || account.passwordHash === null) return null;
    const { failures, lockedUntil } = account;
    return {
      account: { ...account, passwordHash: account.passwordHash },
      takeBack: async () => {
        await accounts.uncountTry(id, counted, { failures, lockedUntil });
      },
    };
  }

  return {
    /** One try at a time for each account: many at once would all pass before the first failure counts. Null: refused. */
    at: (id: string | null, looks: Looks, turn = id ?? NOBODY._id): Promise<RightTry | null> =>
      inTurn(turn, () => attempt(id ?? NOBODY._id, looks)),
  };
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
