import { expect } from 'chai';
import type { PersonId } from '../../../shared/ids.ts';
import type { Seat, SeatRole } from '../../../shared/seats.ts';
import { MAX_MENTIONS } from '../../../shared/values/messages.ts';
import {
  beginsCall,
  type Calling,
  calledIn,
  callablesOf,
  countCalled,
  fitting,
  keptCallings,
  readCallings,
  withCalling,
} from '../../../web/src/room/mentions/callings.rules.ts';

const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as PersonId;
const seat = (n: number, name: string, ...roles: SeatRole[]): Seat => ({
  ...{ personId: person(n), name, label: `第${n}处`, roles },
});
const role = (words: string, of: SeatRole): Calling => ({ words, mention: { kind: 'role', role: of } });
const named = (words: string, n: number): Calling => ({
  ...{ words, mention: { kind: 'person', personId: person(n) } },
});

describe('whom a text calls', () => {
  const lead = role('领衔代表', 'lead-deputy');
  const chen = named('陈望', 1);
  const longer = named('陈望舒', 2);

  it('are those whose words stand behind an @, in either width, and nobody else', () => {
    expect(calledIn('请@领衔代表 和＠陈望 看看', [lead, chen])).to.deep.equal([lead, chen]);
    expect(calledIn('请领衔代表看看，@ 领衔代表', [lead])).to.deep.equal([]);
    expect(calledIn('@领衔代表 @领衔代表', [lead])).to.deep.equal([lead]);
    expect(calledIn('@领衔代表', [])).to.deep.equal([]);
  });

  it('are meant by the longest words that fit: one name may begin another', () => {
    expect(calledIn('@陈望舒 好', [chen, longer])).to.deep.equal([longer]);
    expect(calledIn('@陈望 @陈望舒', [chen, longer])).to.deep.equal([chen, longer]);
    expect(calledIn('@陈望舒 好', [chen])).to.deep.equal([chen]);
  });

  it('are as many at most as one message may call', () => {
    const many = Array.from({ length: MAX_MENTIONS + 5 }, (_, i) => named(`人${i}号`, i));
    const text = many.map(({ words }) => `@${words}`).join(' ');
    expect(calledIn(text, many)).to.have.length(MAX_MENTIONS);
  });

  it('are replaced by who was chosen later under the same words', () => {
    expect(withCalling([chen, lead], named('陈望', 9))).to.deep.equal([lead, named('陈望', 9)]);
  });

  it('are kept beside a draft and read again; what is torn calls nobody', () => {
    const callings = [lead, chen, { words: '全体成员', mention: { kind: 'everyone' as const } }];
    expect(readCallings(keptCallings(callings))).to.deep.equal(callings);
    expect(keptCallings([])).to.equal('');
    for (const torn of [
      '',
      '{',
      'null',
      '[{"words":1}]',
      '[{"words":"x","mention":{"kind":"role","role":"king"}}]',
    ])
      expect(readCallings(torn), torn).to.deep.equal([]);
  });

  it('begin with an @ that is no part of an address of mail', () => {
    expect(beginsCall('@', 0)).to.equal(true);
    expect(beginsCall('请＠', 1)).to.equal(true);
    expect(beginsCall('a@', 1)).to.equal(false);
    expect(beginsCall('wang.chu_@', 9)).to.equal(false);
    expect(beginsCall('请看', 1)).to.equal(false);
    expect(beginsCall('', -1)).to.equal(false);
  });
});

describe('whom somebody may call', () => {
  const seats = [
    seat(1, '陈望舒', 'lead-deputy'),
    seat(2, '王芳', 'seconding-deputy'),
    seat(3, '王芳', 'lead-unit'),
    seat(4, '李处', 'lead-unit', 'office'),
  ];
  const words = {
    roles: {
      ...{ 'lead-deputy': '领衔代表', 'seconding-deputy': '全体附议代表', 'lead-unit': '主办单位' },
      ...{ 'co-unit': '协办单位', 'separate-unit': '分办单位', 'reference-unit': '参阅单位' },
      ...{ office: '代表工作机构', 'delegation-deputy': '代表', 'service-staff': '服务小组' },
      supervisor: '督办人员',
    },
    everyone: '全体成员',
    person: (name: string, place: string) => `${name}（${place}）`,
  };
  const shown = (n: number, ...roles: SeatRole[]) =>
    callablesOf(seats, { personId: person(n), roles }, words).map((one) => [one.words, one.count]);

  it('are the roles that others have here, all where they may, and the others by name', () => {
    expect(shown(3, 'lead-unit')).to.deep.equal([
      ['领衔代表', 1],
      ['全体附议代表', 1],
      ['主办单位', 1],
      ['代表工作机构', 1],
      ['全体成员', 3],
      ['陈望舒', null],
      ['王芳', null],
      ['李处', null],
    ]);
  });

  it('do not have all for who only joins in, and tell namesakes apart', () => {
    const forSeconder = shown(4, 'seconding-deputy').map(([name]) => name);
    expect(forSeconder).to.not.include('全体成员');
    expect(forSeconder).to.include.members(['王芳（第2处）', '王芳（第3处）']);
  });

  it('are found by words, place or what the server found by pinyin', () => {
    const all = callablesOf(seats, { personId: person(4), roles: ['office'] }, words);
    const found = (typed: string, ...ids: PersonId[]) =>
      fitting(all, typed, new Set(ids)).map((one) => one.words);
    expect(found('')).to.have.length(all.length);
    expect(found('代表')).to.deep.equal(['领衔代表', '全体附议代表']);
    expect(found(' 第1处 ')).to.deep.equal(['陈望舒']);
    expect(found('cws', person(1))).to.deep.equal(['陈望舒']);
    expect(found('nobody')).to.deep.equal([]);
  });

  it('are counted once, and never oneself', () => {
    const count = (me: number, ...callings: Calling[]) =>
      countCalled(
        callings.map(({ mention }) => mention),
        seats,
        person(me),
      );
    expect(
      count(3, role('主办单位', 'lead-unit'), role('代表工作机构', 'office'), named('李处', 4)),
    ).to.equal(1);
    expect(count(1, { words: '全体成员', mention: { kind: 'everyone' } })).to.equal(3);
    expect(count(1, named('陈望舒', 1))).to.equal(0);
  });
});
