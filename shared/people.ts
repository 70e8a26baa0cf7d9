import * as z from 'zod/mini';
import { request } from './contract.ts';
import { congressId, delegationId, instant, personId, unitId } from './ids.ts';

/** What a person is to the congress. One person may be several; what each may do is the table in server/people/roles. */
export const PERSON_ROLES = [
  'deputy', // 代表
  'unit-contact', // 承办单位联系人
  'unit-leader', // 承办单位负责人
  'service-staff', // 代表团服务人员
  'office', // 代表工作机构
  'coordinator', // 政府办公厅分办协调
  'committee', // 专委会督办
  'delegation-head', // 代表团团长
  'statistics', // 统计只读
  'administrator', // 系统管理员
  'auditor', // 审计管理员
] as const;
export const personRole = z.enum(PERSON_ROLES);
export type PersonRole = z.infer<typeof personRole>;

/** Nobody holds two of these: who keeps the system running does not audit it. */
export const EXCLUSIVE_ROLES = ['administrator', 'auditor'] as const satisfies readonly PersonRole[];

/** Roles of these that exclude each other; empty when one person may hold them all. */
export function excludingRoles(roles: readonly PersonRole[]): PersonRole[] {
  const exclusive = EXCLUSIVE_ROLES.filter((role) => roles.includes(role));
  return exclusive.length > 1 ? exclusive : [];
}

/** The signed-in person as shown to themself. `label` is where they stand: unit or delegation short name. */
export const me = z.object({
  personId,
  name: z.string(),
  label: z.string(),
  roles: z.array(personRole),
  congressId,
  congressName: z.string(),
  unitId: z.nullable(unitId),
  delegationId: z.nullable(delegationId),
});
export type Me = z.infer<typeof me>;

/** Account name or phone number, as typed. */
const login = z.string().check(z.trim(), z.minLength(1), z.maxLength(64));
const password = z.string().check(z.minLength(1), z.maxLength(128));

/** `body` gives the refresh token to the caller (bots, SDK in Node); `cookie` puts it where no script reads it. */
const keep = z.enum(['body', 'cookie']);

const session = z.object({
  accessToken: z.string(), // JWT, 15 minutes
  expiresAt: instant,
  refreshToken: z.nullable(z.string()), // null when kept in the cookie
  me,
  /** On a computer that others use, too: the client keeps nothing there. */
  shared: z.boolean(),
  /** So long after nobody did anything it ends, in milliseconds … */
  idleMs: z.int(),
  /** … and in so many from now for good, whatever is refreshed. */
  endsInMs: z.int(),
});
export type Session = z.infer<typeof session>;

export const signIn = request({
  name: 'session:sign-in',
  summary:
    'Exchanges account name (or phone) and password for an access token and a rotating refresh token. Where a second factor stands or is owed, SECOND_FACTOR_NEEDED gives a challenge instead.',
  who: 'anyone',
  doors: 'http',
  pace: 'knock',
  input: z.object({
    login,
    password,
    keep,
    device: z.string().check(z.maxLength(100)),
    shared: z._default(z.boolean(), false), // others use this computer, too
  }),
  output: session,
  faults: ['SIGN_IN_REFUSED', 'SECOND_FACTOR_NEEDED'],
});

/** What stands between password and session; five minutes. */
const challenge = z.string().check(z.maxLength(2000));
/** Six digits of the moment, or a recovery code, as typed. */
const code = z.string().check(z.trim(), z.minLength(1), z.maxLength(40));

export const giveSecondFactor = request({
  name: 'session:second-factor',
  summary:
    'Finishes a sign-in: challenge and code give the session. Where a second factor was set up with this challenge, the code confirms it, and the recovery codes come once.',
  who: 'anyone',
  doors: 'http',
  pace: 'knock',
  input: z.object({ challenge, code, keep }),
  output: z.extend(session, { recoveryCodes: z.nullable(z.array(z.string())) }),
  faults: ['CHALLENGE_ENDED', 'CODE_REFUSED', 'NOT_YET'],
});

/** `otpauth://…`: what the person’s app reads as a picture. It is shown once. */
const enrolment = z.object({ address: z.string() });

