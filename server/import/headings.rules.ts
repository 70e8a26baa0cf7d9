import type { SuggestionField } from '../../shared/import.ts';
import { folded } from './cells.rules.ts';
import type { RawRow } from './reading/table.rules.ts';
import { Unreadable } from './reading/unreadable.rules.ts';

/** What can be imported. */
export const IMPORT_KINDS = ['delegations', 'units', 'people', 'suggestions'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

interface Field {
  /** Accepted headings; the first is the one shown to people, the second the English one. */
  readonly names: readonly string[];
  /** One of the headings of a group must be there. */
  readonly required?: string;
  /** May stand in several columns (协办单位1, 协办单位2), which are read as one list. */
  readonly list?: true;
}

const CONGRESS: Field = { names: ['届次', 'congress', '届别', '届', '人大届次', '人民代表大会', 'term'] };

/** Every column that is understood, by kind. */
const FIELDS = {
  delegations: {
    congress: CONGRESS,
    no: { names: ['序号', 'no', '团号', '编号', 'number', 'order'] },
    name: { names: ['代表团', 'name', '代表团名称', '名称', '全称', 'delegation'], required: 'name' },
    shortName: { names: ['简称', 'short_name', '代表团简称'] },
    kind: { names: ['类型', 'kind', '类别', '性质', 'type'] },
    electingUnit: { names: ['选举单位', 'electing_unit', '原选举单位'] },
  },
  units: {
    congress: CONGRESS,
    name: {
      names: ['单位名称', 'name', '单位', '名称', '全称', '单位全称', '承办单位', 'unit'],
      required: 'name',
    },
    shortName: { names: ['简称', 'short_name', '单位简称'] },
    kind: { names: ['类型', 'kind', '类别', '单位类型', '单位性质', '性质', 'type'] },
    parent: { names: ['上级单位', 'parent', '主管单位', '主管部门', '上级'] },
    aliases: { names: ['别名', 'aliases', '曾用名', '又名', '其他名称', 'alias'], list: true },
  },
  people: {
    congress: CONGRESS,
    code: { names: ['人员编号', 'code', '编号', '工号', '代码', '序列号', 'id'] },
    name: { names: ['姓名', 'name', '代表姓名', '联系人', '名字'], required: 'name' },
    roles: { names: ['角色', 'roles', '身份', '人员类型', 'role'] },
    unit: { names: ['单位', 'unit', '承办单位', '所属单位', '单位名称'] },
    delegation: { names: ['代表团', 'delegation', '所属代表团'] },
    title: { names: ['职务', 'title', '职位', '职务职称', '岗位'] },
    phone: { names: ['手机', 'phone', '手机号', '手机号码', '联系电话', '电话', 'mobile'] },
    email: { names: ['电子邮箱', 'email', '邮箱', '电子邮件', 'e-mail', 'mail'] },
    certificate: { names: ['代表证号', 'certificate', '代表证号码', '代表证编号', '证号', '证件号'] },
    onDuty: { names: ['值班', 'on_duty', '默认联系人', '是否值班', '是否默认联系人', '总联络人'] },
    login: { names: ['登录名', 'login', '账号', '帐号', '用户名', 'account'] },
  },
  suggestions: {
    congress: CONGRESS,
    session: { names: ['会次', 'session', '会议', '会议次数', '次会议'] },
    number: { names: ['编号', 'number', '案号', '建议号', '建议编号', '提案号', 'no'] },
    title: { names: ['标题', 'title', '案由', '建议标题', '题目', '名称', '建议名称'], required: 'title' },
    text: { names: ['内容', 'text', '正文', '建议内容', '全文', 'content'] },
    category: { names: ['类别', 'category', '分类', '建议类别', '内容分类', '审查分类'] },
    lead: { names: ['领衔代表', 'lead_deputy', '提建议代表', '第一提出人', '领衔人', '代表姓名', 'lead'] },
    seconding: {
      names: ['附议代表', 'seconding_deputies', '联名代表', '附议人', '联名人', '附议', 'seconding'],
      list: true,
    },
    delegation: { names: ['代表团', 'delegation', '提议代表团', '提出代表团'] },
    wantsWrittenReply: {
      names: ['是否需要书面答复', 'wants_written_reply', '需要书面答复', '书面答复', '是否书面答复'],
    },
    sitting: { names: ['提出时间', 'sitting', '大会闭会', '提出期间', '会议期间'] },
    origins: { names: ['形成来源', 'origins', '形成方式', '建议来源', '来源', 'origin'], list: true },
    leadUnits: {
      names: ['主办单位', 'lead_unit', '主办', '承办单位', '单独办理', '主办单位名称', 'lead_units', 'unit'],
      required: 'units',
      list: true,
    },
    coUnits: {
      names: ['协办单位', 'co_units', '会办单位', '协办', '会办', '会同办理', 'co_unit'],
      list: true,
    },
    separateUnits: {
      names: ['分办单位', 'separate_units', '分别办理', '分办', '分别办理单位'],
      required: 'units',
      list: true,
    },
    referenceUnits: { names: ['参阅单位', 'reference_units', '参阅', '参考单位', '供参阅'], list: true },
    contacts: {
      names: ['单位联系人', 'contacts', '经办人', '承办人', '联系人', 'unit_contacts'],
      list: true,
    },
    replyClass: { names: ['答复类别', 'reply_class', '办理结果', '答复分类', '办复类别'] },
    repliedOn: { names: ['答复日期', 'replied_on', '办复日期', '答复时间', '办结日期'] },
  },
} as const satisfies Record<ImportKind, Record<string, Field>> & {
  suggestions: Record<SuggestionField, Field>;
};

/** Which columns hold which field, what else stands in the heading line, and where the rows begin. */
export interface Headings {
  readonly columns: ReadonlyMap<string, readonly number[]>;
  /** The heading line as written. */
  readonly written: readonly string[];
  /** Headings that nobody understands; their columns are left alone. */
  readonly unknown: readonly string[];
  readonly rows: readonly RawRow[];
}

/** A heading without what people add to it: 主办单位（必填）*, 协办单位 2. */
export const headingKey = (heading: string): string =>
  folded(heading)
    .replace(/\(.*?\)/g, '')
    .replace(/[\s_*:：.-]/g, '');

const withoutNumber = (key: string): string => key.replace(/\d+$/, '');

const entriesOf = (kind: ImportKind): [string, Field][] =>
  Object.entries<Field>(FIELDS[kind] as Record<string, Field>);

/** The fields of a kind that hold several names. */
export const listFieldsOf = (kind: ImportKind): ReadonlySet<string> =>
  new Set(entriesOf(kind).flatMap(([name, { list }]) => (list === true ? [name] : [])));

/** The heading line is the one of the first ten that names most fields: above it may stand a caption. */
export function headingLineOf(kind: ImportKind, rows: readonly RawRow[]) {
  const candidates = rows.slice(0, 10).map((row, at) => ({ row, at, columns: columnsOf(kind, row.cells) }));
  return candidates.reduce((a, b) => (b.columns.size > a.columns.size ? b : a));
}

/** Heading line and rows of a table. Throws Unreadable. */
export function headingsOf(kind: ImportKind, rows: readonly RawRow[]): Headings {
  const best = headingLineOf(kind, rows);
  refuseMissing(kind, best.columns);
  refuseRepeated(kind, best);
  const understood = new Set([...best.columns.values()].flat());
  const written = best.row.cells.map((cell) => cell.trim());
  const body = rows.slice(best.at + 1);
  if (body.length === 0) throw new Unreadable('HEADINGS_ONLY');
  const unknown = written.filter((heading, column) => heading !== '' && !understood.has(column));
  return { columns: best.columns, written, unknown, rows: body };
}

function columnsOf(kind: ImportKind, cells: readonly string[]): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  cells.forEach((cell, column) => {
    const field = fieldOf(kind, headingKey(cell));
    if (field !== null) columns.set(field, [...(columns.get(field) ?? []), column]);
  });
  return columns;
}

