import type { Entry } from '../count/index.ts';

/** One case as the database has it, for whoever looks whether it was handled as it must be. */
export interface Kept {
  readonly suggestionId: string;
  readonly state: string;
  readonly entries: readonly (Entry & { readonly by: { readonly personId: string } })[];
  /** Rooms that are this suggestion’s. */
  readonly rooms: number;
  readonly duties: readonly {
    readonly rule: string;
    readonly due: string | null;
    readonly state: string;
    readonly closedOn: string | null;
  }[];
  readonly tracks: readonly { readonly unitId: string; readonly role: string; readonly state: string }[];
}

/** Where a case is not as the domain demands. */
export interface Violation {
  readonly suggestionId: string;
  readonly invariant: Invariant;
}

type Body = Readonly<Record<string, unknown>>;
const all = ({ entries }: Kept, ...kinds: readonly string[]): readonly Body[] =>
  entries.flatMap(({ happened }) =>
    happened.filter(({ kind }) => kinds.includes(kind)).map(({ body }) => body),
  );
const has = (kept: Kept, ...kinds: readonly string[]) => all(kept, ...kinds).length > 0;

const isSigned = ({ letter }: Body): boolean => {
  const { signedBy } = (letter ?? {}) as { readonly signedBy?: { readonly name?: string } };
  return (signedBy?.name ?? '') !== '';
};

/** Domain section 5: what holds for every case at all times. */
export const INVARIANTS = {
  'exactly one room for a suggestion that was handed over, none before': (kept: Kept) =>
    kept.rooms === (has(kept, 'assigned') ? 1 : 0),
  'no reply without a signer': (kept: Kept) => all(kept, 'replied').every(isSigned),
  'not closed while a replying unit has not answered': (kept: Kept) =>
    !['closed', 'tracking', 'archived'].includes(kept.state) ||
    kept.tracks.every(({ role, state }) => (role !== 'lead' && role !== 'separate') || state === 'replied'),
  'a co-handling unit never replies to the deputy alone': (kept: Kept) => {
    const co = new Set(kept.tracks.filter(({ role }) => role === 'co').map(({ unitId }) => unitId));
    return all(kept, 'replied', 'explained').every(({ unitId }) => !co.has(String(unitId)));
  },
  'every act is on record, in order, with who and when': (kept: Kept) =>
    kept.entries.every(
      ({ n, at, by, happened }, i) =>
        n === i + 1 && at >= (kept.entries[i - 1]?.at ?? 0) && by.personId !== '' && happened.length > 0,
    ),
  'what was done late stays late': (kept: Kept) =>
    kept.duties.every(
      ({ due, state, closedOn }) =>
        due === null ||
        closedOn === null ||
        (state === 'done' ? closedOn <= due : state !== 'late' || closedOn > due),
    ),
  'a reply’s last day moves only when more time was granted': (kept: Kept) => {
    const days = new Set(kept.duties.filter(({ rule }) => rule === 'R11').map(({ due }) => due));
    const causes = all(kept, 'extension-decided').filter(({ approved }) => approved === true).length;
    const given = 1 + all(kept, 'reassigned').length;
    return days.size <= given + causes;
  },
} satisfies Readonly<Record<string, (kept: Kept) => boolean>>;
export type Invariant = keyof typeof INVARIANTS;

/** What of them does not hold for a case. */
export const violationsOf = (kept: Kept): Violation[] =>
  (Object.keys(INVARIANTS) as Invariant[])
    .filter((name) => !INVARIANTS[name](kept))
    .map((invariant) => ({ suggestionId: kept.suggestionId, invariant }));
