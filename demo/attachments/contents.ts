import { barsOf } from '../../server/files/making/make/bars.rules.ts';
import type { DemoCongress, DemoSuggestion } from '../congress.ts';
import type { Random } from '../random.ts';
import { type Font, readFont } from './font.ts';
import { docxOf, xlsxOf } from './office.ts';
import type { Paragraph } from './paper.rules.ts';
import { pdfOf } from './pdf.ts';
import type { Content } from './plan.ts';
import { photoOf } from './scenes.ts';
import { humOf, RATE } from './voice.ts';
import { wavOf } from './wav.ts';
import type { AttachmentWords } from './words.ts';

/** The bytes of a content, and what programs that may not be there would have made of them. */
export interface Made {
  readonly bytes: Buffer;
  /** An office document as PDF. */
  readonly pdf?: Buffer;
  /** How long and how loud a voice is, and what it says. */
  readonly voice?: { readonly durationMs: number; readonly bars: number[]; readonly said: string };
}

export interface ContentsGround {
  readonly demo: DemoCongress;
  readonly words: AttachmentWords;
  readonly random: Random;
}

/** Makes contents: the same for the same seed. */
export function makeContents({ demo, words, random }: ContentsGround): (content: Content) => Promise<Made> {
  const font = readFont();
  const letter = letterWriter({ demo, words, random });
  return async (content) => {
    switch (content.is) {
      case 'letter':
        return { bytes: pdfOf(letter(content.suggestion), font) };
      case 'plan':
        return plan(words.plans[content.n]?.lines ?? [], font);
      case 'table':
        return table(words.tables[content.n], font);
      case 'photo':
        return { bytes: await photoOf(content.scene, random.about(`${content.scene} ${content.n}`)) };
      case 'voice':
        return voice(words.voices[content.who][content.n] ?? '', content.who === 'deputy' ? 150 : 205);
    }
  };
}

async function plan(lines: readonly string[], font: Font): Promise<Made> {
  const paragraphs = lines.map((text, i): Paragraph => ({ text, as: i === 0 ? 'heading' : 'text' }));
  return { bytes: await docxOf(lines), pdf: pdfOf(paragraphs, font) };
}

async function table(found: AttachmentWords['tables'][number] | undefined, font: Font): Promise<Made> {
  const { sheet, rows } = found ?? { sheet: '', rows: [] };
  const lines = rows.map((row): Paragraph => ({ text: row.join('　'), as: 'plain' }));
  const pdf = pdfOf([{ text: sheet, as: 'heading' }, ...lines], font);
  return { bytes: await xlsxOf(sheet, rows), pdf };
}

function voice(said: string, pitch: number): Made {
  const samples = humOf(said, pitch);
  const durationMs = Math.round((samples.length / RATE) * 1000);
  return { bytes: wavOf(samples, RATE), voice: { durationMs, bars: barsOf(samples), said } };
}

const ORDINALS = ['一', '二', '三', '四'];

/** Writes the letter by which the leading unit answers a suggestion, request by request. */
function letterWriter({ demo, words: { letter }, random }: ContentsGround) {
  const units = new Map(demo.units.map(({ id, name }) => [id, name]));
  const people = new Map(demo.people.map(({ id, name }) => [id, name]));
  const delegations = new Map(demo.delegations.map(({ id, name }) => [id, name]));
  const to = ({ leadId, delegationId, secondingIds }: DemoSuggestion): string => {
    const name = (leadId && people.get(leadId)) ?? (delegationId && delegations.get(delegationId)) ?? '';
    const count = secondingIds.length + 1;
    const pattern = leadId === null ? letter.toDelegation : count > 1 ? letter.toSeveral : letter.to;
    return pattern.replace('{name}', name).replace('{count}', String(count));
  };
  return (suggestion: DemoSuggestion): Paragraph[] => {
    const { number, title, text, tracks } = suggestion;
    const unit = units.get(tracks.find(({ role }) => role === 'lead')?.unitId ?? ('' as never)) ?? '';
    const requests = [...text.matchAll(/^（.）(.+?)。?$/gm)].map(([, request = '']) => request);
    const answers = random.about(`letter ${number}`).sample(letter.answers, requests.length);
    return [
      { text: letter.heading.replace('{number}', number), as: 'heading' },
      { text: letter.draft, as: 'heading' },
      { text: to(suggestion), as: 'plain' },
      { text: letter.opening.replace('{title}', title), as: 'text' },
      ...requests.map((request, i): Paragraph => ({
        text: `${ORDINALS[i] ?? ''}、关于“${request}”。${answers[i] ?? ''}`,
        as: 'text',
      })),
      { text: letter.closing, as: 'text' },
      { text: letter.contact.replace('{unit}', unit), as: 'text' },
      { text: unit, as: 'right' },
    ];
  };
}
