import { CLOCKS_APART_MS, type Header, type Outcome, type Tick } from '../history.ts';
import { possibleAtEnd, possibleIn, type Write } from './register.rules.ts';
import { type Check, membersAtEnd, type RoomHistory } from './room-history.rules.ts';

/** Something that is refused in a closed room, and by whom. */
interface Speech {
  readonly what: string;
  readonly person: string;
  readonly askedAt: Tick;
  readonly outcome: Outcome<unknown>;
}

const speechesIn = ({ sends, deeds }: RoomHistory): Speech[] => [
  ...sends.map((send) => ({ ...send, what: 'say something' })),
  ...deeds.map((deed) => ({ ...deed, what: `${deed.act.is} number ${deed.seq}` })),
];

const OPEN = 'open';

/** Nobody says or changes anything while a room is certainly closed, on any node, and nobody is refused while it is certainly open. */
export const closedRoomsRefuse: Check = (room) => {
  const writes = statesOf(room);
  return speechesIn(room).flatMap(({ what, person, askedAt, outcome }) => {
    const isClosed = outcome.is === 'refused' && outcome.code === 'ROOM_CLOSED';
    if (!isClosed && outcome.is !== 'acknowledged') return [];
    const possible = possibleIn(writes, OPEN, [askedAt, outcome.at]);
    if (isClosed)
      return possible.some((state) => state !== OPEN)
        ? []
        : [`${person} could not ${what}: refused as closed, but the room was open`];
    return possible.includes(OPEN)
      ? []
      : [`${person} could ${what} in the room, which was ${possible.join(' or ')}`];
  });
};

const statesOf = ({ rulings }: RoomHistory): Write<string>[] =>
  rulings.flatMap(({ act, ...asked }) => (act.is === 'state' ? [{ ...asked, value: act.state }] : []));

/** The clocks of this machine and of a node's answer are read one after the other. */
const SLACK_MS = 2_000;

/** Nobody speaks who is certainly muted, by whatever node’s clock, and nobody is silenced who is certainly not. */
export const mutesHold: Check = (room) =>
  [...new Set(mutesOf(room).map(({ whom }) => whom))].flatMap((whom) => {
    const writes = mutesFor(room, whom);
    return speechesIn(room).flatMap(({ what, person, askedAt, outcome }) => {
      if (person !== whom || !(what === 'say something' || what.startsWith('edit'))) return [];
      const possible = possibleIn(writes, null, [askedAt, outcome.at]);
      if (outcome.is === 'refused' && outcome.code === 'MUTED')
        return possible.some((until) => until !== null && until > askedAt - SLACK_MS)
          ? []
          : [`${person} could not ${what}: refused as muted, but may speak`];
      if (outcome.is !== 'acknowledged') return [];
      return possible.some((until) => isOver(until, outcome.at))
        ? []
        : [`${person} could ${what}, but was muted`];
    });
  });

/** By the clock of one of the nodes. */
const isOver = (until: Tick | null, at: Tick) => until === null || until <= at + CLOCKS_APART_MS + SLACK_MS;

const mutesOf = ({ rulings }: RoomHistory) =>
  rulings.flatMap(({ act, ...asked }) =>
    act.is === 'mute' ? [{ ...asked, whom: act.whom, value: act.until }] : [],
  );

/** Who leaves may be unmuted by that, or not. */
const mutesFor = (room: RoomHistory, whom: string): Write<Tick | null>[] => [
  ...mutesOf(room).filter((mute) => mute.whom === whom),
  ...room.seats
    .filter(({ person, to }) => person === whom && to === 'out')
    .map(({ askedAt, doneAt }) => ({
      value: null,
      askedAt,
      outcome: { is: 'acknowledged' as const, at: doneAt, got: null },
      isPerhaps: true as const,
    })),
];

/** Who sits there, by every new reader’s list, is who was seated; and muted are those who were last muted. */
export const seatsConverge: Check = (room) => {
  const members = membersAtEnd(room);
  return room.fresh.flatMap(({ person: reader, at, members: listed }) => [
    ...[...members]
      .filter((person) => !(person in listed))
      .map((person) => `${reader} misses ${person} in the list`),
    ...Object.entries(listed).flatMap(([person, until]) => {
      if (!members.has(person)) return [`${reader} finds ${person} in the list, who has no seat`];
      return possibleAtEnd(mutesFor(room, person), null).some((mute) => isShownAs(mute, until, at))
        ? []
        : [`${reader} reads that ${person} is ${until === null ? 'not ' : ''}muted`];
    }),
  ]);
};

const isShownAs = (mute: Tick | null, shown: Tick | null, at: Tick) =>
  shown === null ? isOver(mute, at) : mute !== null && Math.abs(mute - shown) < SLACK_MS;

/** Everybody, with a new client or an old one, sees the same state, pins and number of members, and those are the last acknowledged. */
export const headersConverge: Check = (room) => {
  const shown = [
    ...room.standings.map(({ person, header }) => ({ person, header, by: 'a new client' })),
    ...room.shown.map(({ person, header }) => ({ person, header, by: 'an old client' })),
  ];
  const [first] = shown;
  if (!first?.header) return [];
  const differs = shown.filter(({ header }) => wordsFor(header) !== wordsFor(first.header));
  return [
    ...differs.map(
      ({ person, header, by }) =>
        `${person} sees with ${by} ${wordsFor(header)}; ${first.person} sees ${wordsFor(first.header)}`,
    ),
    ...wrongIn(room, first.header),
  ];
};

const wordsFor = (header: Header | null): string =>
  header === null
    ? 'nothing'
    : `${header.state}, ${header.memberCount} members, pins [${header.pins.join(' ')}]`;

function wrongIn(room: RoomHistory, { state, pins, memberCount }: Header): string[] {
  const states = possibleAtEnd(statesOf(room), OPEN);
  const seated = membersAtEnd(room).size;
  return [
    ...(states.includes(state) ? [] : [`the room is ${state}; it was made ${states.join(' or ')}`]),
    ...(memberCount === seated ? [] : [`the room counts ${memberCount} members, ${seated} sit there`]),
    ...wrongPins(room, new Set(pins)),
  ];
}

function wrongPins({ deeds }: RoomHistory, pins: ReadonlySet<number>): string[] {
  const writes = new Map<number, Write<boolean>[]>([...pins].map((seq) => [seq, []]));
  for (const { seq, act, askedAt, outcome } of deeds) {
    if (act.is !== 'pin' && act.is !== 'recall') continue;
    const write = { value: act.is === 'pin' && act.on, askedAt, outcome };
    writes.set(seq, [...(writes.get(seq) ?? []), write]);
  }
  return [...writes].flatMap(([seq, own]) =>
    possibleAtEnd(own, false).includes(pins.has(seq))
      ? []
      : [`number ${seq} is ${pins.has(seq) ? '' : 'not '}pinned, against the last acknowledged act`],
  );
}
