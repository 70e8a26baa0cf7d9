import type { Term } from './days.rules.ts';

export type Whom =
  | 'contacts'
  | 'registry'
  | 'leaders'
  | 'replying leaders'
  | 'lead units'
  | 'office'
  | 'coordinator'
  | 'committee'
  | 'ower'
  | 'deputies';

export interface Step {
  /** Name by which deliveries call it. */
  readonly name: string;
  readonly from: 'since' | 'due' | 'share';
  /** After it when positive, before it when negative; per cent of the way for a share. */
  readonly n: number;
  readonly unit: Term['unit'];
  readonly every?: Term;
  readonly room: boolean;
  readonly mail: boolean;
  readonly whom: readonly Whom[];
}

/**
 * Domain section 6 once more, in its own words: `since+3wd room mail contacts,office` or `since+4wd/1wd …`, which is
 * said again each working day.
 */
const TABLE: Readonly<Record<string, readonly string[]>> = {
  R2: ['since+1wd registry', 'since+3wd mail registry', 'since+4wd/1wd mail registry,office'],
  R3: ['since+2wd registry'],
  R4: ['due-2wd registry', 'due+0d registry'],
  R5: ['since+5wd office,coordinator', 'due-2wd office,coordinator'],
  R6: [
    'since+5wd room contacts',
    'since+10wd room contacts',
    'since+15wd room contacts',
    'due+0d room mail contacts,leaders,office',
  ],
  R7: ['since+2wd contacts', 'since+5wd registry'],
  R8: [
    'due-10d contacts',
    'due-3d room contacts',
    'due+0d room contacts',
    'due+1wd/1wd mail contacts,lead units,office',
  ],
  R9: ['since+3wd contacts'],
  R10: ['50% room contacts', '70% room contacts'],
  R11: [
    'due-30d contacts',
    'due-15d contacts',
    'due-7d room contacts,registry',
    'due-3d contacts',
    'due-1d mail contacts,leaders',
    'due+0d contacts',
  ],
  R12: ['due+1wd mail leaders,office,committee', 'due+8d/7d mail leaders,office,committee'],
  R13: ['due-10d contacts'],
  R14: ['since+0d contacts'],
  R15: ['since+0d deputies'],
  R16: ['since+3wd contacts', 'since+7wd contacts'],
  R17: ['since+5wd ower', 'since+10wd ower', 'since+15wd mail ower'],
  R18: ['since+5wd ower'],
  R19: ['since+0d mail replying leaders,office'],
  R20: [
    'due-15d contacts,leaders',
    'due-7d contacts,leaders',
    'due-3d contacts,leaders',
    'due+0d mail contacts,leaders',
  ],
  R21: ['due-30d contacts', 'due-7d contacts', 'due+0d room contacts', 'due+7d mail contacts,office'],
  R22: ['since+7d contacts', 'since+1m mail contacts'],
  R23: ['since+10wd office', 'since+18wd office'],
  R24: ['due+0d committee,lead units', 'since+1m/1m committee,lead units'],
  R25: ['since+15wd/10wd contacts'],
};

const UNITS = { wd: 'workdays', d: 'days', m: 'months' } as const;
type Short = keyof typeof UNITS;
const FORM =
  /^(?:(since|due)([+-]\d+)(wd|d|m)|(\d+)%)(?:\/(\d+)(wd|d|m))?(?: (room))?(?: (mail))? ([a-z ,]+)$/;

function stepOf(text: string): Step {
  const [, from, n, unit, share, times, again, room, mail, whom = ''] = FORM.exec(text) ?? [];
  const name = share === undefined ? `${from ?? ''}${n ?? ''}${unit ?? ''}` : `${share}%`;
  return {
    name,
    from: share === undefined ? (from as 'since' | 'due') : 'share',
    n: Number(n ?? share),
    unit: UNITS[(unit ?? 'd') as Short],
    ...(times !== undefined && { every: { n: Number(times), unit: UNITS[(again ?? 'd') as Short] } }),
    ...{ room: room !== undefined, mail: mail !== undefined },
    whom: whom.split(',') as Whom[],
  };
}

const STEPS = new Map(Object.entries(TABLE).map(([rule, texts]) => [rule, texts.map(stepOf)]));

/** What reminds of a duty: the steps of its own rule; of replies that are late R12 besides. */
export const stepsOf = (rule: string): readonly { readonly rule: string; readonly step: Step }[] =>
  [rule, ...(rule === 'R11' || rule === 'R20' ? ['R12'] : [])].flatMap((name) =>
    (STEPS.get(name) ?? []).map((step) => ({ rule: name, step })),
  );
