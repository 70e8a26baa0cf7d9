import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { Huying } from '../../../client-sdk/index.ts';
import { Button } from '../kit/button.tsx';
import { Refusal } from '../kit/field.tsx';
import { civilDateOf, dayName, wallClockOf } from '../wording/days.rules.ts';
import { useSpeech } from '../wording/speech.tsx';
import { saveWorkbook } from './save-workbook.ts';
import { type Counted, percentText, sheetsOf } from './sheets.rules.ts';
import { SheetView } from './sheet-view.tsx';
import { useCounted } from './use-counted.ts';
import { useStatisticsWords } from './wording/use-words.ts';
import './statistics.css';

const Sheets = ({ counted }: { counted: Counted }) => {
  const { say, wire, today, language } = useSpeech();
  const words = useStatisticsWords();
  const { figures } = counted;
  const { satisfied } = figures.result;
  const sheets = useMemo(
    () =>
      sheetsOf(counted, {
        words,
        bases: wire.words.boards.bases,
        phases: say.phase,
        day: (day) => dayName(day, today, language),
      }),
    [counted, words, wire, say, today, language],
  );
  if (figures.totals.all === 0) return <p>{words.nothing}</p>;
  const moment = `${dayName(civilDateOf(figures.at), today, language)} ${wallClockOf(figures.at)}`;
  return (
    <>
      <p className="statistics-summary">
        {words.summary(figures.totals.all, figures.totals.closed)}
        {satisfied.percent !== null && words.satisfied(percentText(satisfied), satisfied.denominator)}
        {language === 'zh-CN' ? '。' : '.'} <small>{words.asOf(moment)}</small>
      </p>
      <p className="statistics-tools">
        <Button
          onClick={() => void saveWorkbook(`${words.title} ${civilDateOf(figures.at)}`, sheets, words.sheets)}
        >
          {words.saveAll}
        </Button>
      </p>
      <div className="statistics-sheets">
        {sheets.map((sheet) => (
          <SheetView key={sheet.id} sheet={sheet} />
        ))}
      </div>
    </>
  );
};

/** The figures of the congress, of one session (`?session=` in the address) or of all; first the sentence, then the charts. */
export const StatisticsScreen = ({ huying }: { huying: Huying }) => {
  const words = useStatisticsWords();
  const [params, setParams] = useSearchParams();
  const asked = Number.parseInt(params.get('session') ?? '', 10);
  const session = Number.isInteger(asked) && asked >= 0 && asked <= 9_999 ? asked : null;
  const { counted, sessions, refusal } = useCounted(huying, session);
  return (
    <section className="statistics">
      <header className="statistics-head">
        <h1>{words.title}</h1>
        <label className="statistics-session">
          {words.session}
          <select
            className="input"
            value={session ?? ''}
            onChange={(event) => setParams(event.target.value === '' ? {} : { session: event.target.value })}
          >
            <option value="">{words.allSessions}</option>
            {sessions.map((n) => (
              <option key={n} value={n}>
                {words.ofSession(n)}
              </option>
            ))}
          </select>
        </label>
      </header>
      <Refusal>{refusal}</Refusal>
      {counted ? <Sheets counted={counted} /> : refusal === '' && <p role="status">{words.loading}</p>}
    </section>
  );
};
