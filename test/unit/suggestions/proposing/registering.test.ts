import { expect } from 'chai';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { reviewActs } from '../../../../server/suggestions/proposing/review.rules.ts';
import type { HandlingMode, Publicity } from '../../../../shared/cases.ts';
import { did, OFFICE, refusal, suggestion, unit } from '../acting.ts';
import { drafted, on, reviewed } from './proposed.ts';

describe('registering', () => {
  const track = (n: number, role: 'lead' | 'co' | 'separate' | 'reference', part = '') => ({
    ...{ unitId: unit(n), role, part },
  });
  interface Terms {
    found?: Case;
    publicity?: Publicity;
    secrecy?: 'public' | 'internal' | 'work-secret';
  }
  const registered = (
    mode: HandlingMode,
    tracks: ReturnType<typeof track>[],
    { found = reviewed(), publicity = 'full', secrecy = 'public' }: Terms = {},
  ) =>
    did(
      reviewActs.register,
      found,
      { ...on(found), number: '7238', category: '教育', mode, secrecy, publicity, tracks },
      { actor: OFFICE },
    );

  it('gives number, category, way of handling and units', () => {
    const found = registered('joint', [track(1, 'lead'), track(2, 'co'), track(3, 'reference')]);
    expect(found).to.deep.include({ state: 'registered', number: '7238', mode: 'joint' });
    expect(found.tracks.map((t) => [t.unitId, t.role, t.state, t.since])).to.deep.equal([
      [unit(1), 'lead', 'waiting', null],
      [unit(2), 'co', 'waiting', null],
      [unit(3), 'reference', 'waiting', null],
    ]);
  });

  it('takes what fits each way of handling', () => {
    expect(registered('sole', [track(1, 'lead'), track(2, 'reference')]).tracks).to.have.length(2);
    expect(
      registered('separate', [track(1, 'separate', '甲'), track(2, 'separate', '乙')]).tracks,
    ).to.have.length(2);
    expect(registered('joint', [track(1, 'lead'), track(2, 'lead'), track(3, 'co')]).tracks).to.have.length(
      3,
    );
    expect(registered('reference', [track(1, 'reference')]).tracks).to.have.length(1);
  });

  const unfit: [string, Parameters<typeof registered>, object][] = [
    [
      'two leads alone',
      ['sole', [track(1, 'lead'), track(2, 'lead')]],
      { mode: 'sole', role: 'lead', count: 2 },
    ],
    [
      'a lone unit with a co-handler',
      ['sole', [track(1, 'lead'), track(2, 'co')]],
      { mode: 'sole', role: 'co', count: 1 },
    ],
    [
      'one unit apart',
      ['separate', [track(1, 'separate', '甲')]],
      { mode: 'separate', role: 'separate', count: 1 },
    ],
    [
      'a lead among units apart',
      ['separate', [track(1, 'lead'), track(2, 'separate', '乙'), track(3, 'separate', '丙')]],
      { mode: 'separate', role: 'lead', count: 1 },
    ],
    ['a lead without co-handlers', ['joint', [track(1, 'lead')]], { mode: 'joint', role: 'co', count: 0 }],
    ['co-handlers without a lead', ['joint', [track(1, 'co')]], { role: 'lead', count: 0 }],
    [
      'a lead for reference',
      ['reference', [track(1, 'lead')]],
      { mode: 'reference', role: 'lead', count: 1 },
    ],
    ['a unit twice', ['joint', [track(1, 'lead'), track(1, 'co')]], { unitId: unit(1) }],
  ];
  for (const [what, given, facts] of unfit)
    it(`refuses ${what}`, () => {
      expect(refusal(() => registered(...given))).to.deep.equal({ code: 'TRACKS_CONFLICT', facts });
    });

  it('wants to know each part where units reply apart', () => {
    expect(
      refusal(() => registered('separate', [track(1, 'separate', '甲'), track(2, 'separate')])),
    ).to.deep.equal({ code: 'NOT_YET', facts: { missing: ['part'], unitId: unit(2) } });
  });

  it('publishes no more than the deputy agreed to, and nothing of a work secret or of who stays unnamed', () => {
    const sole = [track(1, 'lead')];
    const refused = (most: string) => ({ code: 'AGAINST_POLICY', facts: { value: 'publicity', most } });
    const summary = reviewed(drafted({ publicity: 'summary' }));
    expect(refusal(() => registered('sole', sole, { found: summary }))).to.deep.equal(refused('summary'));
    expect(registered('sole', sole, { found: summary, publicity: 'none' }).publicity).to.equal('none');
    expect(refusal(() => registered('sole', sole, { secrecy: 'work-secret' }))).to.deep.equal(
      refused('none'),
    );
    const unnamed = reviewed(drafted({ keepSecret: true }));
    expect(refusal(() => registered('sole', sole, { found: unnamed, publicity: 'summary' }))).to.deep.equal(
      refused('none'),
    );
    expect(registered('sole', sole, { secrecy: 'work-secret', publicity: 'none' }).secrecy).to.equal(
      'work-secret',
    );
  });

  it('lets the same be handled together, each keeping its own case', () => {
    const found = registered('sole', [track(1, 'lead')]);
    const merge = (from: Case, ...ids: number[]) =>
      did(reviewActs.merge, from, { ...on(from), withIds: ids.map(suggestion) }, { actor: OFFICE });
    const merged = merge(found, 2, 3);
    expect(merged.mergedWith).to.deep.equal([suggestion(2), suggestion(3)]);
    expect(merged.state).to.equal('registered');
    expect(refusal(() => merge(merged, 2)).code).to.equal('ALREADY_DONE');
    expect(refusal(() => merge(found, 1)).code, 'with itself').to.equal('ALREADY_DONE');
    expect(merge(merged, 2, 4).mergedWith).to.deep.equal([suggestion(2), suggestion(3), suggestion(4)]);
  });
});
