import { pathToFileURL } from 'node:url';
import { asBot, type Bot, type BotRoom, Fault, keyOf } from '../index.ts';

/**
 * A bot that tells the service rooms of its scope once a week what went on in its other rooms. Run it as often as you
 * like: a week is told once.
 *
 *   huying bot create --name 周报 --rooms service:北京,ROOM_ID,… --acts message:read,message:card
 *   HUYING_URL=http://127.0.0.1:7230 HUYING_BOT_TOKEN=… npx tsx client-sdk/examples/weekly-digest.ts
 */
export async function postWeeklyDigest(bot: Bot, now: Date): Promise<{ told: number }> {
  const week = weekBefore(now);
  const counts: { room: BotRoom; said: number }[] = [];
  for (const room of await bot.rooms('message:read'))
    counts.push({ room, said: await saidIn(bot, room, week) });
  const targets = (await bot.rooms('message:card')).filter(({ kind }) => kind === 'service');
  let told = 0;
  for (const { roomId } of targets) {
    const rows = digestOf(counts.filter(({ room }) => room.kind === 'suggestion'));
    const title = `一周简报（${dayOf(week.from)} 至 ${dayOf(new Date(week.to.getTime() - 1))}）`;
    const sendKey = await keyOf(`weekly-digest|${roomId}|${week.to.toISOString()}`);
    told += await unlessTold(() => bot.post(roomId, { type: 'bulletin', title, rows }, sendKey));
  }
  return { told };
}

interface Week {
  from: Date;
  to: Date;
}

const DAY_MS = 86_400_000;
/** Monday 1970-01-05 00:00 in Asia/Shanghai. */
const FIRST_MONDAY = Date.UTC(1970, 0, 4, 16);

/** The last whole week, Monday to Sunday, in Asia/Shanghai. */
export function weekBefore(now: Date): Week {
  const weeks = Math.floor((now.getTime() - FIRST_MONDAY) / (7 * DAY_MS));
  const to = new Date(FIRST_MONDAY + weeks * 7 * DAY_MS);
  return { from: new Date(to.getTime() - 7 * DAY_MS), to };
}

const dayOf = (moment: Date) =>
  moment.toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', month: 'long', day: 'numeric' });

/** How much people said there in that week. */
async function saidIn(bot: Bot, { roomId }: BotRoom, { from, to }: Week): Promise<number> {
  let said = 0;
  for await (const { author, at } of bot.since(roomId, from))
    if (author.kind === 'person' && new Date(at) < to) said += 1;
  return said;
}

/** The figures, and which rooms were silent; titles of suggestions stay in their rooms. */
export function digestOf(counts: readonly { room: Pick<BotRoom, 'name'>; said: number }[]) {
  const lively = counts.filter(({ said }) => said > 0).sort((a, b) => b.said - a.said);
  const most = lively[0];
  const sum = lively.reduce((all, { said }) => all + said, 0);
  return [
    { label: '发言', value: `${sum} 条` },
    { label: '有交流的群', value: `${lively.length} 个` },
    { label: '没有动静的群', value: `${counts.length - lively.length} 个` },
    ...(most ? [{ label: '交流最多的群', value: `${most.room.name}，${most.said} 条` }] : []),
  ];
}

/** Of this week something was told before: then that stands. */
const unlessTold = (tell: () => Promise<unknown>): Promise<number> =>
  tell().then(
    () => 1,
    (error: unknown) => {
      if (error instanceof Fault && error.code === 'SEND_KEY_REUSED') return 0;
      throw error;
    },
  );

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { HUYING_URL: url = 'http://127.0.0.1:7230', HUYING_BOT_TOKEN: token = '' } = process.env;
  const now = new Date(performance.timeOrigin + performance.now());
  const { told } = await postWeeklyDigest(asBot({ url, token }), now);
  process.stdout.write(`已发送 ${told} 份简报 sent\n`);
}
