import type { Seen, Send } from '../history.ts';
import { bySeq, type Check, recordOf, wordOf } from './room-history.rules.ts';

/** Every number from 1 to the head is a message or a tombstone, and no message stands twice. */
export const numbersAreComplete: Check = ({ fresh }) =>
  fresh.flatMap(({ person, head, seen }) => {
    const wrong: string[] = [];
    const ids = new Set<string>();
    for (const [i, { seq, messageId, body }] of seen.entries()) {
      if (seq !== i + 1) {
        wrong.push(`${person} reads number ${seq} where number ${i + 1} should be`);
        break;
      }
      if (body === 'tombstone') continue;
      if (ids.has(messageId)) wrong.push(`message ${messageId} stands twice, again as number ${seq}`);
      ids.add(messageId);
    }
    const last = seen.at(-1)?.seq ?? 0;
    if (last !== head) wrong.push(`${person} is told the newest number is ${head}, and reads up to ${last}`);
    return wrong;
  });

/** All new readers read the same. */
export const everybodyReadsTheSame: Check = (room) => {
  const [first, ...others] = room.fresh;
  if (!first) return ['nobody could read the room afterwards'];
  return others.flatMap(({ person, seen }) => {
    const at = seen.findIndex((one, i) => describe(one) !== describe(first.seen[i]));
    if (at < 0 && seen.length === first.seen.length) return [];
    const where = at < 0 ? seen.length : at;
    return [
      `${first.person} and ${person} read different things as number ${where + 1}: ${describe(first.seen[where])} and ${describe(seen[where])}`,
    ];
  });
};

/** Each message that was acknowledged is there, under its number. */
export const acknowledgedIsKept: Check = (room) => {
  const record = bySeq(room);
  return room.sends.flatMap(({ person, text, outcome }) => {
    if (outcome.is !== 'acknowledged') return [];
    const { seq, messageId } = outcome.got;
    const there = record.get(seq);
    if (there?.messageId === messageId && there.author === person) return [];
    return [
      `lost: "${wordOf(text)}" of ${person} was acknowledged as number ${seq}; there is ${describe(there)}`,
    ];
  });
};

/** Nothing stands twice, acknowledged or not, and nothing that nobody wrote. */
export const nothingIsDoubled: Check = (room) => {
  const written = new Map(room.sends.map((send) => [wordOf(send.text), send]));
  const seenAs = new Map<string, number>();
  return recordOf(room).flatMap(({ seq, body, text, author }) => {
    if (body !== 'text' && body !== 'announcement') return [];
    const word = wordOf(text);
    const before = seenAs.get(word);
    seenAs.set(word, seq);
    if (before !== undefined)
      return [`doubled: "${word}" of ${author} is number ${before} and number ${seq}`];
    return wroteIt(written.get(word), author)
      ? []
      : [`invented: number ${seq} "${word}" was not written by ${author}`];
  });
};

const wroteIt = (send: Send | undefined, author: string) => send?.person === author;

/** Nobody's answer and nobody's order: what a person wrote one after the other stands in that order. */
export const writersKeepTheirOrder: Check = (room) => {
  const last = new Map<string, { seq: number; send: Send }>();
  const ordered = [...room.sends].sort((a, b) => a.askedAt - b.askedAt);
  return ordered.flatMap((send) => {
    if (send.outcome.is !== 'acknowledged') return [];
    const { seq } = send.outcome.got;
    const before = last.get(send.person);
    if (!before || before.seq < seq) {
      last.set(send.person, { seq, send });
      return [];
    }
    return [
      `swapped: ${send.person} wrote "${wordOf(before.send.text)}" before "${wordOf(send.text)}", which are numbers ${before.seq} and ${seq}`,
    ];
  });
};

/** A message in words. */
export function describe(seen: Seen | undefined): string {
  if (!seen) return 'nothing';
  const { body, messageId, text, author, changeSeq, reactions } = seen;
  const marks = Object.entries(reactions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reaction, count]) => ` ${reaction}×${count}`)
    .join('');
  return `${body} ${messageId.slice(-8)} of ${author}${text === '' ? '' : ` "${text}"`} (change ${changeSeq})${marks}`;
}
