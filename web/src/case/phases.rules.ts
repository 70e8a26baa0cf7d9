import type { CivilDate, UnitId } from '../../../shared/ids.ts';
import type { ContactRecord, Phase, SuggestionView, TrackRole } from '../../../shared/suggestions.ts';
import { PHASES } from '../../../shared/values/suggestions.ts';

type Track = SuggestionView['tracks'][number];

/** Units that answer for the suggestion owe the three contacts; co-handling ones help, reference ones read along. */
const OWING: readonly TrackRole[] = ['lead', 'separate'];

/** done: by all owing units; now: owed by a day; next: its turn, no day set; later. */
export type PhaseState = 'done' | 'now' | 'next' | 'later';

/** One of the three boxes. */
export interface PhaseBox {
  phase: Phase;
  state: PhaseState;
  due: CivilDate | null;
  /** The contact by which it was done. */
  by: ContactRecord | null;
  /** How many of the owing units have done it. */
  done: number;
  owing: number;
}

/** The tracks that owe contacts. */
export const owingTracks = (tracks: readonly Track[]): Track[] =>
  tracks.filter((track) => OWING.includes(track.role));

/** What the three boxes say. `phase` and `due` come from the room's header. */
export const phaseBoxes = (
  { tracks }: Pick<SuggestionView, 'tracks'>,
  contacts: readonly ContactRecord[],
  { phase: current, due }: { phase: Phase | null; due: CivilDate | null },
): PhaseBox[] => {
  const owing = owingTracks(tracks);
  return PHASES.map((phase) => {
    const done = owing.filter((track) => track.contacted.includes(phase)).length;
    const by = contacts.findLast((one) => one.phase === phase && one.reachedLead) ?? null;
    const all = owing.length > 0 && done === owing.length;
    const turn = phase === current ? (due === null ? 'next' : 'now') : 'later';
    const state = all ? 'done' : turn;
    return {
      phase,
      state,
      due: state === 'now' ? due : null,
      by: all ? by : null,
      done,
      owing: owing.length,
    };
  });
};

/** The tracks for which somebody of this unit may record a contact. */
export const tracksOfUnit = (tracks: readonly Track[], unitId: UnitId | null): Track[] =>
  unitId === null ? [] : tracks.filter((track) => track.unitId === unitId && track.role !== 'reference');

/** The first contact that a track has not made; after the last, the last again. */
export const nextPhase = (track: Pick<Track, 'contacted'>): Phase =>
  PHASES.find((phase) => !track.contacted.includes(phase)) ?? 'post';
