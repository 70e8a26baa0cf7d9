import * as z from 'zod/mini';
import { caseState, commitment, handlingMode, publicity, secrecyLevel, trackState } from './cases.ts';
import { request } from './contract.ts';
import { civilDate, instant, personId, roomId, suggestionId, unitId } from './ids.ts';
import { readable } from './texts.ts';
import { TRACK_ROLES, PHASES, SOURCE_TYPES, ORIGINS, CONTACT_METHODS } from './values/suggestions.ts';

export const trackRole = z.enum(TRACK_ROLES);
export type TrackRole = z.infer<typeof trackRole>;

export const phase = z.enum(PHASES);
export type Phase = z.infer<typeof phase>;

export const sourceType = z.enum(SOURCE_TYPES);
export type SourceType = z.infer<typeof sourceType>;

export const origin = z.enum(ORIGINS);
export type Origin = z.infer<typeof origin>;

const named = z.object({ personId, name: z.string(), label: z.string() });

export const track = z.object({
  unitId,
  unitName: z.string(),
  role: trackRole,
  state: trackState,
  /** From this day the unit’s terms count; null before the hand-over. */
  since: z.nullable(civilDate),
  receivedOn: z.nullable(civilDate),
  repliedOn: z.nullable(civilDate),
  contacts: z.array(named),
  /** What the unit owes next, by which rule and until when; null: nothing with a day. */
  nextDue: z.nullable(z.object({ rule: z.string(), due: civilDate })),
  /** The pre-, mid- and post-handling contacts recorded so far. */
  contacted: z.array(phase),
});

export const suggestion = z.object({
  suggestionId,
  roomId: z.nullable(roomId),
  congressName: z.string(),
  session: z.int(),
  number: z.string(), // empty when the published record gave none
  title: z.string(),
  text: z.string(),
  category: z.string(),
  source: sourceType,
  state: caseState,
  lead: z.nullable(named),
  seconding: z.array(named),
  delegationName: z.nullable(z.string()),
  wantsWrittenReply: z.boolean(),
  /** Proposed while the congress was not sitting (闭会期间). */
  betweenSessions: z.boolean(),
  /** What it grew out of. */
  origins: z.array(origin),
  /** How much of it the deputy agrees to have published; who asks to stay unnamed; units they would like. */
  publicity,
  keepSecret: z.boolean(),
  wishedUnitIds: z.array(unitId),
  /** Joint deputies who were asked and have not answered. */
  asked: z.array(named),
  /** Null until it is registered. */
  mode: z.nullable(handlingMode),
  secrecy: secrecyLevel,
  tracks: z.array(track),
  assignedOn: z.nullable(civilDate),
  /** More time that was asked for and is not decided. */
  extension: z.nullable(z.object({ unitId, until: civilDate })),
  commitments: z.array(commitment),
  publication: z.nullable(
    z.object({ state: z.enum(['proposed', 'approved', 'refused', 'published']), publicity }),
  ),
  /** The topic under which it is key-supervised. */
  topicId: z.nullable(z.string()),
  /** Of replying and feedback: one more each time it is handled again. */
  round: z.int(),
  /** Names of the acts that the caller may do as the case stands now. */
  mayDo: z.array(z.string()),
  /** Number of the last entry of its history; give it back when acting. */
  revision: z.int(),
});
export type SuggestionView = z.infer<typeof suggestion>;

export const showSuggestion = request({
  name: 'suggestion:show',
  summary:
    'The case behind a room: text, deputies, tracks, contacts made. For members of its room and the office.',
  input: z.object({ suggestionId }),
  output: suggestion,
  faults: ['NOT_FOUND'],
});

/** A page of the office's list; `cursor` is opaque. */
export const listSuggestions = request({
  name: 'suggestion:list',
  summary: 'The office’s list of suggestions by number, 50 a page.',
  input: z.object({
    state: z.nullable(caseState),
    cursor: z.nullable(z.string().check(z.maxLength(200))),
  }),
  output: z.object({
    suggestions: z.array(
      z.object({
        suggestionId,
        session: z.int(),
        number: z.string(),
        title: z.string(),
        state: caseState,
        leadUnits: z.array(z.string()),
        assignedOn: z.nullable(civilDate),
      }),
    ),
    cursor: z.nullable(z.string()),
    total: z.int(),
  }),
  faults: ['NOT_ALLOWED'],
});

