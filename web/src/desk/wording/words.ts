import type { ActInput, CaseAct } from '../../../../client-sdk/index.ts';
import type { EventKind } from '../../../../shared/case-events.ts';
import type {
  CaseState,
  HandlingMode,
  Publicity,
  Rating,
  rejectionReason,
  secrecyLevel,
  TrackState,
} from '../../../../shared/cases.ts';
import type { SectionColumn } from '../../../../shared/figures.ts';
import type { PaperKind } from '../../../../shared/papers.ts';
import type { Phase } from '../../../../shared/suggestions.ts';
import type { SUPERVISION_FORMS } from '../../../../shared/values/supervision.ts';
import type { z } from 'zod/mini';

type FieldsOf<A> = A extends CaseAct ? keyof ActInput<A> : never;
/** Every name under which a contract takes something. */
export type FieldName =
  | FieldsOf<CaseAct>
  | 'origins'
  | 'betweenSessions'
  | 'year'
  | 'leadUnitIds'
  | 'committeeUnitId'
  | 'leaderId'
  | 'plan';
/** Every form there is: the acts upon a case, what it begins with, and what is done to topics. */
export type FormName =
  CaseAct | 'suggestion:draft' | 'topic:create' | 'topic:plan' | 'topic:note' | 'topic:close';

/** What the pages of a case say. */
export interface DeskWords {
  readonly acts: { readonly [A in FormName]: string };
  readonly fields: { readonly [F in FieldName]: string };
  /** Where one act asks otherwise than the others: `act.field`. */
  readonly ownFields: Readonly<Record<string, string>>;
  readonly states: { readonly [S in CaseState]: string };
  readonly trackStates: { readonly [S in TrackState]: string };
  readonly phases: { readonly [P in Phase]: string };
  readonly modes: { readonly [M in HandlingMode]: string };
  readonly secrecies: { readonly [S in z.infer<typeof secrecyLevel>]: string };
  readonly publicities: { readonly [P in Publicity]: string };
  readonly ratings: { readonly [R in Rating]: string };
  readonly reasons: { readonly [R in z.infer<typeof rejectionReason>]: string };
  readonly forms: { readonly [F in (typeof SUPERVISION_FORMS)[number]]: string };
  readonly decisions: { readonly agree: string; readonly refuse: string };
  readonly outcomes: { readonly rehandle: string; readonly close: string };
  readonly papers: { readonly [P in PaperKind]: string };
  /** What happened, where the room has no line for it. */
  readonly kinds: { readonly [K in EventKind]?: string };
  readonly tracks: Readonly<
    Record<'unit' | 'role' | 'part' | 'add' | 'remove' | 'instead' | 'stay', string>
  > & {
    readonly row: (at: number) => string;
  };
  readonly promises: Readonly<Record<'text' | 'due' | 'add' | 'remove', string>> & {
    readonly row: (at: number) => string;
  };
  readonly face: Readonly<Record<'on' | 'place' | 'present', string>>;
  readonly correction: {
    readonly value: string;
    readonly fields: Readonly<
      Record<
        | 'number'
        | 'title'
        | 'text'
        | 'category'
        | 'wantsWrittenReply'
        | 'secrecy'
        | 'betweenSessions'
        | 'origins',
        string
      >
    >;
  };
  readonly pick: string;
  readonly none: string;
  readonly noUnit: string;
  readonly noClass: string;
  readonly nobodyFound: string;
  readonly look: string;
  readonly sure: string;
  /** Over a form that stands as it was when the page was loaded anew. */
  readonly restored: string;
  readonly sending: string;
  readonly narrow: (label: string) => string;
  readonly find: (label: string) => string;
  readonly numberOf: (number: string) => string;
  readonly person: (name: string, label: string) => string;
  readonly promised: (text: string, due: string) => string;
  readonly page: Readonly<
    Record<
      | 'back'
      | 'room'
      | 'next'
      | 'nothingNext'
      | 'mayDo'
      | 'nothingToDo'
      | 'timeline'
      | 'papers'
      | 'noPapers'
      | 'units'
      | 'commitments'
      | 'text'
      | 'older'
      | 'product'
      | 'signed'
      | 'copies'
      | 'points'
      | 'attachments'
      | 'takenBack'
      | 'inRoom',
      string
    >
  > & {
    readonly round: (round: number) => string;
    readonly until: (day: string) => string;
    readonly rated: (attitude: string | null, result: string) => string;
    readonly publicity: (publicity: string) => string;
    readonly classed: (code: string) => string;
  };
  readonly commitmentStates: Readonly<Record<'open' | 'fulfilled' | 'rated' | 'explained', string>>;
  readonly topics: Readonly<Record<'title' | 'empty', string>>;
  readonly nobody: string;
  readonly mine: Readonly<Record<'draft' | 'open', string>>;
  readonly work: Readonly<
    Record<
      | 'title'
      | 'owed'
      | 'nothingOwed'
      | 'open'
      | 'overdue'
      | 'soon'
      | 'cases'
      | 'empty'
      | 'all'
      | 'waiting'
      | 'handling'
      | 'answered',
      string
    >
  > & { readonly count: (n: number) => string };
  /** The duty board of a unit. */
  readonly board: Readonly<
    Record<'title' | 'section' | 'all' | 'none' | 'note' | 'print' | 'close', string>
  > & {
    readonly columns: Readonly<Record<SectionColumn, string>>;
    readonly asOf: (moment: string) => string;
    /** Where a number leads: whose cases, of which column, how many. */
    readonly open: (section: string, column: string, n: number) => string;
    readonly behind: (section: string, column: string, n: number) => string;
    /** To hand cases to another section or officer of the unit. */
    readonly passOn: {
      readonly open: (n: number) => string;
      readonly pick: (number: string) => string;
      readonly all: string;
      readonly title: (n: number) => string;
      readonly people: string;
      readonly section: string;
      readonly hint: string;
      readonly nobody: string;
      readonly done: (n: number) => string;
      /** Those that were not, and why. */
      readonly left: (numbers: string, why: string) => string;
    };
  };
  /** Who of the unit is away, and who stands in. */
  readonly absences: Readonly<
    Record<'title' | 'note' | 'none' | 'who' | 'substitute' | 'from' | 'until' | 'save', string>
  > & {
    readonly choose: string;
    /** How many are, or will be. */
    readonly away: (n: number) => string;
    /** One line: from when until when somebody stands in for whom. */
    readonly line: (name: string, from: string, until: string, substitute: string) => string;
    readonly endOf: (name: string) => string;
    readonly kept: string;
  };
  /** What is owed, by the rule that reminds of it. */
  readonly rules: Readonly<Record<string, string>>;
  readonly office: Readonly<
    Record<'title' | 'empty' | 'states' | 'waiting' | 'handOver' | 'topics', string>
  > & {
    readonly count: (n: number) => string;
  };
  /** What a field of a form is called. */
  readonly labelOf: (act: FormName, field: string) => string;
}

/** Finds labels among the words of one language. */
export const labels =
  ({ fields, ownFields }: Pick<DeskWords, 'fields' | 'ownFields'>): DeskWords['labelOf'] =>
  (act, field) => {
    const common: Readonly<Record<string, string>> = fields;
    return ownFields[`${act}.${field}`] ?? common[field] ?? '';
  };
