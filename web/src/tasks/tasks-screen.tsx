import { useCallback, useDeferredValue, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useSearch } from 'wouter';
import type { Huying, TaskFilter } from '../../../client-sdk/index.ts';
import type { Me } from '../../../shared/people.ts';
import { TASK_QUEUES } from '../../../shared/values/tasks.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useTitle } from '../kit/use-title.ts';
import { wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { BulkBar } from './bulk-bar.tsx';
import type { Command } from './keys.rules.ts';
import { QueueList } from './queue-list.tsx';
import { KeysDialog, LaterDialog, PassOnDialog } from './task-dialogs.tsx';
import { TaskFilters } from './task-filter.tsx';
import { TaskCards, TaskTable } from './task-table.tsx';
import { useKeys } from './use-keys.ts';
import { usePicking } from './use-picking.ts';
import { useTasks } from './use-tasks.ts';
import { useTaskWords } from './wording/use-words.ts';
import './tasks-screen.css';

/** How long nothing is shown while rows are fetched, in milliseconds. */
const PATIENCE_MS = 300;
const SKELETONS = 8;
const NARROW = '(max-width: 720px)';

const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(NARROW).matches,
  );

/** Rows of true height, once it takes longer. */
const Skeleton = () => {
  const { say } = useSpeech();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!long) return null;
  return (
    <div role="status" aria-label={say.loading}>
      {Array.from({ length: SKELETONS }, (_, i) => (
        <div key={i} className="task-skeleton" />
      ))}
    </div>
  );
};

type Asking = 'later' | 'pass-on' | 'keys' | null;

interface TasksScreenProps {
  huying: Huying;
  me: Me;
  /** Switches single keys on or off, for all pages. */
  turnKeys: (on: boolean) => void;
}

/** The person’s rooms by what they ask, the most urgent first; the queue is in the address. */
export const TasksScreen = ({ huying, me, turnKeys }: TasksScreenProps) => {
  const { say } = useSpeech();
  const words = useTaskWords();
  const asked = new URLSearchParams(useSearch()).get('queue');
  const queue = TASK_QUEUES.find((one) => one === asked) ?? 'first';
  const [filter, setFilter] = useState<TaskFilter>({});
  const list = useTasks(huying, queue, useDeferredValue(filter));
  const rows = usePicking(list.items);
  const { picking, meant } = rows;
  const [asking, setAsking] = useState<Asking>(null);
  const narrow = useNarrow();
  const heading = useRef<HTMLHeadingElement>(null);
  useTitle(`${words.queues[queue]} · ${say.product}`);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [queue]);

  const { tasks } = huying;
  const muted = queue === 'quiet';
  const run = (act: Parameters<typeof list.act>[1]) => {
    setAsking(null);
    void list.act(meant, act).then(rows.clear);
  };
  const ask = (what: Asking) => {
    if (meant.length > 0) setAsking(what);
  };
  const mute = () => {
    if (meant.length > 0) run((ids) => tasks.quiet(ids, !muted));
  };
  const mayPassOn = me.unitId !== null;
  const commands: Readonly<Record<Command, () => void>> = {
    next: () => rows.step(1),
    previous: () => rows.step(-1),
    pick: () => picking.current !== null && picking.toggle(picking.current),
    later: () => ask('later'),
    'pass-on': () => mayPassOn && ask('pass-on'),
    quiet: mute,
    help: () => setAsking('keys'),
  };
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const keysOn = useKeys(useCallback((command: Command) => latest.current[command](), []));

  const searched = Object.keys(filter).length > 0;
  const Rows = narrow ? TaskCards : TaskTable;
  return (
    <div className="tasks">
      <QueueList current={queue} counts={list.counts} />
      <section className="tasks-main" aria-labelledby="tasks-title">
        <header className="tasks-head">
          <div className="tasks-head-line">
            <h1 id="tasks-title" ref={heading} tabIndex={-1}>
              {words.queues[queue]}
              {list.loaded && <span className="tasks-total"> {words.ordered(list.total)}</span>}
            </h1>
            <TaskFilters
              filter={filter}
              sections={list.sections}
              all={list.counts?.all ?? 0}
              choose={setFilter}
            />
          </div>
          <BulkBar
            picked={picking.picked.size}
            ready={meant.length > 0}
            muted={muted}
            acts={{
              ...{ mute, passOn: mayPassOn ? () => ask('pass-on') : null },
              ...{ putOff: () => ask('later'), help: () => setAsking('keys') },
              read: () => run((ids) => tasks.markRead(ids)),
            }}
          />
          <p className="tasks-outcome" role="status">
            {list.outcome}
          </p>
          <Refusal>{list.refusal}</Refusal>
        </header>
        <div role="status">
          {list.changes > 0 && (
            <Button className="tasks-changed" onClick={list.refresh}>
              {words.changed(list.changes)}
            </Button>
          )}
        </div>
        <div className="tasks-rows">
          {!list.loaded && list.refusal === '' && <Skeleton />}
          {list.loaded && list.items.length === 0 && (
            <p className="tasks-empty">{searched ? words.emptyFound : words.empty[queue]}</p>
          )}
          {list.items.length > 0 && <Rows items={list.items} picking={picking} />}
          {list.loaded && !list.complete && <Button onClick={list.more}>{say.more}</Button>}
        </div>
        <footer className="tasks-foot">
          {list.items.length > 0 && (
            <Button look="quiet" onClick={rows.pickAll}>
              {words.pickAll}
            </Button>
          )}
          <span>{words.shown(list.items.length, list.total)}</span>
          {list.asOf !== null && <span>{words.synced(wallClockOf(list.asOf))}</span>}
        </footer>
      </section>
      {asking === 'later' && (
        <LaterDialog
          close={() => setAsking(null)}
          choose={(until) => run((ids) => tasks.putOff(ids, until))}
        />
      )}
      {asking === 'pass-on' && me.unitId !== null && (
        <PassOnDialog
          {...{ huying, unitId: me.unitId, count: meant.length, close: () => setAsking(null) }}
          choose={(personIds) => run((ids) => tasks.passOn(ids, personIds))}
        />
      )}
      {asking === 'keys' && <KeysDialog on={keysOn} turn={turnKeys} close={() => setAsking(null)} />}
    </div>
  );
};
