/** 主办 · 协办 · 分办 · 参阅 (domain: handling modes). `separate` units each reply; `reference` units only read along. */
export const TRACK_ROLES = ['lead', 'co', 'separate', 'reference'] as const;

/** 办前 · 办中 · 办后: before, during and after handling. */
export const PHASES = ['pre', 'mid', 'post'] as const;

/** individual: one deputy; joint: with seconding deputies; delegation: by a delegation; motion-converted: 议案转建议; unknown: published without names. */
export const SOURCE_TYPES = ['individual', 'joint', 'delegation', 'motion-converted', 'unknown'] as const;

/** What a suggestion grew out of (形成来源): 专题调研 · 视察 · 代表小组活动 · 座谈、走访 · 其他. */
export const ORIGINS = ['research', 'inspection', 'group', 'visit', 'other'] as const;

/** 上门走访 · 电话 · 座谈 · 视频 · 调研 · 群内 · 邮件 (domain 1.9). */
export const CONTACT_METHODS = ['visit', 'phone', 'meeting', 'video', 'survey', 'room', 'mail'] as const;
