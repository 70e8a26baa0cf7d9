import { expect } from 'chai';
import * as z from 'zod/mini';
import { request } from '../../../shared/contract.ts';
import { bind } from '../../../server/wire/bind.ts';
import { makeGate } from '../../../server/wire/gate.ts';
import { testDoor } from '../../support/rooms.ts';

describe('the gate', () => {
  it('refuses what is not answered in time, and counts it as done', async () => {
    const outcomes: string[] = [];
    const gate = makeGate({
      admission: { enter: () => () => undefined },
      take: () => Promise.resolve(),
      isUnreachable: () => false,
      onDone: ({ outcome }) => outcomes.push(outcome),
      onSurprise: () => 'incident',
      tick: () => 0,
      longestMs: 5,
    });
    const ask = request({
      ...{ name: 'thing:show', summary: 'A thing.', who: 'anyone' },
      ...{ input: z.object({}), output: z.object({}) },
    });
    const silent = bind(ask, () => new Promise<never>(() => undefined));
    expect(await gate(silent, {}, null, testDoor())).to.deep.equal({
      ok: false,
      fault: { code: 'UNAVAILABLE', facts: { retryAfterMs: 1_000 } },
    });
    expect(outcomes).to.deep.equal(['UNAVAILABLE']);
  });
});
