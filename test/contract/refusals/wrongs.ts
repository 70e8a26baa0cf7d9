import { randomUUID } from 'node:crypto';
import type { RoomState } from '../../../shared/rooms.ts';
import type { TestPerson } from '../../support/server.ts';
import type { Stage } from './stage.ts';

/** The one thing wrong: who asks does not sit in the room. */
export const stranger = ({ theCase: { strangerDeputy, lead, roomId } }: Stage) => ({
  asker: strangerDeputy,
  facts: { roomId },
  well: { asker: lead },
});

/** Somebody says a sentence in the case's room; its number. */
export async function said(stage: Stage, person: TestPerson): Promise<number> {
  const input = { roomId: stage.theCase.roomId, text: '一句话', sendKey: randomUUID() };
  return (await stage.ask(person, 'message:post', input)).seq;
}

/** The lead deputy puts up an announcement that everybody is to confirm; its number. */
export async function announced({ ask, theCase: { roomId, lead } }: Stage): Promise<number> {
  const input = { roomId, text: '周五座谈，请确认', ackRequired: true, sendKey: randomUUID() };
  return (await ask(lead, 'announcement:post', input)).seq;
}

/** The lead deputy takes back what was said under this number a moment ago. */
export async function recalled({ ask, theCase: { roomId, lead } }: Stage, seq: number): Promise<number> {
  await ask(lead, 'message:recall', { roomId, seq, why: '' });
  return seq;
}

/** The office makes the case's room so. */
export const setState = ({ ask, theCase: { roomId, office } }: Stage, state: RoomState) =>
  ask(office, 'room:set-state', { roomId, state, why: '办结' });

/** The one thing wrong: the room is read-only; it is opened again. */
export async function readOnly(stage: Stage) {
  await setState(stage, 'read-only');
  return {
    asker: stage.theCase.lead,
    facts: { state: 'read-only' },
    well: { first: () => setState(stage, 'open') },
  };
}

/** The one thing wrong: the lead deputy is muted for an hour; it is ended. */
export async function muted({ ask, now, theCase: { roomId, lead, office } }: Stage) {
  const until = new Date(Date.parse(now) + 3_600_000).toISOString();
  const mute = (end: string | null) =>
    ask(office, 'member:mute', { roomId, personId: lead.personId, until: end, why: '言语不当' });
  await mute(until);
  return { asker: lead, facts: { until }, well: { first: () => mute(null) } };
}
