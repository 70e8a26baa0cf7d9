import type { Facts, FaultWords, Remedy, UnreadableWords } from './words.ts';

const text = (facts: Facts, name: string): string => {
  const fact = facts[name];
  return Array.isArray(fact)
    ? fact.join(', ')
    : typeof fact === 'string' || typeof fact === 'number'
      ? `${fact}`
      : '';
};
const megabytes = (facts: Facts): string => `${Math.round(Number(facts['limit'] ?? 0) / 2 ** 20)} MB`;

const remedy =
  (cause: (facts: Facts) => string, cure: (facts: Facts) => string): ((facts: Facts) => Remedy) =>
  (facts) => ({ cause: cause(facts), cure: cure(facts) });
const plain = (cause: string, cure: string) =>
  remedy(
    () => cause,
    () => cure,
  );
const nearest = (facts: Facts): string => {
  const names = text(facts, 'nearest');
  return names === '' ? '' : `; much like it: ${names}`;
};

/** Why a row cannot be taken in, and what to do, in English. */
export const faultsEn: FaultWords = {
  BAD_CHARACTER: plain('Garbled text or control characters', 'Type this cell again'),
  FORMULA_ERROR: plain('A formula failed (such as #N/A)', 'Put text in its place'),
  TOO_MANY_CELLS: plain(
    'More cells than headings',
    'Look at this row in the file: a comma may lack its quotes',
  ),
  TOO_LONG: remedy(
    (facts) => (text(facts, 'length') === '' ? 'Too long' : `${text(facts, 'length')} characters`),
    (facts) => (text(facts, 'limit') === '' ? 'Shorten it' : `Shorten it to ${text(facts, 'limit')}`),
  ),
  STATE_SECRET: plain(
    'Bears the mark of a state secret; not kept',
    'Use a classified channel; never write it here',
  ),
  NO_CONGRESS: plain('Names no congress', 'Name the congress'),
  BAD_CONGRESS: remedy(
    (facts) => `“${text(facts, 'text')}” is no congress`,
    () => 'Write it as it is called on record',
  ),
  UNKNOWN_CONGRESS: remedy(
    (facts) => `There is no congress “${text(facts, 'name')}”`,
    () => 'Name this one, or leave it empty',
  ),
  OTHER_CONGRESS: remedy(
    (facts) => `Belongs to “${text(facts, 'name')}”`,
    () => 'Name this congress, or take the row out of the file',
  ),
  BAD_SESSION: remedy(
    (facts) => `“${text(facts, 'text')}” is no session`,
    () => 'Write a number, like 5',
  ),
  NO_NAME: plain('Has no name', 'Give a name'),
  NO_TITLE: plain('Has no title', 'Give a title'),
  NO_UNIT: plain('Has no lead or separate unit', 'Name a lead unit'),
  BAD_NUMBER: remedy(
    (facts) => `“${text(facts, 'text')}” is no number`,
    () => 'Give a number',
  ),
  BAD_YES_NO: remedy(
    (facts) => `“${text(facts, 'text')}” is neither yes nor no`,
    () => 'Write yes or no',
  ),
  BAD_DATE: remedy(
    (facts) => `“${text(facts, 'text')}” is no day`,
    () => 'Write it like 2022-04-01',
  ),
  BAD_PHONE: plain('No phone number', 'Type it again'),
  BAD_EMAIL: plain('No e-mail address', 'Type it again'),
  BAD_ROLE: remedy(
    (facts) => `There is no role “${text(facts, 'text')}”`,
    (facts) => `There are: ${text(facts, 'known')}`,
  ),
  ROLES_EXCLUDE: remedy(
    (facts) => `One person cannot be ${text(facts, 'by')}`,
    () => 'Keep one role',
  ),
  DUPLICATE_IN_FILE: remedy(
    (facts) => `The same suggestion as line ${text(facts, 'line')}`,
    () => 'Change the number, or leave this row out',
  ),
  IN_RECORD: plain(
    'This number is on record with other words',
    'Change the number; to change the record, go back to the columns and choose so',
  ),
  SAME_AS: remedy(
    (facts) => `An earlier row says otherwise of “${text(facts, 'by')}”`,
    () => 'Keep one row',
  ),
  NAME_TAKEN: remedy(
    (facts) => `The name belongs to “${text(facts, 'by')}”`,
    () => 'Use another name',
  ),
  UNKNOWN_UNIT: remedy(
    (facts) => `There is no unit “${text(facts, 'name')}”`,
    (facts) => `Use the unit’s name on record${nearest(facts)}`,
  ),
  UNKNOWN_DELEGATION: remedy(
    (facts) => `There is no delegation “${text(facts, 'name')}”`,
    (facts) => `Use the delegation’s name on record${nearest(facts)}`,
  ),
  CO_UNIT_IS_LEAD: remedy(
    (facts) => `“${text(facts, 'name')}” leads and co-handles`,
    () => 'Take it out of the co-handling units',
  ),
  UNIT_TWICE: remedy(
    (facts) => `“${text(facts, 'name')}” stands in two roles`,
    () => 'Keep one',
  ),
  LEAD_UNKNOWN: remedy(
    (facts) => `There is no deputy “${text(facts, 'name')}”`,
    () => 'Check the name, or write name(code)',
  ),
  SECONDER_UNKNOWN: remedy(
    (facts) => `There is no deputy “${text(facts, 'name')}”`,
    () => 'Check the name, or take it out',
  ),
  CONTACT_UNKNOWN: remedy(
    (facts) => `There is no contact “${text(facts, 'name')}”`,
    () => 'Check the name, or take it out',
  ),
  PERSON_AMBIGUOUS: remedy(
    (facts) => `Several are called “${text(facts, 'name')}”`,
    (facts) => `Write name(code); the codes are ${text(facts, 'codes')}`,
  ),
  CONTACT_OF_NO_TRACK: remedy(
    (facts) => `“${text(facts, 'name')}” is of none of the units`,
    () => 'Take it out, or name somebody else',
  ),
  NO_PLACE: plain('Names neither unit nor delegation', 'Name one'),
  NEEDS_CODE: remedy(
    (facts) => `Same name and place as line ${text(facts, 'line')}`,
    () => 'Give both a code',
  ),
};

/** Why a file cannot be read, and what to do, in English. */
export const unreadableEn: UnreadableWords = {
  EMPTY_FILE: () => 'The file is empty. Please choose another one.',
  TOO_LARGE: (facts) =>
    `The file is too large, or unpacks to too much (at most ${megabytes(facts)}). Please split it.`,
  TOO_MANY_ROWS: (facts) => `${text(facts, 'rows')} rows; at most ${text(facts, 'limit')}. Please split it.`,
  OLD_EXCEL: () => 'This is the old .xls format. Please save it as .xlsx and choose that.',
  BROKEN_WORKBOOK: () =>
    'The workbook is broken or has a password. Please open it, save it again and choose that.',
  UNKNOWN_SHEET: () => 'There is no such sheet. Please save the file again and choose that.',
  OPEN_QUOTE: (facts) =>
    `A quote opened in line ${text(facts, 'line')} is never closed. Please save the file again.`,
  HEADINGS_ONLY: () => 'There are headings but no rows.',
  MISSING_HEADINGS: (facts) =>
    `Missing columns: ${text(facts, 'missing')}. Headings stand in the first ten lines.`,
  DUPLICATE_HEADING: (facts) => `These columns mean the same, keep one: ${text(facts, 'headings')}.`,
  NO_SUCH_CONGRESS: () => 'Your congress is not on record. Please ask the administrator.',
};
