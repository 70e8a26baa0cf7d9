import { randomUUID } from 'node:crypto';
import type { Reply } from '../../../shared/contract.ts';
import type { Message } from '../../../shared/messages.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { type WireClient, wireClient } from '../../support/wire-client.ts';
import type { Answer } from './expect-refused.ts';
import { watchSurprises } from './surprises.ts';

export const DOORS = ['http', 'socket'] as const;
export type DoorKind = (typeof DOORS)[number];

/** A page of history. */
export interface Page {
  messages: Message[];
  from: number;
  to: number;
  head: number;
}

/** A server with one room and two people in it, one of whom means ill. */
export interface HostileBench {
  readonly server: TestServer;
  readonly surprises: unknown[];
  /** Leads the case. */
  readonly li: WireClient;
  readonly liPerson: TestPerson;
  readonly roomId: string;
  readonly other: WireClient;
  readonly ask: (door: DoorKind, name: string, input: unknown) => Promise<Answer>;
  readonly post: (door: DoorKind, text: unknown, more?: object) => Promise<Answer>;
  readonly page: (input: object) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Starts it. */
export async function hostileBench(env: Record<string, string> = {}): Promise<HostileBench> {
  const server = await startServer({ env });
  const surprises = watchSurprises(server);
  const people = (await server.addPeople(2)) as [TestPerson, TestPerson];
  const { roomId } = await server.addRoom(people);
  const [li, other] = [await wireClient(server.url, people[0]), await wireClient(server.url, people[1])];
  const ask = async (door: DoorKind, name: string, input: unknown): Promise<Answer> =>
    door === 'http' ? li.http(name, input) : { reply: await li.socket(name, input) };
  return {
    ...{ server, surprises, li, liPerson: people[0], other, roomId, ask },
    post: (door, text, more = {}) =>
      ask(door, 'message:post', { roomId, text, sendKey: randomUUID(), ...more }),
    page: async (input) =>
      dataOf(await ask('socket', 'message:list', { roomId, limit: 100, ...input })) as Page,
    async close() {
      li.close();
      other.close();
      await server.stop();
    },
  };
}

/** What was answered; throws the fault's code when it was refused. */
export function dataOf({ reply }: { reply: Reply<unknown> }): unknown {
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.data;
}
