import { useCallback, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { Huying } from '../../../../client-sdk/index.ts';
import { handOverIdIn } from '../../../../shared/values/ids.ts';
import { Button } from '../../kit/button.tsx';
import { Refusal } from '../../kit/field.tsx';
import { useReadable } from '../../kit/use-readable.ts';
import { useSpeech } from '../../wording/speech.tsx';
import { useHandOverWords } from '../wording/use-words.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { OpenImports } from './open-imports.tsx';
import { makeRegistered } from './registered-store.ts';
import { RegisteredTable } from './registered-table.tsx';
import { RunSheet } from './run-sheet.tsx';
import { useRun } from './use-run.ts';

interface WaitingProps {
  huying: Huying;
  /** Of the office: administrators look only at what waits. */
  mayImport: boolean;
}

/** Imports that go on; the suggestions that wait to be handed over, all or some of them, and how far it has come (`?run=`). */
export const WaitingScreen = ({ huying, mayImport }: WaitingProps) => {
  const { say, fault } = useSpeech();
  const { title, waiting: words, imports } = useHandOverWords();
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
          {title}
          {loaded && <span>{words.count(total)}</span>}
        </h1>
        {mayImport && (
          <p className="hand-over-acts">
            <Link className="button button-primary" href="/hand-over/new">
              {imports.begin}
            </Link>
          </p>
        )}
        {mayImport && <OpenImports huying={huying} />}
        {run && <RunSheet run={run} dismiss={() => setParams({})} />}
        <Refusal>{refusal}</Refusal>
        {total > 0 && !running && (
          <div className="hand-over-acts">
            <Button
              look={mayImport ? 'plain' : 'primary'}
              disabled={chosen.size === 0}
              onClick={() => setAsking('chosen')}
            >
              {words.chosen(chosen.size)}
            </Button>
            <Button onClick={() => setAsking('all')}>{words.all(total)}</Button>
          </div>
        )}
      </header>
      <div className="hand-over-body">
        {loaded && total === 0 && <p className="hand-over-note">{words.empty}</p>}
        {suggestions.length > 0 && (
          <RegisteredTable suggestions={suggestions} chosen={chosen} choose={registered.choose} />
        )}
        {cursor !== null && (
          <div className="hand-over-foot">
            <Button onClick={() => void registered.more().catch(failed)}>{say.moreFifty}</Button>
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
