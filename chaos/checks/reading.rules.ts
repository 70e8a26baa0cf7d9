import { type Check, membersAtEnd, recordOf, type RoomHistory } from './room-history.rules.ts';

/** Unread is the newest number less what was read; what was read is what was last acknowledged. */
export const unreadIsRight: Check = (room) =>
  room.standings.flatMap(({ person, head, readSeq, unread }) => {
    const end = recordOf(room).at(-1)?.seq ?? 0;
    if (head !== end) return [`the inbox of ${person} says ${head} is the newest number, it is ${end}`];
    if (unread !== head - readSeq)
      return [`${person} has read up to ${readSeq} of ${head}, and is told that ${unread} are unread`];
    const { least, most } = readBy(room, person);
    if (readSeq >= least && readSeq <= most) return [];
    return [
      `${person} has read up to ${readSeq} by the inbox; acknowledged was ${least}, and no more than ${most} was ever said to be read`,
    ];
  });

/** The inbox of a new client has the rooms its person sits in, and no others. */
export const inboxesAreComplete: Check = (room) => {
  const listed = new Set(room.standings.map(({ person }) => person));
  const members = membersAtEnd(room);
  return [
    ...[...members]
      .filter((person) => !listed.has(person))
      .map((person) => `lost from the inbox of ${person}`),
    ...[...listed]
      .filter((person) => !members.has(person))
      .map((person) => `in the inbox of ${person}, who has no seat`),
  ];
};

/** The least somebody has certainly read, and the most they may have. */
function readBy(room: RoomHistory, person: string): { least: number; most: number } {
  let [least, most] = [0, 0];
  for (const { person: whose, seq, outcome } of room.marks) {
    if (whose !== person) continue;
    most = Math.max(most, seq);
    if (outcome.is === 'acknowledged') least = Math.max(least, outcome.got.readSeq);
  }
  // Whoever speaks has read what they say; whoever comes is not told of what was said before.
  for (const { author, seq } of recordOf(room)) if (author === person) most = Math.max(most, seq);
  const came = room.seats.some((seat) => seat.person === person && seat.to === 'in');
  const start = Math.min(1, recordOf(room).length); // the welcome, for who was there at the start
  return { least, most: came ? (recordOf(room).at(-1)?.seq ?? 0) : Math.max(most, start) };
}

/** Who has read a message, by the list, is who has read that far by their own inbox. */
export const readListsAreRight: Check = (room) => {
  const standing = new Map(room.standings.map(({ person, readSeq }) => [person, readSeq]));
  const members = [...membersAtEnd(room)].filter((person) => standing.has(person));
  return room.readLists.flatMap(({ seq, done, open, commonSeq }) => {
    const [hasRead, hasNot] = [new Set(done), new Set(open)];
    const author = recordOf(room).find((seen) => seen.seq === seq)?.author;
    const wrong = members.filter((person) => {
      const isDone = (standing.get(person) ?? 0) >= seq;
      return person !== author && (hasRead.has(person) !== isDone || hasNot.has(person) === isDone);
    });
    const strangers = [...done, ...open].filter((person) => !membersAtEnd(room).has(person));
    const least = Math.min(...members.map((person) => standing.get(person) ?? 0));
    const all = members.length === membersAtEnd(room).size;
    return [
      ...wrong.map(
        (person) =>
          `who has read number ${seq}: wrong of ${person}, who has read up to ${standing.get(person)}`,
      ),
      ...strangers.map((person) => `who has read number ${seq}: names ${person}, who has no seat`),
      ...(all && commonSeq !== least
        ? [`everybody has read up to ${least}; the list says ${commonSeq}`]
        : []),
    ];
  });
};
