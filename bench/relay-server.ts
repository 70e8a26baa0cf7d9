import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { answerQuestions, usage } from './child.ts';

/** The bare relay: socket.io without sign-in, storage or rules. The measure of what the transport itself costs. */
const http = createServer();
const io = new Server(http, { perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  socket.on('join', (room: string, reply: () => void) => {
    void socket.join(room);
    reply();
  });
  let seq = 0;
  socket.on('post', (message: { room: string; text: string }, reply: (m: object) => void) => {
    const posted = { ...message, seq: (seq += 1), at: new Date().toISOString() };
    io.to(message.room).emit('posted', posted);
    reply(posted);
  });
});

answerQuestions({
  listen: () =>
    new Promise((resolve) => {
      http.listen(0, '127.0.0.1', () =>
        resolve({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }),
      );
    }),
  usage: () => Promise.resolve(usage()),
});
