import { expect } from 'chai';
import { nextStep, type Standing } from '../../../web/src/desk/next.rules.ts';

const track = (
  role: 'lead' | 'co',
  state: NonNullable<Standing['track']>['state'],
  contacted: ('pre' | 'mid' | 'post')[] = [],
) => ({ role, state, contacted });

describe('the next step', () => {
  it('of a deputy is to hand a draft in, to change what was returned, and to say what they think of a reply', () => {
    const deputy = (state: Standing['state'], ...mayDo: string[]) => nextStep({ state, mayDo, track: null });
    expect(deputy('draft', 'suggestion:redraft', 'suggestion:submit')).to.equal('suggestion:submit');
    expect(deputy('seconding', 'seconding:confirm', 'seconding:decline')).to.equal('seconding:confirm');
    expect(deputy('returned', 'suggestion:resubmit', 'suggestion:redraft')).to.equal('suggestion:redraft');
    expect(deputy('feedback', 'feedback:give')).to.equal('feedback:give');
    expect(deputy('feedback', 'joint-opinion:give')).to.equal('joint-opinion:give');
  });

  it('is none where one may do something but nobody waits for it', () => {
    expect(nextStep({ state: 'handling', mayDo: ['suggestion:withdraw'], track: null })).to.equal(null);
    expect(nextStep({ state: 'review', mayDo: ['suggestion:withdraw'], track: null })).to.equal(null);
  });

  it('of a unit follows from its own part: sign, opinion, and a reply only after a contact while handling', () => {
    const mayDo = ['track:sign-for', 'opinion:file', 'reply:share-draft', 'reply:issue'];
    const unit = (part: Standing['track'], state: Standing['state'] = 'handling') =>
      nextStep({ state, mayDo, track: part });
    expect(unit(track('lead', 'waiting'), 'assigned')).to.equal('track:sign-for');
    expect(unit(track('co', 'received'))).to.equal('opinion:file');
    expect(unit(track('co', 'opinion-filed'))).to.equal(null);
    expect(unit(track('lead', 'handling', ['pre']))).to.equal(null);
    expect(unit(track('lead', 'handling', ['pre', 'mid']))).to.equal('reply:issue');
    expect(unit(track('lead', 'replied', ['pre', 'mid']), 'feedback')).to.equal(null);
  });

  it('never is what the server would refuse by role', () => {
    const part = track('lead', 'handling', ['pre', 'mid']);
    expect(nextStep({ state: 'handling', mayDo: ['reply:share-draft'], track: part })).to.equal(
      'reply:share-draft',
    );
    expect(nextStep({ state: 'handling', mayDo: [], track: part })).to.equal(null);
  });
});
