import type { Facts, FaultWords, Remedy, UnreadableWords } from './words.ts';

const text = (facts: Facts, name: string): string => {
  const fact = facts[name];
  return Array.isArray(fact)
    ? fact.join('、')
    : typeof fact === 'string' || typeof fact === 'number'
      ? `${fact}`
      : '';
};
const megabytes = (facts: Facts): string => `${Math.round(Number(facts['limit'] ?? 0) / 2 ** 20)} MB`;

const remedy =
  (cause: (facts: Facts) => string, cure: (facts: Facts) => string): ((facts: Facts) => Remedy) =>
  (facts) => ({ cause: cause(facts), cure: cure(facts) });
const plain = (cause: string, cure: string) =>
  remedy(
    () => cause,
    () => cure,
  );
const nearest = (facts: Facts): string => {
  const names = text(facts, 'nearest');
  return names === '' ? '' : `，相近的有 ${names}`;
};

/** Why a row cannot be taken in, and what to do, in Chinese. */
export const faultsZh: FaultWords = {
  BAD_CHARACTER: plain('含有乱码或者控制字符', '请重新输入这一格'),
  FORMULA_ERROR: plain('公式出错（如 #N/A）', '请改为文字'),
  TOO_MANY_CELLS: plain('单元格比标题行多', '请在文件中检查这一行，可能有逗号没有加引号'),
  TOO_LONG: remedy(
    (facts) => (text(facts, 'length') === '' ? '太长' : `有 ${text(facts, 'length')} 字`),
    (facts) => (text(facts, 'limit') === '' ? '请删短' : `请删到 ${text(facts, 'limit')} 字以内`),
  ),
  STATE_SECRET: plain('带有国家秘密标志，没有保存', '请通过涉密渠道办理，不得在本系统填写'),
  NO_CONGRESS: plain('没有写届次', '请填写届次'),
  BAD_CONGRESS: remedy(
    (facts) => `“${text(facts, 'text')}”不是届次`,
    () => '请写成“十三届全国人大”这样',
  ),
  UNKNOWN_CONGRESS: remedy(
    (facts) => `没有届次“${text(facts, 'name')}”`,
    () => '请改为本届，或者清空',
  ),
  OTHER_CONGRESS: remedy(
    (facts) => `属于“${text(facts, 'name')}”，不是本届`,
    () => '请改为本届，或者从文件中删去',
  ),
  BAD_SESSION: remedy(
    (facts) => `看不懂会次“${text(facts, 'text')}”`,
    () => '请写成“五次会议”或者 5',
  ),
  NO_NAME: plain('没有名称', '请填写名称'),
  NO_TITLE: plain('没有标题', '请填写标题'),
  NO_UNIT: plain('没有主办或者分办单位', '请填写主办单位'),
  BAD_NUMBER: remedy(
    (facts) => `“${text(facts, 'text')}”不是数`,
    () => '请填写数字',
  ),
  BAD_YES_NO: remedy(
    (facts) => `“${text(facts, 'text')}”看不出是或否`,
    () => '请填写“是”或者“否”',
  ),
  BAD_DATE: remedy(
    (facts) => `“${text(facts, 'text')}”不是日期`,
    () => '请写成 2022-04-01 这样',
  ),
  BAD_PHONE: plain('电话号码不对', '请重新填写'),
  BAD_EMAIL: plain('电子邮箱不对', '请重新填写'),
  BAD_ROLE: remedy(
    (facts) => `没有角色“${text(facts, 'text')}”`,
    (facts) => `可用：${text(facts, 'known')}`,
  ),
  ROLES_EXCLUDE: remedy(
    (facts) => `一人不能兼任${text(facts, 'by')}`,
    () => '请留下一个角色',
  ),
  DUPLICATE_IN_FILE: remedy(
    (facts) => `和第 ${text(facts, 'line')} 行是同一件`,
    () => '请改编号，或者不导入这一行',
  ),
  IN_RECORD: plain('这个编号已经登记，内容不同', '请改编号；要按文件更新，请回到“对应列”选中'),
  SAME_AS: remedy(
    (facts) => `前面已有“${text(facts, 'by')}”，内容不同`,
    () => '请留下一行',
  ),
  NAME_TAKEN: remedy(
    (facts) => `名称和“${text(facts, 'by')}”相同`,
    () => '请换一个名称',
  ),
  UNKNOWN_UNIT: remedy(
    (facts) => `没有单位“${text(facts, 'name')}”`,
    (facts) => `请改为登记的单位名称${nearest(facts)}`,
  ),
  UNKNOWN_DELEGATION: remedy(
    (facts) => `没有代表团“${text(facts, 'name')}”`,
    (facts) => `请改为登记的代表团名称${nearest(facts)}`,
  ),
  CO_UNIT_IS_LEAD: remedy(
    (facts) => `“${text(facts, 'name')}”既主办又协办`,
    () => '请从协办单位中删去',
  ),
  UNIT_TWICE: remedy(
    (facts) => `“${text(facts, 'name')}”有两种承办方式`,
    () => '请留下一种',
  ),
  LEAD_UNKNOWN: remedy(
    (facts) => `没有代表“${text(facts, 'name')}”`,
    () => '请核对姓名，或者写成 姓名（编号）',
  ),
  SECONDER_UNKNOWN: remedy(
    (facts) => `没有代表“${text(facts, 'name')}”`,
    () => '请核对姓名，或者删去',
  ),
  CONTACT_UNKNOWN: remedy(
    (facts) => `没有联系人“${text(facts, 'name')}”`,
    () => '请核对姓名，或者删去',
  ),
  PERSON_AMBIGUOUS: remedy(
    (facts) => `有几位都叫“${text(facts, 'name')}”`,
    (facts) => `请写成 姓名（编号），编号有 ${text(facts, 'codes')}`,
  ),
  CONTACT_OF_NO_TRACK: remedy(
    (facts) => `“${text(facts, 'name')}”不属于承办单位`,
    () => '请删去，或者换人',
  ),
  NO_PLACE: plain('没有写单位或者代表团', '请填写'),
  NEEDS_CODE: remedy(
    (facts) => `和第 ${text(facts, 'line')} 行同名同单位`,
    () => '请给两人编号',
  ),
};

