import type { Namespace, Socket } from 'socket.io';
import {
  Adapter,
  type BroadcastOptions,
  ClusterAdapter,
  type ClusterMessage,
  type ClusterResponse,
  MessageType,
} from 'socket.io-adapter';
import type { PersonId, RoomId } from '../../shared/ids.ts';
import { roomRevoked } from '../../shared/rooms.ts';
import { hasOwnLine, isRoom, roomChannel, roomOf } from './channels.ts';
import { type Frame, frameOf, type Line, writeFrame } from './frame.ts';
import type { Counters, RoomAt } from './ports.ts';
import type { Relay } from './relay.ts';
import { makeSeatGate, type SeatGate } from './seat-gate.ts';
import type { SlowReaders } from './slow-readers.ts';

export interface AdapterParts {
  relay: Relay;
  /** First word of our channels. */
  prefix: string;
  /** Who sits in a room now, read from the database. */
  sitting: (roomId: RoomId) => Promise<readonly PersonId[]>;
  slow: SlowReaders;
  counters: Counters;
  onError: (error: unknown) => void;
}

/** An event for sockets, as it is handed to the adapter and travels between nodes. */
export interface Packet {
  data: readonly unknown[];
}

/** What travels with a packet besides where it goes. */
export interface Flags {
  local?: boolean;
  /** Of a room's packet: the state of the membership that its teller knew. */
  memberVersion?: number;
}

interface Delivery {
  rooms: Set<string>;
  except: Set<string>;
  flags: Flags;
}

/** Joins the sockets of all nodes. Its own sockets are served first, and also when nothing can be published. */
export class RoomAdapter extends ClusterAdapter {
  readonly #parts: AdapterParts;
  readonly #sockets: Namespace['sockets'];
  readonly #gate: SeatGate;
  readonly #hearing = new Map<string, Promise<void>>();

