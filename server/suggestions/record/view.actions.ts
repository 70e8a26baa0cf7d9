import { Fault } from '../../../shared/faults.ts';
import type { PersonId } from '../../../shared/ids.ts';
import type { listSuggestions, SuggestionView } from '../../../shared/suggestions.ts';
import type { Org } from '../../org/index.ts';
import { roomIdOf } from '../../rooms/index.ts';
import type { Handler } from '../../wire/bind.ts';
import type { Caller } from '../../wire/ports.ts';
import { hasRoom } from '../case/case.rules.ts';
import { caseOf } from '../case/case.store.ts';
import type { MayDo } from '../case/may-do.rules.ts';
import type { DuesOf, Settled } from '../duties/dues.actions.ts';
import type { May } from './access.actions.ts';
import { peopleOfTrack, type Roster } from './members.rules.ts';
import type { LoadNamed } from './roster.actions.ts';
import type { RecordStore } from './record.store.ts';
import { owesContact } from './record.rules.ts';
import type { SuggestionDoc } from './suggestion.store.ts';

/** `settled`: what is owed in it, where that was reckoned just now. */
export type ViewSuggestion = (
  suggestion: SuggestionDoc,
  caller: Caller,
  settled?: Settled,
) => Promise<SuggestionView>;

/** A suggestion as those see it who may: with names. A track's contacts are those named, else those who stand in. */
export const makeView =
  (parts: {
    org: Pick<Org, 'congresses' | 'units' | 'delegations'>;
    loadNamed: LoadNamed;
    mayDo: Pick<MayDo, 'now'>;
    duesOf: DuesOf;
  }): ViewSuggestion =>
  async (suggestion, caller, settled) => {
    const { congressId, delegationId, leadId, state } = suggestion;
    const [congress, units, delegations, roster, dues] = await Promise.all([
      parts.org.congresses.byId(congressId),
      parts.org.units.byIds(suggestion.tracks.map((t) => t.unitId)),
      parts.org.delegations.byIds(delegationId ? [delegationId] : []),
      parts.loadNamed(suggestion),
      parts.duesOf(suggestion, settled),
    ]);
    const assigned = hasRoom(suggestion);
    return {
      suggestionId: suggestion._id,
      roomId: assigned ? roomIdOf(suggestion._id) : null,
      congressName: congress?.name ?? '',
      session: suggestion.session,
      number: suggestion.number,
      title: suggestion.title,
      text: suggestion.text,
      category: suggestion.category,
      source: suggestion.source,
      state,
      lead: leadId && named(roster, leadId),
      seconding: suggestion.secondingIds.map((id) => named(roster, id)),
      delegationName: (delegationId && delegations.get(delegationId)?.name) ?? null,
      wantsWrittenReply: suggestion.wantsWrittenReply,
      ...{ betweenSessions: suggestion.betweenSessions, origins: [...suggestion.origins] },
      ...wishesOf(suggestion),
      asked: suggestion.seconders
        .filter((s) => s.state === 'asked')
        .map(({ personId }) => named(roster, personId)),
      tracks: suggestion.tracks.map((track) => ({
        unitId: track.unitId,
        unitName: units.get(track.unitId)?.shortName ?? '',
        ...{ role: track.role, state: track.state, since: track.since },
        ...{ receivedOn: track.receivedOn, repliedOn: track.repliedOn },
        contacts: peopleOfTrack(track, roster).map(({ _id }) => named(roster, _id)),
        nextDue: dues.get(track.unitId) ?? null,
        contacted: [...track.contacted],
      })),
      assignedOn: suggestion.assignedOn,
      ...openOf(suggestion),
      round: suggestion.round,
      mayDo: parts.mayDo.now(caseOf(suggestion), caller),
      revision: suggestion.revision,
    };
  };

/** What the proposer wishes, and how the office had it handled. */
const wishesOf = ({ publicity, keepSecret, wishedUnitIds, mode, secrecy }: SuggestionDoc) => ({
  ...{ publicity, keepSecret, wishedUnitIds: [...wishedUnitIds], mode, secrecy },
});

/** What is asked for, promised, proposed or supervised. */
function openOf({ extension, commitments, publication, topicId }: SuggestionDoc) {
  return {
    extension:
      extension?.approved === null ? { unitId: extension.unitId, until: extension.askedUntil } : null,
    commitments: [...commitments],
    publication: publication && { state: publication.state, publicity: publication.publicity },
    topicId,
  };
}

/** A person as shown beside what they did. */
export function named(roster: Pick<Roster, 'person'>, personId: PersonId) {
  const person = roster.person(personId);
  return { personId, name: person?.name ?? '', label: person?.label ?? '' };
}

const PAGE = 50;

/** suggestion:list: by session and number. The cursor is the place of the last one shown. */
export const makeListSuggestions =
  (parts: { record: RecordStore; org: Pick<Org, 'units'>; may: May }): Handler<typeof listSuggestions> =>
  async ({ state, cursor }, { congressId, roles }) => {
    if (!parts.may(roles, 'suggestion:list')) throw new Fault('NOT_ALLOWED');
    const after = cursor === null ? '' : Buffer.from(cursor, 'base64url').toString();
    const [found, total] = await Promise.all([
      parts.record.page({ congressId, state, after }, PAGE + 1),
      parts.record.count(congressId, state),
    ]);
    const page = found.slice(0, PAGE);
    const units = await parts.org.units.byIds(page.flatMap((s) => s.tracks.map((t) => t.unitId)));
    const last = page.at(-1);
    return {
      suggestions: page.map((s) => ({
        suggestionId: s._id,
        session: s.session,
        number: s.number,
        title: s.title,
        state: s.state,
        leadUnits: s.tracks
          .filter((t) => owesContact(t.role))
          .map((t) => units.get(t.unitId)?.shortName ?? ''),
        assignedOn: s.assignedOn,
      })),
      cursor: found.length > PAGE && last ? Buffer.from(last.orderKey).toString('base64url') : null,
      total,
    };
  };
