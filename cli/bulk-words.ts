/** What `huying bulk` says. */
export const BULK_WORDS = {
  bulk: { zh: '按表批量办理：立案、签收、归档、反馈期满', en: 'Act on many cases from a table' },
  bulkSheet: {
    zh: '导出待立案建议的表格，填好后用于批量立案',
    en: 'Write a table of what waits for registration, to be filled in',
  },
  bulkRegister: {
    zh: '按表批量立案：案卷、编号、类别、办理方式、内容属性、主办、协办、分办、参阅',
    en: 'Register many: case, number, category, mode, secrecy, lead, co, separate, reference',
  },
  bulkSignFor: {
    zh: '按表批量签收本单位的建议：编号、处室',
    en: 'Sign for many of the own unit: number, department',
  },
  bulkArchive: { zh: '按表批量归档：编号', en: 'Archive many: number' },
  bulkLapse: {
    zh: '按表结束反馈期满的轮次：编号；期限未满的不动',
    en: 'End rounds whose term for feedback is over: number',
  },
  bulkFile: { zh: 'CSV 或 XLSX 表', en: 'CSV or XLSX table' },
  bulkAs: {
    zh: '以谁的账号办理；密码从环境变量 HUYING_PASSWORD 读取',
    en: 'whose account acts; the password is read from HUYING_PASSWORD',
  },
  bulkReport: { zh: '把每一行的结果写入这个 CSV 文件', en: 'write how each row ended to this CSV file' },
  bulkNoPassword: {
    zh: '请把该账号的密码放进环境变量 HUYING_PASSWORD。',
    en: 'Put the password of that account into HUYING_PASSWORD.',
  },
  bulkNoCode: {
    zh: '该账号需要两步验证：请把当前的验证码放进环境变量 HUYING_CODE。',
    en: 'That account has a second factor: put a fresh code into HUYING_CODE.',
  },
  bulkRefused: {
    zh: '账号或密码不对，或账号已停用。',
    en: 'Wrong account or password, or a disabled account.',
  },
  bulkMissingColumn: { zh: '表里缺少这一列：{column}', en: 'The table lacks the column {column}' },
  bulkDone: {
    zh: '共 {all} 行：办成 {done}，早已办成 {already}，未办 {refused}。',
    en: '{all} rows: {done} done, {already} done before, {refused} refused.',
  },
  bulkRow: { zh: '第 {line} 行（{name}）：{why}', en: 'Line {line} ({name}): {why}' },
  bulkUnknownCase: { zh: '没有这件建议', en: 'no such suggestion' },
  bulkUnknownUnit: { zh: '没有这个单位：{units}', en: 'no such unit: {units}' },
  bulkUnknownMode: {
    zh: '办理方式应为单独、分别、会同或参阅',
    en: 'mode is sole, separate, joint or reference',
  },
  bulkUnknownSecrecy: {
    zh: '内容属性应为可公开、内部或工作秘密',
    en: 'secrecy is public, internal or work-secret',
  },
  bulkAgain: {
    zh: '改好后再执行一次；办成的行不会重复办理。',
    en: 'Mend and run it again; what is done stays done.',
  },
  bulkSheetWritten: {
    zh: '{count} 件待立案，已写入 {file}',
    en: '{count} wait for registration; written to {file}',
  },
} as const;
