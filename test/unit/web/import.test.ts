import { expect } from 'chai';
import type { ImportRow, ImportStep, SuggestionImport } from '../../../shared/import.ts';
import { rateOf, stepAt, withStep } from '../../../web/src/hand-over/import.rules.ts';
import { placesOf, replaced } from '../../../web/src/hand-over/steps/mending.rules.ts';

describe('the steps of an import', () => {
  it('are where it stands for who comes back, and never beyond', () => {
    expect(stepAt('read', '')).to.equal('columns');
    expect(stepAt('read', 'run')).to.equal('columns');
    expect(stepAt('checked', '')).to.equal('check');
    expect(stepAt('checked', 'run')).to.equal('run');
    expect(stepAt('checked', 'columns')).to.equal('columns');
    expect(stepAt('running', '')).to.equal('run');
    expect(stepAt('done', 'check')).to.equal('check');
    expect(stepAt('done', 'nowhere')).to.equal('run');
  });

  it('are not over before the hand-over is shown that follows', () => {
    const rows = { all: 1, unjudged: 0, fresh: 0, same: 0, changes: 0, wrong: 0, taken: 1 };
    const shown = { importId: 'a', state: 'running', rows, handOver: null } as unknown as SuggestionImport;
    const step = {
      importId: 'a',
      state: 'done',
      rows,
      progress: null,
      handOverId: 'h',
    } as unknown as ImportStep;
    expect(withStep(shown, step).state).to.equal('running');
    expect(withStep(shown, { ...step, handOverId: null }).state).to.equal('done');
    expect(withStep({ ...shown, handOver: { handOverId: 'h' } as never }, step).state).to.equal('done');
    expect(withStep({ ...shown, importId: 'b' as never }, step).state).to.equal('running');
  });

  it('go so fast as they went since the first look', () => {
    expect(rateOf({ done: 100, at: 0 }, { done: 100, at: 5_000 })).to.equal(null);
    expect(rateOf({ done: 100, at: 0 }, { done: 200, at: 500 })).to.equal(null);
    expect(rateOf({ done: 100, at: 0 }, { done: 300, at: 2_000 })).to.equal(100);
  });
});

describe('a wrong row', () => {
  const column = (at: number, field: 'number' | 'leadUnits' | null) => ({
    ...{ column: at, heading: `列${at}`, field, by: null, sample: [] },
  });
  const columns: SuggestionImport['columns'] = [column(0, 'number'), column(1, 'leadUnits'), column(2, null)];
  const row = (faults: ImportRow['faults']): ImportRow => ({
    ...{ line: 2, cells: [], number: '', title: '', suggestionId: null, faults },
  });

  it('is mended where its fault stands, or where a fault of the whole row can be', () => {
    const places = placesOf(
      row([
        { code: 'UNKNOWN_UNIT', column: 1, facts: {} },
        { code: 'DUPLICATE_IN_FILE', column: null, facts: { line: 1 } },
        { code: 'TOO_MANY_CELLS', column: null, facts: {} },
      ]),
      columns,
    );
    expect([...places.keys()]).to.deep.equal([1, 0, null]);
  });

  it('has the one wrong name of several put right', () => {
    expect(replaced('民政部、财整部', '财整部', '财政部')).to.equal('民政部、财政部');
    expect(replaced('', '财整部', '财政部')).to.equal('财政部');
  });
});
