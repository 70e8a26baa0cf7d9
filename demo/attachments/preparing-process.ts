import { readFileSync } from 'node:fs';
import { look } from '../../server/files/making/look/look.ts';
import { makePdf } from '../../server/files/making/make/pdf.ts';
import { makePicture } from '../../server/files/making/make/picture.ts';
import type { Seen } from '../../server/files/making/tasks.ts';
import type { Order, Prepared } from './prepare.ts';

/**
 * Looks at contents of the demo and makes pictures of them, as the product does of what comes from outside; but one
 * process does it for many, since nothing here is hostile. Asked by a file of orders, answered on stdout.
 */
async function prepare({ folder, path, name, pdf }: Order): Promise<Prepared> {
  const judged = await look(path, name);
  if ('refused' in judged) throw new Error(`${name} would be refused: ${judged.refused}`);
  process.chdir(folder); // pictures lie where they are made
  const paper = pdf ?? (judged.mime === 'application/pdf' ? path : undefined);
  const answered =
    paper !== undefined
      ? await makePdf(paper)
      : judged.mime.startsWith('image/')
        ? await makePicture(path, judged.mime)
        : NOTHING;
  if (!('facts' in answered)) throw new Error(`no picture can be made of ${name}`);
  return { mime: judged.mime, facts: answered.facts, pictures: answered.pictures };
}

const NOTHING: Seen = { facts: {}, pictures: [] };

const prepared: Prepared[] = [];
for (const order of JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Order[])
  prepared.push(await prepare(order));
process.stdout.write(JSON.stringify(prepared));
