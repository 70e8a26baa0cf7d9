import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import './dialog.css';

interface DialogProps {
  title: string;
  closeWords: string;
  close: () => void;
  /** At the side, as high as the screen, where that is wide enough. */
  drawer?: boolean;
  children: ReactNode;
}

/** A modal sheet on the browser's own dialog: focus stays inside, Escape closes, focus returns to the opener. */
export const Dialog = ({ title, closeWords, close, drawer = false, children }: DialogProps) => {
  const box = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = box.current;
    const opener = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      className={drawer ? 'dialog dialog-drawer' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <header className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <Button look="icon" onClick={close} aria-label={closeWords}>
          <Icon name="close" />
        </Button>
      </header>
      <div className="dialog-body">{children}</div>
    </dialog>
  );
};
