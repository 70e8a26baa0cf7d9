import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../shared/faults.ts';
import { fileId, type PersonId, type RoomId, type SuggestionId } from '../../shared/ids.ts';
import type { beginFile } from '../../shared/file-acts.ts';
import type { Parts } from '../../server/app.ts';
import { limitsOf, makeFiles } from '../../server/files/index.ts';
import { newId } from '../../server/ops/clock.ts';
import { may } from '../../server/people/index.ts';
import { roomIdOf } from '../../server/rooms/index.ts';
import { inLanes } from '../../server/ops/lanes.ts';
import type { Handler } from '../../server/wire/bind.ts';
import type { Caller, Door } from '../../server/wire/ports.ts';
import { demoAccounts } from '../accounts.ts';
import type { DemoCongress } from '../congress.ts';
import { makeRandom } from '../random.ts';
import { readSources } from '../sources.ts';
import { makeContents } from './contents.ts';
import { type Attachment, keyOf, planAttachments, type RoomAttachments } from './plan.ts';
import { prepareContents, type ReadyContent } from './prepare.ts';
import { readWords } from './words.ts';

/** What of the server is needed to send files in rooms. */
export type SendingParts = Pick<Parts, 'database' | 'rooms' | 'org' | 'config' | 'clock'>;

type Files = ReturnType<typeof makeFiles>;

/** How many rooms and files. */
export interface SentTotals {
  readonly rooms: number;
  readonly files: number;
}

/** Nobody hears or is given anything. */
const NOWHERE: Door = {
  ...{ kind: 'http', address: '' },
  enter: () => Promise.resolve(),
  exit: () => Promise.resolve(),
  extend: () => undefined,
  cookie: { read: () => null, write: () => undefined, clear: () => undefined },
};

/** So many rooms at once; in a room one file comes after the other. */
const ROOMS_AT_ONCE = 8;
const PATIENCE = 30;
const BETWEEN_MS = 1_000;

/**
 * Sends letters, plans, photos and voices in the rooms of a demo congress that are there: each begun, received and
 * carried on with as anybody’s file is. Cut off, it goes on where it was; once more, it changes nothing. `demo` as
 * loaded. `onProgress`: rooms done so far.
 */
export async function sendAttachments(
  parts: SendingParts,
  demo: DemoCongress,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<SentTotals> {
  const rooms = await withRoom(parts, planOf(demo));
  const folder = await mkdtemp(join(parts.config.HUYING_WORK_DIR, 'huying-file-demo-'));
  try {
    const make = makeContents({ demo, words: readWords(), random: chanceOf(demo) });
    const all = rooms.flatMap(({ attachments }) => attachments);
    const { contents, making } = await prepareContents(all, make, folder);
    const files = makeFiles({
      ...{ database: parts.database, rooms: parts.rooms, clock: parts.clock, newId, making, may },
      limits: limitsOf(parts.config),
      rules: {
        types: parts.config.HUYING_FILE_TYPES,
        openUnscanned: parts.config.HUYING_OPEN_UNSCANNED === 'yes',
      },
      onSecretHeard: ({ roomId, seq }) => Promise.reject(new Error(`no words for a demo: ${roomId} ${seq}`)),
      workFolder: folder,
      enqueue: () => Promise.resolve(), // each is carried on with here
    });
    const callers = await callersOf(parts, all);
    const sendOne = sender(files, callers, contents);
    await inRooms(rooms, sendOne, onProgress);
    return {
      rooms: rooms.filter(({ attachments }) => attachments.length > 0).length,
      files: all.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const chanceOf = (demo: DemoCongress) => makeRandom(`${demo.congress.id} attachments`);

/** Who sends what where; the room in which the accounts of the demo meet is given one of each. */
export const planOf = (demo: DemoCongress): RoomAttachments[] =>
  planAttachments({
    ...{ demo, params: readSources().params, words: readWords(), random: chanceOf(demo) },
    showcase: demoAccounts(demo).find(({ role }) => role === 'deputy')?.number ?? '',
  });

async function callersOf(
  { org }: SendingParts,
  attachments: readonly Attachment[],
): Promise<ReadonlyMap<PersonId, Caller>> {
  const cards = await org.people.cards([...new Set(attachments.map(({ by }) => by))]);
  return new Map(
    [...cards].map(([personId, { congressId, roles, unitId, delegationId, name, label }]) => [
      personId,
      { personId, sessionId: 'demo', congressId, roles, unitId, delegationId, name, label },
    ]),
  );
}

/** What can be sent now: a suggestion that was not handed over has no room yet. */
async function withRoom(
  { rooms }: SendingParts,
  planned: readonly RoomAttachments[],
): Promise<RoomAttachments[]> {
  const sits = (suggestionId: SuggestionId, { by }: Attachment) =>
    rooms.files.access(by, roomIdOf(suggestionId)).then(
      () => true,
      (error: unknown) => {
        if (error instanceof Fault && error.code === 'NOT_A_MEMBER') return false;
        throw error;
      },
    );
  return Promise.all(
    planned.map(async ({ suggestionId, attachments }) => {
      const seated = await Promise.all(attachments.map((one) => sits(suggestionId, one)));
      return { suggestionId, attachments: attachments.filter((_, i) => seated[i]) };
    }),
  );
}

type SendOne = (roomId: RoomId, attachment: Attachment) => Promise<void>;

/** Does what bears the same name one after the other, everything else at once. */
function makeTurns() {
  const last = new Map<string, Promise<void>>();
  return (name: string, work: () => Promise<void>): Promise<void> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work);
    const over = mine.catch(() => undefined); // whoever asked hears of it
    last.set(name, over);
    return mine;
  };
}

function sender(
  { doors: { begin, receiving }, carryOn }: Files,
  callers: ReadonlyMap<PersonId, Caller>,
  contents: ReadonlyMap<string, ReadyContent>,
): SendOne {
  const say = begin.handle as Handler<typeof beginFile>;
  const inTurn = makeTurns();
  return async (roomId, { sendKey, by, kind, name, content }) => {
    const [caller, ready] = [callers.get(by), contents.get(keyOf(content))];
    if (!caller || !ready) throw new Error(`nobody can send ${name}`);
    const { bytes, path } = ready;
    const { message, upload } = await say({ roomId, sendKey, kind, name, bytes }, caller, NOWHERE);
    if (message.body.kind !== 'file') return; // it was taken back since
    const id = fileId.parse(message.body.file.fileId);
    const doc = await receiving.own(by, id);
    if (doc.state === 'uploading')
      await receiving.take(doc, {
        offset: upload.offset,
        bytes: createReadStream(path, { start: upload.offset }) as AsyncIterable<Buffer>,
      });
    // One finds what the one before has made of the same content.
    await inTurn(keyOf(content), () => carryOn(id));
  };
}

async function inRooms(
  rooms: readonly RoomAttachments[],
  sendOne: SendOne,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const those = rooms.filter(({ attachments }) => attachments.length > 0);
  let done = 0;
  await inLanes(those, ROOMS_AT_ONCE, async ({ suggestionId, attachments }) => {
    for (const attachment of attachments) await patiently(() => sendOne(roomIdOf(suggestionId), attachment));
    onProgress((done += 1), those.length);
  });
}

/** An engine that is away for a moment is asked again, as by anybody’s client: whatever was begun goes on where it was. */
async function patiently(send: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++)
    try {
      await send();
      return;
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'UNAVAILABLE') || tries === PATIENCE) throw error;
      await pause(BETWEEN_MS);
    }
}
