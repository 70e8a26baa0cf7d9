import { expect } from 'chai';
import type { Reply, WireFault } from '../../../shared/contract.ts';
import { type FaultCode, FAULTS } from '../../../shared/faults.ts';

/** Ids, codes, limits, instants, dotted field names: no blank, no slash, so neither sentence nor stack nor path of a file. */
const FACT = /^[\w.:|+-]*$/;

/** Throws unless all that a refusal says besides its code is for machines. */
export function expectFactsOnly({ code, facts }: WireFault): void {
  const look = (value: unknown): void => {
    if (typeof value === 'string') expect(value, `a fact of ${code}`).to.match(FACT);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) [key, inner].forEach(look);
    else expect(value, `a fact of ${code}`).to.satisfy(isPlain);
  };
  look(facts);
}

const isPlain = (value: unknown) => value === null || ['number', 'boolean'].includes(typeof value);

/** An answer with, over HTTP, its status. */
export interface Answer {
  status?: number;
  reply: Reply<unknown>;
}

/** The fault of an answer that must be this refusal, with the status of the table. */
export function expectRefused({ status, reply }: Answer, code: FaultCode): WireFault {
  if (reply.ok) throw new Error(`${code} was expected, and it was answered`);
  expect(Object.keys(reply)).to.have.members(['ok', 'fault']);
  expect(Object.keys(reply.fault)).to.have.members(['code', 'facts']);
  expect(reply.fault.code).to.equal(code);
  expectFactsOnly(reply.fault);
  if (status !== undefined) expect(status).to.equal(FAULTS[code].status);
  return reply.fault;
}
