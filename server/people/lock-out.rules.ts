interface Tries {
  readonly failures: number;
  readonly lockedUntil: Date | null;
}

interface LockLimits {
  readonly failuresPerLock: number;
  readonly firstLock: number;
  readonly longestLock: number;
}

/** True while nobody may sign in, whatever the password. */
export const isLocked = ({ lockedUntil }: Tries, now: Date): boolean =>
  lockedUntil !== null && lockedUntil > now;

/**
 * The count after one more try, made before the password is looked at. Each fifth failure in a row locks: 15 minutes,
 * then twice as long each time, at most a day. A locked account counts nothing.
 */
export function afterTry(tries: Tries, now: Date, limits: LockLimits): Tries {
  if (isLocked(tries, now)) return tries;
  const failures = tries.failures + 1;
  if (failures % limits.failuresPerLock !== 0) return { failures, lockedUntil: null };
  const locks = failures / limits.failuresPerLock;
  const length = Math.min(limits.firstLock * 2 ** (locks - 1), limits.longestLock);
  return { failures, lockedUntil: new Date(now.getTime() + length) };
}