/** The field that a heading names, by its key; null: none. */
export function fieldOf(kind: ImportKind, key: string): string | null {
  const isNamed = (names: readonly string[], by: string) => names.some((name) => headingKey(name) === by);
  const found =
    entriesOf(kind).find(([, { names }]) => isNamed(names, key)) ??
    entriesOf(kind).find(([, { names, list }]) => list === true && isNamed(names, withoutNumber(key)));
  return found?.[0] ?? null;
}

/** All keys of the headings of a field. */
export const keysOfField = (field: SuggestionField): string[] =>
  FIELDS.suggestions[field].names.map(headingKey);

/** The heading that a template has. */
export const headingOfField = (field: SuggestionField): string => FIELDS.suggestions[field].names[0];

function refuseMissing(kind: ImportKind, columns: ReadonlyMap<string, unknown>): void {
  const required = entriesOf(kind).filter(([, field]) => field.required !== undefined);
  const groups = [...new Set(required.map(([, field]) => field.required))].map((group) =>
    required.filter(([, field]) => field.required === group),
  );
  const missing = groups.filter((fields) => !fields.some(([name]) => columns.has(name)));
  if (missing.length > 0)
    throw new Unreadable('MISSING_HEADINGS', {
      missing: missing.map((fields) =>
        fields.map(([, { names }]) => names.slice(0, 2).join('/')).join(' | '),
      ),
    });
}

function refuseRepeated(
  kind: ImportKind,
  { row, columns }: { row: RawRow; columns: ReadonlyMap<string, readonly number[]> },
): void {
  const repeated = entriesOf(kind).flatMap(([name, { list }]) => {
    const places = columns.get(name) ?? [];
    return list === true || places.length < 2 ? [] : places.map((column) => row.cells[column]?.trim() ?? '');
  });
  if (repeated.length > 0) throw new Unreadable('DUPLICATE_HEADING', { headings: repeated });
}