/** Why a file cannot be read, and what to do, in Chinese. */
export const unreadableZh: UnreadableWords = {
  EMPTY_FILE: () => '文件是空的。请检查后重新选择。',
  TOO_LARGE: (facts) => `文件太大，或者展开后太大（上限 ${megabytes(facts)}）。请拆成几份再导入。`,
  TOO_MANY_ROWS: (facts) =>
    `有 ${text(facts, 'rows')} 行，最多 ${text(facts, 'limit')} 行。请拆成几份再导入。`,
  OLD_EXCEL: () => '这是旧版 Excel（.xls）文件。请在 Excel 或 WPS 中另存为 .xlsx，再选择。',
  BROKEN_WORKBOOK: () => '表格文件已经损坏，或者有密码。请在 Excel 或 WPS 中打开，另存后再选择。',
  UNKNOWN_SHEET: () => '没有找到工作表。请在 Excel 或 WPS 中另存后再选择。',
  OPEN_QUOTE: (facts) => `第 ${text(facts, 'line')} 行开始的引号没有结束。请在 Excel 或 WPS 中另存后再选择。`,
  HEADINGS_ONLY: () => '只有标题行，没有内容。请填写后再选择。',
  MISSING_HEADINGS: (facts) => `缺少列：${text(facts, 'missing')}。标题行要在前十行内。`,
  DUPLICATE_HEADING: (facts) => `这些列意思相同，请留一列：${text(facts, 'headings')}。`,
  NO_SUCH_CONGRESS: () => '没有找到本届的登记。请联系系统管理员。',
};
