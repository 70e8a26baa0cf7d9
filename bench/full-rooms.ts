import { newId } from '../server/ops/clock.ts';
import type { benchParts } from './surroundings.ts';

type Parts = Awaited<ReturnType<typeof benchParts>>;

const TOGETHER = 1_000;
const WORDS = ['道路', '学校', '医院', '公园', '养老', '就业', '环境', '供水', '公交', '社区'];

/** Fills rooms up to so many messages each, past the doors: only the collection and the heads know of them. */
export async function fillRooms({ database }: Parts, rooms: readonly string[], each: number): Promise<void> {
  const messages = database.connection.collection<{ _id: string; roomId: string; seq: number }>('messages');
  const heads = database.connection.collection<{ _id: string; seq: number }>('rooms');
  const fill = async (roomId: string) => {
    const room = await heads.findOne({ _id: roomId });
    const from = (room?.seq ?? 0) + 1;
    for (let at = from; at <= each; at += TOGETHER)
      await messages.insertMany(
        Array.from({ length: Math.min(TOGETHER, each - at + 1) }, (_, i) => docOf(roomId, at + i)),
        { ordered: false },
      );
    await heads.updateOne({ _id: roomId }, { $set: { seq: Math.max(each, from - 1), lastAt: new Date() } });
  };
  const waiting = [...rooms];
  const worker = async () => {
    for (let roomId = waiting.pop(); roomId !== undefined; roomId = waiting.pop()) await fill(roomId);
  };
  await Promise.all([worker(), worker(), worker()]);
}

const docOf = (roomId: string, seq: number) => ({
  ...{ _id: newId(), roomId, seq, authorKey: 'filler', sendKey: newId(), at: new Date() },
  author: { kind: 'person', personId: 'filler', name: '代表', label: '北京团' },
  body: { kind: 'text', text: `关于${WORDS[seq % WORDS.length]}的第${seq}句话，请有关部门研究办理。` },
});

/** Asks as the person of this token, behind the doors: the action and all it reads, without a line in between. */
export async function askAs(
  parts: Parts,
  token: string,
  { name, input }: { name: string; input: object },
): Promise<unknown> {
  const binding = parts.bindings.find((b) => b.request.name === name);
  const found = await parts.people.callerOf(token);
  if (!binding || !found) throw new Error(`nobody answers ${name}`);
  const door = {
    ...{ kind: 'http' as const, address: 'bench', extend: () => undefined },
    ...{ enter: () => Promise.resolve(), exit: () => Promise.resolve() },
    cookie: { read: () => null, write: () => undefined, clear: () => undefined },
  };
  return binding.handle(binding.request.input.parse(input), found.caller, door);
}
