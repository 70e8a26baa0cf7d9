import * as z from 'zod/mini';
import { caseState } from './cases.ts';
import { RATINGS } from './values/cases.ts';
import { request } from './contract.ts';
import { civilDate, contactId, delegationId, instant, roomId, suggestionId, unitId } from './ids.ts';
import { dutyCount } from './notices.ts';
import { contactMethod, phase } from './suggestions.ts';
import { PHASES, ORIGINS, SOURCE_TYPES } from './values/suggestions.ts';
import { COVERAGE_BY, NEXT_STEPS, OFFICE_MATTERS, RATE_BASES, SECTION_COLUMNS } from './values/figures.ts';

export const rateBase = z.enum(RATE_BASES);
export type RateBase = z.infer<typeof rateBase>;

/** A share with all that it is made of. */
export const rate = z.object({
  numerator: z.int(),
  denominator: z.int(),
  base: rateBase,
  /** In per cent, rounded half up to two places; null: there is nothing to be a share of. */
  percent: z.nullable(z.number()),
});
export type Rate = z.infer<typeof rate>;

const ratesOf = <const K extends readonly [string, ...string[]]>(keys: K) => z.record(z.enum(keys), rate);

/** A session of a congress; null: all of them. */
const session = z.nullable(z.int().check(z.nonnegative(), z.maximum(9_999)));

/** Suggestions of one category, unit or delegation. */
const part = { suggestions: rate, closed: rate, satisfied: rate };

export const figures = z.object({
  congressName: z.string(),
  session,
  at: instant,
  totals: z.object({
    all: z.int(),
    inSession: z.int(),
    betweenSessions: z.int(),
    handedOver: z.int(),
    closed: z.int(),
    /** Registered and not closed. */
    open: z.int(),
    /** Not among all. */
    withdrawn: z.int(),
    /** Units that handle one at least. */
    units: z.int(),
  }),
  /** Largest first. */
  byCategory: z.array(z.object({ category: z.string(), ...part })),
  byUnit: z.array(z.object({ unitId, unitName: z.string(), asLead: z.int(), ...part })),
  byDelegation: z.array(
    z.object({ delegationId: z.nullable(delegationId), delegationName: z.string(), ...part }),
  ),
  bySource: ratesOf(SOURCE_TYPES),
  /** One suggestion may have grown out of several. */
  byOrigin: ratesOf(ORIGINS),
  /** Grown out of research, inspections, deputies’ groups or visits. */
  researched: rate,
  severalUnits: rate,
  /** Its deputies were reached by every unit that replies; were met in person by one of them. */
  contacted: rate,
  met: rate,
  replied: rate,
  closed: rate,
  /** In the order of the congress’s scheme; classes that it does not know come last. */
  classes: z.array(z.object({ code: z.string(), label: z.string(), rate })),
  /** 得到解决或计划逐步解决. */
  solvedOrPlanned: rate,
  /** What deputies say of the result and of the attitude, of the last round; and of the result after the first round. */
  result: ratesOf(RATINGS),
  attitude: ratesOf(RATINGS),
  firstResult: ratesOf(RATINGS),
  /** Promises kept, and those that were explained instead. */
  kept: rate,
  explained: rate,
  /** Done in time: first contacts, opinions of co-handling units, replies, replies handled again. */
  inTime: z.object({ firstContact: rate, opinion: rate, reply: rate, rehandling: rate }),
});
export type Figures = z.infer<typeof figures>;

export const showFigures = request({
  name: 'figures:show',
  summary:
    'The figures of a session, or of all: each share with numerator, denominator and base. For the office, coordinators and who reads statistics.',
  input: z.object({ session }),
  output: figures,
  faults: ['NOT_ALLOWED'],
});

export const officeMatter = z.enum(OFFICE_MATTERS);
export type OfficeMatter = z.infer<typeof officeMatter>;

/** A case as a line of a board. */
const line = { suggestionId, session: z.int(), number: z.string(), title: z.string(), state: caseState };

export const showOfficeBoard = request({
  name: 'board:office',
  summary:
    'What waits for the office: how many cases of each matter, and the cases themselves where they are few; what is overdue anywhere.',
  input: z.object({}),
  output: z.object({
    matters: z.array(
      z.object({
        matter: officeMatter,
        count: z.int(),
        /** The longest waiting first, 20 at most; none where a list by state shows them. */
        cases: z.array(z.object({ ...line, since: z.nullable(civilDate) })),
      }),
    ),
    duties: dutyCount,
  }),
  faults: ['NOT_ALLOWED'],
});

export const showUnitBoard = request({
  name: 'board:unit',
  summary:
    'What the caller’s unit owes: open, overdue and due within a week, by rule and by phase of contact.',
  input: z.object({}),
  output: z.object({
    unitId,
    unitName: z.string(),
    all: dutyCount,
    byRule: z.array(z.object({ rule: z.string(), ...dutyCount.shape })),
    byPhase: z.record(z.enum(PHASES), dutyCount),
    /** Cases that the unit handles and that are not closed, by state. */
    cases: z.array(z.object({ state: caseState, count: z.int() })),
  }),
  faults: ['NOT_ALLOWED'],
});

