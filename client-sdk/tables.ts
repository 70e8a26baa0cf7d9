import { Fault } from '../shared/faults.ts';
import type { ImportId } from '../shared/ids.ts';
import type { SuggestionImport } from '../shared/import.ts';
import { meaningOf, replyOf } from './http.ts';
import { opened } from './session.ts';

export interface TablesParts {
  readonly url: string;
  /** A good access token. */
  readonly token: () => Promise<string>;
  readonly refused: (token: string) => void;
}

/** How long a table may be on its way and be read, in milliseconds. */
const LONGEST_MS = 300_000;

/** Sends the file of an import that was begun. Throws the server’s Fault; UNAVAILABLE: whether it arrived, import:show says. */
export async function sendTable(
  { url, token: tokenNow, refused }: TablesParts,
  importId: ImportId,
  content: Blob,
): Promise<SuggestionImport> {
  const token = await tokenNow();
  const form = new FormData();
  form.append('content', content, 'table'); // the server looks at what it holds; its name was said before
  let response: Response;
  try {
    response = await fetch(`${url.replace(/\/+$/, '')}/api/v1/imports/${importId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
      credentials: 'omit',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch {
    throw new Fault('UNAVAILABLE');
  }
  const answer = replyOf(await response.json().catch(() => null));
  if (!answer) throw meaningOf(response.status, response.headers.get('retry-after'));
  if (!answer.ok && answer.fault.code === 'NOT_SIGNED_IN') refused(token);
  return opened(answer) as SuggestionImport;
}
