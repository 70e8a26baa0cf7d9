import type { Due, Fault } from './faults.rules.ts';
import { wordsFor } from './faults.rules.ts';
import type { Clients } from './clients.ts';
import type { OwnEngine } from './own-engines.ts';
import type { Stage } from './stage.ts';
import { tick } from './tick.ts';

/** A fault that happened: when, and how long it took until people could speak again. */
export interface Happened {
  /** Milliseconds since the clients began. */
  readonly at: number;
  readonly what: string;
  readonly kind: Fault['kind'];
  /** Until some clients, asked at the moment of the fault, were all answered; null: not within two minutes. */
  readonly recoveredMs: number | null;
}

const PROBE_MS = 120_000;
const DOWN_MS = 1_000;
const STOP_MS = 60_000;

interface Parts {
  readonly stage: Stage;
  readonly clients: Clients;
  readonly say: (line: string) => void;
}

/** Lets one fault after the other happen at its time; resolves when all are mended and answered. */
export async function conduct(parts: Parts, faults: readonly Due[], began: number): Promise<Happened[]> {
  const happening: Promise<Happened>[] = [];
  for (const { at, fault } of faults) {
    await pause(began + at - tick());
    happening.push(happen(parts, fault, tick() - began));
  }
  return Promise.all(happening);
}

async function happen({ stage, clients, say }: Parts, fault: Fault, at: number): Promise<Happened> {
  const what = wordsFor(fault);
  say(`fault: ${what}`);
  const mending = inflict(stage, clients, fault);
  const recovering = clients.probe(PROBE_MS);
  const [, recoveredMs] = await Promise.all([mending, recovering]);
  say(
    recoveredMs === null
      ? `not recovered: ${what}`
      : `answered ${(recoveredMs / 1000).toFixed(1)} s after: ${what}`,
  );
  return { at, what, kind: fault.kind, recoveredMs };
}

/** Does it, and mends it where nobody else does. */
async function inflict(stage: Stage, clients: Clients, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case 'cut':
      return clients.cut(fault.share);
    case 'slow':
      return clients.slow(fault.share, fault.ms);
    case 'wipe':
      return fault.by === 'flush' ? stage.engines.flush(fault.what) : stage.engines.wipe(fault.what);
    case 'stop': {
      const node = stage.nodes.get(fault.what);
      await node?.end('SIGTERM', STOP_MS);
      return node?.start();
    }
    case 'freeze':
      return freeze(stage, fault.what, fault.ms);
    case 'kill':
      return kill(stage, fault.what);
  }
}

async function kill(stage: Stage, what: Extract<Fault, { kind: 'kill' }>['what']): Promise<void> {
  if (what === 'both redis') {
    await Promise.all([stage.engines.kill('redis'), stage.engines.kill('redis of the jobs')]);
    return;
  }
  if (isEngine(what)) return stage.engines.kill(what);
  if (what === 'control') return stage.killControl();
  if (what === 'proxy') {
    await stage.proxy.kill();
    await pause(DOWN_MS);
    return stage.proxy.start();
  }
  const node = stage.nodes.get(what);
  await node?.end('SIGKILL', 0);
  await pause(DOWN_MS);
  node?.start();
}

const ENGINES: readonly string[] = [
  'redis',
  'redis of the jobs',
  'database',
  'database door',
] satisfies OwnEngine[];
const isEngine = (what: string): what is OwnEngine => ENGINES.includes(what);

async function freeze(
  stage: Stage,
  what: Extract<Fault, { kind: 'freeze' }>['what'],
  ms: number,
): Promise<void> {
  if (isEngine(what)) {
    const goOn = await stage.engines.freeze(what);
    await pause(ms);
    goOn();
    return;
  }
  const process = what === 'proxy' ? stage.proxy : stage.nodes.get(what);
  process?.signal('SIGSTOP');
  await pause(ms);
  process?.signal('SIGCONT');
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, ms)));
