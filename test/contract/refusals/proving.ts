import { expect } from 'chai';
import type { FaultCode } from '../../../shared/faults.ts';
import { requests } from '../../../shared/protocol.ts';
import type { TestPerson } from '../../support/server.ts';
import { overHttp } from '../../support/wire-client.ts';
import { type Answer, expectRefused } from './expect-refused.ts';
import { openStage, type Stage } from './stage.ts';
import { expectNoSurprise } from './surprises.ts';
import { REFUSALS } from './table.ts';
import type { NameOf, Refusals, Trial } from './trial.ts';

const DOORS = ['http', 'socket'] as const;
type DoorKind = (typeof DOORS)[number];
const doorsOf = (r: { doors: 'both' | 'http' }): readonly DoorKind[] =>
  r.doors === 'both' ? DOORS : ['http'];

/** Proves every refusal of a part of the table through both doors of a server of its own. */
export function proveRefusals(of: string, part: Partial<Refusals>): void {
  const asked = requests.filter(({ name }) => name in part);

  describe(`the refusals of ${of}`, () => {
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

    for (const request of asked)
      for (const code of request.faults)
        for (const door of doorsOf(request))
          it(`${request.name} answers ${code} through ${door}, changes nothing, and is answered when that one thing is right`, async () => {
            const trial = await REFUSALS[request.name][code]?.(stage);
            if (!trial) throw new Error('not in the table');
            await prove(request.name, door, { code, trial });
          });

    for (const request of asked)
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
          const lacking = reply.ok || reply.fault.code !== 'INVALID_INPUT' ? null : reply.fault.facts;
          expect(lacking === null).to.equal(request.input.safeParse({}).success);
          if (lacking) expect(lacking['paths']).to.be.an('array').that.is.not.empty;
          expect(await stage.digest(), 'something was changed').to.equal(before);
        });

    for (const { name, who } of asked)
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

    if ('session:renew' in part)
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

    it('came without one INTERNAL and without one line of error in the log', async () => {
      await expectNoSurprise(stage.server, stage.surprises);
    });
  });
}
