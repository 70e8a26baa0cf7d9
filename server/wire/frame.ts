import type { Socket as TcpSocket } from 'node:net';

/**
 * What is used of the insides of engine.io 6 and ws 8. They do not promise it, so all of it is looked at before it is
 * used; where it differs, packets go the usual way.
 */
export interface Line {
  readonly readyState: string;
  readonly transport: {
    readonly name: string;
    readonly socket?: {
      readonly readyState?: number;
      readonly bufferedAmount?: number;
      readonly _socket?: TcpSocket;
      terminate?(): void;
    };
  };
  /** Packets that wait for the transport. */
  readonly writeBuffer?: readonly { readonly data?: unknown }[];
  readonly upgrading?: boolean;
  close(discard: boolean): unknown;
  write(data: string, options: { compress: false; wsPreEncodedFrame: Buffer[] }): unknown;
}

/** A packet as it goes over the wire: made once, written to many. */
export interface Frame {
  /** Without the engine's own type digit: for the usual way. */
  readonly text: string;
  /** Header and payload of one unmasked websocket text frame (RFC 6455), which starts with the engine's 4, "message". */
  readonly bytes: Buffer;
}

const FIN_TEXT = 0x81;
const OPEN = 1;

/** Makes the frame of an event packet of the main namespace (socket.io protocol 5: 2 and a JSON array). */
export const frameOf = (event: readonly unknown[]): Frame => frameOfText(`2${JSON.stringify(event)}`);

/** What is used of the inside of a socket.io 4 socket: it makes the callback that answers a packet. */
interface Answering {
  readonly client: { readonly conn: unknown };
  ack?: (id: number) => (...answer: unknown[]) => void;
}

/** Lets a socket's answers (protocol 5: 3, the number of what was asked, a JSON array) go out in one piece, too; each once. */
export function answerInFrames(socket: object): void {
  const inside = socket as Answering;
  if (typeof inside.ack !== 'function') return;
  inside.ack = (id) => {
    let isAnswered = false;
    return (...answer) => {
      if (isAnswered) return;
      isAnswered = true;
      writeFrame(inside.client.conn as Line, frameOfText(`3${id}${JSON.stringify(answer)}`));
    };
  };
}

function frameOfText(text: string): Frame {
  const length = Buffer.byteLength(text) + 1;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(head + length);
  bytes[0] = FIN_TEXT;
  if (head === 2) bytes[1] = length;
  else if (head === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  bytes.write(`4${text}`, head);
  return { text, bytes };
}

/** Writes it, in one piece where nothing is before it in a queue; never before what was written earlier. */
export function writeFrame(line: Line, frame: Frame): void {
  const tcp = idleTcp(line);
  if (tcp) tcp.write(frame.bytes);
  else line.write(frame.text, { compress: false, wsPreEncodedFrame: [frame.bytes] });
}

/** The socket below a websocket, when everything that was given to this line has been given to that socket already. */
function idleTcp({ readyState, transport, writeBuffer, upgrading }: Line): TcpSocket | null {
  if (readyState !== 'open' || transport.name !== 'websocket' || upgrading !== false) return null;
  if (writeBuffer?.length !== 0) return null;
  const tcp = transport.socket?._socket;
  if (transport.socket?.readyState !== OPEN || !tcp?.writable) return null;
  // ws keeps frames back only while it compresses or reads a blob; then it counts more than the socket does.
  return transport.socket.bufferedAmount === tcp.writableLength ? tcp : null;
}

/** Bytes (for what engine.io still holds: characters) that wait in this process because the reader is slow. */
export function bytesWaiting({ transport, writeBuffer }: Line): number {
  let sum = transport.socket?.bufferedAmount ?? 0;
  if (writeBuffer) for (const { data } of writeBuffer) if (typeof data === 'string') sum += data.length;
  return sum;
}

/** Ends a line without waiting for its reader; what waits for it is dropped. */
export function cutLine(line: Line): void {
  if (line.transport.socket?.terminate) line.transport.socket.terminate();
  else line.close(true);
}
