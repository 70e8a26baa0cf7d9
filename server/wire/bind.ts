import type * as z from 'zod/mini';
import type { Request } from '../../shared/contract.ts';
import type { Caller, Door } from './ports.ts';

/** What a request is answered by. `caller` is null only where the contract admits anyone. */
export type Handler<R extends Request> = (
  input: z.output<R['input']>,
  caller: R['who'] extends 'anyone' ? Caller | null : Caller,
  door: Door,
) => Promise<z.input<R['output']>>;

/** A contract and what answers it; both doors are built from the list of these. */
export interface Binding {
  readonly request: Request;
  readonly handle: (input: unknown, caller: Caller | null, door: Door) => Promise<unknown>;
}

/** Ties a contract to an action. The gate guarantees what the cast says: input parsed, caller present if required. */
export const bind = <R extends Request>(request: R, handle: Handler<R>): Binding => ({
  request,
  handle: handle as Binding['handle'],
});
