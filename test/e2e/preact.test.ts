import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { box, row, say, seesOnce, showsUnread } from './room.ts';
import { makeStage, PHONE, type Stage } from './stage.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
/** What React says in a built page where something is wrong. */
const OF_REACT = 'react.dev/errors';

/** The same application on preact/compat: should the first page of phones on weak lines have to be smaller, this is the way. */
describe('a deputy’s way on preact/compat', function () {
  this.timeout(90_000);
  let folder: string;
  let stage: Stage;

  before(async function () {
    this.timeout(400_000);
    folder = await mkdtemp(join(tmpdir(), 'huying-preact-'));
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    await run(
      process.execPath,
      [vite, 'build', 'web', '--mode', 'preact', '--outDir', folder, '--emptyOutDir'],
      {
        cwd: root,
      },
    );
    stage = await makeStage({ webFolder: folder });
    await stage.handOver();
  });
  afterEach(async () => {
    expect(await stage.clear()).to.deep.equal([]);
  });
  after(async () => {
    await stage.close();
    await rm(folder, { recursive: true });
  });

  it('leads from the first page into a room, where they read and write, and others hear it', async () => {
    const scripts = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
    for (const name of scripts)
      expect(await readFile(join(folder, 'assets', name), 'utf8'), name).not.to.include(OF_REACT);

    const unit = await stage.signIn(stage.people.unit, { path: stage.roomPath(0) });
    await box(unit.page).waitFor();
    await say(unit.page, '代表您好，我们周三来听您的意见');
    await seesOnce(unit.page, '代表您好，我们周三来听您的意见');

    const { page } = await stage.signIn(stage.people.deputy, { size: PHONE, path: '/' });
    await page.getByRole('heading', { level: 1, name: '陈望舒代表，您好' }).waitFor();
    await page.getByText('领衔 3').waitFor();
    await page.getByRole('link', { name: '群组' }).click();
    await row(page, 417).click();
    await seesOnce(page, '代表您好，我们周三来听您的意见');
    await say(page, '周三上午我都在');
    await seesOnce(page, '周三上午我都在');

    await seesOnce(unit.page, '周三上午我都在');
    await say(unit.page, '那就周三上午九点');
    await seesOnce(page, '那就周三上午九点');
    await page.goBack();
    await showsUnread(page, 417, 0);
  });
});
