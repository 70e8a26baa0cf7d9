import { useCallback, useEffect, useState } from 'react';
import type { Huying, Outcomes, TaskFilter, TaskQueue } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { useTaskWords } from './wording/use-words.ts';

type Act = (roomIds: readonly RoomId[]) => Promise<Outcomes>;

/** One queue of the list, what may be done with its rows, and what came of it in words. */
export function useTasks(huying: Huying, queue: TaskQueue, filter: TaskFilter) {
  const { fault } = useSpeech();
  const words = useTaskWords();
  const { tasks } = huying;
  const snapshot = useReadable(tasks);
  const [refusal, setRefusal] = useState('');
  const [outcome, setOutcome] = useState('');
  const asked = JSON.stringify(filter);

  const tried = useCallback(
    (run: () => Promise<void>) => {
      run().then(
        () => setRefusal(''),
        (error: unknown) => setRefusal(fault(error)),
      );
    },
    [fault],
  );
  useEffect(() => {
    const read = () => tried(() => tasks.show(queue, JSON.parse(asked) as TaskFilter));
    read();
    return huying.on('state', (state) => {
      if (state === 'online' && !tasks.read().loaded) read();
    });
  }, [huying, tasks, queue, asked, tried]);

  /** Acts upon rooms, and says for how many it was done and why not for the others. */
  const act = async (roomIds: readonly RoomId[], run: Act): Promise<void> => {
    setOutcome('');
    try {
      const outcomes = await run(roomIds);
      setRefusal('');
      setOutcome(sentenceOf(outcomes));
    } catch (error) {
      setRefusal(fault(error));
    }
  };
  const sentenceOf = (outcomes: Outcomes): string => {
    const refused = outcomes.flatMap((one) => one.refused ?? []);
    const done = outcomes.length - refused.length;
    const [first] = refused;
    const why = first === 'NOT_A_MEMBER' ? words.notMember : fault({ code: first, facts: {} });
    return [
      ...(done > 0 ? [words.done(done)] : []),
      ...(first === undefined ? [] : [words.refused(refused.length, why)]),
    ].join(' ');
  };
  return {
    ...snapshot,
    ...{ refusal, outcome, act },
    more: () => tried(() => tasks.more()),
    refresh: () => tried(() => tasks.refresh()),
  };
}
