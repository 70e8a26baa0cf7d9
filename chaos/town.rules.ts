import type { Random } from '../demo/random.ts';
import { demoId } from '../demo/random.ts';
import type { PersonId } from '../shared/ids.ts';
import type { SeatRole } from '../shared/seats.ts';

/** Somebody with an account. */
export interface Townsman {
  readonly personId: PersonId;
  readonly login: string;
  readonly password: string;
  /** They moderate: they sit in every room and are never moved. */
  readonly isOffice: boolean;
}

/** A room and who sits in it at the start, by their places in the list of people. */
export interface TownRoom {
  readonly subjectId: string;
  readonly name: string;
  readonly seated: readonly number[];
}

/** A seat somebody is given. */
export interface SeatPlan {
  readonly personId: PersonId;
  readonly roles: SeatRole[];
}

export interface Town {
  readonly people: readonly Townsman[];
  readonly rooms: readonly TownRoom[];
}

/** Parts of all people who sit in a room of that kind, and how many such rooms there are for 200 people. */
const KINDS = [
  { share: 1, rooms: 1 },
  { share: 0.3, rooms: 2 },
  { share: 0.15, rooms: 5 },
  { share: 0.06, rooms: 12 },
  { share: 0.025, rooms: 20 },
];
const FEWEST = 3;
/** One in so many people is of the office. */
const OFFICE_IN = 40;

/** Who there is, and who sits where. */
export function planTown(random: Random, seed: string, count: number): Town {
  const deputies = count - Math.ceil(count / OFFICE_IN);
  const people = Array.from({ length: count }, (_, i) => ({
    personId: demoId(seed, `person ${i}`) as PersonId,
    login: `d${i}`,
    password: `Huying-chaos-${i}`,
    isOffice: i >= deputies,
  }));
  const places = people.map((_, i) => i);
  const [elected, office] = [places.slice(0, deputies), places.slice(deputies)];
  const sizes = KINDS.flatMap(({ share, rooms }) =>
    Array.from({ length: Math.max(1, Math.round((rooms * count) / 200)) }, () =>
      Math.min(count, Math.max(FEWEST, Math.round(share * count))),
    ),
  );
  return {
    people,
    rooms: sizes.map((size, i) => ({
      subjectId: demoId(seed, `room ${i}`),
      name: `第${i + 1}号代表建议办理群（${size}人）`,
      seated: [...random.sample(elected, size), ...office],
    })),
  };
}

/** As what these people sit in a room: the first deputy leads. */
export function seatsOf(people: readonly Townsman[]): SeatPlan[] {
  const lead = people.find(({ isOffice }) => !isOffice);
  return people.map((person) => ({
    personId: person.personId,
    roles: [person.isOffice ? 'office' : person === lead ? 'lead-deputy' : 'seconding-deputy'],
  }));
}
