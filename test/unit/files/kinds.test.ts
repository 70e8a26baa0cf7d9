import { expect } from 'chai';
import { FILE_TYPES } from '../../../shared/file-types.ts';
import { fitsKind, fitsName, OFFICE_ENDINGS, plainMime } from '../../../server/files/making/kinds.rules.ts';

describe('Kinds of contents', () => {
  it('a voice is sound, a picture a picture, a video note a film, and a document anything', () => {
    expect(fitsKind('voice', 'audio/webm')).to.equal(true);
    expect(fitsKind('voice', 'video/webm')).to.equal(false);
    expect(fitsKind('picture', 'image/png')).to.equal(true);
    expect(fitsKind('picture', 'application/pdf')).to.equal(false);
    expect(fitsKind('video-note', 'video/mp4')).to.equal(true);
    expect(fitsKind('document', 'image/png')).to.equal(true);
  });

  it('a name may say less than the content is, or the same, or something alike', () => {
    for (const [name, mime] of [
      ['关于水利的建议.pdf', 'application/pdf'],
      ['关于水利的建议', 'application/pdf'],
      ['第1.2稿', 'text/plain'],
      ['v1.2', 'text/plain'],
      ['IMG.JPG', 'image/heic'],
      ['呈报.wps', 'application/msword'],
      ['录音.m4a', 'audio/mp4'],
    ] as const)
      expect(fitsName(name, mime), name).to.equal(true);
  });

  it('a name may not say something else', () => {
    for (const [name, mime] of [
      ['通知.bat', 'text/plain'],
      ['通知.txt.js', 'text/plain'],
      ['a.html', 'text/plain'],
      ['a.HTA ', 'text/plain'],
      ['a.svg', 'image/png'],
      ['a.pdf', 'image/png'],
      ['a.docm', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ] as const)
      expect(fitsName(name, mime), name).to.equal(false);
  });

  it('one thing has one name', () => {
    expect(plainMime('audio/ogg; codecs=opus')).to.equal('audio/ogg');
    expect(plainMime('audio/x-m4a')).to.equal('audio/mp4');
    expect(plainMime('image/apng')).to.equal('image/png');
    expect(plainMime('application/pdf')).to.equal('application/pdf');
  });

  it('by default nothing is taken that a browser would run, nothing that holds other files, and each thing once', () => {
    expect(new Set(FILE_TYPES).size).to.equal(FILE_TYPES.length);
    for (const mime of [
      'image/svg+xml',
      'text/html',
      'application/xml',
      'application/zip',
      'application/x-cfb',
    ])
      expect(FILE_TYPES).to.not.include(mime);
    for (const mime of OFFICE_ENDINGS.keys()) expect(FILE_TYPES).to.include(mime);
  });
});
