import type { CaseLine } from '../../../shared/case-lines.ts';
import { because } from './sentences.ts';
import type { SystemLine } from '../words.ts';

type Params = SystemLine['params'];

const ratings: Readonly<Record<string, string>> = {
  satisfied: 'satisfied',
  mostly: 'mostly satisfied',
  dissatisfied: 'dissatisfied',
};
const forms: Readonly<Record<string, string>> = {
  inspection: 'an inspection',
  'on-site': 'a visit on site',
  'follow-up': 'a follow-up',
  meeting: 'a meeting',
  guidance: 'guidance',
};
const outcomes: Readonly<Record<string, string>> = {
  'go-on': 'the handling goes on',
  rehandle: 'it is handled again',
  close: 'it is closed',
};

const roundOf = ({ round = '1' }: Params): string => (round === '1' ? '' : ` (round ${round})`);

const unitsChanged = ({ left = '', came = '', why }: Params): string => {
  if (left === '') return `${came} handles it${because(why)}`;
  return came === ''
    ? `${left} no longer handles it${because(why)}`
    : `${came} handles it in the place of ${left}${because(why)}`;
};

/** What a room hears of its case, in English. */
export const caseLines: { readonly [K in CaseLine]: (params: Params) => string } = {
  'case-signed-for': ({ unit = '', department = '' }) =>
    department === '' ? `${unit} signed for it` : `${unit} signed for it; ${department} handles it`,
  'case-contacts-named': ({ unit = '', names = '', department = '' }) =>
    department === ''
      ? `${unit} named its contacts: ${names}`
      : `${unit} named its contacts: ${names}; ${department} handles it`,
  'case-return-requested': ({ unit = '', why }) => `${unit} asks to return it${because(why)}`,
  'case-return-refused': ({ unit = '', why }) =>
    `The return was not agreed to; ${unit} goes on${because(why)}`,
  'case-units-changed': unitsChanged,
  'case-objected': ({ unit = '', why }) =>
    `${unit === '' ? 'The deputies' : unit} objected to the assignment${because(why)}`,
  'case-coordination-opened': () => 'The deputies’ office coordinates',
  'case-coordination-decided': ({ outcome = '', result = '' }) =>
    `Outcome of the coordination: ${outcomes[outcome] ?? ''}. ${result}`,
  'case-contact-confirmed': ({ name = '', unit = '' }) => `${name} confirmed the contact recorded by ${unit}`,
  'case-opinion-filed': ({ unit = '' }) => `${unit} filed its opinion`,
  'case-opinion-accepted': ({ unit = '' }) => `The opinion of ${unit} was accepted`,
  'case-opinion-sent-back': ({ unit = '', why }) => `The opinion of ${unit} was sent back${because(why)}`,
  'case-opinion-waived': ({ unit = '', why }) =>
    `The reply need not wait for the opinion of ${unit}${because(why)}`,
  'case-extension-requested': ({ unit = '', until = '', why }) =>
    `${unit} asks for time until ${until}${because(why)}`,
  'case-extension-granted': ({ until = '', why }) => `The reply is due on ${until} now${because(why)}`,
  'case-extension-refused': ({ unit = '', why }) => `${unit} was given no more time${because(why)}`,
  'case-draft-shared': ({ unit = '' }) => `${unit} asks the deputies what they think of its draft`,
  'case-draft-commented': ({ name = '', unit = '' }) => `${name} commented on the draft of ${unit}`,
  'case-replied': ({ unit = '', docNumber = '', ...more }) => `${unit} replied${roundOf(more)}: ${docNumber}`,
  'case-explained': ({ unit = '', on = '' }) => `${unit} explained the matter to the deputies on ${on}`,
  'case-feedback-asked': () => 'All units have replied; the lead deputy is asked for feedback',
  'case-feedback-given': ({ name = '', attitude = '', result = '' }) =>
    `${name}: ${ratings[attitude] ?? ''} with the attitude, ${ratings[result] ?? ''} with the result`,
  'case-rehandling-ordered': ({ units = '', due = '', why }) =>
    `${units} handles it again and replies by ${due}${because(why)}`,
  'case-rehandling-declined': ({ why }) => `It is not handled again${because(why)}`,
  'case-closed': () => 'The suggestion is closed',
  'case-commitment-reported': ({ unit = '', promise = '' }) =>
    `${unit} reported on what it promised: ${promise}`,
  'case-commitment-fulfilled': ({ unit = '', promise = '' }) => `${unit} did what it promised: ${promise}`,
  'case-commitment-explained': ({ unit = '', promise = '', due = '' }) =>
    due === ''
      ? `${unit} explained why a promise cannot be kept: ${promise}`
      : `${unit} explained that a promise needs until ${due}: ${promise}`,
  'case-commitment-rated': ({ promise = '', result = '' }) =>
    result === ''
      ? `The deputy rated how a promise was kept: ${promise}`
      : `The deputy is ${ratings[result] ?? ''} with how a promise was kept: ${promise}`,
  'case-commitment-rolled-over': ({ year = '', promise = '' }) =>
    `A promise is carried into ${year}: ${promise}`,
  'case-archived': () => 'The case was filed; the room can only be read',
  'case-published': ({ on = '' }) => `It was published on ${on}`,
  'case-publication-objected': ({ name = '', why }) => `${name} does not want it published${because(why)}`,
  'case-designated': ({ committee = '', leader = '' }) =>
    `It is under key supervision by ${committee}${leader === '' ? '' : `, led by ${leader}`}`,
  'case-supervision-planned': ({ committee = '' }) => `${committee} made its plan of supervision`,
  'case-supervised': ({ committee = '', form = '', on = '' }) =>
    `${committee} supervised on ${on}: ${forms[form] ?? ''}`,
  'case-designation-ended': ({ why }) => `The key supervision ended${because(why)}`,
  'case-withdrawal-asked': ({ name = '', why }) => `${name} wants to withdraw it${because(why)}`,
  'case-withdrawal-refused': ({ name = '', why }) =>
    `${name} does not agree to the withdrawal; the handling goes on${because(why)}`,
  'case-withdrawal-retracted': ({ name = '' }) =>
    `${name} took back the wish to withdraw; the handling goes on`,
  'case-withdrawn': () => 'The suggestion was withdrawn; the room can only be read',
  'case-merged': ({ numbers = '' }) => `It is handled together with ${numbers}; each gets its own reply`,
  'case-deputy-left': ({ name = '', lead = '' }) =>
    `${name} is a deputy no more; ${lead === '' ? 'the delegation' : lead} goes on`,
};
