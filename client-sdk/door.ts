import type { Reply } from '../shared/contract.ts';
import type { Session } from '../shared/people.ts';
import type { RequestName } from '../shared/protocol.ts';
import { indexedDbStorage } from './browser.ts';
import { makePost } from './http.ts';
import { HERE_KEY, LEFT_KEY } from './storage.ts';

/** How long to wait for one answer, in milliseconds. */
const ANSWER_MS = 15_000;

/** What comes of finishing a sign-in by a code. */
export type Entered = Pick<Session, 'me'> & { readonly recoveryCodes: string[] | null };

/** What a page before the application can do: get in, and leave the session in the cookie for the application to take up. */
export interface PlainDoor {
  signIn(o: { login: string; password: string; shared: boolean; device: string }): Promise<Reply<Session>>;
  giveCode(challenge: string, code: string): Promise<Reply<Entered>>;
  /** The address that authenticator apps read as a picture. */
  enrol(challenge: string): Promise<Reply<{ address: string }>>;
  activate(o: { login: string; code: string; password: string }): Promise<Reply<{ login: string }>>;
}

/** The door of the server at `url`, without the rest of this client: small enough to come first. */
export function plainDoor(url: string, storageName: string): PlainDoor {
  const post = makePost({ url, withCookies: true, answerMs: ANSWER_MS });
  const ask = async <T>(name: RequestName, input: object) => (await post(name, input, null)) as Reply<T>;
  const keep = 'cookie';
  /**
   * A sign-out that could not reach the server is over once somebody has come in, and whoever was here before them is here no
   * more: what that person read is not for whoever has come.
   */
  const entered = async <T>(reply: Reply<T>): Promise<Reply<T>> => {
    const storage = indexedDbStorage(storageName);
    // A browser that keeps nothing has nothing to forget.
    if (reply.ok) for (const key of [LEFT_KEY, HERE_KEY]) await storage.remove(key).catch(() => undefined);
    return reply;
  };
  return {
    signIn: async (o) => entered(await ask('session:sign-in', { ...o, keep })),
    giveCode: async (challenge, code) =>
      entered(await ask('session:second-factor', { challenge, code, keep })),
    enrol: (challenge) => ask('session:enrol', { challenge }),
    activate: (o) => ask('account:activate', o),
  };
}
