import { expect } from 'chai';
import { whyMayNotAct } from '../../../server/suggestions/case/act.rules.ts';
import { ACTS } from '../../../server/suggestions/case/acts.ts';
import { draft } from '../../../server/suggestions/proposing/drafting.rules.ts';
import { EVENT_KINDS } from '../../../shared/case-events.ts';
import type { CaseRole, CaseState } from '../../../shared/cases.ts';
import { CASE_ROLES, CASE_STATES } from '../../../shared/values/cases.ts';
import { suggestion } from './acting.ts';

/** L 领衔 · S 附议 · D 团长 · R 综合处 · C 经办人 · U 单位负责人 · O 代表工作机构 · K 分办协调 · M 专委会 · Y the product itself. */
const LETTERS: Readonly<Record<string, CaseRole>> = {
  ...{ L: 'lead-deputy', S: 'seconding-deputy', D: 'delegation-head' },
  ...{ R: 'registry', C: 'contact', U: 'unit-leader' },
  ...{ O: 'office', K: 'coordinator', M: 'committee', Y: 'system' },
};

/**
 * The life of a suggestion as the rules have it, written by hand: act, transition, who, when. Everything that is not
 * here is refused.
 */
const TABLE = `
suggestion:redraft             T5   LD    draft seconding returned
seconding:ask                  T1   L     draft seconding
seconding:confirm              T1   S     seconding returned
seconding:decline              T1   S     seconding returned
suggestion:submit              T2   LD    draft seconding
suggestion:resubmit            T5   LD    returned
review:begin                   T3   Y     submitted
suggestion:return-for-revision T4   O     review
suggestion:reject              T4   O     review
suggestion:register            T6   O     review
suggestion:convert-motion      T6   O     review registered
suggestion:merge               T6   OY    registered assigned received handling
suggestion:withdraw            T23  LD    draft seconding submitted review returned registered assigned received return-requested handling coordination
withdrawal:agree               T23  S     submitted review returned registered assigned received return-requested handling coordination
withdrawal:refuse              T23  S     submitted review returned registered assigned received return-requested handling coordination
withdrawal:retract             T23  LD    submitted review returned registered assigned received return-requested handling coordination
deputy:leave                   T26  OY    draft seconding submitted review returned registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
track:sign-for                 T8   RU    assigned received return-requested handling replied feedback rehandling
track:request-return           T9   RU    assigned received return-requested handling
return:decide                  T10  OK    assigned received return-requested handling replied feedback rehandling
track:assign-on                T7   K     assigned received handling
assignment:object              T10b LDRU  assigned received
assignment:coordinate          T10b OK    assigned received return-requested
assignment:decide              T10b OK    coordination
contact:confirm                -    LSD   assigned received return-requested handling replied feedback rehandling coordination closed tracking
opinion:file                   T12  RCU   assigned received return-requested handling rehandling
opinion:accept                 T12  RCU   assigned received return-requested handling rehandling
opinion:send-back              T12  RCU   assigned received return-requested handling rehandling
opinion:waive                  T12  O     assigned received return-requested handling rehandling
extension:request              T13  RCU   assigned received return-requested handling
extension:decide               T13  OK    assigned received return-requested handling
reply:share-draft              T14  RCU   handling rehandling
draft:comment                  T14  LSD   handling rehandling
reply:issue                    T15  U     handling rehandling
case:explain                   T15b RCU   handling rehandling
joint-opinion:give             T17  S     feedback
feedback:give                  T17  LD    feedback
feedback:lapse                 T17  Y     feedback
rehandling:order               T18  O     feedback
rehandling:decline             T18  O     feedback
coordination:conclude          T20  O     coordination
commitment:report              T21  RCU   handling replied feedback rehandling coordination tracking
commitment:fulfil              T22  U     handling replied feedback rehandling coordination tracking
commitment:explain             T22  U     handling replied feedback rehandling coordination tracking
commitment:rate                T22  LD    handling replied feedback rehandling coordination tracking
commitment:roll-over           T22  Y     handling replied feedback rehandling coordination tracking
case:archive                   T22  OY    closed tracking
publication:propose            T24  RCUO  replied feedback rehandling coordination closed tracking
publication:review             T24  UO    replied feedback rehandling coordination closed tracking
publication:publish            T24  O     replied feedback rehandling coordination closed tracking
publication:object             T24  LD    registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
supervision:designate          T25  O     registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
supervision:record             T25  MO    registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
supervision:end                T25  O     registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
topic:planned                  T25  Y     registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
topic:noted                    T25  Y     registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
topic:closed                   T25  Y     registered assigned received return-requested handling replied feedback rehandling coordination closed tracking
case:correct                   -    O     submitted review returned rejected registered assigned received return-requested handling replied feedback rehandling coordination closed tracking archived withdrawn
`;

