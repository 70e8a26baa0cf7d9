import * as z from 'zod/mini';
import { me, type Session as Granted } from '../shared/people.ts';
import type { Clock } from './parts.ts';
import { type ForgetfulStorage, HERE_KEY } from './storage.ts';

const kept = z.object({
  me,
  idleMs: z.number(),
  /** By this device’s clock, in milliseconds, as all times here. */
  endsAt: z.number(),
  /** When the server was last asked. */
  at: z.number(),
});

/** Who was signed in on this device when the server was last asked, and until when that counts. */
export type Remembered = z.infer<typeof kept>;

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
    const found = kept.parse(JSON.parse(text));
    return now < Math.min(found.endsAt, found.at + found.idleMs) ? found : null;
  } catch {
    return null; // torn, or of an earlier version
  }
}

export const forgetWho = ({ storage }: Pick<Parts, 'storage'>): Promise<void> =>
  storage.lasting.remove(HERE_KEY);
