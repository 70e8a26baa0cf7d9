import type { Me, Session as Granted } from '../shared/people.ts';
import { isUuid } from '../shared/values/ids.ts';
import type { Clock } from './parts.ts';
import { isNumber, isText, listOf, orNull, shaped } from './shapes.ts';
import { type ForgetfulStorage, HERE_KEY } from './storage.ts';

/** Who was signed in on this device when the server was last asked, and until when that counts. */
export interface Remembered {
  me: Me;
  idleMs: number;
  /** By this device’s clock, in milliseconds, as all times here. */
  endsAt: number;
  /** When the server was last asked. */
  at: number;
}

const isRemembered = shaped({
  me: shaped({
    personId: isUuid,
    name: isText,
    label: isText,
    roles: listOf(isText),
    congressId: isUuid,
    congressName: isText,
    unitId: orNull(isUuid),
    delegationId: orNull(isUuid),
  }),
  idleMs: isNumber,
  endsAt: isNumber,
  at: isNumber,
});

interface Parts {
  readonly storage: ForgetfulStorage;
  readonly clock: Clock;
}

/** Remembers it as long as the server would take the session up; never on a computer that others use, too. */
export async function remember({ storage, clock }: Parts, granted: Granted): Promise<void> {
  if (granted.shared) return forgetWho({ storage });
  const at = clock.now();
  const { me: who, idleMs, endsInMs } = granted;
  const now: Remembered = { me: who, idleMs, endsAt: at + endsInMs, at };
  await storage.lasting.set(HERE_KEY, JSON.stringify(now));
}

/** Null: nobody, or not any more. */
export async function remembered({ storage, clock }: Parts): Promise<Remembered | null> {
  const text = await storage.lasting.get(HERE_KEY).catch(() => null);
  if (text === null) return null;
  const now = clock.now();
  try {
    const found: unknown = JSON.parse(text);
    if (!isRemembered(found)) return null; // of an earlier version
    const last = found as Remembered;
    return now < Math.min(last.endsAt, last.at + last.idleMs) ? last : null;
  } catch {
    return null; // torn
  }
}

export const forgetWho = ({ storage }: Pick<Parts, 'storage'>): Promise<void> =>
  storage.lasting.remove(HERE_KEY);
