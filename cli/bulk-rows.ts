import type { Table } from '../server/import/index.ts';
import { Stop } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** Columns of the tables, by the headings under which they are known. */
const HEADINGS = {
  case: ['案卷', 'case'],
  number: ['编号', '建议编号', 'number'],
  title: ['标题', 'title'],
  category: ['类别', 'category'],
  mode: ['办理方式', 'mode'],
  lead: ['主办', '主办单位', 'lead'],
  co: ['协办', '协办单位', 'co'],
  separate: ['分办', '分办单位', 'separate'],
  reference: ['参阅', '参阅单位', 'reference'],
  secrecy: ['内容属性', 'secrecy'],
  department: ['处室', '承办处室', 'department'],
} as const;
export type Column = keyof typeof HEADINGS;

/** The columns of the table in which registrations are filled in. */
export const REGISTER_COLUMNS = [
  'case',
  'number',
  'title',
  'category',
  'mode',
  'secrecy',
  'lead',
  'co',
  'separate',
  'reference',
] as const satisfies readonly Column[];

/** What a column is called in the tables that are written. */
export const headingOf = (column: Column): string => HEADINGS[column][0];

/** One row of a table: what stands in its columns; empty where there is none. */
export interface BulkRow {
  readonly line: number;
  readonly cell: (column: Column) => string;
}

/** The rows of a table with its first row as headings; stops when a needed column is missing. Empty rows are left out. */
export function rowsOf({ rows }: Table, needed: readonly Column[], { say }: Terminal): BulkRow[] {
  const [head, ...rest] = rows;
  const headings = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const at = (column: Column) =>
    headings.findIndex((heading) => (HEADINGS[column] as readonly string[]).includes(heading));
  const missing = needed.find((column) => at(column) < 0);
  if (missing !== undefined) throw new Stop(say('bulkMissingColumn', { column: headingOf(missing) }));
  return rest
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ line, cells }) => ({ line, cell: (column) => (cells[at(column)] ?? '').trim() }));
}

/** Names in one cell: between commas, 、 or ；. */
export const namesIn = (cell: string): string[] =>
  cell
    .split(/[,，、;；]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const MODES = {
  sole: ['单独', '单独办理', 'sole'],
  separate: ['分别', '分别办理', 'separate'],
  joint: ['会同', '会同办理', 'joint'],
  reference: ['参阅', 'reference'],
} as const;

const SECRECIES = {
  public: ['可公开', '公开', 'public'],
  internal: ['内部', '', 'internal'],
  'work-secret': ['工作秘密', 'work-secret'],
} as const;

/** What a cell means; null: nothing that there is. */
const meant =
  <T extends string>(names: Readonly<Record<T, readonly string[]>>) =>
  (cell: string): T | null =>
    (Object.keys(names) as T[]).find((value) => names[value].includes(cell.toLowerCase())) ?? null;

/** The way of handling that a cell names. */
export const modeIn = meant(MODES);

/** Who may read it, as a cell says; an empty one: internal. */
export const secrecyIn = meant(SECRECIES);
