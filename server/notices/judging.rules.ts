import type { CivilDate } from '../../shared/ids.ts';
import type { WorkCalendar } from '../org/index.ts';
import type { Recipient } from './channels/channel.ts';
import type { DeliveryDoc } from './deliveries.rules.ts';
import { type DutyDoc, saidOf } from './duties.rules.ts';
import type { Standing } from './owed.rules.ts';
import type { Reminding } from './recipients.rules.ts';
import { stepNamed, turnOf } from './steps.rules.ts';

/** A duty as the record has it at the moment of sending, and the reminder of it that is to be given. */
export interface Due {
  readonly delivery: DeliveryDoc;
  readonly standing: Standing;
  readonly duty: DutyDoc;
  readonly reminding: Reminding;
}

/** What is to become of a delivery that waits, by the record alone; a day: its time has moved there. */
export type Judgement =
  | { readonly verdict: 'moot' | 'superseded' }
  | { readonly verdict: 'later'; readonly day: CivilDate }
  | { readonly verdict: 'stands'; readonly what: Due };

const MOOT: Judgement = { verdict: 'moot' };

/** Reads the stop condition of a reminder from the record: it stands if it is still owed, and this is still the word to say. */
export function judge(
  delivery: DeliveryDoc,
  { duty, standing }: { duty: DutyDoc | undefined; standing: Standing | undefined },
  { today, days }: { today: CivilDate; days: WorkCalendar },
): Judgement {
  const said = duty && standing ? saidOf(standing).get(duty.key) : undefined;
  if (!duty || !standing || !said || (said.state !== 'open' && said.state !== 'telling')) return MOOT;
  const policy = { reminders: standing.reminders };
  const fresh = { ...duty, ...said };
  const step = stepNamed(fresh, delivery, { policy });
  if (!step || (delivery.channel === 'room' && step.room !== true)) return MOOT;
  const turn = turnOf(fresh, delivery, { today, policy, days });
  if (turn === 'gone') return MOOT;
  if (turn === 'overtaken') return { verdict: 'superseded' };
  if (turn !== 'now') return { verdict: 'later', day: turn.movedTo };
  const reminding = { id: delivery._id, ower: duty.ower, step, parties: standing.parties };
  return { verdict: 'stands', what: { delivery, standing, duty: fresh, reminding } };
}

/** Whether somebody is still the one to be told. */
export const isMeant = (recipient: Recipient, told: readonly string[] | undefined): boolean =>
  recipient === 'room' || (told?.includes(recipient) ?? false);
