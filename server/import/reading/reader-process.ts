import { Buffer } from 'node:buffer';
import { readTable } from './table.rules.ts';
import { Unreadable } from './unreadable.rules.ts';

/** A process of its own, begun by apart.ts: reads the one table that it is sent, answers, and ends with who began it. */
async function read(bytes: Uint8Array): Promise<void> {
  try {
    const table = await readTable(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), null);
    process.send?.({ table });
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    process.send?.({ code: error.code, facts: error.facts });
  }
}

process.once('message', (bytes: Uint8Array) => void read(bytes));
process.once('disconnect', () => process.exit());
