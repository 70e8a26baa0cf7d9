import { join } from 'node:path';
import { ensurePacks, findOnPath } from './pack.ts';
import { allLibraryFolders, browserRecipe } from './packs.ts';
import { runProgram } from './run-program.ts';

/** A browser to be driven: how to start it. */
export interface Browser {
  executablePath: string;
  args: string[];
  /** To be added to the environment it is started with. */
  env: Record<string, string>;
}

/** The browser of the host, else one unpacked into the cache. */
export async function findBrowser(cache: () => string, say: (line: string) => void): Promise<Browser> {
  const installed = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
    .map(findOnPath)
    .find((program) => program !== null);
  if (installed) return { executablePath: installed, args: await browserArguments(), env: {} };
  const trees = await ensurePacks([browserRecipe], cache(), say);
  const tree = trees.get(browserRecipe.name) ?? '';
  // Chromium starts itself again by /proc/self/exe, so it cannot run through a loader of its own: the packages
  // are those of the host's release, and only their libraries are found elsewhere.
  return {
    executablePath: join(tree, 'usr/lib/chromium/chromium'),
    args: await browserArguments(),
    env: {
      LD_LIBRARY_PATH: allLibraryFolders(tree).join(':'),
      FONTCONFIG_FILE: join(tree, 'fonts.conf'),
      FONTCONFIG_PATH: join(tree, 'etc/fonts'),
    },
  };
}

async function browserArguments(): Promise<string[]> {
  return [
    '--headless',
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...((await canSandbox()) ? [] : ['--no-sandbox']),
  ];
}

// Its sandbox wants user namespaces, which root may not use and containers often forbid.
async function canSandbox(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  return runProgram('unshare', ['--user', 'true']).then(
    () => true,
    () => false,
  );
}
