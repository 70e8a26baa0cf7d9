/** What the command line says of jobs and their queues. */
export const JOB_WORDS = {
  jobs: { zh: '后台任务', en: 'Jobs' },
  jobsDead: { zh: '列出多次失败、已放弃的任务', en: 'List jobs that were given up' },
  jobsRetry: { zh: '重新执行已放弃的任务', en: 'Run jobs again that were given up' },
  jobIds: { zh: '任务编号（见 jobs dead），可多个', en: 'ids as jobs dead shows them' },
  deadLetter: {
    zh: '{id}  {at}  {job}  试了 {attempts} 次：{reason}',
    en: '{id}  {at}  {job}  after {attempts} attempts: {reason}',
  },
  noDeadLetters: { zh: '没有已放弃的任务。', en: 'No job was given up.' },
  jobsRetried: { zh: '已重新排队 {count} 个任务。', en: '{count} jobs are queued again.' },
  unknownJobs: { zh: '没有这些任务：{ids}', en: 'No such jobs: {ids}' },
  statusQueue: {
    zh: '队列 {job}：等待 {waiting}，定时 {delayed}，进行 {active}',
    en: 'Queue {job}: {waiting} waiting, {delayed} delayed, {active} active',
  },
} as const;
