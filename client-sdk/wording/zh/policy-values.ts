import type { ValueName } from '../../../shared/policies.ts';

type Names = { readonly [V in ValueName]: string };

/** What each value of a congress’s rules is called, in Chinese. */
export const policyValues: Names = {
  handOver: '交办（受理之后）',
  review: '审核告知',
  receipt: '签收',
  contactNaming: '确定联系人',
  returnRequest: '申请退办',
  returnDecision: '退办审核',
  coordination: '协调',
  firstContact: '办前沟通',
  coOpinion: '协办意见',
  coOpinionDecision: '采纳或退回协办意见',
  coOpinionRedo: '重报协办意见',
  reply: '答复',
  replyExtended: '延期后答复',
  lastContact: '办后沟通',
  feedback: '代表反馈',
  rehandling: '再次办理',
  publication: '公开',
  commitmentRating: '承诺事项评价',
  supervisionPlan: '督办方案',
  archive: '办结后归档',
  extensionNeedsConsent: '延期须经同意',
  replyRecipients: '答复对象',
  replyClasses: '答复分类',
  withdrawalNeedsAll: '撤回须全体联名代表同意',
  silenceLeavesBase: '未反馈不计入满意率',
  secondRefusal: '再次不满意时',
  rehandlingMayBeDeclined: '可说明不再办理',
  ledgerReportMonth: '承诺台账报告月份',
  publicationIncludesFeedback: '公开内容含代表反馈',
  deputyMayKeepUnpublished: '代表认为不宜公开的不公开',
};
