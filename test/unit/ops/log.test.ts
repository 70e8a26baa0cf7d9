import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { makeLog } from '../../../server/ops/log.ts';

describe('the log', () => {
  it('names an error and its cause, and nothing that a driver hung onto it', () => {
    const lines = new PassThrough();
    const log = makeLog('info', lines);
    const words = '不可入日志的原话';
    const cause = Object.assign(new Error('inner'), { document: { text: words } });
    const error = Object.assign(new Error('bulk failed', { cause }), {
      code: 121,
      writeErrors: [{ err: { op: { body: { text: words }, why: words } } }],
      result: { insertedIds: {} },
    });
    log.error({ err: error }, 'surprise');
    const line = String(lines.read());
    expect(line).to.not.include(words);
    const { err } = JSON.parse(line) as { err: Record<string, unknown> };
    expect(Object.keys(err).sort()).to.deep.equal(['cause', 'code', 'message', 'stack', 'type']);
    expect(err).to.deep.include({ code: 121, message: 'bulk failed' });
  });
});
