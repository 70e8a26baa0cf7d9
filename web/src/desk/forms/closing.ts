import { RATINGS } from '../../../../shared/values/cases.ts';
import type { commitmentRequests } from '../../../../shared/commitments.ts';
import type { confirmContact } from '../../../../shared/contacts.ts';
import type { feedbackRequests } from '../../../../shared/feedback.ts';
import type { correctCase } from '../../../../shared/timeline.ts';
import { unitsOf } from './assigning.ts';
import type { Desk } from './desk.ts';
import { choice, dayOrNone, optionsOf, prose, yes } from './field.tsx';
import type { FormsOf, NamesOf } from './forms.ts';
import { pickLoaded, pickOne, pickSome } from './pickers.tsx';
import { correction } from './special.tsx';

const rated = ({ words }: Desk) => choice(optionsOf(RATINGS, words.ratings));

type Kept = Desk['view']['commitments'][number];

/** A promise, to choose from those that stand so: of the caller’s unit, or of any. */
const promise = ({ view, me, words }: Desk, state: Kept['state']) =>
  pickOne(
    view.commitments
      .filter((one) => one.state === state && (me.unitId === null || one.unitId === me.unitId))
      .map(({ commitmentId, text, due }) => ({ value: commitmentId, label: words.promised(text, due) })),
  );

/** Units that reply, to be asked again. */
const repliers = (desk: Desk) => {
  const units = unitsOf(desk, ({ role }) => role === 'lead' || role === 'separate');
  return pickSome(
    units,
    units.map((one) => one.value),
  );
};

const why = () => ({ why: prose(2, 500) });

type Closing = NamesOf<typeof feedbackRequests> | NamesOf<typeof commitmentRequests>;
type Alone = NamesOf<readonly [typeof correctCase, typeof confirmContact]>;

/** What deputies think of the answers, what follows, what was promised, and what is set right. */
export const closingForms: FormsOf<Closing | Alone> = {
  'feedback:give': (desk) => ({
    attitude: rated(desk),
    result: rated(desk),
    opinion: prose(0, 5_000),
    wantsRehandling: yes(),
  }),
  'joint-opinion:give': (desk) => ({ result: rated(desk), text: prose(0, 5_000) }),
  'rehandling:order': (desk) => ({ unitIds: repliers(desk), ...why() }),
  'rehandling:decline': why,
  'coordination:conclude': (desk) => ({
    outcome: choice(optionsOf(['rehandle', 'close'] as const, desk.words.outcomes)),
    result: prose(2, 5_000),
    unitIds: repliers(desk),
  }),
  'commitment:report': (desk) => ({ commitmentId: promise(desk, 'open'), progress: prose(2, 5_000) }),
  'commitment:fulfil': (desk) => ({ commitmentId: promise(desk, 'open'), text: prose(2, 5_000) }),
  'commitment:explain': (desk) => ({
    commitmentId: promise(desk, 'open'),
    text: prose(2, 5_000),
    due: dayOrNone(),
  }),
  'commitment:rate': (desk) => ({
    commitmentId: promise(desk, 'fulfilled'),
    result: rated(desk),
    text: prose(0, 5_000),
  }),
  'contact:confirm': ({ contacts }) => ({ contactId: pickLoaded(contacts) }),
  'case:archive': () => ({}),
  'case:correct': (desk) => ({ set: correction(desk), ...why() }),
};
