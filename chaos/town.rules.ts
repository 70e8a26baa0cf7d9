import type { Random } from '../demo/random.ts';
import { demoId } from '../demo/random.ts';
import type { PersonId } from '../shared/ids.ts';

/** Somebody with an account. */
export interface Townsman {
  readonly personId: PersonId;
  readonly login: string;
  readonly password: string;
}

/** A room and who sits in it at the start, by their places in the list of people. */
export interface TownRoom {
  readonly subjectId: string;
  readonly name: string;
  readonly seated: readonly number[];
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

/** Who there is, and who sits where. */
export function planTown(random: Random, seed: string, count: number): Town {
  const people = Array.from({ length: count }, (_, i) => ({
    personId: demoId(seed, `person ${i}`) as PersonId,
    login: `d${i}`,
    password: `Huying-chaos-${i}`,
  }));
  const places = people.map((_, i) => i);
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
      seated: random.sample(places, size),
    })),
  };
}
