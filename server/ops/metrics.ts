import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { makeCounters } from './counters.ts';

interface Sources {
  /** Sockets connected to this node. */
  sockets: () => number;
  /** Jobs of each queue by state. */
  depths: () => Promise<Record<string, { waiting: number; delayed: number; active: number }>>;
  /** Jobs that were given up. */
  deadLetters: () => Promise<number>;
  /** By how much this machine's clock is ahead of the database's. */
  clockAheadMs: () => number;
}

/** What Prometheus reads at /metrics: requests by name and outcome, sockets, event-loop lag. */
export function makeMetrics({ sockets, depths, deadLetters, clockAheadMs }: Sources) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'huying_' });
  const requests = new Histogram({
    name: 'huying_request_seconds',
    help: 'Time from the gate to the answer, by request and outcome.',
    labelNames: ['request', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'huying_sockets',
    help: 'Sockets connected to this node.',
    registers: [registry],
    collect() {
      this.set(sockets());
    },
  });
  new Gauge({
    name: 'huying_clock_ahead_seconds',
    help: 'By how much the clock of this machine is ahead of the one of the database, which is followed.',
    registers: [registry],
    collect() {
      this.set(clockAheadMs() / 1_000);
    },
  });
  const posts = new Histogram({
    name: 'huying_post_acknowledged_seconds',
    help: 'Time until a message that was posted is kept and acknowledged.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'huying_queue_jobs',
    help: 'Jobs by queue and state; missing while their Redis is away.',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      for (const [queue, states] of Object.entries(await depths().catch(() => ({}))))
        for (const [state, jobs] of Object.entries(states)) this.set({ queue, state }, jobs);
    },
  });
  new Gauge({
    name: 'huying_dead_letters',
    help: 'Jobs that were given up and wait for an administrator; missing while their Redis is away.',
    registers: [registry],
    async collect() {
      this.reset();
      const count = await deadLetters().catch(() => null);
      if (count !== null) this.set(count);
    },
  });
  return {
    counters: makeCounters(registry),
    request: (name: string, outcome: string, ms: number) => {
      requests.observe({ request: name, outcome }, ms / 1_000);
      if (name === 'message:post' && outcome === 'ok') posts.observe(ms / 1_000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
