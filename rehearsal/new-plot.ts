import type { Random } from '../demo/index.ts';
import { roomIdOf } from '../server/rooms/index.ts';
import type { DelegationId } from '../shared/ids.ts';
import type { SuggestionView } from '../shared/suggestions.ts';
import { note, type Plot, type Seen } from './plot.ts';

type First = Seen & Pick<SuggestionView, 'suggestionId' | 'number' | 'source' | 'wantsWrittenReply'>;

/** Begins to follow a case, from what an answer says of it. */
export function newPlot({
  view,
  random,
  delegationId,
}: {
  view: First;
  random: Random;
  delegationId: DelegationId | null;
}): Plot {
  const { suggestionId: id, number, source, wantsWrittenReply, state, round, revision } = view;
  const plot: Plot = {
    ...{ id, name: number || '闭会', roomId: roomIdOf(id), random, delegationId, wantsWrittenReply },
    ...{ half: random.real() < 0.5 ? ('morning' as const) : ('afternoon' as const), acts: 0 },
    ...{ byDelegation: source === 'delegation', lead: null, seconding: [], state, round, revision },
    ...{ tracks: [], named: new Map(), extendedUntil: null, held: false, over: false },
    ...{ open: new Set<string>(), isClosing: false, rated: 0, promised: new Set<string>() },
  };
  note(plot, view);
  return plot;
}
