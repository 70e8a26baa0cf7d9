import { connect, type Huying, type Options, type Room } from '../../../client-sdk/index.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { lossyNetwork, type LossyNetwork } from '../../convergence/lossy-network.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { seeded, shakyNetwork, type ShakyNetwork } from './shaky-network.ts';

/** A device of somebody that words can be kept from, and what wakes it. */
interface OtherDevice {
  readonly client: Huying;
  readonly lossy: LossyNetwork;
  readonly wake: () => void;
}

/** A real server with four people in front of whom the network can be cut; and their clients, for one test each. */
export interface ClientBench {
  readonly server: TestServer;
  readonly network: ShakyNetwork;
  readonly people: readonly TestPerson[];
  person(at: number): TestPerson;
  /** A client of nobody yet. */
  make(o?: Partial<Options>): Huying;
  signedIn(at: number, o?: Partial<Options>): Promise<Huying>;
  otherDevice(at: number): Promise<OtherDevice>;
  /** A room in which these sit; all of them, if nobody is named. */
  newRoom(seats?: readonly TestPerson[]): Promise<RoomId>;
  opened(client: Huying, roomId: RoomId): Promise<Room>;
  /** Ends the clients of a test, and makes the network whole again. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What was said in a room, as its client shows it. */
export const textsOf = (room: Room): string[] =>
  room.read().messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));

/** Brings them up. */
export async function clientBench(): Promise<ClientBench> {
  const server = await startServer({ env: { HUYING_KNOCKS_PER_MINUTE: '10000' } });
  const people = await server.addPeople(4);
  const network = await shakyNetwork(server.url);
  let clients: Huying[] = [];
  let others: LossyNetwork[] = [];

  const make = (o: Partial<Options> = {}): Huying => {
    const client = connect({ url: network.url, answerMs: 2_000, ...o });
    clients.push(client);
    return client;
  };
  const person = (at: number): TestPerson => {
    const found = people[at];
    if (!found) throw new Error(`no person ${at}`);
    return found;
  };
  async function signedIn(at: number, o: Partial<Options> = {}): Promise<Huying> {
    const client = make(o);
    await client.signIn(person(at).login, person(at).password);
    await until('connected', () => client.state === 'online');
    return client;
  }
  return {
    ...{ server, network, people, person, make, signedIn },
    async otherDevice(at) {
      const lossy = await lossyNetwork(server.url, seeded(1));
      others.push(lossy);
      let woken: () => void = () => undefined;
      const onWake = (hear: () => void) => {
        woken = hear;
        return () => undefined;
      };
      const client = await signedIn(at, { url: lossy.url, onWake });
      return { client, lossy, wake: () => woken() };
    },
    newRoom: async (seats = people) => (await server.addRoom(seats)).roomId,
    async opened(client, roomId) {
      const room = client.room(roomId);
      await room.open();
      await until('live', () => room.read().state === 'live');
      return room;
    },
    async clear() {
      network.down(false);
      for (const client of clients) client.close();
      clients = [];
      await Promise.all(others.map((other) => other.close()));
      others = [];
    },
    async close() {
      await network.close();
      await server.stop();
    },
  };
}
