import type { casePapers } from '../../../shared/papers.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { Attachments } from '../../files/index.ts';
import type { Org } from '../../org/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { AccessSuggestion } from '../record/access.actions.ts';
import type { EntryStore } from './entries.store.ts';
import { attachedIn, papersOf } from './papers.rules.ts';
import { rolesIn } from './standing.rules.ts';
import { knowsRatings, unitOf } from './timeline.rules.ts';

interface Parts {
  access: AccessSuggestion;
  entries: Pick<EntryStore, 'page'>;
  org: { units: Pick<Org['units'], 'byIds'> };
  attachments: Pick<Attachments, 'standing'>;
}

const PAGE = 50;

/** case:papers: for whoever may read the suggestion, as far as it is theirs to read. */
export const makePapers =
  ({ access, entries, org, attachments }: Parts): Handler<typeof casePapers> =>
  async ({ suggestionId, before }, caller) => {
    const found = await access(caller, suggestionId);
    const read = await entries.page(suggestionId, before, PAGE + 1);
    const page = read.slice(0, PAGE);
    const unitIds = page.flatMap((e) => e.happened.flatMap(({ body }) => unitOf(body) ?? []));
    const [units, files] = await Promise.all([
      org.units.byIds([...new Set(unitIds)]),
      attachments.standing(roomIdOf(suggestionId), page.flatMap(attachedIn)),
    ]);
    const roles = rolesIn(found, caller);
    const reader = {
      ...{ roles, ratings: knowsRatings(roles, found.state) },
      unitName: (id: (typeof unitIds)[number]) => units.get(id)?.shortName ?? null,
      attached: (id: FileId) => files.get(id) ?? null,
    };
    const last = page.at(-1);
    return {
      papers: page.flatMap((entry) => papersOf(entry, reader)),
      next: read.length > PAGE && last ? last.n : null,
    };
  };
