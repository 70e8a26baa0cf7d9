import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { RoomHeader } from '../../../shared/rooms.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { roomIdOf } from '../../../server/rooms/index.ts';
import { type House, type Name, openHouse } from './house.ts';

describe('a closed case', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse('2022-04-01T01:00:00.000Z');
  });
  after(() => house.close());

  const show = (id: SuggestionId) =>
    house.ask('suggestion:show', { suggestionId: id }, '办公甲') as Promise<SuggestionView>;
  const act = async (id: SuggestionId, [name, who]: readonly [string, Name], input: object = {}) => {
    const { revision } = await show(id);
    return house.ask(name, { suggestionId: id, revision, actKey: randomUUID(), ...input }, who);
  };

  /** Replied and found good on 2022-04-01; with or without a promise. */
  async function closed(promises: boolean): Promise<SuggestionId> {
    const unitId = house.unit('教育部');
    const id = await house.handedOver({ tracks: [{ unitId, role: 'lead', contactIds: [] }] });
    const contactIds = [house.person('教育乙')];
    await act(id, ['track:sign-for', '教育长'], { unitId, department: '', contactIds });
    for (const phase of ['pre', 'mid'])
      await house.ask(
        'contact:record',
        {
          ...{ suggestionId: id, unitId, phase, method: 'phone', at: house.clock.now().toISOString() },
          ...{ withIds: [house.person('王领衔')], summary: '电话沟通', messageSeqs: [] },
          recordKey: randomUUID(),
        },
        '教育长',
      );
    await act(id, ['reply:issue', '教育长'], {
      ...{ docNumber: '教函〔2022〕7号', replyClass: promises ? 'B' : 'A', points: ['已办。'] },
      ...{ text: '现答复如下。', copies: [], publicity: 'full', publicityReason: '', leadRelays: false },
      ...{ faceToFace: null, commitments: promises ? [{ text: '年底前出台', due: '2022-12-30' }] : [] },
    });
    const good = { attitude: 'satisfied', result: 'satisfied', opinion: '', wantsRehandling: false };
    await act(id, ['feedback:give', '王领衔'], good);
    return id;
  }

  it('is filed by the product after the term of the rules, once, when nothing is open; its room can only be read', async function () {
    this.timeout(60_000);
    const { suggestions, clock } = house;
    const [done, promised] = [await closed(false), await closed(true)];
    const state = async (id: SuggestionId) => (await show(id)).state;
    clock.set('2022-10-01T01:00:00.000Z'); // a day of rest: the term ends on the next working day
    expect(await suggestions.daysTurn()).to.equal(0);
    clock.set('2022-10-08T01:00:00.000Z');
    expect(await suggestions.daysTurn(), 'on its last day').to.equal(0);
    clock.set('2022-10-09T01:00:00.000Z');
    const other = house.rebuilt((parts) => parts).suggestions;
    const filed = await Promise.all([suggestions.daysTurn(), other.daysTurn()]);
    expect(filed.reduce((a, b) => a + b)).to.equal(1);
    expect(await state(done)).to.equal('archived');
    expect(await state(promised)).to.equal('tracking');
    const { room } = (await house.ask('room:open', { roomId: roomIdOf(done) }, '办公甲')) as {
      room: RoomHeader;
    };
    expect(room.state).to.equal('archived');
    expect(house.surprises).to.deep.equal([]);
  });
});
