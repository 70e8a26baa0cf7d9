import { Counter, Histogram, type Registry } from 'prom-client';
import type { Counted, Counters, Sized } from '../wire/ports.ts';

const HELP: Record<Counted, string> = {
  'messages-kept': 'Messages that were kept.',
  tombstones: 'Numbers that a crash left empty, closed for ever.',
  'gaps-repaired': 'Answers to room:sync that had something the client lacked.',
  digests: 'Digests of heads that were asked for.',
  'slow-readers': 'Readers that fell behind and get head notes only.',
  'cut-readers': 'Readers that fell so far behind that they were cut off.',
  'held-packets': 'Packets that waited until it was read who still sits in the room.',
  'dropped-packets': 'Packets that gave up waiting for that.',
  evicted: 'Sockets taken out of a room because that reading did not find their person.',
  revoked: 'Sockets closed because their session, account or person was found gone.',
  'publish-failures': 'Packets that could not be published to other nodes.',
  'admission-refusals': 'Handshakes and requests refused because the node bears no more.',
  'flooders-cut': 'Sockets cut off because they went on after thousands of refusals.',
};

const SIZES: Record<Sized, { help: string; buckets: number[] }> = {
  'message-batch': { help: 'Messages of one write.', buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
  'change-batch': { help: 'Changes of one room in one write.', buckets: [1, 2, 5, 10, 20, 50, 100, 500] },
  'fan-out': {
    help: 'Sockets of this node that one broadcast was written to.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000],
  },
};

const nameOf = (what: string) => `huying_${what.replaceAll('-', '_')}`;
const entries = <K extends string, V>(record: Record<K, V>) => Object.entries(record) as [K, V][];

/** Counts for Prometheus: `huying_messages_kept_total`, `huying_fan_out` and so on. */
export function makeCounters(registry: Registry): Counters {
  const registers = [registry];
  const counters = Object.fromEntries(
    entries(HELP).map(([what, help]) => [
      what,
      new Counter({ name: `${nameOf(what)}_total`, help, registers }),
    ]),
  ) as Record<Counted, Counter>;
  const sizes = Object.fromEntries(
    entries(SIZES).map(([what, size]) => [what, new Histogram({ name: nameOf(what), ...size, registers })]),
  ) as Record<Sized, Histogram>;
  return {
    count: (what, by = 1) => counters[what].inc(by),
    size: (what, n) => sizes[what].observe(n),
  };
}

/** Where nothing is read, nothing is counted: for the command line and tests of parts. */
export const noCounters: Counters = { count: () => undefined, size: () => undefined };
