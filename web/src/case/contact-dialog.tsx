import { Dialog } from '../kit/dialog.tsx';
import { useSpeech } from '../wording/speech.tsx';
import { ContactForm, type ContactFormProps } from './contact-form.tsx';

/** The contact form on a sheet, under the unit's name. */
export const ContactDialog = (props: ContactFormProps) => {
  const { say } = useSpeech();
  return (
    <Dialog
      title={`${say.contact.title} · ${props.track.unitName}`}
      closeWords={say.close}
      close={() => props.close(false)}
    >
      <ContactForm {...props} />
    </Dialog>
  );
};
