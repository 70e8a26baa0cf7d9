import type { PersonRole } from '../../shared/people.ts';

/** Acts that not everybody may do. "own" is judged by the action itself: it knows whose unit it is. */
export const ACTS = [
  'hand-over', // start one and watch it
  'suggestion:import', // tables of suggestions
  'suggestion:list', // the office's list of all cases
  'suggestion:read-any', // a case without sitting in its room
  'suggestion:revise', // deputies and units of a case
  'track:name-contacts', // of the own unit's track
  'track:name-contacts-any', // of any unit's track
  'contact:record', // for the own unit's track
  'policy:change', // the rules of the congress
  'wording:change', // what its reminders say
  'file-types:change', // which contents it takes as files
  'topic:any', // key supervision by any committee
  'topic:own', // key supervision by the own committee
  'figures:read', // figures of the congress, of its units and delegations; no texts
  'coverage:read-unit', // how far the own unit has come with its contacts
  'board:office',
  'board:unit',
  'board:deputy',
  'duty:read-own', // what the person owes
  'duty:read-unit', // what the own unit owes
  'duty:read-all', // what anybody owes
  'unit:people', // the people of the own unit
  'unit:people-any', // the people of any unit
  'delegation:people', // the people of the own delegation
  'delegation:people-any', // the people of any delegation
  'room:moderate', // reports, mutes and states of rooms the person sits in, and recalling what others said there
  'room:audit', // the acts of any room, and what was sealed
  'queue:watch', // the queues of work, and running again what was given up
] as const;
export type Act = (typeof ACTS)[number];

/** People of a unit: what concerns their own. */
const UNIT: readonly Act[] = [
  'track:name-contacts',
  'contact:record',
  'duty:read-unit',
  'board:unit',
  'coverage:read-unit',
  'unit:people',
];

/** The one table of roles. An administrator keeps the system running and does not read cases. */
const MAY: Readonly<Record<PersonRole, readonly Act[]>> = {
  deputy: ['board:deputy', 'duty:read-own', 'delegation:people'],
  'unit-contact': UNIT,
  'unit-leader': UNIT,
  'service-staff': ['delegation:people'],
  office: [
    'hand-over',
    'suggestion:import',
    'suggestion:list',
    'suggestion:read-any',
    'suggestion:revise',
    'track:name-contacts-any',
    'policy:change',
    'wording:change',
    'file-types:change',
    'topic:any',
    'figures:read',
    'board:office',
    'duty:read-all',
    'unit:people-any',
    'delegation:people-any',
    'room:moderate',
  ],
  /** Passes on within the government what was handed over to it. */
  coordinator: ['suggestion:list', 'suggestion:read-any', 'figures:read'],
  /** Reads what it supervises, which its actions find out; nothing besides. */
  committee: ['topic:own'],
  'delegation-head': ['board:deputy', 'duty:read-own', 'delegation:people'],
  /** Figures only. */
  statistics: ['figures:read'],
  administrator: [
    'hand-over',
    'suggestion:list',
    'file-types:change',
    'duty:read-all',
    'unit:people-any',
    'delegation:people-any',
    'queue:watch',
  ],
  /** Reads what was sealed, and every reading is recorded; does nothing else. */
  auditor: ['room:audit'],
};

/** True when any of the roles allows the act. */
export const may = (roles: readonly PersonRole[], act: Act): boolean =>
  roles.some((role) => MAY[role].includes(act));
