import type { Command } from 'commander';
import webPush from 'web-push';
import { EXIT, type Exit } from '../outcome.ts';
import type { Terminal } from '../terminal.ts';

/** `huying push keys` */
export function pushCommand(program: Command, terminal: Terminal, end: (exit: Exit) => void): void {
  const { say, print } = terminal;
  program
    .command('push')
    .description(say('push'))
    .command('keys')
    .description(say('pushKeys'))
    .action(() => {
      const { publicKey, privateKey } = webPush.generateVAPIDKeys();
      print(`HUYING_VAPID_PUBLIC_KEY=${publicKey}`);
      print(`HUYING_VAPID_PRIVATE_KEY=${privateKey}`);
      end(EXIT.well);
    });
}
