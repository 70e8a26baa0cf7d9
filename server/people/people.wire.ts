import { Fault } from '../../shared/faults.ts';
import {
  activateAccount,
  beginSecondFactor,
  confirmSecondFactor,
  endSecondFactor,
  endSession,
  enrolAtDoor,
  giveSecondFactor,
  listSessions,
  refreshSession,
  renewSocket,
  type Session,
  showMe,
  showSecondFactor,
  signIn,
  signOut,
} from '../../shared/people.ts';
import { setPreferences, showPreferences } from '../../shared/preferences.ts';
import type { Org } from '../org/index.ts';
import { bind, type Binding } from '../wire/bind.ts';
import type { Caller, Door } from '../wire/ports.ts';
import type { makeAccounts } from './accounts.actions.ts';
import type { makeCallerOf } from './callers.actions.ts';
import type { makePreferences } from './preferences.actions.ts';
import type { SecondFactors } from './second-factor.actions.ts';
import type { Granted, Sessions } from './sessions.actions.ts';
import type { makeSignIn } from './sign-in.actions.ts';

interface Parts {
  readonly signingIn: ReturnType<typeof makeSignIn>;
  readonly secondFactors: SecondFactors;
  readonly sessions: Sessions;
  readonly accounts: ReturnType<typeof makeAccounts>;
  readonly callerOf: ReturnType<typeof makeCallerOf>;
  readonly org: Org;
  readonly preferences: ReturnType<typeof makePreferences>;
}

/** Answers `session:…`, `account:…` and `preferences:…`. */
export const peopleBindings = (parts: Parts): Binding[] => [
  ...doorBindings(parts),
  ...sessionBindings(parts),
  ...secondFactorBindings(parts),
  ...preferenceBindings(parts),
  bind(activateAccount, (input) => parts.accounts.activate(input)),
];

/** Before somebody is signed in. */
const doorBindings = ({ signingIn, sessions }: Parts): Binding[] => [
  bind(signIn, async ({ keep, ...attempt }, _caller, door) =>
    handOut(await signingIn.withPassword({ ...attempt, address: door.address }), keep, door),
  ),
  bind(giveSecondFactor, async ({ challenge, code, keep }, _caller, door) => {
    const { recoveryCodes, ...granted } = await signingIn.withCode(challenge, code, door.address);
    return { ...handOut(granted, keep, door), recoveryCodes };
  }),
  bind(enrolAtDoor, ({ challenge }) => signingIn.enrol(challenge)),
  bind(refreshSession, async ({ refreshToken }, _caller, door) => {
    const token = refreshToken ?? door.cookie.read();
    if (token === null) throw new Fault('SESSION_ENDED');
    const granted = await sessions.refresh(token, door.address).catch((error: unknown) => {
      // Pages shall not take a browser for one in which somebody is signed in.
      if (refreshToken === null && error instanceof Fault && error.code === 'SESSION_ENDED')
        door.cookie.clear();
      throw error;
    });
    return handOut(granted, refreshToken === null ? 'cookie' : 'body', door);
  }),
];

const sessionBindings = ({ sessions, callerOf, org }: Parts): Binding[] => [
  bind(signOut, async ({ everywhere }, caller, door) => {
    door.cookie.clear();
    if (everywhere) return { ended: await sessions.endAll(caller.personId) };
    return { ended: (await sessions.end(caller.sessionId)) ? 1 : 0 };
  }),
  bind(listSessions, async (_input, { personId, sessionId }) => ({
    sessions: await sessions.list(personId, sessionId),
  })),
  bind(endSession, async ({ sessionId }, { personId }) => {
    if (!(await sessions.endOwn(personId, sessionId))) throw new Fault('NOT_FOUND', { sessionId });
    return {};
  }),
  bind(renewSocket, async ({ accessToken }, caller, door) => {
    const renewed = await callerOf(accessToken);
    if (renewed === null || !mayReplace(caller, renewed.caller)) throw new Fault('NOT_SIGNED_IN');
    door.extend(renewed.expiresAt);
    return { expiresAt: renewed.expiresAt.toISOString() };
  }),
  bind(showMe, async (_input, caller) => {
    const person = (await org.people.cards([caller.personId])).get(caller.personId);
    if (person === undefined) throw new Fault('NOT_SIGNED_IN');
    return sessions.meOf(person);
  }),
];

const secondFactorBindings = ({ secondFactors }: Parts): Binding[] => [
  bind(showSecondFactor, (_input, { personId, roles }) => secondFactors.show(personId, roles)),
  bind(beginSecondFactor, ({ password }, { personId }) => secondFactors.beginWith(personId, password)),
  bind(confirmSecondFactor, ({ code }, { personId }) => secondFactors.confirm(personId, code)),
  bind(endSecondFactor, async (given, { personId }) => {
    await secondFactors.end(personId, given);
    return {};
  }),
];

const preferenceBindings = ({ preferences }: Parts): Binding[] => [
  bind(showPreferences, (_input, caller) => preferences.show(caller)),
  bind(setPreferences, (chosen, caller) => preferences.set(chosen, caller)),
];

/** A socket stays with the session it was opened for: that is what sign-out closes. */
const mayReplace = (held: Caller | null, renewed: Caller) =>
  held === null || held.sessionId === renewed.sessionId;

/** The refresh token goes into the answer or into the cookie, never both. */
function handOut(granted: Granted, keep: 'body' | 'cookie', door: Door): Session {
  const { refreshToken, sessionId: _id, endsAt, ...session } = granted;
  if (keep === 'body') return { ...session, refreshToken };
  // Of a computer that others use, too, the browser forgets it when it is closed.
  door.cookie.write(refreshToken, session.shared ? null : endsAt);
  return { ...session, refreshToken: null };
}
