import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The unprivileged account engines run under; absent when we are not root and simply stay who we are. */
export interface EngineUser {
  uid: number;
  gid: number;
}

const isRoot = process.getuid?.() === 0;
const systemData = '/var/lib/huying';
const systemCache = '/var/cache/huying';

/** `nobody` when we are root, because PostgreSQL refuses root and the others need not be it. */
export function engineUser(): EngineUser | undefined {
  if (!isRoot) return undefined;
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(entry?.[1] ?? 65534), gid: Number(entry?.[2] ?? 65534) };
}

/** Whether an unprivileged account can walk down to this folder. */
export function isReachableByOthers(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** The folder unpacked packages are kept in, shared by every checkout of this user; made when missing. */
export function cacheFolder(asked: string | undefined): string {
  const xdg = process.env['XDG_CACHE_HOME'];
  const usual = isRoot ? systemCache : join(xdg?.startsWith('/') ? xdg : join(homedir(), '.cache'), 'huying');
  const wanted = asked ?? usual;
  if (isRoot && wanted === systemCache) openFolder(wanted);
  else mkdirSync(wanted, { recursive: true });
  const folder = realpathSync(wanted);
  if (!isRoot || isReachableByOthers(folder)) return folder;
  const instead = join(systemCache, shortHash(folder));
  for (const made of [systemCache, instead]) openFolder(made);
  leaveNote(folder, instead, 'The unpacked engines');
  return instead;
}

/**
 * The folder the engines keep their data in: `dataDir/engines`. Where root's engines, which run as `nobody`,
 * could not reach that, it is a link to a folder under /var/lib/huying.
 */
export function engineFolder(dataDir: string): string {
  const inside = join(dataDir, 'engines');
  const owned = ownFolderBehind(inside, dataDir);
  if (owned && isRoot && !isReachableByOthers(owned)) {
    throw new Error(
      `${owned} has the engines' data, but their unprivileged account cannot enter it: chmod o+x its parents`,
    );
  }
  if (owned) return owned;
  if (!isRoot || isReachableByOthers(dataDir)) {
    openFolder(inside);
    return inside;
  }
  let outside = join(systemData, shortHash(dataDir));
  // Left by a data directory of the same name that was deleted: never taken over, never thrown away.
  if (existsSync(outside)) outside += `-${randomBytes(3).toString('hex')}`;
  for (const folder of [systemData, outside]) openFolder(folder);
  writeFileSync(join(outside, 'BELONGS_TO'), `${dataDir}\n`);
  rmSync(inside, { force: true });
  symlinkSync(outside, inside);
  leaveNote(dataDir, outside, 'The data of the engines');
  return outside;
}

/** The folder an existing `engines` entry stands for; null when there is none, or it belongs to a copied-from place. */
function ownFolderBehind(inside: string, dataDir: string): string | null {
  const entry = lstatSync(inside, { throwIfNoEntry: false });
  if (!entry) return null;
  if (!entry.isSymbolicLink()) return inside;
  const target = readlinkSync(inside);
  const marker = join(target, 'BELONGS_TO');
  if (!existsSync(marker)) return existsSync(target) ? target : null;
  const owner = readFileSync(marker, 'utf8').trim();
  if (owner === dataDir) return target;
  const ownersLink = join(owner, 'engines');
  const stillOwned =
    lstatSync(ownersLink, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(ownersLink) === target;
  if (stillOwned) return null;
  writeFileSync(marker, `${dataDir}\n`);
  return target;
}

/** A short private folder for sockets, whose paths may have 107 bytes at most; the same for the same data. */
export function socketFolder(root: string, user: EngineUser | undefined): string {
  const name = `huying-${shortHash(root).slice(0, 12)}`;
  const bases = [isRoot ? '/run' : process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'];
  const base = bases.find(
    (folder) =>
      folder !== undefined &&
      isWritable(folder) &&
      join(folder, name, '.s.PGSQL.5432').length <= 107 &&
      (!isRoot || isReachableByOthers(realpathSync(folder))),
  );
  if (base === undefined) throw new Error(`No folder for sockets: tried ${bases.filter(Boolean).join(', ')}`);
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = user?.uid ?? process.getuid?.();
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && (found.uid === owner || found.uid === process.getuid?.());
  if (!isOurs)
    throw new Error(`${folder} belongs to somebody else; remove it, or set XDG_RUNTIME_DIR or TMPDIR`);
  own(folder, user);
  return folder;
}

/** Makes a folder private to the engines' account. */
export function own(folder: string, user: EngineUser | undefined): void {
  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
}

// Open to others whatever the umask; what is private inside is made so.
function openFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function leaveNote(where: string, instead: string, what: string): void {
  const text = `${what} for this folder are kept in\n  ${instead}\nbecause they run as an unprivileged user, who cannot enter this folder.\n`;
  writeFileSync(join(where, 'ENGINES_ARE_ELSEWHERE.txt'), text);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
