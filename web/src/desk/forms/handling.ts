import { PUBLICITIES } from '../../../../shared/values/cases.ts';
import type { handlingRequests } from '../../../../shared/handling.ts';
import { unitsOf } from './assigning.ts';
import type { Desk } from './desk.ts';
import { choice, day, dayOrNone, either, line, optionsOf, prose, rows, yes } from './field.tsx';
import type { FormsOf, NamesOf } from './forms.ts';
import { pickLoadedSome, pickOne, pickOrNone } from './pickers.tsx';
import { deputiesOf, mostPublic } from './proposing.ts';
import { faceToFace, promises, replyClass } from './special.tsx';

/** Co-handling units whose opinion is there, or which still owe one. */
const filed = (desk: Desk) =>
  pickOne(unitsOf(desk, ({ role, state }) => role === 'co' && state === 'opinion-filed'));
const owing = (desk: Desk) =>
  pickOne(unitsOf(desk, ({ role, state }) => role === 'co' && state !== 'opinion-accepted'));

const why = () => ({ why: prose(2, 500) });

/** Opinions, more time, drafts and answers. */
export const handlingForms: FormsOf<NamesOf<typeof handlingRequests>> = {
  'opinion:file': () => ({ text: prose(2, 20_000), signedBy: line(2, 50) }),
  'opinion:accept': (desk) => ({ unitId: filed(desk) }),
  'opinion:send-back': (desk) => ({ unitId: filed(desk), ...why() }),
  'opinion:waive': (desk) => ({ unitId: owing(desk), ...why() }),
  'reply:share-draft': () => ({ text: prose(2, 50_000) }),
  'draft:comment': (desk) => ({
    unitId: pickOne(unitsOf(desk, ({ role }) => role === 'lead' || role === 'separate')),
    text: prose(2, 5_000),
  }),
  'reply:issue': (desk) => ({
    docNumber: line(2, 60),
    replyClass: replyClass(desk),
    points: rows(1),
    text: prose(2, 50_000),
    commitments: promises(),
    faceToFace: faceToFace(desk, deputiesOf(desk)),
    attachmentIds: pickLoadedSome(desk.roomFiles),
    copies: rows(0),
    publicity: choice(optionsOf(PUBLICITIES, desk.words.publicities), mostPublic(desk.view)),
    publicityReason: line(0, 500),
    leadRelays: yes(),
  }),
  'case:explain': (desk) => ({
    on: day(desk.today, desk.today),
    summary: prose(2, 5_000),
    contactId: pickOrNone(desk.contacts, desk.words.none),
  }),
  'extension:request': () => ({ until: day(), reason: prose(2, 2_000) }),
  'extension:decide': ({ words }) => ({
    approved: either({ yes: words.decisions.agree, no: words.decisions.refuse }),
    until: dayOrNone(),
    ...why(),
  }),
};
