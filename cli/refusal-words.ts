import type { Facts, RefusalCode, UnreadableCode } from '../server/import/index.ts';
import { filled, type Language } from './words.ts';

type Texts<C extends string> = Readonly<Record<C, Readonly<Record<Language, string>>>>;

/** Why a file cannot be read, and what to do. */
const UNREADABLE: Texts<UnreadableCode> = {
  EMPTY_FILE: { zh: '文件是空的。', en: 'The file is empty.' },
  TOO_LARGE: {
    zh: '文件太大（{bytes} 字节，上限 {limit}）。请拆分后导入。',
    en: 'The file is too large ({bytes} bytes, at most {limit}). Split it.',
  },
  TOO_MANY_ROWS: {
    zh: '行数太多（{rows} 行，上限 {limit}）。请拆分后导入。',
    en: 'Too many rows ({rows}, at most {limit}). Split the file.',
  },
  OLD_EXCEL: {
    zh: '这是旧版 Excel（.xls）文件。请在 Excel 或 WPS 中另存为 .xlsx 或 .csv。',
    en: 'This is the old .xls format. Save it as .xlsx or .csv.',
  },
  BROKEN_WORKBOOK: {
    zh: '工作簿已损坏或有密码。请在 Excel 或 WPS 中打开后重新保存。',
    en: 'The workbook is broken or has a password. Open and save it again.',
  },
  UNKNOWN_SHEET: {
    zh: '没有工作表“{asked}”。现有：{sheets}',
    en: 'There is no sheet “{asked}”. There are: {sheets}',
  },
  OPEN_QUOTE: {
    zh: '第 {line} 行开始的引号没有结束。请补上引号，或用 Excel 重新保存。',
    en: 'A quote opened in the row of line {line} is never closed.',
  },
  HEADINGS_ONLY: { zh: '只有标题行，没有数据。', en: 'There are headings but no rows.' },
  MISSING_HEADINGS: {
    zh: '缺少列：{missing}。标题行须在前十行内。',
    en: 'Missing columns: {missing}. Headings must stand within the first ten lines.',
  },
  DUPLICATE_HEADING: {
    zh: '这些列意思相同，只能留一列：{headings}',
    en: 'These columns mean the same, keep one: {headings}',
  },
  NO_SUCH_CONGRESS: {
    zh: '没有届次“{name}”。名称应形如 十三届全国人大；加 --create-congresses 可新建。',
    en: 'There is no congress “{name}”. Add --create-congresses to make it.',
  },
};

