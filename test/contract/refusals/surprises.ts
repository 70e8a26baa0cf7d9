import { expect } from 'chai';
import type { TestServer } from '../../support/server.ts';

/** Collects what a server logs as an error from now on: an INTERNAL never comes without such a line. */
export function watchSurprises({ parts }: TestServer): unknown[] {
  const surprises: unknown[] = [];
  const note = (...line: unknown[]) => void surprises.push(line);
  parts.log.error = note;
  parts.log.fatal = note;
  return surprises;
}

/** The server still answers, and met nothing it did not expect. */
export async function expectNoSurprise(server: TestServer, surprises: readonly unknown[]): Promise<void> {
  expect(surprises).to.deep.equal([]);
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).to.include('huying_request_seconds_count');
  expect(metrics).to.not.include('outcome="INTERNAL"');
}
