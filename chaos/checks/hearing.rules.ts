import {
  bySeq,
  type Check,
  type Ear,
  membersAtEnd,
  outsOf,
  recordOf,
  type RoomHistory,
} from './room-history.rules.ts';

/** Every listener of the SDK heard every message once, in the one order, from where it began to where it stopped. */
export const everyEarHearsTheRecord: Check = (room) => {
  const record = bySeq(room);
  const members = membersAtEnd(room);
  const real = recordOf(room).filter(({ body }) => body !== 'tombstone');
  return room.ears.flatMap((ear) => {
    if (ear.by !== 'sdk') return [];
    const wrong = outOfOrder(ear) ?? notInRecord(ear, record) ?? skipped(ear, real);
    if (wrong !== null) return [wrong];
    const last = ear.heard.at(-1)?.seq ?? 0;
    const end = real.at(-1)?.seq ?? 0;
    if (!ear.isOpen || !members.has(ear.person) || last === end) return [];
    return [
      `${ear.person} listened to the end and heard nothing after number ${last}, but number ${end} was said`,
    ];
  });
};

function outOfOrder({ person, heard }: Ear): string | null {
  const at = heard.findIndex(({ seq }, i) => i > 0 && seq <= (heard[i - 1]?.seq ?? 0));
  if (at < 0) return null;
  const [before, now] = [heard[at - 1]?.seq, heard[at]?.seq];
  return before === now
    ? `doubled: ${person} heard number ${now} twice`
    : `swapped: ${person} heard number ${now} after number ${before}`;
}

function notInRecord({ person, heard }: Ear, record: ReturnType<typeof bySeq>): string | null {
  const wrong = heard.find(({ seq, messageId }) => record.get(seq)?.messageId !== messageId);
  if (!wrong) return null;
  return `${person} heard message ${wrong.messageId} as number ${wrong.seq}, which the record has not`;
}

function skipped({ person, heard }: Ear, real: readonly { seq: number }[]): string | null {
  const [first, last] = [heard[0]?.seq ?? 1, heard.at(-1)?.seq ?? 0];
  const all = new Set(heard.map(({ seq }) => seq));
  const missed = real.find(({ seq }) => seq >= first && seq <= last && !all.has(seq));
  return missed ? `lost: ${person} heard numbers ${first} to ${last} without number ${missed.seq}` : null;
}

/** Nobody hears what was said after their removal was acknowledged, and nobody hears a room they never sat in. */
export const nobodyOutsideHears: Check = (room) => {
  const asked = new Map(
    room.sends.flatMap(({ outcome, askedAt }) =>
      outcome.is === 'acknowledged' ? [[outcome.got.messageId, askedAt] as const] : [],
    ),
  );
  return room.ears.flatMap((ear) => leaksTo(room, ear, asked));
};

function leaksTo(room: RoomHistory, ear: Ear, asked: ReadonlyMap<string, number>): string[] {
  const outs = outsOf(room, ear.person);
  if (outs.length === 0) return [];
  const leak = ear.heard.find(({ at, messageId }) =>
    outs.some(
      ({ from, to }) =>
        at >= from && at < to && (asked.get(messageId) ?? (from === -Infinity ? 0 : -Infinity)) > from,
    ),
  );
  if (!leak) return [];
  const how = ear.by === 'wire' ? ' on the wire' : '';
  return [`leaked: ${ear.person} heard number ${leak.seq}${how}, said when they had no seat in the room`];
}

/** Nobody is told of an edit or a recall that was asked for after their removal was acknowledged. */
export const nobodyOutsideIsTold: Check = (room) => {
  // These always change something: the number in the answer was not there when they were asked for.
  const made = room.deeds.flatMap(({ act, askedAt, outcome }) =>
    (act.is === 'edit' || act.is === 'recall') && outcome.is === 'acknowledged'
      ? [{ askedAt, changeSeq: outcome.got.changeSeq }]
      : [],
  );
  return room.ears.flatMap(({ person, changes }) => {
    const leak = outsOf(room, person).find(({ from, to }) => {
      const first = made.reduce((n, one) => (one.askedAt > from ? Math.min(n, one.changeSeq) : n), Infinity);
      return changes.some(({ at, changeSeq }) => at >= from && at < to && changeSeq >= first);
    });
    return leak ? [`leaked: ${person} was told on the wire of what was changed without them`] : [];
  });
};

/** Nobody reads a room they do not sit in. */
export const nobodyOutsideReads: Check = (room) =>
  room.pries.flatMap(({ person, askedAt, outcome }) => {
    if (outcome.is !== 'acknowledged') return [];
    const outside = outsOf(room, person).some(({ from, to }) => askedAt > from && outcome.at < to);
    return outside
      ? [`leaked: ${person} could read the room (up to number ${outcome.got.head}) without a seat in it`]
      : [];
  });
