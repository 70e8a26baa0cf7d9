import { randomUUID } from 'node:crypto';
import { connect as connectTcp, type Socket } from 'node:net';
import { Stanzas } from './stanzas.ts';
import type { Connect, Line } from './speaker.ts';

const DOMAIN = 'localhost';
/** Where the rooms are, as the servers are configured. */
const ROOMS = `rooms.${DOMAIN}`;
const OPEN = `<?xml version='1.0'?><stream:stream to='${DOMAIN}' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>`;
const AUTH = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>`;
const BIND = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>`;
const JOIN = `<x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x>`;
const LATEST = `<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>50</max><before/></set></query>`;

type Ask = (make: (id: string) => string) => Promise<string>;

/** XMPP over TCP, without TLS: signed in as nobody in particular (RFC 4505), in one room (XEP-0045) whose archive is on (XEP-0313). */
export const connectXmpp: Connect = async (way, seat, heard) => {
  const { hostname, port } = new URL(way.url);
  const socket = connectTcp(Number(port), hostname);
  socket.setNoDelay(true).setEncoding('latin1'); // stanzas are cut at ASCII, and marks are ASCII
  const nick = `${seat.person}-${randomUUID().slice(0, 8)}`;
  const waiting = new Map<string, Waiter>();
  let asked = 0;
  const ask: Ask = (make) =>
    new Promise((resolve, reject) => {
      const id = `${nick}.${(asked += 1)};`;
      waiting.set(id, { resolve, reject });
      socket.write(make(id));
    });
  const take = (stanza: string) => {
    for (const [id, waiter] of waiting)
      if (stanza.includes(id) && !stanza.startsWith('<presence')) {
        waiting.delete(id);
        if (/^<[^>]* type=['"]error['"]/.test(stanza)) waiter.reject(new Error(stanza));
        else waiter.resolve(stanza);
      }
    if (stanza.startsWith('<message')) heard(stanza);
  };
  await enter(socket, `${seat.room}@${ROOMS}/${nick}`, { ask, take });
  return line(socket, `${seat.room}@${ROOMS}`, ask);
};

interface Waiter {
  resolve: (stanza: string) => void;
  reject: (error: Error) => void;
}

/** Signs in, binds, and joins; resolves when the server says that we are in the room. */
function enter(socket: Socket, place: string, { ask, take }: { ask: Ask; take: (stanza: string) => void }) {
  return new Promise<void>((resolve, reject) => {
    let stanzas = new Stanzas();
    const join = async () => {
      await ask((id) => `<iq type='set' id='${id}'>${BIND}</iq>`);
      socket.write(`<presence to='${place}'>${JOIN}</presence>`);
    };
    const step = (stanza: string) => {
      if (stanza.includes('<mechanisms')) socket.write(AUTH);
      else if (stanza.startsWith('<success')) {
        stanzas = new Stanzas();
        socket.write(OPEN);
      } else if (stanza.startsWith('<stream:features')) join().catch(reject);
      else if (stanza.startsWith('<presence') && isOurs(stanza, place)) resolve();
      else if (/^<(failure|stream:error)|^<presence[^>]* type=['"]error/.test(stanza))
        reject(new Error(stanza));
      else take(stanza);
    };
    socket.on('data', (piece) => {
      for (const stanza of stanzas.take(String(piece))) step(stanza);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.on('connect', () => socket.write(OPEN));
  });
}

/** The presence that ends a join: our own, with status 110. */
const isOurs = (stanza: string, place: string): boolean =>
  stanza.includes(place) && /code=['"]110/.test(stanza);

const line = (socket: Socket, room: string, ask: Ask): Line => ({
  /** Accepted: the room says it to us as well, with the number that it has in the archive; such numbers are no sequence. */
  post: async (text) => {
    const said = await ask(
      (id) => `<message type='groupchat' to='${room}' id='${id}'><body>${escaped(text)}</body></message>`,
    );
    if (!said.includes('<stanza-id')) throw new Error(`the room keeps no archive: ${said}`);
    return null;
  },
  catchUp: async () => {
    await ask((id) => `<iq type='set' to='${room}' id='${id}'>${LATEST}</iq>`);
  },
  close: () => socket.destroy(),
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
