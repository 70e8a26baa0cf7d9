// One person's client in a process of its own, to be killed: writes so many messages, prints what is acknowledged and told.
import { connect } from '../../../client-sdk/index.ts';
import { fileStorage } from '../../../client-sdk/node.ts';
import { roomId as roomIdSchema } from '../../../shared/ids.ts';

const [url = '', folder = '', room = '', login = '', password = '', count = '0'] = process.argv.slice(2);
const roomId = roomIdSchema.parse(room);
const print = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);

const huying = connect({ url, storage: fileStorage(folder) });
const resumed = await huying.resume();
if (!resumed) await huying.signIn(login, password);
print({ is: resumed ? 'resumed' : 'signed in' });
const mine = huying.room(roomId);
mine.on('message', ({ seq, body }) => print({ told: `${seq} ${body.kind === 'text' ? body.text : ''}` }));
await mine.open();
for (let n = 1; n <= Number(count); n += 1)
  void mine.send(`${login} 的第${n}句`).then(({ seq }) => print({ acknowledged: n, seq }));
setInterval(() => undefined, 60_000);
