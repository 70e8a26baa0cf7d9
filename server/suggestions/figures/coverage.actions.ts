import { Fault } from '../../../shared/faults.ts';
import type { showCoverage } from '../../../shared/figures.ts';
import type { COVERAGE_BY } from '../../../shared/values/figures.ts';
import type { DelegationId, UnitId } from '../../../shared/ids.ts';
import type { DutyOutcome } from '../../notices/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import { CONTACT_RULES, coverageBy } from './coverage.rules.ts';
import type { FigureParts } from './figures.actions.ts';

type By = (typeof COVERAGE_BY)[number];

const RULES = Object.values(CONTACT_RULES);

/** contact:coverage: of what duties say became of the contacts that are owed. */
export const makeShowCoverage =
  (parts: FigureParts): Handler<typeof showCoverage> =>
  async ({ session, by }, caller) => {
    const unitId = whoseUnit(parts, caller, by);
    const scope = {
      congressId: caller.congressId,
      session,
      rules: RULES,
      ...(unitId !== null && { unitId }),
    };
    const outcomes = await parts.duties.outcomes(scope, by);
    const rows = coverageBy(outcomes);
    const names = await namesOf(parts, { by, congressId: caller.congressId }, outcomes);
    return {
      rows: rows
        .map((row) => ({ ...row, name: names(row.id) }))
        .sort((a, b) => b.all.done.denominator - a.all.done.denominator || (a.name < b.name ? -1 : 1)),
    };
  };

/** null: everybody’s may be seen; else only the caller’s own unit’s, and by unit. */
function whoseUnit({ may }: FigureParts, { roles, unitId }: Caller, by: By): UnitId | null {
  if (may(roles, 'figures:read')) return null;
  if (by !== 'unit' || unitId === null || !may(roles, 'coverage:read-unit')) throw new Fault('NOT_ALLOWED');
  return unitId;
}

async function namesOf(
  { org }: FigureParts,
  { by, congressId }: { by: By } & Pick<Caller, 'congressId'>,
  outcomes: readonly DutyOutcome[],
): Promise<(id: string | null) => string> {
  const ids = [...new Set(outcomes.flatMap(({ id }) => id ?? []))];
  if (by === 'congress') {
    const congress = await org.congresses.byId(congressId);
    return () => congress?.name ?? '';
  }
  const known: ReadonlyMap<string, { readonly shortName: string }> =
    by === 'unit'
      ? await org.units.byIds(ids as UnitId[])
      : await org.delegations.byIds(ids as DelegationId[]);
  return (id) => (id === null ? undefined : known.get(id)?.shortName) ?? '';
}
