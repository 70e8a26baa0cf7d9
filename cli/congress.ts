import type { CongressDoc, Org } from '../server/org/index.ts';
import { Stop } from './outcome.ts';
import type { Terminal } from './terminal.ts';

/** The congress asked for, or the only one there is. Stops with the names to choose from. */
export async function chosenCongress(
  org: Org,
  asked: string | undefined,
  { say }: Terminal,
): Promise<CongressDoc> {
  const all = await org.congresses.all();
  const names = all.map(({ name }) => name).join('、');
  const [first, ...others] = all;
  if (first === undefined) throw new Stop(say('noCongress'));
  if (asked === undefined && others.length > 0) throw new Stop(say('whichCongress', { names }));
  const found = asked === undefined ? first : all.find(({ name }) => name === asked);
  if (found === undefined) throw new Stop(say('unknownCongress', { name: asked ?? '', names }));
  return found;
}
