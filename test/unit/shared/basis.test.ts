import { expect } from 'chai';
import type { SharedFile } from '../../../shared/files.ts';
import { FILE_KINDS, FILE_STATES } from '../../../shared/values/files.ts';
import type { FileId } from '../../../shared/ids.ts';
import type { MessageBody } from '../../../shared/messages.ts';
import { mayBeBasis } from '../../../shared/values/messages.ts';

const file = (change: Partial<SharedFile>): MessageBody => ({
  kind: 'file',
  file: {
    ...{ fileId: 'f1' as FileId, kind: 'voice', name: '语音.m4a', bytes: 9, state: 'ready', why: null },
    ...{ revision: 3, mime: 'audio/mp4', scanned: true, renditions: ['original'], ...change },
  },
});

describe('what the record of a contact may rest on', () => {
  it('is what somebody said, in words or by a file of any kind', () => {
    expect(mayBeBasis({ kind: 'text', text: '代表您好' })).to.equal(true);
    for (const kind of FILE_KINDS) expect(mayBeBasis(file({ kind })), kind).to.equal(true);
  });

  it('is no file that is on its way or was refused, nothing that was taken back, and nothing that the product says', () => {
    for (const state of FILE_STATES) expect(mayBeBasis(file({ state })), state).to.equal(state === 'ready');
    const others: MessageBody[] = [
      { kind: 'recalled', by: '陈望舒', byOffice: false, why: '' },
      { kind: 'tombstone' },
      { kind: 'system', key: 'member-joined', params: {} },
      { kind: 'card', card: { type: 'service-welcome', delegationName: '北京团' } },
    ];
    for (const body of others) expect(mayBeBasis(body), body.kind).to.equal(false);
  });
});
