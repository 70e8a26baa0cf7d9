import type { SharedFile } from '../../../shared/files.ts';
import type { Card, MessageBody } from '../../../shared/messages.ts';
import type { Hit } from '../../../shared/search.ts';
import type { MessageDoc } from '../messages/messages.store.ts';
import { fold, foldWithPlaces } from './fold.rules.ts';

/** A piece of a message that is searched. */
export interface Passage {
  kind: Hit['kind'];
  text: string;
}

/**
 * What may be found of a message. Nothing of one that was taken back, and of a quote of such a one. Whatever else comes
 * with a message (the name of a file, the words of a recording) is a passage here, with its kind in `Hit.kind`: index,
 * comparison and excerpt follow.
 */
export function passagesOf({ body, quote }: Pick<MessageDoc, 'body' | 'quote'>): Passage[] {
  const own = ownPassages(body);
  if (own.length === 0) return [];
  return quote && !quote.recalled ? [...own, { kind: 'quote', text: quote.excerpt }] : own;
}

function ownPassages(body: MessageBody): Passage[] {
  switch (body.kind) {
    case 'text':
      return [{ kind: 'text', text: body.text }];
    case 'card':
      return [{ kind: 'card', text: cardText(body.card) }];
    case 'file':
      return filePassages(body.file);
    case 'system':
    case 'recalled':
    case 'tombstone':
      return [];
  }
}

/** A document by its name, a recording by what was said in it; nobody chose the names of pictures and recordings. */
function filePassages({ kind, name, transcript, state }: SharedFile): Passage[] {
  if (state === 'refused') return [];
  const named: Passage[] = kind === 'document' ? [{ kind: 'file', text: name }] : [];
  return transcript ? [...named, { kind: 'voice', text: transcript.text }] : named;
}

/** A card in one line, in the words of the clients. */
function cardText(card: Card): string {
  switch (card.type) {
    case 'welcome':
      return [
        ...(card.number === '' ? [] : [`第${card.number}号代表建议`]),
        card.title,
        ...(card.leadUnits.length === 0 ? [] : [`主办单位：${card.leadUnits.join('、')}`]),
        ...(card.coUnits.length === 0 ? [] : [`协办单位：${card.coUnits.join('、')}`]),
      ].join(' ');
    case 'service-welcome':
      return `${card.delegationName}服务小组`;
    case 'reminder':
      return card.unitName;
    case 'contact':
      return [card.unitName, card.withNames.join('、'), card.summary].join(' ');
    case 'announcement':
      return card.text;
    case 'bulletin':
      return [card.title, ...card.rows.map(({ label, value }) => `${label} ${value}`)].join(' ');
  }
}

export type Found = Pick<Hit, 'kind' | 'excerpt' | 'marks'>;

/** Where all these words stand in a message: an excerpt of the passage that has most of them; null if one is missing. */
export function findIn(passages: readonly Passage[], words: readonly string[]): Found | null {
  const folded = passages.map(({ text }) => fold(text));
  if (words.length === 0 || !words.every((word) => folded.some((text) => text.includes(word)))) return null;
  const scores = folded.map((text) => words.filter((word) => text.includes(word)).length);
  const passage = passages[scores.indexOf(Math.max(...scores))];
  return passage ? { kind: passage.kind, ...excerptOf(passage.text, words) } : null;
}

type Mark = [start: number, end: number];

const EXCERPT = 80; // characters
const LEAD = 20; // characters before the first find

function excerptOf(text: string, words: readonly string[]): Pick<Found, 'excerpt' | 'marks'> {
  const marks = marksIn(text, words);
  const [start, end] = marks[0] ?? [0, 0];
  const before = Array.from(text.slice(0, start)).slice(-LEAD).join('');
  const from = start - before.length;
  const to = Math.max(end, from + Array.from(text.slice(from)).slice(0, EXCERPT).join('').length);
  const lead = from > 0 ? '…' : '';
  return {
    excerpt: lead + text.slice(from, to).replaceAll(/\s/g, ' ') + (to < text.length ? '…' : ''),
    marks: marks
      .filter(([s]) => s < to)
      .map(([s, e]) => [s - from + lead.length, Math.min(e, to) - from + lead.length]),
  };
}

/** Every place of every word in the original text, in order; those that touch are one. */
function marksIn(text: string, words: readonly string[]): Mark[] {
  const folded = foldWithPlaces(text);
  const all = words
    .flatMap((word) => placesOf(folded.text, word).map((at) => [at, at + word.length - 1] as const))
    .map(([first, last]): Mark => [folded.from[first] ?? 0, folded.to[last] ?? 0])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: Mark[] = [];
  for (const [start, end] of all) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}
