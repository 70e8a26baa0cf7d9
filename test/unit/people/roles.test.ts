import { expect } from 'chai';
import { ACTS, may, type Act } from '../../../server/people/roles.rules.ts';
import { PERSON_ROLES, type PersonRole } from '../../../shared/people.ts';

/** Written out once more, so that a change of the table is a change of two places. Columns as in PERSON_ROLES. */
const EXPECTED: Record<Act, readonly [...(0 | 1)[]]> = {
  //                         deputy  contact  leader  service  office  administrator
  'hand-over': [0, 0, 0, 0, 1, 1],
  'suggestion:list': [0, 0, 0, 0, 1, 1],
  'suggestion:read-any': [0, 0, 0, 0, 1, 0],
  'suggestion:revise': [0, 0, 0, 0, 1, 0],
  'track:name-contacts': [0, 1, 1, 0, 0, 0],
  'track:name-contacts-any': [0, 0, 0, 0, 1, 0],
  'contact:record': [0, 1, 1, 0, 0, 0],
  'duty:read-unit': [0, 1, 1, 0, 0, 0],
  'duty:read-all': [0, 0, 0, 0, 1, 1],
  'unit:people': [0, 1, 1, 0, 0, 0],
  'unit:people-any': [0, 0, 0, 0, 1, 1],
};

const ORDER: readonly PersonRole[] = [
  'deputy',
  'unit-contact',
  'unit-leader',
  'service-staff',
  'office',
  'administrator',
];

describe('the table of roles', () => {
  it('has a line for every act and a column for every role', () => {
    expect(Object.keys(EXPECTED).sort()).to.deep.equal([...ACTS].sort());
    expect([...PERSON_ROLES]).to.deep.equal(ORDER);
  });

  for (const act of ACTS) {
    it(`says who may ${act}`, () => {
      expect(ORDER.map((role) => (may([role], act) ? 1 : 0))).to.deep.equal(EXPECTED[act]);
    });
  }

  it('adds up the roles of one person, and gives nothing to one without roles', () => {
    for (const act of ACTS) {
      expect(may([], act)).to.equal(false);
      expect(may(ORDER, act)).to.equal(true);
      expect(may(['deputy', 'office'], act)).to.equal(may(['office'], act));
    }
  });
});
