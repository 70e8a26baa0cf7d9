import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');

const CONSUMER = `
import { connect, type Message } from '@huying/client-sdk';
import { fileStorage } from '@huying/client-sdk/node';
import { indexedDbStorage } from '@huying/client-sdk/browser';
import { say } from '@huying/client-sdk/wording';
import { connectLean } from '@huying/client-sdk/lean';
import { roomOf } from '@huying/client-sdk/inside';
import { roomId } from '@huying/client-sdk/contracts/ids';
import { PHASES } from '@huying/client-sdk/contracts/values/suggestions';
const huying = connect({ url: 'http://127.0.0.1:9', storage: fileStorage('kept') });
const words: string = say('zh-CN').fault(null);
export const hear = (m: Message): number => m.seq;
export const names = async (): Promise<string[]> => (await huying.ask('unit:list', {})).units.map((u) => u.name);
// @ts-expect-error a room is named by its id, not by any text
huying.room('x');
huying.room(roomId.parse('0190163d-8694-739b-aea5-966c26f8ad91'));
// @ts-expect-error there is no such request
void huying.ask('unit:lists', {});
roomOf(connectLean({ url: 'http://127.0.0.1:9' }), roomId.parse('0190163d-8694-739b-aea5-966c26f8ad91'));
export { indexedDbStorage, PHASES, words };
huying.close();
`;

describe('client SDK as a package', function () {
  this.timeout(180_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'huying-package-'));
    await run('npm', ['pack', '--pack-destination', folder], { cwd: join(root, 'client-sdk') });
    const home = join(folder, 'node_modules/@huying/client-sdk');
    await mkdir(home, { recursive: true });
    await run('tar', ['-xzf', join(folder, 'huying-client-sdk-0.1.0.tgz'), '-C', home, '--strip', '1']);
    // What a registry would bring.
    for (const dependency of ['zod', 'socket.io-client'])
      await symlink(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });
  after(() => rm(folder, { recursive: true }));

  it('is imported from plain JavaScript, and says UNAVAILABLE where no server is', async () => {
    await writeFile(
      join(folder, 'plain.js'),
      `import { connect, Fault } from '@huying/client-sdk';
       import { fileStorage } from '@huying/client-sdk/node';
       import '@huying/client-sdk/browser';
       import { say } from '@huying/client-sdk/wording';
       const huying = connect({ url: 'http://127.0.0.1:9', storage: fileStorage('kept') });
       try {
         await huying.signIn('a', 'b');
       } catch (error) {
         console.log(error instanceof Fault, error.code, say('zh-CN').fault(error));
       }
       console.log(await huying.resume(), huying.state);
       huying.close();`,
    );
    const { stdout } = await run(process.execPath, ['plain.js'], { cwd: folder });
    expect(stdout).to.equal(
      'true UNAVAILABLE 暂时连接不上，请检查网络，稍后再试。写好的消息不会丢失。\nnull signed-out\n',
    );
  });

  it('brings its types', async () => {
    await writeFile(join(folder, 'typed.ts'), CONSUMER);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--target', 'es2023', '--module', 'nodenext'];
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')];
    const { stdout } = await run(process.execPath, [tsc, ...options, ...types, 'typed.ts'], {
      cwd: folder,
    }).catch((error: unknown) => error as { stdout: string });
    expect(stdout).to.equal('');
  });
});
