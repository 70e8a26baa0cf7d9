import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import * as z from 'zod/mini';
import type { Transcribe } from '../ports.ts';

/** Which service writes down what was said; it speaks as OpenAI’s does. */
export interface SpeechParts {
  /** Up to and with the version: `http://host:port/v1`; empty: there is none. */
  readonly url: string;
  /** Empty: it wants none. */
  readonly key: string;
  readonly model: string;
  readonly seconds: number;
}

const answered = z.object({ text: z.string() });
/** More nobody says in five minutes. */
const MOST_CHARACTERS = 10_000;

/** Asks `POST …/audio/transcriptions` (OpenAI API, multipart); null: no service is set up. */
export function makeTranscribe({ url, key, model, seconds }: SpeechParts): Transcribe {
  if (url === '') return null;
  const endpoint = `${url.replace(/\/+$/, '')}/audio/transcriptions`;
  return async ({ path, name }) => {
    const form = new FormData();
    form.set('model', model);
    form.set('response_format', 'json');
    // The service goes by the ending; how its owner called it is nobody’s business there.
    form.set('file', new Blob([await readFile(path)]), `voice${extname(path) || extname(name)}`);
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: key === '' ? {} : { authorization: `Bearer ${key}` },
      body: form,
      redirect: 'error',
      signal: AbortSignal.timeout(seconds * 1000),
    });
    if (!response.ok) throw new Error(`the speech service answered ${response.status}`);
    const { text } = answered.parse(await response.json());
    return { text: readable(text), by: 'machine' };
  };
}

const readable = (text: string) =>
  text
    .replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, MOST_CHARACTERS);