export const sectionColumn = z.enum(SECTION_COLUMNS);
export type SectionColumn = z.infer<typeof sectionColumn>;

const sectionCounts = z.record(sectionColumn, z.int());

export const showSections = request({
  name: 'board:sections',
  summary:
    'The duty board of the caller’s unit: how many of its cases stand in each column, by the section (处室) that handles them. A case counts once in a column, and may in several.',
  input: z.object({}),
  output: z.object({
    unitName: z.string(),
    at: instant,
    /** By name; '': no section was named. */
    sections: z.array(z.object({ section: z.string(), counts: sectionCounts })),
    totals: sectionCounts,
  }),
  faults: ['NOT_ALLOWED'],
});
export type Sections = z.output<typeof showSections.output>;

export const listSectionCases = request({
  name: 'board:section-cases',
  summary: 'The cases behind a number of the duty board, what is due first in front, 50 a page.',
  input: z.object({
    column: sectionColumn,
    /** '': no section was named; null: any. */
    section: z.nullable(z.string().check(z.maxLength(100))),
    cursor: z.nullable(z.string().check(z.maxLength(300))),
  }),
  output: z.object({
    cases: z.array(
      z.object({
        ...line,
        section: z.string(),
        /** The next last day of what the unit owes in it; null: nothing has one. */
        due: z.nullable(civilDate),
      }),
    ),
    total: z.int(),
    cursor: z.nullable(z.string()),
  }),
  faults: ['NOT_ALLOWED'],
});

export const nextStep = z.object({
  step: z.enum(NEXT_STEPS),
  /** Whose turn it is; null: nobody’s. */
  turn: z.nullable(z.enum(['you', 'deputies', 'office', 'units'])),
  /** By when; null: nothing says so. */
  by: z.nullable(civilDate),
});
export type NextStep = z.infer<typeof nextStep>;

export const showDeputyBoard = request({
  name: 'board:deputy',
  summary:
    'The caller’s own suggestions, led, seconded or of the delegation, each with one next step; those in which it is the caller’s turn first, then the newest. And the contacts they are asked to confirm.',
  input: z.object({}),
  output: z.object({
    suggestions: z.array(
      z.object({
        ...line,
        roomId: z.nullable(roomId),
        part: z.enum(['lead', 'seconding', 'delegation']),
        units: z.array(z.string()),
        next: nextStep,
      }),
    ),
    /** Contacts that units recorded with the caller in cases at work, and that nobody has confirmed: newest first, 20 at most. */
    toConfirm: z.array(
      z.object({ suggestionId, contactId, unitName: z.string(), phase, method: contactMethod, at: instant }),
    ),
    /** In how many it is the caller’s turn. */
    yours: z.int(),
    /** In how many the caller has a part; the list ends at 200. */
    total: z.int(),
  }),
  faults: ['NOT_ALLOWED'],
});

/** Of the contacts owed: done; done in time, of those due; and with somebody face to face. */
const coverage = z.object({ done: rate, inTime: rate, faceToFace: rate });
export type Coverage = z.infer<typeof coverage>;

export const showCoverage = request({
  name: 'contact:coverage',
  summary:
    'How far the deputies were contacted before, during and after handling: by unit, by delegation or in all. A contact counts when it reached the lead deputy. A unit’s people see their unit’s.',
  input: z.object({ session, by: z.enum(COVERAGE_BY) }),
  output: z.object({
    rows: z.array(
      z.object({
        /** Of the unit or delegation; null: the congress, or suggestions of no delegation. */
        id: z.nullable(z.string()),
        name: z.string(),
        phases: z.record(z.enum(PHASES), coverage),
        all: coverage,
      }),
    ),
  }),
  faults: ['NOT_ALLOWED'],
});

export const showProgress = request({
  name: 'figures:progress',
  summary:
    'How a session, or all, went on by month: suggestions handed over, answered by every unit that replies, closed. Months in which nothing happened between the first and the last are there, too.',
  input: z.object({ session }),
  output: z.object({
    months: z.array(
      z.object({
        /** `2022-04`, in Asia/Shanghai. */
        month: z.string(),
        handedOver: z.int(),
        replied: z.int(),
        closed: z.int(),
      }),
    ),
    /** Of how many suggestions. */
    all: z.int(),
    /** Of which figures can be asked, the newest first. */
    sessions: z.array(z.int()),
  }),
  faults: ['NOT_ALLOWED'],
});
export type Progress = z.output<typeof showProgress.output>;

export const showOverdue = request({
  name: 'figures:overdue',
  summary:
    'What units owe beyond its last day, by unit in the order of their names; units that owe nothing are left out.',
  input: z.object({}),
  output: z.object({
    units: z.array(
      z.object({
        unitId,
        unitName: z.string(),
        overdue: z.int(),
        /** Last day of the one that is overdue longest. */
        since: civilDate,
      }),
    ),
  }),
  faults: ['NOT_ALLOWED'],
});

export const figureRequests = [
  showFigures,
  showProgress,
  showOverdue,
  showOfficeBoard,
  showUnitBoard,
  showSections,
  listSectionCases,
  showDeputyBoard,
  showCoverage,
] as const;
