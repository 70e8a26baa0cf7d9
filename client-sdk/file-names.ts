import { MAX_NAME_BYTES } from '../shared/values/files.ts';

/** What no name may bear: controls, halves of pairs, embeddings and overrides of writing direction, signs of a path. */
const UNFIT = /[\p{Cc}\p{Cs}\u202A-\u202E/\\]/gu;
/** So many characters behind the last dot still tell what a file is. */
const LONGEST_ENDING = 16;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

/** As much of the text as fits, cut between characters. */
function fitting(text: string, bytes: number): string {
  let fit = '';
  let used = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > bytes) break;
    fit += character;
  }
  return fit;
}

/** A name as the contract takes it, as near to the given one as can be: no path, nothing invisible, its ending kept. */
export function asFileName(given: string, otherwise: string): string {
  const last = given.split(/[/\\]/).findLast((part) => part.trim() !== '') ?? '';
  const name = last.replaceAll(UNFIT, '').trim();
  if (name === '' || name === '.' || name === '..') return otherwise;
  if (bytesOf(name) <= MAX_NAME_BYTES) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= LONGEST_ENDING ? name.slice(dot) : '';
  const stem = name.slice(0, name.length - ending.length);
  return `${fitting(stem, MAX_NAME_BYTES - bytesOf(ending)).trim()}${ending}`;
}
