import type { Kind } from '../speakers/speaker.ts';
import type { Bench } from '../surroundings.ts';
import type { Size, System } from '../systems.ts';

/** Other systems that can be had on this machine; why one cannot is said. */
export function availablePeers(say: (line: string) => void): Promise<Exclude<Kind, 'huying' | 'relay'>[]> {
  say('no peers');
  return Promise.resolve([]);
}

export const startPeer = (_bench: Bench, kind: Kind, _size: Size): Promise<System> =>
  Promise.reject(new Error(`${kind} is not here`));
