import { randomUUID } from 'node:crypto';
import { Fault, type Huying, type Message } from '../../client-sdk/index.ts';
import type { Mention } from '../../shared/messages.ts';
import { REACTIONS } from '../../shared/values/messages.ts';
import type { Player } from './player.ts';

/** What the game needs of the world besides the players. */
export interface Table {
  readonly random: () => number;
  readonly players: readonly Player[];
  /** Makes exactly these players sit in the room. */
  seat(players: readonly Player[]): Promise<void>;
  /** The case changes what the room's header says. */
  retitle(title: string): Promise<void>;
  /** Sits nowhere, and may read what was taken back. */
  readonly auditor: Huying;
  /** Names of the deeds that were done with success. */
  readonly done: Set<string>;
}

type Deed = (player: Player, table: Table) => unknown;

const pick = <T>(random: () => number, from: readonly T[]): T | undefined =>
  from[Math.floor(random() * from.length)];

/** One of the newest messages the player sees. */
function target(
  player: Player,
  { random }: Table,
  isFit: (message: Message) => boolean = () => true,
): number {
  const fit = player.room.read().messages.filter(isFit).slice(-12);
  return pick(random, fit)?.seq ?? 1;
}

const isMine = (player: Player) => (message: Message) =>
  message.author.kind === 'person' && message.author.personId === player.person.personId;

/** The person who may be kept from speaking. */
const second = (player: Player, { players }: Table) => (players[1] ?? player).person.personId;

/** The player who sits there for the office. */
const office = (player: Player, { players }: Table): Player => players[2] ?? player;

const isRecalled = ({ body }: Message) => body.kind === 'recalled';
const asksBack = ({ body }: Message) =>
  body.kind === 'card' && body.card.type === 'announcement' && body.card.ackRequired;

/** Ends the oldest report of this room, by taking the message back or not. */
async function settle({ client, room }: Player, outcome: 'recalled' | 'dismissed'): Promise<void> {
  const { reports } = await client.ask('report:list', { cursor: null });
  const report = reports.find(({ roomId }) => roomId === room.roomId);
  if (!report) throw new Fault('NOT_FOUND');
  await client.ask('report:settle', { reportId: report.reportId, outcome, why: '已查看' });
}

/** Begins to send a file, and thinks better of it. */
async function giveUp({ client, room }: Player): Promise<void> {
  const { message } = await client.ask('file:begin', {
    ...{ roomId: room.roomId, sendKey: randomUUID(), kind: 'document', name: `${newWords()}.txt`, bytes: 10 },
  });
  if (message.body.kind === 'file') await client.ask('file:cancel', { fileId: message.body.file.fileId });
}

let words = 0;
const newWords = () => {
  words += 1;
  return `第${words}句话`;
};

const MENTIONS: readonly Mention[] = [
  { kind: 'everyone' },
  { kind: 'role', role: 'seconding-deputy' },
  { kind: 'role', role: 'lead-deputy' },
];

/** All that can happen in a room, with how often it shall. */
const DEEDS: Readonly<Record<string, { often: number; deed: Deed }>> = {
  send: { often: 22, deed: (p) => p.room.send(newWords()) },
  reply: { often: 6, deed: (p, t) => p.room.send(newWords(), { replyTo: target(p, t) }) },
  mention: {
    often: 4,
    deed: (p, t) => p.room.send(newWords(), { mentions: [pick(t.random, MENTIONS) ?? { kind: 'everyone' }] }),
  },
  announce: { often: 5, deed: (p, t) => p.room.announce(newWords(), { ackRequired: t.random() < 0.75 }) },
  file: { often: 5, deed: (p) => giveUp(p) },
  edit: { often: 10, deed: (p, t) => p.room.edit(target(p, t, isMine(p)), newWords()) },
  recall: { often: 9, deed: (p, t) => p.room.recall(target(p, t, isMine(p)), '说错了') },
  react: {
    often: 14,
    deed: (p, t) => p.room.react(target(p, t), pick(t.random, REACTIONS) ?? 'agree', t.random() < 0.75),
  },
  pin: { often: 4, deed: (p, t) => p.room.pin(target(p, t)) },
  unpin: {
    often: 3,
    deed: (p, t) => p.room.pin(pick(t.random, p.room.read().header?.pins ?? []) ?? 1, false),
  },
  read: {
    often: 5,
    deed: (p) => {
      p.room.markRead(p.room.read().header?.seq ?? 0);
    },
  },
  older: { often: 3, deed: (p) => p.room.older() },
  typing: {
    often: 2,
    deed: (p) => {
      p.room.typing();
    },
  },
  reopen: {
    often: 1,
    deed: async (p) => {
      p.room.close();
      await p.open();
    },
  },
  mute: {
    often: 3,
    deed: (p, t) => office(p, t).room.mute(second(p, t), '2100-01-01T00:00:00.000Z', '测试'),
  },
  unmute: { often: 3, deed: (p, t) => office(p, t).room.mute(second(p, t), null, '测试') },
  state: {
    often: 3,
    deed: (p, t) => office(p, t).room.setState(t.random() < 0.3 ? 'read-only' : 'open', '测试'),
  },
  report: { often: 4, deed: (p, t) => p.room.report(target(p, t), '用语不当') },
  settle: {
    often: 4,
    deed: (p, t) => settle(office(p, t), t.random() < 0.5 ? 'recalled' : 'dismissed'),
  },
  audit: {
    often: 12,
    deed: (p, t) =>
      t.auditor.ask('sealed:show', { roomId: p.room.roomId, seq: target(p, t, isRecalled), why: '复核' }),
  },
  remind: { often: 6, deed: (p, t) => office(p, t).room.remind(target(p, t, asksBack)) },
  retitle: { often: 2, deed: (_p, t) => t.retitle(newWords()) },
  leave: { often: 1, deed: (_p, t) => t.seat(t.players.filter((_, at) => at !== 2)) },
  return: { often: 3, deed: (_p, t) => t.seat(t.players) },
  cut: {
    often: 3,
    deed: (p) => {
      p.network.cut();
    },
  },
};

const NAMES = Object.keys(DEEDS);
const BAG = Object.entries(DEEDS).flatMap(([name, { often }]) => Array.from({ length: often }, () => name));

/** Does something at random. What is refused is part of the game. */
export async function doSomething(table: Table): Promise<void> {
  const name = pick(table.random, BAG) ?? 'send';
  const player = pick(table.random, table.players);
  if (!player) return;
  if (['revoked', 'closed'].includes(player.room.read().state)) await player.open().catch(() => undefined);
  try {
    await DEEDS[name]?.deed(player, table);
    table.done.add(name);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'INTERNAL' || error.code === 'INVALID_INPUT') throw error;
  }
}

/** What was not done with success. */
export const neverDone = (done: ReadonlySet<string>): string[] => NAMES.filter((name) => !done.has(name));
