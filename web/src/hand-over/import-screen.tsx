import { useState } from 'react';
import { Link, Redirect, useLocation } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import type { ImportId } from '../../../shared/ids.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Refusal } from '../kit/field.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { stepAt } from './import.rules.ts';
import type { StepProps } from './step-props.ts';
import { CheckStep } from './steps/check-step.tsx';
import { ColumnsStep } from './steps/columns-step.tsx';
import { FileStep } from './steps/file-screen.tsx';
import { PreviewStep } from './steps/preview-step.tsx';
import { RunStep } from './steps/run-step.tsx';
import { Stepper } from './stepper.tsx';
import { useImport } from './use-import.ts';
import { useHandOverWords } from './wording/use-words.ts';
import type { StepName } from './wording/words.ts';

/** Asks before an import is given up. */
const GiveUp = ({ huying, watched, shown }: Omit<StepProps, 'go'>) => {
  const { say, fault } = useSpeech();
  const { imports: words } = useHandOverWords();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const end = () => {
    huying.ask('import:end', { importId: shown.importId }).then(
      () => navigate('/hand-over'),
      (error: unknown) => {
        setRefusal(fault(error));
        watched.look();
      },
    );
  };
  if (shown.state === 'running' || shown.state === 'ended') return null;
  return (
    <>
      <Button look="quiet" onClick={() => setAsking(true)}>
        {words.end}
      </Button>
      {asking && (
        <Dialog title={words.end} closeWords={say.close} close={() => setAsking(false)}>
          <div className="form">
            <p>{words.sureEnd}</p>
            <Refusal>{refusal}</Refusal>
            <div className="hand-over-acts">
              <Button onClick={() => setAsking(false)}>{words.keep}</Button>
              <Button look="primary" onClick={end}>
                {words.end}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </>
  );
};

const Step = ({ step, ...props }: StepProps & { step: StepName }) => {
  switch (step) {
    case 'file':
      return <FileStep huying={props.huying} shown={props.shown} />;
    case 'columns':
      return <ColumnsStep {...props} />;
    case 'check':
      return <CheckStep {...props} />;
    case 'preview':
      return <PreviewStep {...props} />;
    case 'run':
      return <RunStep {...props} />;
  }
};

/** One import at one of its five steps; whoever opens its address goes on where it stands. */
export const ImportScreen = ({
  huying,
  importId,
  step: asked,
}: {
  huying: Huying;
  importId: ImportId;
  step: string;
}) => {
  const { say } = useSpeech();
  const words = useHandOverWords();
  const [, navigate] = useLocation();
  const watched = useImport(huying, importId);
  const { shown, refusal } = watched;
  const addressOf = (step: StepName) => `/hand-over/${importId}/${step}${location.search}`;
  const step = shown && stepAt(shown.state, asked);
  if (step !== null && step !== asked) return <Redirect to={addressOf(step)} replace />;
  return (
    <section className="hand-over import">
      <header className="hand-over-head">
        <h1>
          {words.imports.title}
          {shown && <span>{shown.file.name}</span>}
        </h1>
        {shown && step && <Stepper state={shown.state} step={step} addressOf={addressOf} />}
        <Refusal>{refusal}</Refusal>
      </header>
      <div className="hand-over-body import-body">
        {shown === null && refusal === '' && <p role="status">{say.loading}</p>}
        {shown?.state === 'ended' && <p>{words.imports.ended}</p>}
        {shown && step && shown.state !== 'ended' && (
          <Step
            {...{ step, huying, watched, shown }}
            go={(next) => {
              navigate(addressOf(next));
            }}
          />
        )}
        <footer className="import-foot">
          <Link className="button" href="/hand-over">
            {words.steps.home}
          </Link>
          {shown && <GiveUp {...{ huying, watched, shown }} />}
        </footer>
      </div>
    </section>
  );
};
