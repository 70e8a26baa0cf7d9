import type { Span, ValueName } from '../shared/policies.ts';
import { filled, type Language } from './words.ts';

type Texts<N extends string> = Readonly<Record<N, Readonly<Record<Language, string>>>>;

/** What each value of a policy is called. */
const NAMES: Texts<ValueName> = {
  handOver: { zh: '交办（受理之后）', en: 'hand-over, after acceptance' },
  review: { zh: '审核告知', en: 'word after review' },
  receipt: { zh: '签收', en: 'receipt' },
  contactNaming: { zh: '确定联系人', en: 'naming of contact persons' },
  returnRequest: { zh: '申请退办', en: 'request to return' },
  returnDecision: { zh: '退办审核', en: 'decision on a return' },
  coordination: { zh: '协调', en: 'coordination' },
  firstContact: { zh: '办前沟通', en: 'first contact' },
  coOpinion: { zh: '协办意见', en: 'opinion of a co-handling unit' },
  coOpinionDecision: { zh: '采纳或退回协办意见', en: 'decision on an opinion' },
  coOpinionRedo: { zh: '重报协办意见', en: 'opinion again' },
  reply: { zh: '答复', en: 'reply' },
  replyExtended: { zh: '延期后答复', en: 'reply, once extended' },
  lastContact: { zh: '办后沟通', en: 'contact after the reply' },
  feedback: { zh: '代表反馈', en: 'feedback of the deputy' },
  rehandling: { zh: '再次办理', en: 're-handling' },
  publication: { zh: '公开', en: 'publication' },
  commitmentRating: { zh: '承诺事项评价', en: 'rating of a kept promise' },
  supervisionPlan: { zh: '督办方案', en: 'plan of key supervision' },
  extensionNeedsConsent: { zh: '延期须经同意', en: 'an extension needs consent' },
  replyRecipients: { zh: '答复对象', en: 'who is answered' },
  replyClasses: { zh: '答复分类', en: 'classes of replies' },
  withdrawalNeedsAll: { zh: '撤回须全体联名代表同意', en: 'withdrawal needs all joint deputies' },
  silenceLeavesBase: { zh: '未反馈不计入满意率', en: 'silence does not count for satisfaction' },
  secondRefusal: { zh: '再次不满意时', en: 'refused a second time' },
  rehandlingMayBeDeclined: { zh: '可说明不再办理', en: 're-handling may be declined' },
  ledgerReportMonth: { zh: '承诺台账报告月份', en: 'month of the report on promises' },
  publicationIncludesFeedback: { zh: '公开内容含代表反馈', en: 'publication includes feedback' },
};

const SPANS: Texts<Span['unit']> = {
  workdays: { zh: '{n} 个工作日', en: '{n} working days' },
  days: { zh: '{n} 日', en: '{n} days' },
  months: { zh: '{n} 个月', en: '{n} months' },
};

/** Words that stand for values which are not terms. */
const VALUES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
  null: { zh: '无', en: 'none' },
  all: { zh: '全体联名代表', en: 'all joint deputies' },
  lead: { zh: '领衔代表', en: 'the lead deputy' },
  'lead-with-consent': { zh: '经同意由领衔代表转告', en: 'the lead deputy, who relays by consent' },
  meeting: { zh: '召集双方会商', en: 'both sides are convened' },
  'expert-review': { zh: '专家评估', en: 'experts review it' },
  'superior-body': { zh: '报上级机关', en: 'it goes to the superior body' },
  'face-to-face': { zh: '当面说明', en: 'it is explained face to face' },
};

/** The name of a value in this language. */
export const valueNameIn = (language: Language, name: ValueName): string => NAMES[name][language];

/** A term in this language: 20 个工作日. */
export const spanIn = (language: Language, { n, unit }: Span): string => filled(SPANS[unit][language], { n });

/** What a provision says in this language; classes by their codes. */
export function provisionIn(language: Language, value: unknown): string {
  if (Array.isArray(value)) return (value as { code: string }[]).map(({ code }) => code).join('、');
  const word = String(value);
  return VALUES[word]?.[language] ?? word;
}
