import { confirmContact } from '../../shared/contacts.ts';
import { casePapers } from '../../shared/papers.ts';
import { listPublications } from '../../shared/publication.ts';
import { ownSuggestions } from '../../shared/suggestions.ts';
import { caseTimeline, correctCase } from '../../shared/timeline.ts';
import type { CongressId, HandOverId, PersonId, SuggestionId } from '../../shared/ids.ts';
import type { Attachments } from '../files/index.ts';
import type { Duties } from '../notices/index.ts';
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
import { makeTermsOver } from './case/terms-over.actions.ts';
import { makePapers } from './case/papers.actions.ts';
import { laterActBindings } from './case/later-acts.wire.ts';
import { mayDoOf } from './case/may-do.rules.ts';
import { makeRefuseUnknown } from './case/named.actions.ts';
import { makeSayLines } from './case/say-lines.actions.ts';
import { makeSettle } from './case/settle.actions.ts';
import { makeTimeline } from './case/timeline.actions.ts';
import { makeVerify } from './case/verify.actions.ts';
import { contactActs } from './contact/confirming.rules.ts';
import {
  makeConfirmed,
  makeListContacts,
  makeRecordContact,
  makeSettleContacts,
} from './contact/contact.actions.ts';
import { makeContactStore } from './contact/contact.store.ts';
import { makeDuesOf } from './duties/dues.actions.ts';
import { makeFollowDuties } from './duties/follow-duties.actions.ts';
import { makeHeardOf, makeUnansweredIn } from './duties/heard.actions.ts';
import { makeHeardStore } from './duties/heard.store.ts';
import { makeReadCases, makeStandingOf } from './duties/standing.actions.ts';
import { figureBindings } from './figures/figures.wire.ts';
import type { MaySeeFigures } from './figures/figures.actions.ts';
import { makeFigureStore } from './figures/figures.store.ts';
import { feedbackActs } from './feedback/feedback.rules.ts';
import { makeHandOverBatches } from './hand-over/batch.actions.ts';
import {
  makeHandOverRequests,
  makeResumeUnfinished,
  makeRun,
  makeStart,
} from './hand-over/hand-over.actions.ts';
import { handOverView } from './hand-over/hand-over.rules.ts';
import { makeHandOverStore } from './hand-over/hand-over.store.ts';
import { makePreviewHandOver } from './hand-over/preview.actions.ts';
import { makeEnsureServiceRooms } from './hand-over/service-rooms.actions.ts';
import { makePolicies } from './policy/index.ts';
import { makeLeavings } from './proposing/leaving.actions.ts';
import { makeLeavingStore } from './proposing/leavings.store.ts';
import { proposingBindings } from './proposing/proposing.wire.ts';
import { makeFollowPublication, makeListPublications } from './publication/publications.actions.ts';
import { makePublicationStore } from './publication/publications.store.ts';
import { makeAccessSuggestion, type May } from './record/access.actions.ts';
import { makeFollowAbsences } from './record/follow-absences.actions.ts';
import { makeFollow } from './record/follow.actions.ts';
import { makeLagStore } from './record/lag.store.ts';
import { makeOwn } from './record/own.actions.ts';
import { makeOwnStore } from './record/own.store.ts';
import { makeRecordStore } from './record/record.store.ts';
import { makeNameContacts, makeRevise } from './record/revise.actions.ts';
import { makeLoadNamed, makeLoadRoster } from './record/roster.actions.ts';
import { openSuggestions } from './record/suggestion.store.ts';
import { makeUpsertMany } from './record/upsert.actions.ts';
import { makeListSuggestions, makeView } from './record/view.actions.ts';
import { correct } from './case/correcting.rules.ts';
import { suggestionBindings } from './suggestions.wire.ts';
import { makeSpreadTopics } from './supervision/spread.actions.ts';
import { supervisionBindings } from './supervision/supervision.wire.ts';
import { makeViewTopics } from './supervision/topic-view.actions.ts';
import { makeTopicStore } from './supervision/topics.store.ts';

export type { PreviewedRow } from './hand-over/preview.actions.ts';
export { WHY_STANDING_IN } from './record/follow-absences.actions.ts';
export type { Brief } from './record/record.store.ts';
export type { SuggestionRow } from './record/upsert.actions.ts';

