import { randomUUID } from 'node:crypto';
import type { BotAct } from '../../../shared/bots.ts';
import type { Stage } from './stage.ts';
import type { Refusals } from './trial.ts';
import { readOnly } from './wrongs.ts';

const sentence = ({ theCase: { roomId } }: Stage) => ({ roomId, text: '自动消息', sendKey: randomUUID() });

const bulletinOf = (value: string) => ({
  type: 'bulletin' as const,
  title: '一周简报',
  rows: [{ label: '发言', value }],
});
const figures = ({ theCase: { roomId } }: Stage) => ({
  ...{ roomId, card: bulletinOf('3 条'), sendKey: randomUUID() },
});

/** The one thing wrong: this bot may do everything but that; another may do just that. */
async function beyondScope(stage: Stage, act: BotAct) {
  const others = (['message:text', 'message:card', 'message:read'] as const).filter((other) => other !== act);
  return { asker: await stage.bot(others), facts: { act }, well: { asker: await stage.bot([act]) } };
}

/** What bots may ask. */
export const BOTS = {
  'bot:rooms': {
    NOT_ALLOWED: async (stage) => ({
      ...(await beyondScope(stage, 'message:read')),
      asker: stage.theCase.lead, // a person
      input: { act: 'message:read' },
    }),
  },
  'bot:say': {
    NOT_ALLOWED: async (stage) => ({ ...(await beyondScope(stage, 'message:text')), input: sentence(stage) }),
    ROOM_CLOSED: async (stage) => {
      const asker = await stage.bot(['message:text']);
      return { ...(await readOnly(stage)), asker, input: sentence(stage) };
    },
    SEND_KEY_REUSED: async (stage) => {
      const asker = await stage.bot(['message:text']);
      const input = sentence(stage);
      await stage.ask(asker, 'bot:say', { ...input, text: '先说的话' });
      const { sendKey } = input;
      return { asker, input, facts: { sendKey }, well: { input: { text: '先说的话' } } };
    },
  },
  'bot:post': {
    NOT_ALLOWED: async (stage) => ({ ...(await beyondScope(stage, 'message:card')), input: figures(stage) }),
    ROOM_CLOSED: async (stage) => {
      const asker = await stage.bot(['message:card']);
      return { ...(await readOnly(stage)), asker, input: figures(stage) };
    },
    SEND_KEY_REUSED: async (stage) => {
      const asker = await stage.bot(['message:card']);
      const input = figures(stage);
      await stage.ask(asker, 'bot:post', { ...input, card: bulletinOf('4 条') });
      const { sendKey } = input;
      return { asker, input, facts: { sendKey }, well: { input: { card: bulletinOf('4 条') } } };
    },
  },
  'bot:read': {
    NOT_ALLOWED: async (stage) => ({
      ...(await beyondScope(stage, 'message:read')),
      input: { roomId: stage.theCase.roomId, limit: 10 },
    }),
  },
} satisfies Partial<Refusals>;
