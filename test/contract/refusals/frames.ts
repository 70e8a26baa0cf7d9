import type { KnownRequest } from '../../../shared/protocol.ts';
import type { Random } from '../../../demo/random.ts';

/** Inputs made for one request, near enough to valid. */
export type Pool = ReadonlyMap<KnownRequest, readonly unknown[]>;

/** A frame that asks, by the number under which its answer comes; null: it wants no answer. */
export interface Asked {
  readonly frame: string;
  readonly request: KnownRequest | null;
  readonly id: number | null;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An input of the pool, or one with some of its fields from another. */
function inputFor(random: Random, inputs: readonly unknown[]): unknown {
  const [one, other] = [random.pick(inputs), random.pick(inputs)];
  if (!isPlain(one) || !isPlain(other)) return one;
  const mixed = Object.entries({ ...other, ...one }).map(([key, value]) => [
    key,
    key in other && random.int(3) === 0 ? other[key] : value,
  ]);
  return Object.fromEntries(mixed) as unknown;
}

/** Values that hardly any field takes. */
const JUNK: readonly unknown[] = [
  ...[null, true, -1, 0.5, 1e300, '', '\u0000', 'x'.repeat(300), [], [[]], {}, { $gt: '' }],
  ...['__proto__', { length: 5 }, [null], [{}], '0'.repeat(36), 'ffffffff-ffff-ffff-ffff-fffffffffffg'],
];

/** The same with one field, or all of it, replaced or left out. */
function spoiled(random: Random, input: unknown): unknown {
  const junk = random.pick(JUNK);
  if (!isPlain(input) || random.int(8) === 0) return junk;
  const keys = Object.keys(input);
  if (keys.length === 0) return { ...input, [String(junk)]: junk };
  const { [random.pick(keys)]: _, ...rest } = input;
  const [lost] = keys.filter((key) => !(key in rest));
  return random.int(4) === 0 || lost === undefined ? rest : { ...rest, [lost]: junk };
}

const ODD_EVENTS = ['', '__proto__', 'message:', 'session:sign-in', 'hand-over:start', 'x'.repeat(1_000)];
const MORE = [',null', ',{}', ',"x"', ',[]', ',5'];

/** Of so many inputs one is as near to valid as it was made; the others are spoiled once more. */
const SPOILED = 7;

/** A frame that the protocol allows, whatever its input; `id` is used if it wants an answer. */
export function askingFrame(random: Random, pool: Pool, id: number): Asked {
  const wants = random.int(5) > 0 ? id : null;
  const head = `42${wants ?? ''}`;
  if (random.int(100) === 0) {
    const event = JSON.stringify(random.pick(ODD_EVENTS));
    return { frame: `${head}[${event},{}]`, request: null, id: wants };
  }
  const [request, inputs] = random.pick([...pool]);
  const near = inputFor(random, inputs);
  const input = JSON.stringify(random.int(SPOILED) === 0 ? near : spoiled(random, near)) as
    string | undefined;
  const more = random.int(50) === 0 ? random.pick(MORE) : '';
  return { frame: `${head}["${request.name}",${input ?? 'null'}${more}]`, request, id: wants };
}

const SEEDS = [
  '42["session:me",{}]',
  '451-["message:post",{"_placeholder":true,"num":0}]',
  '40{"token":"x"}',
];

/** Frames of which at least one breaks the protocol, or closes it. */
export function brokenFrames(random: Random): (string | Uint8Array)[] {
  const bytes = () => Uint8Array.from({ length: 1 + random.int(60) }, () => random.int(256));
  switch (random.int(5)) {
    case 0:
      return [bytes()];
    case 1:
      return ['451-["message:post",{"_placeholder":true,"num":0}]', random.pick(['42["x"]', '4', 'x'])];
    case 2:
      return [`4${random.pick(['', '7', '9', '0[]', '2[]', '2{', '1x', '3{}', '5-[]', '599-[]'])}`];
    case 3:
      return [random.pick(['1', '41', '7', 'x', '40{"token":5}', '42/x,["a"]'])];
    default: {
      const seed = random.pick(SEEDS);
      const at = 2 + random.int(seed.length - 3);
      return [`${seed.slice(0, at)}${random.pick(['{', '\u0000', '"', '\\', '[[['])}`, '4'];
    }
  }
}