  constructor(namespace: Namespace, parts: AdapterParts) {
    super(namespace);
    this.#parts = parts;
    this.#sockets = namespace.sockets;
    this.#gate = makeSeatGate({
      ...parts,
      inside: (roomId) => this.#inside(roomId),
      takeOut: (id, roomId) => this.#takeOut(id, roomId),
    });
    this.on('create-room', (channel: string) => this.#listen(channel));
    this.on('delete-room', (channel: string) => this.#unlisten(channel));
  }

  override async init(): Promise<void> {
    const { relay } = this.#parts;
    await Promise.all([
      relay.hear(this.#channel(), (text) => this.#heard(text)),
      relay.hear(this.#channel(this.uid), (text) => this.#heard(text)),
    ]);
  }

  override async close(): Promise<void> {
    const { relay } = this.#parts;
    const own = [...this.rooms.keys()].filter(hasOwnLine);
    await Promise.all([undefined, this.uid, ...own].map((name) => relay.unhear(this.#channel(name))));
  }

  /** Lets a socket hear a room. Resolves when it hears what other nodes tell there. */
  async enter(socket: Pick<Socket, 'id' | 'join'>, room: RoomAt): Promise<void> {
    this.#gate.entering(socket.id, room);
    await socket.join(roomChannel(room._id));
  }

  /** This node's sockets in any of these channels. */
  *socketsIn(channels: readonly string[]): Generator<Socket> {
    yield* this.#recipients({ rooms: new Set(channels), except: new Set(), flags: {} });
  }

  override async addAll(id: string, channels: Set<string>): Promise<void> {
    void super.addAll(id, channels);
    await Promise.all([...channels].flatMap((channel) => this.#hearing.get(channel) ?? []));
  }

  override broadcast(packet: Packet, opts: Delivery): Promise<void> {
    this.#serve(packet, opts);
    if (opts.flags.local !== true)
      this.publish({ type: MessageType.BROADCAST, data: { packet, opts: onTheWay(opts) } });
    return Promise.resolve();
  }

  override delSockets(opts: BroadcastOptions, rooms: string[]): Promise<void> {
    Adapter.prototype.delSockets.call(this, opts, rooms);
    if (opts.flags?.local !== true)
      this.publish({ type: MessageType.SOCKETS_LEAVE, data: { opts: onTheWay(opts), rooms } });
    return Promise.resolve();
  }

  override disconnectSockets(opts: BroadcastOptions, close: boolean): Promise<void> {
    Adapter.prototype.disconnectSockets.call(this, opts, close);
    if (opts.flags?.local !== true)
      this.publish({ type: MessageType.DISCONNECT_SOCKETS, data: { opts: onTheWay(opts), close } });
    return Promise.resolve();
  }

  override serverCount(): Promise<number> {
    return this.#parts.relay.hearers(this.#channel());
  }

  protected override async doPublish(message: ClusterMessage): Promise<string> {
    const to = message.type === MessageType.BROADCAST ? message.data.opts.rooms : [];
    const own = to.length === 1 && to[0] !== undefined && hasOwnLine(to[0]) ? to[0] : undefined;
    await this.#publishOn(this.#channel(own), message);
    return '';
  }

  protected override doPublishResponse(requester: string, response: ClusterResponse): Promise<void> {
    return this.#publishOn(this.#channel(requester), response);
  }

  protected override onMessage(message: ClusterMessage): void {
    if (message.type !== MessageType.BROADCAST || message.data.requestId !== undefined)
      super.onMessage(message);
    else {
      const { packet, opts } = message.data;
      const delivery = { ...opts, rooms: new Set(opts.rooms), except: new Set(opts.except) };
      this.#serve(packet as Packet, delivery);
    }
  }

  #channel(name = ''): string {
    return `${this.#parts.prefix}#${name}`;
  }

  async #publishOn(channel: string, message: ClusterMessage | ClusterResponse): Promise<void> {
    try {
      await this.#parts.relay.publish(channel, this.uid + JSON.stringify(message));
    } catch {
      this.#parts.counters.count('publish-failures'); // at most once: clients fill gaps by number
    }
  }

  #heard(text: string): void {
    if (text.startsWith(this.uid)) return; // our own, served already
    const start = text.indexOf('{');
    this.onMessage(JSON.parse(text.slice(start)) as ClusterMessage);
  }

  #listen(channel: string): void {
    if (!hasOwnLine(channel)) return;
    const heard = this.#parts.relay.hear(this.#channel(channel), (text) => this.#heard(text));
    this.#hearing.set(channel, heard);
    void heard.then(() => this.#hearing.get(channel) === heard && this.#hearing.delete(channel));
  }

  #unlisten(channel: string): void {
    if (!hasOwnLine(channel)) return;
    this.#hearing.delete(channel);
    void this.#parts.relay.unhear(this.#channel(channel));
    if (isRoom(channel)) this.#gate.emptied(roomOf(channel));
  }

  #serve(packet: Packet, opts: Delivery): void {
    const [channel] = opts.rooms;
    const { memberVersion } = opts.flags;
    if (channel === undefined || memberVersion === undefined) this.#deliver(packet, opts);
    else if (this.rooms.has(channel))
      this.#gate.pass({ _id: roomOf(channel), memberVersion }, () => this.#deliver(packet, opts));
  }

  #deliver(packet: Packet, opts: Delivery): void {
    let frame: Frame | undefined;
    let sockets = 0;
    for (const socket of this.#recipients(opts)) {
      if (!this.#bears(socket, opts)) continue;
      frame ??= frameOf(packet.data);
      writeFrame(socket.client.conn as unknown as Line, frame);
      sockets += 1;
    }
    if (sockets > 0) this.#parts.counters.size('fan-out', sockets);
  }

  /** False: its reader is too slow for this packet. */
  #bears(socket: Socket, { rooms: [channel], flags }: Delivery): boolean {
    const { slow } = this.#parts;
    return channel === undefined || flags.memberVersion === undefined
      ? !slow.isCut(socket)
      : slow.mayHear(socket, roomOf(channel));
  }

  *#recipients({ rooms, except }: Delivery): Generator<Socket> {
    if (rooms.size === 0) yield* this.#sockets.values();
    const several = rooms.size > 1 ? new Set<string>() : null;
    const others = [...except].flatMap((c) => this.rooms.get(c) ?? []);
    for (const channel of rooms)
      for (const id of this.rooms.get(channel) ?? []) {
        if (several?.has(id) || others.some((inside) => inside.has(id))) continue;
        several?.add(id);
        const socket = this.#sockets.get(id);
        if (socket) yield socket;
      }
  }

  #inside(roomId: RoomId): { id: string; personId: PersonId }[] {
    return [...(this.rooms.get(roomChannel(roomId)) ?? [])].flatMap((id) => {
      const socket = this.#sockets.get(id) as PersonsSocket | undefined;
      return socket ? [{ id, personId: socket.data.caller.personId }] : [];
    });
  }

  #takeOut(id: string, roomId: RoomId): void {
    void this.del(id, roomChannel(roomId));
    this.#sockets.get(id)?.emit(roomRevoked.name, { roomId }); // the word that they left may be what was lost
  }
}

interface PersonsSocket {
  data: { caller: { personId: PersonId } };
}

const onTheWay = ({ rooms, except, flags = {} }: BroadcastOptions) => ({
  rooms: [...rooms],
  except: [...(except ?? [])],
  flags,
});

/** What a socket.io server is given: it calls it with `new`, once for each namespace. */
export const roomAdapter = (parts: AdapterParts): ((namespace: Namespace) => RoomAdapter) =>
  function (namespace: Namespace) {
    return new RoomAdapter(namespace, parts);
  };
