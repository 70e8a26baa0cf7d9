import { spawn } from 'node:child_process';
import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { makeFolders } from '../making/contents.ts';

const HUYING = join(import.meta.dirname, '../../../bin/huying');

describe('a rehearsal that somebody interrupts', function () {
  this.timeout(300_000);
  const folders = makeFolders();
  after(() => folders.clear());

  it('says so, writes no report, and leaves neither engines nor data', async () => {
    const temporary = folders.fresh();
    chmodSync(temporary, 0o755); // engines of root’s run as somebody else
    const child = spawn(HUYING, ['rehearse', '--scale', 'small', '--lang', 'en', '--report', 'year.html'], {
      ...{ cwd: temporary, env: { ...process.env, TMPDIR: temporary } },
    });
    let out = '';
    const code = await new Promise<number | null>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        const before = out;
        out += chunk.toString();
        if (out.includes('2022-04') && !before.includes('2022-04')) child.kill('SIGINT');
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('error', reject).on('close', resolve); // closed only when no engine holds its output any more
    });
    expect(out).to.include('The rehearsal was interrupted');
    expect(code).to.equal(2);
    expect(readdirSync(temporary).filter((name) => name.includes('rehears') || name === 'year.html')).to.eql(
      [],
    );
  });
});
