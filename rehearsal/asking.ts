import { setTimeout as pause } from 'node:timers/promises';
import type * as z from 'zod/mini';
import type { Parts } from '../server/app.ts';
import { makeGate } from '../server/wire/gate.ts';
import type { Caller, Door } from '../server/wire/ports.ts';
import type { Request, WireFault } from '../shared/contract.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** An answer to somebody who asked, parsed as it would be on the wire; or why it was refused. */
export type Answer<R extends Request> =
  | { readonly ok: true; readonly data: z.output<R['output']> }
  | { readonly ok: false; readonly fault: WireFault };

/** Asks as somebody: the same gate, contracts and actions as both doors, without a line in between. */
export type Ask = <R extends Request>(
  request: R,
  input: z.input<R['input']>,
  caller: Caller,
) => Promise<Answer<R>>;

/** Errors nobody promised. */
export interface Surprise {
  readonly where: string;
  readonly message: string;
}

const nothing = () => undefined;
const noDoor: Door = {
  ...{ kind: 'http', address: 'rehearsal' },
  ...{ enter: () => Promise.resolve(), exit: () => Promise.resolve(), extend: nothing },
  cookie: { read: () => null, write: nothing, clear: nothing },
};

/** An engine that is away for a moment is asked again, as by any client: whatever is asked here may be asked twice. */
const PATIENCE = 30;
const BETWEEN_MS = 1_000;

/** No two people do something at the same instant. */
const BETWEEN_ACTS_MS = 100;

type AskParts = Pick<Parts, 'bindings' | 'isUnreachable'> & { readonly clock: VirtualClock };

/** Ties the gate to the product’s bindings; `surprises` hears what nobody promised. */
export function makeAsk({ bindings, isUnreachable, clock }: AskParts, surprises: Surprise[]): Ask {
  const byName = new Map(bindings.map((binding) => [binding.request.name, binding]));
  const gate = makeGate({
    admission: { enter: () => nothing },
    take: () => Promise.resolve(), // nobody is in a hurry, and a year goes by in minutes
    isUnreachable,
    onDone: nothing,
    onSecretMark: ({ request, path }) => {
      surprises.push({ where: request, message: `a mark in ${path}` });
      return Promise.resolve();
    },
    onSurprise: (error, where) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      surprises.push({ where, message });
      return 'rehearsal';
    },
    tick: () => performance.now(),
  });
  return async <R extends Request>(request: R, input: z.input<R['input']>, caller: Caller) => {
    const binding = byName.get(request.name);
    if (!binding) throw new Error(`nothing answers ${request.name}`);
    clock.pass(BETWEEN_ACTS_MS);
    for (let tries = 1; ; tries++) {
      const answer = (await gate(binding, input, caller, noDoor)) as Answer<R>;
      if (answer.ok || answer.fault.code !== 'UNAVAILABLE' || tries === PATIENCE) return answer;
      await pause(BETWEEN_MS);
    }
  };
}
