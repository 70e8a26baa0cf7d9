import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express, { type Request, type Response } from 'express';
import multer from 'multer';
import { makeTranscribe } from '../../../server/files/making/index.ts';
import { lay, makeFolders } from './contents.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly fields: Record<string, string>;
  readonly file: { readonly name: string; readonly text: string } | undefined;
}

describe('The speech service', () => {
  const folders = makeFolders();
  const asked: Asked[] = [];
  let server: Server;
  let url: string;
  let reply: (response: Response) => void;

  before(async () => {
    server = express().use(multer().single('file'), serve).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  });
  beforeEach(() => {
    asked.length = 0;
    reply = (response) => response.end(JSON.stringify({ text: ' 民有所呼，我有所应。 ' }));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    folders.clear();
  });

  function serve(request: Request, response: Response): void {
    const { method, path, file } = request;
    asked.push({
      method,
      path,
      authorization: request.headers.authorization,
      fields: { ...(request.body as Record<string, string>) },
      file: file && { name: file.originalname, text: file.buffer.toString() },
    });
    response.setHeader('content-type', 'application/json');
    reply(response);
  }

  const voice = (name = '给张三的话.m4a') =>
    lay(folders.fresh(), Buffer.from('sound'), { name, kind: 'voice' });
  function transcribe(o: { key?: string; seconds?: number; url?: string } = {}) {
    const ask = makeTranscribe({
      url: o.url ?? url,
      key: o.key ?? '',
      model: 'paraformer',
      seconds: o.seconds ?? 10,
    });
    if (!ask) throw new Error('no speech service is set up');
    return ask(voice());
  }
  const said = (work: Promise<unknown>) =>
    work.then(
      (value) => JSON.stringify(value),
      (error: unknown) => (error instanceof Error ? error.message : 'something else was thrown'),
    );

  it('writes down what was said, marked as made by a machine', async () => {
    expect(await transcribe()).to.deep.equal({ text: '民有所呼，我有所应。', by: 'machine' });
  });

  it('is asked as OpenAI’s is: the recording, the model, and the key', async () => {
    await transcribe({ key: 'k-1' });
    const [first] = asked;
    expect(first).to.include({
      method: 'POST',
      path: '/v1/audio/transcriptions',
      authorization: 'Bearer k-1',
    });
    expect(first?.fields).to.deep.equal({ model: 'paraformer', response_format: 'json' });
    expect(first?.file?.text).to.equal('sound');
  });

  it('hears nothing of how the recording is called, but what it is', async () => {
    await transcribe();
    expect(asked[0]?.file?.name).to.equal('voice.m4a');
    expect(asked[0]?.authorization).to.equal(undefined);
  });

  it('may have a slash at the end of its address', async () => {
    await transcribe({ url: `${url}/` });
    expect(asked[0]?.path).to.equal('/v1/audio/transcriptions');
  });

  it('may answer an error: that is thrown, to be tried again', async () => {
    reply = (response) => response.writeHead(503).end('{}');
    expect(await said(transcribe())).to.equal('the speech service answered 503');
  });

  it('may answer something else: that is thrown as well', async () => {
    reply = (response) => response.end(JSON.stringify({ words: [] }));
    expect(await said(transcribe())).to.match(/text/);
  });

  it('may never answer: nobody waits longer than was said', async () => {
    reply = () => undefined;
    expect(await said(transcribe({ seconds: 1 }))).to.match(/timeout/i);
  });

  it('may not send us elsewhere with somebody’s voice', async () => {
    reply = (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
    expect(await said(transcribe())).to.match(/fetch failed/);
  });

  it('may say what cannot be seen: that is left out', async () => {
    reply = (response) => response.end(JSON.stringify({ text: '一\u0000二\u202e三\n四' }));
    expect(await transcribe()).to.deep.equal({ text: '一二三\n四', by: 'machine' });
  });

  it('does not exist where it is not set up', () => {
    expect(makeTranscribe({ url: '', key: '', model: 'm', seconds: 1 })).to.equal(null);
  });
});
