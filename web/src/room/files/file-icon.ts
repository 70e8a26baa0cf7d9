import type { FileKind } from '../../../../client-sdk/index.ts';
import type { IconName } from '../../kit/icon.tsx';

const ICONS: Record<FileKind, IconName> = {
  picture: 'picture',
  document: 'file',
  voice: 'voice',
  'video-note': 'film',
};

/** The drawing that stands for a kind of file. */
export const iconOf = (kind: FileKind): IconName => ICONS[kind];
