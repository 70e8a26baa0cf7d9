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
      onSecretMark: () => Promise.resolve(),
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

  it('lets nothing in that bears the mark of a state secret, and says where it was tried but not what', async () => {
    const seen: unknown[] = [];
    const answered: unknown[] = [];
    const gate = makeGate({
      admission: { enter: () => () => undefined },
      take: () => Promise.resolve(),
      isUnreachable: () => false,
      onDone: () => undefined,
      onSecretMark: (mark) => Promise.resolve(void seen.push(mark)),
      onSurprise: () => 'incident',
      tick: () => 0,
    });
    const thing = (name: string, pace: 'act' | 'read') =>
      bind(
        request({
          ...{ name, pace, summary: 'A thing.', who: 'anyone' as const },
          ...{ input: z.object({ parts: z.array(z.string()) }), output: z.object({}) },
        }),
        (input) => {
          answered.push(input);
          return Promise.resolve({});
        },
      );
    const sent = { parts: ['一', '某项工程\n机密★10年'] };
    expect(await gate(thing('thing:keep', 'act'), sent, null, testDoor())).to.deep.equal({
      ok: false,
      fault: { code: 'STATE_SECRET', facts: { path: 'parts.1' } },
    });
    expect(seen).to.deep.equal([{ request: 'thing:keep', path: 'parts.1', caller: null }]);
    expect(answered).to.deep.equal([]);
    expect(await gate(thing('thing:find', 'read'), sent, null, testDoor())).to.deep.include({ ok: true });
  });
});
