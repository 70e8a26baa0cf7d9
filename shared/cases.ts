import * as z from 'zod/mini';
import type { FaultCode } from './faults.ts';
import { civilDate, instant, personId, suggestionId, unitId } from './ids.ts';
import { readable } from './texts.ts';

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
export const caseState = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof caseState>;

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
export const trackState = z.enum(TRACK_STATES);
export type TrackState = z.infer<typeof trackState>;

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
export const caseRole = z.enum(CASE_ROLES);
export type CaseRole = z.infer<typeof caseRole>;

/** 单独办理 · 分别办理 · 会同办理 · 参阅. */
export const HANDLING_MODES = ['sole', 'separate', 'joint', 'reference'] as const;
export const handlingMode = z.enum(HANDLING_MODES);
export type HandlingMode = z.infer<typeof handlingMode>;

/** 可公开 · 内部 · 工作秘密. State secrets are not a level: they are refused (保密法 31). */
export const SECRECY_LEVELS = ['public', 'internal', 'work-secret'] as const;
export const secrecyLevel = z.enum(SECRECY_LEVELS);

/** 全文公开 · 摘要公开 · 不公开. */
export const PUBLICITIES = ['full', 'summary', 'none'] as const;
export const publicity = z.enum(PUBLICITIES);
export type Publicity = z.infer<typeof publicity>;

/** 满意 · 基本满意 · 不满意, for attitude and result apart (沪21 鲁23 渝26). */
export const RATINGS = ['satisfied', 'mostly', 'dissatisfied'] as const;
export const rating = z.enum(RATINGS);
export type Rating = z.infer<typeof rating>;

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
export const rejectionReason = z.enum(REJECTION_REASONS);

/** Something promised in a reply: what, by when, and how it stands. */
export const COMMITMENT_STATES = ['open', 'fulfilled', 'rated', 'explained'] as const;
export const commitment = z.object({
  commitmentId: z.string(),
  unitId,
  text: z.string(),
  due: civilDate,
  state: z.enum(COMMITMENT_STATES),
  /** How often it was carried into the next year. */
  rolledOver: z.int(),
});
export type Commitment = z.infer<typeof commitment>;

/** One entry of a case’s timeline, as those who may read the case see it. `words` are kind-specific facts for the sentence. */
export const timelineEntry = z.object({
  n: z.int(),
  at: instant,
  kind: z.string(),
  /** Whom the sentence names; null: the product itself. */
  by: z.nullable(z.object({ personId, name: z.string(), label: z.string() })),
  unitName: z.nullable(z.string()),
  why: z.nullable(z.string()),
  facts: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** What an act names besides its own fields: the case, and the state it was decided upon. */
export const actOn = {
  suggestionId,
  /** Number of the last event the caller saw; another since then refuses the act. */
  revision: z.int().check(z.nonnegative()),
  /** Made by the caller once for each act: a repeat answers with what was kept. */
  actKey: z.uuid(),
};

/** Why somebody did it, where the rules ask for a reason: kept with the act and shown in the case. */
export const actWhy = z.string().check(z.trim(), z.minLength(2), z.maxLength(500), ...readable);

/** What every act on a case may be refused by. */
export const ACT_FAULTS = [
  'NOT_FOUND',
  'NOT_ALLOWED',
  'WRONG_STATE',
  'STALE_REVISION',
  'SEND_KEY_REUSED',
] as const satisfies readonly FaultCode[];
