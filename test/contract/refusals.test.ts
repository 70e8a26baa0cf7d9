import { expect } from 'chai';
import { EVERY_REQUEST } from '../../shared/contract.ts';
import type { FaultCode } from '../../shared/faults.ts';
import { requests } from '../../shared/protocol.ts';
import { REFUSALS } from './refusals/table.ts';
import { differences, type NameOf } from './refusals/trial.ts';

describe('the refusals', () => {
  it('that contracts promise are all proved below, and no others', () => {
    expect(differences(requests, REFUSALS)).to.deep.equal({ missing: [], surplus: [] });
  });

  it('are missed by name when a contract promises one more, or one less', () => {
    const name: NameOf = 'room:open';
    const more = [...requests, { name, faults: ['ROOM_CLOSED'] as FaultCode[] }];
    expect(differences(more, REFUSALS).missing).to.deep.equal(['room:open ROOM_CLOSED']);
    const less = requests.map((r) => (r.name === name ? { name, faults: [] } : r));
    expect(differences(less, REFUSALS).surplus).to.deep.equal(['room:open NOT_A_MEMBER']);
  });

  it('that every request may give, each have a test of their own', () => {
    // INVALID_INPUT, NOT_SIGNED_IN and STATE_SECRET above; TOO_FAST and UNAVAILABLE in the files of their names; INTERNAL below.
    expect(EVERY_REQUEST).to.deep.equal([
      'INVALID_INPUT',
      'NOT_SIGNED_IN',
      'TOO_FAST',
      'STATE_SECRET',
      'UNAVAILABLE',
      'INTERNAL',
    ]);
  });
});
