/** One place packages come from, as a deb822 stanza or a one-line entry describes it. */
export interface AptSource {
  uris: string[];
  suites: string[];
  components: string[];
  /** Path of a keyring, fingerprints, or a whole key block; absent: apt's default keyrings. */
  signedBy?: string;
}

/** Reads a `.sources` file (deb822); disabled and source-only stanzas are left out. */
export function parseDeb822Sources(text: string): AptSource[] {
  return text
    .split(/\n[ \t]*\n/)
    .map(parseStanza)
    .filter((source) => source !== null);
}

function parseStanza(stanza: string): AptSource | null {
  const fields = new Map<string, string>();
  let last = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#')) continue;
    if (/^[ \t]/.test(line)) {
      fields.set(last, `${fields.get(last) ?? ''}\n${line.trim()}`);
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    last = line.slice(0, colon).trim().toLowerCase();
    fields.set(last, line.slice(colon + 1).trim());
  }
  const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
  if (/^(no|false|off|0|without|disable)$/i.test(fields.get('enabled') ?? 'yes')) return null;
  if (!words('types').includes('deb') || words('uris').length === 0) return null;
  const signedBy = fields.get('signed-by')?.trim();
  return {
    uris: words('uris'),
    suites: words('suites'),
    components: words('components'),
    ...(signedBy ? { signedBy } : {}),
  };
}

/** Reads a one-line `.list` file; comments, `deb-src` and lines it cannot make sense of are left out. */
export function parseOneLineSources(text: string): AptSource[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .map((line) => /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, options = '', uri = '', suite = '', components = '']) => {
      const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1]?.replaceAll(',', ' ');
      return {
        uris: [uri],
        suites: [suite],
        components: components.split(/\s+/).filter((word) => word !== ''),
        ...(signedBy ? { signedBy } : {}),
      };
    });
}

/**
 * Keeps Debian's own archive (and its security archive): the sources whose packages Debian signs. Those that name
 * Debian's key come first; of the others the path has to do.
 */
export function debianOnly(sources: AptSource[]): AptSource[] {
  const ours = sources.filter(
    (source) =>
      source.components.includes('main') &&
      source.suites.length > 0 &&
      source.suites.every((suite) => debianSuite.test(suite)) &&
      source.uris.every((uri) => transport.test(uri)) &&
      isSignedByDebian(source),
  );
  const named = ours.filter(({ signedBy }) => signedBy !== undefined);
  return [...named, ...ours.filter(({ signedBy }) => signedBy === undefined)];
}

const debianSuite = /^[a-z]+(-(updates|security|backports|proposed-updates)|\/updates)?$/;
const transport = /^(https?|mirror\+(file|https?)|file|copy|tor\+https?):/;

function isSignedByDebian({ uris, signedBy }: AptSource): boolean {
  if (signedBy?.includes('debian-archive')) return true;
  if (signedBy !== undefined && !signedBy.includes('BEGIN PGP')) return false;
  return uris.every((uri) => /\/debian(-security)?(\.list)?\/?$/.test(uri));
}

/** The host's own main archive asked for another suite; null when there is none among the sources. */
export function withSuite(sources: AptSource[], suite: string): AptSource[] | null {
  const main = sources.find(
    ({ uris, suites }) =>
      suites.some((name) => /^[a-z]+$/.test(name)) && !uris.some((uri) => uri.includes('security')),
  );
  return main ? [{ ...main, suites: [suite], components: ['main'] }] : null;
}

/** Without backports and proposed updates: what the host's own release consists of. */
export function hostRelease(sources: AptSource[]): AptSource[] {
  return sources
    .map((source) => ({
      ...source,
      suites: source.suites.filter((suite) => !/-(backports|proposed-updates)$/.test(suite)),
      components: ['main'],
    }))
    .filter(({ suites }) => suites.length > 0);
}

/** Writes sources as deb822, asking apt for package lists only. */
export function formatSources(sources: AptSource[]): string {
  return sources
    .map(({ uris, suites, components, signedBy }) =>
      [
        'Types: deb',
        `URIs: ${uris.join(' ')}`,
        `Suites: ${suites.join(' ')}`,
        `Components: ${components.join(' ')}`,
        'Targets: Packages',
        ...(signedBy ? [`Signed-By: ${signedBy.split('\n').join('\n ')}`] : []),
        '',
      ].join('\n'),
    )
    .join('\n');
}
