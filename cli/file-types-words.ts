/** What `huying file-types` says. */
export const FILE_TYPES_WORDS = {
  fileTypes: { zh: '可以发送的文件种类', en: 'Which contents are taken as files' },
  fileTypesList: {
    zh: '列出全部种类（* 可以发送）和最近的改动',
    en: 'List all kinds (* taken) and the last changes',
  },
  fileTypesSet: {
    zh: '本级另定可以发送的种类，代替全系统的规定',
    en: 'Say what the congress takes, instead of what the installation takes',
  },
  fileTypesReset: { zh: '恢复全系统的规定', en: 'Take what the installation takes' },
  fileTypesOwn: { zh: '本级另定，第 {version} 版', en: 'set by the congress, version {version}' },
  fileTypesInstallation: { zh: '按全系统的规定', en: 'as the installation has it' },
  fileTypesTypes: {
    zh: '种类，用空格分开，如 application/pdf image/jpeg；按内容识别，不看文件名',
    en: 'kinds with spaces between, such as application/pdf image/jpeg; by content, not by name',
  },
  fileTypesChanges: { zh: '最近的改动：', en: 'Last changes:' },
  fileTypesByCommand: { zh: '命令行', en: 'command line' },
  fileTypesChanged: {
    zh: '已保存，现为第 {version} 版。还没有检查的文件按新规定检查。',
    en: 'Kept; it is at version {version} now. Files that are not looked at yet are held against it.',
  },
  fileTypesAlready: { zh: '规定已经如此，没有改动。', en: 'It says so already; nothing was changed.' },
  fileTypesRaced: {
    zh: '规定刚被别人改动，请再试一次。',
    en: 'Somebody else changed it just now; try again.',
  },
  fileTypesUnfit: {
    zh: '不合要求：只能写系统能识别的种类（用 huying file-types list 查看），原因至少 2 字。',
    en: 'Not taken: only kinds that the product can judge (see huying file-types list), and a reason of 2 characters at least.',
  },
  fileTypesSecret: {
    zh: '带有国家秘密标志，没有保存。',
    en: 'It bears the mark of a state secret; nothing was kept.',
  },
} as const;
