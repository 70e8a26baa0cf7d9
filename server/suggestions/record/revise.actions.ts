import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId, SuggestionId, UnitId } from '../../../shared/ids.ts';
import type { nameContacts, Phase, reviseSuggestion } from '../../../shared/suggestions.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Clock } from '../../wire/ports.ts';
import type { AccessSuggestion, May } from './access.actions.ts';
import type { Follow } from './follow.actions.ts';
import { conflictingUnit, isSame, sourceAfter, withoutLead } from './record.rules.ts';
import type { RecordStore } from './record.store.ts';
import type { SuggestionDoc, TrackDoc } from './suggestion.store.ts';
import type { ViewSuggestion } from './view.actions.ts';

export interface ReviseParts {
  access: AccessSuggestion;
  may: May;
  record: RecordStore;
  org: { people: Pick<Org['people'], 'cards'>; units: Pick<Org['units'], 'byIds'> };
  /** The phases in which a unit has reached the deputies of a suggestion, as its contact records say. */
  reachedPhases: (of: { suggestionId: SuggestionId; unitId: UnitId }) => Promise<Phase[]>;
  follow: Follow;
  view: ViewSuggestion;
  clock: Clock;
}

type Revision = Parameters<Handler<typeof reviseSuggestion>>[0];

/** suggestion:revise: the office changes deputies or units, by compare-and-set on the revision it saw. */
export const makeRevise =
  (parts: ReviseParts): Handler<typeof reviseSuggestion> =>
  async (input, caller) => {
    const { may, record, follow, view, clock } = parts;
    const before = await parts.access(caller, input.suggestionId);
    if (!may(caller.roles, 'suggestion:revise')) throw new Fault('NOT_ALLOWED');
    const stale = (revision: number) => new Fault('STALE_REVISION', { revision });
    if (before.revision !== input.revision) throw stale(before.revision);

    const set = await whatChanges(parts, before, input);
    if (set === null) return view(before);
    const lag = follow.lagOf(caller.personId, input.why);
    const after = await record.change({
      id: before._id,
      revision: before.revision,
      set: { ...set, lag, updatedAt: clock.now() },
    });
    if (after === null) throw stale((await record.leanById(before._id))?.revision ?? before.revision);
    await follow.soon(after._id);
    return view(after);
  };

/** Checks what was given; null when it changes nothing. */
async function whatChanges(parts: ReviseParts, before: SuggestionDoc, input: Revision) {
  const leadId = input.leadId === undefined ? before.leadId : input.leadId;
  const secondingIds = withoutLead(input.secondingIds ?? before.secondingIds, leadId);
  await refuseUnknownDeputies(parts, before, leadId === null ? secondingIds : [leadId, ...secondingIds]);
  const tracks = input.tracks ? await revisedTracks(parts, before, input.tracks) : before.tracks;
  const set = { leadId, secondingIds, tracks, source: sourceAfter(before.source, leadId, secondingIds) };
  return isSame(set, before) ? null : set;
}

/** Who is named anew must be an active deputy of this congress; who stands there may stay. */
async function refuseUnknownDeputies(
  { org }: ReviseParts,
  before: SuggestionDoc,
  ids: readonly PersonId[],
): Promise<void> {
  const fresh = ids.filter((id) => id !== before.leadId && !before.secondingIds.includes(id));
  const cards = await org.people.cards(fresh);
  const unknown = fresh.filter((id) => {
    const card = cards.get(id);
    return !(card?.active && card.congressId === before.congressId && card.roles.includes('deputy'));
  });
  if (unknown.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds: unknown });
}

async function revisedTracks(
  parts: ReviseParts,
  before: SuggestionDoc,
  wanted: NonNullable<Revision['tracks']>,
): Promise<TrackDoc[]> {
  const twice = conflictingUnit(wanted);
  if (twice !== null) throw new Fault('TRACKS_CONFLICT', { unitId: twice });
  await refuseUnknownUnits(
    parts,
    before.congressId,
    wanted.map((t) => t.unitId),
  );
  return Promise.all(
    wanted.map(async ({ unitId, role }) => {
      const kept = before.tracks.find((t) => t.unitId === unitId);
      if (kept) return { ...kept, role };
      const contacted = await parts.reachedPhases({ suggestionId: before._id, unitId });
      return { unitId, role, contactIds: [], contacted };
    }),
  );
}

async function refuseUnknownUnits({ org }: ReviseParts, congressId: CongressId, ids: readonly UnitId[]) {
  const units = await org.units.byIds(ids);
  const unknown = ids.filter((id) => units.get(id)?.congressId !== congressId);
  if (unknown.length > 0) throw new Fault('UNKNOWN_UNIT', { unitIds: unknown });
}

/** track:name-contacts: a unit (or the office for it) says who of its people handles the suggestion. */
export const makeNameContacts =
  (parts: ReviseParts): Handler<typeof nameContacts> =>
  async ({ suggestionId, unitId, personIds }, caller) => {
    const { may, record, follow, view, clock } = parts;
    const before = await parts.access(caller, suggestionId);
    const any = may(caller.roles, 'track:name-contacts-any');
    if (!any && !may(caller.roles, 'track:name-contacts')) throw new Fault('NOT_ALLOWED');
    const track = before.tracks.find((t) => t.unitId === unitId);
    const foreign = () => new Fault('NOT_YOUR_TRACK', { unitId });
    if (!track || (!any && caller.unitId !== unitId)) throw foreign();

    const contactIds = [...new Set(personIds)];
    const cards = await parts.org.people.cards(contactIds);
    const unknown = contactIds.filter((id) => {
      const card = cards.get(id);
      return !(card?.active && card.unitId === unitId);
    });
    if (unknown.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds: unknown });
    if (isSame({ contactIds }, track)) return view(before);

    const lag = follow.lagOf(caller.personId, '承办单位确定联系人');
    const after = await record.setContacts({ id: suggestionId, unitId }, contactIds, {
      lag,
      updatedAt: clock.now(),
    });
    if (after === null) throw foreign();
    await follow.soon(suggestionId);
    return view(after);
  };
