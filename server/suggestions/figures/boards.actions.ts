import type * as z from 'zod/mini';
import { Fault } from '../../../shared/faults.ts';
import type {
  OfficeMatter,
  showDeputyBoard,
  showOfficeBoard,
  showUnitBoard,
} from '../../../shared/figures.ts';
import { OFFICE_MATTERS } from '../../../shared/values/figures.ts';
import type { CaseState } from '../../../shared/cases.ts';
import { CASE_STATES } from '../../../shared/values/cases.ts';
import type { Phase } from '../../../shared/suggestions.ts';
import { sumOpen } from '../../notices/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import { hasRoom } from '../case/case.rules.ts';
import { IN_HANDLING } from '../case/stages.rules.ts';
import { rolesIn } from '../case/standing.rules.ts';
import type { FigureParts } from './figures.actions.ts';
import type { BoardCase, OwnCase } from './figures.store.ts';
import { MANY, waitingSince } from './matters.rules.ts';
import { type Looking, nextStepOf } from './next-step.rules.ts';

const FEW = 20; // cases of a matter on the office’s board
const LOOKED_AT = 200; // of which these are the longest waiting
const LISTED = 200; // own suggestions of a deputy

const lineOf = ({
  _id,
  session,
  number,
  title,
  state,
}: Pick<BoardCase, 'session' | 'number' | 'title' | 'state' | '_id'>) => ({
  suggestionId: _id,
  ...{ session, number, title, state },
});

/** board:office */
export const makeOfficeBoard =
  (parts: FigureParts): Handler<typeof showOfficeBoard> =>
  async (_input, { congressId, roles }) => {
    const { store, may } = parts;
    if (!may(roles, 'board:office')) throw new Fault('NOT_ALLOWED');
    const few = OFFICE_MATTERS.filter((matter) => !MANY.includes(matter));
    const [counts, duties, ...cases] = await Promise.all([
      store.countMatters(congressId),
      parts.duties.countDue({ of: { congressId } }),
      ...few.map((matter) => store.ofMatter(congressId, matter, LOOKED_AT)),
    ]);
    return {
      matters: OFFICE_MATTERS.map((matter) => ({
        matter,
        count: counts.get(matter) ?? 0,
        cases: longestWaiting(matter, cases[few.indexOf(matter)] ?? []),
      })),
      duties,
    };
  };

/** The longest waiting first; of one day by number. What nobody knows since when comes last. */
const longestWaiting = (matter: OfficeMatter, cases: readonly BoardCase[]) =>
  cases
    .map((found) => ({ found, since: waitingSince(matter, found) }))
    .sort((a, b) => compare(a.since ?? '~', b.since ?? '~') || compare(a.found.orderKey, b.found.orderKey))
    .slice(0, FEW)
    .map(({ found, since }) => ({ ...lineOf(found), since }));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ENDED: readonly CaseState[] = ['closed', 'archived', 'withdrawn'];
const AT_WORK = CASE_STATES.filter((state) => !ENDED.includes(state));

/** board:unit: of the caller’s unit, as it stands today. */
export const makeUnitBoard =
  (parts: FigureParts): Handler<typeof showUnitBoard> =>
  async (_input, { unitId, roles }) => {
    const { store, org, may } = parts;
    if (!may(roles, 'board:unit') || unitId === null) throw new Fault('NOT_ALLOWED');
    const [units, open, states] = await Promise.all([
      org.units.byIds([unitId]),
      parts.duties.countOpen({ of: { unitId } }),
      store.statesOf(unitId, AT_WORK),
    ]);
    const ofPhase = (phase: Phase) => sumOpen(open.filter((row) => row.phase === phase));
    const rules = [...new Set(open.map(({ rule }) => rule))].sort(
      (a, b) => Number(a.slice(1)) - Number(b.slice(1)),
    );
    return {
      unitId,
      unitName: units.get(unitId)?.shortName ?? '',
      all: sumOpen(open),
      byRule: rules.map((rule) => ({ rule, ...sumOpen(open.filter((row) => row.rule === rule)) })),
      byPhase: { pre: ofPhase('pre'), mid: ofPhase('mid'), post: ofPhase('post') },
      cases: AT_WORK.flatMap((state) => {
        const count = states.get(state);
        return count === undefined ? [] : [{ state, count }];
      }),
    };
  };

