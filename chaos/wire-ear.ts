import type * as z from 'zod/mini';
import { io, type Socket } from 'socket.io-client';
import type { RoomId } from '../client-sdk/index.ts';
import { replyOf } from '../client-sdk/http.ts';
import { type Message, messagePosted } from '../shared/messages.ts';
import { type Session, signIn } from '../shared/people.ts';
import { openRoom, roomChanged } from '../shared/rooms.ts';
import type { Diary } from './diary.ts';
import type { Network } from './network.ts';
import { tick } from './tick.ts';
import type { Townsman } from './town.rules.ts';

const EVERY_MS = 3_000;

/** A client that leaves no room by itself and tries every room again and again: what it hears, the server let out. */
export interface WireEar {
  close(): void;
}

interface EarParts {
  readonly person: Townsman;
  readonly network: Network;
  readonly diary: Diary;
  readonly rooms: readonly RoomId[];
}

/** Listens until closed. */
export function openWireEar({ person, network, diary, rooms }: EarParts): WireEar {
  const listenings = new Map(rooms.map((roomId) => [roomId, diary.newListening()] as const));
  for (const [roomId, listening] of listenings)
    diary.write({ kind: 'listening', listening, person: person.personId, roomId, by: 'wire' });
  const hear = ({ roomId, seq, messageId }: Message) => {
    const listening = listenings.get(roomId);
    if (listening !== undefined) diary.write({ kind: 'heard', listening, at: tick(), seq, messageId });
  };
  const hearChange = ({ room: { roomId, changeSeq } }: z.infer<(typeof roomChanged)['body']>) => {
    const listening = listenings.get(roomId);
    if (listening !== undefined) diary.write({ kind: 'heard-change', listening, at: tick(), changeSeq });
  };
  let socket: Socket | null = null;
  let isBusy = false;
  const round = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      if (!socket?.connected) {
        socket?.close();
        socket = await newSocket(person, network);
        socket.on(messagePosted.name, hear).on(roomChanged.name, hearChange);
      }
      for (const roomId of rooms) await socket.timeout(EVERY_MS).emitWithAck(openRoom.name, { roomId });
    } catch {
      // The next round tries again.
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void round(), EVERY_MS);
  void round();
  return {
    close: () => {
      clearInterval(timer);
      socket?.close();
    },
  };
}

async function newSocket({ login, password }: Townsman, { url }: Network): Promise<Socket> {
  const response = await fetch(`${url}/api/v1/${signIn.name.replace(':', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, keep: 'body', device: 'wire' }),
    signal: AbortSignal.timeout(EVERY_MS),
  });
  const reply = replyOf(await response.json());
  if (!reply?.ok) throw new Error('refused');
  const { accessToken } = reply.data as Session;
  const socket = io(url, {
    auth: { token: accessToken },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  return socket;
}
