import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import webPush from 'web-push';

/** The server’s own keys in tests. */
export const VAPID = { ...webPush.generateVAPIDKeys(), subject: 'mailto:huying@rd.example' };

/** What a server is told so that it pushes; besides the usual push services only to these origins. */
export const pushEnv = (...origins: string[]): Record<string, string> => ({
  HUYING_VAPID_PUBLIC_KEY: VAPID.publicKey,
  HUYING_VAPID_PRIVATE_KEY: VAPID.privateKey,
  HUYING_VAPID_SUBJECT: VAPID.subject,
  HUYING_PUSH_HOSTS: ['fcm.googleapis.com', '*.push.example', ...origins].join(','),
});

/** Something that reached a push service. */
export interface Push {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A push service on this machine. */
export interface PushService {
  origin: string;
  /** What it took. */
  taken: Push[];
  /** What it answers instead of 201. */
  answers: number[];
  close(): Promise<void>;
}

export async function startPushService(): Promise<PushService> {
  const taken: Push[] = [];
  const answers: number[] = [];
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const status = answers.shift() ?? 201;
      if (status === 201)
        taken.push({ path: req.url ?? '', headers: req.headers, body: Buffer.concat(parts) });
      res.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/inside' } : {}).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    answers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A browser as a push service and a server know it, and the only one that can read what was pushed to it. */
export interface Browser {
  subscription: { endpoint: string; p256dh: string; auth: string };
  /** Opens what was sealed for it (RFC 8188, RFC 8291). */
  opened: (body: Buffer) => string;
}

export function makeBrowser(endpoint: string): Browser {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: {
      endpoint,
      p256dh: keys.getPublicKey().toString('base64url'),
      auth: auth.toString('base64url'),
    },
    opened: (body) => openedBy({ keys, auth }, body),
  };
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, bytes));

function openedBy({ keys, auth }: { keys: ECDH; auth: Buffer }, body: Buffer): string {
  const salt = body.subarray(0, 16);
  const idLength = body.readUInt8(20);
  const theirs = body.subarray(21, 21 + idLength);
  const sealed = body.subarray(21 + idLength);
  const both = Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), theirs]);
  const secret = hkdf(keys.computeSecret(theirs), auth, both, 32);
  const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const open = createDecipheriv('aes-128-gcm', key, nonce);
  open.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8'); // 2 ends the last record
}

/** What the server says of itself to a push service; throws unless it bears our signature (RFC 8292). */
export function vapidOf({ headers }: Push): { aud: string; sub: string; exp: number } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(headers.authorization ?? '') ?? [];
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  if (key !== VAPID.publicKey) throw new Error('signed with another key');
  const said = jwt.verify(token, createPublicKey({ key: jwk, format: 'jwk' }), { algorithms: ['ES256'] });
  return said as { aud: string; sub: string; exp: number };
}
