import { BOT_WORDS } from './bot-words.ts';
import { BULK_WORDS } from './bulk-words.ts';
import { FILE_TYPES_WORDS } from './file-types-words.ts';
import { JOB_WORDS } from './job-words.ts';
import { POLICY_WORDS } from './policy-command-words.ts';
import { WORDING_WORDS } from './wording-words.ts';
import { REHEARSE_WORDS } from './rehearse-words.ts';

/** The languages of the command line; the first is used where nothing says otherwise. */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

type Text = Readonly<Record<Language, string>>;

/** What the command line says, besides reasons for refusing (refusal-words.ts). `{name}` is filled in. */
const WORDS = {
  about: {
    zh: '呼应：一件建议，一个群。命令行工具。',
    en: 'Huying: one suggestion, one room. Command line.',
  },
  exitCodes: {
    zh: '退出码：0 全部成功；1 部分未成功（有行被退回等）；2 什么也没做成（用法错误、文件不能读、引擎连不上）。',
    en: 'Exit codes: 0 all well; 1 some of it was refused; 2 nothing was done (usage, unreadable file, engines away).',
  },
  lang: { zh: '界面语言：zh 或 en（默认看 LANG）', en: 'language: zh or en (default: from LANG)' },
  help: { zh: '显示帮助', en: 'show help' },
  helpCommand: { zh: '显示某个命令的帮助', en: 'show help for a command' },
  usageTitle: { zh: '用法：', en: 'Usage:' },
  optionsTitle: { zh: '选项：', en: 'Options:' },
  commandsTitle: { zh: '命令：', en: 'Commands:' },
  argumentsTitle: { zh: '参数：', en: 'Arguments:' },
  seeHelp: { zh: '请看：huying {command} --help', en: 'See: huying {command} --help' },
  verify: {
    zh: '重放全部建议的历史，与现有记录核对',
    en: 'Replay the histories of all suggestions and compare them with the record',
  },
  verified: {
    zh: '核对了 {suggestions} 件建议、{entries} 条历史。',
    en: 'Checked {suggestions} suggestions with {entries} entries.',
  },
  broken: {
    zh: '第{number}号建议（{suggestionId}）第 {n} 条不符：{what}',
    en: 'Suggestion {number} ({suggestionId}) does not agree at entry {n}: {what}',
  },
  moreBroken: { zh: '另有 {count} 件不符。', en: '{count} more do not agree.' },
  congress: {
    zh: '届次名称，如 十三届全国人大；只有一个时可省略',
    en: 'name of the congress; may be left out when there is one',
  },
  noCongress: {
    zh: '还没有任何届次。先导入（import … --create-congresses）、创建管理员（admin create）或生成演示数据（demo）。',
    en: 'There is no congress yet. Import something with --create-congresses, or run admin create or demo.',
  },
  whichCongress: {
    zh: '有多个届次，请用 --congress 指定其一：{names}',
    en: 'There are several congresses; name one with --congress: {names}',
  },
  unknownCongress: {
    zh: '没有届次“{name}”。现有：{names}',
    en: 'There is no congress “{name}”. There are: {names}',
  },

  import: {
    zh: '从 CSV 或 XLSX 文件导入代表团、单位、人员或建议；再次导入同一文件不改变任何内容',
    en: 'Import delegations, units, people or suggestions from CSV or XLSX; the same file again changes nothing',
  },
  importKind: { zh: '导入什么', en: 'what to import' },
  importFile: {
    zh: 'CSV（UTF-8、UTF-16、GB18030；逗号、制表符或分号分隔）或 XLSX 文件',
    en: 'CSV (UTF-8, UTF-16, GB18030; comma, tab or semicolon) or XLSX file',
  },
  dryRun: { zh: '只检查，不写入', en: 'check only, write nothing' },
  createUnits: { zh: '遇到未知单位时新建', en: 'make units that nobody knows' },
  createCongresses: { zh: '遇到未知届次时新建', en: 'make congresses that nobody knows' },
  importCongress: { zh: '文件中没写届次的行属于哪一届', en: 'congress of rows that name none' },
  sheet: { zh: '工作表名称或序号（默认第一个）', en: 'sheet by name or number (default: the first)' },
  report: {
    zh: '逐行结果写入此文件：.csv（可用 Excel 打开）或 .json',
    en: 'write what became of each row to this file: .csv (opens in Excel) or .json',
  },
  accounts: {
    zh: '为没有账号的人员建立账号，登录名和一次性激活码写入此文件（仅本人可读）',
    en: 'make accounts for people without one; logins and one-time codes go to this file (mode 0600)',
  },
  onlyPeople: { zh: '--accounts 只能用于导入人员（people）。', en: '--accounts goes with people only.' },
  read: { zh: '已读取 {file}：{how}', en: 'Read {file}: {how}' },
  ignored: {
    zh: '未识别的列（未导入）：{headings}',
    en: 'Columns not understood (not imported): {headings}',
  },
  created: {
    zh: '新建单位 {units} 个，新建届次 {congresses} 个',
    en: 'Made {units} units and {congresses} congresses',
  },
  dryRunDone: { zh: '仅为检查，没有写入任何内容。', en: 'This was a check: nothing was written.' },
  totals: {
    zh: '共 {all} 行：新增 {accepted}，更新 {updated}，不变 {unchanged}，退回 {refused}',
    en: '{all} rows: {accepted} accepted, {updated} updated, {unchanged} unchanged, {refused} refused',
  },
  refusedRow: { zh: '  第 {line} 行{column}：{why}', en: '  line {line}{column}: {why}' },
  moreRefused: {
    zh: '  ……还有 {more} 条；用 --report 文件 查看全部。',
    en: '  … and {more} more; see all with --report FILE.',
  },
  fixAndAgain: {
    zh: '改正被退回的行后，可直接再次导入整个文件。',
    en: 'Correct the refused rows and import the whole file again.',
  },
  reportWritten: { zh: '逐行结果：{file}', en: 'Row by row: {file}' },
  accountsWritten: {
    zh: '新账号 {count} 个，登录名和激活码在 {file}（请妥善保管，分发后删除）',
    en: '{count} new accounts; logins and codes are in {file} (keep it safe, delete it after handing them out)',
  },
  loginsTaken: {
    zh: '登录名已被他人使用，未建账号：{logins}',
    en: 'Logins that belong to others, no account made: {logins}',
  },

  demo: {
    zh: '生成演示数据：真实单位和代表团名称，虚构人员和建议',
    en: 'Make a demo congress: real bodies, invented people',
  },
  scale: {
    zh: '规模：small（60 件）或 year（2022 年全年 9203 件）',
    en: 'small (60 suggestions) or year (all 9,203 of 2022)',
  },
  seed: { zh: '随机种子：同一种子，同样的数据', en: 'same seed, same data' },
  demoFiles: {
    zh: '并在已经建好的群里发送演示文件：答复征求意见稿、照片、方案、语音（先交办，再带此项运行一次）',
    en: 'also send letters, photos, plans and voices in the rooms that are there (hand over first, then run it again with this)',
  },
  demoSent: {
    zh: '群 {rooms} 个，文件 {files} 个。',
    en: '{files} files in {rooms} rooms.',
  },
  notInProduction: {
    zh: '生产环境（NODE_ENV=production）不生成演示数据。',
    en: 'No demo data in production (NODE_ENV=production).',
  },
  demoDone: {
    zh: '{name}：新增 {added}，更新 {updated}，不变 {unchanged}。下一步：huying hand-over --all --congress {name}',
    en: '{name}: {added} added, {updated} updated, {unchanged} unchanged. Next: huying hand-over --all --congress {name}',
  },

  handOver: {
    zh: '交办：建群、入群、欢迎卡片、办前沟通期限',
    en: 'Hand over: rooms, members, welcome cards, duties',
  },
  all: {
    zh: '所有已登记、未交办的建议（不指定届次则为全部届次）',
    en: 'all registered suggestions (of all congresses unless one is named)',
  },
  numbers: { zh: '指定编号，用逗号分隔', en: 'these numbers, separated by commas' },
  session: { zh: '会次（默认本届当前会次）', en: 'session (default: the current one)' },
  date: { zh: '交办日期 YYYY-MM-DD（默认今天）', en: 'day of assignment YYYY-MM-DD (default: today)' },
  noWait: {
    zh: '排队后即返回，由运行中的服务办理',
    en: 'return once queued; a running server does the work',
  },
  allOrNumbers: { zh: '请给出 --all 或 --numbers 其一。', en: 'Give either --all or --numbers.' },
  unknownNumbers: { zh: '没有这些编号：{numbers}', en: 'No such numbers: {numbers}' },
  nothingToHandOver: { zh: '没有需要交办的建议。', en: 'There is nothing to hand over.' },
  badDate: {
    zh: '日期“{date}”不对，应形如 2022-04-01，且不晚于今天。',
    en: '“{date}” is no day like 2022-04-01, or lies ahead.',
  },
  handOverQueued: {
    zh: '已排队，共 {total} 件，编号 {id}',
    en: 'Queued: {total} suggestions, hand-over {id}',
  },
  handOverDone: { zh: '已交办 {done} / {total} 件', en: 'Handed over {done} of {total}' },
  handOverFailed: { zh: '  第 {number} 号未成功：{reason}', en: '  number {number} failed: {reason}' },

  admin: { zh: '管理员', en: 'Administrators' },
  adminCreate: {
    zh: '建立管理员（或代表工作机构）账号，打印一次性激活码',
    en: 'Make an administrator (or office) account and print its one-time code',
  },
  auditor: { zh: '审计管理员', en: 'Auditors' },
  auditorCreate: {
    zh: '建立审计管理员账号，打印一次性激活码；审计管理员不能兼任系统管理员',
    en: 'Make an auditor account and print its one-time code; nobody is auditor and administrator',
  },
  auditorReadings: {
    zh: '列出审计管理员查看过哪些群的操作记录，最近的在前',
    en: 'List which acts auditors looked at, newest first',
  },
  auditorNumbers: {
    zh: '列出谁看过谁的电话号码，最近的在前',
    en: 'List who had whose phone number shown, newest first',
  },
  look: { zh: '{at}  {name}  看了{whose}的号码', en: '{at}  {name}  saw the number of {whose}' },
  most: { zh: '最多列出几条', en: 'how many at most' },
  reading: {
    zh: '{at}  {name}  {room}  操作 {from}–{to}',
    en: '{at}  {name}  {room}  acts {from}–{to}',
  },
  keys: { zh: '数据密钥', en: 'Data keys' },
  push: { zh: '系统通知（Web Push）', en: 'notifications of the system (Web Push)' },
  pushKeys: {
    zh: '生成一对密钥，写进环境变量；换用另一对，已开启通知的设备要重新开启',
    en: 'make a pair of keys for the environment; another pair ends all subscriptions',
  },
  keysReseal: {
    zh: '更换数据密钥后，用最新的密钥重新加密所有密文；中断后可再次执行',
    en: 'After a new data key was put in front: seal everything anew with it; may be cut off and run again',
  },
  resealed: {
    zh: '已重新加密：人员 {people} 人，撤回的原文 {originals} 条，两步验证密钥 {secrets} 个。旧密钥可以移除。',
    en: 'Sealed anew: {people} people, {originals} recalled messages, {secrets} second factors. Older keys may go.',
  },
  login: { zh: '登录名', en: 'account name' },
  name: { zh: '姓名', en: 'name' },
  role: { zh: '角色：administrator 系统管理员，office 代表工作机构', en: 'administrator or office' },
  codeFor: { zh: '登录名 {login}，一次性激活码 {code}', en: 'Account {login}, one-time code {code}' },
  loginTaken: {
    zh: '登录名“{login}”已有人使用，请换一个；忘记密码用 huying people codes {login}',
    en: 'The account name “{login}” is taken; for a new code: huying people codes {login}',
  },
  people: { zh: '人员账号', en: 'Accounts of people' },
  peopleCodes: { zh: '为已有账号重新发放一次性激活码', en: 'Issue new one-time codes for accounts' },
  peopleLeave: {
    zh: '代表不再担任职务：停用账号，其建议依次转由附议代表或代表团继续；中断后由后台继续',
    en: 'A deputy leaves office: the account ends, their cases pass to joint deputies or the delegation; cut off, it goes on by itself',
  },
  peopleLeaveCode: { zh: '人员编号', en: 'code of the person' },
  peopleUnknown: { zh: '没有编号为“{code}”的人员。', en: 'Nobody has the code “{code}”.' },
  peopleLeft: { zh: '{name}的 {count} 件建议已转由他人继续。', en: '{count} cases of {name} passed on.' },
  logins: { zh: '登录名，可多个', en: 'account names' },
  unknownLogins: { zh: '没有这些登录名：{logins}', en: 'No such account names: {logins}' },

  calendar: { zh: '工作日历（法定节假日、调休，可按届次修改）', en: 'Working-day calendar' },
  calendarList: { zh: '列出某年的特殊日子', en: 'List the special days of a year' },
  calendarSet: { zh: '把某天定为工作日或休息日', en: 'Make a day a working day or a day of rest' },
  calendarUnset: { zh: '取消对某天的修改', en: 'Take an entry back' },
  year: { zh: '年份', en: 'year' },
  day: { zh: '日期 YYYY-MM-DD', en: 'day YYYY-MM-DD' },
  dayKind: { zh: 'work 工作日，rest 休息日', en: 'work or rest' },
  why: { zh: '原因', en: 'why' },
  work: { zh: '工作', en: 'work' },
  rest: { zh: '休息', en: 'rest' },
  provisional: {
    zh: '{year} 年放假通知尚未收录，仅列法定节日，请核对。',
    en: 'The notice for {year} is not known: only holidays by law.',
  },
  daySet: { zh: '{date} 定为{kind}日', en: '{date} is now a day of {kind}' },
  dayUnset: { zh: '已取消 {date} 的修改', en: 'The entry for {date} is gone' },
  noDay: { zh: '{date} 没有修改过', en: 'There is no entry for {date}' },

  ...BOT_WORDS,
  ...BULK_WORDS,
  ...POLICY_WORDS,
  ...WORDING_WORDS,
  ...FILE_TYPES_WORDS,
  ...REHEARSE_WORDS,

  rooms: { zh: '群', en: 'Rooms' },
  reconcile: {
    zh: '使群成员与档案一致（人员变动后用），并补建代表团服务群',
    en: 'Make rooms equal to the record, and missing service rooms',
  },
  reconciled: {
    zh: '{name}：{moved} 个群的成员有变动，服务群 {service} 个',
    en: '{name}: {moved} rooms changed, {service} service rooms',
  },
  reconcileWhy: { zh: '管理员核对成员', en: 'checked by the administrator' },
  status: { zh: '引擎、届次、建议和队列的现状', en: 'Engines, congresses, suggestions and queues' },
  statusEngines: {
    zh: '数据库 {database} 毫秒，Redis {redis} 毫秒',
    en: 'Database {database} ms, Redis {redis} ms',
  },
  statusCongress: {
    zh: '{name}（第 {session} 次会议）：单位 {units}，代表团 {delegations}；待交办 {registered}，已交办 {assigned}',
    en: '{name} (session {session}): {units} units, {delegations} delegations; {registered} registered, {assigned} assigned',
  },
  ...JOB_WORDS,
  accountsOf: { zh: '账号', en: 'Accounts' },
  accountsReset: {
    zh: '取消某个账号的两步验证（手机丢失、更换时用）；该账号在所有设备上退出，记入日志',
    en: 'Take the second factor off an account (a lost phone); all its sessions end, and the log says so',
  },
  accountsWasReset: {
    zh: '登录名 {login} 的两步验证已取消，所有设备已退出。',
    en: 'Account {login} has no second factor any more; all its sessions ended.',
  },
  accountsHadNone: {
    zh: '登录名 {login} 没有设置两步验证；所有设备已退出。',
    en: 'Account {login} had no second factor; all its sessions ended.',
  },
  failed: { zh: '出错：{message}', en: 'Failed: {message}' },
  noFile: { zh: '打不开文件 {file}：{message}', en: 'Cannot open {file}: {message}' },
  cannotWrite: { zh: '写不了文件 {file}：{message}', en: 'Cannot write {file}: {message}' },
} as const satisfies Record<string, Text>;

export type Word = keyof typeof WORDS;
export type Say = (word: Word, facts?: Readonly<Record<string, string | number>>) => string;

/** Fills `{name}` in a text. */
export const filled = (text: string, facts: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => String(facts[name] ?? hole));

/** Speaks one language. */
export const speaker =
  (language: Language): Say =>
  (word, facts = {}) =>
    filled(WORDS[word][language], facts);

/** The language asked for by --lang, else by LANG and its like, else Chinese. */
export function languageOf(argv: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const asked = at < 0 ? undefined : (argv[at]?.split('=')[1] ?? argv[at + 1]);
  const said = asked ?? environment['LC_ALL'] ?? environment['LANG'] ?? '';
  return said.toLowerCase().startsWith('en') ? 'en' : 'zh';
}
