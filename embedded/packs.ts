import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type AptSource, hostRelease, withSuite } from './apt-sources.ts';
import type { Recipe } from './pack.ts';

// Needed by installation scripts, which are not run, or by daemons, which are not started.
const installerOnly = [
  'adduser',
  'debconf',
  'dbus*',
  'init-system-helpers',
  'libpam-systemd',
  'libsystemd-shared',
  'locales',
  'passwd',
  'perl',
  'perl-base',
  'procps',
  'sensible-utils',
  'ssl-cert',
  'systemd',
  'sysvinit-utils',
  'tzdata',
  'ucf',
];

/** PostgreSQL with DocumentDB, from Debian testing with the C library that goes with it. */
export const documentdbRecipe: Recipe = {
  name: 'documentdb',
  revision: 1,
  title: 'DocumentDB (the MongoDB-compatible database)',
  sources: (host) => withSuite(host, 'testing'),
  packages: async (archive) => {
    const names = await archive.namesBeginning('postgresql-');
    const majors = names
      .map((name) => /^postgresql-(\d+)-documentdb$/.exec(name)?.[1])
      .filter((major) => major !== undefined);
    const newest = Math.max(...majors.map(Number));
    if (!Number.isFinite(newest)) throw new Error('Debian testing has no DocumentDB at the moment');
    return [`postgresql-${newest}-documentdb`];
  },
  // libgdal and libsfcgal serve rasters and solids only: postgis_raster and postgis_sfcgal, which nobody loads.
  absent: [
    ...installerOnly,
    'libgdal*',
    'libsfcgal*',
    'openssl',
    'postgresql-client-common',
    'postgresql-common',
    'proj-data',
  ],
  finish: (tree) => {
    const version = join(tree, 'usr/lib/postgresql', postgresMajor(tree));
    for (const program of ['postgres', 'initdb', 'psql'])
      wrap(tree, join(version, 'bin', program), [join(version, 'lib')]);
    const extensions = join(tree, 'usr/share/postgresql', postgresMajor(tree), 'extension');
    // The package leaves this link to update-alternatives.
    if (!existsSync(join(extensions, 'postgis.control')))
      symlinkSync('postgis-3.control', join(extensions, 'postgis.control'));
  },
};

/** Redis, from Debian testing with the C library that goes with it. */
export const redisRecipe: Recipe = {
  name: 'redis',
  revision: 1,
  title: 'Redis',
  sources: (host) => withSuite(host, 'testing'),
  packages: () => Promise.resolve(['redis-server']),
  absent: installerOnly,
  finish: (tree) => wrap(tree, join(tree, 'usr/bin/redis-server')),
};

/** HAProxy of the host's own release, run with the host's C library. */
export const proxyRecipe: Recipe = {
  name: 'haproxy',
  revision: 1,
  title: 'HAProxy',
  sources: releaseOf,
  packages: () => Promise.resolve(['haproxy']),
  absent: [...installerOnly, 'dpkg', 'libc6', 'lsb-base', 'tar'],
  finish: () => undefined,
};

/** A library that shows a program another time, of the host's own release, run with the host's C library. */
export const faketimeRecipe: Recipe = {
  name: 'faketime',
  revision: 1,
  title: 'libfaketime (for tests with wrong clocks)',
  sources: releaseOf,
  packages: () => Promise.resolve(['libfaketime']),
  absent: [...installerOnly, 'libc6'],
  finish: () => undefined,
};

/** Chromium of the host's own release, run with the host's C library, and fonts for Chinese. */
export const browserRecipe: Recipe = {
  name: 'chromium',
  revision: 1,
  title: 'Chromium (for the tests in a browser)',
  sources: releaseOf,
  packages: () => Promise.resolve(['chromium', 'fonts-wqy-microhei']),
  absent: [
    ...installerOnly,
    'dpkg',
    'libc6',
    'libgl1',
    'libgl1-mesa-dri',
    'libgtk-3-0*',
    'shared-mime-info',
    'tar',
    'x11-utils',
    'xdg-utils',
  ],
  finish: (tree, at) => writeFileSync(join(tree, 'fonts.conf'), fontConfiguration(at)),
};

// Drivers for devices and drawing libraries: what reads and writes files needs none of them.
const noDevices = ['dpkg', 'libc6', 'libgl1', 'libgl1-mesa-dri', 'libllvm*', 'mesa-*', 'tar'];

/** FFmpeg of the host's own release, run with the host's C library. */
export const ffmpegRecipe: Recipe = {
  name: 'ffmpeg',
  revision: 1,
  title: 'FFmpeg (for the tests with voices and videos)',
  sources: releaseOf,
  packages: () => Promise.resolve(['ffmpeg']),
  absent: [...installerOnly, ...noDevices],
  finish: (tree) => {
    for (const program of ['ffmpeg', 'ffprobe']) wrapOnHost(tree, join(tree, 'usr/bin', program));
  },
};

/** libheif's programs of the host's own release, run with the host's C library. */
export const heifRecipe: Recipe = {
  name: 'heif',
  revision: 1,
  title: 'libheif (for the tests with pictures of iPhones)',
  sources: releaseOf,
  packages: () => Promise.resolve(['libheif-examples']),
  absent: [...installerOnly, ...noDevices],
  finish: (tree) => {
    for (const program of ['heif-convert', 'heif-enc']) wrapOnHost(tree, join(tree, 'usr/bin', program));
  },
};

/** ClamAV's daemon of the host's own release, run with the host's C library; it brings no signatures. */
export const clamavRecipe: Recipe = {
  name: 'clamav',
  revision: 1,
  title: 'ClamAV (for the tests with viruses)',
  sources: releaseOf,
  packages: () => Promise.resolve(['clamav-daemon']),
  absent: [...installerOnly, 'clamav-freshclam', 'dpkg', 'libc6', 'logrotate', 'lsb-base', 'tar'],
  finish: (tree) => wrapOnHost(tree, join(tree, 'usr/sbin/clamd')),
};

