import { expect } from 'chai';
import { objectingActs } from '../../../../server/suggestions/assigning/objecting.rules.ts';
import { takingInActs } from '../../../../server/suggestions/assigning/taking-in.rules.ts';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import type { CaseRole, HandlingMode } from '../../../../shared/cases.ts';
import type { CivilDate } from '../../../../shared/ids.ts';
import type { TrackRole } from '../../../../shared/suggestions.ts';
import { as, blank, did, happen, NATIONAL, OFFICE, person, refusal, unit } from '../acting.ts';

const registry = (n: number) => as(person(10 * n), ['registry', 'contact'], unit(n));
const leader = (n: number) => as(person(10 * n + 1), ['unit-leader'], unit(n));
const coordinator = (n: number) => as(person(80), ['coordinator'], unit(n));
const on = (found: Case) => ({ suggestionId: found.suggestionId, revision: found.revision, actKey: 'k' });
const track = (n: number, role: TrackRole) => ({ unitId: unit(n), role, part: '' });

/** Handed over on Monday, 2 March 2026. */
function handedOver(mode: HandlingMode, ...roles: TrackRole[]): Case {
  const tracks = roles.map((role, i) => ({ ...track(i + 1, role), contactIds: [] }));
  const body = { number: '1', category: '', mode, secrecy: 'public' as const, publicity: 'full' as const };
  const found = happen(blank(), [{ kind: 'registered', body: { ...body, tracks } }]);
  return happen(found, [{ kind: 'assigned', body: { on: '2026-03-02', handOverId: null } }]);
}
const joint = () => handedOver('joint', 'lead', 'co');

const sign = (found: Case, n: number, actor = registry(n)) =>
  did(
    takingInActs.sign,
    found,
    { ...on(found), unitId: unit(n), department: '综合处', contactIds: [person(10 * n)] },
    { actor },
  );
interface Asking {
  n?: number;
  day?: CivilDate;
  actor?: ReturnType<typeof as>;
  suggested?: number | null;
  signedBy?: string | null;
}
const askReturn = (found: Case, asking: Asking = {}) => {
  const { n = 1, day = '2026-03-04', actor = leader(n), suggested = null, signedBy = null } = asking;
  const suggestedUnitId = suggested === null ? null : unit(suggested);
  return did(
    takingInActs.askReturn,
    found,
    { ...on(found), unitId: unit(n), reason: '不属于本单位职责', suggestedUnitId, signedBy },
    { actor, on: day },
  );
};
const refuse = (found: Case, n = 1) =>
  did(
    takingInActs.settleReturn,
    found,
    { ...on(found), unitId: unit(n), why: '属于职责范围', decision: { kind: 'refuse' } },
    { actor: OFFICE, on: '2026-03-09' },
  );
const agree = (found: Case, to: ReturnType<typeof track>[], n = 1) =>
  did(
    takingInActs.settleReturn,
    found,
    { ...on(found), unitId: unit(n), why: '改由其他单位承办', decision: { kind: 'agree', to } },
    { actor: OFFICE, on: '2026-03-09' },
  );
const trackOf = (found: Case, n: number) => found.tracks.find((t) => t.unitId === unit(n));

describe('signing for a suggestion', () => {
  it('names department and people, and is one unit’s own', () => {
    const found = sign(joint(), 1);
    expect(trackOf(found, 1)).to.deep.include({
      ...{ state: 'received', receivedOn: '2026-03-02', department: '综合处' },
      contactIds: [person(10)],
    });
    expect(trackOf(found, 2)?.state).to.equal('waiting');
    expect(found.state).to.equal('received');
    expect(refusal(() => sign(joint(), 1, registry(2)))).to.deep.equal({
      code: 'NOT_YOUR_TRACK',
      facts: { unitId: unit(1) },
    });
    expect(refusal(() => sign(joint(), 5, registry(5))).code).to.equal('NOT_YOUR_TRACK');
  });

  it('happens once for each unit', () => {
    expect(refusal(() => sign(sign(joint(), 1), 1)).code).to.equal('ALREADY_DONE');
    expect(trackOf(sign(sign(joint(), 1), 2), 2)?.state).to.equal('received');
  });
});

