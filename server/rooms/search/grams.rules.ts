import type { RoomId } from '../../../shared/ids.ts';
import { fold } from './fold.rules.ts';

/**
 * Messages of a room are indexed in blocks of this many numbers: a term is a gram in one block of one room. So a search
 * reads only rooms it may, and in a large room only as far back as it must.
 */
export const BLOCK = 1_024;
export const blockOf = (seq: number): number => Math.floor(seq / BLOCK);

/** The words of a query as they are compared. All of them must be found. */
export const wordsOf = (query: string): string[] =>
  [...new Set(fold(query).split(' '))].filter((w) => w !== '');

/** Pairs of neighbouring characters (code points), each once; none across a space. `text` is folded. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  let before = ' ';
  for (const char of text) {
    if (before !== ' ' && char !== ' ') grams.add(before + char);
    before = char;
  }
  return [...grams];
}

const MOST_GRAMS = 4;

/** What to ask the index for: a few grams spread over all the words. What it finds is compared with the text anyway. */
export function askedGrams(words: readonly string[]): string[] {
  const all = gramsOf(words.join(' '));
  if (all.length <= MOST_GRAMS) return all;
  const step = (all.length - 1) / (MOST_GRAMS - 1);
  return Array.from({ length: MOST_GRAMS }, (_, i) => all[Math.round(i * step)] ?? '');
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units. */
function mixIn(hash: number, text: string): number {
  let mixed = hash;
  for (let i = 0; i < text.length; i++) mixed = Math.imul(mixed ^ text.charCodeAt(i), FNV_PRIME);
  return mixed;
}

/** The last step of MurmurHash3, which spreads the bits. */
function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Grams of one block of one room as 32-bit integers. Two may meet in one number: candidates are compared with the text. */
export function termsOf(roomId: RoomId, block: number, grams: readonly string[]): number[] {
  const seed = mixIn(FNV_OFFSET, `${roomId}:${block}:`);
  return [...new Set(grams.map((gram) => finish(mixIn(seed, gram))))];
}
