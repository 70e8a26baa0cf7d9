import { expect } from 'chai';
import type { Ask } from '../../../client-sdk/asking.ts';
import { Members } from '../../../client-sdk/members.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import type { Seat } from '../../../shared/seats.ts';
import { handWorld, type HandWorld } from './hand-world.ts';
import { ROOM } from './said.ts';

/** The member list of a server: two pages, at the version that the test says. */
class Desk {
  version = 1;
  asked = 0;
  readonly refusals: Fault[] = [];
  readonly ask = (async (_name: RequestName, { cursor }: { cursor: string | null }) => {
    await Promise.resolve();
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    if (cursor === null) this.asked += 1;
    const seat = { personId: `p${cursor ?? ''}`, name: `v${this.version}`, label: '', roles: [] };
    return { members: [seat], memberVersion: this.version, cursor: cursor === null ? '1' : null };
  }) as unknown as Ask;
}

describe('members of a room', () => {
  let world: HandWorld;
  let desk: Desk;
  let members: Members;
  let shown: string[][];

  beforeEach(() => {
    world = handWorld();
    desk = new Desk();
    shown = [];
    members = new Members(world, {
      roomId: ROOM,
      ask: desk.ask,
      show: (seats: readonly Seat[]) => shown.push(seats.map(({ name }) => name)),
    });
  });

  it('are not fetched before somebody asks', async () => {
    members.moved(5);
    await world.pass(60_000);
    expect(desk.asked).to.equal(0);
  });

  it('are fetched again when their version moved, and only then', async () => {
    expect(await members.fetch()).to.have.length(2);
    members.moved(1);
    await world.pass(60_000);
    expect(desk.asked).to.equal(1);
    desk.version = 2;
    members.moved(2);
    members.moved(2);
    await world.pass(60_000);
    expect(desk.asked).to.equal(2);
    expect(shown).to.eql([
      ['v1', 'v1'],
      ['v2', 'v2'],
    ]);
  });

  it('are not fetched again for a version that a list fetched meanwhile has', async () => {
    await members.fetch();
    desk.version = 3;
    members.moved(2);
    await members.fetch();
    members.moved(3);
    await world.pass(60_000);
    expect(desk.asked).to.equal(2);
  });

  it('are fetched once more when they moved while they were being fetched', async () => {
    await members.fetch();
    desk.version = 2;
    const turning = members.fetch();
    desk.version = 3;
    members.moved(3);
    await turning;
    await world.pass(60_000);
    expect(shown.at(-1)).to.eql(['v3', 'v3']);
    members.moved(3);
    await world.pass(60_000);
    expect(desk.asked).to.be.at.most(3);
  });

  it('are asked for until there is an answer, but not where the answer is no', async () => {
    await members.fetch();
    desk.version = 2;
    desk.refusals.push(new Fault('UNAVAILABLE'), new Fault('UNAVAILABLE'));
    members.moved(2);
    await world.pass(60_000);
    expect(shown.at(-1)).to.eql(['v2', 'v2']);
    desk.version = 3;
    desk.refusals.push(new Fault('NOT_A_MEMBER', { roomId: ROOM }));
    members.moved(3);
    await world.pass(60_000);
    expect([shown.at(-1), world.waiting]).to.eql([['v2', 'v2'], 0]);
  });

  it('are forgotten with the room, also those under way', async () => {
    await members.fetch();
    const late = members.fetch();
    members.clear();
    await late;
    members.moved(9);
    await world.pass(60_000);
    expect([shown.length, desk.asked]).to.eql([1, 2]);
  });
});
