import {
  accessSync,
  chmodSync,
  constants,
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

/** The trees of the unpacked packages of recipes, by their names: from the cache, else fetched into it. */
export async function ensurePacks(
  recipes: Recipe[],
  cache: string,
  say: (line: string) => void,
): Promise<Map<string, string>> {
  const missing = () => recipes.filter((recipe) => !existsSync(join(packFolder(recipe, cache), marker)));
  if (missing().length > 0) {
    await withLock(
      `cache:${cache}`,
      () => fetchPacks(missing(), cache, say),
      () => say(`Another process is filling ${cache}; waiting for it …`),
    );
  }
  return new Map(recipes.map((recipe) => [recipe.name, join(packFolder(recipe, cache), 'tree')]));
}

function packFolder({ name, revision }: Recipe, cache: string): string {
  return join(cache, `${name}-${revision}-${process.arch}`);
}

const workPrefix = '.unpacking-';

async function fetchPacks(recipes: Recipe[], cache: string, say: (line: string) => void): Promise<void> {
  if (recipes.length === 0) return;
  if (!findOnPath('apt-get') || !findOnPath('dpkg')) throw new Error('this machine has no apt-get');
  // Only a process that was killed leaves one behind, as they are made under the lock.
  for (const name of readdirSync(cache)) {
    if (name.startsWith(workPrefix)) rmSync(join(cache, name), { recursive: true, force: true });
  }
  const work = mkdtempSync(join(cache, workPrefix));
  chmodSync(work, 0o755);
  try {
    const archives = new Map<string, DebianArchive>();
    for (const recipe of recipes) {
      say(`Bringing ${recipe.title} from Debian's packages into ${cache}; later starts use what is there.`);
      const sources = recipe.sources(hostDebianSources());
      if (!sources) throw new Error("no archive of Debian's is among this machine's apt sources");
      const key = JSON.stringify(sources);
      const archive =
        archives.get(key) ?? (await DebianArchive.open(join(work, `apt-${archives.size}`), sources, say));
      archives.set(key, archive);
      await makePack(recipe, {
        archive,
        made: join(work, recipe.name),
        folder: packFolder(recipe, cache),
        say,
      });
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function makePack(
  recipe: Recipe,
  {
    archive,
    made,
    folder,
    say,
  }: { archive: DebianArchive; made: string; folder: string; say: (line: string) => void },
): Promise<void> {
  const absent = await expand(recipe.absent, archive);
  const files = await archive.download(await recipe.packages(archive), absent);
  const tree = join(made, 'tree');
  mkdirSync(tree, { recursive: true });
  for (const open of [made, tree]) chmodSync(open, 0o755); // whatever the umask
  say(`Unpacking ${files.length} packages …`);
  await unpack(files, tree);
  await recipe.finish(tree, join(folder, 'tree'));
  const packages = files.map((file) => basename(file)).sort();
  writeFileSync(join(made, marker), JSON.stringify({ packages }, null, 1));
  // What is renamed must be on the disk before, or a power cut could leave a complete name on empty files.
  await runProgram('sync', ['-f', made]);
  rmSync(folder, { recursive: true, force: true });
  renameSync(made, folder);
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

/** The path of a program found in PATH that we may run; null when there is none. */
export function findOnPath(program: string): string | null {
  const found = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, program))
    .find(mayRun);
  return found ?? null;
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
