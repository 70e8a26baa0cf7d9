const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Terms in milliseconds, and costs, of sign-in. */
export interface PeopleLimits {
  /** Argon2id: KiB of memory, passes, lanes. */
  readonly argon2: { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };
  readonly accessToken: number;
  /** A session lives this long after its last refresh … */
  readonly sessionIdle: number;
  /** … and never longer than this after sign-in. */
  readonly sessionLife: number;
  /** The same where others use the computer, too: a working day at most, and what GB/T 22239 calls a time-out of the session. */
  readonly sharedIdle: number;
  readonly sharedLife: number;
  /** Between password and code. */
  readonly challenge: number;
  /** Between beginning and confirming a second factor. */
  readonly enrolment: number;
  /** How long, by the database's clock, a used refresh token still gives the same successor: an answer may be lost. */
  readonly refreshGrace: number;
  readonly activationLife: number;
  readonly activationTries: number;
  /** Failures in a row that lock an account; each further such number doubles the time. */
  readonly failuresPerLock: number;
  readonly firstLock: number;
  readonly longestLock: number;
}

/** What the product runs with. Argon2id after OWASP's Password Storage Cheat Sheet. */
export const PEOPLE_LIMITS: PeopleLimits = {
  argon2: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  accessToken: 15 * MINUTE,
  sessionIdle: 30 * DAY,
  sessionLife: 90 * DAY,
  sharedIdle: 30 * MINUTE,
  sharedLife: 8 * HOUR,
  challenge: 5 * MINUTE,
  enrolment: 15 * MINUTE,
  refreshGrace: 30 * SECOND,
  activationLife: 14 * DAY,
  activationTries: 5,
  failuresPerLock: 5,
  firstLock: 15 * MINUTE,
  longestLock: DAY,
};