interface Row {
  readonly name: string;
  readonly transition: string;
  readonly who: readonly CaseRole[];
  readonly when: readonly string[];
}
const ROWS = TABLE.trim()
  .split('\n')
  .map((line): Row => {
    const [name = '', transition = '', letters = '', ...when] = line.split(/ +/);
    return { name, transition, who: letters.split('').flatMap((letter) => LETTERS[letter] ?? []), when };
  });

const answerTo = (act: (typeof ACTS)[number], state: CaseState, role: CaseRole): string =>
  whyMayNotAct(act, { state, suggestionId: suggestion(1) }, new Set([role]))?.code ?? 'allowed';

/** What the hand-written table says. */
function expected({ who, when }: Row, state: CaseState, role: CaseRole): string {
  if (!who.includes(role)) return 'NOT_ALLOWED';
  return when.includes(state) ? 'allowed' : 'WRONG_STATE';
}

describe('the table of acts', () => {
  it('has the acts written here, each once, and no others', () => {
    const names = ACTS.map((act) => act.name);
    expect(names.toSorted()).to.deep.equal(ROWS.map((row) => row.name).sort());
    expect(new Set(names).size).to.equal(names.length);
  });

  it('is written with known roles and states', () => {
    for (const { name, who, when } of ROWS) {
      expect(who, name).to.not.deep.equal([]);
      expect(CASE_STATES, name).to.include.members(when as CaseState[]);
    }
    expect(Object.values(LETTERS)).to.have.members([...CASE_ROLES]);
  });

  for (const row of ROWS)
    it(`lets ${row.name} be done by these, then, and answers everybody else and at any other time as it should`, () => {
      const act = ACTS.find(({ name }) => name === row.name);
      if (!act) throw new Error(`there is no ${row.name}`);
      if (row.transition !== '-') expect(act.transition).to.equal(row.transition);
      for (const state of CASE_STATES)
        for (const role of CASE_ROLES)
          expect(answerTo(act, state, role), `${role} when ${state}`).to.equal(expected(row, state, role));
    });

  it('leaves nothing to do with what is archived, withdrawn or rejected but to correct it', () => {
    for (const state of ['archived', 'withdrawn', 'rejected'] as const) {
      const possible = ACTS.filter((act) => act.when.includes(state)).map((act) => act.name);
      expect(possible, state).to.deep.equal(['case:correct']);
    }
  });

  it('lets units touch nothing of a deputy’s rating', () => {
    const ofRatings = ACTS.filter((act) =>
      act.makes.some((kind) => /feedback-given|opinion-given|-rated/.test(kind)),
    );
    expect(ofRatings.map((act) => act.name)).to.have.members([
      'joint-opinion:give',
      'feedback:give',
      'commitment:rate',
    ]);
    for (const { name, may } of ofRatings)
      expect(may, name).to.not.include.members(['registry']).and.not.include.members(['unit-leader']);
  });

  it('comes to every kind of thing that can happen, but what the record does in bulk', () => {
    const made = new Set([...ACTS, draft].flatMap((act) => [...act.makes]));
    expect(EVENT_KINDS.filter((kind) => !made.has(kind))).to.have.members([
      'imported', // huying import
      'assigned', // the hand-over
      'revised', // suggestion:revise
      'contacts-named', // track:name-contacts
      'contact-recorded', // contact:record
      'policy-moved',
    ]);
  });

  it('leads out of every state that is no end', () => {
    const ends: readonly CaseState[] = ['rejected', 'archived', 'withdrawn'];
    for (const state of CASE_STATES.filter((s) => !ends.includes(s)))
      expect(
        ACTS.some((act) => act.name !== 'case:correct' && act.when.includes(state)),
        state,
      ).to.equal(true);
  });
});
