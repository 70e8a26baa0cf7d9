import { pinyin } from 'pinyin-pro';
import { fold } from './fold.rules.ts';

/** A character as it is compared, and how it may be read: without tones, every reading. */
interface Readable {
  char: string;
  readings: readonly string[];
}

/** A name that can be found by its characters, by pinyin, by initials, and by any mixture of these. */
export type ReadableName = readonly Readable[];

/** Letters, digits and their marks; what stands between them (艾力·买买提, xi'an) does not matter. */
const BETWEEN = /[^\p{L}\p{N}\p{M}]/gu;

/** What was typed, as it is compared. */
export const keyOf = (text: string): string[] => Array.from(fold(text).replaceAll(BETWEEN, ''));

export const readable = (name: string): ReadableName =>
  keyOf(name).map((char) => ({ char, readings: readingsOf(char) }));

const HAN = /\p{Script=Han}/u;
const MOST_CACHED = 30_000; // characters
const cache = new Map<string, readonly string[]>();

/** All readings of a character: 重 zhong, chong. For ü people type v or u. */
function readingsOf(char: string): readonly string[] {
  if (!HAN.test(char)) return [];
  const known = cache.get(char);
  if (known) return known;
  const found = pinyin(char, { multiple: true, toneType: 'none', type: 'array' }).flatMap((r) =>
    r.includes('ü') ? [r.replace('ü', 'v'), r.replace('ü', 'u')] : [r],
  );
  if (cache.size >= MOST_CACHED) cache.clear();
  const readings = [...new Set(found)].filter((r) => /^[a-z]+$/.test(r));
  cache.set(char, readings);
  return readings;
}

/** How well a name fits, best first. */
export const RANKS = ['exact', 'prefix', 'inside'] as const;
export type Rank = (typeof RANKS)[number];

/** Whether the whole key is found in the name, and where; null: it is not. */
export function rankOf(key: readonly string[], name: ReadableName): Rank | null {
  if (key.length === 0) return null;
  for (let start = 0; start < name.length; start++) {
    const end = reach(key, name, start);
    if (end === null) continue;
    if (start > 0) return 'inside';
    return end === name.length ? 'exact' : 'prefix';
  }
  return null;
}

/** The places of those of these names that fit what was typed: better ones first, else as they stood. */
export function fitting(typed: string, names: readonly string[]): number[] {
  const key = keyOf(typed);
  const ranks = names.map((name) => rankOf(key, readable(name)));
  return RANKS.flatMap((rank) => ranks.flatMap((found, at) => (found === rank ? [at] : [])));
}

/** The farthest character of the name up to which the key can be read from `start`; null: not to its end. */
function reach(key: readonly string[], name: ReadableName, start: number): number | null {
  const dead = new Set<number>();
  const walk = (at: number, typed: number): number | null => {
    if (typed === key.length) return at;
    const here = name[at];
    const place = at * (key.length + 1) + typed;
    if (here === undefined || dead.has(place)) return null;
    let best: number | null = null;
    for (const length of stepsOf(here, key, typed)) {
      const end = walk(at + 1, typed + length);
      if (end !== null && (best === null || end > best)) best = end;
    }
    if (best === null) dead.add(place);
    return best;
  };
  return walk(start, 0);
}

/** How many typed characters may stand for this one: itself, a whole reading, its initial, or what is still being typed. */
function stepsOf({ char, readings }: Readable, key: readonly string[], typed: number): Set<number> {
  const steps = new Set<number>();
  if (key[typed] === char) steps.add(1);
  for (const reading of readings) {
    let same = 0;
    while (same < reading.length && reading[same] === key[typed + same]) same += 1;
    if (same === 0) continue;
    steps.add(1);
    if (same >= 2 && reading[1] === 'h') steps.add(2);
    if (same === reading.length || typed + same === key.length) steps.add(same);
  }
  return steps;
}
