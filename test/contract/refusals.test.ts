import { expect } from 'chai';
import { EVERY_REQUEST } from '../../shared/contract.ts';
import type { FaultCode } from '../../shared/faults.ts';
import { requests } from '../../shared/protocol.ts';
import type { TestPerson } from '../support/server.ts';
import { overHttp } from '../support/wire-client.ts';
import { ASSIGNING } from './refusals/assigning.ts';
import { BOTS } from './refusals/bots.ts';
import { CASES } from './refusals/cases.ts';
import { CLOSING } from './refusals/closing.ts';
import { type Answer, expectRefused } from './refusals/expect-refused.ts';
import { HANDLING } from './refusals/handling.ts';
import { MESSAGE_ACTS } from './refusals/message-acts.ts';
import { MESSAGES } from './refusals/messages.ts';
import { MODERATION } from './refusals/moderation.ts';
import { NOTICES } from './refusals/notices.ts';
import { PEOPLE } from './refusals/people.ts';
import { POLICIES } from './refusals/policies.ts';
import { PROPOSALS } from './refusals/proposals.ts';
import { PUBLICATION } from './refusals/publication.ts';
import { ROOMS } from './refusals/rooms.ts';
import { openStage, type Stage } from './refusals/stage.ts';
import { SUGGESTIONS } from './refusals/suggestions.ts';
import { expectNoSurprise } from './refusals/surprises.ts';
import { differences, type NameOf, type Refusals, type Trial } from './refusals/trial.ts';

/** A request that is missing here does not compile; a refusal that is missing is listed by the first test. */
const REFUSALS: Refusals = {
  ...PEOPLE,
  ...ROOMS,
  ...MESSAGES,
  ...MESSAGE_ACTS,
  ...MODERATION,
  ...SUGGESTIONS,
  ...POLICIES,
  ...CASES,
  ...PROPOSALS,
  ...ASSIGNING,
  ...HANDLING,
  ...CLOSING,
  ...PUBLICATION,
  ...NOTICES,
  ...BOTS,
};

const DOORS = ['http', 'socket'] as const;
type DoorKind = (typeof DOORS)[number];
const doorsOf = (r: { doors: 'both' | 'http' }): readonly DoorKind[] =>
  r.doors === 'both' ? DOORS : ['http'];

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

  describe('on a server', () => {
    let stage: Stage;

    before(async function () {
      this.timeout(180_000);
      stage = await openStage();
    });
    after(() => stage.close());

    async function ask(
      name: NameOf,
      door: DoorKind,
      { asker, input }: { asker: TestPerson | null; input: unknown },
    ): Promise<Answer> {
      if (asker === null) return overHttp(stage.server.url, name, { input });
      const client = await stage.as(asker);
      return door === 'http' ? client.http(name, input) : { reply: await client.socket(name, input) };
    }

    async function prove(
      name: NameOf,
      door: DoorKind,
      { code, trial }: { code: FaultCode; trial: Trial },
    ): Promise<void> {
      const { asker, input, facts, well, counts } = trial;
      if (asker) await stage.as(asker); // the first time, this signs in
      const before = await stage.digest(counts);
      const fault = expectRefused(await ask(name, door, { asker, input }), code);
      expect(fault.facts).to.deep.equal(facts);
      expect(await stage.digest(counts), 'something was changed').to.equal(before);
      await well.first?.();
      const right = { asker: well.asker ?? asker, input: { ...input, ...well.input } };
      const { status = 200, reply } = await ask(name, door, right);
      expect(reply, 'the same, put right').to.have.property('ok', true);
      expect(status).to.equal(200);
    }

    for (const request of requests)
      for (const code of request.faults)
        for (const door of doorsOf(request))
          it(`${request.name} answers ${code} through ${door}, changes nothing, and is answered when that one thing is right`, async () => {
            const trial = await REFUSALS[request.name][code]?.(stage);
            if (!trial) throw new Error('not in the table');
            await prove(request.name, door, { code, trial });
          });

    for (const request of requests)
      for (const door of doorsOf(request))
        it(`${request.name} answers INVALID_INPUT through ${door} to what is no object or lacks everything`, async () => {
          const asker = stage.theCase.office;
          await stage.as(asker);
          const before = await stage.digest();
          for (const input of [null, [], 'x', 5]) {
            const fault = expectRefused(await ask(request.name, door, { asker, input }), 'INVALID_INPUT');
            expect(fault.facts).to.have.any.keys('paths', 'reason');
          }
          const { reply } = await ask(request.name, door, { asker, input: {} });
          expect(reply.ok).to.equal(request.input.safeParse({}).success);
          if (!reply.ok) expect(reply.fault.facts['paths']).to.be.an('array').that.is.not.empty;
          expect(await stage.digest(), 'something was changed').to.equal(before);
        });

    for (const { name, who } of requests)
      if (who === 'signed-in')
        it(`${name} answers NOT_SIGNED_IN to nobody, and to a token that is none`, async () => {
          const { url } = stage.server;
          for (const token of [undefined, 'nonsense', `${(await stage.as(stage.theCase.lead)).token}x`]) {
            const answer = await overHttp(url, name, {
              input: {},
              ...(token === undefined ? {} : { token }),
            });
            expect(expectRefused(answer, 'NOT_SIGNED_IN').facts).to.deep.equal({});
          }
        });

    for (const door of DOORS)
      it(`session:renew answers NOT_SIGNED_IN through ${door} to a token that is none, and to one of another session`, async () => {
        const { lead, second } = stage.theCase;
        const client = await stage.as(lead);
        const { accessToken } = await stage.signIn(second);
        for (const token of ['nonsense', accessToken]) {
          const answer = await ask('session:renew', door, { asker: lead, input: { accessToken: token } });
          expect(expectRefused(answer, 'NOT_SIGNED_IN').facts).to.deep.equal({});
        }
        const own = await ask('session:renew', door, { asker: lead, input: { accessToken: client.token } });
        expect(own.reply.ok).to.equal(true);
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

    it('came without one INTERNAL and without one line of error in the log', async () => {
      await expectNoSurprise(stage.server, stage.surprises);
    });
  });
});
