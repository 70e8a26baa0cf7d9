import type { caseTimeline } from '../../../shared/timeline.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessSuggestion } from '../record/access.actions.ts';
import type { EntryStore } from './entries.store.ts';
import { rolesIn } from './standing.rules.ts';
import { knowsRatings, linesOf, unitOf } from './timeline.rules.ts';

interface Parts {
  access: AccessSuggestion;
  entries: Pick<EntryStore, 'page'>;
  org: { units: Pick<Org['units'], 'byIds'> };
}

const PAGE = 50;

/** case:timeline: for whoever may read the suggestion. */
export const makeTimeline =
  ({ access, entries, org }: Parts): Handler<typeof caseTimeline> =>
  async ({ suggestionId, before }, caller) => {
    const found = await access(caller, suggestionId);
    const read = await entries.page(suggestionId, before, PAGE + 1);
    const page = read.slice(0, PAGE);
    const unitIds = page.flatMap((e) => e.happened.flatMap(({ body }) => unitOf(body) ?? []));
    const units = await org.units.byIds([...new Set(unitIds)]);
    const ratings = knowsRatings(rolesIn(found, caller), found.state);
    const unitName = (id: (typeof unitIds)[number]) => units.get(id)?.shortName ?? null;
    return {
      entries: page.flatMap((entry) => linesOf(entry, { ratings, unitName })),
      more: read.length > PAGE,
    };
  };
