import lighthouse from 'lighthouse';
import { freePort } from '../embedded/index.ts';
import { enter, startBrowserAt } from './browser.ts';
import { median, round } from './figures.ts';

/** What Lighthouse thinks of a page on a phone: medians of the rounds, of the last two the worst. */
export interface Inspected {
  readonly page: string;
  readonly performance: number;
  readonly accessibility: number;
  readonly bestPractices: number;
  /** Milliseconds, milliseconds, share of the screen. */
  readonly largestPaint: number;
  readonly blocked: number;
  readonly shifted: number;
  /** What stands between it and a full score, apart from its speed. */
  readonly wrong: readonly string[];
}

interface Order {
  readonly url: string;
  readonly say: (line: string) => void;
  readonly rounds: number;
  /** For a browser of its own. */
  readonly folder: string;
  /** Who looks; null: a stranger. */
  readonly words: readonly [login: string, password: string] | null;
}

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
type Category = (typeof CATEGORIES)[number];

/** One look. Caches and workers are cleared before it, cookies are not: whoever is signed in comes as for the first time. */
async function look(address: string, port: number) {
  const asked = { port, onlyCategories: [...CATEGORIES] };
  const result = await lighthouse(address, { ...asked, output: 'json', logLevel: 'error' });
  if (!result) throw new Error('Lighthouse says nothing');
  const { audits, categories, finalDisplayedUrl, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(`Lighthouse could not look at ${address}: ${runtimeError.message}`);
  if (finalDisplayedUrl !== address) throw new Error(`${address} leads to ${finalDisplayedUrl}`);
  const score = (of: Category): number => categories[of]?.score ?? Number.NaN;
  const measured = (id: string): number => audits[id]?.numericValue ?? Number.NaN;
  const wrong = (['accessibility', 'best-practices'] as const).flatMap((of) =>
    (categories[of]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => id),
  );
  return {
    ...{ performance: score('performance'), accessibility: score('accessibility'), wrong },
    bestPractices: score('best-practices'),
    ...{ largestPaint: measured('largest-contentful-paint'), blocked: measured('total-blocking-time') },
    shifted: measured('cumulative-layout-shift'),
  };
}

/** Looks at pages, by name and path, as many times as there are rounds, in turn. */
export async function inspect(
  { url, say, rounds, folder, words }: Order,
  pages: Readonly<Record<string, string>>,
): Promise<Inspected[]> {
  const port = await freePort();
  const browser = await startBrowserAt(say, { port, folder });
  try {
    if (words) await enter(browser, url, words);
    const looks = new Map<string, Awaited<ReturnType<typeof look>>[]>();
    for (let i = 0; i < rounds; i++)
      for (const [page, path] of Object.entries(pages))
        looks.set(page, [...(looks.get(page) ?? []), await look(`${url}${path}`, port)]);
    const inspected = [...looks].map(([page, all]) => summed(page, all));
    for (const one of inspected) say(`  lighthouse ${JSON.stringify(one)}`);
    return inspected;
  } finally {
    await browser.close();
  }
}

function summed(page: string, all: readonly Awaited<ReturnType<typeof look>>[]): Inspected {
  type Number = 'performance' | 'accessibility' | 'bestPractices' | 'largestPaint' | 'blocked' | 'shifted';
  const of = (what: Number) => all.map((one) => one[what]);
  return {
    page,
    performance: round(median(of('performance'))),
    accessibility: round(Math.min(...of('accessibility'))),
    bestPractices: round(Math.min(...of('bestPractices'))),
    largestPaint: round(median(of('largestPaint')), 0),
    blocked: round(median(of('blocked')), 0),
    shifted: round(median(of('shifted')), 3),
    wrong: [...new Set(all.flatMap(({ wrong }) => wrong))],
  };
}
