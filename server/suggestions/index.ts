import { casePapers } from '../../shared/papers.ts';
import { ownSuggestions } from '../../shared/suggestions.ts';
import { caseTimeline, correctCase } from '../../shared/timeline.ts';
import type { CongressId, HandOverId, PersonId, SuggestionId } from '../../shared/ids.ts';
import type { Duties, TrackFacts } from '../notices/index.ts';
import type { Calendar, Org } from '../org/index.ts';
import type { Rooms } from '../rooms/index.ts';
import type { Database } from '../store/mongo.ts';
import { bind } from '../wire/bind.ts';
import type { Clock, Enqueue, NewId, Tell } from '../wire/ports.ts';
import { ACTS } from './case/acts.ts';
import { makeActs } from './case/act.actions.ts';
import { assigningBindings } from './assigning/assigning.wire.ts';
import { makeCaseStore } from './case/case.store.ts';
import { makeDoConsequences } from './case/consequences.actions.ts';
import { makeEntryStore } from './case/entries.store.ts';
import { makeHistory } from './case/history.actions.ts';
import { makeDaysTurn } from './case/days-turn.actions.ts';
import { makeDaysTurnStore } from './case/days-turn.store.ts';
import { makePapers } from './case/papers.actions.ts';
import { laterActBindings } from './case/later-acts.wire.ts';
import { mayDoOf } from './case/may-do.rules.ts';
import { makeRefuseUnknown } from './case/named.actions.ts';
import { makeSettle } from './case/settle.actions.ts';
import { makeTimeline } from './case/timeline.actions.ts';
import { makeVerify } from './case/verify.actions.ts';
import { makeListContacts, makeRecordContact, makeSettleContacts } from './contact/contact.actions.ts';
import { makeContactStore } from './contact/contact.store.ts';
import { makeHandOverBatches } from './hand-over/batch.actions.ts';
import {
  makeHandOverRequests,
  makeResumeUnfinished,
  makeRun,
  makeStart,
} from './hand-over/hand-over.actions.ts';
import { handOverView } from './hand-over/hand-over.rules.ts';
import { makeHandOverStore } from './hand-over/hand-over.store.ts';
import { makeEnsureServiceRooms } from './hand-over/service-rooms.actions.ts';
import { makePolicies } from './policy/index.ts';
import { proposingBindings } from './proposing/proposing.wire.ts';
import { makeAccessSuggestion, type May } from './record/access.actions.ts';
import { makeFollow } from './record/follow.actions.ts';
import { makeLagStore } from './record/lag.store.ts';
import { makeRecordStore } from './record/record.store.ts';
import { makeOwn } from './record/own.actions.ts';
import { makeOwnStore } from './record/own.store.ts';
import { makeNameContacts, makeRevise } from './record/revise.actions.ts';
import { makeLoadRoster } from './record/roster.actions.ts';
import { openSuggestions } from './record/suggestion.store.ts';
import { makeUpsertMany } from './record/upsert.actions.ts';
import { makeListSuggestions, makeView } from './record/view.actions.ts';
import { correct } from './case/correcting.rules.ts';
import { suggestionBindings } from './suggestions.wire.ts';

export type { SuggestionRow } from './record/upsert.actions.ts';

export interface SuggestionsParts {
  database: Database;
  org: Org;
  calendar: Calendar;
  may: May;
  rooms: Rooms;
  duties: Duties;
  clock: Clock;
  newId: NewId;
  tell: Tell;
  enqueue: Enqueue;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
  /** True for errors that pass: an engine is away. */
  isUnreachable: (error: unknown) => boolean;
}

export type Suggestions = ReturnType<typeof makeSuggestions>;

