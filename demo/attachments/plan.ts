import type { PersonId, SuggestionId } from '../../shared/ids.ts';
import type { FileKind } from '../../shared/files.ts';
import type { DemoCongress, DemoSuggestion } from '../congress.ts';
import { demoId, type Random } from '../random.ts';
import type { Params } from '../sources.ts';
import type { Scene } from './scenes.ts';
import type { AttachmentWords } from './words.ts';

/** What is in a file; files of one content are the same bytes. */
export type Content =
  | { readonly is: 'letter'; readonly suggestion: DemoSuggestion }
  | { readonly is: 'plan' | 'table'; readonly n: number }
  | { readonly is: 'photo'; readonly scene: Scene; readonly n: number }
  | { readonly is: 'voice'; readonly who: Speaker; readonly n: number };
type Speaker = keyof AttachmentWords['voices'];

/** A file that somebody sends in the room of a suggestion. */
export interface Attachment {
  readonly sendKey: string;
  readonly by: PersonId;
  readonly kind: FileKind;
  readonly name: string;
  readonly content: Content;
}

/** What is sent in the room of a suggestion, in this order. */
export interface RoomAttachments {
  readonly suggestionId: SuggestionId;
  readonly attachments: readonly Attachment[];
}

export interface PlanGround {
  readonly demo: DemoCongress;
  readonly params: Params;
  readonly words: AttachmentWords;
  readonly random: Random;
  /** Number of the suggestion whose room is given one of each. */
  readonly showcase: string;
}

/** One of these is known by its name: what is the same is made once. */
export const keyOf = (content: Content): string => {
  switch (content.is) {
    case 'letter':
      return `letter-${content.suggestion.number}`;
    case 'photo':
      return `${content.scene}-${content.n}`;
    case 'voice':
      return `${content.who}-${content.n}`;
    case 'plan':
    case 'table':
      return `${content.is}-${content.n}`;
  }
};

type Idea = 'deputy photo' | 'deputy voice' | 'unit voice' | 'unit photo' | 'plan' | 'table' | 'letter';

const ALL: readonly Idea[] = [
  ...(['deputy photo', 'deputy voice', 'unit voice', 'plan', 'table', 'unit photo'] as const),
  'letter',
];
/** What is sent before, during and after the handling, as often as it stands here (assumed). */
const BY_STAGE: Readonly<Record<string, readonly Idea[]>> = {
  办前: ['deputy photo', 'deputy photo', 'deputy voice', 'unit voice'],
  办中: ['plan', 'table', 'unit photo', 'deputy voice'],
  办后: ['letter'],
};

/** Who sends what in which room: as many files as the distributions of a year give, one letter at most. */
export function planAttachments(ground: PlanGround): RoomAttachments[] {
  const { demo, random, showcase } = ground;
  const count = counter(ground.params, random.about('counts'));
  return demo.suggestions.map((suggestion) => {
    const own = random.about(suggestion.number);
    const drawn = count();
    const ideas = suggestion.number === showcase ? ALL : inOrder(drawn, suggestion);
    return {
      suggestionId: suggestion.id,
      attachments: ideas.flatMap((idea, i) => attachmentOf(idea, { ...ground, suggestion, own, i })),
    };
  });
}

/** Draws the files of a room: messages are log-normal, and some of them are files. */
function counter(
  { messages_per_room: { median, mean, max, stage_share, attachment_share } }: Params,
  random: Random,
) {
  const spread = Math.sqrt(2 * Math.log(mean / median));
  const stages = Object.entries(stage_share);
  return (): Idea[] => {
    const messages = Math.min(max, Math.round(median * Math.exp(spread * random.normal())));
    const files = Array.from({ length: messages }, () => random.real()).filter(
      (one) => one < attachment_share,
    );
    return files.flatMap(() => {
      let rest = random.real();
      const stage = stages.find(([, share]) => (rest -= share) < 0)?.[0] ?? '办中';
      return random.pick(BY_STAGE[stage] ?? []);
    });
  };
}

/** In the order of the handling; no letter where none is wanted, and never a second. */
function inOrder(ideas: readonly Idea[], { wantsWrittenReply }: DemoSuggestion): Idea[] {
  const answered = wantsWrittenReply && ideas.includes('letter');
  const others = ideas.filter((idea) => idea !== 'letter');
  return [
    ...others.sort((a, b) => ALL.indexOf(a) - ALL.indexOf(b)),
    ...(answered ? (['letter'] as const) : []),
  ];
}

interface Spot extends PlanGround {
  readonly suggestion: DemoSuggestion;
  readonly own: Random;
  readonly i: number;
}

/** Nothing where nobody is there to send it. */
function attachmentOf(idea: Idea, spot: Spot): Attachment[] {
  const { demo, suggestion, i } = spot;
  const by = idea.startsWith('deputy')
    ? suggestion.leadId
    : suggestion.tracks.find(({ role }) => role === 'lead')?.contactIds[0];
  if (!by) return [];
  const sendKey = demoId(demo.congress.id, `file ${suggestion.number} ${i}`);
  return [{ sendKey, by, ...sent(idea, spot) }];
}

const PHOTOS_OF_A_SCENE = 3;

function sent(idea: Idea, { words, suggestion, own, i }: Spot): Omit<Attachment, 'by' | 'sendKey'> {
  switch (idea) {
    case 'letter': {
      const name = words.letter.name.replace('{number}', suggestion.number);
      return { kind: 'document', name, content: { is: 'letter', suggestion } };
    }
    case 'plan':
    case 'table': {
      const list = idea === 'plan' ? words.plans : words.tables;
      const n = own.int(list.length);
      return { kind: 'document', name: list[n]?.name ?? idea, content: { is: idea, n } };
    }
    case 'deputy photo':
    case 'unit photo': {
      const fitting = words.photos.find(({ categories }) => categories.includes(suggestion.category));
      const { scene, names } = fitting ?? own.pick(words.photos);
      const n = own.int(PHOTOS_OF_A_SCENE);
      return { kind: 'picture', name: own.pick(names), content: { is: 'photo', scene, n } };
    }
    case 'deputy voice':
    case 'unit voice': {
      const who = idea === 'deputy voice' ? 'deputy' : 'unit';
      const n = own.int(words.voices[who].length);
      return { kind: 'voice', name: `语音 ${i + 1}.wav`, content: { is: 'voice', who, n } };
    }
  }
}
