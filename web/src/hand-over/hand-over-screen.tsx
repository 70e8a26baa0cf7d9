import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import { handOverIdIn } from '../../../shared/values/ids.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { useReadable } from '../kit/use-readable.ts';
import { useSpeech } from '../wording/speech.tsx';
import { ConfirmForm } from './confirm-form.tsx';
import { makeRegistered } from './registered-store.ts';
import { RegisteredTable } from './registered-table.tsx';
import { RunSheet } from './run-sheet.tsx';
import { useRun } from './use-run.ts';
import './hand-over.css';

/** The office hands over: the waiting suggestions, all or some, and how far it has come (`?run=` in the address). */
export const HandOverScreen = ({ huying }: { huying: Huying }) => {
  const { say, fault } = useSpeech();
  const [registered] = useState(() => makeRegistered(huying));
  const { suggestions, total, cursor, loaded, chosen } = useReadable(registered);
  const [params, setParams] = useSearchParams();
  const [refusal, setRefusal] = useState('');
  const [asking, setAsking] = useState<'all' | 'chosen' | null>(null);
  const failed = useCallback((error: unknown) => setRefusal(fault(error)), [fault]);
  const run = useRun(huying, handOverIdIn(params.get('run')), failed);
  const running = run?.state === 'waiting' || run?.state === 'running';

  useEffect(() => {
    if (!running) registered.load().catch(failed);
  }, [registered, running, failed]);

  const start = async (assignedOn: string) => {
    const selection =
      asking === 'all' ? { kind: 'all' as const } : { kind: 'ids' as const, ids: [...chosen] };
    const { handOverId } = await huying.ask('hand-over:start', { selection, assignedOn });
    setAsking(null);
    setParams({ run: handOverId });
  };

  return (
    <section className="hand-over">
      <header className="hand-over-head">
        <h1>
          {say.handOver.title}
          {loaded && <span>{say.handOver.waiting(total)}</span>}
        </h1>
        {run && <RunSheet run={run} dismiss={() => setParams({})} />}
        <Refusal>{refusal}</Refusal>
        {total > 0 && !running && (
          <div className="hand-over-acts">
            <Button look="primary" disabled={chosen.size === 0} onClick={() => setAsking('chosen')}>
              {say.handOver.chosen(chosen.size)}
            </Button>
            <Button onClick={() => setAsking('all')}>{say.handOver.all(total)}</Button>
          </div>
        )}
      </header>
      <div className="hand-over-body">
        {loaded && total === 0 && <p className="hand-over-note">{say.handOver.empty}</p>}
        {suggestions.length > 0 && (
          <RegisteredTable suggestions={suggestions} chosen={chosen} choose={registered.choose} />
        )}
        {cursor !== null && (
          <div className="hand-over-foot">
            <Button onClick={() => void registered.more().catch(failed)}>{say.handOver.more}</Button>
          </div>
        )}
      </div>
      {asking && (
        <ConfirmForm
          count={asking === 'all' ? total : chosen.size}
          start={start}
          close={() => setAsking(null)}
        />
      )}
    </section>
  );
};
