import { shakyNetwork, type ShakyNetwork } from '../integration/client-sdk/shaky-network.ts';
import { FrameFilter, type Passing } from './frames.ts';

/** A network that can also lose broadcasts on their way to the client. */
export interface LossyNetwork extends ShakyNetwork {
  /** What part of the broadcasts is lost from now on, 0 to 1; of these names only, or of all that may be lost. */
  lose(part: number, names?: readonly string[]): void;
  /** How many were lost so far. */
  readonly lost: number;
  /** Names of the broadcasts that arrived. */
  readonly told: ReadonlySet<string>;
}

/** What clients repair by themselves: what was said and changed in rooms, heads, and what other devices of the person did. */
const MAY_BE_LOST = ['message:posted', 'room:changed', 'head:moved', 'reaction:marked', 'read:marked'];

/** The name of a broadcast, as socket.io writes it in front. */
const nameOf = (text: string): string | undefined => /^42\["([^"]+)"/.exec(text)?.[1];

/**
 * Puts such a network in front of a server on this machine. Everything random comes from `random`; `twist` may make
 * something else of what passes.
 */
export async function lossyNetwork(
  serverUrl: string,
  random: () => number,
  twist: Passing = (text) => text,
): Promise<LossyNetwork> {
  let part = 0;
  let names: readonly string[] = MAY_BE_LOST;
  let lost = 0;
  const told = new Set<string>();
  const passing = (text: string): string | null => {
    const name = nameOf(text);
    if (name !== undefined && names.includes(name) && random() < part) {
      lost += 1;
      return null;
    }
    if (name !== undefined) told.add(name);
    return twist(text);
  };
  const network = await shakyNetwork(serverUrl, () => new FrameFilter(passing));
  return {
    ...network,
    lose: (nowPart, nowNames = MAY_BE_LOST) => {
      part = nowPart;
      names = nowNames;
    },
    get lost() {
      return lost;
    },
    told,
  };
}
