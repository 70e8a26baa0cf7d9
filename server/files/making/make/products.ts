import { join } from 'node:path';
import type { Made } from '../../ports.ts';
import type { Seen } from '../tasks.ts';

/** What a child made in this folder of something that can be seen. */
export function productsOf({ facts, pictures }: Seen, folder: string): Extract<Made, { facts: unknown }> {
  return {
    // Facts that are not there are not there at all.
    facts: JSON.parse(JSON.stringify(facts)) as Extract<Made, { facts: unknown }>['facts'],
    products: pictures.map((rendition) => ({ rendition, path: join(folder, rendition), mime: 'image/webp' })),
  };
}
