import { mkdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bounds, type Ran, runBounded, WorkDied } from '../bounds/bounded-program.ts';
import { OFFICE_ENDINGS } from '../kinds.rules.ts';

/** Nothing runs, nothing is fetched, nothing is asked. */
const SETTINGS: readonly [path: string, name: string, value: string][] = [
  ['org.openoffice.Office.Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['org.openoffice.Office.Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['org.openoffice.Office.Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['org.openoffice.Office.Common/Security/Scripting', 'DisablePythonRuntime', 'true'],
  ['org.openoffice.Office.Writer/Content/Update', 'Link', '0'],
  ['org.openoffice.Office.Calc/Content/Update', 'Link', '2'],
  ['org.openoffice.Inet/Settings', 'ooInetProxyType', '2'],
  ['org.openoffice.Inet/Settings', 'ooInetHTTPProxyName', '127.0.0.1'],
  ['org.openoffice.Inet/Settings', 'ooInetHTTPProxyPort', '9'],
  ['org.openoffice.Inet/Settings', 'ooInetHTTPSProxyName', '127.0.0.1'],
  ['org.openoffice.Inet/Settings', 'ooInetHTTPSProxyPort', '9'],
];

/** An office document as PDF, at the path given back; null: this program cannot read it, or fell over it. */
export async function toPdf(
  soffice: string,
  document: { readonly path: string; readonly mime: string; readonly folder: string },
  bounds: Bounds,
): Promise<string | null> {
  const { folder, mime, path } = document;
  const ending = OFFICE_ENDINGS.get(mime);
  if (ending === undefined) return null;
  const profile = await makeProfile(folder);
  await symlink(path, join(folder, `document.${ending}`));
  const args = [
    ...[`-env:UserInstallation=${pathToFileURL(profile).href}`, '--headless', '--norestore', '--nologo'],
    ...['--nodefault', '--nolockcheck', '--convert-to', 'pdf', '--outdir', folder, `document.${ending}`],
  ];
  const ran = await runBounded({ program: soffice, args, folder, bounds }).catch(preferTheOriginal);
  const made = join(folder, 'document.pdf');
  if (ran?.code !== 0 || !(await stat(made).catch(() => null))?.size) return null;
  await rename(made, join(folder, 'pdf'));
  return join(folder, 'pdf');
}

/** A preview is not worth a document: what makes this program fall over may be read well by others. */
function preferTheOriginal(error: unknown): Ran | null {
  if (error instanceof WorkDied) return null;
  throw error;
}

/** A profile of its own, for this document only. */
async function makeProfile(folder: string): Promise<string> {
  const profile = join(folder, 'profile');
  await mkdir(join(profile, 'user'), { recursive: true });
  const items = SETTINGS.map(
    ([path, name, value]) =>
      `<item oor:path="/${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`,
  );
  await writeFile(
    join(profile, 'user', 'registrymodifications.xcu'),
    `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${items.join('\n')}
</oor:items>
`,
  );
  return profile;
}
