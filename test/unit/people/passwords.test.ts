import { expect } from 'chai';
import { passwordFlaw } from '../../../server/people/passwords.rules.ts';

const owner = { login: 'zhangwei', name: '张伟', phone: '13812340000' };

describe('passwords', () => {
  for (const good of [
    'Ten-chars1',
    'keep7walking!',
    '湖边的三棵柳树在下雨天里轻轻摇晃',
    'correct horse battery staple',
    'zhangwei likes 3 kinds of tea',
  ]) {
    it(`takes ${good}`, () => {
      expect(passwordFlaw(good, owner)).to.equal(null);
    });
  }

  for (const [flaw, password] of [
    ['TOO_SHORT', 'Nine-ch4r'],
    ['TOO_SHORT', 'Ａb1!Ａb1!2'],
    ['TOO_SIMPLE', 'onlylettersx'],
    ['TOO_SIMPLE', 'letters12345x'],
    ['REPEATED', 'aaaaaaaaaaaaaaaaaaaa'],
    ['REPEATED', 'Abc1!Abc1!Abc1!'],
    ['PERSONAL', 'Zhangwei-1'],
    ['PERSONAL', '13812340000aA!'],
    ['PERSONAL', 'ZHANGWEI!zhangwei2'],
    ['COMMON', 'Password2022!'],
    ['COMMON', 'HuYing@2026'],
    ['COMMON', '1234567890123456'],
    ['COMMON', 'Woaini-1314!'],
  ] as const) {
    it(`refuses as ${flaw}: ${password}`, () => {
      expect(passwordFlaw(password, owner)).to.equal(flaw);
    });
  }

  it('does not compare with a phone that is not there', () => {
    expect(passwordFlaw('13812340000aA!', { ...owner, phone: null })).to.equal(null);
  });
});
