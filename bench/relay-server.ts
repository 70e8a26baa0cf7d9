import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { answerQuestions, memoryHeld } from './child.ts';

/** The bare relay: socket.io without sign-in, storage or rules. The measure of what the transport itself costs. */
const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
const numbers = new Map<string, number>();
io.on('connection', (socket) => {
  socket.on('join', (room: string, reply: (m: object) => void) => {
    void socket.join(room);
    reply({});
  });
  socket.on('post', (message: { room: string; text: string }, reply: (m: object) => void) => {
    const seq = (numbers.get(message.room) ?? 0) + 1;
    numbers.set(message.room, seq);
    const posted = { ...message, seq, at: new Date().toISOString() };
    io.to(message.room).emit('posted', posted);
    reply(posted);
  });
});

answerQuestions({
  listen: async () => {
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
  },
  memory: () => Promise.resolve(memoryHeld()),
});
