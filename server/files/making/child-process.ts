import { look } from './look/look.ts';
import { makePdf } from './make/pdf.ts';
import { makePicture } from './make/picture.ts';
import type { Answer, Task } from './tasks.ts';

/** One task, asked as the only argument, answered on stdout; this process is ended by who asked when it takes too much. */
async function run(task: Task): Promise<Answer> {
  switch (task.do) {
    case 'look':
      return look(task.path, task.name);
    case 'picture':
      return makePicture(task.path, task.mime);
    case 'pdf':
      return makePdf(task.path);
  }
}

const answered = await run(JSON.parse(process.argv[2] ?? '') as Task);
process.stdout.write(JSON.stringify(answered));
