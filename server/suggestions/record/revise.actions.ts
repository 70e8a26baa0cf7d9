import { Fault } from '../../../shared/faults.ts';
import type { CongressId, PersonId, UnitId } from '../../../shared/ids.ts';
import type { nameContacts, reviseSuggestion } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';
import type { Org } from '../../org/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller, Clock } from '../../wire/ports.ts';
import { type Case, confirmedSeconders, type Track } from '../case/case.rules.ts';
import type { Deed } from '../case/entries.rules.ts';
import { newTrack } from '../case/fold-proposing.rules.ts';
import type { History } from '../case/history.actions.ts';
import type { Settle } from '../case/settle.actions.ts';
import type { AccessSuggestion, May } from './access.actions.ts';
import { conflictingUnit, isSame, sourceAfter, withoutLead } from './record.rules.ts';
import type { ViewSuggestion } from './view.actions.ts';

export interface ReviseParts {
  access: AccessSuggestion;
  may: May;
  history: Pick<History, 'append' | 'load'>;
  settle: Pick<Settle, 'soon'>;
  org: { people: Pick<Org['people'], 'cards'>; units: Pick<Org['units'], 'byIds'> };
  view: ViewSuggestion;
  clock: Clock;
}

type Revision = Parameters<Handler<typeof reviseSuggestion>>[0];

/** suggestion:revise: the office changes deputies or units, by compare-and-set on the revision it saw. */
export const makeRevise =
  (parts: ReviseParts): Handler<typeof reviseSuggestion> =>
  async (input, caller) => {
    const { suggestionId, why } = input;
    await parts.access(caller, suggestionId);
    if (!parts.may(caller.roles, 'suggestion:revise')) throw new Fault('NOT_ALLOWED');
    await parts.history.append(suggestionId, async (found) => {
      if (found.revision !== input.revision) throw new Fault('STALE_REVISION', { revision: found.revision });
      const body = await whatChanges(parts, found, input);
      return body && deedOf(parts, caller, { why, happened: [{ kind: 'revised', body }] });
    });
    return settled(parts, caller, suggestionId);
  };

/** What somebody does now. */
function deedOf(
  { clock }: ReviseParts,
  { personId, name, label }: Caller,
  { why, happened }: Pick<Deed, 'why' | 'happened'>,
): Deed {
  return { at: clock.now(), by: { personId, name, label }, why, actKey: null, asked: null, happened };
}

/** Lets everything follow, and shows what has become of it. */
async function settled({ settle, history, view }: ReviseParts, caller: Caller, id: Case['suggestionId']) {
  await settle.soon(id);
  const after = await history.load(id);
  if (!after) throw new Fault('NOT_FOUND', { suggestionId: id });
  return view(after, caller);
}

/** Checks what was given; null when it changes nothing. */
async function whatChanges(parts: ReviseParts, before: Case, input: Revision) {
  const kept = confirmedSeconders(before);
  const leadId = input.leadId === undefined ? before.leadId : input.leadId;
  const secondingIds = withoutLead(input.secondingIds ?? kept, leadId);
  await refuseUnknownDeputies(parts, before, leadId === null ? secondingIds : [leadId, ...secondingIds]);
  const tracks = input.tracks ? await revisedTracks(parts, before, input.tracks) : before.tracks;
  const source = sourceAfter(before.source, leadId, secondingIds);
  if (isSame({ leadId, secondingIds, tracks, source }, { ...before, secondingIds: kept })) return null;
  return { leadId, secondingIds, source, tracks: tracks.map(asGiven) };
}

const asGiven = ({ unitId, role, part, contactIds, contacted, state }: Track) => ({
  ...{ unitId, role, part, state },
  contactIds: [...contactIds],
  contacted: [...contacted],
});

/** Who is named anew must be an active deputy of this congress; who stands there may stay. */
async function refuseUnknownDeputies(
  { org }: ReviseParts,
  before: Case,
  ids: readonly PersonId[],
): Promise<void> {
  const fresh = ids.filter((id) => id !== before.leadId && !before.seconders.some((s) => s.personId === id));
  const cards = await org.people.cards(fresh);
  const unknown = fresh.filter((id) => {
    const card = cards.get(id);
    return !(card?.active && card.congressId === before.congressId && card.roles.includes('deputy'));
  });
  if (unknown.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds: unknown });
}

async function revisedTracks(
  parts: ReviseParts,
  before: Case,
  wanted: NonNullable<Revision['tracks']>,
): Promise<Track[]> {
  const twice = conflictingUnit(wanted);
  if (twice !== null) throw new Fault('TRACKS_CONFLICT', { unitId: twice });
  await refuseUnknownUnits(
    parts,
    before.congressId,
    wanted.map((t) => t.unitId),
  );
  return wanted.map(({ unitId, role }) => {
    const kept = before.tracks.find((t) => t.unitId === unitId);
    return kept ? { ...kept, role } : returned(before, { unitId, role });
  });
}

/** A unit that comes; what it has done here before counts. */
function returned({ contacts }: Case, { unitId, role }: Pick<Track, 'unitId' | 'role'>): Track {
  const reached = contacts.filter((c) => c.unitId === unitId && c.reachedLead).map((c) => c.phase);
  const contacted = PHASES.filter((phase) => reached.includes(phase));
  return { ...newTrack({ unitId, role, part: '', contactIds: [] }, null), contacted };
}

async function refuseUnknownUnits({ org }: ReviseParts, congressId: CongressId, ids: readonly UnitId[]) {
  const units = await org.units.byIds(ids);
  const unknown = ids.filter((id) => units.get(id)?.congressId !== congressId);
  if (unknown.length > 0) throw new Fault('UNKNOWN_UNIT', { unitIds: unknown });
}

/** track:name-contacts: a unit (or the office for it) says who of its people handles the suggestion. */
export const makeNameContacts =
  (parts: ReviseParts): Handler<typeof nameContacts> =>
  async ({ suggestionId, unitId, personIds, department: asked }, caller) => {
    const before = await parts.access(caller, suggestionId);
    const any = parts.may(caller.roles, 'track:name-contacts-any');
    if (!any && !parts.may(caller.roles, 'track:name-contacts')) throw new Fault('NOT_ALLOWED');
    const foreign = () => new Fault('NOT_YOUR_TRACK', { unitId });
    if (!any && caller.unitId !== unitId) throw foreign();
    if (!before.tracks.some((t) => t.unitId === unitId)) throw foreign();

    const contactIds = [...new Set(personIds)];
    const cards = await parts.org.people.cards(contactIds);
    const unknown = contactIds.filter((id) => {
      const card = cards.get(id);
      return !(card?.active && card.unitId === unitId);
    });
    if (unknown.length > 0) throw new Fault('UNKNOWN_PERSON', { personIds: unknown });

    await parts.history.append(suggestionId, (found) => {
      const track = found.tracks.find((t) => t.unitId === unitId);
      if (!track) throw foreign();
      const department = asked === track.department ? undefined : asked;
      if (department === undefined && isSame<Pick<Track, 'contactIds'>>({ contactIds }, track)) return null;
      return deedOf(parts, caller, {
        why: '承办单位确定联系人',
        happened: [
          {
            kind: 'contacts-named',
            body: { unitId, contactIds, ...(department !== undefined && { department }) },
          },
        ],
      });
    });
    return settled(parts, caller, suggestionId);
  };
