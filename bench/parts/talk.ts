import type { Finding, PartResult } from '../goals.ts';
import { interleaved, ratioOf, type Run, summaryOf, wrongOf } from '../runs.ts';
import type { Peer } from '../peers.ts';
import type { Kind } from '../speakers/speaker.ts';
import type { Bench } from '../surroundings.ts';
import { fdatasyncTimes } from './fsync.ts';

/** Goals 1, 2, 4 and 8: rooms of 20, closed loop, one message under way in each room. */
export async function measureTalk(bench: Bench): Promise<PartResult> {
  const kinds: Kind[] = ['relay', 'huying', ...bench.peers];
  const question = { do: 'talk', seconds: bench.seconds };
  const runs = await interleaved(bench, kinds, { name: 'talk', size: { rooms: 100, people: 20 }, question });
  return {
    figures: summaries(runs, kinds),
    findings: [
      more(
        [1, 'accepted msg/s against the bare relay'],
        ratioOf(runs, (r) => r.accepted),
        [0.5, 1],
      ),
      ...bench.peers.map((peer) =>
        more(
          [2, `accepted msg/s against ${peer} with rooms and archive`],
          ratioOf(runs, (r) => r.accepted, peer),
          PEER_LINES[peer],
        ),
      ),
      less(
        [4, 'CPU of all server processes a delivery against the bare relay'],
        ratioOf(runs, (r) => r.cpuAll),
        [1.6, 1],
      ),
      exactlyOnce(runs),
    ],
    charts: [
      { title: 'Accepted messages, rooms of 20', unit: 'a second', values: values(runs, kinds, 'accepted') },
      { title: 'CPU of all server processes', unit: 'µs a delivery', values: values(runs, kinds, 'cpuAll') },
    ],
  };
}

const PEER_LINES: Record<Peer, Lines> = { ejabberd: [1.5, 3], prosody: [3, 6] };

/** Goal 3: rooms of 500. */
export async function measureCrowd(bench: Bench): Promise<PartResult> {
  const kinds: Kind[] = ['relay', 'huying'];
  const question = { do: 'talk', seconds: bench.seconds };
  const runs = await interleaved(bench, kinds, {
    name: 'crowd',
    rounds: fewer(bench),
    size: { rooms: 4, people: 500 },
    question,
  });
  return {
    figures: summaries(runs, kinds),
    findings: [
      more(
        [3, 'deliveries/s in rooms of 500 against the bare relay'],
        ratioOf(runs, (r) => r.due / r.whole),
        [1, 1.5],
      ),
      exactlyOnce(runs),
    ],
    charts: [
      { title: 'Deliveries, rooms of 500', unit: 'a second', values: values(runs, kinds, 'deliveries') },
    ],
  };
}

/** Rounds of parts that differ less from round to round. */
const fewer = ({ rounds }: Bench) => Math.min(rounds, 3);

const PER_SECOND = 100;

/** Goal 5: open loop. To the relay's times one journal write is added: 99 % of fdatasync on this disk, now. */
export async function measureSteady(bench: Bench): Promise<PartResult> {
  const kinds: Kind[] = ['relay', 'huying'];
  const question = { do: 'steady', perSecond: PER_SECOND, seconds: bench.seconds };
  const fsync = await fdatasyncTimes();
  const runs = await interleaved(bench, kinds, {
    name: 'steady',
    rounds: fewer(bench),
    size: { rooms: 100, people: 20 },
    question,
  });
  const against = (quantile: 'p50' | 'p99') =>
    ratioOf(runs, (r) => r.delivery[quantile] + (r.kind === 'relay' ? fsync.p99 : 0));
  return {
    figures: { perSecond: PER_SECOND, fsyncMs: fsync, ...summaries(runs, kinds) },
    findings: [
      less([5, 'delivery p50 against the bare relay and one fdatasync'], against('p50'), [2, 1.2]),
      less([5, 'delivery p99 against the bare relay and one fdatasync'], against('p99'), [2, 1.2]),
      exactlyOnce(runs),
    ],
    charts: [
      { title: 'Delivery at 100 msg/s, p50', unit: 'ms', values: values(runs, kinds, 'deliveryP50') },
      { title: 'Delivery at 100 msg/s, p99', unit: 'ms', values: values(runs, kinds, 'deliveryP99') },
    ],
  };
}

const summaries = (runs: readonly Run[], kinds: readonly Kind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, summaryOf(runs, kind)]));

const values = (
  runs: readonly Run[],
  kinds: readonly Kind[],
  figure: 'accepted' | 'cpuAll' | 'deliveries' | 'deliveryP50' | 'deliveryP99',
) => Object.fromEntries(kinds.map((kind) => [kind, summaryOf(runs, kind)[figure]]));

type Lines = readonly [must: number, wanted: number];
type What = readonly [goal: number, what: string];

const line =
  (better: Finding['better']) =>
  ([goal, what]: What, value: number, [must, wanted]: Lines): Finding => ({
    goal,
    what,
    value,
    must,
    wanted,
    better,
  });
const more = line('more');
const less = line('less');

const exactlyOnce = (runs: readonly Run[]): Finding =>
  less(
    [8, 'deliveries lost, doubled or misled, and numbers missing'],
    wrongOf(runs.filter((r) => r.kind === 'huying')),
    [0, 0],
  );
