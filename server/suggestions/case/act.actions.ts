import canonicalize from 'canonicalize';
import { v5 } from 'uuid';
import type * as z from 'zod/mini';
import type { CaseRole } from '../../../shared/cases.ts';
import type { Request } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/faults.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { suggestion } from '../../../shared/suggestions.ts';
import { civilDateOf, type Calendar } from '../../org/index.ts';
import { bind, type Binding, type Handler } from '../../wire/bind.ts';
import type { Caller, Clock, NewId } from '../../wire/ports.ts';
import type { Policies } from '../policy/index.ts';
import type { AccessSuggestion } from '../record/access.actions.ts';
import { hashOf } from '../record/record.rules.ts';
import type { ViewSuggestion } from '../record/view.actions.ts';
import { type Actor, type CaseAct, whyMayNotAct } from './act.rules.ts';
import { type Case, type Doer, PRODUCT } from './case.rules.ts';
import type { Deed } from './entries.rules.ts';
import type { EntryStore } from './entries.store.ts';
import { nothingYet } from './fold.rules.ts';
import type { Appended, History } from './history.actions.ts';
import type { RefuseUnknown } from './named.actions.ts';
import type { Settle } from './settle.actions.ts';
import { rolesIn } from './standing.rules.ts';

export interface ActParts {
  access: AccessSuggestion;
  history: Pick<History, 'load' | 'append' | 'begin'>;
  entries: Pick<EntryStore, 'byActKey'>;
  policies: Pick<Policies, 'ofCase'>;
  calendar: Pick<Calendar, 'forCongress'>;
  refuseUnknown: RefuseUnknown;
  settle: Pick<Settle, 'soon'>;
  view: ViewSuggestion;
  clock: Clock;
  newId: NewId;
}

/** What every act’s input has (shared/cases `actOn`). */
interface Given {
  suggestionId: SuggestionId;
  revision: number;
  actKey: string;
}

/** A request that answers with the suggestion as it stands then. */
type ActRequest<I> = Request<string, z.ZodMiniType<I>, typeof suggestion>;

/** What is acted with: of people the revision they saw counts, of the product itself none. */
interface Asked<J> {
  act: CaseAct<J>;
  /** As it was given: by it a repeat is known. */
  given: unknown;
  /** The same with what the record adds to it; asked only once nothing else refuses. */
  complete: () => Promise<J> | J;
  actor: Actor;
  actKey: string;
  seen: number | null;
}

/** What the product does of itself, or in the place of somebody whose word it carries into many cases. */
interface SystemDeed<I> {
  readonly input: I;
  /** Once for each key. */
  readonly actKey: string;
  readonly by?: Doer;
}

export type Acts = ReturnType<typeof makeActs>;

/** The one executor of acts: access → who and when → what comes of it → kept → everything else follows. */
export function makeActs(parts: ActParts) {
  const { access, history, settle, view } = parts;

  const shown = async (suggestionId: SuggestionId, caller: Caller, appended?: Appended) => {
    const settled = await settle.soon(suggestionId, appended);
    const after = settled?.doc ?? (await history.load(suggestionId));
    if (!after) throw new Fault('NOT_FOUND', { suggestionId });
    return view(after, caller, settled?.standing);
  };

  const acted = async <J>(
    asked: Pick<Asked<J>, 'act' | 'given' | 'complete'>,
    { suggestionId, revision: seen, actKey }: Given,
    caller: Caller,
  ) => {
    const read = await access(caller, suggestionId);
    const decide = (found: Case) =>
      deedOf(parts, found, { ...asked, actKey, seen, actor: actorOf(caller, rolesIn(found, caller)) });
    const appended = await history.append(suggestionId, decide, read);
    return shown(suggestionId, caller, appended ?? undefined);
  };

  return {
    /** Ties a contract to an act. */
    bindAct: <I extends Given>(request: ActRequest<I>, act: CaseAct<I>): Binding =>
      bindAs<I>(request, (input, caller) =>
        acted({ act, given: input, complete: () => input }, input, caller),
      ),

    /** The same, where `complete` adds what other records know. */
    bindCompleted: <I extends Given, J extends I>(
      request: ActRequest<I>,
      act: CaseAct<J>,
      complete: (input: I, caller: Caller) => Promise<J>,
    ): Binding =>
      bindAs<I>(request, (input, caller) =>
        acted({ act, given: input, complete: () => complete(input, caller) }, input, caller),
      ),

    /** Ties a contract to the act that a case begins with; `complete` adds what the record knows of the caller. */
    bindBeginning: <I extends Pick<Given, 'actKey'>, J extends I>(
      request: ActRequest<I>,
      act: CaseAct<J>,
      complete: (input: I, caller: Caller) => Promise<J>,
    ): Binding =>
      bindAs<I>(request, async (given, caller) => {
        const { actKey } = given;
        const suggestionId = v5(actKey, caller.personId) as SuggestionId; // the same request again finds it
        const asked = {
          ...{ act, given, complete: () => complete(given, caller) },
          ...{ actKey, seen: null, actor: actorOf(caller, rolesOfProposer(caller)) },
        };
        if ((await history.load(suggestionId)) === null) {
          const { congressId } = caller;
          const deed = await deedOf(parts, nothingYet(suggestionId, congressId), asked);
          if (deed) await history.begin([{ suggestionId, congressId, deed }]);
        }
        const kept = await parts.entries.byActKey(suggestionId, actKey);
        if (kept?.asked !== hashOfAsked(asked)) throw new Fault('SEND_KEY_REUSED', { actKey });
        return shown(suggestionId, caller);
      }),

    /** An act of the product itself, once for each key; true when it was done now. Throws what refuses it. */
    bySystem: async <I>(
      act: CaseAct<I>,
      suggestionId: SuggestionId,
      { input, actKey, by = PRODUCT }: SystemDeed<I>,
    ): Promise<boolean> => {
      const actor: Actor = { ...by, roles: new Set<CaseRole>(['system']), unitId: null };
      const asked = { act, given: input, complete: () => input, actKey, actor, seen: null };
      const done = await history.append(suggestionId, (found) => deedOf(parts, found, asked));
      if (!done?.entry) return false;
      await settle.soon(suggestionId, done);
      return true;
    },
  };
}

