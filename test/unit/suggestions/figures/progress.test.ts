import { expect } from 'chai';
import { progressOf } from '../../../../server/suggestions/figures/progress.rules.ts';

describe('the progress of a session', () => {
  it('counts each stage in its own month, over the turn of a year, with months in which nothing happened', () => {
    const { months, all } = progressOf([
      { handedOver: '2022-11', replied: '2023-02', closed: '2023-02', cases: 3 },
      { handedOver: '2022-11', replied: '2023-02', closed: '', cases: 2 },
      { handedOver: '2022-12', replied: '', closed: '', cases: 1 },
    ]);
    expect(all).to.equal(6);
    expect(months).to.deep.equal([
      { month: '2022-11', handedOver: 5, replied: 0, closed: 0 },
      { month: '2022-12', handedOver: 1, replied: 0, closed: 0 },
      { month: '2023-01', handedOver: 0, replied: 0, closed: 0 },
      { month: '2023-02', handedOver: 0, replied: 5, closed: 3 },
    ]);
  });

  it('is empty before anything was handed over', () => {
    expect(progressOf([{ handedOver: '', replied: '', closed: '', cases: 4 }])).to.deep.equal({
      months: [],
      all: 4,
    });
    expect(progressOf([])).to.deep.equal({ months: [], all: 0 });
  });
});
