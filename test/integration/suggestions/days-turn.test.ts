import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { type House, type Name, openHouse } from './house.ts';

interface Kept {
  _id: string;
  state: string;
  lapsedRounds: number[];
  commitments: { rolledOver: number; carriedInto: number | null }[];
}

describe('the turn of a day', () => {
  let house: House;
  before(async function () {
    this.timeout(180_000);
    house = await openHouse();
  });
  after(() => house.close());

  const act = async (id: SuggestionId, [name, who]: readonly [string, Name], input: object = {}) => {
    const { revision } = (await house.ask(
      'suggestion:show',
      { suggestionId: id },
      '办公甲',
    )) as SuggestionView;
    const given = { suggestionId: id, revision, actKey: randomUUID(), ...input };
    return (await house.ask(name, given, who)) as SuggestionView;
  };
  const kept = (id: SuggestionId) => house.collection<Kept>('suggestions').findOne({ _id: id });

  /** From the hand-over on 2022-04-01 to the reply, through the doors; it promises something by the end of the year. */
  async function answered(): Promise<SuggestionId> {
    const id = await house.handedOver({
      tracks: [{ unitId: house.unit('教育部'), role: 'lead', contactIds: [] }],
    });
    const unitId = house.unit('教育部');
    const contactIds = [house.person('教育乙')];
    await act(id, ['track:sign-for', '教育长'], { unitId, department: '', contactIds });
    for (const phase of ['pre', 'mid'])
      await house.ask(
        'contact:record',
        {
          ...{ suggestionId: id, unitId, phase, method: 'phone', at: house.clock.now().toISOString() },
          ...{
            withIds: [house.person('王领衔')],
            summary: '电话沟通',
            messageSeqs: [],
            recordKey: randomUUID(),
          },
        },
        '教育长',
      );
    const view = await act(id, ['reply:issue', '教育长'], {
      ...{
        docNumber: '教函〔2022〕7号',
        replyClass: 'B',
        points: ['正在办。'],
        text: '现答复如下。',
        copies: [],
      },
      ...{ publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      commitments: [{ text: '年底前出台', due: '2022-12-30' }],
    });
    expect(view.state).to.equal('feedback');
    return id;
  }

  it('ends a round in silence after its term, and carries promises into the new year, once each', async function () {
    this.timeout(60_000);
    const { suggestions, clock } = house;
    const id = await answered();
    const other = house.rebuilt((parts) => parts).suggestions;

    expect(await suggestions.daysTurn(), 'on the day itself').to.equal(0);
    clock.set('2022-09-01T01:00:00.000Z');
    expect(await suggestions.daysTurn()).to.equal(1);
    expect(await suggestions.daysTurn(), 'on the same day').to.equal(0);
    expect(await other.daysTurn(), 'by another process').to.equal(0);
    expect(await kept(id)).to.deep.include({ state: 'tracking', lapsedRounds: [1] });

    clock.set('2023-01-03T01:00:00.000Z');
    const done = await Promise.all([suggestions.daysTurn(), other.daysTurn()]);
    expect(done.reduce((a, b) => a + b)).to.equal(1);
    expect((await kept(id))?.commitments[0]).to.deep.include({ rolledOver: 1, carriedInto: 2023 });
    expect(await house.suggestions.verify(house.congressId, () => undefined)).to.deep.include({ breaks: [] });
    expect(house.surprises).to.deep.equal([]);
  });
});
