import type { RoomId } from '../shared/ids.ts';
import { MAX_PAGE } from '../shared/values/messages.ts';
import type { Ask } from './asking.ts';
import type { SyncAnswer } from './room-parts.ts';
import type { RoomView } from './room-view.ts';
import type { Held } from './timeline.ts';

/** Messages in the page from which a snapshot starts anew. */
const PAGE = 50;
/** Pages fetched in one go, before other rooms have their turn. */
const PAGES_AT_ONCE = 10;

/** A room that takes in what a sync said. */
export interface Behind {
  readonly roomId: RoomId;
  readonly view: RoomView;
  readonly ask: Ask;
  /** The room was closed or taken away meanwhile. */
  readonly isOver: () => boolean;
}

/**
 * Takes in the answer to a sync in which we named the numbers `asked`. When too much was missed, a snapshot that is only
 * looked at starts anew from the newest page; who listens to each message gets every one of them, by pages, and then
 * what has changed of those held, which is also fetched where nothing is lacking but own reactions are not sure.
 */
export async function catchUp(behind: Behind, asked: Held, answer: SyncAnswer): Promise<void> {
  const { view } = behind;
  const { room } = answer;
  const isLost = asked.seq > room.seq || asked.changeSeq > room.changeSeq;
  if (!isLost) view.tookStanding(answer);
  if (answer.state === 'current') {
    view.tookSync(asked, { to: answer.to, head: room, messages: answer.messages });
    return;
  }
  if (isLost || (view.lacks && !view.events.listens('message'))) await startAnew(behind, answer, isLost);
  else if (view.lacksMessages) await fetchForward(behind);
  else await fetchAgain(behind);
}

/** `isLost`: the numbers held never were, or are no more (a restored backup). */
async function startAnew(
  { roomId, view, ask, isOver }: Behind,
  answer: SyncAnswer,
  isLost: boolean,
): Promise<void> {
  const page = await ask('message:list', { roomId, limit: PAGE });
  if (isOver()) return;
  if (isLost) view.clear('closed');
  view.begin(page, answer);
  view.events.emit('reset', null);
}

async function fetchForward({ roomId, view, ask, isOver }: Behind): Promise<void> {
  for (let pages = 0; pages < PAGES_AT_ONCE && view.lacksMessages; pages += 1) {
    const after = view.held.seq;
    const page = await ask('message:list', { roomId, after, limit: MAX_PAGE });
    if (isOver()) return;
    view.tookForward(page);
    if (view.held.seq === after) return;
  }
}

/** Fetches all that is held once more, as it stands now. */
async function fetchAgain({ roomId, view, ask, isOver }: Behind): Promise<void> {
  const { changeSeq, seq } = view.sure;
  const { from } = view;
  const now = view.known.changeSeq;
  for (let after = view.from - 1; after < seq;) {
    const page = await ask('message:list', { roomId, after, limit: MAX_PAGE });
    if (isOver() || page.to <= after) return;
    view.restate(page.messages);
    after = page.to;
  }
  // An older page that came meanwhile was not fetched again.
  if (view.from >= from) view.settleChanges(changeSeq, now);
}
