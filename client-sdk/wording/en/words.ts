import { againstPolicy } from './against-policy.ts';
import { boards } from './boards.ts';
import { missing } from './missing.ts';
import { policyValues } from './policy-values.ts';
import { refused } from './refused-files.ts';
import { because, list, moment } from './sentences.ts';
import { listOf, numberOf, secondsOf, sizeOf, textOf, type FirstWords } from '../words.ts';

export const phases: FirstWords['phases'] = {
  pre: 'pre-handling contact',
  mid: 'mid-handling contact',
  post: 'post-handling contact',
};
export const methods: FirstWords['methods'] = {
  visit: 'visit',
  phone: 'telephone',
  meeting: 'meeting',
  video: 'video call',
  survey: 'field survey',
  room: 'in this room',
  mail: 'mail',
};

/** Null when it is no instant. */
const momentOr = (instant: string | null): string | null =>
  instant === null || Number.isNaN(Date.parse(instant)) ? null : moment(instant);

const weakness: Readonly<Record<string, string>> = {
  TOO_SHORT: 'The password is too short. Please make it longer.',
  REPEATED: 'The password repeats itself too much. Please choose another.',
  PERSONAL: 'Please do not use your name, account or telephone number as the password.',
  COMMON: 'This password is well known and easily guessed. Please choose another.',
  TOO_SIMPLE: 'The password is too simple. Please mix letters, digits and signs, or make it longer.',
};

