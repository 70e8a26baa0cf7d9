import type { EventKind } from '../../../shared/case-events.ts';
import type { UnitId } from '../../../shared/ids.ts';
import { type Case, type Folds, replies, type Track } from './case.rules.ts';
import { newTrack } from './fold-proposing.rules.ts';

/** Changes one unit's track; a unit that has left changes nothing. */
const ofUnit = (found: Case, unitId: UnitId, change: (track: Track) => Partial<Track>): Partial<Case> => ({
  tracks: found.tracks.map((t) => (t.unitId === unitId ? { ...t, ...change(t) } : t)),
});

/** What a track stands at once its return was refused: it goes on where it was. */
const resumed = (track: Track): Track['state'] => {
  if (track.contacted.length > 0) return 'handling';
  return track.receivedOn === null ? 'waiting' : 'received';
};

export const handling = {
  'signed-for': (found, { unitId, department, contactIds }, { on }) =>
    ofUnit(found, unitId, (t) => ({
      ...{ department, contactIds, receivedOn: on },
      state: t.state === 'waiting' ? (t.contacted.length > 0 ? 'handling' : 'received') : t.state,
    })),
  'contacts-named': (found, { unitId, contactIds, department }) =>
    ofUnit(found, unitId, (t) => ({ contactIds, department: department ?? t.department })),
  'return-requested': (found, { unitId }, { on }) =>
    ofUnit(found, unitId, () => ({ state: 'return-requested', returnAskedOn: on })),
  'return-refused': (found, { unitId }) =>
    ofUnit(found, unitId, (t) => ({ state: resumed(t), returnAskedOn: null })),
  reassigned: (found, { fromUnitId, to }, { on }) => ({
    tracks: [
      ...found.tracks.filter((t) => t.unitId !== fromUnitId && !to.some((g) => g.unitId === t.unitId)),
      ...to.map((given) => newTrack(given, on)),
    ],
  }),
  'assignment-objected': () => ({}),
  'coordination-opened': (_found, { cause }, { on }) => ({ coordination: { cause, since: on } }),
  'coordination-decided': () => ({ coordination: null }),
  'contact-recorded': (found, { contactId, unitId, phase, method, reachedLead }, { on }) => ({
    contacts: [...found.contacts, { contactId, unitId, phase, method, on, reachedLead, confirmed: false }],
    ...(reachedLead &&
      ofUnit(found, unitId, (t) => ({
        contacted: t.contacted.includes(phase) ? t.contacted : [...t.contacted, phase],
        state: replies(t) && t.state === 'received' ? 'handling' : t.state,
      }))),
  }),
  'contact-confirmed': (found, { contactId }) => ({
    contacts: found.contacts.map((c) => (c.contactId === contactId ? { ...c, confirmed: true } : c)),
  }),
  'opinion-filed': (found, { unitId }, { on }) =>
    ofUnit(found, unitId, (t) => ({
      opinion: { filedOn: on, redo: t.opinion?.redo ?? 0, waived: false },
      state: 'opinion-filed',
    })),
  'opinion-accepted': (found, { unitId }) => ofUnit(found, unitId, () => ({ state: 'opinion-accepted' })),
  'opinion-sent-back': (found, { unitId }, { on }) =>
    ofUnit(found, unitId, (t) => ({
      opinion: { filedOn: on, redo: (t.opinion?.redo ?? 0) + 1, waived: false },
      state: 'received',
    })),
  'opinion-waived': (found, { unitId }, { on }) =>
    ofUnit(found, unitId, (t) => ({
      opinion: { filedOn: on, redo: t.opinion?.redo ?? 0, waived: true },
      state: 'opinion-accepted',
    })),
  'extension-requested': (_found, { unitId, until }, { on }) => ({
    extension: { unitId, askedOn: on, askedUntil: until, approved: null, until: null },
  }),
  'extension-decided': (found, { approved, until }) => ({
    extension: found.extension && { ...found.extension, approved, until },
  }),
  'draft-shared': (found, { unitId }) => ({
    draftSharedBy: [...found.draftSharedBy.filter((id) => id !== unitId), unitId],
  }),
  'draft-commented': () => ({}),
  replied: (found, { unitId, round, letter, commitments }, { n, on }) => ({
    ...ofUnit(found, unitId, () => ({ state: 'replied', repliedOn: on })),
    replies: [
      ...found.replies,
      {
        ...{ n, unitId, round, on, replyClass: letter.replyClass },
        ...{ faceToFace: letter.faceToFace !== null, written: true },
      },
    ],
    commitments: [
      ...found.commitments,
      ...commitments.map((c) => ({
        ...c,
        state: 'open' as const,
        ...{ rolledOver: 0, rated: null, fulfilledOn: null, promisedOn: on, carriedInto: null },
      })),
    ],
  }),
  explained: (found, { unitId, round }, { n, on }) => ({
    ...ofUnit(found, unitId, () => ({ state: 'replied', repliedOn: on })),
    replies: [...found.replies, { n, unitId, round, on, replyClass: '', faceToFace: true, written: false }],
  }),
} as const satisfies Partial<Folds<EventKind>>;
