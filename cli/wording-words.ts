/** What `huying words` says. */
export const WORDING_WORDS = {
  words: { zh: '提醒用语', en: 'What reminders say' },
  wordsList: {
    zh: '列出提醒用语（* 本级另定）和最近的改动',
    en: 'List the words (* set by the congress) and the last changes',
  },
  wordsSet: { zh: '改用本级自己的提醒用语', en: 'Put own words in the place of the product’s' },
  wordsReset: { zh: '恢复产品自带的用语', en: 'Take own words back' },
  wordsRule: { zh: '提醒规则，如 R6', en: 'rule, such as R6' },
  wordsStep: {
    zh: '时点：open 期限以前，today 当天，late 期限以后，many 多件合并，或某一节点如 due-7d',
    en: 'open (time is left), today, late, many (several at once), or one step such as due-7d',
  },
  wordsLocale: { zh: '哪种语言的用语', en: 'words of which language' },
  wordsTitle: { zh: '标题', en: 'title' },
  wordsText: {
    zh: '正文；花括号中是参数，如 {suggestion}',
    en: 'text; parameters stand in braces: {suggestion}',
  },
  wordsParameters: { zh: '可用参数：{names}', en: 'parameters: {names}' },
  wordsChanges: { zh: '最近的改动：', en: 'Last changes:' },
  wordsByCommand: { zh: '命令行', en: 'command line' },
  wordsChanged: {
    zh: '已保存，用语现为第 {version} 版。',
    en: 'Kept; the words are at version {version} now.',
  },
  wordsUnknown: {
    zh: '花括号中有不能识别的词，没有保存。可以用的有：{known}',
    en: 'Something in braces cannot be filled in; nothing was kept. There are: {known}',
  },
  wordsNoStep: {
    zh: '没有这条规则或这个时点；用 huying words list 查看。',
    en: 'There is no such rule or step; see huying words list.',
  },
  wordsAlready: { zh: '用语已经如此，没有改动。', en: 'The words say so already; nothing was changed.' },
  wordsRaced: {
    zh: '用语刚被别人改动，请再试一次。',
    en: 'Somebody else changed the words just now; try again.',
  },
  wordsUnfit: {
    zh: '不合要求（标题最多 60 字，正文最多 300 字，原因至少 2 字）：{paths}',
    en: 'Not taken (title 60 characters at most, text 300, a reason of 2 at least): {paths}',
  },
  wordsSecret: {
    zh: '带有国家秘密标志，没有保存。',
    en: 'It bears the mark of a state secret; nothing was kept.',
  },
} as const;
