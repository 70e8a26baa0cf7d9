import { useState } from 'react';
import { Link } from 'wouter';
import { Fault, FAULTS, type FaultCode } from '../../../../shared/faults.ts';
import type { HandOver } from '../../../../shared/hand-over.ts';
import type { SuggestionImport } from '../../../../shared/import.ts';
import { Button } from '../../kit/button.tsx';
import { Field, Refusal } from '../../kit/field.tsx';
import { useSpeech } from '../../wording/speech.tsx';
import { goodRows } from '../import.rules.ts';
import type { StepProps } from '../step-props.ts';
import { useHandOverWords } from '../wording/use-words.ts';
import { ExportWrong } from './export-wrong.tsx';
import { Progress } from './progress.tsx';
import { useAim } from './use-aim.ts';

/** An order to the server, one at a time; whatever it answers is shown. */
const useOrder = ({ watched }: Pick<StepProps, 'watched'>) => {
  const { fault } = useSpeech();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const order = (asked: Promise<SuggestionImport>) => {
    setSending(true);
    setRefusal('');
    asked
      .then(watched.took, (error: unknown) => {
        setRefusal(fault(error));
        watched.look();
      })
      .finally(() => setSending(false));
  };
  return { sending, refusal, order };
};

/** Asks for the count to be typed before anything goes on record. */
const Confirm = ({ huying, watched, shown }: StepProps) => {
  const { run: words } = useHandOverWords();
  const { aim, on } = useAim();
  const { sending, refusal, order } = useOrder({ watched });
  const [typed, setTyped] = useState('');
  const count = goodRows(shown);
  if (count === 0) return <p>{words.nothing}</p>;
  const matches = typed.trim() === String(count);
  return (
    <form
      className="form import-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (!matches) return;
        const { importId } = shown;
        order(
          huying.ask('import:run', { importId, aim, assignedOn: aim === 'hand-over' ? on : null, count }),
        );
      }}
    >
      <p className="import-sum">
        <strong>{words.confirm[aim](count)}</strong>
      </p>
      {shown.rows.wrong > 0 && <p className="import-hint">{words.wrongStay(shown.rows.wrong)}</p>}
      <Field
        label={words.type(count)}
        inputMode="numeric"
        autoComplete="off"
        required
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Refusal>{refusal}</Refusal>
      <div>
        <Button look="primary" type="submit" disabled={!matches || sending}>
          {words.go[aim]}
        </Button>
      </div>
    </form>
  );
};

/** Rows go on record, then groups are made. */
const Going = ({ shown }: Pick<StepProps, 'shown'>) => {
  const { run: words } = useHandOverWords();
  const { state, rows, progress, aim, handOver } = shown;
  const registered =
    state === 'done' || progress === null
      ? { done: rows.taken, total: rows.taken + goodRows(shown) }
      : { done: progress.done, total: progress.total };
  return (
    <>
      <section aria-label={words.registering}>
        <h2>{words.registering}</h2>
        <Progress {...registered} words={words.registered(registered.done, registered.total)} />
      </section>
      {aim === 'hand-over' && (
        <section aria-label={words.making} data-run={handOver?.state ?? 'waiting'}>
          <h2>{words.making}</h2>
          <Progress
            done={handOver?.done ?? 0}
            total={handOver?.total ?? registered.total}
            words={words.made(handOver?.done ?? 0, handOver?.total ?? registered.total)}
          />
        </section>
      )}
    </>
  );
};

const useReasons = (handOver: HandOver | null) => {
  const { say, fault } = useSpeech();
  const reasonOf = (reason: string) => (reason in FAULTS ? fault(new Fault(reason as FaultCode)) : reason);
  return (handOver?.failures ?? []).map(({ number, reason }) => ({
    number: say.number(number),
    why: reasonOf(reason),
  }));
};

const isOver = ({ state, aim, handOver }: SuggestionImport): boolean =>
  state === 'done' && (aim !== 'hand-over' || handOver?.state === 'finished' || handOver === null);

/** What came of it, with what was not done and why. */
const Result = (props: StepProps) => {
  const { huying, shown, go } = props;
  const { run: words } = useHandOverWords();
  const failures = useReasons(shown.handOver);
  const { wrong, taken } = shown.rows;
  const done = shown.handOver === null ? taken : shown.handOver.done;
  const missed = wrong + failures.length;
  return (
    <>
      <p className="import-sum" role="status" data-import="over">
        <strong>{words.finished[shown.aim ?? 'register'](done)}</strong>
        {missed > 0 && <strong className="import-late">{words.failed(missed)}</strong>}
      </p>
      {failures.length > 0 && (
        <ul className="run-failures" aria-label={words.failures}>
          {failures.map(({ number, why }, i) => (
            <li key={i}>
              {number}：{why}
            </li>
          ))}
        </ul>
      )}
      <p className="hand-over-acts">
        {wrong > 0 && <Button onClick={() => go('check')}>{words.toCheck(wrong)}</Button>}
        {missed > 0 && <ExportWrong {...{ huying, shown }} label={words.export} also={failures} />}
        <Link className="button" href="/rooms">
          {words.rooms}
        </Link>
      </p>
      {goodRows(shown) > 0 && <Confirm {...props} />}
    </>
  );
};

const Stop = ({ huying, watched, shown }: StepProps) => {
  const { run: words } = useHandOverWords();
  const { sending, refusal, order } = useOrder({ watched });
  const { importId, state } = shown;
  return (
    <>
      {state === 'stopped' && <p role="status">{words.stopped}</p>}
      {state === 'running' && <p className="import-hint">{words.leave}</p>}
      <Refusal>{refusal}</Refusal>
      <div>
        {state === 'running' && (
          <Button disabled={sending} onClick={() => order(huying.ask('import:stop', { importId }))}>
            {words.stop}
          </Button>
        )}
        {state === 'stopped' && (
          <Button
            look="primary"
            disabled={sending}
            onClick={() => order(huying.ask('import:resume', { importId }))}
          >
            {words.resume}
          </Button>
        )}
      </div>
    </>
  );
};

/** Step 5: the count is typed, then it goes on by itself; whoever comes back sees how far it is. */
export const RunStep = (props: StepProps) => {
  const { shown } = props;
  if (shown.state === 'checked') return <Confirm {...props} />;
  return (
    <div className="form">
      <Going shown={shown} />
      {isOver(shown) ? <Result {...props} /> : <Stop {...props} />}
    </div>
  );
};
