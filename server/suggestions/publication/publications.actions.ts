import type { listPublications } from '../../../shared/publication.ts';
import type { SuggestionId } from '../../../shared/ids.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { CaseEntry } from '../case/case.rules.ts';
import type { EntryStore } from '../case/entries.store.ts';
import type { History } from '../case/history.actions.ts';
import type { Policies } from '../policy/index.ts';
import { redacted } from './redact.rules.ts';
import type { Place, PublicationStore } from './publications.store.ts';

interface Parts {
  store: PublicationStore;
  history: Pick<History, 'load'>;
  entries: Pick<EntryStore, 'at'>;
  policies: Pick<Policies, 'byRef'>;
  org: { units: Pick<Org['units'], 'byIds'> };
}

/** Makes the reading list follow what a case has published; before it has, nothing. Again: changes nothing. */
export type FollowPublication = (id: SuggestionId) => Promise<void>;

export const makeFollowPublication =
  ({ store, history, entries, policies }: Omit<Parts, 'org'>): FollowPublication =>
  async (id) => {
    const found = await history.load(id);
    const { publication, policy } = found ?? { publication: null, policy: null };
    if (!found || publication?.state !== 'published' || publication.on === null) return;
    const [entry, rules] = await Promise.all([
      entries.at(id, publication.n),
      policy && policies.byRef(found.congressId, policy),
    ]);
    const mayTell = rules?.publicationIncludesFeedback.value === true;
    const { congressId, session, number, title, category, replies, feedback } = found;
    await store.put({
      ...{ _id: id, congressId, publishedOn: publication.on, publicity: publication.publicity },
      ...{ session, number, title: redacted(title), category: redacted(category) },
      unitIds: [...new Set(replies.map((reply) => reply.unitId))],
      text: redacted(reviewedText(entry)), // as it was reviewed, and nothing that a later rule would take out
      result: (mayTell && feedback.at(-1)?.result) || null,
    });
  };

function reviewedText(entry: CaseEntry | null): string {
  const reviewed = entry?.happened.find((one) => one.kind === 'publication-reviewed');
  return reviewed?.kind === 'publication-reviewed' ? reviewed.body.text : '';
}

const PAGE = 50;

/** publication:list: for everybody of the congress who is signed in. */
export const makeListPublications =
  ({ store, org }: Pick<Parts, 'store' | 'org'>): Handler<typeof listPublications> =>
  async ({ cursor }, { congressId }) => {
    const read = await store.page(congressId, placeOf(cursor), PAGE + 1);
    const page = read.slice(0, PAGE);
    const units = await org.units.byIds([...new Set(page.flatMap((p) => p.unitIds))]);
    const last = page.at(-1);
    return {
      publications: page.map(({ _id, congressId: _congress, unitIds, ...shown }) => ({
        ...shown,
        suggestionId: _id,
        units: unitIds.map((id) => units.get(id)?.shortName ?? ''),
      })),
      cursor: read.length > PAGE && last ? cursorOf({ publishedOn: last.publishedOn, id: last._id }) : null,
    };
  };

const cursorOf = ({ publishedOn, id }: Place): string =>
  Buffer.from(`${publishedOn} ${id}`).toString('base64url');

/** What is no cursor of ours begins at the newest. */
function placeOf(cursor: string | null): Place | null {
  const [publishedOn, id] = cursor === null ? [] : Buffer.from(cursor, 'base64url').toString().split(' ');
  return publishedOn && id ? { publishedOn, id } : null;
}
