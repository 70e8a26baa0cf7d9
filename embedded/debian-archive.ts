import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  debianOnly,
  formatSources,
  parseDeb822Sources,
  parseOneLineSources,
  type AptSource,
} from './apt-sources.ts';
import { runProgram } from './run-program.ts';

type Say = (line: string) => void;

/** The host's own sources of Debian packages, from /etc/apt; empty where there are none. */
export function hostDebianSources(etcApt = '/etc/apt'): AptSource[] {
  const parts = join(etcApt, 'sources.list.d');
  const files = [
    join(etcApt, 'sources.list'),
    ...(existsSync(parts)
      ? readdirSync(parts)
          .sort()
          .map((name) => join(parts, name))
      : []),
  ].filter((file) => existsSync(file));
  return debianOnly(
    files.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      if (file.endsWith('.sources')) return parseDeb822Sources(text);
      return file.endsWith('.list') ? parseOneLineSources(text) : [];
    }),
  );
}

/** Debian's package archive seen through apt state of our own: neither reads nor changes what the host has installed. */
export class DebianArchive {
  readonly #folder: string;
  readonly #say: Say;

  private constructor(folder: string, say: Say) {
    this.#folder = folder;
    this.#say = say;
  }

  /** Fetches the archive's lists of packages and checks their signatures. */
  static async open(folder: string, sources: AptSource[], say: Say): Promise<DebianArchive> {
    for (const part of ['lists/partial', 'archives/partial'])
      mkdirSync(join(folder, part), { recursive: true });
    writeFileSync(join(folder, 'status'), '');
    writeFileSync(join(folder, 'debian.sources'), formatSources(sources));
    writeFileSync(
      join(folder, 'apt.conf'),
      aptConfiguration(folder, (await runProgram('dpkg', ['--print-architecture'])).trim()),
    );
    const archive = new DebianArchive(folder, say);
    say(`Fetching Debian's list of packages (${sources.flatMap(({ suites }) => suites).join(', ')}) …`);
    await archive.#apt('apt-get', ['update']);
    return archive;
  }

  /** The names of packages that begin so. */
  async namesBeginning(prefix: string): Promise<string[]> {
    return (await this.#apt('apt-cache', ['pkgnames', prefix])).split('\n').filter((name) => name !== '');
  }

  /**
   * Downloads packages with all they depend on, signatures checked, except those said to be absent and what only
   * those need. Gives back the files.
   */
  async download(packages: string[], absent: string[]): Promise<string[]> {
    const entry = (name: string) => [
      `Package: ${name}`,
      'Status: install ok installed',
      'Version: 99999',
      'Architecture: all',
      'Multi-Arch: foreign',
    ];
    const status = absent.map((name) =>
      [...entry(name), 'Maintainer: none', 'Description: none', ''].join('\n'),
    );
    writeFileSync(join(this.#folder, 'status'), status.join('\n'));
    let size = '';
    let next = 0;
    await this.#apt('apt-get', ['-y', '--download-only', 'install', ...packages], {
      onLine: (line) => {
        const need = /^Need to get (\S+ \S+?)(?:\/.*)? of archives/.exec(line)?.[1];
        if (need === undefined) return;
        size = need;
        this.#say(`Downloading ${size} of packages …`);
      },
      onStatus: (line) => {
        const percent = Number(/^dlstatus:[^:]*:([\d.]+):/.exec(line)?.[1] ?? 0);
        if (percent < next + 20 || percent >= 100) return;
        next = percent - (percent % 20);
        this.#say(`  ${next} % of ${size}`);
      },
    });
    const archives = join(this.#folder, 'archives');
    return readdirSync(archives)
      .filter((name) => name.endsWith('.deb'))
      .map((name) => join(archives, name));
  }

  #apt(program: string, args: string[], listeners: Parameters<typeof runProgram>[2] = {}): Promise<string> {
    const options = ['-c', join(this.#folder, 'apt.conf'), '-o', 'APT::Status-Fd=3'];
    return runProgram(program, [...options, ...args], {
      ...listeners,
      cwd: this.#folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
}

// Read after the host's configuration, so that its proxies stay and its hooks and pins do not apply.
function aptConfiguration(folder: string, architecture: string): string {
  const hooks = ['APT::Update', 'DPkg'].flatMap((scope) =>
    ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Post-Invoke-Stats', 'Pre-Install-Pkgs'].map(
      (hook) => `#clear ${scope}::${hook};`,
    ),
  );
  const settings: Record<string, string> = {
    'Dir::Etc::sourcelist': join(folder, 'debian.sources'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::State': folder,
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::State::extended_states': join(folder, 'extended_states'),
    'Dir::Cache': folder,
    'Dir::Cache::archives': join(folder, 'archives'),
    'Dir::Cache::pkgcache': 'pkgcache.bin',
    'Dir::Cache::srcpkgcache': 'srcpkgcache.bin',
    'Dir::Log': folder,
    'Debug::NoLocking': 'true',
    'APT::Architecture': architecture,
    'APT::Default-Release': '',
    'APT::Install-Recommends': 'false',
    'APT::Install-Suggests': 'false',
    'APT::Get::AllowUnauthenticated': 'false',
    'APT::Get::Always-Include-Phased-Updates': 'true',
    'APT::Update::Error-Mode': 'any',
    'APT::Keep-Downloaded-Packages': 'true',
    'Acquire::AllowInsecureRepositories': 'false',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '30',
    'Acquire::https::Timeout': '30',
  };
  return [
    ...hooks,
    '#clear APT::Architectures;',
    `APT::Architectures { "${architecture}"; };`,
    ...Object.entries(settings).map(([name, value]) => `${name} "${value}";`),
    '',
  ].join('\n');
}
