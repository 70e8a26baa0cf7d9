import type { MessageBody } from '../../../shared/messages.ts';
import { MAX_PINS } from '../../../shared/values/rooms.ts';
import type { RoomDoc, RoomFold } from '../room.store.ts';
import type { ChangeDoc, Deed } from './changes.store.ts';

/** What a deed makes of the room's own fields; nothing, if it is about a message. */
export function foldRoom(room: RoomDoc, deed: Deed): RoomFold {
  switch (deed.kind) {
    case 'pinned':
      return room.pins.includes(deed.seq) || room.pins.length >= MAX_PINS
        ? {}
        : { pins: [deed.seq, ...room.pins] };
    case 'unpinned':
    case 'recalled': // nobody is pointed at what was taken back
      return room.pins.includes(deed.seq) ? { pins: room.pins.filter((seq) => seq !== deed.seq) } : {};
    case 'state-set':
      return { state: deed.state };
    case 'header-set':
      return deed.set;
    case 'members-changed':
      return {
        memberCount: deed.memberCount,
        memberVersion: room.memberVersion + 1,
        unsettled: room.unsettled ?? room.changeSeq, // until it is told
      };
    case 'muted':
    case 'unmuted':
      return { memberVersion: room.memberVersion + 1 };
    case 'edited':
    case 'file-moved':
    case 'reacted':
    case 'reported':
    case 'report-settled':
    case 'sealed-read':
    case 'reminded':
      return {};
  }
}

const ABOUT_MESSAGES: readonly Deed['kind'][] = ['edited', 'file-moved', 'recalled', 'reacted'];

/** Whether messages look otherwise after it. */
export const isAboutMessages = ({ kind }: Deed): boolean => ABOUT_MESSAGES.includes(kind);

/** The room after all these changes, in their order; of `idle` ones only the numbers count. */
export const foldAll = (
  room: RoomDoc,
  changes: readonly ChangeDoc[],
  idle: ReadonlySet<number> = new Set(),
): RoomDoc =>
  changes.reduce(
    (now, { deed, n }) => ({ ...now, ...(idle.has(n) ? {} : foldRoom(now, deed)), changeSeq: n }),
    room,
  );

/** Splits changes, in their order, into stretches of reactions and stretches of others. */
export function runsOf(changes: readonly ChangeDoc[]): ChangeDoc[][] {
  const runs: ChangeDoc[][] = [];
  for (const change of changes) {
    const run = runs.at(-1);
    const isSame = (run?.[0]?.deed.kind === 'reacted') === (change.deed.kind === 'reacted');
    if (run && isSame) run.push(change);
    else runs.push([change]);
  }
  return runs;
}

/** The words that stood before each edit of one message, oldest first, and when the edit took their place. */
export function revisionsOf(edits: readonly Pick<ChangeDoc, 'at' | 'deed'>[]): Revision[] {
  const revisions: Revision[] = [];
  let standing: MessageBody | undefined;
  for (const { deed, at } of edits) {
    if (deed.kind !== 'edited') continue;
    const body = standing ?? deed.before;
    if (body) revisions.push({ body, until: at.toISOString() });
    standing = deed.body;
  }
  return revisions;
}

interface Revision {
  body: MessageBody;
  until: string;
}
