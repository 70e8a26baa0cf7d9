import { useCallback, useEffect, useState } from 'react';
import type { Rendition, SharedFile } from '../../../../client-sdk/index.ts';
import { useRoomFiles } from '../room-files.ts';

interface Address {
  url: string | null;
  /** What was given is not taken any more: asks for another one, once. */
  refused: () => void;
}

/** Where a picture of a file may be fetched; null while it is asked for, or when it is not to be had. */
export const useAddress = (file: SharedFile, rendition: Rendition | null): Address => {
  const { huying } = useRoomFiles();
  const [address, setAddress] = useState<{ of: string; url: string | null; tries: number } | null>(null);
  const { fileId } = file;
  const of = `${fileId}/${rendition ?? ''}`;

  const ask = useCallback(
    (tries: number) => {
      if (rendition === null) return () => undefined;
      let here = true;
      huying.addressOf(fileId, rendition, { again: tries > 0 }).then(
        (url) => {
          if (here) setAddress({ of, url, tries });
        },
        () => undefined, // without a picture its place stays
      );
      return () => {
        here = false;
      };
    },
    [huying, fileId, rendition, of],
  );
  useEffect(() => ask(0), [ask]);

  const mine = address?.of === of ? address : null;
  return {
    url: mine?.url ?? null,
    refused: () => {
      if (mine?.tries === 0) ask(1);
    },
  };
};

/** Opens what an address leads to, or keeps it as a file; false: it is not to be had now. */
export async function follow(
  asked: Promise<string | null>,
  how: { readonly saveAs?: string } = {},
): Promise<boolean> {
  const url = await asked.catch(() => null);
  if (url === null) return false;
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noopener noreferrer';
  if (how.saveAs === undefined) link.target = '_blank';
  else link.download = how.saveAs;
  link.click();
  return true;
}
