import { Outbox } from '../../../client-sdk/outbox.ts';
import { memoryStorage, type Storage } from '../../../client-sdk/storage.ts';
import { Fault } from '../../../shared/faults.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/messages.ts';
import type { RequestName } from '../../../shared/protocol.ts';
import { handWorld, type HandWorld } from './hand-world.ts';
import { said } from './said.ts';

/** Whose outbox it is. */
export const ME = 'person-1';

interface Post {
  roomId: RoomId;
  text: string;
  sendKey: string;
}

/** A server end that answers when and as the test says, and keeps a message once for each key. */
class Desk {
  readonly asked: Post[] = [];
  readonly kept = new Map<string, Message>();
  /** What the next questions are answered with; afterwards they are kept. */
  readonly refusals: (Fault | 'lost answer')[] = [];
  busy = 0;
  mostBusy = 0;
  hold: Promise<void> = Promise.resolve();

  readonly once = async (_name: RequestName, input: unknown): Promise<never> => {
    const post = input as Post;
    this.asked.push(post);
    this.busy += 1;
    this.mostBusy = Math.max(this.mostBusy, this.busy);
    await this.hold;
    this.busy -= 1;
    const refusal = this.refusals.shift();
    if (refusal instanceof Fault) throw refusal;
    const { roomId, text, sendKey } = post;
    const message =
      this.kept.get(sendKey) ?? said(this.kept.size + 1, { roomId, sendKey, body: { kind: 'text', text } });
    this.kept.set(sendKey, message);
    if (refusal === 'lost answer') throw new Fault('UNAVAILABLE');
    return message as never;
  };

  get texts(): string[] {
    return [...this.kept.values()].map(({ body }) => (body.kind === 'text' ? body.text : ''));
  }
}

/** An outbox before such a desk, in a world moved by hand; each part may be put in the place of another. */
export interface OutboxBench {
  world: HandWorld;
  readonly desk: Desk;
  storage: Storage;
  /** An outbox that nobody has started. */
  make(): Outbox;
  /** An outbox that has taken up what lay there. */
  started(): Promise<Outbox>;
}

/** A bench with a desk and a storage of its own. */
export function outboxBench(storage = memoryStorage()): OutboxBench {
  const desk = new Desk();
  const bench: OutboxBench = {
    world: handWorld(),
    desk,
    storage,
    make: () =>
      new Outbox({
        ...bench.world,
        storage: bench.storage,
        once: desk.once,
        carry: () => Promise.reject(new Error('here nobody sends files')),
      }),
    async started() {
      const outbox = bench.make();
      await outbox.start(ME);
      return outbox;
    },
  };
  return bench;
}
