import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Rendition, SignedAddress } from '../../../shared/files.ts';
import type { WireClient } from '../../support/wire-client.ts';

/** What came back from an address. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

export type Method = 'GET' | 'HEAD';

/** Asks an address, with these headers and no others. */
export function get(
  url: string,
  path: string,
  { headers = {}, method = 'GET' }: { headers?: Record<string, string>; method?: Method } = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    httpRequest(`${url}${path}`, { method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response
        .on('data', (piece: Buffer) => pieces.push(piece))
        .on('error', reject)
        .on('end', () => {
          const { statusCode: status = 0, headersDistinct } = response;
          const said = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
            values.map((value): [string, string] => [name, value]),
          );
          resolve({ status, headers: new Headers(said), body: Buffer.concat(pieces) });
        });
    })
      .on('error', reject)
      .end();
  });
}

/** The fault in a refusal, and what it says to a person. */
export const refusalIn = ({ status, body }: Got): { status: number; code: string; message: string } => {
  const { fault, message } = JSON.parse(body.toString('utf8')) as {
    fault: { code: string };
    message: string;
  };
  return { status, code: fault.code, message };
};

/** Addresses of these as this person is given them. */
export async function addressesOf(
  client: WireClient,
  files: readonly { fileId: string; rendition: Rendition }[],
): Promise<(SignedAddress | null)[]> {
  const { reply } = await client.http('file:address', { files });
  if (!reply.ok) throw new Error(reply.fault.code);
  return (reply.data as { addresses: (SignedAddress | null)[] }).addresses;
}

/** The path of one of them; throws where there is none. */
export async function pathOf(
  client: WireClient,
  fileId: string,
  rendition: Rendition = 'original',
): Promise<string> {
  const [address] = await addressesOf(client, [{ fileId, rendition }]);
  if (!address) throw new Error('no address was given');
  return address.path;
}

/** Asks a client and throws the fault’s code when refused. */
export async function ask<T>(client: WireClient, name: string, input: object): Promise<T> {
  const { reply } = await client.http(name, input);
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.data as T;
}

/** A download whose reader reads when told to. */
export interface SlowDownload {
  readonly response: IncomingMessage;
  /** Reads on to the end; how many bytes came in all, and whether that was all of it. */
  readRest(): Promise<{ bytes: number; complete: boolean }>;
  /** Hangs up. */
  hangUp(): void;
}

/** Begins to fetch, and reads nothing yet. */
export function begin(url: string, path: string): Promise<SlowDownload> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${url}${path}`, { agent: false }, (response) => {
      response.pause();
      resolve({
        response,
        hangUp: () => asked.destroy(),
        readRest: () =>
          new Promise((done) => {
            let bytes = 0;
            response.on('data', (piece: Buffer) => (bytes += piece.length));
            response.on('error', () => undefined); // that it broke off is told by `complete`
            response.on('close', () => done({ bytes, complete: response.complete }));
            response.resume();
          }),
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Bytes that repeat nowhere near: the same for the same seed. */
export function bytesOf(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let x = seed | 1;
  for (let i = 0; i < length; i++) {
    x = (Math.imul(x, 1_103_515_245) + 12_345) | 0;
    bytes[i] = x >>> 16;
  }
  return bytes;
}
