import { botRequests } from '../../shared/bots.ts';
import { EVERY_REQUEST, type Pace, type Reply, type WireFault } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import type { PersonId } from '../../shared/ids.ts';
import { secretPathIn } from '../../shared/secret-marks.ts';
import { LONGEST_MS, within } from '../ops/within.ts';
import type { Admission } from './admission.ts';
import type { Binding } from './bind.ts';
import type { TakeToken } from './pace.ts';
import type { Caller, Door } from './ports.ts';

export interface GateParts {
  admission: Pick<Admission, 'enter'>;
  take: TakeToken;
  /** True when an engine could not be reached: the caller may try again. */
  isUnreachable: (error: unknown) => boolean;
  /** One line for each finished request. */
  onDone: (done: { request: string; outcome: string; ms: number; personId: PersonId | null }) => void;
  /** Somebody tried to send words that bear the mark of a state secret; the words themselves are told to nobody. Never fails. */
  onSecretMark: (seen: SecretMark) => Promise<void>;
  /** An error nobody promised: a bug. Returns the incident id that the caller is told. */
  onSurprise: (error: unknown, where: string) => string;
  /** Monotonic milliseconds. */
  tick: () => number;
  /** After so long a request is refused; 20 s unless given. */
  longestMs?: number;
}

/** Where a mark stood, and who sent it. */
export interface SecretMark {
  readonly request: string;
  readonly path: string;
  readonly caller: Caller | null;
}

/** Hop 1, for both doors: who is calling, not too fast, parsed, no state secret — then the action — and the answer parsed on the way out. */
export type Gate = (
  binding: Binding,
  raw: unknown,
  caller: Caller | null,
  door: Door,
) => Promise<Reply<unknown>>;

export function makeGate(parts: GateParts): Gate {
  return async (binding, raw, caller, door) => {
    const started = parts.tick();
    const work = answer(parts, binding, { raw, caller, door });
    const reply = await within(parts.longestMs ?? LONGEST_MS, work).catch(
      (error: unknown): Reply<unknown> => ({ ok: false, fault: faultOf(parts, binding, error) }),
    );
    parts.onDone({
      request: binding.request.name,
      outcome: reply.ok ? 'ok' : reply.fault.code,
      ms: parts.tick() - started,
      personId: caller?.personId ?? null,
    });
    return reply;
  };
}

interface Knock {
  raw: unknown;
  caller: Caller | null;
  door: Door;
}

async function answer(
  parts: GateParts,
  binding: Binding,
  { raw, caller, door }: Knock,
): Promise<Reply<unknown>> {
  const { request, handle } = binding;
  let leave: (() => void) | undefined;
  try {
    leave = parts.admission.enter(caller === null ? 'stranger' : 'caller');
    if (caller === null && request.who === 'signed-in') throw new Fault('NOT_SIGNED_IN');
    await parts.take(request.pace, caller?.personId ?? door.address);
    if (caller?.bot !== undefined && !BOTS_MAY.has(request.name))
      return { ok: false, fault: { code: 'NOT_ALLOWED', facts: {} } };
    const input = request.input.safeParse(raw);
    if (!input.success) throw new Fault('INVALID_INPUT', { paths: pathsOf(input.error.issues) });
    await refuseSecrets(parts, binding, { sent: input.data, caller });
    return { ok: true, data: request.output.parse(await handle(input.data, caller, door)) };
  } catch (error) {
    return { ok: false, fault: faultOf(parts, binding, error) };
  } finally {
    leave?.();
  }
}

/** Everything else is refused to bots before it is even read: what a request lets people do is no measure for them. */
const BOTS_MAY: ReadonlySet<string> = new Set(botRequests.map(({ name }) => name));

/** What is asked of these is kept by nobody. */
const KEEPS_NOTHING: readonly Pace[] = ['read', 'look', 'knock'];

/** State secrets never enter (保密法 31): where something may be kept, wherever in it words stand, before any action sees them. */
async function refuseSecrets(
  parts: GateParts,
  { request }: Binding,
  { sent, caller }: { sent: unknown; caller: Caller | null },
): Promise<void> {
  if (KEEPS_NOTHING.includes(request.pace)) return;
  const path = secretPathIn(sent);
  if (path === null) return;
  await parts.onSecretMark({ request: request.name, path, caller });
  throw new Fault('STATE_SECRET', { path });
}

/** Of very many wrong places as many as help. */
const MOST_PATHS = 20;

const pathsOf = (issues: readonly { path: PropertyKey[] }[]): string[] =>
  [...new Set(issues.map(({ path }) => path.map(String).join('.')))].slice(0, MOST_PATHS);

/** A fault the contract did not promise is a bug, not an answer. */
function faultOf(parts: GateParts, { request }: Binding, error: unknown): WireFault {
  if (error instanceof Fault) {
    const promised: readonly string[] = [...EVERY_REQUEST, ...request.faults];
    if (promised.includes(error.code)) return { code: error.code, facts: error.facts };
  }
  if (parts.isUnreachable(error)) return { code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } };
  return { code: 'INTERNAL', facts: { incident: parts.onSurprise(error, request.name) } };
}
