import { Fault } from '../../shared/faults.ts';
import {
  activateAccount,
  refreshSession,
  renewSocket,
  type Session,
  showMe,
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
import type { Granted, Sessions } from './sessions.actions.ts';
import type { makeSignIn } from './sign-in.actions.ts';

interface Parts {
  readonly signInWith: ReturnType<typeof makeSignIn>;
  readonly sessions: Sessions;
  readonly accounts: ReturnType<typeof makeAccounts>;
  readonly callerOf: ReturnType<typeof makeCallerOf>;
  readonly org: Org;
  readonly preferences: ReturnType<typeof makePreferences>;
}

/** Answers `session:…`, `account:…` and `preferences:…`. */
export const peopleBindings = ({
  signInWith,
  sessions,
  accounts,
  callerOf,
  org,
  preferences,
}: Parts): Binding[] => [
  bind(signIn, async ({ login, password, keep, device }, _caller, door) =>
    handOut(await signInWith({ login, password, device }), keep, door),
  ),
  bind(refreshSession, async ({ refreshToken }, _caller, door) => {
    const token = refreshToken ?? door.cookie.read();
    if (token === null) throw new Fault('SESSION_ENDED');
    return handOut(await sessions.refresh(token), refreshToken === null ? 'cookie' : 'body', door);
  }),
  bind(signOut, async ({ everywhere }, caller, door) => {
    door.cookie.clear();
    if (everywhere) return { ended: await sessions.endAll(caller.personId) };
    return { ended: (await sessions.end(caller.sessionId)) ? 1 : 0 };
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
  bind(activateAccount, (input) => accounts.activate(input)),
  bind(showPreferences, (_input, caller) => preferences.show(caller)),
  bind(setPreferences, (chosen, caller) => preferences.set(chosen, caller)),
];

/** A socket stays with the session it was opened for: that is what sign-out closes. */
const mayReplace = (held: Caller | null, renewed: Caller) =>
  held === null || held.sessionId === renewed.sessionId;

/** The refresh token goes into the answer or into the cookie, never both. */
function handOut(granted: Granted, keep: 'body' | 'cookie', door: Door): Session {
  const { accessToken, expiresAt, refreshToken, me, endsAt } = granted;
  if (keep === 'body') return { accessToken, expiresAt, refreshToken, me };
  door.cookie.write(refreshToken, endsAt);
  return { accessToken, expiresAt, refreshToken: null, me };
}
