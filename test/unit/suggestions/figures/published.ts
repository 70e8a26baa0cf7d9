import type { PolicyProfileId } from '../../../../shared/policies.ts';
import type { Rating } from '../../../../shared/cases.ts';
import type { CongressId, PersonId, SuggestionId, UnitId } from '../../../../shared/ids.ts';
import type { Case } from '../../../../server/suggestions/case/case.rules.ts';
import { nothingYet } from '../../../../server/suggestions/case/fold.rules.ts';

/** A fixed UUID of version 7 for each kind and small number. */
export const idOf = (kind: number, n: number): string =>
  `0190163d-8694-7${kind.toString(16).padStart(3, '0')}-aea5-${n.toString(16).padStart(12, '0')}`;
export const unitOf = (n: number) => idOf(1, n) as UnitId;

/** A year as a congress published it: how many of what. */
export interface Published {
  readonly kind: number;
  readonly session: number;
  readonly policy: PolicyProfileId;
  readonly total: number;
  readonly betweenSessions: number;
  readonly units: number;
  readonly categories: Readonly<Record<string, number>>;
  readonly researched: number;
  /** Of the closed ones, by class; those that are left are not closed. */
  readonly classes: Readonly<Record<string, number>>;
  readonly ratings: Readonly<Partial<Record<Rating, number>>>;
}

/** Chengdu 2023: 637 at the session and 33 between, 667 closed. */
export const CHENGDU: Published = {
  ...{ kind: 0x10, session: 1, policy: 'chengdu', total: 670, betweenSessions: 33, units: 101 },
  categories: { 教科文卫体: 121, 交通邮电: 80, 农林水利: 79, 工业经济: 69, 城乡建设与管理: 62, 其他: 259 },
  researched: 580,
  classes: { A: 609, B: 49, C: 9 },
  ratings: { satisfied: 646, mostly: 21 },
};

/** NPC 2009: seven categories; 4,270 of 7,426 (57.5 %) from research. */
export const NPC_2009: Published = {
  ...{ kind: 0x11, session: 2, policy: 'national', total: 7_426, betweenSessions: 0, units: 171 },
  categories: {
    科技教育文化卫生: 1_431,
    资源环境城乡建设农林水利: 1_289,
    社会及公共事务: 1_102,
    人大法院检察院及法治: 1_007,
    财税金融: 891,
    发展规划和综合经济: 885,
    其他: 821,
  },
  researched: 4_270,
  classes: {},
  ratings: {},
};

/** NPC 2002: 4,287 answered by class, and 116 between sessions. */
export const NPC_2002: Published = {
  ...{ kind: 0x12, session: 3, policy: 'national', total: 4_403, betweenSessions: 116, units: 122 },
  categories: { 未分类: 4_403 },
  researched: 0,
  classes: { A: 536, B: 2_560, C: 775, D: 416 },
  ratings: {},
};

/** The n-th of things that stand in groups of so many, one group behind the other. */
function groupAt<K extends string>(groups: Readonly<Partial<Record<K, number>>>, n: number): K | null {
  let end = 0;
  for (const [key, count] of Object.entries(groups) as [K, number][]) {
    end += count;
    if (n < end) return key;
  }
  return null;
}

/** Records that match what was published, spread so that no two properties go together. */
export function casesOf(year: Published, congressId: CongressId): Case[] {
  const spread = (n: number, step: number) => (n * step) % year.total; // steps prime to the totals
  return Array.from({ length: year.total }, (_, n): Case => {
    const replyClass = groupAt(year.classes, n);
    const result = replyClass === null ? null : groupAt(year.ratings, n);
    const closed = replyClass !== null;
    const unitId = unitOf(n % year.units);
    return {
      ...nothingYet(idOf(year.kind, n) as SuggestionId, congressId),
      ...{
        session: year.session,
        number: String(n + 1),
        title: `建议${n + 1}`,
        leadId: idOf(2, n % 500) as PersonId,
      },
      source: 'individual',
      category: groupAt(year.categories, spread(n, 7)) ?? '',
      betweenSessions: spread(n, 11) < year.betweenSessions,
      origins: spread(n, 13) < year.researched ? ['research'] : [],
      state: closed ? 'closed' : 'handling',
      assignedOn: '2023-04-01',
      closedOn: closed ? '2023-08-01' : null,
      tracks: [
        {
          ...{ unitId, role: 'lead', part: '', contactIds: [], department: '', contacted: [] },
          ...{ state: closed ? 'replied' : 'handling', since: '2023-04-01', receivedOn: '2023-04-03' },
          ...{ opinion: null, repliedOn: closed ? '2023-06-01' : null, returnAskedOn: null },
        },
      ],
      replies: closed
        ? [{ n: 3, unitId, round: 1, on: '2023-06-01', replyClass, faceToFace: false, written: true }]
        : [],
      feedback: result === null ? [] : [{ round: 1, attitude: 'satisfied', result, on: '2023-07-01' }],
      revision: 1,
    };
  });
}
