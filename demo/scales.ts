import type { KnownLoads } from './loads.ts';
import { countClasses, sum, type CountClass } from './shares.ts';
import { sharesOf, type Params, type RealDelegation, type RealUnit } from './sources.ts';

export const SCALES = ['small', 'year'] as const;
export type Scale = (typeof SCALES)[number];

/** How much of everything a demo congress has. */
export interface Plan {
  readonly byDeputies: number;
  readonly byDelegations: number;
  readonly delegationsProposing: number;
  readonly deputiesProposing: number;
  /** No deputy leads more suggestions than this. */
  readonly mostPerDeputy: number;
  readonly delegations: readonly { readonly real: RealDelegation; readonly deputies: number }[];
  /** Busiest first. */
  readonly units: readonly RealUnit[];
  readonly knownLoads: KnownLoads | null;
  /** Tracks for reference, all units together. */
  readonly references: number;
  readonly coUnits: readonly CountClass[];
  readonly seconders: readonly CountClass[];
  readonly noWrittenReply: number;
}

/** Published for 2022: 317 led, 568 co-handled, 266 for reference; the next two units had 912 and 818 in all. */
const YEAR_2022: KnownLoads = { first: { lead: 317, co: 568, reference: 266 }, next: [912, 818] };

/** Assumed order of the busiest units; the first is published. The others follow in the order of the list. */
const BUSIEST = [
  '工业和信息化部',
  '国家发展改革委',
  '财政部',
  '农业农村部',
  '教育部',
  '国家卫生健康委',
  '自然资源部',
  '生态环境部',
  '交通运输部',
  '人力资源社会保障部',
  '住房城乡建设部',
  '科技部',
  '文化和旅游部',
  '水利部',
  '民政部',
  '公安部',
  '司法部',
  '市场监管总局',
  '国家医保局',
  '商务部',
  '人民银行',
  '国家林草局',
  '最高法',
  '税务总局',
  '应急管理部',
  '银保监会',
  '国家能源局',
  '国家乡村振兴局',
  '退役军人部',
  '国家中医药局',
];

const busiestFirst = (units: readonly RealUnit[]): RealUnit[] => {
  const rank = ({ short_name: name }: RealUnit) =>
    BUSIEST.includes(name) ? BUSIEST.indexOf(name) : BUSIEST.length;
  return [...units].sort((a, b) => rank(a) - rank(b));
};

const SMALL_DELEGATIONS = ['北京团', '河北团', '内蒙古团', '浙江团', '四川团', '新疆团'];

interface Sources {
  readonly units: readonly RealUnit[];
  readonly delegations: readonly RealDelegation[];
  readonly params: Params;
}

/** The year of 2022 as published, or a congress small enough to look at whole. */
export const planOf = (scale: Scale, sources: Sources): Plan =>
  scale === 'year' ? yearPlan(sources) : smallPlan(sources);

function yearPlan({ units, delegations, params }: Sources): Plan {
  const { session, by_deputies, by_delegations, delegations_proposing } = params.suggestions;
  const { lead, reference } = YEAR_2022.first;
  return {
    byDeputies: by_deputies,
    byDelegations: by_delegations,
    delegationsProposing: delegations_proposing,
    deputiesProposing: params.deputies.proposing,
    mostPerDeputy: 40,
    delegations: delegations.map((real) => ({ real, deputies: Number(real.deputies_synthetic) })),
    units: busiestFirst(units),
    knownLoads: YEAR_2022,
    references: Math.round((session * reference) / lead),
    ...sharedShares(params),
  };
}

function smallPlan({ units, delegations, params }: Sources): Plan {
  return {
    byDeputies: 57,
    byDelegations: 3,
    delegationsProposing: 2,
    deputiesProposing: 30,
    mostPerDeputy: 6,
    delegations: delegations
      .filter(({ short_name: name }) => SMALL_DELEGATIONS.includes(name))
      .map((real) => ({ real, deputies: 12 })),
    units: busiestFirst(units).slice(0, 15),
    knownLoads: null,
    references: 24,
    ...sharedShares(params),
  };
}

/** The share of suggestions that need one unit only is published; the assumed classes fill the rest. */
function sharedShares(params: Params) {
  const several = Object.entries(sharesOf(params.co_units_per_suggestion)).filter(([range]) => range !== '0');
  const all = sum(several.map(([, share]) => share));
  const multi = params.multi_unit_share.value;
  return {
    coUnits: countClasses({
      '0': 1 - multi,
      ...Object.fromEntries(several.map(([range, share]) => [range, (share / all) * multi])),
    }),
    seconders: countClasses(sharesOf(params.seconders_per_suggestion)),
    noWrittenReply: params.no_written_reply_share.value,
  };
}
