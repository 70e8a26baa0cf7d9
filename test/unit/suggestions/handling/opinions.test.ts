import { expect } from 'chai';
import { opinionActs } from '../../../../server/suggestions/handling/opinions.rules.ts';
import { CO_UNIT, contacted, LEAD_UNIT, OTHER_UNIT, played, PLAYERS } from '../played.ts';
import { ON, opinion } from './steps.ts';

const { file, accept, sendBack, waive } = opinionActs;
const ofCo = { ...ON, unitId: CO_UNIT };
const coTrack = (the: ReturnType<typeof played>) => the.case.tracks.find((t) => t.unitId === CO_UNIT);

describe('the opinion of a co-handling unit', () => {
  it('is filed by its people and taken by the lead unit', () => {
    const the = played().act(file, PLAYERS.coContact, opinion);
    expect(the.last).to.deep.equal([
      { kind: 'opinion-filed', body: { unitId: CO_UNIT, text: '同意。', signedBy: '李四' } },
    ]);
    expect(coTrack(the)?.state).to.equal('opinion-filed');
    the.act(accept, PLAYERS.contact, ofCo);
    expect(coTrack(the)?.state).to.equal('opinion-accepted');
  });

  it('can be sent back, and is filed anew', () => {
    const the = played().act(file, PLAYERS.coContact, opinion).on('2022-05-06');
    the.act(sendBack, PLAYERS.contact, { ...ofCo, why: '没有具体内容' });
    expect(coTrack(the)).to.deep.include({
      state: 'received',
      opinion: { filedOn: '2022-05-06', redo: 1, waived: false },
    });
    the.act(file, PLAYERS.coContact, opinion);
    expect(coTrack(the)?.opinion?.redo).to.equal(1);
    expect(coTrack(the)?.state).to.equal('opinion-filed');
  });

  it('can be waived by the office, filed or not', () => {
    const the = played().act(waive, PLAYERS.office, { ...ofCo, why: '与本件关系不大' });
    expect(coTrack(the)?.state).to.equal('opinion-accepted');
    expect(the.refusal(waive, PLAYERS.office, { ...ofCo, why: '再一次' }).code).to.equal('ALREADY_DONE');
    expect(played().refusal(waive, PLAYERS.contact, { ...ofCo, why: '不等了' }).code).to.equal('NOT_ALLOWED');
  });

  it('is filed once', () => {
    const the = played().act(file, PLAYERS.coContact, opinion);
    expect(the.refusal(file, PLAYERS.coLeader, opinion).code).to.equal('ALREADY_DONE');
    the.act(accept, PLAYERS.contact, ofCo);
    expect(the.refusal(file, PLAYERS.coContact, opinion).code).to.equal('ALREADY_DONE');
    for (const act of [accept, sendBack])
      expect(the.refusal(act, PLAYERS.contact, { ...ofCo, why: '又来' }).code).to.equal('ALREADY_DONE');
  });

  it('is not filed by a unit that leads, that has not signed, or that has no part in it', () => {
    expect(played().refusal(file, PLAYERS.contact, opinion)).to.deep.equal({
      code: 'NOT_YOUR_TRACK',
      facts: { role: 'lead' },
    });
    expect(played().refusal(file, PLAYERS.otherContact, opinion).code).to.equal('NOT_YOUR_TRACK');
    expect(played({ waiting: [CO_UNIT] }).refusal(file, PLAYERS.coContact, opinion)).to.deep.equal({
      code: 'NOT_YET',
      facts: { missing: ['receipt'] },
    });
  });

  it('waits for the decision of a unit that wants to give its part back', () => {
    const the = played().happens({
      kind: 'return-requested',
      body: { unitId: CO_UNIT, reason: '不属于职责', suggestedUnitId: null, signedBy: '李四' },
    });
    expect(the.refusal(file, PLAYERS.coContact, opinion).facts).to.deep.equal({
      missing: ['return-decision'],
    });
  });

  it('is taken or sent back only when it lies there, by a unit that replies, of a unit that co-handles', () => {
    const the = played();
    for (const act of [accept, sendBack]) {
      expect(the.refusal(act, PLAYERS.contact, { ...ofCo, why: '说明' })).to.deep.equal({
        code: 'NOT_YET',
        facts: { missing: ['opinions'], unitIds: [CO_UNIT] },
      });
      expect(the.refusal(act, PLAYERS.coContact, { ...ofCo, why: '说明' }).code).to.equal('NOT_YOUR_TRACK');
      for (const unitId of [LEAD_UNIT, OTHER_UNIT])
        expect(the.refusal(act, PLAYERS.contact, { ...ON, unitId, why: '说明' })).to.deep.equal({
          code: 'UNKNOWN_UNIT',
          facts: { unitIds: [unitId] },
        });
    }
  });

  it('changes nothing about where the case stands', () => {
    const the = played().happens(contacted(LEAD_UNIT, 'pre'));
    expect(the.state).to.equal('handling');
    the.act(file, PLAYERS.coContact, opinion).act(accept, PLAYERS.leader, ofCo);
    expect(the.state).to.equal('handling');
  });
});