describe('asking to be relieved of a suggestion', () => {
  it('is for the days of the rules from the hand-over, to the last of them', () => {
    expect(askReturn(joint(), { day: '2026-03-16' }).state).to.equal('return-requested');
    expect(refusal(() => askReturn(joint(), { day: '2026-03-17' }))).to.deep.equal({
      code: 'TOO_LATE',
      facts: { due: '2026-03-16' },
    });
  });

  it('counts from its own day for a unit that came later', () => {
    const found = agree(askReturn(joint()), [track(3, 'lead')]);
    expect(askReturn(found, { n: 3, day: '2026-03-23' }).state).to.equal('return-requested');
    expect(refusal(() => askReturn(found, { n: 3, day: '2026-03-24' }))).to.deep.equal({
      code: 'TOO_LATE',
      facts: { due: '2026-03-23' },
    });
  });

  it('needs a leader’s signature', () => {
    expect(refusal(() => askReturn(joint(), { actor: registry(1) }))).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['signature'] },
    });
    expect(askReturn(joint(), { actor: registry(1), signedBy: '李局长' }).state).to.equal('return-requested');
  });

  it('is asked once, for another unit than itself, and not for work that is done', () => {
    expect(refusal(() => askReturn(askReturn(joint()))).code).to.equal('ALREADY_DONE');
    expect(refusal(() => askReturn(joint(), { suggested: 1 })).code).to.equal('TRACKS_CONFLICT');
    expect(refusal(() => askReturn(joint(), { n: 2, actor: leader(1) })).code).to.equal('NOT_YOUR_TRACK');
    const filed = happen(sign(joint(), 2), [
      { kind: 'opinion-filed', body: { unitId: unit(2), text: '同意', signedBy: '王局长' } },
    ]);
    expect(refusal(() => askReturn(filed, { n: 2 })).code).to.equal('WRONG_STATE');
  });

  it('of a co-handling unit leaves the case where it stands', () => {
    const found = askReturn(sign(joint(), 1), { n: 2 });
    expect(found.state).to.equal('received');
    expect(trackOf(found, 2)?.state).to.equal('return-requested');
    expect(agree(found, [track(3, 'co')], 2).tracks.map((t) => t.unitId)).to.deep.equal([unit(1), unit(3)]);
  });
});

describe('deciding upon a return', () => {
  it('lets the unit go on where it was when it is refused', () => {
    expect(trackOf(refuse(askReturn(joint())), 1)).to.deep.include({ state: 'waiting', returnAskedOn: null });
    expect(trackOf(refuse(askReturn(sign(joint(), 1))), 1)?.state).to.equal('received');
  });

  it('puts the new unit in the old one’s place, its days counting from then, the case’s from the hand-over', () => {
    const found = agree(askReturn(joint()), [track(3, 'lead'), track(4, 'co')]);
    expect(found.tracks.map((t) => [t.unitId, t.role, t.since])).to.deep.equal([
      [unit(2), 'co', '2026-03-02'],
      [unit(3), 'lead', '2026-03-09'],
      [unit(4), 'co', '2026-03-09'],
    ]);
    expect(found.assignedOn).to.equal('2026-03-02');
    expect(found.state).to.equal('assigned');
  });

  it('needs a request', () => {
    expect(refusal(() => refuse(joint()))).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['return-request'] },
    });
  });

  it('leaves no case without a unit that replies, no unit twice, and no work forgotten', () => {
    const asked = askReturn(sign(joint(), 2));
    const nobody = { code: 'TRACKS_CONFLICT', facts: { role: 'lead', count: 0 } };
    expect(refusal(() => agree(asked, []))).to.deep.equal(nobody);
    expect(refusal(() => agree(asked, [track(3, 'co')]))).to.deep.equal(nobody);
    const twice = (n: number) => ({ code: 'TRACKS_CONFLICT', facts: { unitId: unit(n) } });
    expect(refusal(() => agree(asked, [track(1, 'lead')]))).to.deep.equal(twice(1));
    expect(refusal(() => agree(asked, [track(3, 'lead'), track(3, 'co')]))).to.deep.equal(twice(3));
    expect(refusal(() => agree(asked, [track(2, 'lead')]))).to.deep.equal(twice(2));
    expect(agree(askReturn(joint()), [track(2, 'lead')]).tracks.map((t) => t.role)).to.deep.equal(['lead']);
  });
});

