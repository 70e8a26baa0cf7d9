import { useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { saveFile } from '../kit/save-file.ts';
import { ChartView, lookOf } from './chart-view.tsx';
import { saveWorkbook } from './save-workbook.ts';
import { csvOf, type Sheet } from './sheets.rules.ts';
import { useStatisticsWords } from './wording/use-words.ts';

const Table = ({ sheet: { title, head, rows } }: { sheet: Sheet }) => (
  <div className="statistics-table" tabIndex={0} role="region" aria-label={title}>
    <table>
      <thead>
        <tr>
          {head.map((name, i) => (
            <th key={i} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, i) => (
              <td key={i}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** One finding: its sentence, its chart or table, its denominator, and the ways to take it along. */
export const SheetView = ({ sheet }: { sheet: Sheet }) => {
  const words = useStatisticsWords();
  const [asTable, setAsTable] = useState(false);
  const place = useRef<HTMLElement>(null);
  const { id, title, base, chart, rows } = sheet;
  const drawn = chart !== null && rows.length > 0;
  const savePicture = async () => {
    if (!chart || !place.current) return;
    const look = lookOf(place.current);
    const { svgOf } = await import('./drawing.ts');
    saveFile(`${title}.svg`, 'image/svg+xml', svgOf(chart, { look, label: title }));
  };
  return (
    <section ref={place} className="statistics-sheet" aria-labelledby={`sheet-${id}`} data-sheet={id}>
      <h2 id={`sheet-${id}`}>{title}</h2>
      {base !== '' && <p className="statistics-base">{base}</p>}
      {rows.length > 0 &&
        (drawn && !asTable ? <ChartView chart={chart} label={title} /> : <Table sheet={sheet} />)}
      {rows.length > 0 && (
        <p className="statistics-tools">
          {drawn && (
            <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? words.showChart : words.showTable}
            </Button>
          )}
          <Button onClick={() => saveFile(`${title}.csv`, 'text/csv', csvOf(sheet))}>
            {words.saveTable}
          </Button>
          <Button onClick={() => void saveWorkbook(title, [sheet], words.sheets)}>
            {words.saveWorkbook}
          </Button>
          {drawn && <Button onClick={() => void savePicture()}>{words.savePicture}</Button>}
        </p>
      )}
    </section>
  );
};