/** LibreOffice of the host's own release without its windows, run with the host's C library. */
export const officeRecipe: Recipe = {
  name: 'libreoffice',
  revision: 2,
  title: 'LibreOffice (for the tests with office documents)',
  sources: releaseOf,
  packages: () =>
    Promise.resolve([
      ...['libreoffice-writer-nogui', 'libreoffice-calc-nogui', 'libreoffice-impress-nogui'],
      'fonts-wqy-microhei',
    ]),
  absent: [...installerOnly, ...noDevices],
  finish: (tree, at) => {
    writeFileSync(join(tree, 'fonts.conf'), fontConfiguration(at));
    relocateOffice(tree, at);
    wrapOnHost(tree, join(tree, 'usr/lib/libreoffice/program/soffice'), {
      FONTCONFIG_FILE: join(at, 'fonts.conf'),
      FONTCONFIG_PATH: join(at, 'etc/fonts'),
    });
  },
};

function releaseOf(host: AptSource[]): AptSource[] | null {
  const release = hostRelease(host);
  return release.length > 0 ? release : null;
}

/** The major version of the PostgreSQL in a tree. */
export function postgresMajor(tree: string): string {
  const majors = readdirSync(join(tree, 'usr/lib/postgresql')).filter((name) => /^\d+$/.test(name));
  const [major] = majors;
  if (major === undefined) throw new Error(`There is no PostgreSQL in ${tree}`);
  return major;
}

/** The folder of a tree's libraries, named after the processor. */
function libraryFolder(tree: string): string {
  const name = readdirSync(join(tree, 'usr/lib')).find((entry) => /^\w+-linux-gnu\w*$/.test(entry));
  if (name === undefined) throw new Error(`There are no libraries in ${tree}`);
  return join(tree, 'usr/lib', name);
}

/** All folders of a tree that libraries are in, also those that programs would find by a path built into them. */
export function allLibraryFolders(tree: string): string[] {
  const main = libraryFolder(tree);
  return [main, join(tree, 'lib', basename(main))]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .filter((folder) => statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    .filter((folder) => readdirSync(folder).some((name) => /^lib.+\.so(\.|$)/.test(name)));
}

// A program built against a newer C library than the host's runs through that library's own loader.
// It finds its other files relative to argv[0], so the wrapper takes the program's place.
function wrap(tree: string, program: string, ownLibraries: string[] = []): void {
  const libraries = libraryFolder(tree);
  const loaders = [libraries, join(tree, 'usr/lib'), join(tree, 'usr/lib64')].filter((folder) =>
    existsSync(folder),
  );
  const loader = loaders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .find((file) => /^ld(-linux.*|64)\.so\.\d$/.test(basename(file)));
  if (loader === undefined) throw new Error(`There is no loader in ${tree}`);
  const real = `${program}.real`;
  renameSync(program, real);
  const here = (file: string) => `"$here/${relative(join(program, '..'), file)}"`;
  const path = [...ownLibraries, libraries].map(here).join(':');
  const text = [
    '#!/bin/sh',
    'here=${0%/*}',
    `exec ${here(loader)} --library-path ${path} --argv0 "$0" ${here(real)} "$@"`,
    '',
  ];
  writeFileSync(program, text.join('\n'));
  chmodSync(program, 0o755);
}

// A program of the host's own release runs with the host's loader and C library and finds its other libraries in the tree.
function wrapOnHost(tree: string, program: string, env: Record<string, string> = {}): void {
  const real = `${program}.real`;
  renameSync(program, real);
  const folders = [join(program, '..'), ...allLibraryFolders(tree)];
  const path = folders.map((folder) => `$here/${relative(join(program, '..'), folder)}`);
  const text = [
    '#!/bin/sh',
    'here=${0%/*}',
    ...Object.entries(env).map(([name, value]) => `export ${name}="${value}"`),
    `export LD_LIBRARY_PATH="${path.join(':')}"`,
    `exec "$here/${basename(real)}" "$@"`,
    '',
  ];
  writeFileSync(program, text.join('\n'));
  chmodSync(program, 0o755);
}

// Debian's LibreOffice looks for itself in /usr, and for its settings where an installation script would have put them.
function relocateOffice(tree: string, at: string): void {
  const office = 'usr/lib/libreoffice';
  const settings = `${office}/share/.registry`;
  const programs = join(tree, office, 'program');
  for (const name of readdirSync(programs).filter((file) => file.endsWith('rc'))) {
    const text = readFileSync(join(programs, name), 'utf8')
      .replaceAll('file:///etc/libreoffice/registry', `file://${at}/${settings}`)
      .replaceAll('file:///usr/', `file://${at}/usr/`);
    writeFileSync(join(programs, name), text);
  }
  const link = join(tree, office, 'share/registry');
  rmSync(link, { force: true });
  symlinkSync('.registry', link);
}

function fontConfiguration(tree: string): string {
  const prefer = (family: string, fonts: string[]) =>
    `<alias><family>${family}</family><prefer>${fonts.map((font) => `<family>${font}</family>`).join('')}</prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${tree}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  ${prefer('sans-serif', ['DejaVu Sans', 'WenQuanYi Micro Hei'])}
  ${prefer('serif', ['DejaVu Serif', 'WenQuanYi Micro Hei'])}
  ${prefer('monospace', ['DejaVu Sans Mono', 'WenQuanYi Micro Hei Mono'])}
</fontconfig>
`;
}
