import type { NextStep } from '../../../../shared/figures.ts';
import type { Stage } from '../home.rules.ts';

type OwnStep = Extract<
  NextStep['step'],
  | 'confirm-seconding'
  | 'agree-withdrawal'
  | 'submit'
  | 'revise'
  | 'comment-draft'
  | 'give-feedback'
  | 'give-opinion'
  | 'rate-commitment'
>;

const steps: Record<OwnStep, string> = {
  'confirm-seconding': '先看内容',
  'agree-withdrawal': '看一看并回复',
  submit: '看一看并提交',
  revise: '看意见并修改',
  'comment-draft': '看答复稿并提意见',
  'give-feedback': '看答复并评价',
  'give-opinion': '看答复并说意见',
  'rate-commitment': '看落实情况并评价',
};

const stages: Record<Stage, string> = {
  drafting: '起草中',
  review: '审核中',
  handling: '办理中',
  feedback: '待评价',
  tracking: '落实承诺',
  closed: '已办结',
  ended: '已结束',
};

/** What the deputy’s first page says, in Chinese; the other languages must have the same keys. */
export const zhCN = {
  hello: (name: string) => `${name}代表，您好`,
  look: '请您看一看',
  count: (n: number) => `${n} 件`,
  nothing: '现在没有要您看的事。',
  nothingMore: '有事请您看时，会列在这里。',
  others: (n: number) => `另外还有 ${n} 件，在下面列着。`,
  by: (day: string) => `方便时请在${day}前办`,
  until: (day: string) => `${day}前`,
  steps,
  second: '同意附议',
  contact: (unit: string, day: string, method: string, phase: string) =>
    `${unit}记下：${day}${method}，${phase}。`,
  asked: '这次沟通属实吗？',
  isSo: '属实',
  differs: '有出入，去说明',
  thanks: '已经记下，谢谢您。',
  mine: '我的建议',
  parts: (lead: number, seconding: number) => `领衔 ${lead}\u3000附议 ${seconding}`,
  empty: '您还没有建议。',
  draft: '起草建议',
  all: (n: number) => `全部 ${n} 件`,
  stages,
  part: { lead: '领衔', seconding: '附议', delegation: '代表团' },
  service: '我的服务小组',
  serviceHelp: '有事请在这里说，工作人员会回您。',
  noService: '您还没有服务小组。',
};

/** What every language must say. */
export type HomeWords = typeof zhCN;
