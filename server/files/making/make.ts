import { dirname, join } from 'node:path';
import type { Laid, Made, Make } from '../ports.ts';
import type { Bounds } from './bounds/bounded-program.ts';
import { makeAtOnce } from './bounds/at-once.ts';
import { type AskChild, makeAskChild } from './bounds/child.ts';
import { withSecondChance } from './bounds/second-chance.ts';
import { OFFICE_ENDINGS } from './kinds.rules.ts';
import { isHeic, toPng } from './make/heic.ts';
import { toPdf } from './make/office.ts';
import { productsOf } from './make/products.ts';
import { runFfmpeg, type Studio } from './make/recording.ts';
import { makeVideo } from './make/video.ts';
import { makeVoice } from './make/voice.ts';
import type { Programs } from './programs.ts';
import type { Task } from './tasks.ts';

/** By what things are made, and how much of everything they may take. */
export interface MakeParts {
  readonly programs: Programs;
  /** How many files are worked on at the same time. */
  readonly atOnce: number;
  /** Of each program that is run. */
  readonly bounds: Bounds;
  /** How long recordings may be. */
  readonly longest: { readonly voiceSeconds: number; readonly videoSeconds: number };
}

type Content = Laid & { readonly mime: string };
type Seeable = Extract<Made, { facts: unknown }>;

const NOTHING: Seeable = { facts: {}, products: [] };

/**
 * Makes what people see and hear of contents, in processes that may fall over: a content that two of them died of is
 * broken.
 */
export function makeMake(parts: MakeParts): Make {
  const atOnce = makeAtOnce(parts.atOnce);
  const maker = makeMaker(parts, makeAskChild(parts.bounds));
  return (content, folder) => atOnce(() => withSecondChance(() => maker(content, folder)));
}

function makeMaker({ programs, bounds, longest }: MakeParts, askChild: AskChild): Make {
  const { sound, soffice, heif } = programs;
  const see = async (task: Task, folder: string): Promise<Made> => {
    const seen = await askChild(task, folder);
    if ('refused' in seen) return seen;
    if (!('facts' in seen)) throw new Error(`the child that had to ${task.do} answered something else`);
    return productsOf(seen, folder);
  };
  const picture = async (content: Content, folder: string): Promise<Made> => {
    if (content.mime === 'image/bmp') return sound ? bitmap(content, { sound, folder, bounds }) : NOTHING;
    const png =
      heif !== null && isHeic(content.mime) ? await toPng(content.path, { heif, folder, bounds }) : null;
    const seen = png === null ? content : { path: png, mime: 'image/png' };
    return see({ do: 'picture', path: seen.path, mime: seen.mime }, folder);
  };
  const bitmap = async (content: Content, studio: Studio): Promise<Made> => {
    const path = join(studio.folder, 'picture.png');
    const ran = await runFfmpeg(content, ['-frames:v', '1', '-f', 'image2', '-update', '1', path], studio);
    return ran?.code === 0
      ? see({ do: 'picture', path, mime: 'image/png' }, studio.folder)
      : { refused: 'broken' };
  };
  const office = async (content: Content, folder: string): Promise<Made> => {
    const path = soffice && (await toPdf(soffice, { ...content, folder }, bounds));
    if (path === null) return NOTHING;
    const made = await see({ do: 'pdf', path }, dirname(path));
    const pdf = { rendition: 'pdf', path, mime: 'application/pdf' } as const;
    return 'refused' in made ? NOTHING : { ...made, products: [pdf, ...made.products] };
  };
  return async (content, folder) => {
    if (content.kind === 'voice')
      return sound ? makeVoice(content, longest.voiceSeconds, { sound, folder, bounds }) : NOTHING;
    if (content.kind === 'video-note')
      return sound
        ? makeVideo(content, longest.videoSeconds, { studio: { sound, folder, bounds }, askChild })
        : NOTHING;
    if (content.mime.startsWith('image/')) return picture(content, folder);
    if (content.mime === 'application/pdf') return see({ do: 'pdf', path: content.path }, folder);
    return OFFICE_ENDINGS.has(content.mime) ? office(content, folder) : NOTHING;
  };
}
