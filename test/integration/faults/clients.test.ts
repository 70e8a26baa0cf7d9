import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Message, type RoomId } from '../../../client-sdk/index.ts';
import { fileStorage } from '../../../client-sdk/node.ts';
import { startServer, type TestPerson, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type Program, startProgram } from './program.ts';

const CLIENT = join(import.meta.dirname, 'client-process.ts');
const EACH = 300;

type Line = { is?: string; told?: string; acknowledged?: number; seq?: number };

describe('faults: two client processes with file storage', function () {
  this.timeout(180_000);
  let server: TestServer;
  let people: TestPerson[];
  let roomId: RoomId;
  let folder: string;
  let programs: Program[];

  before(async () => {
    server = await startServer({ env: { HUYING_KNOCKS_PER_MINUTE: '10000' } });
  });
  after(() => server.stop());
  beforeEach(async () => {
    people = await server.addPeople(3);
    ({ roomId } = await server.addRoom(people));
    folder = mkdtempSync(join(tmpdir(), 'huying-test-'));
    programs = [];
  });
  afterEach(async () => {
    await Promise.all(programs.map((program) => program.end('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  });

  const folderOf = ({ login }: TestPerson) => join(folder, login);
  function run(person: TestPerson, password: string, count: number): Program {
    const args = [server.url, folderOf(person), roomId, person.login, password, String(count)];
    const program = startProgram(CLIENT, args);
    programs.push(program);
    return program;
  }
  const linesOf = ({ lines }: Program) => lines.map((line) => JSON.parse(line) as Line);
  const toldTo = (program: Program) => linesOf(program).flatMap(({ told }) => told ?? []);
  const acknowledgedTo = (program: Program) =>
    linesOf(program).flatMap(({ acknowledged, seq = 0 }) => (acknowledged ? [{ n: acknowledged, seq }] : []));

  /** Which of the person's messages wait in their storage. */
  async function outboxOf(person: TestPerson): Promise<number[]> {
    const storage = fileStorage(folderOf(person));
    const keys = (await storage.keys('huying/person/')).filter((key) => key.includes('/outbox/'));
    const kept = await Promise.all(keys.map((key) => storage.get(key)));
    return kept.flatMap((text) =>
      text === null ? [] : [numberIn((JSON.parse(text) as { text: string }).text)],
    );
  }
  const numberIn = (text: string) => Number(/第(\d+)句/.exec(text)?.[1]);

  /** All that was said, as a third person reads it. */
  async function historyOf(reader: TestPerson): Promise<readonly Message[]> {
    const client = connect({ url: server.url });
    try {
      await client.signIn(reader.login, reader.password);
      const room = client.room(roomId);
      await room.open();
      while (!room.read().reachedStart) await room.older();
      return room.read().messages;
    } finally {
      client.close();
    }
  }

  it('send after kill -9 and a restart what was in their outboxes, once and in order', async () => {
    const [one, two, reader] = people as [TestPerson, TestPerson, TestPerson];
    const writers = [
      { person: one, killAt: 40 },
      { person: two, killAt: 120 },
    ];
    const firstRuns = await Promise.all(
      writers.map(async ({ person, killAt }) => {
        const program = run(person, person.password, EACH);
        await until(`${killAt} acknowledged`, () => acknowledgedTo(program).length >= killAt, 60_000);
        await program.end('SIGKILL');
        return { person, program, left: await outboxOf(person) };
      }),
    );
    for (const { left } of firstRuns)
      expect(left.length, 'killed with messages in its outbox').to.be.greaterThan(0);

    // Killed once more while it sends them, then left alone; without the password: the session was kept, too.
    const second = run(one, '', 0);
    await until(
      'some more are sent',
      async () => (await outboxOf(one)).length < (firstRuns[0]?.left.length ?? 0),
      60_000,
    );
    await second.end('SIGKILL');
    const lastRuns = writers.map(({ person }) => run(person, '', 0));
    for (const { person } of writers)
      await until(
        `the outbox of ${person.login} is empty`,
        async () => (await outboxOf(person)).length === 0,
        60_000,
      );

    const history = await historyOf(reader);
    const lines = history.map(({ seq, body }) => `${seq} ${body.kind === 'text' ? body.text : ''}`);
    for (const { person, program, left } of firstRuns) {
      const mine = history.filter(
        ({ author }) => author.kind === 'person' && author.personId === person.personId,
      );
      const numbers = mine.map(({ body }) => (body.kind === 'text' ? numberIn(body.text) : 0));
      expect(numbers, 'once, in the order of writing').to.eql([...new Set(numbers)].sort((a, b) => a - b));
      expect(numbers).to.include.members(left);
      for (const { n, seq } of acknowledgedTo(program))
        expect(mine.find((message) => message.seq === seq)?.body).to.eql({
          kind: 'text',
          text: `${person.login} 的第${n}句`,
        });
      const told = toldTo(program);
      expect(told, 'told before it was killed').to.eql(lines.slice(0, told.length));
    }
    for (const program of [second, ...lastRuns]) expect(linesOf(program)[0]).to.eql({ is: 'resumed' });
    for (const program of lastRuns) {
      await until('told to the end', () => toldTo(program).at(-1) === lines.at(-1), 90_000);
      const told = toldTo(program);
      expect(told, 'told after the restart').to.eql(lines.slice(-told.length));
    }
  });
});
