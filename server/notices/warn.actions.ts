import type { CongressId, HandOverId } from '../../shared/ids.ts';
import type { Clock } from '../wire/ports.ts';
import type { Channel, ChannelName } from './channels/channel.ts';
import type { Wording } from './deliver.actions.ts';
import type { WarningStore } from './warnings.store.ts';

/** A hand-over that has not come to its end for so long that somebody has to look. */
export interface Unfinished {
  readonly handOverId: HandOverId;
  readonly congressId: CongressId;
  /** Suggestions that are not handed over yet. */
  readonly left: number;
}

interface Parts {
  store: WarningStore;
  wording: Wording;
  channels: ReadonlyMap<ChannelName, Channel>;
  /** Hand-overs that began before an instant and are not finished. */
  unfinished: (before: Date) => Promise<readonly Unfinished[]>;
  clock: Clock;
  /** Notes an error nobody foresaw and answers its incident id. */
  onSurprise: (error: unknown, where: string) => string;
}

const PATIENCE_MS = 3_600_000;
const OFFSET = 'since+1h';

/** Makes the word to the operators (R28): a hand-over that is unfinished after an hour, once. Nobody in a room can mend that. */
export function makeWarn({ store, wording, channels, unfinished, clock, onSurprise }: Parts) {
  async function tell({ handOverId, congressId, left }: Unfinished): Promise<void> {
    const _id = `R28|${handOverId}`;
    const now = clock.now();
    const made = { state: 'pending', why: null, madeAt: now, sentAt: null } as const;
    const kept = await store.keep({ _id, congressId, handOverId, ...made });
    if (kept.state !== 'pending') return;
    const facts = { number: '', title: '', unit: '', phase: null, due: null, daysLeft: null, count: left };
    const asked = { rule: 'R28', offset: OFFSET, gentle: false, facts } as const;
    const words = await wording.of(congressId, asked);
    const outcome = (await channels.get('mail')?.deliver({
      ...{ deliveryId: _id, congressId, rule: 'R28', offset: OFFSET, recipient: 'operators' },
      ...{ unit: null, phase: null, about: [], count: left, words },
    })) ?? { state: 'refused' as const, why: 'CHANNEL_OFF' };
    const isSaid = outcome.state === 'said';
    await store.end(_id, {
      state: isSaid ? 'sent' : 'refused',
      why: outcome.state === 'refused' ? outcome.why : null,
      sentAt: isSaid ? now : null,
    });
  }

  return async (): Promise<void> => {
    const before = new Date(clock.now().getTime() - PATIENCE_MS);
    for (const late of await unfinished(before))
      await tell(late).catch((error: unknown) => void onSurprise(error, 'notices: warn'));
  };
}
