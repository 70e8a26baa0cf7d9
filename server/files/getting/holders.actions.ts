import type { KeyObject } from 'node:crypto';
import { Fault } from '../../../shared/faults.ts';
import { makeGather } from '../../store/gather.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import { type Holder, isSigned } from './addresses.rules.ts';
import type { Asked } from './queries.rules.ts';

export interface HolderParts {
  /** Signs addresses. */
  readonly key: KeyObject;
  readonly clock: Clock;
  /** Who these are now; null: the session ended, or the person left. */
  readonly callersNow: (claims: readonly Holder[]) => Promise<(Caller | null)[]>;
  readonly callerOf: (token: string) => Promise<{ caller: Caller } | null>;
}

export interface Holders {
  /** What an address says, if it is ours and its time is not over; else throws ADDRESS_REFUSED. */
  genuine(asked: Asked | null): Asked;
  /** Throws NOT_SIGNED_IN when this session is over. */
  live(holder: Holder): Promise<void>;
  /** Throws when a token comes with the address and is of nobody, or of somebody else. */
  same(holder: Holder, token: string | null): Promise<void>;
}

const TOGETHER = 500; // holders looked up by one pair of statements

/** Who may use an address: whom it was given to, in the session in which it was, until its time is over. */
export function makeHolders({ key, clock, callersNow, callerOf }: HolderParts): Holders {
  const lookUp = makeGather<Holder, Caller | null>(callersNow, TOGETHER);
  return {
    genuine(asked) {
      if (asked === null || !isSigned(key, asked.signature, asked)) throw new Fault('ADDRESS_REFUSED');
      if (asked.claim.expires * 1_000 <= clock.now().getTime()) throw new Fault('ADDRESS_REFUSED');
      return asked;
    },
    async live(holder) {
      if ((await lookUp(holder)) === null) throw new Fault('NOT_SIGNED_IN');
    },
    async same({ personId }, token) {
      if (token === null) return;
      const found = await callerOf(token);
      if (found === null) throw new Fault('NOT_SIGNED_IN');
      if (found.caller.personId !== personId) throw new Fault('ADDRESS_REFUSED');
    },
  };
}
