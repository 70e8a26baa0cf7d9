import type { Figures, showFigures } from '../../../shared/figures.ts';
import { Fault } from '../../../shared/faults.ts';
import type { PersonRole } from '../../../shared/people.ts';
import type { Calendar, Org } from '../../org/index.ts';
import type { DutyOutcome, Duties, RuleName } from '../../notices/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { ContactStore } from '../contact/contact.store.ts';
import type { Policies } from '../policy/index.ts';
import { bySize, type FigureRules, figuresOf, partOf } from './figures.rules.ts';
import type { FigureScope, FigureStore, PartRow } from './figures.store.ts';
import { rateOf } from './rates.rules.ts';

/** Asks the one role table of server/people. */
export type MaySeeFigures = (
  roles: readonly PersonRole[],
  act: 'figures:read' | 'coverage:read-unit' | 'board:office' | 'board:unit' | 'board:deputy',
) => boolean;

export interface FigureParts {
  store: FigureStore;
  contacts: Pick<ContactStore, 'withPerson'>;
  duties: Pick<Duties, 'outcomes' | 'overdueOfUnits' | 'countOpen' | 'countDue' | 'openInShort'>;
  org: Pick<Org, 'congresses' | 'units' | 'delegations'>;
  policies: Pick<Policies, 'forCongress' | 'byRef'>;
  calendar: Pick<Calendar, 'forCongress'>;
  may: MaySeeFigures;
  clock: Clock;
}

/** figures:show: counted anew each time; of people and texts nothing is read. */
export const makeShowFigures =
  (parts: FigureParts): Handler<typeof showFigures> =>
  async ({ session }, { congressId, roles }) => {
    if (!parts.may(roles, 'figures:read')) throw new Fault('NOT_ALLOWED');
    const { store, org, clock } = parts;
    const scope = { congressId, session };
    const now = clock.now();
    const [congress, policy, { cells, byUnit, byDelegation }, withdrawn, inTime] = await Promise.all([
      org.congresses.byId(congressId),
      parts.policies.forCongress(congressId),
      store.sums(scope),
      store.countWithdrawn(scope),
      inTimeOf(parts, scope),
    ]);
    const found = figuresOf(cells, policy.profile);
    const naming = { all: found.totals.all, rules: policy.profile };
    return {
      congressName: congress?.name ?? '',
      ...{ session, at: now.toISOString(), ...found, inTime },
      totals: { ...found.totals, withdrawn, units: byUnit.length },
      byUnit: await unitsNamed(org, byUnit, naming),
      byDelegation: await delegationsNamed(org, byDelegation, naming),
    };
  };

interface Naming {
  readonly all: number;
  readonly rules: FigureRules;
}

async function unitsNamed(
  { units }: FigureParts['org'],
  rows: readonly PartRow<Figures['byUnit'][number]['unitId']>[],
  { all, rules }: Naming,
): Promise<Figures['byUnit']> {
  const known = await units.byIds(rows.map(({ id }) => id));
  return rows
    .map((row) => ({
      unitId: row.id,
      unitName: known.get(row.id)?.shortName ?? '',
      asLead: row.answered,
      ...partOf(row, all, rules),
    }))
    .sort(bySize);
}

async function delegationsNamed(
  { delegations }: FigureParts['org'],
  rows: readonly PartRow<Figures['byDelegation'][number]['delegationId']>[],
  { all, rules }: Naming,
): Promise<Figures['byDelegation']> {
  const known = await delegations.byIds(rows.flatMap(({ id }) => id ?? []));
  return rows
    .map((row) => ({
      delegationId: row.id,
      delegationName: (row.id === null ? undefined : known.get(row.id)?.shortName) ?? '',
      ...partOf(row, all, rules),
    }))
    .sort(bySize);
}

const IN_TIME = { firstContact: 'R6', opinion: 'R8', reply: 'R11', rehandling: 'R20' } as const;

/** Of the duties that came to an end or whose last day is over, how many were done by then. */
async function inTimeOf({ duties }: FigureParts, scope: FigureScope): Promise<Figures['inTime']> {
  const rows = await duties.outcomes({ ...scope, rules: Object.values(IN_TIME) }, 'congress');
  const rate = (rule: RuleName) => {
    const of = (count: keyof DutyOutcome['counts']) =>
      rows.reduce((n, row) => n + (row.rule === rule ? row.counts[count] : 0), 0);
    return rateOf(of('inTime'), of('due'), 'due');
  };
  return {
    firstContact: rate(IN_TIME.firstContact),
    opinion: rate(IN_TIME.opinion),
    reply: rate(IN_TIME.reply),
    rehandling: rate(IN_TIME.rehandling),
  };
}
