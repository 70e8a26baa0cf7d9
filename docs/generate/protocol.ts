import { format } from 'prettier';
import * as z from 'zod/mini';
import { EVERY_REQUEST, type Request } from '../../shared/contract.ts';
import { FETCHING, SENDING_BYTES } from '../../shared/file-acts.ts';
import { SENDING_TABLE } from '../../shared/import.ts';
import { FAULTS } from '../../shared/faults.ts';
import { broadcasts, jobs, requests } from '../../shared/protocol.ts';
import { pathOf } from './openapi.ts';
import { type Gathered, IN_PROSE, type Json, schemaOf, typeOf } from './schemas.ts';

const HEAD = [
  '# Protocol',
  '',
  'Generated from `shared/` by `npm run docs`; do not edit.',
  '',
  'A request goes through two doors with the same meaning: the socket (`emit(name, input, acknowledge)`) and HTTP',
  '(`POST /api/v1/<noun>/<verb>`, JSON body = input, `Authorization: Bearer <access token>`). The answer is',
  '`{ ok: true, data }` or `{ ok: false, fault: { code, facts } }`; over HTTP with the status of the fault.',
  'A socket signs in with `auth: { token }` at the handshake (`connect_error` carries the fault as `data`) and is closed',
  'when its access token expires, unless `session:renew` brought a newer one.',
  'Broadcasts may be lost: a client that holds the numbers `seq` and `changeSeq` of a room catches up by `room:sync`.',
  '',
  `Every request may be refused with ${EVERY_REQUEST.map((c) => `\`${c}\``).join(', ')}.`,
  '',
  'A bot holds one token, made by `huying bot create` and sent like an access token. Every request but those of its own',
  '(`bot:…`) refuses it with `NOT_ALLOWED`.',
  '',
  'The bytes of a file go by [tus 1.0.0](https://tus.io/protocols/resumable-upload) to the path that `file:begin` gives',
  '(HEAD, PATCH, DELETE; the token as above): the offset is what is kept, whatever a client remembers. A small file may',
  'come in one request, `POST /api/v1/files` as `multipart/form-data`: first the field `file`, the input of `file:begin` as',
  'JSON, then one part `content`; it is answered as `file:begin` is. Besides what these refuse, both doors may refuse with',
  `${SENDING_BYTES.map((c) => `\`${c}\``).join(', ')}; refusals of tus itself are its own.`,
  '',
  'A table for an import goes as the part `content` of a form to `POST /api/v1/imports/{importId}`; it is answered as',
  `\`import:show\` is, or refused with ${SENDING_TABLE.map((c) => `\`${c}\``).join(', ')}.`,
  '',
  'Files are fetched with GET or HEAD from the paths that `file:address` and `file:pack` give, as they are, with no header',
  'needed: they open one thing for one person in one session for some minutes. Ranges and conditions are answered as RFC',
  '9110 has it. While bytes are under way it is looked at again whether their reader still may have them; else the line is',
  `cut. They may be refused with ${FETCHING.map((c) => `\`${c}\``).join(', ')}; \`message\` beside the fault says it in words.`,
  '',
  'Shapes with a name of their own (`Suggestion`, `Message` …) stand once, before the refusals.',
  '',
];

const typescript = async (name: string, schema: Json): Promise<string> => {
  const printed = await format(`type ${name} = ${typeOf(schema)};`, {
    parser: 'typescript',
    printWidth: 100,
  });
  return `\`\`\`ts\n${printed}\`\`\`\n`;
};

/** What is answered; a shape with a name is only named. */
function answered(schema: z.ZodMiniType, gathered: Gathered): Json {
  const { properties } = schemaOf(z.object({ answer: schema }), 'output', gathered) as {
    properties?: { answer?: Json };
  };
  return properties?.answer ?? {};
}

/** docs/PROTOCOL.md */
export async function protocol(): Promise<string> {
  const gathered: Gathered = { named: new Map(), at: IN_PROSE };
  const parts = [...HEAD, '## Requests', ''];
  for (const request of requests as readonly Request[])
    parts.push(
      `### ${request.name}`,
      '',
      request.summary,
      '',
      `- doors: ${request.doors === 'http' ? '' : 'socket, '}\`POST ${pathOf(request)}\`; who: ${request.who}; pace: ${request.pace}`,
      `- refusals: ${request.faults.map((c) => `\`${c}\``).join(', ') || 'none of its own'}`,
      '',
      await typescript('Input', schemaOf(request.input, 'input')),
      await typescript('Output', answered(request.output, gathered)),
    );
  parts.push('## Broadcasts', '');
  for (const broadcast of broadcasts)
    parts.push(
      ...[`### ${broadcast.name}`, '', `${broadcast.summary} To: ${broadcast.to}.`, ''],
      await typescript('Body', answered(broadcast.body, gathered)),
    );
  parts.push('## Jobs', '');
  for (const job of jobs)
    parts.push(
      ...[`### ${job.name}`, '', job.summary, ''],
      await typescript('Data', schemaOf(job.data, 'output')),
    );
  parts.push('## Shapes', '');
  for (const [name, schema] of [...gathered.named].sort(([a], [b]) => (a < b ? -1 : 1)))
    parts.push(`### ${name}`, '', await typescript(name, schema));
  parts.push('## Refusals', '', '| code | HTTP status | worth trying again |', '| --- | --- | --- |');
  for (const [code, { status, again }] of Object.entries(FAULTS))
    parts.push(`| ${code} | ${status} | ${again ? 'yes' : 'no'} |`);
  return `${parts.join('\n')}\n`;
}
