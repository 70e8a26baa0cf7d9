import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');
const run = promisify(execFile);
const saying = (what: string) => `console.log('${what}', process.argv.slice(2).join(' '));`;

describe('bin/huying', function () {
  this.timeout(60_000);
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'huying-launcher-'));
    await cp(join(ROOT, 'bin'), join(root, 'bin'), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    await write('package.json', '{"type":"module"}', 1);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** A file as it was written so many seconds after the first of January 2022. */
  async function write(path: string, text: string, second: number): Promise<void> {
    const file = join(root, path);
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, text);
    const at = Date.parse('2022-01-01T00:00:00Z') / 1_000 + second;
    await utimes(file, at, at);
  }
  async function checkout(second: number): Promise<void> {
    await write('tsconfig.build.json', '{"include":["cli","shared"]}', second);
    await write('cli/main.ts', saying('sources'), second);
    await write('shared/ids.ts', 'export {};', second);
  }
  async function build(second: number): Promise<void> {
    await write('dist/cli/main.js', saying('compiled'), second);
    await write('dist/demo/data/units.json', '[]', second);
  }
  const says = async () =>
    (await run(process.execPath, [join(root, 'bin/huying'), 'verify', '--all'])).stdout.trim();

  it('runs what is compiled where there are no sources', async () => {
    await write('dist/cli/main.js', saying('compiled'), 2);
    expect(await says()).to.equal('compiled verify --all');
  });

  it('runs the sources of a checkout that was never built, or not to the end', async () => {
    await checkout(1);
    expect(await says()).to.equal('sources verify --all');
    await write('dist/cli/main.js', saying('half'), 2);
    expect(await says()).to.equal('sources verify --all');
  });

  it('runs what was built, until a source is newer', async () => {
    await checkout(1);
    await build(2);
    expect(await says()).to.equal('compiled verify --all');
    await write('shared/ids.ts', 'export {};', 3);
    expect(await says()).to.equal('sources verify --all');
  });
});
