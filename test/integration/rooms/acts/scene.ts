import { randomUUID } from 'node:crypto';
import { congressId, type PersonId, type RoomId } from '../../../../shared/ids.ts';
import type { Message } from '../../../../shared/messages.ts';
import type { PersonRole } from '../../../../shared/people.ts';
import type { InboxItem, RoomHeader } from '../../../../shared/rooms.ts';
import { newId } from '../../../../server/ops/clock.ts';
import { roomIdOf, type Rooms } from '../../../../server/rooms/index.ts';
import type { Caller } from '../../../../server/wire/ports.ts';
import { roomsBench, type RoomsBench, testDoor } from '../../../support/rooms.ts';

export interface Someone {
  personId: PersonId;
  roles: PersonRole[];
  /** Of another congress than the room. */
  foreign?: boolean;
}

/** A bench with people in all parts, on two nodes. */
export interface Scene {
  bench: RoomsBench;
  node2: Rooms;
  /** 领衔代表, 附议代表, 主办单位, the office (seated); the rest sit nowhere. */
  lead: Someone;
  second: Someone;
  unit: Someone;
  office: Someone;
  /** An office worker and a deputy without a seat, and an auditor. */
  otherOffice: Someone;
  stranger: Someone;
  auditor: Someone;
  foreignOffice: Someone;
  foreignAuditor: Someone;
  /** Seconding deputies besides, for crowds. */
  crowd: Someone[];
  /** Makes a room in which lead, second, unit, office and the crowd sit. */
  room(): Promise<{ roomId: RoomId; subjectId: string }>;
  ask(who: Someone, name: string, input: unknown, on?: Rooms): Promise<unknown>;
  /** `ok`, or the code of the refusal. */
  code(who: Someone, name: string, input: unknown, on?: Rooms): Promise<string>;
  say(who: Someone, roomId: RoomId, text: string, more?: object): Promise<Message>;
  see(who: Someone, roomId: RoomId, seq: number): Promise<Message>;
  header(roomId: RoomId): Promise<RoomHeader>;
  inbox(who: Someone, roomId: RoomId): Promise<InboxItem>;
  /** Deeds of the room's log, oldest first. */
  deeds(roomId: RoomId): Promise<string[]>;
  /** Names of collections that hold these words in clear. */
  whereIs(words: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function scene(crowdSize = 0): Promise<Scene> {
  const bench = await roomsBench(7 + crowdSize);
  const node2 = bench.anotherNode();
  const person = (i: number, roles: PersonRole[]): Someone => ({
    personId: bench.people[i] as PersonId,
    roles,
  });
  const lead = person(0, ['deputy']);
  const second = person(1, ['deputy']);
  const unit = person(2, ['unit-contact']);
  const office = person(3, ['office']);
  const otherOffice = person(4, ['office']);
  const stranger = person(5, ['deputy']);
  const auditor = person(6, ['auditor']);
  const crowd = Array.from({ length: crowdSize }, (_, i) => person(7 + i, ['deputy']));
  const named = [lead, second, unit, office, otherOffice, stranger, auditor];
  await bench.org.people.upsertMany(
    bench.congress,
    named.map(({ personId, roles }, i) => ({ id: personId, code: `p${i}`, name: `代表${i}`, roles })),
  );
  const elsewhere = congressId.parse(newId());

  const callerOf = ({ personId, roles, foreign }: Someone): Caller => ({
    ...{ personId, roles, sessionId: 's', congressId: foreign ? elsewhere : bench.congress },
    ...{ unitId: null, delegationId: null, label: '北京团' },
    name: `代表${bench.people.indexOf(personId)}`,
  });

  const made: Scene = {
    ...{ bench, node2, lead, second, unit, office, otherOffice, stranger, auditor, crowd },
    foreignOffice: { ...office, foreign: true, personId: newId() as PersonId },
    foreignAuditor: { ...auditor, foreign: true, personId: newId() as PersonId },
    async room() {
      const subjectId = randomUUID();
      const seats = [
        { personId: lead.personId, roles: ['lead-deputy' as const] },
        { personId: unit.personId, roles: ['lead-unit' as const] },
        { personId: office.personId, roles: ['office' as const] },
        ...[second, ...crowd].map(({ personId }) => ({ personId, roles: ['seconding-deputy' as const] })),
      ];
      await bench.rooms.ensure([{ ...bench.spec(subjectId, []), seats }], 'system');
      return { roomId: roomIdOf(subjectId), subjectId };
    },
    async ask(who, name, input, on = bench.rooms) {
      const binding = on.bindings.find((b) => b.request.name === name);
      if (!binding) throw new Error(`no such request: ${name}`);
      const parsed = binding.request.input.parse(input);
      return binding.request.output.parse(await binding.handle(parsed, callerOf(who), testDoor()));
    },
    code: (who, name, input, on) =>
      made.ask(who, name, input, on).then(
        () => 'ok',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      ),
    say: (who, roomId, text, more = {}) =>
      made.ask(who, 'message:post', { roomId, text, sendKey: randomUUID(), ...more }) as Promise<Message>,
    async see(who, roomId, seq) {
      const page = await made.ask(who, 'message:list', { roomId, after: seq - 1, limit: 1 });
      const [message] = (page as { messages: Message[] }).messages;
      if (!message) throw new Error(`nothing under ${seq}`);
      return message;
    },
    async header(roomId) {
      return ((await made.ask(lead, 'room:open', { roomId })) as { room: RoomHeader }).room;
    },
    async inbox(who, roomId) {
      const { items } = (await made.ask(who, 'inbox:list', { cursor: null })) as { items: InboxItem[] };
      const item = items.find((i) => i.room.roomId === roomId);
      if (!item) throw new Error('the room is not in the inbox');
      return item;
    },
    async deeds(roomId) {
      const found = await bench.database.connection
        .collection<{ n: number; deed: { kind: string } }>('changes')
        .find({ roomId })
        .toArray();
      return found.sort((a, b) => a.n - b.n).map((c) => c.deed.kind);
    },
    async whereIs(words) {
      const { connection } = bench.database;
      const names = (await connection.listCollections()).map((c) => c.name);
      const holding: string[] = [];
      for (const name of names) {
        const docs = await connection.collection(name).find({}).toArray();
        if (JSON.stringify(docs).includes(words)) holding.push(name);
      }
      return holding.sort();
    },
    close: () => bench.close(),
  };
  return made;
}
