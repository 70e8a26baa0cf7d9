import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { BOT_ACTS, type BotAct, MAX_BOT_ROOMS } from '../../shared/bots.ts';
import { roomId, type CongressId, type RoomId } from '../../shared/ids.ts';
import { chosenCongress } from '../congress.ts';
import { connected, type Connected } from '../connect.ts';
import { EXIT, Stop, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

interface Create {
  readonly name: string;
  readonly rooms: string;
  readonly acts: string;
  readonly days: string;
  readonly congress?: string;
}

interface Named {
  readonly name: string;
  readonly congress?: string;
}

const LONGEST_DAYS = 366;

/** `huying bot create | list | revoke` */
export function botCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say } = terminal;
  const bot = program.command('bot').description(say('bot'));
  bot
    .command('create')
    .description(say('botCreate'))
    .requiredOption('--name <name>', say('botName'))
    .requiredOption('--rooms <rooms>', say('botRooms'))
    .requiredOption('--acts <acts>', say('botActs'))
    .option('--days <days>', say('botDays'), '90')
    .option('--congress <name>', say('congress'))
    .action(async (options: Create) => {
      await connected((parts) => create(parts, terminal, options));
      end(EXIT.well);
    });
  bot
    .command('list')
    .description(say('botList'))
    .option('--congress <name>', say('congress'))
    .action(async ({ congress }: { congress?: string }) => {
      await connected((parts) => list(parts, terminal, congress));
      end(EXIT.well);
    });
  bot
    .command('revoke')
    .description(say('botRevoke'))
    .requiredOption('--name <name>', say('botName'))
    .option('--congress <name>', say('congress'))
    .action(async (options: Named) => {
      await connected((parts) => revoke(parts, terminal, options));
      end(EXIT.well);
    });
}

/** Who stands in the record for what the command line does: the account of this machine. */
const whoActs = () => userInfo().username;

const words = (list: string): string[] => [
  ...new Set(
    list
      .split(/[,，]/u)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

async function create(parts: Connected, terminal: Terminal, options: Create): Promise<void> {
  const { say, print } = terminal;
  const { name } = options;
  const acts = actsIn(options.acts, terminal);
  const days = Number(options.days);
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) throw new Stop(say('botBadDays'));
  const { _id: congressId } = await chosenCongress(parts.org, options.congress, terminal);
  const rooms = await roomsIn(parts, { congressId, list: options.rooms }, terminal);
  const made = await parts.people.bots.create({ congressId, name, rooms, acts, days, by: whoActs() });
  if (made.outcome === 'bad-name') throw new Stop(say('botBadName'));
  if (made.outcome === 'name-taken') throw new Stop(say('botNameTaken', { name }));
  print(say('botToken', { name, until: made.expiresAt.toISOString(), token: made.token }));
}

function actsIn(list: string, { say }: Terminal): BotAct[] {
  const asked = words(list);
  const known: readonly string[] = BOT_ACTS;
  const unknown = asked.filter((act) => !known.includes(act));
  if (unknown.length > 0 || asked.length === 0)
    throw new Stop(say('botBadActs', { acts: unknown.join('、') || list }));
  return BOT_ACTS.filter((act) => asked.includes(act));
}

/** Rooms by id, and service rooms by the name of their delegation. */
async function roomsIn(
  { org, rooms }: Connected,
  { congressId, list }: { congressId: CongressId; list: string },
  { say }: Terminal,
): Promise<RoomId[]> {
  const delegations = await org.delegations.all(congressId);
  const asked = words(list).map((word) => {
    const [, called] = /^service:(.+)$/u.exec(word) ?? [];
    const found = delegations.find(({ name, shortName }) => called === name || called === shortName);
    const id = found ? rooms.roomIdOf(found._id) : roomId.safeParse(word).data;
    return { word, id };
  });
  const ids = [...new Set(asked.flatMap(({ id }) => id ?? []))];
  if (ids.length > MAX_BOT_ROOMS) throw new Stop(say('botTooManyRooms', { most: MAX_BOT_ROOMS }));
  const names = await rooms.namesOf(ids);
  const missing = asked.filter(({ id }) => id === undefined || !names.has(id)).map(({ word }) => word);
  if (missing.length > 0 || ids.length === 0)
    throw new Stop(say('botBadRooms', { rooms: missing.join('、') || list }));
  return ids;
}

async function list(parts: Connected, terminal: Terminal, asked: string | undefined): Promise<void> {
  const { say, print } = terminal;
  const { _id } = await chosenCongress(parts.org, asked, terminal);
  const now = parts.clock.now();
  for (const { name, acts, rooms, expiresAt, revokedAt } of await parts.people.bots.all(_id)) {
    const state = revokedAt !== null ? 'botRevoked' : expiresAt <= now ? 'botEnded' : 'botLive';
    const until = (revokedAt ?? expiresAt).toISOString();
    print(say('botLine', { name, acts: acts.join(','), rooms: rooms.length, state: say(state), until }));
  }
}

async function revoke(parts: Connected, terminal: Terminal, { name, congress }: Named): Promise<void> {
  const { say, print } = terminal;
  const { _id } = await chosenCongress(parts.org, congress, terminal);
  if (!(await parts.people.bots.revoke(_id, name, whoActs()))) throw new Stop(say('noBot', { name }));
  print(say('botGone', { name }));
}
