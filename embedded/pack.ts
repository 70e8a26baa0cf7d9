import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { AptSource } from './apt-sources.ts';
import { DebianArchive, hostDebianSources } from './debian-archive.ts';
import { withLock } from './lock.ts';
import { runProgram } from './run-program.ts';

/** What to unpack from Debian into a folder of the cache, and how to make it runnable there. */
export interface Recipe {
  name: string;
  /** Raised when the recipe changes, so that older folders are not taken for it. */
  revision: number;
  /** What a person would call it. */
  title: string;
  sources(host: AptSource[]): AptSource[] | null;
  packages(archive: DebianArchive): Promise<string[]>;
  /** Packages left out, and with them what only they need; a name ending in `*` stands for all that begin so. */
  absent: string[];
  /** Makes the tree runnable; `at` is where it will finally be. */
  finish(tree: string, at: string): Promise<void> | void;
}

const marker = 'complete.json';

/** The folder with the unpacked packages of a recipe: from the cache, else fetched into it. */
export async function ensurePack(
  recipe: Recipe,
  cache: string,
  say: (line: string) => void,
): Promise<string> {
  const folder = join(cache, `${recipe.name}-${recipe.revision}-${process.arch}`);
  if (!existsSync(join(folder, marker))) {
    await withLock(
      `pack:${folder}`,
      async () => {
        if (!existsSync(join(folder, marker))) await fetchPack(recipe, folder, say);
      },
      () => say(`Another process is unpacking ${recipe.title}; waiting for it …`),
    );
  }
  return join(folder, 'tree');
}

async function fetchPack(recipe: Recipe, folder: string, say: (line: string) => void): Promise<void> {
  if (!isOnPath('apt-get') || !isOnPath('dpkg')) throw new Error('this machine has no apt-get');
  const sources = recipe.sources(hostDebianSources());
  if (!sources) throw new Error("no archive of Debian's is among this machine's apt sources");
  const cache = join(folder, '..');
  // Only a process that was killed leaves one behind, as they are made under the lock.
  const prefix = `.unpacking-${basename(folder)}-`;
  for (const name of readdirSync(cache)) {
    if (name.startsWith(prefix)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const work = mkdtempSync(join(cache, prefix));
  chmodSync(work, 0o755);
  try {
    say(
      `Bringing ${recipe.title} from Debian's packages into ${cache} (once; later starts use what is there).`,
    );
    const archive = await DebianArchive.open(join(work, 'apt'), sources, say);
    const absent = await expand(recipe.absent, archive);
    const files = await archive.download(await recipe.packages(archive), absent);
    const made = join(work, 'pack');
    const tree = join(made, 'tree');
    mkdirSync(tree, { recursive: true });
    for (const open of [made, tree]) chmodSync(open, 0o755); // whatever the umask
    say(`Unpacking ${files.length} packages …`);
    await unpack(files, tree);
    await recipe.finish(tree, join(folder, 'tree'));
    writeFileSync(
      join(made, marker),
      JSON.stringify({ packages: files.map((file) => basename(file)) }, null, 1),
    );
    // What is renamed must be on the disk before, or a power cut could leave a complete name on empty files.
    await runProgram('sync', ['-f', made]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
    say(`${recipe.title} is ready.`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function expand(patterns: string[], archive: DebianArchive): Promise<string[]> {
  const names = await Promise.all(
    patterns.map(async (name) => (name.endsWith('*') ? archive.namesBeginning(name.slice(0, -1)) : [name])),
  );
  return names.flat();
}

// Of no use to a program that is only run.
const ballast = [
  'usr/share/doc',
  'usr/share/man',
  'usr/share/info',
  'usr/share/locale',
  'usr/share/lintian',
  'usr/share/gcc',
];

async function unpack(files: string[], tree: string): Promise<void> {
  const queue = [...files];
  const worker = async () => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      await runProgram('dpkg', ['-x', file, tree]);
      rmSync(file);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
  for (const name of ballast) rmSync(join(tree, name), { recursive: true, force: true });
}

/** The path of a program found in PATH; null when there is none. */
export function isOnPath(program: string): string | null {
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find((file) => {
      const entry = statSync(file, { throwIfNoEntry: false });
      return entry?.isFile() && (entry.mode & 0o111) !== 0;
    });
  return found ?? null;
}
