import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { CongressId, SuggestionId } from '../../../shared/ids.ts';
import type { Publication } from '../../../shared/publication.ts';
import type { SuggestionView } from '../../../shared/suggestions.ts';
import { newId } from '../../../server/ops/clock.ts';
import { type House, type Name, openHouse } from './house.ts';

interface Page {
  publications: Publication[];
  cursor: string | null;
}

describe('the public reading list', () => {
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
    return house.ask(name, { suggestionId: id, revision, actKey: randomUUID(), ...input }, who);
  };
  const read = (who: Name = '钱旁人', cursor: string | null = null) =>
    house.ask('publication:list', { cursor }, who) as Promise<Page>;

  /** Replied by 教育部, with a text for the public that was proposed and reviewed. */
  async function reviewed(): Promise<SuggestionId> {
    const unitId = house.unit('教育部');
    const id = await house.handedOver({
      ...{ title: '关于联系人 13800138000 的建议', tracks: [{ unitId, role: 'lead', contactIds: [] }] },
    });
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
      ...{ docNumber: '教函〔2022〕7号', replyClass: 'A', points: ['已办。'], text: '现答复如下。' },
      ...{ copies: [], publicity: 'full', publicityReason: '', leadRelays: false, faceToFace: null },
      commitments: [],
    });
    const words = { publicity: 'full', text: '初稿，电话010-66001234。', reason: '' };
    await act(id, ['publication:propose', '教育长'], words);
    const last = { approved: true, text: '答复全文，联系电话：13900139000。', why: '可以公开' };
    await act(id, ['publication:review', '办公甲'], last);
    return id;
  }

  it('shows everybody who is signed in what was published, in its reviewed words, without personal data or names of deputies', async function () {
    this.timeout(60_000);
    const id = await reviewed();
    expect((await read()).publications, 'before it is published').to.deep.equal([]);
    await act(id, ['publication:publish', '办公甲']);
    for (const who of ['钱旁人', '外交甲', '孙联络']) {
      const { publications, cursor } = await read(who);
      expect(cursor).to.equal(null);
      expect(publications).to.deep.equal([
        {
          ...{ suggestionId: id, session: 5, number: publications[0]?.number, category: '教育' },
          ...{ title: '关于联系人 〔电话已隐去〕 的建议', units: ['教育部'], publicity: 'full' },
          ...{ text: '答复全文，联系电话：〔电话已隐去〕。', publishedOn: '2022-04-01', result: null },
        },
      ]);
      expect(JSON.stringify(publications)).to.not.match(/王领衔|李附议|1[38]\d{9}|66001234/);
    }
    const elsewhere = { ...house.callerOf('钱旁人'), congressId: newId() as CongressId };
    expect(await house.ask('publication:list', { cursor: null }, elsewhere)).to.deep.include({
      publications: [],
    });
  });

  it('follows a title that is set right', async function () {
    this.timeout(60_000);
    const id = await reviewed();
    await act(id, ['publication:publish', '办公甲']);
    const set = { field: 'title', value: '关于乡村教育的建议' };
    await act(id, ['case:correct', '办公甲'], { why: '误录更正', set });
    const shown = (await read()).publications.find((one) => one.suggestionId === id);
    expect(shown?.title).to.equal('关于乡村教育的建议');
  });

  it('tells how the deputies rated it where the rules publish that, once it is known', async function () {
    this.timeout(60_000);
    const { profile } = (await house.ask('policy:show', {}, '办公甲')) as { profile: { version: number } };
    await house.ask(
      'policy:override',
      {
        ...{ version: profile.version, why: '本级公开评价', actKey: randomUUID(), drop: [] },
        set: { publicationIncludesFeedback: { value: true, source: '本级办法' } },
      },
      '办公甲',
    );
    const id = await reviewed();
    await act(id, ['publication:publish', '办公甲']);
    const result = async () => (await read()).publications.find((p) => p.suggestionId === id)?.result;
    expect(await result()).to.equal(null);
    const good = { attitude: 'satisfied', result: 'mostly', opinion: '', wantsRehandling: false };
    await act(id, ['feedback:give', '王领衔'], good);
    expect(await result()).to.equal('mostly');
  });

  it('has fifty a page, the newest first, each once', async () => {
    const publications = house.collection<{ _id: string }>('publications');
    await publications.deleteMany({});
    const docs = Array.from({ length: 120 }, (_, i) => ({
      ...{ _id: newId(), congressId: house.congressId, session: 5, number: String(i), title: `建议 ${i}` },
      publishedOn: `2022-0${1 + (i % 4)}-01`,
      ...{ category: '', unitIds: [], publicity: 'full', text: '全文', result: null },
    }));
    await publications.insertMany(docs);
    const seen: Publication[] = [];
    const sizes: number[] = [];
    for (let cursor: string | null = null; ;) {
      const page = await read('钱旁人', cursor);
      seen.push(...page.publications);
      sizes.push(page.publications.length);
      cursor = page.cursor;
      if (cursor === null) break;
    }
    expect(sizes).to.deep.equal([50, 50, 20]);
    expect(new Set(seen.map((p) => p.suggestionId)).size).to.equal(120);
    const days = seen.map((p) => p.publishedOn);
    expect(days).to.deep.equal(days.toSorted().reverse());
    expect((await read('钱旁人', 'no cursor')).publications).to.deep.equal(seen.slice(0, 50));
  });
});
