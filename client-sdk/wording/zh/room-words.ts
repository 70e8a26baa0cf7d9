import { caseLineNames } from './case-line-names.ts';
import { caseLines } from './case-lines.ts';
import { because, day, list, moment } from './sentences.ts';
import { methods, phases } from './words.ts';
import type { RoomWords } from '../words.ts';

/** 简体中文, in rooms. */
export const zhCN: RoomWords = {
  cardNames: {
    welcome: '建议办理群已建立',
    'service-welcome': '服务小组已建立',
    reminder: '办理提醒',
    contact: '沟通登记',
    announcement: '公告',
    bulletin: '简报',
  },
  systemNames: { 'member-joined': '有人加入', 'member-left': '有人离开', ...caseLineNames },
  recalledName: '撤回了一条消息',
  cards: {
    welcome: (card) => ({
      title: `${card.number === '' ? '代表建议' : `第${card.number}号代表建议`}办理群`,
      lines: [
        { label: '建议', text: card.title },
        ...(card.leadUnits.length > 0 ? [{ label: '主办单位', text: list(card.leadUnits) }] : []),
        ...(card.coUnits.length > 0 ? [{ label: '协办单位', text: list(card.coUnits) }] : []),
        { label: '交办日期', text: day(card.assignedOn) },
        ...(card.contactDue === null ? [] : [{ label: '办前沟通期限', text: day(card.contactDue) }]),
        { label: '书面答复', text: card.wantsWrittenReply ? '需要' : '不需要，但仍须与代表沟通' },
      ],
      note: '提出建议的代表和承办单位都在这里。大家可以直接交流。所说的话都会保存，作为办理的记录。',
    }),
    'service-welcome': (card) => ({
      title: `${card.delegationName}服务小组`,
      lines: [],
      note: '这里是代表团的服务群。代表有什么需要，请直接在群里说。服务人员会及时回应。',
    }),
    reminder: (card) => ({
      title: card.words['zh-CN'].title,
      lines: [
        ...(card.unitName === '' ? [] : [{ label: '承办单位', text: card.unitName }]),
        ...(card.due === null ? [] : [{ label: '最迟', text: day(card.due) }]),
      ],
      note: card.words['zh-CN'].text,
    }),
    contact: (card) => ({
      title: `${card.unitName}登记了${phases[card.phase]}`,
      lines: [
        { label: '方式', text: methods[card.method] },
        { label: '时间', text: moment(card.at) },
        { label: '沟通对象', text: list(card.withNames) },
        { label: '情况', text: card.summary },
      ],
      note: '',
    }),
    bulletin: (card) => ({
      title: card.title,
      lines: card.rows.map(({ label, value }) => ({ label, text: value })),
      note: '',
    }),
    announcement: (card) => ({
      title: '公告',
      lines: [{ label: '内容', text: card.text }],
      note: card.ackRequired ? '请看完后点“收到”，让发布的人知道您已看到。' : '',
    }),
  },
  system: {
    'member-joined': ({ names = '', why }) => `${names} 加入了本群${because(why)}`,
    'member-left': ({ names = '', why }) => `${names} 离开了本群${because(why)}`,
    ...caseLines,
  },
  acts: {
    edited: '修改了消息',
    'file-moved': '更新了文件的状态',
    recalled: '撤回了消息',
    reacted: '表示了态度',
    pinned: '置顶了消息',
    unpinned: '取消了置顶',
    'state-set': '改变了群的状态',
    muted: '禁止了成员发言',
    unmuted: '恢复了成员发言',
    reported: '举报了消息',
    'report-settled': '处理了举报',
    'sealed-read': '查阅了已撤回的原文',
    reminded: '提醒了尚未确认的人',
    'header-set': '更新了办理进度',
    'members-changed': '调整了成员',
  },
};
