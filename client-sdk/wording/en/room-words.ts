import { caseLineNames } from './case-line-names.ts';
import { caseLines } from './case-lines.ts';
import { because, list, moment } from './sentences.ts';
import { methods, phases } from './words.ts';
import type { RoomWords } from '../words.ts';

/** English, in rooms. */
export const en: RoomWords = {
  cardNames: {
    welcome: 'The room is open',
    'service-welcome': 'The service group is open',
    reminder: 'Reminder',
    contact: 'Contact recorded',
    announcement: 'Announcement',
    bulletin: 'Bulletin',
  },
  systemNames: { 'member-joined': 'Somebody joined', 'member-left': 'Somebody left', ...caseLineNames },
  recalledName: 'A message was taken back',
  cards: {
    welcome: (card) => ({
      title: card.number === '' ? 'Room for a suggestion' : `Room for suggestion no. ${card.number}`,
      lines: [
        { label: 'Suggestion', text: card.title },
        ...(card.leadUnits.length > 0 ? [{ label: 'Lead unit', text: list(card.leadUnits) }] : []),
        ...(card.coUnits.length > 0 ? [{ label: 'Co-handling units', text: list(card.coUnits) }] : []),
        { label: 'Handed over on', text: card.assignedOn },
        ...(card.contactDue === null
          ? []
          : [{ label: 'Pre-handling contact due by', text: card.contactDue }]),
        {
          label: 'Written reply',
          text: card.wantsWrittenReply ? 'wanted' : 'not wanted; the deputy is contacted all the same',
        },
      ],
      note: 'The deputies who made the suggestion and the units that handle it meet here. What is said is kept as the record of the handling.',
    }),
    'service-welcome': (card) => ({
      title: `Service group of ${card.delegationName}`,
      lines: [],
      note: 'This is the delegation’s service room. Deputies, please say here what you need; the staff will answer.',
    }),
    reminder: (card) => ({
      title: card.words.en.title,
      lines: [
        ...(card.unitName === '' ? [] : [{ label: 'Unit', text: card.unitName }]),
        ...(card.due === null ? [] : [{ label: 'Due by', text: card.due }]),
      ],
      note: card.words.en.text,
    }),
    contact: (card) => ({
      title: `${card.unitName} recorded a ${phases[card.phase]}`,
      lines: [
        { label: 'How', text: methods[card.method] },
        { label: 'When', text: moment(card.at) },
        { label: 'With', text: list(card.withNames) },
        { label: 'Summary', text: card.summary },
      ],
      note: '',
    }),
    bulletin: (card) => ({
      title: card.title,
      lines: card.rows.map(({ label, value }) => ({ label, text: value })),
      note: '',
    }),
    announcement: (card) => ({
      title: 'Announcement',
      lines: [{ label: 'Text', text: card.text }],
      note: card.ackRequired ? 'Please press “received” when you have read it.' : '',
    }),
  },
  system: {
    'member-joined': ({ names = '', why }) => `${names} joined${because(why)}`,
    'member-left': ({ names = '', why }) => `${names} left${because(why)}`,
    ...caseLines,
  },
  acts: {
    edited: 'edited a message',
    'file-moved': 'noted what became of a file',
    recalled: 'took back a message',
    reacted: 'reacted',
    pinned: 'pinned a message',
    unpinned: 'took down a pin',
    'state-set': 'changed the state of the room',
    muted: 'muted a member',
    unmuted: 'let a member speak again',
    reported: 'reported a message',
    'report-settled': 'settled a report',
    'sealed-read': 'read what a recalled message had said',
    reminded: 'reminded those who had not confirmed',
    'header-set': 'updated the state of the case',
    'members-changed': 'changed the members',
  },
};
