import type { EventBody, EventKind, Happened, HappenedInShort } from '../../../shared/case-events.ts';
import type {
  CaseState,
  Commitment,
  HandlingMode,
  Publicity,
  Rating,
  TrackState,
} from '../../../shared/cases.ts';
import type {
  CivilDate,
  ContactId,
  CongressId,
  DelegationId,
  HandOverId,
  PersonId,
  SuggestionId,
  UnitId,
} from '../../../shared/ids.ts';
import type { PolicyRef } from '../../../shared/policies.ts';
import type { ContactMethod, Origin, Phase, SourceType, TrackRole } from '../../../shared/suggestions.ts';

/** Who did something, as they were called then. */
export interface Doer {
  readonly personId: PersonId | 'system';
  readonly name: string;
  readonly label: string;
}

/** The product itself, by a rule and a clock. */
export const PRODUCT: Doer = { personId: 'system', name: '', label: '' };

/**
 * One entry of a suggestion’s history as it is kept: one act and all that happened by it, in one document, so that an act
 * is kept whole or not at all. `hash` covers everything else, and through `prev` all entries before it.
 */
export interface CaseEntry {
  /** `suggestionId:n` */
  readonly _id: string;
  readonly suggestionId: SuggestionId;
  readonly congressId: CongressId;
  /** 1, 2, 3 … without gaps; claimed by insert. */
  readonly n: number;
  readonly at: Date;
  /** The day of `at` in Asia/Shanghai, from which terms are counted. */
  readonly on: CivilDate;
  readonly by: Doer;
  readonly why: string | null;
  /** The caller’s key of the act, unique in the case: a repeat finds what was kept. */
  readonly actKey: string | null;
  /** Hash of the act and what was given with it, to tell a repeat from another act under the same key. */
  readonly asked: string | null;
  /** At least one, in the order in which they happened. */
  readonly happened: readonly Happened[];
  readonly prev: string;
  readonly hash: string;
}

/** What of an entry says when something happened: all that duties are reckoned from. */
export interface Told extends Pick<CaseEntry, 'n' | 'on'> {
  readonly happened: readonly HappenedInShort[];
}

/** One unit’s part in a case. */
export interface Track {
  readonly unitId: UnitId;
  readonly role: TrackRole;
  readonly part: string;
  readonly state: TrackState;
  /** Whom the unit named; empty: its people on duty. */
  readonly contactIds: readonly PersonId[];
  readonly department: string;
  /** Phases in which the lead deputy was reached. */
  readonly contacted: readonly Phase[];
  /** From this day the unit’s own terms count: hand-over, or the day it came. */
  readonly since: CivilDate | null;
  readonly receivedOn: CivilDate | null;
  /** Co-handling: the opinion’s way. `redo` counts how often it was sent back. */
  readonly opinion: { readonly filedOn: CivilDate; readonly redo: number; readonly waived: boolean } | null;
  readonly repliedOn: CivilDate | null;
  /** When a return was asked for; null: none is open. */
  readonly returnAskedOn: CivilDate | null;
}

export interface Seconder {
  readonly personId: PersonId;
  readonly state: 'asked' | 'confirmed' | 'declined';
}

/** A reply as the state remembers it; its words are in the entry `n`. */
export interface ReplyMade {
  readonly n: number;
  readonly unitId: UnitId;
  readonly round: number;
  readonly on: CivilDate;
  readonly replyClass: string;
  readonly faceToFace: boolean;
  readonly written: boolean;
}

