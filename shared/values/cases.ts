/**
 * 草稿 · 附议中 · 已提交 · 审核中 · 退回修改 · 不予受理 · 已立案 · 已交办 · 已签收 · 退办审核 · 办理中 · 已答复 · 反馈中 ·
 * 再次办理 · 协调 · 办结 · 跟踪 · 归档 · 撤回. From `assigned` on a suggestion’s state is a function of its tracks.
 */
export const CASE_STATES = [
  'draft',
  'seconding',
  'submitted',
  'review',
  'returned',
  'rejected',
  'registered',
  'assigned',
  'received',
  'return-requested',
  'handling',
  'replied',
  'feedback',
  'rehandling',
  'coordination',
  'closed',
  'tracking',
  'archived',
  'withdrawn',
] as const;

/** 待接收 · 已签收 · 退办审核 · 办理 · 协办意见已报 · 协办意见已采纳 · 已答复. A unit that is released leaves the list. */
export const TRACK_STATES = [
  'waiting',
  'received',
  'return-requested',
  'handling',
  'opinion-filed',
  'opinion-accepted',
  'replied',
] as const;

/** As whom somebody acts in a case; one person may be several. `system` is the product itself, by a rule and a clock. */
export const CASE_ROLES = [
  'lead-deputy',
  'seconding-deputy',
  'delegation-head',
  'registry', // 承办单位综合处: takes in and passes on
  'contact', // 经办人 of a track
  'unit-leader', // signs
  'office', // 代表工作机构
  'coordinator', // 政府办公厅分办协调
  'committee', // 专委会督办, while the case is key-supervised
  'system',
] as const;

/** 单独办理 · 分别办理 · 会同办理 · 参阅. */
export const HANDLING_MODES = ['sole', 'separate', 'joint', 'reference'] as const;

/** 可公开 · 内部 · 工作秘密. State secrets are not a level: they are refused (保密法 31). */
export const SECRECY_LEVELS = ['public', 'internal', 'work-secret'] as const;

/** 全文公开 · 摘要公开 · 不公开. */
export const PUBLICITIES = ['full', 'summary', 'none'] as const;

/** 满意 · 基本满意 · 不满意, for attitude and result apart (沪21 鲁23 渝26). */
export const RATINGS = ['satisfied', 'mostly', 'dissatisfied'] as const;

/** Why a suggestion is not accepted (京12 浙6 沪8 青11 鲁6 渝9). */
export const REJECTION_REASONS = [
  'personal-matter',
  'proxy-letter',
  'complaint-or-accusation',
  'pending-judicial-case',
  'specific-tender',
  'academic-or-promotion',
  'legal-consulting',
  'no-concrete-content',
  'outside-powers',
  'conflict-of-interest',
  'several-matters', // 一事一议
] as const;

/** How a promise stands: made · kept · rated by the deputy · explained. */
export const COMMITMENT_STATES = ['open', 'fulfilled', 'rated', 'explained'] as const;
