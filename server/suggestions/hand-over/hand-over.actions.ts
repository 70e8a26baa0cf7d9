import { Fault } from '../../../shared/faults.ts';
import {
  handOverProgressed,
  runHandOver,
  type HandOver,
  type showHandOver,
  type startHandOver,
} from '../../../shared/hand-over.ts';
import type { CongressId, HandOverId, PersonId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock, Enqueue, NewId, Tell } from '../../wire/ports.ts';
import type { May } from '../record/access.actions.ts';
import { handOverView } from './hand-over.rules.ts';
import type { HandOverDoc, HandOverStore, Selection } from './hand-over.store.ts';
import type { HandOverBatches } from './batch.actions.ts';

export interface HandOverParts {
  store: HandOverStore;
  batches: HandOverBatches;
  may: May;
  clock: Clock;
  newId: NewId;
  tell: Pick<Tell, 'people'>;
  enqueue: Enqueue;
}

/** For whom a hand-over is started: somebody, or the command line. */
export interface Starter {
  congressId: CongressId;
  personId: PersonId | 'system';
}

type Input = Parameters<Handler<typeof startHandOver>>[0];

/** Keeps the order and queues it. The order stands once this answers; a queue that is away gets it later. Given an id, it is kept once. */
export const makeStart =
  ({ store, clock, newId, enqueue }: HandOverParts) =>
  async (
    { congressId, personId }: Starter,
    { selection, assignedOn }: Input,
    given?: HandOverId,
  ): Promise<HandOver> => {
    const now = clock.now();
    const today = civilDateOf(now);
    if (assignedOn !== null && assignedOn > today) throw new Fault('IN_THE_FUTURE', { today });
    const chosen = await choose(store, congressId, selection);
    if (chosen.total === chosen.failures.length) throw new Fault('NOTHING_SELECTED');
    const doc: HandOverDoc = {
      _id: given ?? (newId() as HandOverId),
      congressId,
      by: personId,
      ...chosen,
      assignedOn: assignedOn ?? today,
      state: 'waiting',
      done: 0,
      createdAt: now,
      finishedAt: null,
    };
    await store.insert(doc);
    await enqueue(runHandOver, { handOverId: doc._id }, doc._id);
    return handOverView(doc);
  };

/** Ids that nobody knows are failures from the start, so that every one is accounted for. */
async function choose(
  store: HandOverStore,
  congressId: CongressId,
  wanted: Input['selection'],
): Promise<Pick<HandOverDoc, 'selection' | 'total' | 'failures'>> {
  if (wanted.kind === 'all')
    return { selection: wanted, total: await store.countRegistered(congressId), failures: [] };
  const ids = [...new Set(wanted.ids)];
  const known = new Set(await store.known(congressId, ids));
  const selection: Selection = { kind: 'ids', ids: [...known] };
  const unknown = ids.filter((id) => !known.has(id));
  const failures = unknown.map((suggestionId) => ({ suggestionId, number: '', reason: 'NOT_FOUND' }));
  return { selection, total: ids.length, failures };
}

const BETWEEN_TOLD_MS = 500;
const MOST_TOLD = 50; // failures in one telling; hand-over:show has all

/**
 * Carries a hand-over out from wherever it stands; again, or twice at once: nothing is made twice. Throws when an
 * engine is away or the product stops, so that the queue tries again.
 */
export const makeRun = (parts: HandOverParts) => {
  const { store, batches, clock, tell } = parts;

  return async (id: HandOverId): Promise<void> => {
    const found = await store.byId(id);
    if (!found || found.state === 'finished' || found.state === 'failed') return;
    const pending = await store.pending(found);
    const unknown = found.failures.filter((f) => f.reason === 'NOT_FOUND');
    const now: HandOverDoc = {
      ...found,
      state: 'running',
      failures: [...unknown],
      done: found.total - unknown.length - pending.length,
    };
    let toldAt = Number.NEGATIVE_INFINITY;
    const report = async () => {
      toldAt = clock.now().getTime();
      const { state, done, failures, finishedAt } = now;
      await store.progress(id, { state, done, failures, finishedAt });
      if (now.by !== 'system')
        tell.people([now.by], handOverProgressed, {
          ...handOverView(now),
          failures: failures.slice(0, MOST_TOLD),
        });
    };
    await report();
    await batches(now, pending, async ({ done, failures }) => {
      now.done += done;
      now.failures.push(...failures);
      if (clock.now().getTime() - toldAt >= BETWEEN_TOLD_MS) await report();
    });
    now.state = 'finished';
    now.finishedAt = clock.now();
    await report();
  };
};

/** hand-over:start and hand-over:show, for the office. */
export const makeHandOverRequests = (
  parts: HandOverParts,
): { start: Handler<typeof startHandOver>; show: Handler<typeof showHandOver> } => {
  const start = makeStart(parts);
  return {
    start: async (input, caller) => {
      if (!parts.may(caller.roles, 'hand-over')) throw new Fault('NOT_ALLOWED');
      return start(caller, input);
    },
    show: async ({ handOverId }, caller) => {
      if (!parts.may(caller.roles, 'hand-over')) throw new Fault('NOT_ALLOWED');
      const found = await parts.store.byId(handOverId);
      if (found?.congressId !== caller.congressId) throw new Fault('NOT_FOUND', { handOverId });
      return handOverView(found);
    },
  };
};

/** Queues what a crash, or a queue that was away, left unfinished; how many that are. */
export const makeResumeUnfinished =
  ({ store, enqueue }: HandOverParts) =>
  async (): Promise<number> => {
    const ids = await store.unfinished();
    for (const handOverId of ids) await enqueue(runHandOver, { handOverId }, handOverId);
    return ids.length;
  };
