import type * as z from 'zod/mini';
import type { FaultCode } from '../../../shared/faults.ts';
import type { KnownRequest } from '../../../shared/protocol.ts';
import type { TestPerson } from '../../support/server.ts';
import type { Stage } from './stage.ts';

/**
 * One refusal and its cause. `well` is the same request with the one wrong thing put right — another asker, other
 * words, or another state of the world — and must be answered.
 */
export interface Trial<I = object> {
  /** Null: nobody has signed in. */
  asker: TestPerson | null;
  input: I;
  /** The facts of the refusal, all of them. */
  facts: object;
  well: { asker?: TestPerson; input?: Partial<I>; first?: () => Promise<unknown> };
  /** Collections in which a refusal leaves a trace by design: tries are counted. */
  counts?: readonly string[];
}

export type NameOf = KnownRequest['name'];
/** The contract of a request by its name. */
export type Named<N extends NameOf> = Extract<KnownRequest, { name: N }>;

/** What a request of this name is asked with. */
export type InputOf<N extends NameOf> = z.input<Named<N>['input']>;

/** For each request, for each refusal it promises, how it comes about. */
export type Refusals = {
  [N in NameOf]: Partial<Record<FaultCode, (stage: Stage) => Promise<Trial<InputOf<N>>> | Trial<InputOf<N>>>>;
};

/** Promised and not proved, or proved and not promised: `request FAULT`. */
export function differences(
  promised: readonly { name: string; faults: readonly FaultCode[] }[],
  proved: Readonly<Record<string, object>>,
): { missing: string[]; surplus: string[] } {
  const all = promised.flatMap(({ name, faults }) => faults.map((code) => `${name} ${code}`));
  const shown = Object.entries(proved).flatMap(([name, by]) =>
    Object.keys(by).map((code) => `${name} ${code}`),
  );
  return {
    missing: all.filter((one) => !shown.includes(one)),
    surplus: shown.filter((one) => !all.includes(one)),
  };
}
