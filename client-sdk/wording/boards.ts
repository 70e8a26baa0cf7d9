import type { NextStep, OfficeMatter, RateBase } from '../../shared/figures.ts';
import type { Origin, SourceType } from '../../shared/suggestions.ts';

/** What boards and figures say in codes. A missing key does not compile. */
export interface BoardWords {
  /** What comes next in a case, as its deputy reads it. */
  readonly steps: { readonly [S in NextStep['step']]: string };
  readonly matters: { readonly [M in OfficeMatter]: string };
  readonly origins: { readonly [O in Origin]: string };
  readonly sources: { readonly [S in SourceType]: string };
  /** What a share is a share of. */
  readonly bases: { readonly [B in RateBase]: string };
}

export const zhBoards: BoardWords = {
  steps: {
    'confirm-seconding': '请您确认是否附议',
    'agree-withdrawal': '领衔代表申请撤回，请您表示是否同意',
    submit: '请您提交建议',
    revise: '建议已退回，请您修改后重新提交',
    'comment-draft': '承办单位送来答复征求意见稿，请您提出意见',
    'give-feedback': '答复已经收到，请您评价办理态度和结果',
    'give-opinion': '答复已经收到，请您把意见告诉领衔代表',
    'rate-commitment': '承诺事项已经落实，请您评价',
    'await-seconders': '等待附议代表确认',
    'await-review': '等待代表工作机构审核',
    'await-hand-over': '已经立案，等待交办',
    'await-receipt': '已经交办，等待承办单位签收',
    'await-reassignment': '承办单位申请退办，等待代表工作机构决定',
    'await-contact': '承办单位即将与您沟通',
    'await-reply': '正在办理，等待承办单位答复',
    'await-lead': '等待领衔代表办理',
    'await-decision': '您的意见已经收到，等待代表工作机构决定',
    'await-new-reply': '正在再次办理，等待承办单位重新答复',
    'await-coordination': '代表工作机构正在协调',
    'await-commitment': '承诺事项正在落实',
    none: '暂时没有需要办理的事项',
  },
  matters: {
    register: '待审核登记',
    'hand-over': '待交办',
    return: '退办申请',
    coordination: '待协调',
    extension: '延期申请',
    feedback: '等待代表反馈',
    dissatisfied: '代表不满意，待决定',
    publication: '公开待审核',
  },
  origins: {
    ...{
      research: '专题调研',
      inspection: '视察',
      group: '代表小组活动',
      visit: '座谈、走访',
      other: '其他',
    },
  },
  sources: {
    individual: '代表个人',
    joint: '代表联名',
    delegation: '代表团',
    'motion-converted': '议案转建议',
    unknown: '未标注',
  },
  bases: {
    all: '占全部建议',
    closed: '占已办结建议',
    'with-feedback': '占已反馈建议',
    promised: '占承诺事项',
    owed: '占应沟通次数',
    due: '占已到期事项',
  },
};

export const enBoards: BoardWords = {
  steps: {
    'confirm-seconding': 'Please say whether you join in',
    'agree-withdrawal': 'The lead deputy wishes to withdraw it: please say whether you agree',
    submit: 'Please hand the suggestion in',
    revise: 'The suggestion was returned: please revise it and hand it in again',
    'comment-draft': 'A draft of the reply has come: please say what you think of it',
    'give-feedback': 'The reply has come: please rate how it was handled, and the result',
    'give-opinion': 'The reply has come: please tell the lead deputy what you think',
    'rate-commitment': 'A promise has been kept: please rate it',
    'await-seconders': 'Waiting for the joint deputies',
    'await-review': 'Waiting for the office to review it',
    'await-hand-over': 'Registered, waiting to be handed over',
    'await-receipt': 'Handed over, waiting for the units to sign for it',
    'await-reassignment': 'A unit asks to return it: waiting for the office',
    'await-contact': 'The units will contact you',
    'await-reply': 'Being handled, waiting for the reply',
    'await-lead': 'Waiting for the lead deputy',
    'await-decision': 'Your opinion has come in: waiting for the office',
    'await-new-reply': 'Being handled again, waiting for the new reply',
    'await-coordination': 'The office is bringing both sides together',
    'await-commitment': 'What was promised is being done',
    none: 'Nothing to do for now',
  },
  matters: {
    register: 'To be registered',
    'hand-over': 'To be handed over',
    return: 'Returns asked for',
    coordination: 'To be coordinated',
    extension: 'More time asked for',
    feedback: 'Waiting for deputies',
    dissatisfied: 'Deputies dissatisfied, to be decided',
    publication: 'Publication to be reviewed',
  },
  origins: {
    ...{ research: 'Research', inspection: 'Inspection', group: 'Deputies’ group' },
    ...{ visit: 'Talks and visits', other: 'Other' },
  },
  sources: {
    individual: 'One deputy',
    joint: 'Several deputies',
    delegation: 'Delegation',
    'motion-converted': 'Converted motion',
    unknown: 'Not said',
  },
  bases: {
    all: 'of all suggestions',
    closed: 'of the closed ones',
    'with-feedback': 'of those with feedback',
    promised: 'of what was promised',
    owed: 'of the contacts owed',
    due: 'of what has fallen due',
  },
};
