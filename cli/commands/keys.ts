import type { Command } from 'commander';
import { connected } from '../connect.ts';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying keys reseal` */
export function keysCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  program
    .command('keys')
    .description(say('keys'))
    .command('reseal')
    .description(say('keysReseal'))
    .action(async () => {
      await connected(async ({ org, rooms, people: { secondFactors } }) => {
        let people = 0;
        for (const { _id } of await org.congresses.all()) people += await org.people.reseal(_id);
        const progress = terminal.progress();
        const originals = await rooms.resealOriginals(progress.at).finally(progress.end);
        const secrets = await secondFactors.reseal();
        print(say('resealed', { people, originals, secrets }));
      });
      end(EXIT.well);
    });
}
