/** What `huying policy` says; the names of values are in policy-words.ts. */
export const POLICY_WORDS = {
  policy: { zh: '办理规则（各项期限和规定）', en: 'The rules of a congress: terms and provisions' },
  policyList: { zh: '列出可选用的地区规则', en: 'List the jurisdictions to choose from' },
  policyShow: { zh: '显示各项规则、出处和历次变动', en: 'Show every value, its source, and all versions' },
  policyChoose: {
    zh: '选用某地区的规则；在办建议不变',
    en: 'Choose a jurisdiction; running cases keep theirs',
  },
  policyOverride: { zh: '本级另行规定某一项；在办建议不变', en: 'Set one value; running cases keep theirs' },
  policyRestore: { zh: '取消本级对某一项的规定', en: 'Take an own value back' },
  policyProfile: { zh: '地区规则', en: 'jurisdiction' },
  policyValueName: { zh: '规则项（见 policy show）', en: 'which value (see policy show)' },
  policyValue: { zh: '如 20workdays、10days、3months、true', en: '20workdays, 10days, 3months, true …' },
  policySource: { zh: '出处：哪条规定', en: 'source: which article says so' },
  policyOf: {
    zh: '{name}，第 {version} 版（* 本级另定）',
    en: '{name}, version {version} (* set by the congress)',
  },
  policyAssumed: { zh: '暂定，无条文', en: 'assumed, no article' },
  policyVersions: { zh: '历次变动：', en: 'Versions:' },
  policyByProduct: { zh: '系统', en: 'system' },
  policyChanged: {
    zh: '现为第 {version} 版，此后开始办理的建议适用',
    en: 'Version {version} now; for cases from now on',
  },
  policyAlready: { zh: '现行规则已经如此，没有改动。', en: 'The rules say so already; nothing was changed.' },
  policyRefused: {
    zh: '规则自相矛盾或刚被改动：{facts}',
    en: 'The values contradict each other, or changed: {facts}',
  },
  badPolicyValue: { zh: '“{value}”不能作为 {name} 的值。', en: '“{value}” cannot be a value of {name}.' },
} as const;
