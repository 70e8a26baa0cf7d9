import type { Answer, Task } from './tasks.ts';

/**
 * One task, asked as the only argument, answered on stdout; this process is ended by who asked when it takes too much.
 * Only what the task needs is loaded.
 */
async function run(task: Task): Promise<Answer> {
  switch (task.do) {
    case 'look':
      return (await import('./look/look.ts')).look(task.path, task.name);
    case 'picture':
      return (await import('./make/picture.ts')).makePicture(task.path, task.mime);
    case 'pdf':
      return (await import('./make/pdf.ts')).makePdf(task.path);
  }
}

// What the libraries put aside goes with the folder, even when this process is killed.
process.env['TMPDIR'] = process.cwd();
const answered = await run(JSON.parse(process.argv[2] ?? '') as Task);
process.stdout.write(JSON.stringify(answered));
