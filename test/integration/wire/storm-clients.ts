// So many clients in a process of their own, all connecting at once; prints how many are in, and the refusals they met.
import { io } from 'socket.io-client';
import type { WireFault } from '../../../shared/contract.ts';

const [url = '', token = '', count = '0'] = process.argv.slice(2);
const met: Record<string, number> = {};
let inside = 0;

/** As the SDK does: comes again when it is told to, or, where nothing was said, after a moment of its own. */
function comeIn(): void {
  const socket = io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
  let tries = 0;
  socket.on('connect', () => (inside += 1));
  socket.on('disconnect', () => (inside -= 1));
  socket.on('connect_error', (error: Error & { data?: WireFault }) => {
    const code = error.data?.code ?? error.message;
    met[code] = (met[code] ?? 0) + 1;
    tries += 1;
    const asked = Number(error.data?.facts['retryAfterMs'] ?? 0);
    const own = Math.random() * Math.min(500 * 2 ** tries, 10_000);
    setTimeout(() => socket.connect(), Math.max(asked * (1 + Math.random() / 2), own));
  });
}

for (let n = 0; n < Number(count); n += 1) comeIn();
setInterval(() => process.stdout.write(`${JSON.stringify({ inside, met })}\n`), 250);
