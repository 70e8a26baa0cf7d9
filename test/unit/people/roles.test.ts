import { expect } from 'chai';
import { ACTS, may, type Act } from '../../../server/people/roles.rules.ts';
import { excludingRoles, PERSON_ROLES, type PersonRole } from '../../../shared/people.ts';

/** Written out once more, so that a change of the table is a change of two places. Columns as in PERSON_ROLES. */
const EXPECTED: Record<Act, readonly [...(0 | 1)[]]> = {
  // deputy contact leader service office | coordinator committee delegation-head statistics | administrator auditor
  'hand-over': [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  'suggestion:import': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'suggestion:list': [0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0],
  'suggestion:read-any': [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
  'suggestion:revise': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'track:name-contacts': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'track:name-contacts-any': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'contact:record': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'policy:change': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'wording:change': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'file-types:change': [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  'topic:any': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'topic:own': [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0],
  'figures:read': [0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0],
  'coverage:read-unit': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'board:office': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'board:unit': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'board:deputy': [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
  'duty:read-own': [1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0],
  'duty:read-unit': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'duty:read-all': [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  'unit:people': [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  'unit:people-any': [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  'delegation:people': [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
  'delegation:people-any': [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0],
  'room:moderate': [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  'room:audit': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
  'queue:watch': [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
};

const ORDER: readonly PersonRole[] = [
  'deputy',
  'unit-contact',
  'unit-leader',
  'service-staff',
  'office',
  'coordinator',
  'committee',
  'delegation-head',
  'statistics',
  'administrator',
  'auditor',
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
      expect(may(['deputy', 'office'], act)).to.equal(may(['deputy'], act) || may(['office'], act));
    }
  });

  it('lets an auditor do nothing but audit, and nobody else audit', () => {
    for (const act of ACTS) expect(may(['auditor'], act), act).to.equal(act === 'room:audit');
    for (const role of PERSON_ROLES) expect(may([role], 'room:audit'), role).to.equal(role === 'auditor');
  });

  it('keeps the administrator and the auditor apart, and joins whatever else', () => {
    expect(excludingRoles(['auditor', 'deputy', 'administrator'])).to.deep.equal([
      'administrator',
      'auditor',
    ]);
    for (const one of PERSON_ROLES)
      for (const other of PERSON_ROLES) {
        const isBoth = [one, other].includes('administrator') && [one, other].includes('auditor');
        expect(excludingRoles([one, other]).length > 0, `${one} ${other}`).to.equal(isBoth);
      }
  });
});
