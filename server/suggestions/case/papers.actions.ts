import type { casePapers } from '../../../shared/papers.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessSuggestion } from '../record/access.actions.ts';
import type { EntryStore } from './entries.store.ts';
import { papersOf } from './papers.rules.ts';
import { rolesIn } from './standing.rules.ts';
import { knowsRatings, unitOf } from './timeline.rules.ts';

interface Parts {
  access: AccessSuggestion;
  entries: Pick<EntryStore, 'page'>;
  org: { units: Pick<Org['units'], 'byIds'> };
}

const PAGE = 50;

/** case:papers: for whoever may read the suggestion, as far as it is theirs to read. */
export const makePapers =
  ({ access, entries, org }: Parts): Handler<typeof casePapers> =>
  async ({ suggestionId, before }, caller) => {
    const found = await access(caller, suggestionId);
    const read = await entries.page(suggestionId, before, PAGE + 1);
    const page = read.slice(0, PAGE);
    const unitIds = page.flatMap((e) => e.happened.flatMap(({ body }) => unitOf(body) ?? []));
    const units = await org.units.byIds([...new Set(unitIds)]);
    const roles = rolesIn(found, caller);
    const reader = {
      ...{ roles, ratings: knowsRatings(roles, found.state) },
      unitName: (id: (typeof unitIds)[number]) => units.get(id)?.shortName ?? null,
    };
    const last = page.at(-1);
    return {
      papers: page.flatMap((entry) => papersOf(entry, reader)),
      next: read.length > PAGE && last ? last.n : null,
    };
  };
