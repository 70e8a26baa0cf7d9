type Missing = Readonly<Record<string, string>>;

/** What has to come first, by the name under which a refusal lists it. */
export const missing: Missing = {
  title: '标题',
  text: '事由和具体建议',
  confirmation: '附议代表的确认',
  withdrawal: '领衔代表的撤回申请',
  part: '分办单位各自承办的内容',
  signature: '单位负责人的签字',
  'return-request': '承办单位的退办申请',
  receipt: '本单位的签收',
  'return-decision': '对退办申请的决定',
  contact: '与领衔代表的沟通记录',
  'mid-contact': '办中沟通的记录',
  opinions: '协办单位的意见',
  request: '延期申请',
  draft: '答复征求意见稿',
  dissatisfied: '代表不满意、要求再办的意见',
  term: '反馈期限届满',
  fulfilment: '承办单位落实承诺的答复',
  commitments: '答复承诺事项的了结',
  supervision: '重点督办的结束',
  publication: '公开审核和发布的完成',
  proposal: '公开方案',
  review: '公开审核',
  'public-text': '拟公开的文本',
  designation: '重点督办的确定',
};