describe('passing a suggestion on', () => {
  const passOn = (found: Case, to: ReturnType<typeof track>[], actor = coordinator(1)) =>
    did(takingInActs.passOn, found, { ...on(found), to }, { actor, on: '2026-03-05' });

  it('puts the units that handle it in the coordinating office’s place', () => {
    const found = passOn(handedOver('sole', 'lead'), [track(5, 'lead'), track(6, 'co')]);
    expect(found.tracks.map((t) => [t.unitId, t.role, t.since])).to.deep.equal([
      [unit(5), 'lead', '2026-03-05'],
      [unit(6), 'co', '2026-03-05'],
    ]);
    expect(found.assignedOn).to.equal('2026-03-02');
  });

  it('is for who holds it, before the work begins', () => {
    const found = handedOver('sole', 'lead');
    expect(refusal(() => passOn(found, [track(5, 'lead')], coordinator(2))).code).to.equal('NOT_YOUR_TRACK');
    const unhoused = as(person(80), ['coordinator']);
    expect(refusal(() => passOn(found, [track(5, 'lead')], unhoused)).code).to.equal('NOT_YOUR_TRACK');
    expect(refusal(() => passOn(found, [track(5, 'co')])).code).to.equal('TRACKS_CONFLICT');
    expect(
      refusal(() => passOn(askReturn(joint(), { n: 2 }), [track(5, 'co')], coordinator(2))).code,
    ).to.equal('WRONG_STATE');
  });
});

describe('objections to an assignment', () => {
  const object = (found: Case, roles: CaseRole[], n: number | null = null) =>
    did(
      objectingActs.object,
      found,
      { ...on(found), why: '应由教育部门主办' },
      { actor: as(person(1), roles, n === null ? null : unit(n)) },
    );
  const open = (found: Case) =>
    did(objectingActs.open, found, { ...on(found), why: '双方意见不一' }, { actor: OFFICE });
  const settle = (
    found: Case,
    change: { fromUnitId: ReturnType<typeof unit>; to: ReturnType<typeof track>[] } | null,
  ) =>
    did(
      objectingActs.decideOn,
      found,
      { ...on(found), result: '维持原交办', change },
      { actor: coordinator(9), on: '2026-03-11' },
    );

  it('are noted as a deputy’s or a unit’s, and change nothing by themselves', () => {
    expect(object(joint(), ['lead-deputy']).state).to.equal('assigned');
    expect(object(joint(), ['registry'], 1).tracks).to.deep.equal(joint().tracks);
  });

  it('are taken up and decided: it stays, or other units come', () => {
    const opened = open(joint());
    expect(opened.state).to.equal('coordination');
    expect(settle(opened, null).state).to.equal('assigned');
    const moved = settle(opened, { fromUnitId: unit(1), to: [track(3, 'lead')] });
    expect(moved.tracks.map((t) => t.unitId)).to.deep.equal([unit(2), unit(3)]);
  });

  it('are decided for units of the case, and so that it is in order', () => {
    const opened = open(joint());
    expect(refusal(() => settle(opened, { fromUnitId: unit(7), to: [] }))).to.deep.equal({
      code: 'UNKNOWN_UNIT',
      facts: { unitIds: [unit(7)] },
    });
    expect(refusal(() => settle(opened, { fromUnitId: unit(1), to: [] })).code).to.equal('TRACKS_CONFLICT');
  });

  it('are not what a coordination over a rating decides', () => {
    const rated = happen(joint(), [{ kind: 'coordination-opened', body: { cause: 'dissatisfied' } }]);
    expect(refusal(() => settle(rated, null)).code).to.equal('WRONG_STATE');
  });
});

describe('the national term for returns', () => {
  it('is ten working days, on which the days above rest', () => {
    expect(NATIONAL.terms.returnRequest).to.deep.include({ n: 10, unit: 'workdays' });
  });
});