export const enrolAtDoor = request({
  name: 'session:enrol',
  summary: 'Begins a second factor for who may not sign in without one and has none yet.',
  who: 'anyone',
  doors: 'http',
  pace: 'knock',
  input: z.object({ challenge }),
  output: enrolment,
  faults: ['CHALLENGE_ENDED', 'ALREADY_DONE'],
});

export const refreshSession = request({
  name: 'session:refresh',
  summary:
    'Exchanges a refresh token for the next one. A token used twice revokes its whole family, except within the grace period, which returns the same successor.',
  who: 'anyone',
  doors: 'http',
  pace: 'knock',
  input: z.object({ refreshToken: z.nullable(z.string().check(z.maxLength(400))) }), // null: read the cookie
  output: session,
  faults: ['SESSION_ENDED'],
});

export const signOut = request({
  name: 'session:sign-out',
  summary: 'Ends this session, or all sessions of the person; their sockets are closed on every node.',
  doors: 'http',
  pace: 'act',
  input: z.object({ everywhere: z.boolean() }),
  output: z.object({ ended: z.int() }),
});

/** One of somebody’s sessions, as they are shown it. */
const liveSession = z.object({
  sessionId: z.uuid(),
  device: z.string(), // as the client called itself
  place: z.string(), // network it was last used from: 203.0.113.0/24; empty: unknown
  startedAt: instant,
  usedAt: instant,
  shared: z.boolean(),
  current: z.boolean(),
});
export type LiveSession = z.infer<typeof liveSession>;

export const listSessions = request({
  name: 'session:list',
  summary: 'Where the person is signed in, last used first.',
  input: z.object({}),
  output: z.object({ sessions: z.array(liveSession) }),
});

export const endSession = request({
  name: 'session:end',
  summary: 'Ends one of the person’s own sessions; its sockets are closed on every node.',
  pace: 'act',
  input: z.object({ sessionId: z.uuid() }),
  output: z.object({}),
  faults: ['NOT_FOUND'],
});

export const renewSocket = request({
  name: 'session:renew',
  summary: 'Gives a connected socket a fresh access token, so that it outlives the one it came with.',
  who: 'anyone',
  pace: 'read',
  input: z.object({ accessToken: z.string().check(z.maxLength(4000)) }),
  output: z.object({ expiresAt: instant }),
});

export const showMe = request({
  name: 'session:me',
  summary: 'The signed-in person.',
  input: z.object({}),
  output: me,
});

export const activateAccount = request({
  name: 'account:activate',
  summary: 'Sets the first password with the one-time code handed out by the office.',
  who: 'anyone',
  doors: 'http',
  pace: 'knock',
  input: z.object({ login, code: z.string().check(z.trim(), z.minLength(1), z.maxLength(40)), password }),
  output: z.object({ login: z.string() }),
  faults: ['ACTIVATION_REFUSED', 'WEAK_PASSWORD'],
});

export const showSecondFactor = request({
  name: 'second-factor:show',
  summary: 'Whether the person’s account has a second factor, and whether it must.',
  input: z.object({}),
  output: z.object({
    since: z.nullable(instant), // null: none
    recoveryCodesLeft: z.int(),
    obliged: z.boolean(),
  }),
});
export type SecondFactor = z.infer<typeof showSecondFactor.output>;

export const beginSecondFactor = request({
  name: 'second-factor:begin',
  summary:
    'Begins a second factor (RFC 6238); it counts only once it was confirmed. Begun again, the last counts.',
  doors: 'http',
  pace: 'knock',
  input: z.object({ password }),
  output: enrolment,
  faults: ['SIGN_IN_REFUSED', 'ALREADY_DONE'],
});

export const confirmSecondFactor = request({
  name: 'second-factor:confirm',
  summary: 'Turns the second factor on that was begun, with a code of it; ten recovery codes come once.',
  doors: 'http',
  pace: 'knock',
  input: z.object({ code }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  faults: ['CODE_REFUSED', 'NOT_YET'],
});

export const endSecondFactor = request({
  name: 'second-factor:end',
  summary: 'Turns the second factor off, with password and a code.',
  doors: 'http',
  pace: 'knock',
  input: z.object({ password, code }),
  output: z.object({}),
  faults: ['SIGN_IN_REFUSED', 'CODE_REFUSED', 'NOT_YET'],
});