/** A suggestion’s whole state: what folding its history gives, and nothing else. */
export interface Case {
  readonly suggestionId: SuggestionId;
  readonly congressId: CongressId;
  readonly session: number;
  readonly number: string;
  readonly title: string;
  readonly text: string;
  readonly category: string;
  readonly source: SourceType;
  readonly betweenSessions: boolean;
  readonly origins: readonly Origin[];
  readonly leadId: PersonId | null;
  /** In order; those of an import count as confirmed. */
  readonly seconders: readonly Seconder[];
  readonly delegationId: DelegationId | null;
  readonly wantsWrittenReply: boolean;
  readonly wishedUnitIds: readonly UnitId[];
  readonly publicity: Publicity;
  readonly keepSecret: boolean;
  readonly secrecy: 'public' | 'internal' | 'work-secret';
  readonly mode: HandlingMode | null;
  readonly state: CaseState;
  readonly tracks: readonly Track[];
  readonly assignedOn: CivilDate | null;
  readonly handOverId: HandOverId | null;
  /** Of replying and feedback: 1, and one more each time it is handled again. */
  readonly round: number;
  readonly replies: readonly ReplyMade[];
  readonly extension: {
    readonly unitId: UnitId;
    readonly askedOn: CivilDate;
    readonly askedUntil: CivilDate;
    /** null: not decided yet. */
    readonly approved: boolean | null;
    readonly until: CivilDate | null;
  } | null;
  readonly draftSharedBy: readonly UnitId[];
  readonly feedbackAskedOn: CivilDate | null;
  readonly feedback: readonly {
    readonly round: number;
    readonly attitude: Rating;
    readonly result: Rating;
    readonly on: CivilDate;
  }[];
  /** Rounds that ended in silence. */
  readonly lapsedRounds: readonly number[];
  readonly jointOpinions: readonly {
    readonly round: number;
    readonly personId: PersonId;
    readonly result: Rating;
  }[];
  /** What is asked for after 不满意, until the office decides. */
  readonly rehandlingAskedOn: CivilDate | null;
  readonly rehandlingDue: CivilDate | null;
  readonly coordination: { readonly cause: 'assignment' | 'dissatisfied'; readonly since: CivilDate } | null;
  readonly commitments: readonly (Commitment & {
    readonly promisedOn: CivilDate;
    readonly rated: Rating | null;
    readonly fulfilledOn: CivilDate | null;
    /** Year into which it was last carried; null: still in its first. */
    readonly carriedInto: number | null;
  })[];
  readonly contacts: readonly {
    readonly contactId: ContactId;
    readonly unitId: UnitId;
    readonly phase: Phase;
    readonly method: ContactMethod;
    readonly on: CivilDate;
    readonly reachedLead: boolean;
    readonly confirmed: boolean;
  }[];
  readonly withdrawal: { readonly agreed: readonly PersonId[] } | null;
  readonly mergedWith: readonly SuggestionId[];
  readonly publication: {
    readonly state: 'proposed' | 'approved' | 'refused' | 'published';
    readonly proposedBy: PersonId | 'system';
    readonly publicity: Publicity;
    readonly on: CivilDate | null;
    /** The entry in which its last words are. */
    readonly n: number;
  } | null;
  readonly topicId: string | null;
  readonly committeeUnitId: UnitId | null;
  readonly supervisionLeaderId: PersonId | null;
  /** Columns of a published record, kept as they came. */
  readonly asPublished: { readonly replyClass: string; readonly repliedOn: string };
  /** Of the import that last said something of it; empty: it was proposed here. */
  readonly importedHash: string;
  /** The policy the case began with. */
  readonly policy: PolicyRef | null;
  readonly closedOn: CivilDate | null;
  /** Number and hash of the last entry. */
  readonly revision: number;
  readonly hash: string;
}

/** What of a case, and of a unit’s part in it, no duty follows from: who reckons duties reads cases without it. */
export const UNRECKONED_FIELDS = [
  ...(['text', 'category', 'betweenSessions', 'origins', 'wantsWrittenReply', 'wishedUnitIds'] as const),
  ...(['publicity', 'keepSecret', 'secrecy', 'mode', 'handOverId', 'draftSharedBy', 'feedback'] as const),
  ...(['lapsedRounds', 'jointOpinions', 'rehandlingAskedOn', 'rehandlingDue', 'contacts'] as const),
  ...(['withdrawal', 'mergedWith', 'asPublished', 'importedHash', 'hash'] as const),
] as const satisfies readonly (keyof Case)[];
export const UNRECKONED_OF_TRACKS = ['part', 'department'] as const satisfies readonly (keyof Track)[];
export type ReckonedTrack = Omit<Track, (typeof UNRECKONED_OF_TRACKS)[number]>;
/** The same without these fields. */
export type CaseInShort = Omit<Case, (typeof UNRECKONED_FIELDS)[number] | 'tracks'> & {
  readonly tracks: readonly ReckonedTrack[];
};

/** What of a case decides who calls in its room and who answers, and by what silence is counted there. */
export interface Speaking extends Pick<
  Case,
  'suggestionId' | 'congressId' | 'policy' | 'assignedOn' | 'leadId'
> {
  readonly seconders: readonly Pick<Seconder, 'personId'>[];
  readonly tracks: readonly Pick<Track, 'unitId'>[];
}

/** Units that reply to the deputies by themselves: lead and separate ones. */
export const replies = ({ role }: Pick<Track, 'role'>): boolean => role === 'lead' || role === 'separate';

/** Handed over: it has a room, also when it was withdrawn or archived since. */
export const hasRoom = ({ assignedOn }: Pick<Case, 'assignedOn'>): boolean => assignedOn !== null;

/** Handed over, and neither withdrawn nor archived: its units work on it, or keep what they promised. */
export const isHandled = ({ assignedOn, state }: Pick<Case, 'assignedOn' | 'state'>): boolean =>
  assignedOn !== null && state !== 'withdrawn' && state !== 'archived';

/** Deputies who have said that they join in. */
export const confirmedSeconders = ({ seconders }: Pick<Case, 'seconders'>): PersonId[] =>
  seconders.filter((s) => s.state === 'confirmed').map((s) => s.personId);

/** When and by whom, for folds that keep it. */
export type Happening = Pick<CaseEntry, 'n' | 'on' | 'by'>;
/** What an event of one kind changes of the state. Pure, and total: a kept event is never refused. */
export type Fold<K extends EventKind> = (found: Case, body: EventBody<K>, event: Happening) => Partial<Case>;
export type Folds<K extends EventKind> = { readonly [k in K]: Fold<k> };