/** One line of somebody’s own suggestions, with what they may do. */
export const ownSuggestion = z.object({
  suggestionId,
  roomId: z.nullable(roomId),
  session: z.int(),
  number: z.string(),
  title: z.string(),
  state: caseState,
  /** Of the caller’s unit. */
  track: z.nullable(z.object({ role: trackRole, state: trackState, contacted: z.array(phase) })),
  units: z.array(z.object({ role: trackRole, name: z.string() })),
  assignedOn: z.nullable(civilDate),
  /** Names of the acts that the caller may do in this state; the view of the case says which there is something to do about. */
  mayDo: z.array(z.string()),
});
export type OwnSuggestion = z.infer<typeof ownSuggestion>;

export const ownSuggestions = request({
  name: 'suggestion:own',
  summary:
    'Suggestions in which the caller has a part: as a deputy of it, for its delegation, for a unit that handles it, for the committee that supervises it; in these states or in any, by number, 50 a page.',
  input: z.object({
    states: z.array(caseState).check(z.maxLength(19)),
    cursor: z.nullable(z.string().check(z.maxLength(200))),
  }),
  output: z.object({
    suggestions: z.array(ownSuggestion),
    cursor: z.nullable(z.string()),
  }),
});

/** What is null stays as it is; what is given replaces the whole list. */
export const reviseSuggestion = request({
  name: 'suggestion:revise',
  summary:
    'The office changes lead or seconding deputies or handling units; the room follows: who leaves sees nothing from that moment, who comes sees the whole record.',
  pace: 'act',
  input: z.object({
    suggestionId,
    revision: z.int(),
    why: z.string().check(z.trim(), z.minLength(2), z.maxLength(200), ...readable),
    leadId: z.optional(z.nullable(personId)),
    secondingIds: z.optional(z.array(personId).check(z.maxLength(500))),
    tracks: z.optional(z.array(z.object({ unitId, role: trackRole })).check(z.minLength(1), z.maxLength(60))),
  }),
  output: suggestion,
  faults: ['NOT_FOUND', 'NOT_ALLOWED', 'STALE_REVISION', 'UNKNOWN_UNIT', 'UNKNOWN_PERSON', 'TRACKS_CONFLICT'],
});

export const nameContacts = request({
  name: 'track:name-contacts',
  summary:
    'A handling unit (or the office) names who of the unit handles this suggestion, and, if it passes to another section (处室), which; they join its room.',
  pace: 'act',
  input: z.object({
    suggestionId,
    unitId,
    personIds: z.array(personId).check(z.minLength(1), z.maxLength(20)),
    /** 承办处室; left out: as it was. */
    department: z.optional(z.string().check(z.trim(), z.maxLength(100), ...readable)),
  }),
  output: suggestion,
  faults: ['NOT_FOUND', 'NOT_ALLOWED', 'NOT_YOUR_TRACK', 'UNKNOWN_PERSON'],
});

export const contactMethod = z.enum(CONTACT_METHODS);
export type ContactMethod = z.infer<typeof contactMethod>;

export const contact = z.object({
  contactId: z.string(),
  suggestionId,
  unitId,
  unitName: z.string(),
  phase,
  method: contactMethod,
  at: instant, // when they spoke
  recordedAt: instant,
  recordedBy: named,
  withWhom: z.array(named),
  /** True when the lead deputy (or, without one, any deputy) was reached: only then is the phase done. */
  reachedLead: z.boolean(),
  summary: z.string(),
  messageSeqs: z.array(z.int()),
  /** A deputy who was there has confirmed it. */
  confirmed: z.boolean(),
});
export type ContactRecord = z.infer<typeof contact>;

export const recordContact = request({
  name: 'contact:record',
  summary:
    'A unit records that it spoke with the deputies: phase, method, when, with whom, summary, and the messages it rests on. Repeat-safe by recordKey.',
  pace: 'act',
  input: z.object({
    suggestionId,
    unitId,
    phase,
    method: contactMethod,
    at: instant,
    withIds: z.array(personId).check(z.minLength(1), z.maxLength(100)),
    summary: z.string().check(z.trim(), z.minLength(2), z.maxLength(2000), ...readable),
    /** Words, pictures, documents, voices and video notes of the room; what was taken back is none. */
    messageSeqs: z.array(z.int().check(z.positive())).check(z.maxLength(100)),
    recordKey: z.uuid(),
  }),
  output: contact,
  faults: [
    'NOT_FOUND',
    'NOT_YOUR_TRACK',
    'NOT_ALLOWED',
    'UNKNOWN_PERSON',
    'UNKNOWN_MESSAGE',
    'IN_THE_FUTURE',
    'SEND_KEY_REUSED',
  ],
});

export const listContacts = request({
  name: 'contact:list',
  summary: 'The contact records of a suggestion, oldest first.',
  input: z.object({ suggestionId }),
  output: z.object({ contacts: z.array(contact) }),
  faults: ['NOT_FOUND'],
});
