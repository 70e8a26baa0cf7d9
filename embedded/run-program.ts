import { spawn, type SpawnOptions } from 'node:child_process';

/** Runs a program to its end and gives back what it printed; throws with the end of its errors when it fails. */
export async function runProgram(
  program: string,
  args: string[],
  options: SpawnOptions & { onLine?: (line: string) => void; onStatus?: (line: string) => void } = {},
): Promise<string> {
  const { onLine, onStatus, ...rest } = options;
  const child = spawn(program, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  const lines = byLine((line) => onLine?.(line));
  const statuses = byLine((line) => onStatus?.(line));
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    lines(text);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  const status = child.stdio[3];
  if (status && 'setEncoding' in status) status.setEncoding('utf8').on('data', statuses);
  const code = await new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exit, signal) => resolve(exit ?? signal ?? 'unknown'));
  });
  if (code === 0) return out;
  const tail = (err.trim() || out.trim()).split('\n').slice(-6).join('\n');
  throw new Error(`${program} ended with ${code}: ${tail}`);
}

function byLine(take: (line: string) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  };
}
