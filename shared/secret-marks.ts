/** 国家秘密的密级: what a mark of a state secret says. */
export type SecretLevel = '国家秘密' | '秘密' | '机密' | '绝密';

const STAR = '[★☆✩✪✫✬✭✮✯✰⭐🌟⋆]';
const ASTERISK = '(?:[*∗✱](?!\\*))'; // two of them are bold type
const TERM = '(?:\\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个月|月|天|日)|长期|启用前|公布前';
const GAP = '[^\\S\\n]*';
const LEVEL = ['国家秘密', '秘密', '机密', '绝密'].map((word) => word.split('').join(GAP)).join('|');
const STRICT = ['机密', '绝密'].map((word) => word.split('').join(GAP)).join('|');
const OPEN = '[\\[【〔〖「『({《<]';
const CLOSE = '[\\]】〕〗」』)}》>]';
/** 商业秘密, 工作秘密 and the like are kept here or not by other rules. */
const OTHER_SECRETS = '(?<!商业|工作|个人|通信|技术|职业|私人|企业|保守|泄露)';

/** How documents are marked: beside a star, as a line of its own, after 密级, in brackets (保密法 17, GB/T 9704). */
const MARKS: readonly RegExp[] = [
  `${OTHER_SECRETS}(?<level>${LEVEL})${GAP}${STAR}`,
  `${STAR}${GAP}(?<level>${STRICT})(?![性级])`,
  `${OTHER_SECRETS}(?<level>${LEVEL})${GAP}${ASTERISK}${GAP}(?=${TERM}|$|\\n)`,
  `^${GAP}${OPEN}*${GAP}(?<level>${LEVEL})${GAP}(?:${TERM})?${GAP}${CLOSE}*${GAP}$`,
  `^${GAP}${OPEN}*${GAP}(?<level>${STRICT})(?:${CLOSE}|[:;,]|[^\\S\\n]+(?=\\S))`,
  `^${GAP}(?<level>绝${GAP}密)(?:件|级)?[!。.]`,
  `密${GAP}级${GAP}(?:[:为是]|定为)${GAP}${OPEN}*(?<level>${LEVEL})`,
  `[【〔〖\\[](?<level>${LEVEL})(?:级)?(?:${TERM})?[】〕〗\\]]`,
  `\\((?<level>${STRICT})(?:级)?(?:${TERM})?\\)`,
].map((source) => new RegExp(source, 'mu'));

const VARIANTS: Readonly<Record<string, string>> = { 祕: '秘', 機: '机', 絕: '绝', 國: '国', 級: '级' };

/** The level whose mark a text bears; null: it bears none. Width, spacing and traditional forms make no difference. */
export function secretMarkIn(text: string): SecretLevel | null {
  if (!text.includes('密')) return null;
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[祕機絕國級]/gu, (sign) => VARIANTS[sign] ?? sign);
  for (const mark of MARKS) {
    const level = mark.exec(plain)?.groups?.['level'];
    if (level !== undefined) return level.replaceAll(/\s/gu, '') as SecretLevel;
  }
  return null;
}

/** Where something that was sent bears such a mark, `letter.points.2`; null: nowhere. */
export function secretPathIn(sent: unknown, path = ''): string | null {
  if (typeof sent === 'string') return secretMarkIn(sent) === null ? null : path;
  if (typeof sent !== 'object' || sent === null) return null;
  for (const [key, value] of Object.entries(sent)) {
    const found = secretPathIn(value, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
