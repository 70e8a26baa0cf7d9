import { expect } from 'chai';
import { isBetweenSessions, originsIn } from '../../../server/import/rows/origins.rules.ts';

describe('what a suggestion grew out of', () => {
  it('is read from the words that lists use, each once', () => {
    expect(originsIn('专题调研；座谈、走访')).to.deep.equal(['research', 'visit']);
    expect(originsIn('视察\n代表小组活动')).to.deep.equal(['inspection', 'group']);
    expect(originsIn('调研;调查研究')).to.deep.equal(['research']);
    expect(originsIn('research; visit')).to.deep.equal(['research', 'visit']);
  });

  it('is 其他 where no word fits, and nothing where nothing is said', () => {
    expect(originsIn('媒体报道')).to.deep.equal(['other']);
    for (const silent of ['', '无', '未标注', '—']) expect(originsIn(silent), silent).to.deep.equal([]);
  });
});

describe('whether the congress was sitting', () => {
  it('is said by a column, by the session or by the number', () => {
    for (const cells of [
      ['闭会期间', '', ''],
      ['', '2023年闭会', '12'],
      ['', '', '闭08'],
      ['between sessions', '', ''],
    ])
      expect(isBetweenSessions(cells), cells.join()).to.equal(true);
    for (const cells of [
      ['大会期间', '五次会议', '7238'],
      ['In session', '', ''],
    ])
      expect(isBetweenSessions(cells), cells.join()).to.equal(false);
  });

  it('is not known where nothing says so', () => {
    expect(isBetweenSessions(['', '五次会议', '7238'])).to.equal(null);
  });
});
