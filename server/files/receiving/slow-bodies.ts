import type { Request as HttpRequest } from 'express';

export interface BodyLimits {
  /** Whoever sends less than `LEAST` in so many milliseconds is cut off. */
  readonly stallMs: number;
  /** And whoever sends more in one request. */
  readonly mostBytes: number;
}

const LEAST = 1_024; // bytes

/**
 * Cuts a connection whose body comes too slowly, or without end; what came is kept, and the client goes on from there.
 * Gives what ends the watch. Counts what the socket read, so that the stream is left alone.
 */
export function watchBody(req: HttpRequest, { stallMs, mostBytes }: BodyLimits): () => void {
  const { socket } = req;
  const first = socket.bytesRead;
  let last = first;
  const timer = setInterval(() => {
    const read = socket.bytesRead;
    const isWaiting = req.readableLength === 0 && !req.complete; // else it is us who are slow
    if ((isWaiting && read - last < LEAST) || read - first > mostBytes) socket.destroy();
    last = read;
  }, stallMs).unref();
  const end = () => clearInterval(timer);
  req.once('end', end).once('close', end);
  return end;
}