/** Why a row is refused, and what to do. */
const REFUSALS: Texts<RefusalCode> = {
  BAD_CHARACTER: { zh: '含有控制字符或乱码', en: 'holds control characters or garbled text' },
  FORMULA_ERROR: { zh: '公式出错（如 #N/A）', en: 'a formula failed (such as #N/A)' },
  TOO_MANY_CELLS: {
    zh: '有 {cells} 个单元格，多于标题行的 {headings} 个；可能有逗号没加引号',
    en: '{cells} cells for {headings} headings; perhaps a comma without quotes',
  },
  TOO_LONG: {
    zh: '太长（{length} 字，上限 {limit}）',
    en: 'too long ({length} characters, at most {limit})',
  },
  NO_CONGRESS: {
    zh: '没有写届次，请补上或用 --congress 指定',
    en: 'names no congress; add it or give --congress',
  },
  BAD_CONGRESS: {
    zh: '“{text}”不是届次名称，应形如 十三届全国人大',
    en: '“{text}” is no name of a congress',
  },
  UNKNOWN_CONGRESS: {
    zh: '没有届次“{name}”，加 --create-congresses 可新建',
    en: 'there is no congress “{name}”; --create-congresses makes it',
  },
  OTHER_CONGRESS: {
    zh: '属于“{name}”，不是正在导入的届次',
    en: 'belongs to “{name}”, not to the congress that imports',
  },
  IN_RECORD: {
    zh: '登记中已有此编号的建议，内容不同',
    en: 'the record has another suggestion of this number',
  },
  STATE_SECRET: {
    zh: '带有国家秘密标志，不得导入，请通过涉密渠道办理',
    en: 'bears the mark of a state secret and may not be imported',
  },
  BAD_SESSION: { zh: '看不懂会次“{text}”，应形如 五次会议 或 5', en: '“{text}” is no session' },
  NO_NAME: { zh: '没有名称', en: 'has no name' },
  NO_TITLE: { zh: '没有标题', en: 'has no title' },
  NO_UNIT: { zh: '没有主办或分办单位', en: 'has no lead or separate unit' },
  BAD_NUMBER: { zh: '“{text}”不是数', en: '“{text}” is no number' },
  BAD_YES_NO: { zh: '“{text}”看不出是或否', en: '“{text}” is neither yes nor no' },
  BAD_DATE: { zh: '“{text}”不是日期，应形如 2022-04-01', en: '“{text}” is no day like 2022-04-01' },
  BAD_PHONE: { zh: '电话号码不对', en: 'is no phone number' },
  BAD_EMAIL: { zh: '电子邮箱不对', en: 'is no e-mail address' },
  BAD_ROLE: { zh: '没有角色“{text}”，可用：{known}', en: 'there is no role “{text}”; there are: {known}' },
  ROLES_EXCLUDE: { zh: '一人不能兼任{by}', en: 'one person cannot hold these roles together: {by}' },
  DUPLICATE_IN_FILE: { zh: '与第 {line} 行重复', en: 'the same as line {line}' },
  SAME_AS: { zh: '文件中前面已有“{by}”，内容不同', en: 'an earlier row about “{by}” says otherwise' },
  NAME_TAKEN: { zh: '名称、简称或别名与“{by}”相同', en: 'a name or alias belongs to “{by}”' },
  UNKNOWN_UNIT: {
    zh: '没有单位“{name}”。最接近的：{nearest}。或加 --create-units 新建',
    en: 'there is no unit “{name}”; nearest: {nearest}; --create-units makes it',
  },
  UNKNOWN_DELEGATION: {
    zh: '没有代表团“{name}”。最接近的：{nearest}',
    en: 'there is no delegation “{name}”; nearest: {nearest}',
  },
  CO_UNIT_IS_LEAD: { zh: '“{name}”既是主办又是协办', en: '“{name}” both leads and co-handles' },
  UNIT_TWICE: { zh: '“{name}”出现在两种承办方式中', en: '“{name}” stands in two roles' },
  LEAD_UNKNOWN: {
    zh: '没有领衔代表“{name}”，请先导入人员',
    en: 'there is no deputy “{name}” to lead; import people first',
  },
  SECONDER_UNKNOWN: {
    zh: '没有附议代表“{name}”，请先导入人员',
    en: 'there is no deputy “{name}”; import people first',
  },
  CONTACT_UNKNOWN: {
    zh: '没有单位联系人“{name}”，请先导入人员',
    en: 'there is no contact “{name}”; import people first',
  },
  PERSON_AMBIGUOUS: {
    zh: '“{name}”有同名者，请写成 {name}（编号），编号之一：{codes}',
    en: 'several are called “{name}”; write {name}(code), one of: {codes}',
  },
  CONTACT_OF_NO_TRACK: { zh: '“{name}”不属于任何承办单位', en: '“{name}” is of none of the units' },
  NO_PLACE: { zh: '此角色须写明单位或代表团', en: 'this role needs a unit or delegation' },
  NEEDS_CODE: {
    zh: '与第 {line} 行同名同单位，请给两人编号或代表证号',
    en: 'same name and place as line {line}: give both a code or certificate number',
  },
};

const plain = (facts: Facts, language: Language) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'object' ? fact.join(language === 'zh' ? '、' : ', ') : fact,
    ]),
  );

/** A sentence for why a file cannot be read. */
export const unreadableWords = (language: Language, code: UnreadableCode, facts: Facts): string =>
  filled(UNREADABLE[code][language], plain(facts, language));

/** A sentence for why a row is refused. */
export const refusalWords = (language: Language, code: RefusalCode, facts: Facts): string =>
  filled(REFUSALS[code][language], plain(facts, language));
