import { decode, isBlurhashValid } from 'blurhash';
import { useEffect, useRef, useState } from 'react';
import type { Rendition, SharedFile } from '../../../../client-sdk/index.ts';
import { useAddress } from './use-address.ts';

/** A blur is no sharper than this; the browser makes it large. */
const BLUR_PX = 32;

const Blur = ({ hash }: { hash: string }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !isBlurhashValid(hash).result) return;
    const colours = new Uint8ClampedArray(decode(hash, BLUR_PX, BLUR_PX));
    context.putImageData(new ImageData(colours, BLUR_PX, BLUR_PX), 0, 0);
  }, [hash]);
  return <canvas ref={canvas} className="file-blur" width={BLUR_PX} height={BLUR_PX} aria-hidden="true" />;
};

interface BlurredProps {
  file: SharedFile;
  rendition: Rendition | null;
  /** Empty where words beside it say what it is. */
  alt: string;
}

/** A picture of a file, over a few of its colours until it has come. */
export const Blurred = ({ file, rendition, alt }: BlurredProps) => {
  const { url, refused } = useAddress(file, rendition);
  const [come, setCome] = useState(false);
  return (
    <span className="file-blurred" data-come={come}>
      {file.blur !== undefined && !come && <Blur hash={file.blur} />}
      {url !== null && (
        <img src={url} alt={alt} draggable={false} onLoad={() => setCome(true)} onError={refused} />
      )}
    </span>
  );
};