/** board:deputy: what somebody has a part in as a deputy, each with one next step. */
export const makeDeputyBoard =
  (parts: FigureParts): Handler<typeof showDeputyBoard> =>
  async (_input, caller) => {
    if (!parts.may(caller.roles, 'board:deputy')) throw new Fault('NOT_ALLOWED');
    const found = await parts.store.ofDeputy(caller);
    const [looking, toConfirm] = await Promise.all([
      lookingOf(parts, caller, found),
      toConfirmOf(parts, caller, found),
    ]);
    const lines = found
      .map((suggestion) => ({ suggestion, next: nextStepOf(suggestion, looking(suggestion)) }))
      .sort(
        (a, b) =>
          Number(b.next.turn === 'you') - Number(a.next.turn === 'you') ||
          b.suggestion.createdAt.getTime() - a.suggestion.createdAt.getTime() ||
          compare(a.suggestion.orderKey, b.suggestion.orderKey),
      );
    const shown = lines.slice(0, LISTED);
    const units = await parts.org.units.byIds([
      ...new Set(shown.flatMap(({ suggestion }) => suggestion.tracks.map((t) => t.unitId))),
    ]);
    return {
      suggestions: shown.map(({ suggestion, next }) => ({
        ...lineOf(suggestion),
        roomId: hasRoom(suggestion) ? roomIdOf(suggestion._id) : null,
        part: partOf(suggestion, caller),
        units: suggestion.tracks.map((t) => units.get(t.unitId)?.shortName ?? ''),
        next,
      })),
      toConfirm,
      yours: lines.filter(({ next }) => next.turn === 'you').length,
      total: lines.length,
    };
  };

/** What units say they spoke of with the caller: a question that only who was there can answer. */
async function toConfirmOf(
  { contacts }: FigureParts,
  { personId }: Caller,
  found: readonly OwnCase[],
): Promise<z.input<typeof showDeputyBoard.output>['toConfirm']> {
  const open = new Set(
    found
      .filter(({ state }) => IN_HANDLING.some((one) => one === state))
      .flatMap((suggestion) => suggestion.contacts)
      .flatMap(({ contactId, confirmed }) => (confirmed ? [] : [contactId])),
  );
  if (open.size === 0) return [];
  const met = await contacts.withPerson(
    personId,
    found.map(({ _id }) => _id),
  );
  return met
    .filter(({ _id }) => open.has(_id))
    .slice(0, FEW)
    .map(({ _id, suggestionId, unitName, phase, method, at }) => ({
      ...{ suggestionId, contactId: _id, unitName, phase, method, at: at.toISOString() },
    }));
}

function partOf({ leadId, seconders }: OwnCase, { personId }: Caller) {
  if (leadId === personId) return 'lead' as const;
  return seconders.some((s) => s.personId === personId) ? ('seconding' as const) : ('delegation' as const);
}

/** As whom the caller looks at each suggestion, and by the rules that it began with. */
async function lookingOf(
  { policies, calendar }: FigureParts,
  caller: Caller,
  found: readonly OwnCase[],
): Promise<(suggestion: OwnCase) => Looking> {
  const { congressId, personId } = caller;
  const [days, current] = await Promise.all([
    calendar.forCongress(congressId),
    policies.forCongress(congressId),
  ]);
  const refs = new Map(found.flatMap(({ policy }) => (policy ? [[policy.version, policy] as const] : [])));
  const kept = new Map(
    await Promise.all(
      [...refs].map(async ([version, ref]) => [version, await policies.byRef(congressId, ref)] as const),
    ),
  );
  return (suggestion) => ({
    ...{ personId, days, roles: rolesIn(suggestion, caller) },
    terms:
      (suggestion.policy ? kept.get(suggestion.policy.version) : undefined)?.terms ?? current.profile.terms,
  });
}