/** English. */
export const en: FirstWords = {
  faults: {
    INVALID_INPUT: () => 'Something was filled in wrongly. Please check it and submit again.',
    NOT_SIGNED_IN: () => 'You are not signed in. Please sign in first.',
    SIGN_IN_REFUSED: () =>
      'The account or password is wrong, or the account cannot be used at present. Please check; if it keeps failing, ask the deputies’ office.',
    SESSION_ENDED: () =>
      'You have been signed out. Please sign in again; unsent messages are kept and will then be sent.',
    SECOND_FACTOR_NEEDED: () => 'A code is needed, too. Please look into your authenticator app.',
    CODE_REFUSED: () => 'The code is wrong or was used before. Please wait for the next one.',
    CHALLENGE_ENDED: () => 'That took too long. Please enter account and password again.',
    ACTIVATION_REFUSED: () =>
      'The activation code is wrong or has expired. Please check it, or ask the deputies’ office for a new one.',
    WEAK_PASSWORD: (facts) =>
      weakness[textOf(facts, 'reason') ?? ''] ??
      'The password is too easily guessed. Please choose a longer one.',
    NOT_ALLOWED: () => 'This is not yours to do. If you need it, ask the deputies’ office.',
    NOT_A_MEMBER: () => 'You are not a member of this room. If that seems wrong, ask the deputies’ office.',
    NOT_FOUND: () => 'This was not found; it may have changed. Please go back and open it again.',
    ROOM_CLOSED: (facts) =>
      facts['state'] === 'archived'
        ? 'This room is archived. You can read it; if you need more, ask the deputies’ office.'
        : 'This suggestion is settled. You can read the room, but not write in it; if you need more, ask the deputies’ office.',
    MUTED: (facts) => {
      const until = momentOr(textOf(facts, 'until'));
      const when = until === null ? 'for the time being' : `until ${until}`;
      return `You may not write in this room ${when}. If that seems wrong, ask the deputies’ office.`;
    },
    NOT_YOURS: () =>
      'Somebody else wrote this message, so you cannot change it. You can report it, or tell the deputies’ office.',
    TOO_LATE: (facts) => {
      const due = textOf(facts, 'due');
      return due === null
        ? 'It is too late to change this message. Please write another one to correct it, or ask the deputies’ office.'
        : `The last day for this was ${due}. If there is a good reason, ask the deputies’ office.`;
    },
    MESSAGE_RECALLED: () => 'This message was taken back. Nothing more can be done with it.',
    TOO_MANY_PINS: () => 'Ten messages are pinned already. Please take one down before you pin this one.',
    REASON_NEEDED: () => 'Please say why, and submit again. The reason is kept in the record.',
    SEND_KEY_REUSED: () =>
      'This differs from what was submitted before and was not kept. Please write it again.',
    STALE_REVISION: () => 'Somebody else has just changed this record. Please reload it before changing it.',
    NOTHING_SELECTED: () =>
      'There is nothing to hand over. Please choose suggestions that are registered and not yet assigned.',
    UNKNOWN_UNIT: () => 'A unit is not on the list. Please check its name, or add it to the list first.',
    UNKNOWN_PERSON: () =>
      'A person is not on the list, or cannot take this part. Please check and choose again.',
    TRACKS_CONFLICT: (facts) =>
      textOf(facts, 'role') === null
        ? 'A unit stands twice among the handling units, or is at work already. Please keep it in one place only.'
        : 'The units and their roles do not fit the way of handling. Please correct one or the other.',
    NUMBER_TAKEN: () => 'Another suggestion of this meeting bears that number. Please choose another one.',
    NOT_YOUR_TRACK: () => 'Your unit does not handle this. The handling unit has to do it.',
    WRONG_STATE: () =>
      'This cannot be done at the stage the suggestion is in. Please refresh and look where it stands.',
    ALREADY_DONE: () => 'This has been done already.',
    NOT_YET: (facts) => {
      const what = listOf(facts, 'missing').flatMap((name) => missing[name] ?? []);
      return what.length === 0
        ? 'Something else has to be done first.'
        : `Still missing: ${list(what)}. Please see to that first.`;
    },
    AGAINST_POLICY: (facts) =>
      againstPolicy(facts) ??
      'The rules of this congress do not allow this. Please correct it and try again.',
    UNKNOWN_PARAMETER: (facts) => {
      const known = listOf(facts, 'known').map((name) => `{${name}}`);
      return known.length === 0
        ? 'The words name something in braces that cannot be filled in. Please correct them.'
        : `The words name something in braces that cannot be filled in. There are: ${list(known)}.`;
    },
    OWN_WORK: () => 'What you wrote yourself has to be reviewed by somebody else.',
    STATE_SECRET: () =>
      'The words bear the mark of a state secret. Nothing was kept. Please use a classified channel.',
    UNKNOWN_MESSAGE: () => 'A chosen message is not in this room. Please choose again.',
    UNKNOWN_FILE: () =>
      'An attached file is not in this room, not ready yet, or not for you to see. Please choose again.',
    FILE_EMPTY: () => 'This file is empty and was not sent. Please choose another one.',
    FILE_TOO_LARGE: (facts) => {
      const limit = numberOf(facts, 'limit');
      return limit === null
        ? 'The file is too large and was not sent. Please make it smaller or send it in parts.'
        : `The file is too large and was not sent: at most ${sizeOf(limit)}. Please make it smaller or send it in parts.`;
    },
    QUOTA_EXCEEDED: (facts) => {
      if (facts['of'] === 'imports') return 'Too many imports are open. Please finish one, or give one up.';
      return facts['of'] === 'room'
        ? 'This room’s files are as many as fit. Please ask the deputies’ office.'
        : 'Your files are as many as fit. Please ask the deputies’ office.';
    },
    TABLE_UNREADABLE: () =>
      'This table cannot be imported. Please check it, save it as .xlsx or .csv and try again.',
    UPLOAD_CONFLICT: () => 'The upload could not go on. Please send it again; what has arrived is kept.',
    FILE_REFUSED: (facts) =>
      refused[textOf(facts, 'why') ?? ''] ??
      'This file cannot be sent. Please send a picture, a PDF or an ordinary document.',
    FILE_NOT_READY: () => 'The file is still being processed. Please open it a little later.',
    ADDRESS_REFUSED: () => 'This link has expired. Please open the file from its room again.',
    IN_THE_FUTURE: () => 'That time has not come yet. Please enter today or an earlier time.',
    TOO_FAST: (facts) => {
      const seconds = secondsOf(facts);
      return seconds === null || seconds <= 3
        ? 'That was too fast. Please wait a moment and try again.'
        : `That was too fast. Please try again in ${seconds} seconds.`;
    },
    UNAVAILABLE: () =>
      'There is no connection at present. Please check the network and try again later. What you wrote is kept.',
    INTERNAL: (facts) => {
      const incident = textOf(facts, 'incident');
      const quote = incident === null ? '' : ` and quote ${incident}`;
      return `Something went wrong on our side. Please try again later; if it persists, tell the deputies’ office${quote}.`;
    },
  },
  fileKinds: { picture: 'Picture', document: 'File', voice: 'Voice', 'video-note': 'Video' },
  fileStates: {
    uploading: 'uploading',
    scanning: 'being scanned',
    processing: 'being processed',
    ready: 'ready',
    refused: 'not sent',
  },
  refusedFile: refused,
  policyValues,
  boards,
  phases,
  methods,
  trackRoles: { lead: 'lead', co: 'co-handling', separate: 'separate', reference: 'for reference' },
  seatRoles: {
    'lead-deputy': 'lead deputy',
    'seconding-deputy': 'seconding deputy',
    'lead-unit': 'lead unit',
    'co-unit': 'co-handling unit',
    'separate-unit': 'separately handling unit',
    'reference-unit': 'unit for reference',
    office: 'deputies’ office',
    'delegation-deputy': 'deputy',
    'service-staff': 'service staff',
    supervisor: 'supervisor',
  },
  mentionRoles: {
    'lead-deputy': 'lead deputy',
    'seconding-deputy': 'all seconding deputies',
    'lead-unit': 'lead unit',
    'co-unit': 'co-handling units',
    'separate-unit': 'separately handling units',
    'reference-unit': 'units for reference',
    office: 'deputies’ office',
    'delegation-deputy': 'all deputies',
    'service-staff': 'service group',
    supervisor: 'supervising committee',
  },
  everyone: 'everyone',
  reactions: {
    received: 'received',
    agree: 'agree',
    thanks: 'thanks',
    done: 'done',
    discuss: 'to be discussed',
  },
  roomStates: { open: 'open', 'read-only': 'read-only (settled)', archived: 'archived' },
  recalled: ({ by, byOffice, why }) =>
    byOffice ? `The deputies’ office took back a message${because(why)}` : `${by} took back a message`,
  quoteRecalled: 'The message was taken back',
  edited: 'edited',
};