/** Ties a contract to an action; what the gate has parsed is what the contract’s schema says. */
const bindAs = <I>(
  request: ActRequest<I>,
  handle: (input: I, caller: Caller) => ReturnType<ViewSuggestion>,
): Binding => bind(request, handle as Handler<ActRequest<I>>);

const actorOf = ({ personId, name, label, unitId }: Caller, roles: ReadonlySet<CaseRole>): Actor => ({
  ...{ personId, name, label, unitId, roles },
});

/** As whom somebody begins a case. */
const rolesOfProposer = ({ roles }: Caller): ReadonlySet<CaseRole> =>
  new Set<CaseRole>([
    ...(roles.includes('deputy') ? (['lead-deputy'] as const) : []),
    ...(roles.includes('delegation-head') ? (['delegation-head'] as const) : []),
  ]);

const hashOfAsked = <J>({ act, given }: Pick<Asked<J>, 'act' | 'given'>): string =>
  hashOf([act.name, canonicalize(given)]);

/** The deed that an act comes to; null when this very act was kept before. */
async function deedOf<J>(parts: ActParts, found: Case, asked: Asked<J>): Promise<Deed | null> {
  const { act, actor, actKey, seen } = asked;
  const why = whyMayNotAct(act, found, actor.roles);
  if (why?.code === 'NOT_ALLOWED') throw why;
  // The case was read first: an entry under this key is among what was read, or is found here.
  const kept = await parts.entries.byActKey(found.suggestionId, actKey);
  if (kept?.asked === hashOfAsked(asked) && kept.by.personId === actor.personId) return null;
  if (kept) throw new Fault('SEND_KEY_REUSED', { actKey });
  if (seen !== null && seen !== found.revision)
    throw new Fault('STALE_REVISION', { revision: found.revision });
  if (why) throw why;
  const input = await asked.complete();
  if (act.names) await parts.refuseUnknown(found.congressId, act.names(input));
  return decided(parts, found, { ...asked, input });
}

async function decided<J>(parts: ActParts, found: Case, asked: Asked<J> & { input: J }): Promise<Deed> {
  const { act, input, actor, actKey } = asked;
  const { clock, newId, calendar, policies } = parts;
  const at = clock.now();
  const [days, policy] = await Promise.all([calendar.forCongress(found.congressId), policies.ofCase(found)]);
  const circumstances = { actor, now: at, today: civilDateOf(at), policy, days, newId };
  const happened = act.decide(found, input, circumstances);
  const stray = happened.find(({ kind }) => !act.makes.includes(kind));
  if (stray || happened.length === 0)
    throw new Error(`cases: ${act.name} may not come to ${stray?.kind ?? 'nothing'}`);
  const { personId, name, label } = actor;
  return {
    ...{ at, by: { personId, name, label }, why: whyOf(input) },
    ...{ actKey, asked: hashOfAsked(asked), happened },
  };
}

/** The reason that was given, where the act asks for one. */
function whyOf(input: unknown): string | null {
  const why = typeof input === 'object' && input !== null && 'why' in input ? input.why : null;
  return typeof why === 'string' ? why : null;
}