/** The record of suggestions, their hand-over, the contacts made, and the rooms that follow from them. */
export function makeSuggestions(parts: SuggestionsParts) {
  const { database, org, calendar, may, rooms, duties, clock, newId, tell, enqueue, onSurprise } = parts;
  const collection = openSuggestions(database);
  const record = makeRecordStore(collection);
  const store = makeCaseStore(collection);
  const entries = makeEntryStore(database);
  const lags = makeLagStore(collection);
  const contacts = makeContactStore(database);
  const handOvers = makeHandOverStore(database, collection);

  const policies = makePolicies({ database, clock, newId, may });
  const loadRoster = makeLoadRoster(org.people);
  const history = makeHistory({ entries, store });
  const access = makeAccessSuggestion({ history, rooms, may });
  const view = makeView({ org, loadRoster, mayDo: mayDoOf(ACTS) });
  const follow = makeFollow({ record, lags, rooms, duties, org, loadRoster, clock, newId, onSurprise });
  const settle = makeSettle({
    ...{ history, entries, follow, clock, onSurprise },
    doConsequences: (entry) => doConsequences(entry), // acts are built next
  });
  const refuseUnknown = makeRefuseUnknown({ org, store });
  const acts = makeActs({
    ...{ access, history, entries, policies, calendar, refuseUnknown, settle, view, clock, newId },
  });
  const doConsequences = makeDoConsequences(acts.bySystem);
  const daysTurn = makeDaysTurn({
    ...{ store: makeDaysTurnStore(collection), bySystem: acts.bySystem, clock, onSurprise },
  });
  const revising = { access, may, history, settle, org, view, clock };
  const contacting = {
    ...{ access, may, history, contacts, rooms, duties, org, clock, newId, onSurprise },
    settleCase: settle.one,
  };

  let stopping = false;
  const batches = makeHandOverBatches({
    ...{ store: handOvers, lags, follow, history, policies, rooms, duties, org, calendar, loadRoster },
    ...{ clock, onSurprise },
    isUnreachable: parts.isUnreachable,
    stopping: () => stopping,
  });
  const handingOver = { store: handOvers, batches, may, clock, newId, tell, enqueue };
  const resumeUnfinished = makeResumeUnfinished(handingOver);
  const settleContacts = makeSettleContacts(contacting);

  return {
    policies,
    bindings: [
      ...policies.bindings,
      acts.bindAct(correctCase, correct),
      bind(caseTimeline, makeTimeline({ access, entries, org })),
      ...proposingBindings({ acts, congresses: org.congresses }),
      ...assigningBindings(acts),
      bind(casePapers, makePapers({ access, entries, org })),
      bind(ownSuggestions, makeOwn({ store: makeOwnStore(collection), org, mayDo: mayDoOf(ACTS) })),
      ...laterActBindings(acts),
      ...suggestionBindings({
        show: async ({ suggestionId }, caller) => view(await access(caller, suggestionId), caller),
        list: makeListSuggestions({ record, org, may }),
        revise: makeRevise(revising),
        nameContacts: makeNameContacts(revising),
        recordContact: makeRecordContact(contacting),
        listContacts: makeListContacts(contacting),
        handOver: makeHandOverRequests(handingOver),
      }),
    ],
    record: {
      /** Those of a session with these numbers; unknown numbers are missing. */
      idsByNumber: async (
        congressId: CongressId,
        session: number,
        numbers: readonly string[],
      ): Promise<Map<string, SuggestionId>> =>
        new Map((await record.byNumberKeys(congressId, session, numbers)).map((s) => [s.number, s._id])),
      count: record.count,
      countHandedOver: record.countHandedOver,
      /** For the import: rows in, one outcome each, in order. */
      upsertMany: makeUpsertMany({ record, history, settle, clock, newId }),
      /** Today's tracks; a suggestion that is gone is missing. */
      tracksOf: async (
        ids: readonly SuggestionId[],
      ): Promise<ReadonlyMap<SuggestionId, readonly TrackFacts[]>> =>
        new Map((await record.tracksOf(ids)).map((s) => [s._id, s.tracks])),
    },
    handOver: {
      start: makeStart(handingOver),
      run: makeRun(handingOver),
      /** How far a hand-over has come; null when there is none of this id. */
      progress: async (id: HandOverId) => {
        const found = await handOvers.byId(id);
        return found && handOverView(found);
      },
      resumeUnfinished,
      /** Call before the workers close: running hand-overs end after their batch and go on at the next start. */
      stop: () => {
        stopping = true;
      },
    },
    /** Replays every history and compares it with the record. */
    verify: makeVerify({ record, history, entries }),
    ensureServiceRooms: makeEnsureServiceRooms({ org, rooms }),
    /** Compares every room of a congress with the record; call after people changed. How many rooms had to move. */
    reconcileAll: (congressId: CongressId, because: { personId: PersonId | 'system'; why: string }) =>
      follow.all(congressId, because),
    /** What happens because a day has begun; safe at any time. Call at every tick. How many acts that came to. */
    daysTurn,
    /** Finishes what crashes and lost queues left half done; safe at any time. Call at start and at every tick. */
    async reconcileLagging(): Promise<{ cases: number; rooms: number; contacts: number; handOvers: number }> {
      return {
        contacts: await settleContacts(),
        cases: await settle.lagging(),
        rooms: await follow.lagging(),
        handOvers: await resumeUnfinished(),
      };
    },
  };
}
