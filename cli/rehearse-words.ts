/** What the command line says of rehearsals. */
export const REHEARSE_WORDS = {
  rehearse: {
    zh: '在虚拟时钟上演练一整年的办理，写出报告；用自己的临时数据库，不碰现有数据',
    en: 'Play a whole year of handling on a virtual clock and write a report; on a database of its own',
  },
  rehearseScale: {
    zh: '规模：small（40 件）或 year（全年 9203 件）',
    en: 'small (40 suggestions) or year (all 9,203)',
  },
  rehearseProfile: { zh: '按哪个地区的办理规则', en: 'by the rules of which jurisdiction' },
  rehearseOutage: {
    zh: '这些日子任务停运：2022-05-10..2022-05-11',
    en: 'no job runs on these days: 2022-05-10..2022-05-11',
  },
  rehearseReport: { zh: '报告写入此文件', en: 'write the report to this file' },
  badOutage: {
    zh: '“{outage}”应为 2022-05-10..2022-05-11 这样的两个日期。',
    en: '“{outage}” must be two dates like 2022-05-10..2022-05-11.',
  },
  rehearsedMonth: {
    zh: '{month}：{acts} 个动作，{jobs} 个任务，{seconds} 秒，{memory} MiB',
    en: '{month}: {acts} acts, {jobs} jobs, {seconds} s, {memory} MiB',
  },
  rehearsed: {
    zh: '演练了 {suggestions} 件建议、{acts} 条历史，用时 {minutes} 分钟。报告：{file}',
    en: 'Rehearsed {suggestions} suggestions with {acts} entries in {minutes} minutes. Report: {file}',
  },
  rehearsedBadly: { zh: '有不符之处：{what}', en: 'Not as it must be: {what}' },
  rehearsalInterrupted: {
    zh: '演练已中断，没有写出报告；临时数据已清除。要重来，请再次运行同一命令。',
    en: 'The rehearsal was interrupted and wrote no report; what it had made is gone. Run the same command to begin again.',
  },
  rehearsedWell: { zh: '一切相符。', en: 'Everything is as it must be.' },
} as const;
