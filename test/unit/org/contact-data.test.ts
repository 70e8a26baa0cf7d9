import { expect } from 'chai';
import { maskCertificate, maskPhone, phoneDigits } from '../../../server/org/contact-data.rules.ts';
import { labelOf } from '../../../server/org/labels.rules.ts';

describe('phone numbers', () => {
  it('are one number however they are written', () => {
    for (const spelling of [
      '13800000000',
      '138 0000 0000',
      '138-0000-0000',
      '+86 13800000000',
      '0086-138-0000-0000',
      '8613800000000',
      '１３８００００００００',
    ])
      expect(phoneDigits(spelling), spelling).to.equal('13800000000');
    expect(phoneDigits('(010) 6309-1234')).to.equal('01063091234');
  });

  it('are none when they are not', () => {
    for (const text of ['', '无', '12345', '010-63091234转8', 'zhangwei', '138000000001234'])
      expect(phoneDigits(text), text).to.equal(null);
  });

  it('are shown with the middle hidden', () => {
    expect(maskPhone('13812340000')).to.equal('138****0000');
    expect(maskPhone('+86 138 1234 0000')).to.equal('138****0000');
    expect(maskPhone('63091234')).to.equal('******34');
  });
});

describe('certificate numbers', () => {
  it('are shown with their last four characters, and never more than half', () => {
    expect(maskCertificate('A2022001234')).to.equal('*******1234');
    expect(maskCertificate('12345')).to.equal('***45');
    expect(maskCertificate('')).to.equal('');
  });
});

describe('labels', () => {
  const all = { congressName: '十三届全国人大', unitName: '教育部', delegationName: '北京团' };
  it('say where somebody stands', () => {
    expect(labelOf({ ...all, roles: ['office', 'deputy'] })).to.equal('十三届全国人大代表工作机构');
    expect(labelOf({ ...all, roles: ['deputy'] })).to.equal('北京团');
    expect(labelOf({ ...all, roles: ['unit-contact'] })).to.equal('教育部');
    expect(labelOf({ ...all, roles: ['service-staff'], unitName: null })).to.equal('北京团');
    expect(labelOf({ ...all, roles: ['deputy'], delegationName: null })).to.equal('教育部');
    expect(labelOf({ ...all, roles: [], unitName: null, delegationName: null })).to.equal('');
  });
});
