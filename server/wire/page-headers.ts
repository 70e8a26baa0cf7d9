import type { Response } from 'express';

/** What is said to browsers about pages: half a kilobyte that no script, no style and no answer needs. */
const OF_PAGES = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

/** Leaves it out of an answer that is no page. */
export function sayNothingOfPages(res: Response): void {
  for (const name of OF_PAGES) res.removeHeader(name);
}
