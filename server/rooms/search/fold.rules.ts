import { ConverterFactory } from 'opencc-js/core';
import traditionalCharacters from 'opencc-js/dict/TSCharacters';

/** A text as it is compared, and where each of its UTF-16 units comes from: [from, to) in the original. */
export interface Folded {
  text: string;
  from: number[];
  to: number[];
}

/** Where the dictionary keeps a character that mainland texts write otherwise in most words: 答覆, 著手, 憑藉, 瞭解. */
const WRITTEN_OTHERWISE = ['覆 复', '著 着', '藉 借', '瞭 了'].join('|');

const simplified = ConverterFactory([traditionalCharacters, WRITTEN_OTHERWISE]);

/** Characters that normalisation may join: a base with its marks, Korean letters in a row, kana with a half-width sound mark. */
const CLUSTERS =
  /[\uac00-\ud7a3]?[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc][\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc\p{M}\p{DI}]*|[^\p{M}][\p{M}\p{DI}\uff9e\uff9f]*|\p{M}+/gsu;
const IGNORABLE = /\p{DI}/gu;
const SPACE = /\s/gu;

const MOST_CACHED = 50_000; // clusters
const cache = new Map<string, string>();

/** NFKC, case folded, simplified, without what has no width; every space is the same space. */
function foldCluster(cluster: string): string {
  const known = cache.get(cluster);
  if (known !== undefined) return known;
  const plain = cluster.normalize('NFKC').replaceAll(IGNORABLE, '');
  const folded = simplified(plain.toUpperCase().toLowerCase().normalize('NFKC')).replaceAll(SPACE, ' ');
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(cluster, folded);
  return folded;
}

/** The text as it is compared: width, case, traditional forms and invisible characters do not matter. */
export function fold(text: string): string {
  let folded = '';
  for (const [cluster] of text.matchAll(CLUSTERS)) folded += foldCluster(cluster);
  return folded;
}

/** The same, with the way back. */
export function foldWithPlaces(original: string): Folded {
  const folded: Folded = { text: '', from: [], to: [] };
  for (const { 0: cluster, index } of original.matchAll(CLUSTERS)) {
    const part = foldCluster(cluster);
    folded.text += part;
    for (let i = 0; i < part.length; i++) {
      folded.from.push(index);
      folded.to.push(index + cluster.length);
    }
  }
  return folded;
}
