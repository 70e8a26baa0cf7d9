/** 视察督办 · 现场督办 · 跟踪督办 · 会议督办 · 指导督办. */
export const SUPERVISION_FORMS = ['inspection', 'on-site', 'follow-up', 'meeting', 'guidance'] as const;
