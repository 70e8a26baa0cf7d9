import { Fault, type FaultCode } from '../../../shared/faults.ts';
import type { Org } from '../../org/index.ts';
import type { Clock } from '../../wire/ports.ts';
import type { Acts } from '../case/act.actions.ts';
import type { LeavingDoc, LeavingStore } from './leavings.store.ts';
import { withdrawingActs } from './withdrawing.rules.ts';

interface Parts {
  store: LeavingStore;
  people: Pick<Org['people'], 'upsertMany'>;
  bySystem: Acts['bySystem'];
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

/** A deputy who leaves, by whose word, and why. */
export type Leaving = Omit<LeavingDoc, 'at' | 'unfinishedSince'>;

const PAGE = 200;
/** It is over, or somebody has passed it on already. */
const NOTHING_TO_DO: readonly FaultCode[] = ['WRONG_STATE', 'UNKNOWN_PERSON', 'ALREADY_DONE'];

/**
 * Deputies leave office (代表法 62): they sign in no more, and each of their cases passes to the next joint deputy, else to
 * the delegation. Noted before anything is done, so that what is cut off goes on from the cases that are left.
 */
export function makeLeavings({ store, people, bySystem, clock, onSurprise }: Parts) {
  /** Passes one case on; false: it stays for the next try. */
  async function passOn({ _id: personId, why, by, at }: LeavingDoc, id: LeavingCase): Promise<boolean> {
    const given = { input: { personId, why }, actKey: `left:${personId}:${at.getTime()}`, by };
    try {
      await bySystem(withdrawingActs.leave, id, given);
      return true;
    } catch (error) {
      if (error instanceof Fault && NOTHING_TO_DO.includes(error.code)) return true;
      onSurprise(error, 'leaving: pass on');
      return false;
    }
  }

  async function goOn(leaving: LeavingDoc, onDone: (done: number) => void): Promise<number> {
    const { congressId, code, name } = leaving;
    await people.upsertMany(congressId, [{ code, name, active: false }]);
    let done = 0;
    let isComplete = true;
    for (let ids = await store.casesOf(leaving, '', PAGE); ids.length > 0;) {
      for (const id of ids) {
        if (await passOn(leaving, id)) onDone((done += 1));
        else isComplete = false;
      }
      ids = await store.casesOf(leaving, ids.at(-1) ?? '', PAGE);
    }
    if (isComplete) await store.finished(leaving);
    return done;
  }

  return {
    /** Passes on everything that a deputy has a part in; how many cases that were. */
    leave: async (leaving: Leaving, onDone: (done: number) => void = () => undefined): Promise<number> => {
      const at = clock.now();
      const doc = { ...leaving, at, unfinishedSince: at };
      await store.begin(doc);
      return goOn(doc, onDone);
    },

    /** Goes on with what was cut off; how many cases were passed on. */
    resume: async (): Promise<number> => {
      let done = 0;
      for (const leaving of await store.unfinished()) done += await goOn(leaving, () => undefined);
      return done;
    },
  };
}

type LeavingCase = Awaited<ReturnType<LeavingStore['casesOf']>>[number];
