/** Why a password is refused. */
export type PasswordFlaw = 'TOO_SHORT' | 'TOO_SIMPLE' | 'REPEATED' | 'PERSONAL' | 'COMMON';

interface Owner {
  readonly login: string;
  readonly name: string;
  readonly phone: string | null;
}

const SHORTEST = 10; // characters
const LONG = 16; // from here on any mix of characters will do
const FEWEST_DIFFERENT = 5;
const KINDS = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{Ll}\p{Lu}\p{N}\s]/u];

/** Words that stay guessable whatever digits and signs surround them. */
const COMMON = new Set(
  (
    'password passwd passphrase admin administrator root welcome letmein qwerty qwertyuiop qwertyui asdfgh ' +
    'asdfghjkl zxcvbnm qazwsx qazwsxedc iloveyou monkey dragon sunshine princess football master login test ' +
    'abc abcd abcdef abcdefg changeme secret default guest user huying renda daibiao jianyi zhongguo china beijing ' +
    'woaini woaizhongguo mima aini nihao gov npc congress'
  ).split(' '),
);

/** Well-known runs; a password that is mostly one of them is common. */
const RUNS = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/** One spelling for what looks the same, so that a password typed on another keyboard still fits. */
export const passwordText = (password: string): string => password.normalize('NFKC');

/** Why this password must not be set for its owner, or null. At least 10 characters of three kinds, or at least 16. */
export function passwordFlaw(password: string, owner: Owner): PasswordFlaw | null {
  const text = passwordText(password);
  const characters = Array.from(text.toLowerCase());
  if (characters.length < SHORTEST) return 'TOO_SHORT';
  if (new Set(characters).size < FEWEST_DIFFERENT || isRepeated(characters.join(''))) return 'REPEATED';
  if (isPersonal(text.toLowerCase(), owner)) return 'PERSONAL';
  if (isCommon(text.toLowerCase())) return 'COMMON';
  const kinds = KINDS.filter((kind) => kind.test(text)).length;
  return characters.length < LONG && kinds < 3 ? 'TOO_SIMPLE' : null;
}

const isRepeated = (text: string) => /^(.{1,6})\1+.{0,2}$/u.test(text);

/** Mostly made of who they are: the password is nothing without login, name or phone. */
function isPersonal(text: string, { login, name, phone }: Owner): boolean {
  const parts = [login, name, phone ?? ''].map((part) => part.normalize('NFKC').toLowerCase());
  return parts.some(
    (part) => part.length >= 2 && text.length - text.replaceAll(part, '').length > text.length / 2,
  );
}

function isCommon(text: string): boolean {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  return COMMON.has(letters) || RUNS.some((run) => run.includes(bare));
}
