import { useState } from 'react';
import { ROWS_A_PAGE } from '../../../../shared/values/import.ts';
import { Button } from '../../kit/button.tsx';
import { Refusal } from '../../kit/field.tsx';
import { goodRows } from '../import.rules.ts';
import type { StepProps } from '../step-props.ts';
import { useHandOverWords } from '../wording/use-words.ts';
import { ExportWrong } from './export-wrong.tsx';
import { Progress } from './progress.tsx';
import { WrongRow } from './wrong-row.tsx';
import { useWrongRows } from './wrong-rows.ts';

const WrongTable = ({ huying, watched, shown }: StepProps) => {
  const { check: words } = useHandOverWords();
  const { page, refusal, put, number, before, after } = useWrongRows(
    huying,
    shown.importId,
    shown.state !== 'checking',
  );
  const from = (number - 1) * ROWS_A_PAGE + 1;
  const rows = page?.rows ?? [];
  return (
    <section aria-label={words.toMend}>
      <Refusal>{refusal}</Refusal>
      {rows.length > 0 && (
        <table className="import-table import-wrong">
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.suggestion}</th>
              <th scope="col">{words.toMend}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <WrongRow
                key={row.line}
                {...{ huying, row }}
                importId={shown.importId}
                columns={shown.columns}
                mended={(now, whole) => {
                  put(now);
                  watched.took(whole);
                }}
              />
            ))}
          </tbody>
        </table>
      )}
      {page && page.total > 0 && (
        <p className="hand-over-acts">
          <Button disabled={before === null} onClick={() => before?.()}>
            {words.before}
          </Button>
          <Button disabled={after === null} onClick={() => after?.()}>
            {words.after}
          </Button>
          <span>{words.page(from, from + rows.length - 1, Math.max(page.total, rows.length))}</span>
          <ExportWrong huying={huying} shown={shown} label={words.export} />
        </p>
      )}
    </section>
  );
};

/** Step 3: how many rows are right, and the wrong ones to be mended in place, each with cause and cure. */
export const CheckStep = (props: StepProps) => {
  const { shown } = props;
  const { check: words } = useHandOverWords();
  if (shown.state !== 'checking') return <Checked {...props} />;
  const { done, total } = shown.progress ?? { done: 0, total: shown.rows.all };
  return <Progress done={done} total={total} words={words.checking(done, total)} />;
};

const Checked = (props: StepProps) => {
  const { shown, go } = props;
  const { check: words } = useHandOverWords();
  // Rows that were mended stay to be seen.
  const [wasWrong] = useState(shown.rows.wrong > 0);
  const good = goodRows(shown);
  const { fresh, same, changes, wrong } = shown.rows;
  return (
    <div className="form">
      <p className="import-sum" role="status">
        <strong>{words.good(good)}</strong>
        {wrong > 0 ? <strong className="import-late">{words.wrong(wrong)}</strong> : words.allGood}
        <small>{words.kinds(fresh, same, changes)}</small>
      </p>
      {(wrong > 0 || wasWrong) && <WrongTable {...props} />}
      {good === 0 && <p className="refusal">{words.none}</p>}
      <div>
        <Button look="primary" disabled={good === 0} onClick={() => go('preview')}>
          {words.go}
        </Button>
      </div>
    </div>
  );
};
