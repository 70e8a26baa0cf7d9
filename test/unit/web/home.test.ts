import { expect } from 'chai';
import type { CaseState } from '../../../shared/cases.ts';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { NextStep } from '../../../shared/figures.ts';
import type { ContactId, SuggestionId } from '../../../shared/ids.ts';
import { type Board, type BoardLine, waitingOf, partsOf, stageOf } from '../../../web/src/home/home.rules.ts';

const line = (name: string, next: Partial<NextStep>, state: CaseState = 'handling'): BoardLine => ({
  ...{ suggestionId: name as SuggestionId, session: 5, number: name, title: name, state },
  ...{ roomId: null, part: 'lead', units: [] },
  next: { step: 'await-reply', turn: 'units', by: null, ...next },
});

const met = (of: string, name: string): Board['toConfirm'][number] => ({
  ...{ suggestionId: of as SuggestionId, contactId: name as ContactId, unitName: '民政部' },
  ...{ phase: 'pre', method: 'visit', at: '2026-04-09T02:00:00.000Z' },
});

const board = (suggestions: BoardLine[], toConfirm: Board['toConfirm'] = []): Board => ({
  ...{ suggestions, toConfirm },
  ...{ yours: suggestions.filter(({ next }) => next.turn === 'you').length, total: suggestions.length },
});

const names = (of: Board) =>
  waitingOf(of).map((one) => (one.is === 'contact' ? one.contact.contactId : one.line.number));

describe('what waits for a deputy', () => {
  it('is what only they can do, never what others have to', () => {
    expect(
      names(board([line('1', {}), line('2', { turn: 'office' }), line('3', { turn: null })])),
    ).to.deep.equal([]);
  });

  it('comes by its last day, then the contacts to confirm, then the rest', () => {
    const found = board(
      [
        line('draft', { step: 'submit', turn: 'you' }),
        line('late', { step: 'give-feedback', turn: 'you', by: '2026-07-01' }),
        line('soon', { step: 'give-feedback', turn: 'you', by: '2026-06-01' }),
        line('others', {}),
      ],
      [met('others', 'visit')],
    );
    expect(names(found)).to.deep.equal(['soon', 'late', 'visit', 'draft']);
  });

  it('leaves out a contact in a case that is not on the board', () => {
    expect(names(board([line('1', {})], [met('2', 'visit')]))).to.deep.equal([]);
  });
});

describe('a deputy’s suggestions', () => {
  it('are counted by the deputy’s part in them', () => {
    const mine = board([
      line('1', {}),
      { ...line('2', {}), part: 'seconding' },
      { ...line('3', {}), part: 'delegation' },
    ]);
    expect(partsOf(mine)).to.deep.equal({ lead: 2, seconding: 1 });
  });

  it('stand somewhere, whatever their state', () => {
    for (const state of CASE_STATES) expect(stageOf(state), state).to.be.a('string');
    expect(stageOf('rehandling')).to.equal('handling');
    expect(stageOf('withdrawn')).to.equal('ended');
  });
});