export interface SuggestionsParts {
  database: Database;
  org: Org;
  calendar: Calendar;
  may: May & MaySeeFigures;
  rooms: Rooms;
  duties: Duties;
  /** Files of rooms that go with letters. */
  attachments: Attachments;
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
  const loadRoster = makeLoadRoster(org.people, clock);
  const history = makeHistory({ entries, store });
  const access = makeAccessSuggestion({ history, rooms, may });
  const follow = makeFollow({ record, lags, rooms, loadRoster, clock, newId, onSurprise });
  const daysTurnStore = makeDaysTurnStore(collection);
  const heard = makeHeardStore(database);
  const heardOf = makeHeardOf({ store: heard, rooms, people: org.people });
  const readCases = makeReadCases({ history, entries, policies, calendar, heardOf, clock });
  const view = makeView({
    org,
    loadNamed: makeLoadNamed(org.people, clock),
    mayDo: mayDoOf(ACTS),
    duesOf: makeDuesOf(duties),
  });
  const followDuties = makeFollowDuties({
    ...{ readCases, history, heardOf, heard, duties, rooms, clock },
    promisedBefore: daysTurnStore.promisedBefore,
  });
  const settle = makeSettle({
    ...{ history, entries, follow, clock, onSurprise },
    sayLines: makeSayLines({ store, rooms, org }),
    settleDuties: followDuties.settleRecord,
    doConsequences: (entry) => doConsequences(entry), // acts are built next
  });
  const refuseUnknown = makeRefuseUnknown({ org, store });
  const acts = makeActs({
    ...{ access, history, entries, policies, calendar, refuseUnknown, settle, view, clock, newId },
  });
  const { bySystem } = acts;
  const topicStore = makeTopicStore(database);
  const spread = makeSpreadTopics({ store: topicStore, bySystem, clock, onSurprise });
  const topics = {
    ...{ store: topicStore, spread, refuseUnknown, may, clock },
    view: makeViewTopics({ org, cases: store }),
  };
  const publications = makePublicationStore(database);
  const doConsequences = makeDoConsequences({
    ...{ bySystem, topics: spread },
    followPublication: makeFollowPublication({ store: publications, history, entries, policies }),
  });
  const leavings = makeLeavings({
    ...{ store: makeLeavingStore(database, collection), people: org.people, bySystem, clock, onSurprise },
  });
  const daysTurn = makeDaysTurn({
    ...{ store: daysTurnStore, bySystem, clock, onSurprise },
    termsOver: makeTermsOver({ policies, calendar }),
    followAbsences: makeFollowAbsences({ org, follow }),
  });
  const revising = { access, may, history, settle, org, view, clock };
  const namingContacts = makeNameContacts(revising);
  const contacting = {
    ...{ access, may, history, contacts, rooms, org, clock, newId, onSurprise },
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
      bind(casePapers, makePapers({ access, entries, org, attachments: parts.attachments })),
      bind(ownSuggestions, makeOwn({ store: makeOwnStore(collection), org, mayDo: mayDoOf(ACTS) })),
      ...proposingBindings({ acts, congresses: org.congresses }),
      ...assigningBindings(acts),
      ...laterActBindings(acts, parts.attachments),
      ...supervisionBindings(acts, topics),
      bind(listPublications, makeListPublications({ store: publications, org })),
      acts.bindCompleted(confirmContact, contactActs.confirm, makeConfirmed(contacts)),
      ...figureBindings({
        ...{ store: makeFigureStore(collection), contacts, duties, org, policies, calendar, may, clock },
      }),
      ...suggestionBindings({
        show: async ({ suggestionId }, caller) => view(await access(caller, suggestionId), caller),
        list: makeListSuggestions({ record, org, may }),
        revise: makeRevise(revising),
        nameContacts: namingContacts,
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
    },
    duties: {
      /** How cases stand at this moment: what reminders follow from, and what is read again before one is given. */
      standingOf: makeStandingOf(readCases, clock),
      /** Reckons everything open anew, after the calendar was edited; how many duties moved. What was sent stays sent. */
      recount: (congressId: CongressId) => followDuties.recount(congressId),
      /** Hears who spoke in the rooms, and where nobody does; call at every tick. How many cases that concerned. */
      listen: followDuties.listen,
    },
    /** What a list of tasks reads of suggestions, and the act by which they are passed on. */
    tasks: {
      briefs: (ids: readonly SuggestionId[]) => record.briefs(ids),
      /** Since when a deputy waits for an answer in these rooms, as it is at this moment. */
      unansweredIn: makeUnansweredIn(heardOf),
      nameContacts: namingContacts,
    },
    handOver: {
      start: makeStart(handingOver),
      run: makeRun(handingOver),
      /** What handing over rows would make that are not in the record yet. */
      preview: makePreviewHandOver({ org, calendar, policies, loadRoster, clock }),
      /** How far a hand-over has come; null when there is none of this id. */
      progress: async (id: HandOverId) => {
        const found = await handOvers.byId(id);
        return found && handOverView(found);
      },
      resumeUnfinished,
      /** Those that began before an instant and have not come to their end. */
      unfinishedSince: handOvers.unfinishedSince,
      /** Call before the workers close: running hand-overs end after their batch and go on at the next start. */
      stop: () => {
        stopping = true;
      },
    },
    /** A deputy leaves office: each of their cases passes on. Cut off, it goes on at the next tick. */
    leave: leavings.leave,
    /** Replays every history and compares it with the record. */
    verify: makeVerify({ record, history, entries }),
    ensureServiceRooms: makeEnsureServiceRooms({ org, rooms }),
    /** Compares every room of a congress with the record; call after people changed. How many rooms had to move. */
    reconcileAll: (congressId: CongressId, because: { personId: PersonId | 'system'; why: string }) =>
      follow.all(congressId, because),
    /** What happens because a day has begun; safe at any time. Call at every tick. How many acts that came to. */
    daysTurn,
    /** Ends a round of feedback in silence once its term is over. False: that was done already. Refused as any act. */
    lapse: (id: SuggestionId) =>
      acts.bySystem(feedbackActs.lapse, id, { input: {}, actKey: `lapse:${newId()}` }),
    /** Finishes what crashes and lost queues left half done; safe at any time. Call at start and at every tick. */
    async reconcileLagging() {
      const [contacts, cases, topics, left] = await Promise.all([
        settleContacts(),
        settle.lagging(),
        spread.lagging(),
        leavings.resume(),
      ]);
      const [rooms, handOvers] = [await follow.lagging(), await resumeUnfinished()];
      return { contacts, cases, topics, leavings: left, rooms, handOvers };
    },
  };
}
