import { createReadStream } from 'node:fs';

const ENCODINGS = ['utf-8', 'gb18030'] as const;
/** All but tab, line feed, form feed and carriage return has no business in a text. */
const CONTROL = /(?![\t\n\f\r])\p{Cc}/u;

/** The first thousand characters of a text; null: it is none, in no encoding that is used here. */
export async function beginningOfText(path: string): Promise<string | null> {
  for (const encoding of ENCODINGS) {
    const beginning = await decode(path, encoding);
    if (beginning !== null) return beginning;
  }
  return null;
}

async function decode(path: string, encoding: (typeof ENCODINGS)[number]): Promise<string | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let beginning = '';
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, { stream: true });
      if (CONTROL.test(text)) return null;
      if (beginning.length < 1_000) beginning += text.slice(0, 1_000);
    }
    decoder.decode();
    return beginning;
  } catch (error) {
    if (error instanceof TypeError) return null; // not in this encoding
    throw error;
  }
}

/** Whether a text would be run or drawn by a program rather than read. */
export function isScript(beginning: string): boolean {
  const text = beginning.trimStart().toLowerCase();
  return (
    /^(#!|<\?|<!|<[a-z]+[\s/>])/.test(text) || /<(script|html|svg|body|iframe|object|embed)[\s/>]/.test(text)
  );
}
