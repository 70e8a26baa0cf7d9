import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A program of this folder to be forked: under tsx while these are .ts files, as it is when they are compiled. */
export function siblingProgram(name: string): { file: string; execArgv: string[] } {
  const extension = extname(new URL(import.meta.url).pathname);
  const file = fileURLToPath(new URL(`./${name}${extension}`, import.meta.url));
  if (extension !== '.ts') return { file, execArgv: [] };
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return { file, execArgv: [`--import=${tsx}`] };
}
