import { type Act, type ActsPage, connect, type Huying } from '../../client-sdk/index.ts';
import type { RoomId } from '../../shared/ids.ts';
import { seeded } from '../integration/client-sdk/shaky-network.ts';
import { startServer, type TestNode, type TestPerson, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';
import { doSomething, type Table } from './deeds.ts';
import { differences } from './differences.ts';
import { lossyNetwork, type LossyNetwork } from './lossy-network.ts';
import type { Plant } from './plants.ts';
import { Player } from './player.ts';

const UNHURRIED = {
  HUYING_KNOCKS_PER_MINUTE: '100000',
  HUYING_ACTS_PER_SECOND: '10000',
  HUYING_READS_PER_SECOND: '10000',
};
const ROLES = ['lead-deputy', 'seconding-deputy', 'office'] as const;

/** Two nodes on the same data, three people who play, and one who audits. */
export interface World {
  readonly server: TestServer;
  readonly other: TestNode;
  readonly people: readonly TestPerson[];
  readonly auditor: Huying;
  close(): Promise<void>;
}

/** What the games put to the test. */
export interface Coverage {
  readonly done: Set<string>;
  /** Names of the broadcasts that reached a device. */
  readonly told: Set<string>;
  readonly acts: Set<Act['kind']>;
}

/** One game: what is random, how long it is, and what it is to be counted for. */
export interface Rules {
  readonly seed: number;
  readonly steps: number;
  readonly coverage: Coverage;
  /** How long a device that differs may take to become like the others. */
  readonly patienceMs: number;
  /** A fault in the first device. */
  readonly plant?: Plant;
}

/** Brings the world up. */
export async function openWorld(): Promise<World> {
  const server = await startServer({ env: UNHURRIED });
  const other = await server.anotherNode(UNHURRIED);
  const people = [...(await server.addPeople(2)), ...(await server.addPeople(1, ['office']))];
  const [reader] = await server.addPeople(1, ['auditor']);
  if (!reader) throw new Error('nobody was added');
  const auditor = connect({ url: server.url });
  await auditor.signIn(reader.login, reader.password);
  return {
    server,
    other,
    people,
    auditor,
    close: async () => {
      auditor.close();
      await other.stop();
      await server.stop();
    },
  };
}

/** Plays one random game in a room of its own: three people, one of them with two devices. Gives all that differs at the end. */
export async function play(world: World, rules: Rules): Promise<string[]> {
  const { subjectId, roomId } = await world.server.addRoom(world.people);
  const networks = [
    await lossyNetwork(world.server.url, seeded(rules.seed + 1_000)),
    await lossyNetwork(world.other.url, seeded(rules.seed + 2_000)),
    await lossyNetwork(world.server.url, seeded(rules.seed + 3_000), rules.plant?.twist),
  ] as const;
  const game = new Game({ world, rules, subjectId, roomId, networks });
  try {
    return await game.play();
  } finally {
    game.close();
    for (const network of networks) {
      for (const name of network.told) rules.coverage.told.add(name);
      await network.close();
    }
  }
}

interface Parts {
  readonly world: World;
  readonly rules: Rules;
  readonly subjectId: string;
  readonly roomId: RoomId;
  /** To one node, to the other, and one that serves the first device alone when it has a fault. */
  readonly networks: readonly [LossyNetwork, LossyNetwork, LossyNetwork];
}

class Game {
  readonly #parts: Parts;
  readonly #table: Table;
  readonly #fresh: Player[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    const { world, rules, subjectId } = parts;
    const { rooms } = world.server.parts;
    const players = [
      this.#make(0, rules.plant ? 2 : 0, { listens: true, ...rules.plant }),
      this.#make(1, 1, { listens: true }),
      this.#make(2, 0, {}),
      this.#make(0, 1, {}),
    ];
    this.#table = {
      random: seeded(rules.seed),
      players,
      auditor: world.auditor,
      done: rules.coverage.done,
      retitle: (title) => rooms.setHeader(subjectId, { title }),
      seat: (sitting) => {
        const isIn = ({ personId }: TestPerson) => sitting.some(({ person }) => person.personId === personId);
        const seats = world.people.flatMap((person, at) => {
          const role = ROLES[at];
          return role && isIn(person) ? [{ personId: person.personId, roles: [role] }] : [];
        });
        return rooms.reconcile(subjectId, seats, { personId: 'system', why: '调整' });
      },
    };
  }

  async play(): Promise<string[]> {
    const { players } = this.#table;
    await this.#table.seat(players);
    await Promise.all(players.map((player) => player.begin()));
    await this.#leaveAndReturn();
    await this.#happen();
    await this.#table.seat(players);
    await this.#settle();
    const newcomers: Player[] = [];
    for (const who of [0, 1, 2]) {
      const newcomer = this.#make(who, who === 1 ? 1 : 0, {});
      this.#fresh.push(newcomer);
      newcomers.push(newcomer);
      await newcomer.begin();
      await newcomer.toStart();
    }
    await this.#noteActs();
    const found: string[] = [];
    for (const [at, player] of players.entries()) {
      const newcomer = newcomers[this.#parts.world.people.indexOf(player.person)];
      if (!newcomer) throw new Error('nobody to compare with');
      for (const difference of await this.#compare(player, newcomer))
        found.push(`device ${at}: ${difference}`);
    }
    return found;
  }

  close(): void {
    for (const player of [...this.#table.players, ...this.#fresh]) player.close();
  }

  #make(who: number, at: number, o: { listens?: boolean; hears?: Plant['hears'] }): Player {
    const { world, rules, roomId, networks } = this.#parts;
    const [person, network] = [world.people[who], networks[at]];
    if (!person || !network) throw new Error('no such person or network');
    return new Player({
      person,
      network,
      roomId,
      listens: o.listens ?? false,
      random: seeded(rules.seed * 100 + who * 10 + at),
      ...(o.hears && { hears: o.hears }),
    });
  }

  /** The third player loses the seat and has it again, while nothing is lost: later that is told by luck only. */
  async #leaveAndReturn(): Promise<void> {
    const { players } = this.#table;
    const third = players[2];
    await this.#table.seat(players.filter((player) => player !== third));
    await until('the third player is out', () => third?.room.read().state === 'revoked');
    await this.#table.seat(players);
  }

  /** Things happen, several at the same time; networks lose, break and come back. */
  async #happen(): Promise<void> {
    const { random } = this.#table;
    const [here, there] = this.#parts.networks;
    const either = () => (random() < 0.5 ? here : there);
    const going: Promise<void>[] = [];
    let downFor = 0;
    for (let step = 0; step < this.#parts.rules.steps; step += 1) {
      going.push(doSomething(this.#table));
      if (random() < 0.08) either().lose(random() < 0.5 ? 0 : 0.5);
      if (downFor > 0) {
        downFor -= 1;
        if (downFor === 0) for (const network of [here, there]) network.down(false);
      } else if (random() < 0.03) {
        downFor = 4;
        either().down(true);
      } else if (random() < 0.6) await going[Math.max(0, step - Math.floor(random() * 8))];
    }
    for (const network of [here, there]) {
      network.down(false);
      network.lose(0);
    }
    await Promise.all(going);
  }

  /** Everybody is back. */
  async #settle(): Promise<void> {
    for (const { room, client } of this.#table.players) {
      await until('connected', () => client.state === 'online', 60_000);
      for (const { sendKey } of room.read().pending) await room.discard(sendKey);
    }
  }

  async #noteActs(): Promise<void> {
    const office = this.#table.players[2]?.room;
    let cursor: string | null = null;
    do {
      const page: ActsPage | undefined = await office?.acts(cursor);
      for (const { kind } of page?.acts ?? []) this.#parts.rules.coverage.acts.add(kind);
      cursor = page?.cursor ?? null;
    } while (cursor !== null);
  }

  /** The device asks what it missed, until it is like the newcomer's or has had its time; then gives what differs. */
  async #compare(player: Player, { shown: whole }: Player): Promise<string[]> {
    if (player.room.read().state !== 'live') await player.open().catch(() => undefined);
    await player.toStart();
    const isSame = () => {
      if (player.room.read().state === 'live' && differences(player, whole).length === 0) return true;
      player.wake();
      return false;
    };
    await until('the same', isSame, this.#parts.rules.patienceMs).catch(() => undefined);
    return differences(player, whole);
  }
}
