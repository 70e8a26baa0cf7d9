import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'hyb1';
/** Sessions of bots are told from those of people by this. */
const SESSION = 'bot.';

/** What a bot may not be called: nobody shall take it for the product’s own voice. */
const RESERVED = /呼应|huying|系统|system/iu;
const LONGEST_NAME = 20;

/** True when a bot may be called so. */
export const isBotName = (name: string): boolean =>
  name.trim() === name && name !== '' && Array.from(name).length <= LONGEST_NAME && !RESERVED.test(name);

/** A new secret of 32 random bytes. It is shown once; of it only the hash is kept. */
export function newBotToken(botId: string): { token: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: [PREFIX, botId, secret].join('.'), hash: hashOf(secret) };
}

/** Which bot a token claims to be of; nothing is proven yet. Null: no token of a bot. */
export function botClaimOf(token: string): { botId: string; secret: string } | null {
  const [prefix, botId = '', secret = '', ...more] = token.split('.');
  return prefix === PREFIX && more.length === 0 && secret !== '' ? { botId, secret } : null;
}

/** True when this secret is the one that was hashed. */
export function isBotSecret(secret: string, hash: string): boolean {
  const given = Buffer.from(hashOf(secret), 'hex');
  const right = Buffer.from(hash, 'hex');
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The session of a bot: there is one, as long as its token is good. */
export const botSessionOf = (botId: string): string => `${SESSION}${botId}`;

/** True for the session of a bot. */
export const isBotSession = (sessionId: string): boolean => sessionId.startsWith(SESSION);

/** 256 random bits need no slow hash. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
