import type { EventBody, EventKind, RecordColumns } from '../../../shared/case-events.ts';
import type { CivilDate, PersonId } from '../../../shared/ids.ts';
import { type Case, type Folds, replies, type Seconder, type Track } from './case.rules.ts';

type Given = EventBody<'imported'>['tracks'][number];

/** A track as it begins. */
export const newTrack = ({ unitId, role, part, contactIds }: Given, since: CivilDate | null): Track => ({
  ...{ unitId, role, part, contactIds, department: '', state: 'waiting', contacted: [] },
  ...{ since, receivedOn: null, opinion: null, repliedOn: null, returnAskedOn: null },
});

const confirmed = (personId: PersonId): Seconder => ({ personId, state: 'confirmed' });

/** Deputies who were there keep how they stand; who is new has not been asked yet and counts as confirmed by the office. */
const secondersOf = (ids: readonly PersonId[], before: readonly Seconder[]): Seconder[] =>
  ids.map((id) => before.find((s) => s.personId === id) ?? confirmed(id));

const columnsOf = (columns: RecordColumns, before: Case): Partial<Case> => {
  const { secondingIds, replyClass, repliedOn, betweenSessions, origins, ...rest } = columns;
  return {
    ...rest,
    betweenSessions: betweenSessions ?? before.betweenSessions,
    origins: origins ?? before.origins,
    seconders: secondersOf(secondingIds, before.seconders),
    asPublished: { replyClass, repliedOn },
  };
};

/** A unit that comes to another part owes what belongs to it from that day on; leading and replying apart are one part. */
function inPart(before: Track, { role }: Pick<Given, 'role'>, on: CivilDate): Pick<Track, 'role' | 'since'> {
  const isSame = role === before.role || (replies(before) && replies({ role }));
  return { role, since: isSame || before.since === null ? before.since : on };
}

/** A row of an import keeps what a unit did and whom it named. */
const importedTracks = (found: Case, given: readonly Given[], on: CivilDate): Track[] =>
  given.map((g) => {
    const before = found.tracks.find((t) => t.unitId === g.unitId);
    if (!before) return newTrack(g, found.assignedOn === null ? null : on);
    return {
      ...before,
      ...inPart(before, g, on),
      contactIds: g.contactIds.length > 0 ? g.contactIds : before.contactIds,
    };
  });

const seconding = (found: Case, personId: PersonId, state: Seconder['state']): Partial<Case> => ({
  seconders: found.seconders.map((s) => (s.personId === personId ? { personId, state } : s)),
});

export const proposing = {
  imported: (found, { columns, tracks, hash }, { on }) => ({
    ...columnsOf(columns, found),
    tracks: importedTracks(found, tracks, on),
    importedHash: hash,
    state: found.revision === 0 ? 'registered' : found.state,
  }),
  drafted: (found, { columns, wishedUnitIds, publicity, keepSecret }) => ({
    ...columnsOf(columns, found),
    ...{ seconders: [], wishedUnitIds, publicity, keepSecret, state: 'draft' },
  }),
  redrafted: (found, { columns, substance, ...wishes }) => {
    const { seconders, ...rest } = columnsOf(columns, found);
    const asked = (seconders ?? []).map((s) => (substance ? { ...s, state: 'asked' as const } : s));
    return { ...rest, ...wishes, seconders: asked };
  },
  'seconding-asked': (found, { personIds }) => ({
    seconders: [
      ...found.seconders.filter((s) => !personIds.includes(s.personId)),
      ...personIds.map((personId) => ({ personId, state: 'asked' as const })),
    ],
    state: 'seconding',
  }),
  'seconding-confirmed': (found, { personId }) => seconding(found, personId, 'confirmed'),
  'seconding-declined': (found, { personId }) => seconding(found, personId, 'declined'),
  submitted: (found, { dropped }) => {
    const seconders = found.seconders.filter((s) => !dropped.includes(s.personId));
    const byDeputies = found.source === 'individual' || found.source === 'joint';
    const source = seconders.length > 0 ? 'joint' : 'individual';
    return { seconders, source: byDeputies ? source : found.source, state: 'submitted' };
  },
  'review-begun': () => ({ state: 'review' }),
  'returned-for-revision': () => ({ state: 'returned' }),
  rejected: () => ({ state: 'rejected' }),
  registered: (_found, { number, category, mode, secrecy, publicity, tracks }) => ({
    ...{ number, category, mode, secrecy, publicity, state: 'registered' },
    tracks: tracks.map((t) => newTrack(t, null)),
  }),
  'motion-converted': () => ({ source: 'motion-converted' }),
  merged: (found, { withIds }) => ({ mergedWith: [...new Set([...found.mergedWith, ...withIds])] }),
  'withdrawal-asked': (found, _body, { by }) => ({
    withdrawal: { agreed: by.personId === 'system' ? [] : [by.personId] },
    state: found.state,
  }),
  'withdrawal-agreed': (found, { personId }) => ({
    withdrawal: { agreed: [...(found.withdrawal?.agreed ?? []), personId] },
  }),
  'withdrawal-refused': () => ({ withdrawal: null }),
  'withdrawal-retracted': () => ({ withdrawal: null }),
  withdrawn: () => ({ state: 'withdrawn' }),
  assigned: (found, { on, handOverId }) => ({
    ...{ assignedOn: on, handOverId, state: 'assigned' },
    tracks: found.tracks.map((t) => ({ ...t, since: on })),
  }),
  revised: (found, { leadId, secondingIds, source, tracks }, { on }) => ({
    ...{ leadId, source, seconders: secondersOf(secondingIds, found.seconders) },
    tracks: tracks.map(({ contacted, state, ...given }) => {
      const before = found.tracks.find((t) => t.unitId === given.unitId);
      return before
        ? { ...before, ...inPart(before, given, on), contactIds: given.contactIds, contacted, state }
        : { ...newTrack(given, found.assignedOn === null ? null : on), contacted, state };
    }),
  }),
  /** Without any deputy it is the delegation’s: its head goes on with it. */
  'deputy-left': (found, { personId, leadId }) => ({
    leadId,
    source: leadId === null && found.delegationId !== null ? 'delegation' : found.source,
    seconders: found.seconders.filter((s) => s.personId !== personId && s.personId !== leadId),
  }),
  'policy-moved': (_found, { profile, version }) => ({ policy: { profile, version } }),
  corrected: (_found, { field, after }) => ({ [field]: after }),
} as const satisfies Partial<Folds<EventKind>>;
