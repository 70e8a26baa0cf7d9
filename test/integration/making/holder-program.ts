import { runBounded } from '../../../server/files/making/bounds/bounded-program.ts';

// Runs a program that never ends by itself, in the folder given, until somebody kills this process.
const [, , folder = ''] = process.argv;
await runBounded({
  program: '/bin/sh',
  args: ['-c', 'sleep 1000 & echo $! > grandchild; echo $$ > child; wait'],
  folder,
  bounds: { seconds: 1_000, mib: 1_000 },
});
