import type { ImportReport, Outcome, Refusal, RowReport } from '../server/import/index.ts';
import { csvText } from './csv.ts';
import { refusalWords } from './refusal-words.ts';
import type { Language } from './words.ts';

const OUTCOMES: Record<Outcome, Record<Language, string>> = {
  accepted: { zh: '新增', en: 'accepted' },
  updated: { zh: '更新', en: 'updated' },
  unchanged: { zh: '不变', en: 'unchanged' },
  refused: { zh: '退回', en: 'refused' },
};

const HEADINGS: Record<Language, readonly string[]> = {
  zh: ['行', '结果', '编号', '标题或名称', '列', '原因代码', '原因'],
  en: ['line', 'outcome', 'number', 'title or name', 'column', 'code', 'reason'],
};

/** The report as a table: one line for each row, and for each further reason of a refused one. */
export const reportCsv = (report: ImportReport, language: Language): string =>
  csvText([HEADINGS[language], ...report.rows.flatMap((row) => linesOf(row, language))]);

function linesOf(row: RowReport, language: Language): (string | number)[][] {
  const start = [row.line, OUTCOMES[row.outcome][language], row.number, row.title];
  if (row.refusals.length === 0) return [[...start, '', '', '']];
  return row.refusals.map(({ column, code, facts }) => [
    ...start,
    column ?? '',
    code,
    refusalWords(language, code, facts),
  ]);
}

/** The report as data, with a sentence beside each reason. */
export const reportJson = (report: ImportReport, language: Language): string => {
  const reason = (refusal: Refusal) => ({
    ...refusal,
    reason: refusalWords(language, refusal.code, refusal.facts),
  });
  const rows = report.rows.map((row) => ({ ...row, refusals: row.refusals.map(reason) }));
  return `${JSON.stringify({ ...report, rows }, null, 2)}\n`;
};
