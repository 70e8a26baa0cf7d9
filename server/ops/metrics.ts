import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { makeCounters } from './counters.ts';

/** What Prometheus reads at /metrics: requests by name and outcome, sockets, event-loop lag. */
export function makeMetrics(sockets: () => number) {
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
  return {
    counters: makeCounters(registry),
    request: (name: string, outcome: string, ms: number) =>
      requests.observe({ request: name, outcome }, ms / 1_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

export type Metrics = ReturnType<typeof makeMetrics>;
