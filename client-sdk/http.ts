import type { Reply } from '../shared/contract.ts';
import { Fault, FAULTS } from '../shared/faults.ts';
import type { RequestName } from '../shared/protocol.ts';

/** One question by HTTP. Never throws: a lost network is UNAVAILABLE. */
export type Post = (name: RequestName, input: unknown, token: string | null) => Promise<Reply<unknown>>;

const lost: Reply<never> = { ok: false, fault: { code: 'UNAVAILABLE', facts: {} } };

/**
 * What the server answers; null: it is somebody else’s answer, such as a proxy's error page. A reason that only a newer
 * server knows is INTERNAL: waiting does not change it.
 */
export function replyOf(answer: unknown): Reply<unknown> | null {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return null;
  if (answer.ok === true) return 'data' in answer ? (answer as Reply<unknown>) : null;
  if (!('fault' in answer) || typeof answer.fault !== 'object' || answer.fault === null) return null;
  if (!('code' in answer.fault) || typeof answer.fault.code !== 'string') return null;
  if (answer.fault.code in FAULTS) return answer as Reply<unknown>;
  return { ok: false, fault: { code: 'INTERNAL', facts: { unknown: answer.fault.code } } };
}

/** What a stranger's answer (a proxy, a gateway) most likely means. */
export function meaningOf(status: number, retryAfter: string | null): Fault {
  if (status !== 429) return new Fault('UNAVAILABLE');
  const seconds = Number(retryAfter);
  return new Fault('TOO_FAST', { retryAfterMs: seconds > 0 ? seconds * 1000 : 5000 });
}

function refusal({ status, headers }: Response): Reply<never> {
  const { code, facts } = meaningOf(status, headers.get('retry-after'));
  return { ok: false, fault: { code, facts } };
}

export interface PostParts {
  readonly url: string;
  readonly withCookies: boolean;
  readonly answerMs: number;
  /** See Options. */
  readonly begun?: ((path: string, body: string) => Promise<Response> | null) | undefined;
}

/** Makes the HTTP door of a server. */
export function makePost({ url, withCookies, answerMs, begun }: PostParts): Post {
  const base = url.replace(/\/+$/, '');
  const ask = (path: string, body: string, token: string | null): Promise<Response> =>
    fetch(`${base}/api/v1/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body,
      credentials: withCookies ? 'include' : 'omit',
      signal: AbortSignal.timeout(answerMs),
    });
  return async (name, input, token) => {
    const path = name.replace(':', '/');
    const body = JSON.stringify(input);
    try {
      const early = await begun?.(path, body)?.catch(() => null);
      const response = early ?? (await ask(path, body, token));
      const answer: unknown = await response.json().catch(() => null);
      return replyOf(answer) ?? refusal(response);
    } catch {
      return lost;
    }
  };
}
