import { expect } from 'chai';
import * as fc from 'fast-check';
import type { PersonId, UnitId } from '../../../shared/ids.ts';
import type { Phase, TrackRole } from '../../../shared/suggestions.ts';
import { reachesLead } from '../../../server/suggestions/contact/contact.rules.ts';
import { inLanes } from '../../../server/ops/lanes.ts';
import {
  conflictingUnit,
  numberKeyOf,
  orderKeyOf,
  phaseOf,
  roomNameOf,
  seatsKeyOf,
  sourceAfter,
  unitsOwingFirstContact,
  withoutLead,
} from '../../../server/suggestions/record/record.rules.ts';

const track = (role: TrackRole, ...contacted: Phase[]) => ({
  unitId: role as string as UnitId,
  role,
  contacted,
});

describe('the rules of the record', () => {
  it('tell suggestions of a session apart by number, and without one by title', () => {
    expect(numberKeyOf('7238', '甲')).to.equal(numberKeyOf('7238', '乙'));
    expect(numberKeyOf('', '甲')).to.not.equal(numberKeyOf('', '乙'));
    expect(numberKeyOf('', '甲')).to.equal(numberKeyOf('', '甲'));
  });

  it('order by session, then number as a number, those without one last', () => {
    const keys = [
      [4, '9999'],
      [5, '2'],
      [5, '12'],
      [5, '第100号'],
      [5, ''],
      [10, '1'],
    ] as const;
    const made = keys.map(([session, number]) => orderKeyOf(session, number, '题'));
    expect([...made].sort()).to.deep.equal(made);
  });

  it('name the room by number, else by at most 50 characters of the title', () => {
    expect(roomNameOf('7238', '题')).to.equal('第7238号代表建议办理群');
    expect(roomNameOf('', '题')).to.equal('题');
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 120, unit: 'grapheme' }), (title) => {
        const name = roomNameOf('', title);
        expect(Array.from(name).length).to.be.at.most(50);
        if (Array.from(title).length <= 50) expect(name).to.equal(title);
      }),
    );
  });

  it('see the case in the first phase that some owing unit has not been through', () => {
    expect(phaseOf([track('lead')])).to.equal('pre');
    expect(phaseOf([track('lead', 'pre'), track('separate')])).to.equal('pre');
    expect(phaseOf([track('lead', 'pre'), track('co')])).to.equal('mid');
    expect(phaseOf([track('lead', 'pre', 'mid')])).to.equal('post');
    expect(phaseOf([track('lead', 'pre', 'mid', 'post')])).to.equal('post');
    expect(phaseOf([track('reference')])).to.equal('pre');
  });

  it('let lead and separate units owe the first contact until they made it', () => {
    const tracks = [track('lead', 'pre'), track('separate', 'mid'), track('co'), track('reference')];
    expect(unitsOwingFirstContact(tracks)).to.deep.equal(['separate']);
  });

  it('find the unit that stands twice', () => {
    expect(conflictingUnit([track('lead'), track('co')])).to.equal(null);
    expect(conflictingUnit([track('lead'), track('co'), track('lead')])).to.equal('lead');
  });

  it('say what a suggestion is by its deputies', () => {
    expect(sourceAfter('unknown', null, [])).to.equal('unknown');
    expect(sourceAfter('unknown', 'a', [])).to.equal('individual');
    expect(sourceAfter('individual', 'a', ['b'])).to.equal('joint');
    expect(sourceAfter('delegation', null, ['b'])).to.equal('delegation');
  });

  it('list seconding deputies once and without the lead', () => {
    expect(withoutLead(['a', 'b', 'a', 'c'], 'c')).to.deep.equal(['a', 'b']);
  });

  it('know equal seats in any order from others', () => {
    const a = { personId: 'a' as PersonId, roles: ['office' as const] };
    const b = { personId: 'b' as PersonId, roles: ['lead-unit' as const] };
    expect(seatsKeyOf([a, b])).to.equal(seatsKeyOf([b, a]));
    expect(seatsKeyOf([a])).to.not.equal(seatsKeyOf([a, b]));
    expect(seatsKeyOf([{ ...a, roles: ['lead-unit'] }])).to.not.equal(seatsKeyOf([a]));
  });

  it('count a contact as made when the lead deputy was reached; without one, when any was', () => {
    const [a, b] = ['a', 'b'] as PersonId[] as [PersonId, PersonId];
    const card = { active: true, delegationId: null };
    expect(reachesLead({ leadId: a }, [b], card)).to.equal(false);
    expect(reachesLead({ leadId: a }, [b, a], card)).to.equal(true);
    expect(reachesLead({ leadId: null }, [b], undefined)).to.equal(true);
    expect(reachesLead({ leadId: a }, [b], { ...card, active: false })).to.equal(true);
  });
});

describe('work in lanes', () => {
  it('does every item, never more at a time than there are lanes', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async (n) => {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      done.push(n);
      now -= 1;
    });
    expect(done.sort()).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(most).to.equal(3);
  });

  it('ends with the first error, after what was begun', async () => {
    const begun: number[] = [];
    const ended = await inLanes([1, 2, 3, 4, 5, 6], 2, async (n) => {
      begun.push(n);
      await new Promise(setImmediate);
      if (n === 2) throw new Error('two');
    }).then(
      () => null,
      (error: unknown) => (error as Error).message,
    );
    expect(ended).to.equal('two');
    expect(begun.length).to.be.lessThan(5);
  });
});
