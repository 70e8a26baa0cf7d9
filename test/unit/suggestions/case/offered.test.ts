import { expect } from 'chai';
import type { Caller } from '../../../../server/wire/ports.ts';
import { ACTS } from '../../../../server/suggestions/case/acts.ts';
import { mayDoOf } from '../../../../server/suggestions/case/may-do.rules.ts';
import { ABOUT } from '../../../../server/suggestions/case/offered.rules.ts';
import { extensionActs } from '../../../../server/suggestions/handling/extensions.rules.ts';
import { draftActs } from '../../../../server/suggestions/handling/drafts.rules.ts';
import { opinionActs } from '../../../../server/suggestions/handling/opinions.rules.ts';
import { withdrawingActs } from '../../../../server/suggestions/proposing/withdrawing.rules.ts';
import { ON, opinion } from '../handling/steps.ts';
import { CO_UNIT, contacted, LEAD, LEAD_UNIT, type Played, played, PLAYERS, SECONDER } from '../played.ts';

const caller = (given: Partial<Caller>): Caller =>
  ({ roles: ['deputy'], unitId: null, delegationId: null, ...given }) as Caller;
const lead = caller({ personId: LEAD });
const seconder = caller({ personId: SECONDER });
const ofLeadUnit = caller({ personId: PLAYERS.leader.personId as typeof LEAD, unitId: LEAD_UNIT });
const leader = { ...ofLeadUnit, roles: ['unit-contact', 'unit-leader'] } as const;
const coLeader = { ...leader, unitId: CO_UNIT } as const;

const { now } = mayDoOf(ACTS);
const offered = (at: Played, to: Caller): string[] => now(at.case, to);

describe('what is offered', () => {
  it('names acts that there are', () => {
    expect(ACTS.map(({ name }) => name)).to.include.members(Object.keys(ABOUT));
  });

  it('to a deputy is little until something has come of it', () => {
    const at = played();
    expect(offered(at, lead)).to.have.members([
      ...['suggestion:withdraw', 'assignment:object', 'publication:object'],
    ]);
    at.happens(contacted(LEAD_UNIT, 'pre'));
    expect(offered(at, lead)).to.include('contact:confirm').and.not.include('draft:comment');
    at.happens({ kind: 'opinion-accepted', body: { unitId: CO_UNIT } });
    at.act(draftActs.share, PLAYERS.contact, { ...ON, text: '答复稿' });
    expect(offered(at, lead)).to.include('draft:comment').and.not.include('commitment:rate');
  });

  it('of a withdrawal is to answer it where it was asked for, and to ask where it was not', () => {
    const at = played();
    expect(offered(at, seconder)).to.not.include.members(['withdrawal:agree']);
    at.happens({ kind: 'withdrawal-asked', body: {} });
    expect(offered(at, seconder)).to.include.members(['withdrawal:agree', 'withdrawal:refuse']);
    expect(offered(at, lead)).to.include('withdrawal:retract').and.not.include('suggestion:withdraw');
    at.act(withdrawingActs.retract, PLAYERS.lead, ON);
    expect(offered(at, lead)).to.include('suggestion:withdraw').and.not.include('withdrawal:retract');
  });

  it('to units follows each unit’s own part', () => {
    const at = played().happens(contacted(LEAD_UNIT, 'pre'));
    expect(offered(at, leader)).to.include.members(['reply:issue', 'extension:request']);
    expect(offered(at, leader)).to.not.include.members(['opinion:file']).and.not.include('opinion:accept');
    expect(offered(at, coLeader)).to.include('opinion:file').and.not.include('reply:issue');
    at.act(opinionActs.file, PLAYERS.coLeader, opinion);
    expect(offered(at, coLeader)).to.not.include('opinion:file');
    expect(offered(at, leader)).to.include.members(['opinion:accept', 'opinion:send-back']);
    at.on('2022-04-06').act(extensionActs.request, PLAYERS.contact, {
      ...{ ...ON, reason: '需要实地调研', until: '2022-09-30' },
    });
    expect(offered(at, leader)).to.not.include('extension:request');
  });

  it('of promises is only what was promised', () => {
    const at = played().happens(contacted(LEAD_UNIT, 'pre'));
    const ofPromises = (to: Caller) => offered(at, to).filter((name) => name.startsWith('commitment:'));
    expect([...ofPromises(leader), ...ofPromises(lead)]).to.eql([]);
  });
});
