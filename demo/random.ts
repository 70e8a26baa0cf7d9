import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { v5 } from 'uuid';

/** Seeded chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  readonly int: (below: number) => number;
  /** From 0 up to, not including, 1. */
  readonly real: () => number;
  /** Standard normal (Box–Muller). */
  readonly normal: () => number;
  readonly pick: <T>(list: readonly T[]) => T;
  /** `count` different members, or all when there are fewer. */
  readonly sample: <T>(list: readonly T[], count: number) => T[];
  readonly shuffled: <T>(list: readonly T[]) => T[];
  /** Another source for a named purpose: draws for one purpose do not move those for another. */
  readonly about: (purpose: string) => Random;
}

/** Makes a source of chance from a seed. */
export function makeRandom(seed: string): Random {
  const generator = xoroshiro128plus(createHash('sha256').update(seed).digest().readInt32BE(0));
  const int = (below: number) => uniformInt(generator, 0, below - 1);
  const real = () => uniformFloat64(generator);
  const shuffled = <T>(list: readonly T[]) => {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at -= 1) swap(copy, at, int(at + 1));
    return copy;
  };
  return {
    int,
    real,
    shuffled,
    normal: () => Math.sqrt(-2 * Math.log(1 - real())) * Math.cos(2 * Math.PI * real()),
    pick: (list) => at(list, int(list.length)),
    sample: (list, count) => shuffled(list).slice(0, count),
    about: (purpose) => makeRandom(`${seed} ${purpose}`),
  };
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Exchanges two places of a list. */
export function swap(list: unknown[], a: number, b: number): void {
  const [x, y] = [at(list, a), at(list, b)];
  list[a] = y;
  list[b] = x;
}

/** Namespace of all ids of demo congresses (RFC 9562, version 5). */
const NAMESPACE = '5a0b6f5e-3c1d-4d57-9b7e-7f1f6a2f9d10';

/** The id of a thing of a demo congress: the same for the same seed and key. */
export const demoId = (seed: string, key: string): string => v5(`${seed} ${key}`, NAMESPACE);
