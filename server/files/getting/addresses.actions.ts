import type { KeyObject } from 'node:crypto';
import { Fault } from '../../../shared/faults.ts';
import type { addressFiles } from '../../../shared/file-acts.ts';
import type { SignedAddress } from '../../../shared/files.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { AccessFile } from './access-file.actions.ts';
import { addressOf, type Holder, type Target } from './addresses.rules.ts';

export interface AddressParts {
  readonly key: KeyObject;
  readonly lifeMs: number;
  readonly clock: Clock;
}

/** An address of this target for this person in this session, from now on. */
export type AddressFor = (holder: Holder, target: Target) => SignedAddress;

export const makeAddressFor =
  ({ key, lifeMs, clock }: AddressParts): AddressFor =>
  (holder, target) =>
    addressOf(key, target, { holder, now: clock.now(), lifeMs });

/** file:address. What the caller may not fetch, and what there is not, look alike. */
export const makeAddressFiles =
  (accessFile: AccessFile, addressFor: AddressFor): Handler<typeof addressFiles> =>
  async ({ files }, caller) => ({
    addresses: await Promise.all(
      files.map(async (target) => {
        const found = await accessFile(caller.personId, target).catch(refusedAsNull);
        return found && addressFor(caller, target);
      }),
    ),
  });

function refusedAsNull(error: unknown): null {
  if (error instanceof Fault && error.code !== 'UNAVAILABLE') return null;
  throw error;
}
