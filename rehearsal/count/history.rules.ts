import type { Day } from './days.rules.ts';

/** One entry of a case’s history, as it is kept. */
export interface Entry {
  readonly n: number;
  /** When, in ms. */
  readonly at: number;
  readonly on: Day;
  readonly happened: readonly { readonly kind: string; readonly body: Readonly<Record<string, unknown>> }[];
}

/** Something that happened, with when. */
export interface Past {
  readonly n: number;
  readonly at: number;
  readonly on: Day;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly unitId: string | null;
  readonly delegationId: string | null;
  readonly onDuty: boolean;
}

/** That a unit had the case: in which role, from and until when. */
export interface Tenure {
  readonly unitId: string;
  readonly role: string;
  readonly since: Day;
  readonly from: number;
  readonly until: number;
  /** Contact persons, from when they were named. */
  readonly named: readonly { readonly at: number; readonly ids: readonly string[] }[];
}

export interface History {
  readonly suggestionId: string;
  readonly past: readonly Past[];
  readonly assigned: Past;
  readonly tenures: readonly Tenure[];
  /** When it was withdrawn or filed. */
  readonly over: number;
}

export const NEVER = Number.POSITIVE_INFINITY;

export const text = (body: Past['body'], field: string): string => {
  const found = body[field];
  return typeof found === 'string' ? found : '';
};
export const number = (body: Past['body'], field: string): number => Number(body[field]);
export const texts = (body: Past['body'], field: string): readonly string[] => {
  const found = body[field];
  return Array.isArray(found) ? (found as string[]) : [];
};

interface Given {
  readonly unitId: string;
  readonly role: string;
  readonly contactIds: readonly string[];
}
const given = (found: unknown): readonly Given[] => (Array.isArray(found) ? (found as Given[]) : []);

/** All of some kinds, in order. */
export const pastOf = ({ past }: Pick<History, 'past'>, ...kinds: readonly string[]): readonly Past[] =>
  past.filter(({ kind }) => kinds.includes(kind));

/** Reads a history; null: it never came to any unit. */
export function historyOf(suggestionId: string, entries: readonly Entry[]): History | null {
  const past = entries.flatMap(({ n, at, on, happened }) =>
    happened.map(({ kind, body }) => ({ n, at: placed(at, n), on, kind, body })),
  );
  const assigned = past.find(({ kind }) => kind === 'assigned');
  if (!assigned) return null;
  const over = past.find(({ kind }) => kind === 'withdrawn' || kind === 'archived')?.at ?? NEVER;
  return { suggestionId, past, assigned, over, tenures: tenuresOf(past, assigned) };
}

/** Several things may happen in one instant: their order is kept within it, and a bell that rings then comes after them. */
const placed = (at: number, n: number): number => at - 1 + n / 1_000;

function tenuresOf(past: readonly Past[], assigned: Past): Tenure[] {
  const first = past.findLast(({ kind, n }) => ['imported', 'registered'].includes(kind) && n < assigned.n);
  const begun = [{ at: assigned.at, on: assigned.on, units: given(first?.body['tracks']) }];
  const changes = past.filter(({ kind }) => kind === 'reassigned');
  for (const { at, on, body } of changes) begun.push({ at, on, units: given(body['to']) });
  return begun.flatMap(({ at, on, units }) =>
    units.map(({ unitId, role, contactIds }) => ({
      ...{ unitId, role, since: on, from: at },
      until: changes.find((c) => c.at > at && text(c.body, 'fromUnitId') === unitId)?.at ?? NEVER,
      named: [{ at, ids: contactIds }, ...namings(past, unitId, at)],
    })),
  );
}

const namings = (past: readonly Past[], unitId: string, from: number) =>
  past
    .filter(({ kind }) => kind === 'signed-for' || kind === 'contacts-named')
    .filter(({ at, body }) => at >= from && text(body, 'unitId') === unitId)
    .map(({ at, body }) => ({ at, ids: texts(body, 'contactIds') }));

export const isReplying = ({ role }: Tenure): boolean => role === 'lead' || role === 'separate';

/** The first of them after an instant that fits. */
export const firstAfter = (
  past: readonly Past[],
  at: number,
  fits: (body: Past['body']) => boolean = () => true,
): Past | undefined => past.find((p) => p.at > at && fits(p.body));

export const ofUnit =
  (unitId: string) =>
  (body: Past['body']): boolean =>
    text(body, 'unitId') === unitId;

/** Who answers for the case at an instant. */
export function deputiesAt({ past }: History, at: number) {
  const known = past.filter((p) => p.at <= at);
  const columns = known.findLast(({ kind }) => ['imported', 'drafted', 'redrafted'].includes(kind));
  const said = (columns?.body['columns'] ?? {}) as Readonly<Record<string, unknown>>;
  const left = known.filter(({ kind }) => kind === 'deputy-left');
  const dropped = texts(known.findLast(({ kind }) => kind === 'submitted')?.body ?? {}, 'dropped');
  const leftIds = [...dropped, ...left.map(({ body }) => text(body, 'personId'))];
  const lastLeft = left.findLast(({ body }) => 'leadId' in body);
  const leadId = lastLeft
    ? (lastLeft.body['leadId'] as string | null)
    : ((said['leadId'] ?? null) as string | null);
  const imported = columns?.kind === 'imported' ? texts(said, 'secondingIds') : [];
  const confirmed = known
    .filter(({ kind }) => kind === 'seconding-confirmed')
    .map(({ body }) => text(body, 'personId'));
  const seconders = [...new Set([...imported, ...confirmed])].filter(
    (id) => id !== leadId && !leftIds.includes(id),
  );
  const delegationId = typeof said['delegationId'] === 'string' ? said['delegationId'] : null;
  return { leadId, seconders, delegationId };
}
