import { expect } from 'chai';
import { BadConfig, readConfig } from '../../../server/config.ts';

describe('who must have a second factor', () => {
  const rolesOf = (raw: string) => readConfig({ HUYING_SECOND_FACTOR_ROLES: raw }).HUYING_SECOND_FACTOR_ROLES;

  it('is nobody where nothing says so', () => {
    expect(readConfig({}).HUYING_SECOND_FACTOR_ROLES).to.deep.equal([]);
  });

  it('are the roles that are listed', () => {
    expect(rolesOf('administrator, unit-contact')).to.deep.equal(['administrator', 'unit-contact']);
  });

  it('is never taken for nobody because a word was mistyped', () => {
    for (const wrong of ['admin', 'administrator;auditor', 'administrator,', 'none'])
      expect(() => rolesOf(wrong), wrong).to.throw(BadConfig, 'HUYING_SECOND_FACTOR_ROLES');
  });
});
