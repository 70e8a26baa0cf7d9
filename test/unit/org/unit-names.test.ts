import { expect } from 'chai';
import { delegationKey, keysOf, nameKey, nearestUnits } from '../../../server/org/unit-names.rules.ts';

const unit = (name: string, shortName = name, aliases: string[] = []) => ({
  name,
  keys: keysOf({ name, shortName, aliases }),
});

describe('names of units', () => {
  for (const [a, b] of [
    ['人力资源和社会保障部', '人力资源社会保障部'],
    ['住房和城乡建设部', '住房城乡建设部'],
    ['文化和旅游部', '文化旅游部'],
    ['中华人民共和国教育部', '教育部'],
    ['中共中央组织部', '中央组织部'],
    [' 国家　卫生健康委员会 ', '国家卫生健康委'],
    ['中共中央党校（国家行政学院）', '中央党校(国家行政学院)'],
    ['合川区人民政府', '合川区政府'],
    ['农业农村、水利局', '农业农村和水利局'],
    ['ＮＤＲＣ', 'ndrc'],
  ] as const) {
    it(`${a} = ${b}`, () => {
      expect(nameKey(a)).to.equal(nameKey(b));
    });
  }

  for (const [a, b] of [
    ['和县教育局', '县教育局'],
    ['呼和浩特市教育局', '呼浩特市教育局'],
    ['财政部', '财政局'],
    ['西山区农业农村局', '东山区农业农村局'],
  ] as const) {
    it(`${a} ≠ ${b}`, () => {
      expect(nameKey(a)).to.not.equal(nameKey(b));
    });
  }

  it('give one key for each different name, the full name’s first', () => {
    expect(
      keysOf({ name: '科学技术部', shortName: '科技部', aliases: ['中华人民共和国科学技术部', '科委', ''] }),
    ).to.deep.equal(['科学技术部', '科技部', '科委']);
  });

  it('find the three most like an unknown one, by short names and aliases too', () => {
    const units = [
      unit('国家发展和改革委员会', '国家发展改革委'),
      unit('教育部'),
      unit('人力资源和社会保障部', '人力资源社会保障部'),
      unit('工业和信息化部', '工业和信息化部', ['工信部']),
      unit('退役军人事务部', '退役军人部'),
    ];
    const nearest = (name: string) => nearestUnits(units, name, 3).map((u) => u.name);
    expect(nearest('发改委')[0]).to.equal('国家发展和改革委员会');
    expect(nearest('工信厅')[0]).to.equal('工业和信息化部');
    expect(nearest('人力资源与社会保障厅')[0]).to.equal('人力资源和社会保障部');
    expect(nearest('教育厅'))
      .to.have.length(3)
      .and.to.satisfy((names: string[]) => names[0] === '教育部');
    expect(nearestUnits(units.slice(0, 2), '什么', 3)).to.have.length(2);
  });
});

describe('names of delegations', () => {
  it('are one with and without 代表团 and 团', () => {
    expect(delegationKey('北京市代表团')).to.equal(delegationKey('北京市'));
    expect(delegationKey('北京团')).to.equal(delegationKey('北京代表团'));
    expect(delegationKey('解放军和武警部队团')).to.equal(delegationKey('解放军和武警部队代表团'));
    expect(delegationKey('湖南团')).to.not.equal(delegationKey('湖北团'));
  });
});
