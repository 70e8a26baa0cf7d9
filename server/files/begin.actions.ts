import type { AnnouncedFile, beginFile } from '../../shared/file-acts.ts';
import { Fault } from '../../shared/faults.ts';
import type { Message } from '../../shared/messages.ts';
import type { FileMessages } from '../rooms/index.ts';
import type { Handler } from '../wire/bind.ts';
import type { Caller, Clock } from '../wire/ports.ts';
import {
  announcesTheSame,
  fileIdOf,
  type FileLimits,
  sharedFileOf,
  uploadPath,
  whyNotOfThisSize,
} from './files.rules.ts';
import type { FileDoc, FileStore } from './files.store.ts';
import type { LetFileIn } from './quotas.actions.ts';
import type { Receiving } from './receiving/receive.actions.ts';

export interface BeginParts {
  readonly files: FileStore;
  readonly messages: Pick<FileMessages, 'access' | 'say'>;
  readonly receiving: Pick<Receiving, 'offset'>;
  readonly limits: FileLimits;
  readonly letIn: LetFileIn;
  readonly clock: Clock;
}

/**
 * file:begin. The file is kept before its message is said, under ids made of the same key: whoever repeats it after a
 * crash, or the tick, finds both or makes what is missing. A repeat is answered even where a new one would be refused.
 */
export const makeBeginFile =
  (parts: BeginParts): Handler<typeof beginFile> =>
  async (announced, caller) => {
    const { files, messages, receiving } = parts;
    await messages.access(caller.personId, announced.roomId);
    const fileId = fileIdOf(announced, caller.personId);
    const doc = (await files.byId(fileId)) ?? (await keep(parts, announced, caller));
    if (!announcesTheSame(doc, announced)) throw new Fault('SEND_KEY_REUSED', { sendKey: announced.sendKey });
    const message = await say(parts, { doc, announced, caller });
    const offset = await receiving.offset({ ...doc, seq: message.seq });
    return { message, upload: { path: uploadPath(fileId), offset } };
  };

/** Rule, then store. */
async function keep(
  { files, limits, clock }: BeginParts,
  announced: AnnouncedFile,
  caller: Caller,
): Promise<FileDoc> {
  const wrong = whyNotOfThisSize(announced, limits);
  if (wrong) throw wrong;
  const doc = newFile(announced, caller, clock.now());
  if (await files.insert(doc)) return doc;
  return (await files.byId(doc._id)) ?? doc;
}

const newFile = (
  { roomId, sendKey, kind, name, bytes, sha256 }: AnnouncedFile,
  caller: Caller,
  at: Date,
): FileDoc => ({
  _id: fileIdOf({ roomId, sendKey }, caller.personId),
  congressId: caller.congressId,
  ...{ roomId, seq: 0, sendKey, ownerId: caller.personId, kind, name },
  announced: { bytes, ...(sha256 !== undefined && { sha256 }) },
  ...{ state: 'uploading', why: null, revision: 0, told: 0 },
  ...{ sha256: null, mime: null, scanned: null, facts: {}, renditions: [] },
  ...{ createdAt: at, movedAt: at, heardAt: at, full: 0, lookAt: at },
});

/** Says it, unless it is said; a file that does not fit, or whose message is refused, was never there. */
async function say(
  { files, messages, letIn }: BeginParts,
  { doc, announced, caller }: { doc: FileDoc; announced: AnnouncedFile; caller: Caller },
): Promise<Message> {
  const { roomId, sendKey, replyTo } = announced;
  const body = { kind: 'file' as const, file: sharedFileOf(doc) };
  try {
    const over = doc.seq === 0 ? await letIn(doc) : null;
    if (over) throw over;
    const message = await messages.say({ roomId, sendKey, body, replyTo }, caller);
    if (doc.seq === 0) await files.said(doc._id, message.seq);
    return message;
  } catch (error) {
    if (error instanceof Fault && doc.seq === 0) await files.forget(doc._id);
    throw error;
  }
}
